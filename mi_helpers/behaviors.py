"""Behaviour codes of MITI 4.2.1 (Moyers, Manuel and Ernst 2014) for one reply, in text order.

Coding rules followed: at most one Question a turn; a turn with simple and complex reflection is CR only; a
permission question is Seeking Collaboration; warnings are Confront; unsure between simple and complex: simple.
"""

import re
from typing import Final

from mi_helpers.language import Span, Text, begins_in, overlap
from mi_helpers.questions import is_open
from mi_helpers.reasons import Reason
from mi_helpers.scorer import Features
from mi_helpers.scorer.rubric import depth, plain_reason, relevance

# From this depth (see rubric.depth) a reflection adds substantial meaning.
_COMPLEX_FROM: Final = 0.30

# Wordings of choice that say as often what a client prefers, has or is: no Emphasize by themselves.
_WEAK_CHOICE: Final = re.compile(
    r"""you'd\srather | your\s(?:own\s)?(?:body|life|pace|terms|call) | or\snot | you\shold\sthe
      | you(?:'re|\sare)\sthe\s(?:one|person|only\sone|expert) | (?:one|man|woman|bloke|person)\s(?:who|holding)
      | (?:it|that|this)(?:'s|\sis)?\syour | in\syour\s(?:own\s)?hands? | belongs?\sto\syou""",
    re.VERBOSE,
)

_SHOWN: Final = {
    "affirmation": "AF", "autonomy": "Emphasize", "complex_reflection": "CR",
    "reflection": "SR", "empathy": "SR", "discrepancy": "SR",
}  # fmt: skip
"""The code of a skill that is one: what is good at the skill has its code, though no wording gives it away."""

_TO_CLIENT: Final = re.compile(r"\byou(?:r|rs|rself|'\w+)?\b")


def code_behaviors(response: Text, f: Features, reason: Reason | None, shows: str | None = None) -> tuple[str, ...]:
    """The MITI codes found in a reply.

    Args:
        response: the reply.
        f: its features.
        reason: why it fails, if it does and no rule says why.
        shows: the skill, if the reply is good at it.
    """
    if plain_reason(f) in ("not_english", "keyword_heap", "beside_the_client"):
        return ()
    by_sentence = [_codes(sentence, response, f, reason) for sentence in response.sentences]
    if shows in _SHOWN:
        _credit(_SHOWN[shows], by_sentence, response)
    codes = list(dict.fromkeys(code for found in by_sentence for code in found))
    if "CR" in codes and "SR" in codes:
        codes.remove("SR")
    return tuple(codes)


def _credit(code: str, by_sentence: list[list[str]], response: Text) -> None:
    """Give the longest plain statement a code, unless the reply has it, or a simple reflection's deeper form."""
    found = {code for codes in by_sentence for code in codes}
    if code in found or (code == "SR" and "CR" in found):
        return
    plain = [n for n, codes in enumerate(by_sentence) if not set(codes) - {"SR", "CR", "GI"}]
    if plain:
        longest = max(plain, key=lambda n: len(response.words_in(response.sentences[n])))
        by_sentence[longest] = [code]


def _codes(sentence: Span, response: Text, f: Features, reason: Reason | None) -> list[str]:
    if reason and reason.lookalike.code and (reason.span is None or overlap(reason.span, sentence)):
        # What stands before the words in the way, in the same sentence, is a reflection cut short at best.
        return [reason.lookalike.code]
    roadblocks = [h.rule.code for h in f.roadblocks if begins_in(h.span, sentence) and h.rule.code]
    hits = [h for h in f.marker_hits if begins_in(h.span, sentence)]
    markers = {h.marker.id for h in hits}
    words = response.text[sentence.start : sentence.end]
    chooses = any(h.marker.id == "choice" and not _WEAK_CHOICE.match(response.text, *h.span) for h in hits)
    if sentence in f.questions:
        found = ["Seek"] if "permission" in markers and not is_open(words) else ["Q"]
        return [*roadblocks, *found, *(["Emphasize"] if chooses else [])]
    if roadblocks:
        if "Persuade" in roadblocks and f.has("permission"):
            return [c if c != "Persuade" else "Persuade with permission" for c in roadblocks]
        return roadblocks
    if any(begins_in(h.span, sentence) for h in f.roadblocks):
        return []
    if chooses:
        return ["Emphasize"]
    if _informs(words, markers, response, f):
        return ["GI"]
    if "affirming" in markers and not f.feelings:
        return ["AF"]
    if f.to_client and relevance(f) >= 0.5:
        return ["CR" if depth(f) >= _COMPLEX_FROM else "SR"]
    return []


def _informs(words: str, markers: set[str], response: Text, f: Features) -> bool:
    """Whether a statement gives information: it sounds like facts and is not about the client, or leave was asked."""
    if markers & {"two_sides", "meaning", "affirming", "permission"}:
        return False
    if "information" in markers:
        return not _TO_CLIENT.match(words)
    return _asks_leave(response, f) and not _TO_CLIENT.search(words) and not f.about_me


def _asks_leave(response: Text, f: Features) -> bool:
    """Whether a reply asks whether something may be told, rather than what the client would like."""
    hits = [h for h in f.marker_hits if h.marker.id == "permission"]
    open_ones = [q for q in f.questions if is_open(response.text[q.start : q.end])]
    return any(not any(begins_in(h.span, q) for q in open_ones) for h in hits)
