"""``nbgrader autograde`` without a kernel: a submission is data, and only the text of its answer cells is read.

nbgrader's own command makes an ``Autograde`` converter and, when it knows the submissions, an exporter for it, whose
class is a setting. :class:`SubmissionExporter` hands the work over to :class:`TextAutograde` at that moment: the
command, its options and Formgrader's button stay what they are. ``mi grade`` uses the same converter directly.
"""

import contextlib
import fnmatch
import glob
import json
import logging
import os
import re
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, NoReturn

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import find_all_files, rmtree
from sqlalchemy.exc import OperationalError
from traitlets.config import Config

from mi_helpers.assess import assess_many
from mi_helpers.assessment import Assessment
from mi_helpers.bank import assignment_exercises
from mi_helpers.grading.execution import Mark
from mi_helpers.grading.marks import MarkBook, Marked, MarkedNotebook
from mi_helpers.grading.progress import Progress
from mi_helpers.grading.reading import UnreadableError, printable, read_regular, read_timestamp
from mi_helpers.grading.rebuild import Rebuilt, mark, rebuild
from mi_helpers.grading.settings import load_settings
from mi_helpers.grading.template import Template, load_template
from mi_helpers.scorer import ScorerError

BATCH: Final = 32
"""How many submissions are assessed, and saved in one transaction, at a time: about a second's work for replies."""


@dataclass(frozen=True, slots=True)
class Submission:
    """Where one student's submission is and what it is to become.

    Attributes:
        student: the student's id.
        folder: what was handed in.
        written: the time of handing in as ``timestamp.txt`` has it; empty when there is none.
        marked: what goes into the gradebook.
        notebooks: the marked notebooks by name.
        problems: why somebody has to look.
        oddities: what was odd and could be read all the same.
    """

    student: str
    folder: Path
    written: str
    marked: Marked
    notebooks: Mapping[str, NotebookNode]
    problems: tuple[str, ...] = ()
    oddities: tuple[str, ...] = ()


