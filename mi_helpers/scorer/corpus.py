"""The project's own corpus of rated replies: load, check, split, and report how far two raters agree.

``corpus/SKILL.jsonl`` holds client situations, one a line; every reply carries the author's rating and that of a second
rater who saw neither the author's rating nor the brief. ``python -m mi_helpers.scorer.corpus`` prints the report.
"""

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from mi_helpers.agreement import quadratic_kappa
from mi_helpers.bank import load_exercises
from mi_helpers.skills import SKILLS

Part = Literal["train", "dev", "test"]

# Shares of the situations that go to the dev and the test part.
_DEV, _TEST = 0.15, 0.15

PASSING: Final = 3
"""The lowest rating that passes."""

BANK: Final = "bank"
"""The family, and the kind of the replies, that are the exercise bank: their text lives there."""

LARGEST_GAP: Final = 1
"""Replies on which the two raters differ by more are dropped or mended before they enter the corpus."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply with its two ratings, 1 to 5.

    Attributes:
        text: the reply.
        kind: what the author set out to write, such as ``"stock-stem-advice"``.
        rating: the author's rating.
        second: the second rater's.
    """

    text: str
    kind: str
    rating: int
    second: int

    @property
    def passes(self) -> bool:
        """Whether the raters, on average, let it pass."""
        return (self.rating + self.second) / 2 >= PASSING


@dataclass(frozen=True, slots=True)
class Situation:
    """A client, a pushy reply, and rated replies for one skill.

    Attributes:
        id: ``family-skill-NN``, unique; the family is the author's brief. Exercises of the bank are ``bank-ID``.
        skill: a key of ``SKILLS``.
        topic: a short label.
        client: what the client says.
        pushy: the pushy reply.
        replies: the rated replies.
    """

    id: str
    skill: str
    topic: str
    client: str
    pushy: str
    replies: tuple[Reply, ...]

    @property
    def family(self) -> str:
        """The brief under which it was written."""
        return self.id.partition("-")[0]

    @property
    def part(self) -> Part:
        """Where it belongs: by a hash of its id, so that new situations move no old ones; the bank is for training."""
        if self.family == BANK:
            return "train"
        share = int.from_bytes(hashlib.sha256(self.id.encode()).digest()[:4]) / 2**32
        return "test" if share < _TEST else "dev" if share < _TEST + _DEV else "train"


@cache
def load_corpus() -> tuple[Situation, ...]:
    """Every situation of the corpus, by skill in course order.

    Raises:
        ValueError: a line is malformed (the message names file, line and remedy), or the corpus isn't there.
    """
    folder = files("mi_helpers") / "scorer" / "corpus"
    if not folder.is_dir():
        raise ValueError("The corpus is not part of the installed package. Run this in a clone of the repository.")
    found = []
    for skill in SKILLS:
        lines = (folder / f"{skill}.jsonl").read_text(encoding="utf-8").splitlines()
        found += [parse_situation(line, f"corpus/{skill}.jsonl, line {n}") for n, line in enumerate(lines, start=1)]
    found += _bank_exercises((folder / "bank.jsonl").read_text(encoding="utf-8"))
    ids = Counter(s.id for s in found)
    if twice := [i for i, n in ids.items() if n > 1]:
        raise ValueError(f"corpus: used twice: {', '.join(twice)}. Give each situation an id of its own.")
    return tuple(found)


def parse_situation(line: str, where: str) -> Situation:
    """Read one line of the corpus.

    Args:
        line: a JSON object.
        where: file and line, for messages.

    Raises:
        ValueError: something is missing or out of range.
    """
    try:
        data: dict[str, Any] = json.loads(line)
        replies = tuple(Reply(r["text"], r["kind"], r["rating"], r["second"]) for r in data["replies"])
        situation = Situation(data["id"], data["skill"], data["topic"], data["client"], data["pushy"], replies)
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{where}: not a situation: {error!r}.") from error
    if situation.skill not in SKILLS:
        raise ValueError(f"{where}: unknown skill {situation.skill!r}. Use one of: {', '.join(SKILLS)}.")
    for reply in replies:
        if not {reply.rating, reply.second} <= {1, 2, 3, 4, 5}:
            raise ValueError(f"{where}: ratings go from 1 to 5: {reply.text[:40]!r}.")
        if abs(reply.rating - reply.second) > LARGEST_GAP:
            raise ValueError(
                f"{where}: the raters differ by more than {LARGEST_GAP}: drop or mend {reply.text[:40]!r}."
            )
    return situation


def _bank_exercises(lines: str) -> Iterator[Situation]:
    """The exercises that learners see, with the second ratings of their examples, which ``bank.jsonl`` holds."""
    second = {row["exercise"]: row["second"] for row in map(json.loads, lines.splitlines())}
    for x in load_exercises():
        if x.id in second:
            replies = (
                Reply(e.text, BANK, e.rating, rating) for e, rating in zip(x.examples, second[x.id], strict=True)
            )
            kept = tuple(r for r in replies if abs(r.rating - r.second) <= LARGEST_GAP)
            yield Situation(f"{BANK}-{x.id}", x.skill, x.who, x.client, x.pushy, kept)


def report(situations: Sequence[Situation]) -> str:
    """Counts by skill, agreement of the two raters, and mean length by rating, as plain text."""
    lines = [f"{'skill':20} {'situations':>10} {'replies':>7} {'kappa':>6} {'same':>5}  words at 4-5, 3, 1-2"]
    by_skill: defaultdict[str, list[Situation]] = defaultdict(list)
    for situation in situations:
        by_skill[situation.skill].append(situation)
    for name, group in [*by_skill.items(), ("all", list(situations))]:
        replies = [r for s in group for r in s.replies]
        pairs = [(r.rating, r.second) for r in replies]
        same = sum(a == b for a, b in pairs) / len(pairs)
        lengths = "  ".join(f"{_mean_words(replies, ratings):4.1f}" for ratings in ((4, 5), (3,), (1, 2)))
        lines.append(f"{name:20} {len(group):10} {len(replies):7} {quadratic_kappa(pairs):6.3f} {same:5.2f}  {lengths}")
    parts = Counter(s.part for s in situations)
    lines.append("situations by part: " + ", ".join(f"{part} {n}" for part, n in sorted(parts.items())))
    return "\n".join(lines)


def _mean_words(replies: Iterable[Reply], ratings: tuple[int, ...]) -> float:
    lengths = [len(r.text.split()) for r in replies if r.rating in ratings]
    return sum(lengths) / len(lengths) if lengths else 0.0


if __name__ == "__main__":
    print(report(load_corpus()))
    sys.exit(0)
