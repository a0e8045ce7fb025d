"""Small repairs of what students hand in, as steps of nbgrader's autograde and feedback."""

import re
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, DeduplicateIds
from nbgrader.utils import is_locked
from traitlets import Bool, List


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


class HideTests(ClearHiddenTests):  # type: ignore[misc]
    """nbgrader's own step, which otherwise warns of a setting that the feedback page needs."""

    display_data_priority: List[str] = List(config=True)


class ShowMarkup(Preprocessor):
    """Shows HTML typed in a Markdown cell as text on the feedback page, where a script would run."""

    enabled = Bool(True, config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], _index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Escape the tags of a Markdown cell, unless nbgrader guarantees that it is the instructor's."""
        if cell.cell_type == "markdown" and not is_locked(cell):
            cell.source = re.sub(r"<(?=[a-zA-Z/!?])", "&lt;", cell.source)
        return cell, resources


class ShowProse(Preprocessor):
    """Sets replies on the feedback page as the prose that they are: lines wrap, no Python colours."""

    enabled = Bool(True, config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Add to the page's style sheets, which must have been collected before."""
        resources["inlining"]["css"].append(
            ".nbgrader_cell .highlight pre { white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere; }"
            ".nbgrader_cell .highlight span { color: inherit; font: inherit; border: 0; }"
        )
        return nb, resources
