"""Marks as files that learning platforms import.

- **Canvas**, Gradebook, *Import*: a CSV with the columns Student, ID, SIS User ID, SIS Login ID and Section, then one
  column an assignment; the second line gives the points possible. An empty field leaves a mark as it is. An assignment
  is recognised by its column's name. Source: Canvas Instructor Guide, "How do I import grades in the Gradebook?" and
  "How do I export grades in the Gradebook?" (community.canvaslms.com).
- **Moodle**, *Grades*, *Import*, *CSV file*: a CSV with a line of headers, of which one column identifies the student
  (user name, e-mail address or ID number); which column is which is chosen while importing. Source: docs.moodle.org,
  "Grade import".
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from nbgrader.api import Assignment, Gradebook, Student, SubmittedAssignment
from sqlalchemy import select

from mi_helpers.grading.settings import load_settings

Lms = Literal["canvas", "moodle"]
"""The platforms there are."""

PLATFORMS: Final[tuple[Lms, ...]] = ("canvas", "moodle")


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export has come to.

    Attributes:
        path: the file.
        students: how many lines it has.
        incomplete: submissions that somebody has yet to mark, as student and assignment; their fields are empty, unless
            they were wanted.
    """

    path: Path
    students: int
    incomplete: tuple[tuple[str, str], ...]


def export_marks(
    folder: Path, lms: Lms, *, to: Path | None = None, assignments: Iterable[str] = (), incomplete: bool = False
) -> Exported:
    """Write the marks of a class for a learning platform.

    Args:
        folder: a folder of the course.
        lms: for which platform.
        to: the file; ``grading/PLATFORM.csv`` when None.
        assignments: only these; all when empty.
        incomplete: whether marks to which a person has yet to add something are written, too.

    Raises:
        FileNotFoundError: the folder is in no course.
        ValueError: there is no such assignment, or no such platform.
    """
    if lms not in PLATFORMS:
        raise ValueError(f"There is no format for {lms!r}. There is one for: {', '.join(PLATFORMS)}.")
    course, _ = load_settings(folder)
    wanted = list(assignments)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        found = {
            row.name: row
            for row in gradebook.db.scalars(select(Assignment).order_by(Assignment.name))
            if not wanted or row.name in wanted
        }
        unknown = [name for name in wanted if name not in found]
        if unknown:
            raise ValueError(f"The gradebook has no assignment {', '.join(unknown)}.")
        students = list(
            gradebook.db.scalars(select(Student).order_by(Student.last_name, Student.first_name, Student.id))
        )
        marks, unfinished = _marks(gradebook, found, incomplete)
        columns = {name: float(row.max_score) for name, row in found.items()}
        lines = (_canvas if lms == "canvas" else _moodle)(students, columns, marks)
    path = to or Path(course.root) / "grading" / f"{lms}.csv"
    # Canvas wants a byte-order mark to see that names are UTF-8; Moodle asks for the encoding, and copes with one.
    with path.open("w", encoding="utf-8-sig" if lms == "canvas" else "utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return Exported(path, len(students), tuple(unfinished))


def _marks(
    gradebook: Gradebook, assignments: dict[str, Assignment], incomplete: bool
) -> tuple[dict[tuple[str, str], str], list[tuple[str, str]]]:
    """Points by student and assignment, late penalties taken off, and what is not marked to the end."""
    marks: dict[tuple[str, str], str] = {}
    unfinished = []
    names = {row.id: name for name, row in assignments.items()}
    rows = gradebook.db.execute(
        select(
            SubmittedAssignment.student_id,
            SubmittedAssignment.assignment_id,
            SubmittedAssignment.score,
            SubmittedAssignment.late_submission_penalty,
            SubmittedAssignment.needs_manual_grade,
        ).order_by(SubmittedAssignment.student_id)
    )
    for student, assignment, score, penalty, waits in rows:
        if assignment not in names:
            continue
        if waits:
            unfinished.append((student, names[assignment]))
        if incomplete or not waits:
            marks[student, names[assignment]] = f"{max(0.0, score - (penalty or 0.0)):g}"
    return marks, unfinished


def _canvas(
    students: list[Student], columns: dict[str, float], marks: dict[tuple[str, str], str]
) -> Iterable[list[str]]:
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *columns]
    yield ["    Points Possible", "", "", "", "", *(f"{most:g}" for most in columns.values())]
    for student in students:
        name = ", ".join(part for part in (student.last_name, student.first_name) if part) or student.id
        mine = [marks.get((student.id, assignment), "") for assignment in columns]
        yield [name, student.lms_user_id or "", "", student.id, "", *mine]


def _moodle(
    students: list[Student], columns: dict[str, float], marks: dict[tuple[str, str], str]
) -> Iterable[list[str]]:
    yield ["First name", "Last name", "ID number", "Username", "Email address", *columns]
    for student in students:
        who = [student.first_name, student.last_name, student.lms_user_id, student.id, student.email]
        yield [*(part or "" for part in who), *(marks.get((student.id, assignment), "") for assignment in columns)]
