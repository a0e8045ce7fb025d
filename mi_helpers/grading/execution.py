"""Runs an assignment's own cells in this process, on replies that are only text: no kernel, no student's code."""

import contextlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import is_grade

from mi_helpers.assessment import Assessment
from mi_helpers.bank import Exercise
from mi_helpers.grading.template import Program, Template
from mi_helpers.response import Assignment, without_kernel
from mi_helpers.scorer import ScorerError


@dataclass(frozen=True, slots=True)
class Mark:
    """What a graded cell says.

    Attributes:
        points: the points, or None when somebody has to decide.
        problem: why the computer can't; empty when it can, and for what is always marked by hand.
    """

    points: float | None
    problem: str = ""


class KnownAnswers(Assignment):
    """An assignment whose replies have been read from a submission and assessed, all at once with others.

    Args:
        lesson: the lesson's name.
        replies: the replies by question.
        assessments: what was made of each, by question: or the error that kept a reply from being assessed.

    Raises:
        BankError: there is no such lesson.
    """

    def __init__(
        self, lesson: str, replies: Mapping[str, str], assessments: Mapping[str, Assessment | ScorerError]
    ) -> None:
        super().__init__(lesson)
        self.replies.update(replies)
        self._assessments = assessments

    def assess(self, question: str, exercise: Exercise) -> Assessment:  # noqa: ARG002  (known already)
        """The assessment made before.

        Raises:
            ScorerError: the reply could not be assessed.
        """
        known = self._assessments[question]
        if isinstance(known, ScorerError):
            raise known
        return known


def run_cells(nb: NotebookNode, template: Template, answers: Assignment | None) -> dict[str, Mark]:
    """Run the instructor's code cells of a rebuilt notebook and put their outputs into it.

    Args:
        nb: the notebook, rebuilt from ``template``.
        template: what it was rebuilt from.
        answers: the student's replies; None for an assignment without questions.

    Returns:
        The marks of the automatically graded cells, by grade_id.
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    marks: dict[str, Mark] = {}
    outputs: list[NotebookNode] = []

    def show(text: str, markup: str) -> None:
        outputs.append(_output("display_data", data={"text/plain": text, "text/html": markup}, metadata={}))

    with without_kernel(answers, show):
        for number, (position, program) in enumerate(template.programs.items(), start=1):
            outputs = []
            cell = nb.cells[position]
            value, error, printed = _run(program, namespace)
            if printed:
                outputs.append(_output("stream", name="stdout", text=printed))
            if error is not None:
                outputs.append(_error_output(error))
            elif value is not None:
                data = {"text/plain": repr(value)}
                outputs.append(_output("execute_result", data=data, metadata={}, execution_count=number))
            cell.outputs, cell.execution_count = outputs, number
            if is_grade(cell):
                marks[cell.metadata.nbgrader["grade_id"]] = _mark(value, error, float(cell.metadata.nbgrader["points"]))
    return marks


def _run(program: Program, namespace: dict[str, Any]) -> tuple[Any, Exception | None, str]:
    """The value, the error and the printed words of a cell."""
    printed = io.StringIO()
    value, error = None, None
    with contextlib.redirect_stdout(printed):
        try:
            if program.error is not None:
                raise program.error
            if program.body is not None:
                exec(program.body, namespace)  # noqa: S102  (the instructor's own cell, from the gradebook)
            if program.result is not None:
                value = eval(program.result, namespace)  # noqa: S307
        except Exception as raised:  # whatever an instructor's cell raises is for whoever marks
            error = raised
    return value, error, printed.getvalue()


def _error_output(error: Exception) -> NotebookNode:
    name = type(error).__name__
    return _output("error", ename=name, evalue=str(error), traceback=[f"{name}: {error}"])


def _output(kind: str, **fields: Any) -> NotebookNode:
    # nbformat's own function checks each against a schema, which takes longer than all the rest of a submission.
    output: NotebookNode = NotebookNode(output_type=kind, **fields)  # type: ignore[no-untyped-call]
    return output


def _mark(value: Any, error: Exception | None, most: float) -> Mark:
    if isinstance(error, ScorerError):
        return Mark(None, f"The reply could not be assessed: {error}")
    if error is not None:
        return Mark(None, f"The graded cell itself failed ({type(error).__name__}: {error}).")
    if type(value) not in (int, float) or not 0 <= value <= most:
        return Mark(None, f"The graded cell says {str(value)[:40]!r}, which is no number from 0 to {most:g}.")
    return Mark(float(value))
