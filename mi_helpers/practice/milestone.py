"""Six replies at the beginning of the course and six at its end, without help, and what changed in between."""

from collections.abc import Mapping, Sequence
from html import escape
from statistics import fmean
from typing import Any, Final
from zlib import crc32

from mi_helpers.assess import assess
from mi_helpers.bank import FORMS, Exercise, load_exercises
from mi_helpers.feedback import LEVELS, to_html
from mi_helpers.log import LogError, PracticeLog, Try
from mi_helpers.plot import INK, THEMED, as_svg
from mi_helpers.practice.reply import Practice
from mi_helpers.scorer import ScorerError
from mi_helpers.skills import SKILLS

LESSON: Final = "00_welcome"
"""Whose bank file holds both forms."""

_KEPT: Final = "Kept. Go on with Next; you may change it until the last client is done."
_PASSING: Final = 3
_LIMITS: Final = (
    "Six replies say a little, not much: a good day or a hard client moves them by a level. What is measured is "
    "writing, not how you are with people."
)


def baseline() -> "Milestone":
    """Six clients before the course begins: no hints, feedback after the last.

    Which of the two forms a learner gets depends on where their log lies, so that a class is split and a learner gets
    the same one again.
    """
    log = PracticeLog()
    return Milestone(form_of(_tries(log), log), log, "")


def final() -> "Milestone":
    """The other form, at the end of the course, and what changed since the baseline."""
    log = PracticeLog()
    first = form_of(_tries(log), log)
    return Milestone(next(form for form in FORMS if form != first), log, first)


def form_of(tries: Sequence[Try], log: PracticeLog) -> str:
    """The form of a learner's baseline: the one they answered first, else the one they are going to get."""
    forms = {e.id: e.form for e in load_exercises(LESSON) if e.form}
    answered = next((forms[t.item] for t in tries if t.own and t.item in forms), "")
    return answered or FORMS[crc32(str(log.path).encode()) % len(FORMS)]


def _tries(log: PracticeLog) -> list[Try]:
    try:
        return list(log.tries())
    except LogError:
        return []  # the screen says what is wrong


class Milestone(Practice):
    """A form of six clients; made by :func:`baseline` and :func:`final`.

    Args:
        form: of the exercises to answer.
        log: the learner's.
        before: the form to compare with, "" for none.
    """

    def __init__(self, form: str, log: PracticeLog, before: str) -> None:
        self._before = before
        self._form = [e for e in load_exercises(LESSON) if e.form == form]
        super().__init__(self._form, log)
        self.measuring = True
        self._show_result()

    def _answer(self, content: object, exercise: Exercise) -> dict[str, Any] | None:
        match content:
            case {"type": "hint" | "examples"}:
                return None
        answer = super()._answer(content, exercise)
        if answer and answer["type"] == "feedback":
            self._show_result()
            return {"type": "note", "text": answer["since"] if answer["since"].startswith("This try could") else _KEPT}
        return answer

    def _show_result(self) -> None:
        tries = _tries(self._log)
        now = last_ratings(tries, self._form)
        if len(now) < len(self._form):
            return
        try:
            cards = "".join(self._card_with_feedback(e, tries) for e in self._form)
        except ScorerError as error:
            self.recap = f"<p>{escape(str(error))}</p>"
            return
        earlier = [e for e in load_exercises(LESSON) if e.form == self._before] if self._before else []
        before = last_ratings(tries, earlier)
        words = result_words(before, now)
        picture = _picture(before, now) if before else ""
        self.recap = f"<p><strong>{escape(words)}</strong></p>{picture}<p>{escape(_LIMITS)}</p>{cards}"

    @staticmethod
    def _card_with_feedback(exercise: Exercise, tries: Sequence[Try]) -> str:
        text = next(t.text for t in reversed(tries) if t.own and t.item == exercise.id)
        judged = assess(text, client=exercise.client, skill=exercise.skill, pushy=exercise.pushy)
        return (
            f"<details><summary>{escape(exercise.who)}: {escape(SKILLS[exercise.skill].title.lower())}, "
            f"level {judged.rating}</summary><p>“{escape(exercise.client)}”</p>{to_html(judged)}</details>"
        )


def last_ratings(tries: Sequence[Try], form: Sequence[Exercise]) -> dict[str, int]:
    """The rating of the last own reply to each exercise of a form, by skill."""
    skills = {e.id: e.skill for e in form}
    return {skills[t.item]: t.rating for t in tries if t.own and t.item in skills}


def result_words(before: Mapping[str, int], now: Mapping[str, int]) -> str:
    """What the ratings by skill say, and what remains.

    Args:
        before: of the baseline; empty where there is none.
        now: of the form just answered.
    """
    level = fmean(now.values())
    passed = sum(rating >= _PASSING for rating in now.values())
    words = [f"{passed} of {len(now)} replies do the job or better; the mean level is {level:.1f} of 5."]
    shared = [skill for skill in now if skill in before]
    if shared:
        gain = fmean(now[s] - before[s] for s in shared)
        words.append(f"At the beginning it was {fmean(before[s] for s in shared):.1f}: {gain:+.1f} levels.")
    weak = [skill for skill in now if now[skill] < _PASSING]
    if weak:
        lessons = ", ".join(f"{SKILLS[s].title.lower()} (lesson {SKILLS[s].lesson[:2]})" for s in weak)
        words.append(f"What {'remains' if before else 'you will meet'}: {lessons}.")
    return " ".join(words)


def _picture(before: Mapping[str, int], now: Mapping[str, int]) -> str:
    """Both levels of each skill, as SVG in the page's own text colour."""
    import matplotlib as mpl  # noqa: PLC0415 - takes longer to load than all else here
    from matplotlib.figure import Figure  # noqa: PLC0415

    skills = [skill for skill in reversed(list(SKILLS)) if skill in before and skill in now]
    with mpl.rc_context(THEMED):
        figure = Figure(figsize=(6.0, 0.45 * len(skills) + 0.9), layout="constrained")
        axes = figure.add_subplot()
        for place, skill in enumerate(skills):
            if gain := now[skill] - before[skill]:
                rim = 0.09 if gain > 0 else -0.09  # the line begins at the ring and not in it
                axes.plot([before[skill] + rim, now[skill]], [place, place], color="#16856e", linewidth=3)
        rows = range(len(skills))
        axes.scatter([before[s] for s in skills], rows, s=120, facecolors="none", edgecolors=INK, label="then")
        axes.scatter([now[s] for s in skills], rows, s=60, color="#16856e", label="now", zorder=3)
        axes.set(yticks=rows, yticklabels=[SKILLS[s].title for s in skills], xlim=(0.7, 5.3), xticks=range(1, 6))
        axes.set_xticks(range(1, 6), [f"{n}\n{words}" for n, words in LEVELS.items()])
        axes.legend(loc="lower left", frameon=False, ncols=2, bbox_to_anchor=(0, 1))
        words = "; ".join(f"{SKILLS[s].title}: level {before[s]} then, {now[s]} now" for s in reversed(skills))
        return as_svg(figure, words)
