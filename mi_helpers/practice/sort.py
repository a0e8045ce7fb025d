"""Replies of every quality to one client, to be put on the ladder of levels."""

from html import escape
from random import Random

import traitlets

from mi_helpers.bank import BankError, Example, Exercise
from mi_helpers.feedback import LEVELS
from mi_helpers.practice.screen import Screen, client_html, lesson_exercise, level_words, script

_FEWEST = 4


def sort(exercise_id: str) -> "Sort":
    """Examples of an exercise, one a level, in mixed order: the learner gives each a level, then sees why.

    Deterministic.

    Raises:
        BankError: there is no such exercise, it belongs to an assignment, or its examples cover fewer than four levels.
    """
    exercise = lesson_exercise(exercise_id)
    first = {example.rating: example for example in reversed(exercise.examples)}
    if len(first) < _FEWEST:
        raise BankError(
            f"{exercise_id!r} has examples at {len(first)} levels, and sorting needs {_FEWEST}: add some, or take "
            "another."
        )
    replies = [first[rating] for rating in sorted(first)]
    Random(exercise_id).shuffle(replies)  # noqa: S311 - the same order every time
    return Sort(exercise, replies)


class Sort(Screen):
    """Replies to be put on the ladder of levels; made by :func:`sort`. Answered in the browser alone, never graded."""

    _esm = script("sort.js")
    who = traitlets.Unicode().tag(sync=True)
    client = traitlets.Unicode().tag(sync=True)
    levels = traitlets.List(traitlets.Unicode()).tag(sync=True)
    replies = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, exercise: Exercise, replies: list[Example]) -> None:
        super().__init__(
            who=exercise.who,
            client=exercise.client,
            levels=list(LEVELS.values()),
            replies=[{"text": e.text, "rating": e.rating, "why": e.why} for e in replies],
        )

    def _html(self) -> str:
        items = "".join(
            f'<li><blockquote class="mi-said">{escape(r["text"])}</blockquote><details><summary>Its level, and why'
            f"</summary><p><strong>{escape(level_words(r['rating']))}.</strong> {escape(r['why'])}</p></details></li>"
            for r in self.replies
        )
        return f"{client_html(self.who, self.client)}<p>{self._task()}</p><ol>{items}</ol>"

    def _text(self) -> str:
        items = (
            f"{n}. “{r['text']}”\n   {level_words(r['rating'])}. {r['why']}"
            for n, r in enumerate(self.replies, start=1)
        )
        return "\n\n".join([f"{self.who}\n“{self.client}”", self._task(), *items])

    def _task(self) -> str:
        ladder = ", ".join(f"{number} {words}" for number, words in LEVELS.items())
        return f"Give each reply a level: {ladder}."
