"""What a class's marks say: about questions, skills and students, and how far the automatic marks can be trusted.

Statistics are those of classical test theory: an item's *difficulty* is the mean share of its points that were earned
(so 0.9 is easy), its *discrimination* the correlation of its points with the points of the assignment's other items
(Crocker and Algina 1986, Introduction to Classical and Modern Test Theory, chapter 14). The agreement between two marks
of the same reply is Cohen's kappa with quadratic weights (Cohen 1968, Psychological Bulletin 70, 213-220).
"""

import csv
import html
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SourceCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import select

from mi_helpers.agreement import quadratic_kappa
from mi_helpers.bank import BankError, Exercise, assignment_questions
from mi_helpers.grading.lint import GRADE
from mi_helpers.grading.settings import load_settings
from mi_helpers.plot import THEMED, as_svg
from mi_helpers.reasons import roadblock_title
from mi_helpers.response import EARNED, POINTS
from mi_helpers.skills import SKILLS

if TYPE_CHECKING:
    from IPython.display import HTML
    from matplotlib.figure import Figure

FEWEST: Final = 10
"""From how many students on a correlation is shown: with fewer it is chance."""

_CONVERSATION: Final = "conversation"  # stands where a reply has its skill
_PASS: Final = EARNED[3] / POINTS  # the share of the points that an adequate reply earns
_LOW: Final = 0.5  # a student who earns less than this share is worth a word
_DROP: Final = 0.25  # so is one who earns so much less than before


@dataclass(frozen=True, slots=True)
class Item:
    """One question of an assignment. ``difficulty`` and ``discrimination``: see the module; None for too few marks."""

    assignment: str
    question: str
    skill: str
    marks: int
    difficulty: float
    passed: float
    discrimination: float | None


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One skill over all questions that ask for it: the mean share of points, and the share of replies that passed."""

    skill: str
    replies: int
    mean: float
    passed: float


@dataclass(frozen=True, slots=True)
class Roadblock:
    """One roadblock: in how many replies it stands, and in what share of all."""

    title: str
    replies: int
    share: float


@dataclass(frozen=True, slots=True)
class Attention:
    """A student whom the instructor may want to talk to, and why."""

    student: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How automatic marks compare with those that people gave instead.

    Attributes:
        overridden: how many replies have both.
        marks: how many replies have an automatic mark.
        same: the share of the overridden that are the same.
        within_one: the share at most one point apart.
        difference: the mean of the person's minus the automatic points.
        kappa: with quadratic weights; None for fewer than ``FEWEST``.
    """

    overridden: int
    marks: int
    same: float | None
    within_one: float | None
    difference: float | None
    kappa: float | None


