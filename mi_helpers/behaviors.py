"""Behaviour codes of MITI 4.2.1 (Moyers, Manuel and Ernst 2014) for one reply, in text order.

Coding rules followed: at most one Question a turn; a turn with simple and complex reflection is CR only; a
permission question is Seeking Collaboration; warnings are Confront; unsure between simple and complex: simple.
"""

from typing import Final

from mi_helpers.language import Span, Text, begins_in, overlap
from mi_helpers.reasons import Reason
from mi_helpers.scorer import Features
from mi_helpers.scorer.rubric import depth, plain_reason, relevance

# From this depth (see rubric.depth) a reflection adds substantial meaning.
_COMPLEX_FROM: Final = 0.30


def code_behaviors(response: Text, f: Features, reason: Reason | None) -> tuple[str, ...]:
    """The MITI codes found in a reply.

    Args:
        response: the reply.
        f: its features.
        reason: why it fails, if it does and no rule says why.
    """
    if plain_reason(f) in ("not_english", "keyword_heap"):
        return ()
    codes = list(dict.fromkeys(code for sentence in response.sentences for code in _codes(sentence, f, reason)))
    if "CR" in codes and "SR" in codes:
        codes.remove("SR")
    return tuple(codes)


def _codes(sentence: Span, f: Features, reason: Reason | None) -> list[str]:
    if reason and reason.lookalike.code and (reason.span is None or overlap(reason.span, sentence)):
        # What stands before the words in the way, in the same sentence, is a reflection cut short at best.
        return [reason.lookalike.code]
    roadblocks = [h.rule.code for h in f.roadblocks if begins_in(h.span, sentence) and h.rule.code]
    markers = {h.marker.id for h in f.marker_hits if begins_in(h.span, sentence)}
    if sentence in f.questions:
        found = ["Seek"] if "permission" in markers else ["Q"]
        return [*roadblocks, *found, *(["Emphasize"] if "choice" in markers else [])]
    if roadblocks:
        if "Persuade" in roadblocks and f.has("permission"):
            return [c if c != "Persuade" else "Persuade with permission" for c in roadblocks]
        return roadblocks
    if any(begins_in(h.span, sentence) for h in f.roadblocks):
        return []
    if "choice" in markers:
        return ["Emphasize"]
    if "information" in markers and not markers & {"two_sides", "meaning", "affirming"}:
        return ["GI"]
    if "affirming" in markers and not f.feelings:
        return ["AF"]
    if f.to_client and relevance(f) >= 0.5:
        return ["CR" if depth(f) >= _COMPLEX_FROM else "SR"]
    return []
