"""From features to score: a rubric by hand, one small function a skill.

Each skill's function says how well the skill is shown, from 0 (not at all) to 1 (exemplary), as if nothing stood in
its way; ``score`` then lets roadblocks, parroting, keyword heaps and foreign matter cap it. The numbers were set by
hand on the bank's examples and on tests/cases/first.toml; tests/cases/held_out.toml shows how far they carry.
"""

from collections.abc import Callable
from typing import Final

from mi_helpers.scorer.features import Features

PASS: Final = 0.5
"""The pass mark on the score."""

RATING_FLOORS: Final = (0.25, PASS, 0.70, 0.85)
"""Scores from which the ratings 2, 3, 4 and 5 begin."""

BLUNT_CAP: Final = 0.24
"""No reply with a blunt roadblock scores more: rating 1 (rating guide, field practice after Miller et al. 1991)."""

POLITE_CAP: Final = 0.45
"""No reply with a polite roadblock scores more: rating 2."""

LOOKALIKE_CAP: Final = 0.42
"""No parrot, keyword heap or off-topic reply scores more: rating 2."""

SHOWN_BESIDE: Final = 0.58
"""From this score on, what stands beside a roadblock counts as the skill (rating 2 and not 1)."""

EMPTY_WORDS: Final = frozenset({"hollow_understanding", "bare_understanding"})
"""Roadblocks that push nowhere: "I understand" is rated 2 even with nothing beside it (rating guide)."""

PUSHY_KEPT: Final = 0.6
"""From this share of its word pairs taken from the pushy reply, that reply stands as it was: rating 1."""

PARROT: Final = 0.8
"""From this share of the reply copied from the client it counts as said back and not as reflected."""

BASIC: Final = 0.38
"""How well a skill is shown that is just there: rating 3."""


def rating(score_value: float) -> int:
    """The rating, 1 to 5, that a score falls into."""
    return 1 + sum(score_value >= floor for floor in RATING_FLOORS)


def score(f: Features, skill: str) -> float:
    """How good a reply is for a skill, 0 to 1; ``PASS`` is the pass mark.

    Args:
        f: the reply's features.
        skill: a key of ``SKILLS``.
    """
    if f.words == 0:
        return 0.0
    if not f.english:
        return 0.1
    if f.like_pushy >= PUSHY_KEPT:
        return min(_value(f, skill), BLUNT_CAP)
    if f.roadblocks:
        return _score_with_roadblocks(f, skill)
    value = _value(f, skill)
    return min(value, LOOKALIKE_CAP) if is_lookalike(f) else value


def _value(f: Features, skill: str) -> float:
    """Score for the skill alone."""
    return 0.27 + 0.70 * min(1.0, max(0.0, _SHOWN[skill](f)))


def _score_with_roadblocks(f: Features, skill: str) -> float:
    """Rating 2 if the skill shows beside polite roadblocks only, else 1; the more roadblocks the less."""
    beside = _value(f.beside, skill) if f.beside and not is_lookalike(f.beside) else 0.0
    floor, cap = (RATING_FLOORS[0], POLITE_CAP)
    if {hit.rule.id for hit in f.roadblocks} <= EMPTY_WORDS:
        beside = max(beside, SHOWN_BESIDE)
    if beside < SHOWN_BESIDE or any(hit.rule.blunt for hit in f.roadblocks):
        floor, cap = 0.03, BLUNT_CAP
    return floor + (cap - floor) * beside * 0.85 ** (len(f.roadblocks) - 1)


def is_lookalike(f: Features) -> bool:
    """Whether the reply only looks like an answer: a parrot, a heap of keywords, or about something else."""
    return is_parrot(f) or is_keyword_heap(f) or relevance(f) < 0.3


def is_parrot(f: Features) -> bool:
    """Whether the reply is the client's own words said back."""
    return f.copied >= PARROT and not f.questions


def is_keyword_heap(f: Features) -> bool:
    """Whether the words do not make prose: hardly any grammar between them, or the same few over and over."""
    return f.listed >= 7 or (f.words >= 6 and f.function_share < 0.22) or (f.words >= 25 and f.repetition > 0.62)


def relevance(f: Features) -> float:
    """How much the reply is about what this client said, 0 to 1."""
    if not f.client_known:
        return 0.7
    if f.shared:
        return 1.0 if len(f.shared) >= 2 or len(f.foreign) <= 3 else 0.6
    # No word in common with the client. A short picture may well be about them; with each further word that is
    # neither theirs nor of anybody's inner life that gets less likely.
    picture = f.has("metaphor", "meaning", "two_sides") or f.new_feelings
    return {0: 0.6, 1: 0.5, 2: 0.5 if picture else 0.28}.get(len(f.foreign), 0.25)


