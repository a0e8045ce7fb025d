"""Steps of nbgrader's own: of its usual autograde, with a kernel, and of the feedback page."""

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output
from nbgrader.preprocessors import ClearHiddenTests, DeduplicateIds, SaveAutoGrades
from nbgrader.utils import is_grade, is_locked, is_solution
from traitlets import Bool, List

from mi_helpers.feedback import notice_html
from mi_helpers.grading.answers import response_line
from mi_helpers.grading.markup import harmless_markdown
from mi_helpers.response import reply_text

_FOR_INSTRUCTORS = "**Marking scheme**"
"""What begins so in an instructor's written answer, and all below it, is not for students."""


class DropCopies(DeduplicateIds):  # type: ignore[misc]  # nbgrader has no type information
    """Lets a student copy a cell.

    nbgrader's own step blanks the copy's metadata, takes that for an old format and stops the whole run.
    Here the last of the copies counts, as it does in the kernel, and the others become plain cells.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Remove the metadata that nbgrader's step has blanked."""
        nb, resources = super().preprocess(nb, resources)
        for cell in nb.cells:
            if cell.metadata.get("nbgrader") == {}:
                del cell.metadata["nbgrader"]
        return nb, resources


class SaveMarks(SaveAutoGrades):  # type: ignore[misc]
    """nbgrader's own step, which takes a scorer that could not be read for a reply that is worth nothing."""

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        super()._add_score(cell, resources)
        failed = [out for out in cell.get("outputs", []) if out.output_type == "error" and out.ename == "ScorerError"]
        if failed:
            where = (self.notebook_id, self.assignment_id, self.student_id)
            grade = self.gradebook.find_grade(cell.metadata.nbgrader["grade_id"], *where)
            grade.auto_score, grade.needs_manual_grade = None, True
            if self._answer is not None:
                comment = self.gradebook.find_comment(self._answer, *where)
                comment.auto_comment = harmless_markdown(f"The reply could not be assessed: {failed[0].evalue}")
            self.gradebook.db.commit()

    _answer: str | None = None
    """The answer cell before the one at hand: where comments are kept."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Save a cell's mark and comment."""
        if is_solution(cell):
            self._answer = cell.metadata.nbgrader["grade_id"]
        done: tuple[NotebookNode, dict[str, Any]] = super().preprocess_cell(cell, resources, cell_index)
        return done


class HideTests(ClearHiddenTests):  # type: ignore[misc]
    """nbgrader's own step, which otherwise warns of a setting that the feedback page needs."""

    display_data_priority: List[str] = List(config=True)


class CardOnce(Preprocessor):
    """Shows feedback once: below the graded cell, with the points that count, and not below the reply as well."""

    enabled = Bool(True, config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], _index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clear what running an answer cell showed, where a kernel did, and the bare number below a card.

        A card says the automatic points. Where somebody has given others, that is said below it.
        """
        if cell.cell_type != "code":
            return cell, resources
        if is_solution(cell):
            cell.outputs = []
        elif is_grade(cell):
            numbers = [_number(out) for out in cell.outputs if out.output_type == "execute_result"]
            cell.outputs = [out for out in cell.outputs if out.output_type != "execute_result"]
            given, most = (cell.metadata.nbgrader.get(key) for key in ("score", "points"))
            if given is not None and most is not None and [given] != numbers[-1:]:
                message = f"What counts: {given:g} of {most:g} points, from your instructor."
                cell.outputs.append(new_output("display_data", {"text/html": notice_html(message)}))  # type: ignore[no-untyped-call]
        return cell, resources


def _number(output: NotebookNode) -> float | None:
    try:
        return float(output.data["text/plain"])
    except (KeyError, TypeError, ValueError):
        return None


class ModelAnswers(Preprocessor):
    """Shows the instructor's answer below each of the student's, if the instructor wants that."""

    enabled = Bool(False, help="Whether feedback pages show the model answers.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Add a cell after each answer that has one in the source."""
        converter: Any = self.parent.parent if self.parent is not None else None  # its exporter's parent
        course = converter.coursedir
        names = resources["nbgrader"]
        source = Path(course.format_path(course.source_directory, ".", names["assignment"]))
        written: NotebookNode = nbformat.read(source / f"{names['notebook']}.ipynb", as_version=4)  # type: ignore[no-untyped-call]
        answers = {}
        for cell in written.cells:
            if is_solution(cell):
                named = response_line(cell.source) if cell.cell_type == "code" else None
                answers[cell.metadata.nbgrader["grade_id"]] = reply_text(named[1] if named else cell.source)
        cells = []
        for cell in nb.cells:
            cells.append(cell)
            answer = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""), "") if is_solution(cell) else ""
            if answer := answer.split(_FOR_INSTRUCTORS)[0].strip():
                quoted = "\n".join(f"> {line}".rstrip() for line in answer.splitlines())
                cells.append(new_markdown_cell(f"**One good answer, of many:**\n\n{quoted}"))  # type: ignore[no-untyped-call]
        nb.cells = cells
        return nb, resources


class ShowMarkup(Preprocessor):
    """Shows markup typed in a Markdown cell as text on the feedback page, where a script would run."""

    enabled = Bool(True, config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], _index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Make a Markdown cell harmless, unless it is certain that it is the instructor's."""
        if cell.cell_type == "markdown" and not is_locked(cell):
            cell.source = harmless_markdown(cell.source)
        return cell, resources


class ShowProse(Preprocessor):
    """Sets replies on the feedback page as the prose that they are: lines wrap, no Python colours."""

    enabled = Bool(True, config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Add to the page's style sheets, which must have been collected before."""
        resources["inlining"]["css"].append(
            ".highlight pre, .text_cell_render pre"
            " { white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere; }"
            ".nbgrader_cell .highlight span { color: inherit; font: inherit; border: 0; }"
            ".prompt, .anchor-link { display: none; }"  # In [3]: and the sign beside a heading are for programmers
            ".text_cell_render th, .text_cell_render td { padding: 0.1em 0.6em; }"
            ".text_cell_render table { margin-bottom: 0.8em; }"
        )
        return nb, resources
