"""Writes marks into nbgrader's gradebook, many submissions in one transaction."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from logging import Logger
from typing import Final

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import selectinload

from mi_helpers.grading.execution import Mark

_TRIES: Final = 5
_PAUSE_S: Final = 2.0

NO_RESPONSE: Final = "No response."
"""nbgrader's own comment on a cell in which nothing was written."""


@dataclass(frozen=True)
class MarkedNotebook:
    """What is to be written down about one notebook.

    Attributes:
        marks: by grade_id.
        comments: what to tell the student and whoever marks, by grade_id of the answer cell; None says nothing.
    """

    marks: Mapping[str, Mark]
    comments: Mapping[str, str | None]


@dataclass(frozen=True)
class Marked:
    """What is to be written down about one submission.

    Attributes:
        student: the student's id.
        timestamp: when it was handed in, in UTC, if that is known.
        notebooks: by name.
    """

    student: str
    timestamp: datetime | None
    notebooks: Mapping[str, MarkedNotebook] = field(default_factory=dict)


class MarkBook:
    """One assignment in the gradebook, open for as long as a class is marked.

    nbgrader's own steps open the gradebook some fifteen times a submission and commit each mark: most of the time that
    a submission takes is spent there.

    Args:
        db_url: the gradebook.
        course_id: the course in it.
        assignment: the assignment's name.
        create_students: whether to add students who are not in the gradebook, as nbgrader does unless told otherwise.
        late: nbgrader's step for late submissions, with the instructor's policy.
        log: told about waiting.

    Raises:
        NbGraderException: the gradebook has no such assignment.
    """

    def __init__(  # noqa: PLR0917
        self,
        db_url: str,
        course_id: str,
        assignment: str,
        create_students: bool,
        late: AssignLatePenalties,
        log: Logger,
    ) -> None:
        self._log, self._late, self._create_students = log, late, create_students
        self._gradebook = Gradebook(db_url, course_id)
        self._db = self._gradebook.db
        found = self._db.scalars(select(Assignment).where(Assignment.name == assignment)).one_or_none()
        if found is None:
            self.close()
            raise NbGraderException(
                f"The gradebook has no assignment {assignment!r}: run `nbgrader generate_assignment {assignment}`."
            )
        self._assignment_id: str = found.id
        self._has_duedate = found.duedate is not None
        self.notebooks: dict[str, str] = {notebook.name: notebook.id for notebook in found.notebooks}
        """The ids of the assignment's notebooks by name."""
        self._cells: dict[str, list[tuple[str, str, str]]] = {name: [] for name in self.notebooks}
        names = {identifier: name for name, identifier in self.notebooks.items()}
        cells = self._db.scalars(select(BaseCell).where(BaseCell.notebook_id.in_(names)))
        for cell in cells:
            self._cells[names[cell.notebook_id]].append((cell.id, cell.name, cell.type))
        self._db.rollback()  # nothing is kept open while submissions are read

    def close(self) -> None:
        """Let go of the gradebook."""
        self._gradebook.close()

    def names(self, students: Sequence[str]) -> dict[str, str]:
        """Full names by student id, for those whose name the gradebook has."""
        rows = self._db.execute(
            select(Student.id, Student.first_name, Student.last_name).where(Student.id.in_(students))
        )
        found = {row[0]: " ".join(part for part in row[1:] if part) for row in rows}
        self._db.rollback()
        return {student: name for student, name in found.items() if name}

    def save(self, batch: Sequence[Marked]) -> list[str]:
        """Write down a batch, all of it or nothing.

        A gradebook that another program is writing to is waited for: as long as its address says, a few times.

        Args:
            batch: the submissions.

        Returns:
            The ids of students who are not in the gradebook and were not to be added: nothing is written about them.

        Raises:
            sqlalchemy.exc.OperationalError: the gradebook can't be reached or stays locked.
        """
        for attempt in range(1, _TRIES + 1):
            try:
                unknown = self._write(batch)
                self._db.commit()
            except (OperationalError, IntegrityError) as error:  # the latter: somebody else has just added a student
                self._db.rollback()
                if attempt == _TRIES:
                    raise
                self._log.warning("The gradebook is in use by another program (%s); trying again.", error.orig)
                time.sleep(_PAUSE_S)
            except BaseException:
                self._db.rollback()
                raise
            else:
                self._db.expunge_all()  # what has been written is not kept: memory stays flat
                return unknown
        raise AssertionError("the last attempt returns or raises")

    def _write(self, batch: Sequence[Marked]) -> list[str]:
        ids = [marked.student for marked in batch]
        known = set(self._db.scalars(select(Student.id).where(Student.id.in_(ids))))
        submissions = {
            submission.student_id: submission
            for submission in self._db.scalars(
                select(SubmittedAssignment)
                .where(
                    SubmittedAssignment.assignment_id == self._assignment_id, SubmittedAssignment.student_id.in_(ids)
                )
                .options(
                    selectinload(SubmittedAssignment.notebooks).selectinload(SubmittedNotebook.grades),
                    selectinload(SubmittedAssignment.notebooks).selectinload(SubmittedNotebook.comments),
                )
            )
        }
        unknown = []
        for marked in batch:
            if marked.student not in known:
                if not self._create_students:
                    unknown.append(marked.student)
                    continue
                self._db.add(Student(id=marked.student))
            submission = submissions.get(marked.student)
            if submission is None:
                submission = SubmittedAssignment(assignment_id=self._assignment_id, student_id=marked.student)
                self._db.add(submission)
            if marked.timestamp is not None:
                submission.timestamp = marked.timestamp
            self._write_notebooks(submission, marked)
        return unknown

    def _write_notebooks(self, submission: SubmittedAssignment, marked: Marked) -> None:
        there = {notebook.notebook_id: notebook for notebook in submission.notebooks}
        for name, identifier in self.notebooks.items():
            notebook = there.get(identifier)
            if notebook is None:
                notebook = SubmittedNotebook(notebook_id=identifier)
                submission.notebooks.append(notebook)
            self._complete(notebook, name)
            if name in marked.notebooks:
                self._write_marks(notebook, name, marked.notebooks[name])
                self._write_penalty(submission, notebook, marked.student)

    def _complete(self, notebook: SubmittedNotebook, name: str) -> None:
        """Give a notebook a grade and a comment for each cell that has one; an assignment may have grown since."""
        graded = {grade.cell_id for grade in notebook.grades}
        commented = {comment.cell_id for comment in notebook.comments}
        for identifier, _, kind in self._cells[name]:
            if kind in ("GradeCell", "TaskCell") and identifier not in graded:
                notebook.grades.append(Grade(cell_id=identifier))
            if kind in ("SolutionCell", "TaskCell") and identifier not in commented:
                notebook.comments.append(Comment(cell_id=identifier))

    def _write_marks(self, notebook: SubmittedNotebook, name: str, marked: MarkedNotebook) -> None:
        cells = {identifier: cell for identifier, cell, _ in self._cells[name]}
        for grade in notebook.grades:
            mark = marked.marks.get(cells.get(grade.cell_id, ""))
            if mark is not None:
                grade.auto_score = mark.points
                # As nbgrader has it: a mark given by hand stays, and is to be looked at again.
                grade.needs_manual_grade = mark.points is None or grade.manual_score is not None
        for comment in notebook.comments:
            cell = cells.get(comment.cell_id, "")
            if cell in marked.comments:
                comment.auto_comment = marked.comments[cell]

    def _write_penalty(self, submission: SubmittedAssignment, notebook: SubmittedNotebook, student: str) -> None:
        notebook.late_submission_penalty = None
        if submission.timestamp is None or not self._has_duedate:
            return
        self._db.flush()
        self._db.refresh(submission, ["assignment", "extension"])
        if submission.total_seconds_late > 0:
            self._db.refresh(notebook, ["score"])
            penalty = self._late.plugin_inst.late_submission_penalty(
                student, notebook.score, submission.total_seconds_late
            )
            if penalty is not None:
                notebook.late_submission_penalty = self._late._check_late_penalty(notebook, penalty)