def depth(f: Features) -> float:
    """How far a reflection goes below the client's words, 0 to 1."""
    return min(
        1.0,
        0.40 * bool(f.new_feelings)
        + 0.30 * bool(f.has("meaning"))
        + 0.30 * bool(f.has("metaphor"))
        + 0.30 * (bool(f.has("two_sides")) and f.threads >= 1)
        + 0.15 * (len(f.added) >= 3)
        + 0.15 * (len(f.added) >= 4 and bool(f.shared))
        + 0.10 * (len(f.added) >= 6),
    )


def _said_back(f: Features) -> float:
    """How well the statements in a reply reflect the client, whatever the skill: the base of most skills."""
    if f.only_question or not f.statements:
        return 0.12
    if not f.to_client:
        return 0.15
    if f.vague_only and len(f.shared) < 2 and len(f.added) <= 2:
        return 0.2  # "That must be hard": true of anybody
    if not f.shared and len(f.added) <= 1 and not f.new_feelings and not f.has("metaphor"):
        return 0.2
    # In the rated cases, clean replies that take up more of the client's words and threads, or say it in a
    # dozen words, were rated higher; general facts ("most people ...") lower.
    quality = BASIC + 0.08 + 0.05 * min(4, len(f.shared)) + 0.03 * min(3, f.threads) + 0.28 * depth(f)
    quality += 0.08 * (f.words < 12 and bool(f.shared))
    quality -= 0.15 * bool(f.has("information")) + 0.15 * max(0, len(f.questions) - 1) + 0.15 * min(2, f.about_me)
    return quality if relevance(f) >= 0.5 else min(quality, 0.25)


def _complex_reflection(f: Features) -> float:
    deep = depth(f)
    said = _said_back(f)
    if deep < 0.30 and said > 0.3:
        return 0.30
    return said


def _empathy(f: Features) -> float:
    said = _said_back(f)
    felt = bool(f.feelings) or bool(f.has("metaphor", "meaning"))
    if not felt:
        return min(said, 0.40)
    return said + 0.06 - 0.15 * min(2, f.about_me)


def _open_question(f: Features) -> float:
    if not f.questions:
        return min(0.28, 0.12 + 0.2 * _said_back(f))
    if f.leading:
        return 0.15
    if f.open_questions == 0:
        return 0.2
    if len(f.questions) > 1:
        return 0.28
    if f.client_known and not f.shared and len(f.foreign) >= 3:
        return 0.2
    quality = BASIC + 0.10 * min(3, len(f.shared))
    quality += 0.18 * bool(f.has("asks_change", "meaning", "asks_link", "past_success") or f.feelings)
    quality += 0.12 * bool(f.statements)
    return quality


def _affirmation(f: Features) -> float:
    if f.only_question:
        return 0.15
    if not f.has("affirming"):
        return min(0.28, _said_back(f))
    quality = BASIC + 0.10 * min(3, len(f.shared)) + 0.12 * (f.markers["affirming"] >= 2)
    quality += 0.15 * bool(f.has("meaning", "two_sides")) + 0.10 * (len(f.added) >= 3)
    quality -= 0.2 * min(2, f.about_me) + 0.1 * bool(f.questions)
    return quality if relevance(f) >= 0.5 else min(quality, 0.25)


def _summary(f: Features) -> float:
    if f.only_question:
        return 0.12
    if f.threads < 2:
        return min(0.28, _said_back(f))
    quality = 0.30 + 0.09 * min(4, f.threads - 1)
    quality += (
        0.15 * bool(f.has("check") and f.questions) + 0.12 * bool(f.has("two_sides")) + 0.06 * bool(f.new_feelings)
    )
    quality -= 0.15 * (f.words < 14) + 0.15 * max(0, len(f.questions) - 2)
    return quality


def _holds_two_sides(f: Features) -> bool:
    """Whether two sides are named as such, or two of the client's threads stand side by side."""
    return bool(f.has("two_sides")) or ((f.joined or len(f.statements) > 1) and f.threads >= 2)


def _discrepancy(f: Features) -> float:
    if f.only_question or not _holds_two_sides(f):
        return 0.2 if f.only_question else min(0.30, _said_back(f))
    if not f.shared:
        return 0.25
    quality = BASIC - 0.06 + 0.10 * min(3, max(0, f.threads - 1)) + 0.18 * bool(f.has("meaning", "change_talk"))
    quality += 0.10 * bool(f.new_feelings) + 0.06 * min(2, len(f.shared))
    return quality if relevance(f) >= 0.5 else 0.25


