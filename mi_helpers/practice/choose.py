"""Which client comes next: the learner's weakest point, and now and then an earlier skill that is due again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from mi_helpers.bank import GOOD_EXAMPLE, Exercise
from mi_helpers.log import Try
from mi_helpers.progress import recent_level

REVIEW_EVERY: Final = 4
"""Every fourth client is from an earlier skill. Practice that is spread and mixed is remembered longer (Cepeda and
colleagues 2006; Rohrer 2012); how much of it is a choice, not a finding."""

_DAY: Final = 86_400.0


@dataclass(slots=True)
class Standing:
    """Where a learner stands, from their tries.

    Attributes:
        best: the best rating of each exercise tried.
        last: when each exercise was tried last, in seconds since 1970.
        ratings: of each skill, oldest first.
        skill_last: when each skill was practised last.
    """

    best: dict[str, int] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)
    ratings: dict[str, list[int]] = field(default_factory=dict)
    skill_last: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, tries: Iterable[Try]) -> "Standing":
        """Sum up tries, oldest first."""
        standing = cls()
        for entry in tries:
            standing.add(entry)
        return standing

    def add(self, entry: Try) -> None:
        """Count one more try; somebody else's words are none."""
        if not entry.own:
            return
        self.best[entry.item] = max(entry.rating, self.best.get(entry.item, 0))
        self.last[entry.item] = entry.at
        self.ratings.setdefault(entry.skill, []).append(entry.rating)
        self.skill_last[entry.skill] = entry.at

    def level(self, skill: str) -> float:
        """The skill's :func:`~mi_helpers.progress.recent_level`."""
        return recent_level(self.ratings.get(skill, []))

    def due(self, skill: str, now: float) -> float:
        """How far a skill is past the day on which it should come back, in multiples of its interval.

        The interval doubles with each level: a day at level 1, two at 2, sixteen at 5.
        """
        interval = _DAY * 2 ** (self.level(skill) - 1)
        return (now - self.skill_last.get(skill, now)) / interval


def choose(
    lesson: Sequence[Exercise], earlier: Sequence[Exercise], standing: Standing, now: float, count: int
) -> list[Exercise]:
    """The next clients, most needed first.

    Args:
        lesson: exercises of the lesson, easy to hard.
        earlier: exercises of earlier lessons.
        standing: where the learner stands.
        now: seconds since 1970.
        count: how many at most.
    """
    skills = {e.skill for e in lesson}
    ahead = _by_skill(lesson, standing)
    back = {s: e for s, e in _by_skill(earlier, standing).items() if s in standing.ratings and s not in skills}
    levels = {skill: standing.level(skill) for skill in ahead}
    chosen: list[Exercise] = []
    while len(chosen) < count and (ahead or back):
        if back and ((len(chosen) + 1) % REVIEW_EVERY == 0 or not ahead):
            skill = max(back, key=lambda s: standing.due(s, now))
            chosen.append(_take(back, skill))
        elif ahead:
            skill = min(ahead, key=lambda s: levels[s])
            levels[skill] += 1  # so that of several weak skills all get a turn
            chosen.append(_take(ahead, skill))
    return chosen


def _by_skill(exercises: Sequence[Exercise], standing: Standing) -> dict[str, list[Exercise]]:
    """By skill: untried exercises in their order, then those without a good reply yet, then the rest, oldest first."""

    def need(exercise: Exercise) -> tuple[int, float]:
        if exercise.id not in standing.best:
            return (0, 0.0)
        return (1 if standing.best[exercise.id] < GOOD_EXAMPLE else 2, standing.last[exercise.id])

    found: dict[str, list[Exercise]] = {}
    for exercise in sorted(exercises, key=need):
        found.setdefault(exercise.skill, []).append(exercise)
    return found


def _take(of: dict[str, list[Exercise]], skill: str) -> Exercise:
    exercise = of[skill].pop(0)
    if not of[skill]:
        del of[skill]
    return exercise
