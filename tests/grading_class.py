"""A course with a class in it, for the tests and the benchmark of grading. Made here, without an exchange."""

import contextlib
import copy
import io
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from mi_helpers.bank import Exercise, assignment_questions
from mi_helpers.grading.autograde import Summary, grade_class
from mi_helpers.grading.course import CONFIG
from mi_helpers.response import reply_text

ROOT = Path(__file__).parent.parent
LESSON = "01_righting_reflex"
ASSIGNMENTS = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())
NBGRADER = Path(sys.executable).parent / "nbgrader"
STOCK = "--Autograde.exporter_class=nbconvert.exporters.NotebookExporter"
WRITTEN = "I noticed how fast I want to fix things. Next time I wait."


def released(assignment: str = LESSON) -> NotebookNode:
    return nbformat.read(ROOT / "exercises" / assignment / f"{assignment}.ipynb", as_version=4)


def answer_cells(nb: NotebookNode) -> dict[str, NotebookNode]:
    """The cells that students fill in, by question; written answers by grade_id."""
    cells = {}
    for cell in nb.cells:
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("solution"):
            match = re.match(r"%%response (\w+)", cell.source)
            cells[match[1] if match else meta["grade_id"]] = cell
    return cells


def model_answers(assignment: str = LESSON) -> dict[str, str]:
    """The instructor's answers by question."""
    nb = nbformat.read(ROOT / "solutions" / assignment / f"{assignment}.ipynb", as_version=4)
    cells = answer_cells(nb)
    return {q: reply_text(cell.source.split("\n", 1)[1]) for q, cell in cells.items() if q[1:].isdigit()}


def filled(replies: Mapping[str, str], assignment: str = LESSON, written: str = WRITTEN) -> NotebookNode:
    """The release with these replies typed in; questions that are not named stay as they were."""
    nb = released(assignment)
    for question, cell in answer_cells(nb).items():
        if question in replies:
            cell.source = f"%%response {question}\n{replies[question]}"
        elif not question[1:].isdigit():
            cell.source = written
    return nb


def various(number: int, assignment: str = LESSON) -> dict[str, str]:
    """Answers as a class gives them: examples of all ratings from the bank, each student's own mixture.

    A conversation is as much of the model one as the number says.
    """
    replies = {}
    for place, (question, exercise) in enumerate(assignment_questions(assignment).items()):
        if not isinstance(exercise, Exercise):
            talk = model_answers(assignment)[question].split("\n")
            replies[question] = "\n".join(talk[: 6 + number % (len(talk) - 6)])
            continue
        examples = [*(example.text for example in exercise.examples), exercise.pushy, "I understand."]
        replies[question] = (
            f"{examples[(number * 7 + place * 3) % len(examples)]} That is what I hear, number {number}."
        )
    return replies


