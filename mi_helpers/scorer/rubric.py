"""What the rules do to the network's score, so that what is found and what is scored never contradict each other.

The network says how well a reply shows the skill. The rules know what it must not decide: a reply with a roadblock gets
a rating of 2 at most, a parrot or a heap of keywords too, and a blank scores nothing. Where the network is sure that a
reply is good, a roadblock rule counts only on words that are hardly ever meant well.
"""

from dataclasses import replace
from typing import Final, Literal

from mi_helpers.scorer.features import Features

PASS: Final = 0.5
"""The pass mark on the score."""

RATING_FLOORS: Final = (0.25, PASS, 0.70, 0.85)
"""Scores from which the ratings 2, 3, 4 and 5 begin."""

GOOD: Final = 4
"""The rating from which a reply is taken to have what its skill asks for, whatever its wording."""

BLUNT_CAP: Final = 0.24
"""No reply with a blunt roadblock that counts scores more: rating 1 (rating guide after Miller et al. 1991)."""

POLITE_CAP: Final = 0.45
"""No reply with a polite roadblock that counts, no parrot, no keyword heap and none in another form scores more."""

OtherForm = Literal["question-instead", "statement-instead", "closed-question"]

STATEMENT_SKILLS: Final = frozenset(
    {"reflection", "complex_reflection", "empathy", "affirmation", "discrepancy", "autonomy"}
)
"""Skills that a question alone doesn't show."""

OVERRULED: Final = 0.70
"""From this score of the network on, a roadblock counts only if its words are sure: others are most likely meant well.

On the dev part, 17 of the 19 replies with a rule's wording that the network rated so high were good.
"""

NO_ENGLISH: Final = 0.1
"""What a text scores that doesn't read as English prose: the scorer can't judge it."""

PUSHY_KEPT: Final = 0.6
"""From this share of its word pairs taken from the pushy reply, that reply stands as it was: rating 1."""

_ENOUGH_TO_COMPARE: Final = 6  # words: "It's up to you." may well stand in the pushy reply, too

_HARDLY_WORDS: Final = 2

PARROT: Final = 0.8
"""From this share of the reply copied from the client it counts as said back and not as reflected."""

PARROT_WITH_QUESTION: Final = 0.95
"""The same where there is a question mark in it: then the question is the client's, too ("she says 'what?' to me")."""


PlainReason = Literal["blank", "not_english", "keyword_heap", "parrot", "pushy_kept", "beside_the_client"]

_PLAIN_CAPS: Final[dict[PlainReason, float]] = {
    "blank": 0.0,
    "not_english": NO_ENGLISH,
    "keyword_heap": POLITE_CAP,
    "parrot": POLITE_CAP,
    "pushy_kept": BLUNT_CAP,
    "beside_the_client": POLITE_CAP,
}


EMPTY_WORDS: Final = frozenset({"hollow_understanding", "bare_understanding"})
"""Roadblocks that push nowhere: "I understand" is rated 2 even with nothing beside it (rating guide)."""

_EMPTY_REASONS: Final = ("parrot", "keyword_heap")  # rated 2, too: they say nothing, and push nobody


def rating(score_value: float) -> int:
    """The rating, 1 to 5, that a score falls into."""
    return 1 + sum(score_value >= floor for floor in RATING_FLOORS)


def score(f: Features, read: float, skill: str) -> float:
    """How good a reply is, 0 to 1; ``PASS`` is the pass mark.

    Args:
        f: the reply's features, as :func:`standing` leaves them.
        read: the network's score.
        skill: a key of ``SKILLS``.
    """
    caps = [read]
    if plain := plain_reason(f):
        caps.append(_PLAIN_CAPS[plain])
    if f.roadblocks:
        caps.append(BLUNT_CAP if any(hit.rule.blunt for hit in f.roadblocks) else POLITE_CAP)
    if other_form(f, skill):
        caps.append(POLITE_CAP)
    empty = plain in _EMPTY_REASONS or bool(f.roadblocks)
    if empty and {hit.rule.id for hit in f.roadblocks} <= EMPTY_WORDS:
        return max(min(caps), RATING_FLOORS[0])
    return min(caps)


def standing(f: Features, read: float) -> Features:
    """The features with those roadblocks only that count: where the network is sure of a good reply, the sure ones.

    Args:
        f: the reply's features.
        read: the network's score.
    """
    return replace(f, roadblocks=tuple(hit for hit in f.roadblocks if hit.sure)) if read >= OVERRULED else f


def plain_reason(f: Features) -> PlainReason | None:
    """What can be counted about a reply that fails whatever the network says, most basic first; None if nothing can."""
    if f.words == 0:
        return "blank"
    if not f.english:
        return "not_english"
    if is_keyword_heap(f):
        return "keyword_heap"
    if is_parrot(f):
        return "parrot"
    if f.words >= _ENOUGH_TO_COMPARE and f.like_pushy >= PUSHY_KEPT:
        return "pushy_kept"
    if is_beside_the_client(f):
        return "beside_the_client"
    return None


def other_form(f: Features, skill: str) -> OtherForm | None:
    """The form that a reply has in place of the skill's: the kind of ``LOOKALIKES`` that it is then, or None.

    In the corpus's train part hardly any reply of such a form passes (0 to 8% by skill and form).

    Args:
        f: the reply's features.
        skill: a key of ``SKILLS``.
    """
    if skill in STATEMENT_SKILLS and f.only_question and f.question_marks:
        return "question-instead"
    if skill == "open_question" and not f.questions and not f.invites:
        return "statement-instead"
    if skill == "open_question" and not f.open_questions and not f.invites:
        return "closed-question"
    return None


def is_parrot(f: Features) -> bool:
    """Whether the reply is the client's own words said back; a question of one's own makes it something else."""
    if f.questions and (f.copied < PARROT_WITH_QUESTION or f.words < _ENOUGH_TO_COMPARE):
        return False
    return f.copied >= PARROT


def is_keyword_heap(f: Features) -> bool:
    """Whether the words do not make prose: hardly any grammar between them, or the same few over and over."""
    return f.listed >= 7 or (f.words >= 6 and f.function_share < 0.22) or (f.words >= 25 and f.repetition > 0.62)


def is_beside_the_client(f: Features) -> bool:
    """Whether the reply takes up nothing of the client's and speaks of its writer only, or hardly speaks: "n/a".

    In the corpus's train and dev parts 4 such replies pass and 48 fail.
    """
    if not f.client_known or f.shared or f.feelings or f.questions or f.invites:
        return False
    return f.words <= _HARDLY_WORDS or (f.about_me > 0 and not f.to_client)


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