@dataclass(frozen=True)
class ClassReport:
    """What :func:`class_report` found. A notebook shows it as tables and plots.

    Attributes:
        students: how many have handed in something.
        items: by assignment and question.
        skills: in the course's order.
        roadblocks: the commonest first.
        attention: by student.
        agreement: automatic and given marks.
        pairs: automatic and given points of each overridden reply.
    """

    students: int
    items: tuple[Item, ...]
    skills: tuple[SkillRow, ...]
    roadblocks: tuple[Roadblock, ...]
    attention: tuple[Attention, ...]
    agreement: Agreement
    pairs: tuple[tuple[float, float], ...]

    def tables(self) -> dict[str, Sequence[Any]]:
        """The parts that are tables, by name."""
        return {
            "skills": self.skills,
            "items": self.items,
            "roadblocks": self.roadblocks,
            "attention": self.attention,
            "agreement": (self.agreement,),
        }

    def to_text(self) -> str:
        """The report as plain text."""
        parts = [f"{self.students} students have handed in."]
        for name, rows in self.tables().items():
            parts.append("")
            parts.append(_TITLES[name])
            parts += _text_table(rows) if rows else ["  none"]
        return "\n".join(parts)

    def _repr_html_(self) -> str:
        parts = [f"<p>{self.students} students have handed in.</p>"]
        for name, rows in self.tables().items():
            parts.append(f"<h3>{html.escape(_TITLES[name])}</h3>")
            parts.append(_html_table(rows) if rows else "<p>none</p>")
        return "".join(parts)

    def write(self, folder: Path) -> list[Path]:
        """Write each table as CSV (UTF-8 with a mark that spreadsheets need) and the plots as a picture.

        Args:
            folder: where; made if need be.

        Returns:
            The files.
        """
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for name, rows in self.tables().items():
            path = folder / f"{name}.csv"
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(_columns(name))
                writer.writerows([_cell(getattr(row, column)) for column in _columns(name)] for row in rows)
            written.append(path)
        written.append(folder / "report.png")
        self.figure().savefig(written[-1], dpi=120)
        return written

    def plots(self) -> "HTML":
        """The plots for a notebook, in the colours of its theme."""
        import matplotlib as mpl  # noqa: PLC0415  (slow to import, and only for this)
        from IPython.display import HTML  # noqa: PLC0415

        with mpl.rc_context(THEMED):
            words = "Four plots: points by skill, questions, roadblocks, and marks that people changed. See the tables."
            return HTML(as_svg(self.figure(), words, "60rem"))  # type: ignore[no-untyped-call]

    def figure(self) -> "Figure":
        """Four plots: skills, items, roadblocks, agreement."""
        from matplotlib.figure import Figure  # noqa: PLC0415  (slow to import, and only for this)

        figure = Figure(figsize=(12, 9), layout="constrained")
        (skills, items), (roadblocks, agreement) = figure.subplots(2, 2)
        names = [SKILLS[row.skill].title if row.skill in SKILLS else row.skill or "other" for row in self.skills]
        skills.barh(names, [row.mean for row in self.skills], color="#16856e")
        skills.set(title="Share of the points earned, by skill", xlim=(0, 1))
        skills.invert_yaxis()
        known = [item for item in self.items if item.discrimination is not None]
        items.scatter([item.difficulty for item in known], [item.discrimination for item in known], color="#16856e")
        for item in known:
            items.annotate(f"{item.assignment[:2]} {item.question}", (item.difficulty, item.discrimination), fontsize=8)
        items.axhline(0.2, color="#c4c4c4", linewidth=1)
        items.set(
            title="Items: below the line they tell students apart badly",
            xlabel="difficulty (share of the points earned)",
            ylabel="discrimination",
            xlim=(0, 1.05),
            ylim=(-1.05, 1.05),
        )
        if not known:
            items.text(0.5, 0.5, f"shown from {FEWEST} students on", ha="center", va="center")
        common = self.roadblocks[:10]
        roadblocks.barh([row.title for row in common], [row.share for row in common], color="#d97706")
        roadblocks.set(title="Commonest roadblocks (share of the replies)")
        roadblocks.invert_yaxis()
        counts = Counter(self.pairs)
        agreement.scatter(
            [pair[0] for pair in counts],
            [pair[1] for pair in counts],
            s=[30 * number for number in counts.values()],
            color="#16856e",
            alpha=0.7,
        )
        if not counts:
            agreement.text(0.5, 0.5, "none yet", ha="center", transform=agreement.transAxes)
        agreement.axline((0, 0), slope=1, color="#c4c4c4", linewidth=1)
        agreement.set(title="Marks that people changed", xlabel="automatic points", ylabel="points given")
        return figure


_TITLES: Final = {
    "skills": "Skills (mean: share of the points earned; passed: share of the replies that pass)",
    "items": "Questions (difficulty: share of the points earned, high is easy; discrimination: from 0.2 on it helps,"
    f" empty for fewer than {FEWEST} students)",
    "roadblocks": "Commonest roadblocks",
    "attention": "Students who may need a word",
    "agreement": "Automatic marks and those that people gave instead"
    f" (difference: theirs less the automatic; kappa: empty for fewer than {FEWEST})",
}

_ROWS: Final[dict[str, Any]] = {
    "skills": SkillRow,
    "items": Item,
    "roadblocks": Roadblock,
    "attention": Attention,
    "agreement": Agreement,
}


def _columns(name: str) -> list[str]:
    return [field.name for field in fields(_ROWS[name])]


@dataclass(frozen=True, slots=True)
class _Mark:
    assignment: str
    question: str
    skill: str
    student: str
    auto: float | None
    given: float | None
    most: float

    @property
    def points(self) -> float | None:
        """What counts: the points that a person gave, else the automatic ones."""
        return self.auto if self.given is None else self.given