@dataclass
class Class:
    """A course folder with a gradebook, and what can be done in it."""

    root: Path

    def folder(self, student: str, assignment: str = LESSON) -> Path:
        return self.root / "grading/submitted" / student / assignment

    def hand_in(
        self,
        student: str,
        nb: NotebookNode | bytes | None,
        assignment: str = LESSON,
        name: str | None = None,
        timestamp: str | None = "2026-01-05 12:00:00 UTC",
    ) -> Path:
        """Put a submission where collect would; None hands in a folder without a notebook."""
        folder = self.folder(student, assignment)
        folder.mkdir(parents=True, exist_ok=True)
        if nb is not None:
            raw = nb if isinstance(nb, bytes) else as_bytes(nb)
            (folder / (name or f"{assignment}.ipynb")).write_bytes(raw)
        if timestamp is not None:
            (folder / "timestamp.txt").write_text(timestamp, encoding="utf-8")
        return folder

    def grade(self, assignment: str = LESSON, **options: object) -> Summary:
        """What `mi grade` does."""
        return grade_class(self.root, assignment, say=lambda line: None, **options)

    def stock(self, assignment: str = LESSON) -> None:
        """nbgrader's usual autograde, a kernel for each notebook, in this process."""
        config = settings(self.root)
        config.Autograde.pop("exporter_class", None)
        course = CourseDirectory(config=config)
        course.assignment_id = assignment
        converter = Autograde(coursedir=course, config=config, log=quiet())
        converter.start()

    def nbgrader(self, *args: str) -> str:
        """nbgrader's own command, as it is typed."""
        done = subprocess.run(
            [str(NBGRADER), *args], cwd=self.root, capture_output=True, text=True, timeout=600, check=False
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, f"nbgrader {' '.join(args)}:\n{said}"
        return said

    def autograde(self, assignment: str) -> str:
        """The same command, `nbgrader autograde`, in this process, which saves the seconds that a new one takes."""
        said = io.StringIO()
        with contextlib.chdir(self.root), contextlib.redirect_stderr(said):
            command = AutogradeApp()
            command.initialize([assignment])
            command.start()
        return said.getvalue()

    @contextlib.contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        with Gradebook(settings(self.root).CourseDirectory.db_url, "motivational_interviewing") as gradebook:
            yield gradebook

    def marks(self, student: str, assignment: str = LESSON) -> dict[str, tuple[float | None, bool]]:
        """Automatic points and whether somebody has to look, by cell."""
        with self.gradebook() as gradebook:
            grades = gradebook.find_submission_notebook(assignment, assignment, student).grades
            return {grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in grades}

    def comments(self, student: str, assignment: str = LESSON) -> dict[str, str]:
        with self.gradebook() as gradebook:
            comments = gradebook.find_submission_notebook(assignment, assignment, student).comments
            return {comment.name: comment.auto_comment or "" for comment in comments}

    def autograded(self, student: str, assignment: str = LESSON) -> NotebookNode:
        path = self.root / "grading/autograded" / student / assignment / f"{assignment}.ipynb"
        return nbformat.read(path, as_version=4)


def settings(root: Path) -> object:
    return PyFileConfigLoader(CONFIG, path=str(root)).load_config()


def quiet() -> logging.Logger:
    log = logging.getLogger("tests.grading")
    log.setLevel(logging.CRITICAL)
    return log


def as_bytes(nb: NotebookNode) -> bytes:
    return json.dumps(nb, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def make_class(
    root: Path, change: Callable[[str], str] | None = None, assignments: Sequence[str] = ASSIGNMENTS
) -> Class:
    """A course folder with its assignments in the gradebook and nothing handed in.

    Args:
        root: where; made if need be.
        change: what to do to the text of nbgrader_config.py before it is first read.
        assignments: which of the assignments.
    """
    if change is not None:
        return _prepare(root, change((ROOT / CONFIG).read_text(encoding="utf-8")), assignments)
    shutil.copytree(_prepared(tuple(assignments)).name, root, dirs_exist_ok=True)
    return Class(root)


@cache
def _prepared(assignments: tuple[str, ...]) -> "tempfile.TemporaryDirectory[str]":
    """A course to copy: its gradebook takes seconds to make. The folder is deleted when Python ends."""
    folder = tempfile.TemporaryDirectory(prefix="mi-course-")
    _prepare(Path(folder.name), (ROOT / CONFIG).read_text(encoding="utf-8"), assignments)
    return folder


def _prepare(root: Path, config_text: str, assignments: Sequence[str]) -> Class:
    root.mkdir(parents=True, exist_ok=True)
    (root / CONFIG).write_text(config_text, encoding="utf-8")
    for assignment in assignments:
        shutil.copytree(
            ROOT / "solutions" / assignment,
            root / "solutions" / assignment,
            ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
        )
        config = settings(root)
        course = CourseDirectory(config=config)
        course.assignment_id = assignment
        before = Path.cwd()
        GenerateAssignment(coursedir=course, config=config, log=quiet()).start()
        os.chdir(before)
    return Class(root)


def changed(nb: NotebookNode, change: Callable[[NotebookNode], None]) -> NotebookNode:
    nb = copy.deepcopy(nb)
    change(nb)
    return nb
