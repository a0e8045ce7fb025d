"""What of a failing reply would pass by itself, once the words in the way are left out: worth keeping as it is."""

from collections.abc import Sequence
from typing import Final

from mi_helpers.language import Span, Text, overlap
from mi_helpers.scorer import extract, read, score
from mi_helpers.scorer.rubric import PASS, STATEMENT_SKILLS, standing
from mi_helpers.scorer.words import pieces

_FEWEST_WORDS: Final = 4


def passing_rest(
    response: Text, client: Text, pushy: Text | None, in_the_way: Sequence[Span], skill: str
) -> Span | None:
    """The longest run of a reply beside the words in the way, if it passes by itself.

    Only for skills that a statement shows: of the others, what is left lacks the question as a rule.

    Args:
        response: the reply.
        client: what the client said.
        pushy: the pushy reply to improve on, if there is one.
        in_the_way: the words in the way, in ``response.text``; none, and there is no rest.
        skill: a key of ``SKILLS``.
    """
    if not in_the_way or skill not in STATEMENT_SKILLS:
        return None
    kept = [piece for piece in pieces(response) if not any(overlap(span, piece) for span in in_the_way)]
    # What begins in the middle of a sentence is seldom worth keeping without what went before.
    openings = {sentence.start for sentence in response.sentences}
    runs = [run for run in _joined(kept) if run.start in openings]
    if not runs:
        return None
    longest = max(runs, key=lambda span: len(response.words_in(span)))
    rest = Text(response.text[longest.start : longest.end])
    if len(rest.words) < _FEWEST_WORDS:
        return None
    features = extract(rest, client, pushy)
    reading = read(rest, client, skill, features)
    passes = score(standing(features, reading.score), reading.score, skill) >= PASS
    return longest if passes else None


def _joined(kept: list[Span]) -> list[Span]:
    """Neighbouring pieces as one."""
    runs: list[Span] = []
    for piece in kept:
        if runs and piece.start - runs[-1].end <= 3:
            runs[-1] = Span(runs[-1].start, piece.end)
        else:
            runs.append(piece)
    return runs