def class_report(folder: str | Path = ".", assignments: Iterable[str] = ()) -> ClassReport:
    """Read the gradebook of a course and say what its marks say.

    Args:
        folder: a folder of the course.
        assignments: only these; all when empty.

    Raises:
        FileNotFoundError: the folder is in no course, or nothing has been marked; the message says what to do.
    """
    course, _ = load_settings(Path(folder))
    wanted = set(assignments)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        marks = _marks(gradebook, wanted)
        names = {
            student: " ".join(part for part in (first, last) if part)
            for student, first, last in gradebook.db.execute(select(Student.id, Student.first_name, Student.last_name))
        }
    if not marks:
        raise FileNotFoundError("Nothing has been marked yet: run `mi grade ASSIGNMENT` or `nbgrader autograde` first.")
    return ClassReport(
        students=len({mark.student for mark in marks}),
        items=tuple(_items(marks)),
        skills=tuple(_skills(marks)),
        roadblocks=tuple(_roadblocks(course, marks)),
        attention=tuple(_attention(marks, names)),
        agreement=_agreement(marks),
        pairs=tuple((mark.auto, mark.given) for mark in marks if mark.auto is not None and mark.given is not None),
    )


def _marks(gradebook: Gradebook, wanted: set[str]) -> list[_Mark]:
    """The marks of replies; written answers are a person's in any case."""
    questions: dict[tuple[str, str, str], tuple[str, str]] = {}
    rows = gradebook.db.execute(
        select(Assignment.name, Notebook.name, SourceCell.name, SourceCell.source)
        .join(Notebook, Notebook.assignment_id == Assignment.id)
        .join(SourceCell, SourceCell.notebook_id == Notebook.id)
    )
    for assignment, notebook, cell, source in rows:
        asks = GRADE.search((source or "").strip())
        if asks and (not wanted or assignment in wanted):
            questions[assignment, notebook, cell] = (asks[2], _skill(assignment, asks[2]))
    marks = []
    rows = gradebook.db.execute(
        select(
            Assignment.name,
            Notebook.name,
            GradeCell.name,
            SubmittedAssignment.student_id,
            Grade.auto_score,
            Grade.manual_score,
            GradeCell.max_score,
        )
        .join(Notebook, Notebook.assignment_id == Assignment.id)
        .join(SubmittedNotebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(GradeCell, GradeCell.id == Grade.cell_id)
        .order_by(Assignment.name, SubmittedAssignment.student_id)
    )
    for assignment, notebook, cell, student, auto, given, most in rows:
        if (assignment, notebook, cell) in questions and most:
            question, skill = questions[assignment, notebook, cell]
            marks.append(_Mark(assignment, question, skill, student, auto, given, float(most)))
    return marks


def _skill(assignment: str, question: str) -> str:
    try:
        task = assignment_questions(assignment).get(question)
    except BankError:
        return ""
    if task is None:
        return ""
    return task.skill if isinstance(task, Exercise) else _CONVERSATION


def _grouped(marks: Iterable[_Mark], key: Callable[[_Mark], Any]) -> dict[Any, list[_Mark]]:
    groups: dict[Any, list[_Mark]] = {}
    for mark in marks:
        if mark.points is not None:
            groups.setdefault(key(mark), []).append(mark)
    return groups


def _items(marks: Sequence[_Mark]) -> Iterable[Item]:
    totals: Counter[tuple[str, str]] = Counter()
    for mark in marks:
        totals[mark.assignment, mark.student] += mark.points or 0  # type: ignore[assignment]
    groups = _grouped(marks, lambda mark: (mark.assignment, _number(mark.question), mark.question, mark.skill))
    for (assignment, _, question, skill), group in sorted(groups.items()):
        shares = [_share(mark) for mark in group]
        rest = [totals[assignment, mark.student] - (mark.points or 0) for mark in group]
        passed = sum(share >= _PASS for share in shares) / len(shares)
        difficulty, discrimination = sum(shares) / len(shares), correlation(shares, rest)
        yield Item(assignment, question, skill, len(group), difficulty, passed, discrimination)


def _number(question: str) -> int:
    digits = re.sub(r"\D", "", question)
    return int(digits) if digits else 0


def _share(mark: _Mark) -> float:
    return (mark.points or 0) / mark.most


def _skills(marks: Sequence[_Mark]) -> Iterable[SkillRow]:
    order = list(SKILLS)
    groups = _grouped(marks, lambda mark: mark.skill)
    for skill in sorted(groups, key=lambda skill: order.index(skill) if skill in order else len(order)):
        shares = [_share(mark) for mark in groups[skill]]
        passed = sum(share >= _PASS for share in shares)
        yield SkillRow(skill, len(shares), sum(shares) / len(shares), passed / len(shares))


def _roadblocks(course: CourseDirectory, marks: Sequence[_Mark]) -> Iterable[Roadblock]:
    """Counted from what marking has noted in the marked notebooks."""
    counts: Counter[str] = Counter()
    replies = 0
    for assignment, student in sorted({(mark.assignment, mark.student) for mark in marks}):
        folder = Path(course.format_path(course.autograded_directory, student, assignment))
        for path in sorted(folder.glob("*.ipynb")):
            for cell in json.loads(path.read_text(encoding="utf-8")).get("cells", []):
                noted = cell.get("metadata", {}).get("mi_helpers")
                if isinstance(noted, dict) and isinstance(noted.get("roadblocks"), list):
                    replies += 1
                    counts.update(sorted({roadblock_title(str(rule)) for rule in noted["roadblocks"]}))
    for title, number in counts.most_common():
        yield Roadblock(title, number, number / replies)


def _attention(marks: Sequence[_Mark], names: Mapping[str, str]) -> Iterable[Attention]:
    shares: dict[str, dict[str, float]] = {}
    for (student, assignment), group in _grouped(marks, lambda mark: (mark.student, mark.assignment)).items():
        shares.setdefault(student, {})[assignment] = sum(map(_share, group)) / len(group)
    given = sorted({assignment for mine in shares.values() for assignment in mine})
    unmarked = Counter(mark.student for mark in marks if mark.points is None)
    for student in sorted(set(names) | set(shares) | set(unmarked)):
        mine = shares.get(student, {})
        why = []
        missing = [assignment for assignment in given if assignment not in mine]
        if unmarked[student]:
            why.append(f"{unmarked[student]} replies wait for a mark by hand")
        elif missing:
            why.append(f"handed in nothing of {', '.join(missing)}")
        if mine and sum(mine.values()) / len(mine) < _LOW:
            why.append(f"earns {sum(mine.values()) / len(mine):.0%} of the points")
        *before, last = [mine[assignment] for assignment in given if assignment in mine] or [0.0]
        if before and sum(before) / len(before) - last >= _DROP:
            why.append(f"earned {sum(before) / len(before):.0%} before and {last:.0%} in the last one")
        if why:
            yield Attention(student, names.get(student, ""), "; ".join(why))


def _agreement(marks: Sequence[_Mark]) -> Agreement:
    automatic = sum(mark.auto is not None for mark in marks)
    pairs = [(mark.auto, mark.given) for mark in marks if mark.auto is not None and mark.given is not None]
    if not pairs:
        return Agreement(0, automatic, None, None, None, None)
    apart = [given - auto for auto, given in pairs]
    return Agreement(
        len(pairs),
        automatic,
        sum(difference == 0 for difference in apart) / len(pairs),
        sum(abs(difference) <= 1 for difference in apart) / len(pairs),
        sum(apart) / len(pairs),
        weighted_kappa(pairs),
    )


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's, or None where there are fewer than ``FEWEST`` values or all are the same."""
    if len(one) < FEWEST or math.isclose(min(one), max(one)) or math.isclose(min(other), max(other)):
        return None
    return float(np.corrcoef(one, other)[0, 1])


def weighted_kappa(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Cohen's kappa with quadratic weights, or None for fewer than ``FEWEST`` pairs or no variation."""
    if len(pairs) < FEWEST or len({mark for pair in pairs for mark in pair}) == 1:
        return None
    return quadratic_kappa(pairs)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _table(rows: Sequence[Any]) -> tuple[list[str], list[list[str]]]:
    columns = [field.name for field in fields(rows[0])]
    return columns, [[_cell(getattr(row, column)) for column in columns] for row in rows]


def _text_table(rows: Sequence[Any]) -> list[str]:
    columns, cells = _table(rows)
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    lines = [columns, *cells]
    return [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    ]


def _html_table(rows: Sequence[Any]) -> str:
    columns, cells = _table(rows)
    head = "".join(f"<th>{html.escape(column)}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>" for line in cells)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
