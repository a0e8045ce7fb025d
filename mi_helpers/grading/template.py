"""The instructor's version of an assignment's notebook: what every submission is rebuilt from."""

import ast
import copy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

import nbformat
from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import SchemaTooNewError, SchemaTooOldError, ValidationError
from nbgrader.preprocessors import CheckCellMetadata, OverwriteCells, OverwriteKernelspec
from nbgrader.utils import is_grade, is_solution

from mi_helpers.bank import BankError, assignment_questions
from mi_helpers.grading.answers import response_line
from mi_helpers.grading.lint import OPEN


@dataclass(frozen=True)
class Program:
    """A locked code cell, ready to be run.

    Attributes:
        body: its statements, or None.
        result: the expression on its last line, whose value the cell shows, or None.
        error: why it can't be run: a syntax error of the instructor's.
    """

    body: CodeType | None = None
    result: CodeType | None = None
    error: SyntaxError | None = None


@dataclass(frozen=True)
class Template:
    """A notebook of an assignment as the gradebook has it.

    Attributes:
        name: the notebook's name.
        lesson: the lesson whose questions it asks; empty when it asks none.
        nb: the released notebook, its cells those of the gradebook.
        questions: the questions, and the grade_id of the cell to answer each in.
        written: the grade_ids of the cells that are answered in prose and marked by hand.
        programs: the code cells that nobody but the instructor writes, by position.
        graded: which question (or other answer cell) each automatically graded cell is about, by grade_id.
    """

    name: str
    lesson: str
    nb: NotebookNode
    questions: Mapping[str, str]
    written: tuple[str, ...]
    programs: Mapping[int, Program]
    graded: Mapping[str, str]

    def copy(self) -> NotebookNode:
        """The notebook, to be filled in."""
        return copy.deepcopy(self.nb)


def load_template(course: CourseDirectory, assignment: str, notebook: str, parent: Any = None) -> Template:
    """Read a released notebook and set its cells right by the gradebook.

    Args:
        course: where things are.
        assignment: the assignment's name.
        notebook: the notebook's, without ``.ipynb``.
        parent: whose configuration and log nbgrader's steps use.

    Raises:
        NbGraderException: the release is missing or is not that of the gradebook; the message says what to do.
    """
    path = Path(course.format_path(course.release_directory, ".", assignment)) / f"{notebook}.ipynb"
    remedy = f"Run `nbgrader generate_assignment {assignment}` and grade again."
    resources = {"nbgrader": {"notebook": notebook, "assignment": assignment, "db_url": course.db_url}}
    try:
        nb: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        steps = (OverwriteKernelspec, OverwriteCells, CheckCellMetadata)
        for step in [kind(parent=parent) for kind in steps]:
            nb, resources = step.preprocess(nb, resources)
    except (
        OSError,
        ValueError,
        KeyError,
        RuntimeError,
        ValidationError,
        SchemaTooOldError,
        SchemaTooNewError,
    ) as error:
        raise NbGraderException(f"{path} is missing or not the one in the gradebook ({error}). {remedy}") from error
    return _template(notebook, assignment, nb)


def _template(name: str, assignment: str, nb: NotebookNode) -> Template:
    lesson = assignment
    questions: dict[str, str] = {}
    written: list[str] = []
    programs: dict[int, Program] = {}
    graded: dict[str, str] = {}
    latest = ""
    for position, cell in enumerate(nb.cells):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if is_solution(cell):
            latest = grade_id
            named = response_line(cell.source) if cell.cell_type == "code" else None
            if named is not None and not is_grade(cell):
                questions[named[0]] = grade_id
            else:
                written.append(grade_id)
        elif cell.cell_type == "code":
            opened = OPEN.search(cell.source)
            lesson = opened[2] if opened else lesson
            programs[position] = compile_cell(cell.source, grade_id or f"cell {position + 1}")
            if is_grade(cell):
                graded[grade_id] = latest
    if questions:
        try:
            assignment_questions(lesson)
        except BankError as error:
            raise NbGraderException(str(error)) from error
    return Template(name, lesson if questions else "", nb, questions, tuple(written), programs, graded)


def compile_cell(source: str, name: str) -> Program:
    """Compile a cell of the instructor's as IPython would, its last expression apart."""
    transformed = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]
    try:
        tree = ast.parse(transformed, filename=name)
        result = None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
            last = tree.body.pop()
            assert isinstance(last, ast.Expr)  # noqa: S101  (for mypy)
            result = compile(ast.Expression(last.value), name, "eval")
        return Program(compile(tree, name, "exec"), result)
    except SyntaxError as error:
        return Program(error=error)