@dataclass
class Summary:
    """What a run has come to.

    Attributes:
        graded: how many submissions were marked.
        skipped: how many were marked before and have not changed.
        needs_a_look: what is wrong, by student, where somebody has to mark by hand.
        oddities: what was odd, by student, and was marked all the same.
        failed: what went wrong, by student, so that nothing was saved.
        names: full names by student id, where the gradebook has them.
    """

    graded: int = 0
    skipped: int = 0
    needs_a_look: dict[str, tuple[str, ...]] = field(default_factory=dict)
    oddities: dict[str, tuple[str, ...]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """The summary as lines of text: numbers, then names and reasons."""
        already = f", {self.skipped} marked before" if self.skipped else ""
        lines = [f"Graded: {self.graded}{already}. Needs a look: {len(self.needs_a_look) + len(self.failed)}."]
        for student, problems in self.needs_a_look.items():
            lines.append(f"  {self._name(student)}: {' '.join(problems)} Mark it by hand in Formgrader.")
        lines += [f"  {self._name(student)}: NOT saved: {problem}" for student, problem in self.failed.items()]
        if self.oddities:
            lines.append(f"Graded in spite of something odd: {len(self.oddities)}.")
            lines += [f"  {self._name(student)}: {' '.join(notes)}" for student, notes in self.oddities.items()]
        return [printable(line) for line in lines]

    def _name(self, student: str) -> str:
        full = self.names.get(student)
        return f"{student} ({full})" if full else student


class SubmissionExporter(NotebookExporter):
    """What ``Autograde.exporter_class`` is set to, to mark without a kernel. See the module."""

    def __init__(self, config: Config | None = None, **kwargs: Any) -> None:
        super().__init__(config=config, **kwargs)  # type: ignore[no-untyped-call]
        if type(self.parent) is Autograde:
            # No setting names the converter, and a student's kernel, a bad timestamp or a file under a wrong name come
            # up inside it: this is the one moment to step in, per converter and by configuration.
            self.parent.__class__ = TextAutograde


class TextAutograde(Autograde):  # type: ignore[misc]  # nbgrader has no type information
    """nbgrader's ``Autograde`` with the same options, which reads text where the other runs notebooks.

    What ``sanitize_preprocessors`` and ``autograde_preprocessors`` list is not used, but for late penalties.
    """

    summary: Summary
    say: Callable[[str], None] | None = None
    """Takes lines about progress; nbgrader's log when None, which then says how it ended, too."""

    def start(self) -> None:
        """Mark what has been handed in; for callers other than nbgrader's own command.

        Raises:
            NbGraderException: nothing could be marked, or not all; the message or the log says why.
        """
        self.exporter = NotebookExporter(parent=self, config=self.config)  # type: ignore[no-untyped-call]
        before = Path.cwd()
        os.chdir(self.coursedir.root)
        try:
            self.convert_notebooks()
        finally:
            os.chdir(before)

    def convert_notebooks(self) -> None:
        """Mark the submissions of ``coursedir.assignment_id``, all in this process.

        Raises:
            NbGraderException: nothing could be marked, or not all; the message or the log says why.
        """
        assignment = self.coursedir.assignment_id
        self.summary = Summary()
        late = AssignLatePenalties(parent=self)
        late.init_plugin()
        course = self.coursedir
        try:
            book = MarkBook(course.db_url, course.course_id, assignment, self.create_student, late, self.log)
            try:
                self._mark_all(book, assignment)
            finally:
                book.close()
        except OperationalError as error:
            self._refuse(f"The gradebook can't be used: {error.orig}. What has been marked so far is saved.", error)
        except NbGraderException as error:
            self.log.error("%s", error)
            raise
        if self.say is None:
            for line in self.summary.lines():
                self.log.log(logging.WARNING if line.startswith(" ") else logging.INFO, "%s", line)
        if self.summary.failed:
            raise NbGraderException(f"Not everything of {assignment} could be marked; see above.")

    def _mark_all(self, book: MarkBook, assignment: str) -> None:
        wanted = sorted(name for name in book.notebooks if fnmatch.fnmatch(name, self.coursedir.notebook_id))
        if not wanted:
            raise NbGraderException(f"{assignment} has no notebook {self.coursedir.notebook_id!r}.")
        templates = [load_template(self.coursedir, assignment, name, self) for name in wanted]
        folders = self._submissions(assignment)
        if not folders:
            raise NbGraderException(f"Nothing of {assignment} has been handed in: collect it, or check the names.")
        due = {student: folder for student, folder in folders.items() if self._is_due(assignment, student, wanted)}
        self.summary.skipped = len(folders) - len(due)
        students = list(due)
        # A batch holds its submissions only: memory is the same for a hundred and for five thousand.
        with Progress(len(students), self.log, self.say or self.log.info) as progress:
            for start in range(0, len(students), BATCH):
                batch = students[start : start + BATCH]
                self._mark_batch(book, assignment, templates, {student: due[student] for student in batch})
                progress.advance(len(batch))
        told = [*self.summary.needs_a_look, *self.summary.oddities, *self.summary.failed]
        self.summary.names = book.names([student for student in told if printable(student) == student])

    def _refuse(self, message: str, cause: Exception | None = None) -> NoReturn:
        self.log.error("%s", message)
        raise NbGraderException(message) from cause

    def _submissions(self, assignment: str) -> dict[str, Path]:
        """What was handed in, by student; a folder counts even when nothing in it can be read."""
        pattern = re.compile(self._format_source(re.escape(assignment), "(?P<student>[^/\\\\]+)", escape=True) + "$")
        excluded = set(self.coursedir.student_id_exclude.split(","))
        found = {}
        for path in sorted(glob.glob(self._format_source(assignment, self.coursedir.student_id))):  # noqa: PTH207
            match = pattern.match(path)
            if match and match["student"] not in excluded and Path(path).is_dir():
                found[match["student"]] = Path(path)
        return found

    def _is_due(self, assignment: str, student: str, notebooks: Iterable[str]) -> bool:
        """Whether a submission is to be marked: it has not been, or has changed, or all are wanted again."""
        marked = Path(self._format_dest(assignment, student))
        if self.force or not all((marked / f"{name}.ipynb").exists() for name in notebooks):
            return True
        new, old = (read_timestamp(folder)[1] for folder in (Path(self._format_source(assignment, student)), marked))
        if new is not None and (old is None or new > old):
            self.log.warning("Updating existing assignment: %s", marked)
            return True
        self.log.info("Skipping existing assignment: %s", marked)
        return False

    def _mark_batch(
        self, book: MarkBook, assignment: str, templates: Sequence[Template], folders: Mapping[str, Path]
    ) -> None:
        rebuilt: dict[str, list[Rebuilt]] = {}
        for student, folder in folders.items():
            with self._one(student):
                rebuilt[student] = [rebuild(folder, template, list(book.notebooks)) for template in templates]
        assessments = assess_all([notebook for notebooks in rebuilt.values() for notebook in notebooks])
        ready: list[Submission] = []
        for student, notebooks in rebuilt.items():
            with self._one(student):
                ready.append(_finished(student, folders[student], notebooks, assessments))
        # First the gradebook, then the files: whoever is interrupted in between finds no file and marks again.
        unknown = self._save(book, ready)
        for submission in ready:
            if submission.student in unknown:
                self.summary.failed[submission.student] = "no student with this id is in the gradebook."
                continue
            with self._one(submission.student):
                self._write(assignment, submission)
                self._count(submission)

    def _save(self, book: MarkBook, ready: list[Submission]) -> list[str]:
        """Save a batch, or, if there is something in it that the gradebook refuses, one submission at a time."""
        try:
            return book.save([submission.marked for submission in ready])
        except OperationalError:
            raise  # nothing could be saved now, and no other submission could
        except Exception:
            self.log.warning("The gradebook refused a batch; saving its submissions one by one.")
        unknown = []
        for submission in list(ready):
            with self._one(submission.student):
                unknown += book.save([submission.marked])
            if submission.student in self.summary.failed:
                ready.remove(submission)
        return unknown

    @contextlib.contextmanager
    def _one(self, student: str) -> Any:
        """Whatever goes wrong with one submission keeps no other from being marked."""
        try:
            yield
        except Exception as error:  # a mistake of ours, or of the disk
            self.summary.failed[student] = f"{type(error).__name__}: {error}"
            self.log.error("There was an error processing the submission of %s:\n%s", student, traceback.format_exc())

    def _count(self, submission: Submission) -> None:
        self.summary.graded += 1
        if submission.problems:
            self.summary.needs_a_look[submission.student] = submission.problems
        elif submission.oddities:
            self.summary.oddities[submission.student] = submission.oddities

    def _write(self, assignment: str, submission: Submission) -> None:
        """Put the marked notebooks where nbgrader and Formgrader look for them; whole or not at all."""
        folder = Path(self._format_dest(assignment, submission.student))
        if folder.exists() and self.coursedir.notebook_id == "*":
            rmtree(str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", assignment))
        for name in find_all_files(str(source), [*self.coursedir.ignore, "*.ipynb"]):
            copied = folder / Path(name).relative_to(source)  # the instructor's pictures and data
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.unlink(missing_ok=True)
            shutil.copy(name, copied)
        for name, nb in submission.notebooks.items():
            # Compact: nbformat's own writer, made for people who read the file, takes ten times as long.
            _replace(folder / f"{name}.ipynb", json.dumps(nb, ensure_ascii=False, sort_keys=True))
        _replace(folder / "submission_secret.txt", _secret(submission.folder))
        _replace(folder / "timestamp.txt", submission.written)  # without one, nbgrader releases nobody's feedback
        self.set_permissions(assignment, submission.student)


def grade_class(
    folder: Path, assignment: str, *, student: str = "*", force: bool = False, say: Callable[[str], None]
) -> Summary:
    """Mark a class in this process: what ``nbgrader autograde`` does, and ``mi grade``.

    Args:
        folder: a folder of the course.
        assignment: the assignment's name.
        student: only this student's submission.
        force: mark again what has been marked.
        say: takes lines about progress where there is no terminal.

    Raises:
        FileNotFoundError: the folder is in no course.
        NbGraderException: nothing could be marked; the log has said why.
    """
    course, config = load_settings(folder)
    course.assignment_id, course.student_id = assignment, student
    converter = TextAutograde(coursedir=course, config=config, log=course.log)
    converter.force = force
    converter.say = say
    try:
        converter.start()
    except NbGraderException:
        if not converter.summary.failed:  # else the summary says what could not be marked, and of whom
            raise
    return converter.summary


def assess_all(notebooks: Sequence[Rebuilt]) -> dict[tuple[str, str, str], Assessment | ScorerError]:
    """Assess the replies of many notebooks at once, those to the same client in a row; equal words only once.

    Returns:
        What was made of each, by lesson, question and reply.
    """
    wanted = sorted(
        {
            (notebook.template.lesson, question, reply)
            for notebook in notebooks
            for question, reply in notebook.replies.items()
            if reply and question in assignment_exercises(notebook.template.lesson)
        }
    )
    items = []
    for lesson, question, reply in wanted:
        exercise = assignment_exercises(lesson)[question]
        items.append({"response": reply, "client": exercise.client, "skill": exercise.skill, "pushy": exercise.pushy})
    try:
        return dict(zip(wanted, assess_many(items), strict=True))
    except ScorerError as error:
        return dict.fromkeys(wanted, error)
    except Exception:  # a mistake of ours that one reply has brought up: only that one waits for a human
        return {key: _assess_alone(item) for key, item in zip(wanted, items, strict=True)}


def _assess_alone(item: dict[str, str]) -> Assessment | ScorerError:
    try:
        return assess_many([item])[0]
    except Exception as error:
        return ScorerError(f"{type(error).__name__}: {error}")


def _finished(
    student: str,
    folder: Path,
    notebooks: Sequence[Rebuilt],
    assessments: Mapping[tuple[str, str, str], Assessment | ScorerError],
) -> Submission:
    written, timestamp, wrong = read_timestamp(folder)
    marked: dict[str, MarkedNotebook] = {}
    problems: list[str] = []
    oddities = [wrong] if wrong else []
    for notebook in notebooks:
        lesson = notebook.template.lesson
        known = {
            question: assessments[lesson, question, reply]
            for question, reply in notebook.replies.items()
            if (lesson, question, reply) in assessments
        }
        found = mark(notebook, known)
        marked[notebook.template.name] = _with_note(found, wrong, notebook)
        problems += [*notebook.problems, *(one.problem for one in found.marks.values() if one.problem)]
        oddities += notebook.oddities
    return Submission(
        student,
        folder,
        written,
        Marked(student, timestamp, marked),
        {notebook.template.name: notebook.nb for notebook in notebooks},
        tuple(dict.fromkeys(problems)),
        tuple(dict.fromkeys(oddities)),
    )


def _with_note(found: MarkedNotebook, wrong: str, notebook: Rebuilt) -> MarkedNotebook:
    """What is odd about a whole submission, said at its first answer unless something else is said there."""
    whole = " ".join([*([wrong] if wrong else []), *notebook.notes])
    first = next(iter(found.comments), None)
    if whole and first is not None:
        return MarkedNotebook(
            found.marks, {**found.comments, first: " ".join(filter(None, [found.comments[first], whole]))}
        )
    return found


def _secret(folder: Path) -> str:
    """What names a student's feedback in the exchange. Without it nbgrader stops releasing feedback, for everybody."""
    try:
        return read_regular(folder / "submission_secret.txt", 200).decode("ascii").strip() or token_hex(64)
    except (FileNotFoundError, UnreadableError, ValueError):
        return token_hex(64)


def _replace(path: Path, text: str) -> None:
    """Write a file so that it is never there in half."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123  (a descriptor)
            file.write(text)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


__all__ = ["BATCH", "Mark", "Submission", "SubmissionExporter", "Summary", "TextAutograde", "assess_all"]
