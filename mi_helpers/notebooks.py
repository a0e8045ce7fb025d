"""Keeps the course's notebooks tidy: run them, keep the outputs that nbval compares, drop everything else.

``make notebooks`` runs this over course/ and solutions/. A cell whose output the prose talks about carries the tag
``nbval-check-output``; its output is stored, and CI compares it with what the library says today.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

CHECK_TAG: Final = "nbval-check-output"
"""The tag of a cell whose output the prose talks about."""

# Its model ids differ from run to run, and nbval doesn't compare it. Without it the readable HTML is shown.
_WIDGET: Final = "application/vnd.jupyter.widget-view+json"

# As JupyterLab writes it on saving. With less, a notebook opens as already changed.
_METADATA: Final = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}


def refresh(path: Path) -> None:
    """Run a notebook and write it back tidied.

    Args:
        path: the notebook.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell fails; nothing is written.
    """
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": path.parent}}
    ).execute()
    tidy(notebook)
    path.write_text(to_json(notebook), encoding="utf-8")


def tidy(notebook: NotebookNode) -> None:
    """Drop what changes from run to run: counts, unchecked outputs, widget state, editor leftovers. In place."""
    notebook.metadata = nbformat.from_dict(_METADATA)  # type: ignore[no-untyped-call]
    for cell in notebook.cells:
        for leftover in ("execution", "collapsed", "scrolled", "trusted"):
            cell.metadata.pop(leftover, None)
        if cell.cell_type != "code":
            continue
        checked = CHECK_TAG in cell.metadata.get("tags", [])
        # nbval compares nothing where there is no count, so a checked cell keeps one, always the same.
        cell.execution_count = 1 if checked else None
        cell.outputs = [_lasting(output) for output in cell.outputs] if checked else []


def to_json(notebook: NotebookNode) -> str:
    """The notebook's text as Jupyter writes it to disk."""
    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]


def is_tidy(path: Path) -> bool:
    """Whether a notebook on disk is as :func:`tidy` would leave it."""
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    tidy(notebook)
    return to_json(notebook) == text


def _lasting(output: NotebookNode) -> NotebookNode:
    """An output without its count, and without the widget that only the kernel of its run knew."""
    if "execution_count" in output:
        output.execution_count = 1
    output.get("data", {}).pop(_WIDGET, None)
    return output


def main(arguments: Sequence[str]) -> int:
    """Refresh the notebooks named, or all of course/ and solutions/ in the current folder."""
    parser = argparse.ArgumentParser(prog="python -m mi_helpers.notebooks", description=(main.__doc__ or "").strip())
    parser.add_argument("notebooks", nargs="*", type=Path, help="a notebook; all if none is named")
    paths = parser.parse_args(arguments).notebooks or [
        *sorted(Path("course").glob("*.ipynb")),
        *sorted(Path("solutions").rglob("*.ipynb")),
    ]
    if not paths:
        print("No notebooks here. Start this in the project's folder.", file=sys.stderr)
        return 2
    for number, path in enumerate(paths, start=1):
        print(f"[{number}/{len(paths)}] {path}", flush=True)
        refresh(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
