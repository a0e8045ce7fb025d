"""What the learner's own practice log shows: tries, levels over time, what gets in the way, what to practise next."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape
from typing import Any, Final

from mi_helpers.feedback import CSS, LEVELS, notice_html
from mi_helpers.log import LogError, PracticeLog, Try
from mi_helpers.plot import INK, THEMED, as_svg
from mi_helpers.reasons import roadblock_title
from mi_helpers.skills import SKILLS

RECENT: Final = 5
"""How many tries at a skill say where the learner stands in it today."""

PLOTTED: Final = 60
"""How many tries at a skill, the last ones, are drawn: more could not be told apart."""

_REFLECTIONS: Final = frozenset({"SR", "CR"})
NOTHING_YET: Final = "No tries yet. Practise in a lesson, then look here again: your first reply will be counted."
_AIM: Final = "For each question, aim for one reflection or, as you get fluent, two (MITI 4.2.1: 1 is fair, 2 is good)."


def recent_level(ratings: Sequence[int]) -> float:
    """Where somebody stands: the mean of the last :data:`RECENT` ratings, 0 where there is none."""
    last = ratings[-RECENT:]
    return sum(last) / len(last) if last else 0.0


@dataclass(frozen=True, slots=True)
class SkillProgress:
    """Where a learner stands in one skill.

    Attributes:
        skill: a key of ``SKILLS``.
        ratings: of all own tries, oldest first.
    """

    skill: str
    ratings: tuple[int, ...]

    @property
    def level(self) -> float:
        """See :func:`recent_level`."""
        return recent_level(self.ratings)


@dataclass(frozen=True, slots=True)
class Summary:
    """A learner's practice in figures.

    Attributes:
        tries: own replies checked.
        clients: exercises tried.
        skills: per skill tried, in the order of ``SKILLS``.
        reflections: MITI reflections (SR and CR) in all tries.
        questions: MITI questions (Q) in all tries.
        roadblock: the commonest roadblock's rule and how many tries have it, None where there is none.
        streak: days in a row with practice, up to today or yesterday.
        next_skill: what to practise next: of the skills tried the one with the lowest recent level; of equals the one
            left alone longest.
    """

    tries: int
    clients: int
    skills: tuple[SkillProgress, ...]
    reflections: int
    questions: int
    roadblock: tuple[str, int] | None
    streak: int
    next_skill: str


def summarise(tries: Iterable[Try], today: date) -> Summary | None:
    """Sum up a log.

    Args:
        tries: oldest first; those with somebody else's words are left out.
        today: the learner's date.

    Returns:
        None where there is no try of the learner's own.
    """
    own = [t for t in tries if t.own and t.skill in SKILLS]
    if not own:
        return None
    ratings: dict[str, list[int]] = {}
    for t in own:
        ratings.setdefault(t.skill, []).append(t.rating)
    skills = tuple(SkillProgress(skill, tuple(ratings[skill])) for skill in SKILLS if skill in ratings)
    last = {t.skill: t.at for t in own}
    codes = Counter(code for t in own for code in t.behaviors)
    common = Counter(rule for t in own for rule in set(t.roadblocks)).most_common(1)
    return Summary(
        tries=len(own),
        clients=len({t.item for t in own}),
        skills=skills,
        reflections=sum(codes[code] for code in _REFLECTIONS),
        questions=codes["Q"],
        roadblock=common[0] if common else None,
        streak=_streak({datetime.fromtimestamp(t.at).date() for t in own}, today),
        next_skill=min(skills, key=lambda s: (s.level, last[s.skill])).skill,
    )


def _streak(days: set[date], today: date) -> int:
    day = today if today in days else today - timedelta(days=1)
    length = 0
    while day in days:
        length += 1
        day -= timedelta(days=1)
    return length


def progress(log: PracticeLog | None = None) -> "Progress":
    """The learner's progress, to look at in a notebook. Reads the log on this computer and changes nothing.

    Args:
        log: the learner's own when None.
    """
    try:
        return Progress(summarise((log or PracticeLog()).tries(), date.today()))
    except LogError as error:
        return Progress(None, str(error))


class Progress:
    """Progress in words, with a plot; made by :func:`progress`.

    Args:
        summary: what to show, None where there is nothing yet.
        problem: why nothing can be shown, "" when all is well.
    """

    def __init__(self, summary: Summary | None, problem: str = "") -> None:
        self._summary = summary
        self._problem = problem

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        if self._summary is None:
            words = self._problem or NOTHING_YET
            return {"text/html": f"<style>{CSS}</style>{notice_html(words)}", "text/plain": words}
        return {"text/html": self._html(self._summary), "text/plain": to_text(self._summary)}

    @staticmethod
    def _html(summary: Summary) -> str:
        lines = "".join(f"<li>{escape(line)}</li>" for line in _lines(summary))
        rows = "".join(
            f"<tr><th scope='row'>{escape(SKILLS[s.skill].title)}</th><td>{len(s.ratings)}</td>"
            f"<td>{escape(_level(s))}</td></tr>"
            for s in summary.skills
        )
        return (
            f"<style>{CSS}</style><div class='mi-feedback mi-progress'><p class='mi-level'>Your practice so far</p>"
            f"<ul>{lines}</ul>{_plot(summary.skills)}"
            f"<table><thead><tr><th scope='col'>Skill</th><th scope='col'>Tries</th>"
            f"<th scope='col'>Level, last {RECENT} tries</th></tr></thead><tbody>{rows}</tbody></table></div>"
        )


def to_text(summary: Summary) -> str:
    """The summary as plain text."""
    skills = [
        f"- {SKILLS[s.skill].title}: {_count(len(s.ratings), 'try', 'tries')}, {_level(s)}" for s in summary.skills
    ]
    return "\n".join(["Your practice so far", *(f"- {line}" for line in _lines(summary)), "By skill:", *skills])


def _lines(summary: Summary) -> list[str]:
    replies = f"{_count(summary.tries, 'reply', 'replies')} to {_count(summary.clients, 'client', 'clients')}."
    ratio = (
        f"{_count(summary.reflections, 'reflection', 'reflections')}, "
        f"{_count(summary.questions, 'question', 'questions')}"
    )
    if summary.questions:
        ratio += f": {summary.reflections / summary.questions:.1f} to 1"
    lines = [replies, f"{ratio}. {_AIM}"]
    if summary.roadblock:
        rule, count = summary.roadblock
        lines.append(
            f"What got in the way most often: {roadblock_title(rule).lower()}, in {_count(count, 'reply', 'replies')}."
        )
    if summary.streak > 1:
        lines.append(f"{summary.streak} days in a row.")
    skill = SKILLS[summary.next_skill]
    lines.append(f"To practise next: {skill.title}, in lesson {skill.lesson[:2]}. {skill.reminder}")
    return lines


def _level(skill: SkillProgress) -> str:
    return f"{skill.level:.1f} of 5 ({LEVELS[round(skill.level)]})"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _plot(skills: Sequence[SkillProgress]) -> str:
    """Level over tries, a small panel for each skill, as SVG in the page's own text colour."""
    import matplotlib as mpl  # noqa: PLC0415 - takes longer to load than all else here
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    columns = min(3, len(skills))
    rows = -(-len(skills) // columns)
    with mpl.rc_context(THEMED):
        figure = Figure(figsize=(3.0 * columns, 1.9 * rows), layout="constrained")
        for number, skill in enumerate(skills, start=1):
            axes = figure.add_subplot(rows, columns, number)
            last = len(skill.ratings)
            tries = range(max(0, last - PLOTTED) + 1, last + 1)
            recent = [SkillProgress(skill.skill, skill.ratings[:n]).level for n in tries]
            axes.plot(tries, skill.ratings[-PLOTTED:], "o", markersize=3.5, color=INK, alpha=0.45)
            axes.plot(tries, recent, color="#16856e", linewidth=2)
            axes.axhline(3, color=INK, linewidth=0.8, linestyle=":")
            axes.set(
                title=SKILLS[skill.skill].title, ylim=(0.7, 5.3), yticks=range(1, 6), xlim=(tries[0] - 0.5, last + 0.5)
            )
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        words = "Level of each try by skill: dots are tries, the line is the mean of the last five, dotted is level 3."
        picture = as_svg(figure, f"{words} The table below has the figures.", f"{columns * 18}rem")
    return f'<figure style="margin: 0.5rem 0">{picture}<figcaption>{words}</figcaption></figure>'