def _autonomy(f: Features) -> float:
    if not f.has("choice"):
        return min(0.28, _said_back(f))
    quality = BASIC + 0.12 * (f.markers["choice"] >= 2) + 0.10 * min(2, len(f.shared))
    quality += 0.16 * bool(f.new_feelings or f.has("meaning", "two_sides", "metaphor")) + 0.10 * (
        len(f.statements) >= 2
    )
    return quality


def _ask_offer_ask(f: Features) -> float:
    parts = [
        bool(f.has("permission", "asks_knowledge")),
        bool(f.has("information")) and bool(f.statements),
        bool(f.has("asks_response")),
    ]
    if not (parts[0] or parts[2]) or not f.questions:
        return min(0.25, _said_back(f))
    if f.client_known and not f.shared and len(f.foreign) >= 6:
        return 0.25
    quality = {1: 0.36, 2: 0.66, 3: 0.88}[sum(parts)]
    return quality + 0.04 * min(3, len(f.shared)) - 0.1 * (len(f.questions) > 2)


def _decisional_balance(f: Features) -> float:
    both = bool(f.has("good_side")) and bool(f.has("less_good_side"))
    two_sides = _holds_two_sides(f)
    if not f.shared or not (both or two_sides):
        return min(0.28, max(_said_back(f), 0.22 * bool(f.questions)))
    quality = (BASIC if both else 0.34) + 0.12 * two_sides + 0.14 * bool(f.has("time_horizon"))
    quality += 0.07 * min(3, len(f.shared)) + 0.10 * bool(f.open_questions) - 0.25 * f.leading
    return quality


def _self_efficacy(f: Features) -> float:
    if f.leading:
        return 0.15
    found = f.has("past_success", "ruler", "confidence", "affirming")
    if not found:
        return min(0.28, _said_back(f))
    quality = BASIC - 0.06 + 0.14 * (found >= 2) + 0.10 * min(3, len(f.shared))
    quality += 0.12 * bool(f.open_questions) + 0.12 * bool(f.has("ruler")) + 0.06 * bool(f.has("meaning"))
    return quality - 0.15 * max(0, len(f.questions) - 1)


def _evoke_change_talk(f: Features) -> float:
    if f.leading:
        return 0.15
    asks = bool(f.has("asks_change")) and f.open_questions > 0
    reflects = bool(f.has("change_talk")) and bool(f.statements) and not f.only_question and bool(f.shared)
    if not (asks or reflects):
        return min(0.28, max(_said_back(f), 0.2 * bool(f.questions)))
    quality = BASIC + 0.08 * (asks and reflects) + 0.10 * min(3, len(f.shared))
    quality += 0.18 * bool(f.has("meaning", "ruler") or f.new_feelings) + 0.08 * bool(f.has("two_sides"))
    quality -= 0.15 * max(0, len(f.questions) - 1)
    return quality if relevance(f) >= 0.5 or asks else 0.25


def _planning(f: Features) -> float:
    if f.leading:
        return 0.15
    if not f.has("next_step"):
        return min(0.28, max(_said_back(f), 0.2 * bool(f.questions)))
    if f.client_known and not f.shared and len(f.foreign) >= 2:
        return 0.25
    quality = BASIC - 0.04 + 0.10 * min(3, len(f.shared)) + 0.12 * bool(f.open_questions)
    quality += 0.12 * bool(f.has("choice")) + 0.10 * bool(f.statements) + 0.08 * (f.markers["next_step"] >= 2)
    return quality - 0.15 * max(0, len(f.questions) - 1)


def _cognitive_link(f: Features) -> float:
    parts = [
        bool(f.has("thought", "asks_link")),
        bool(f.feelings) or f.bodily,
        bool(f.has("then_action")),
    ]
    if f.leading or sum(parts) < 2:
        return min(0.28, _said_back(f))
    quality = {2: BASIC, 3: 0.66}[sum(parts)] + 0.07 * min(3, len(f.shared)) + 0.08 * bool(f.new_feelings)
    return quality - 0.15 * max(0, len(f.questions) - 1)


_SHOWN: Final[dict[str, Callable[[Features], float]]] = {
    "reflection": _said_back,
    "complex_reflection": _complex_reflection,
    "empathy": _empathy,
    "open_question": _open_question,
    "affirmation": _affirmation,
    "summary": _summary,
    "discrepancy": _discrepancy,
    "autonomy": _autonomy,
    "ask_offer_ask": _ask_offer_ask,
    "decisional_balance": _decisional_balance,
    "self_efficacy": _self_efficacy,
    "evoke_change_talk": _evoke_change_talk,
    "planning": _planning,
    "cognitive_link": _cognitive_link,
}
