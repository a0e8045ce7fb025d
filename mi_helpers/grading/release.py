"""Makes exercises/ from solutions/: ``nbgrader generate_assignment`` for one, ``make release`` for all.

nbgrader deletes the old release before it makes the new one, and again when that fails. So before it begins,
the sources are checked, and a release in which somebody has typed is refused.
"""

import hashlib
import json
import logging
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from mi_helpers.grading.course import CONFIG, find_course
from mi_helpers.grading.lint import problems
from mi_helpers.grading.prompts import FillPrompts

_IGNORED_FOLDERS = {".ipynb_checkpoints", "__pycache__", ".virtual_documents"}


class Seal(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no type information
    """Last step of a release: notes in the notebook what its cells say, so that later typing can be told."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Write the seal into the notebook's metadata."""
        nb.metadata["mi_helpers"] = {"seal": seal(nb)}
        return nb, resources


RELEASE_STEPS = [FillPrompts, *GenerateAssignment.class_traits()["preprocessors"].default(), Seal]
"""From source to release. FillPrompts is first, so that checksums and the gradebook hold what students see."""


def seal(nb: NotebookNode) -> str:
    """A fingerprint of what a notebook's cells say; running cells doesn't change it, typing does."""
    cells = [[cell.cell_type, cell.source] for cell in nb.cells]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


class ReleaseExporter(NotebookExporter):
    """nbgrader's usual exporter for ``GenerateAssignment``, made to check first.

    nbgrader creates its exporter when it knows the assignment and has not deleted anything yet. No other
    setting gives a say at that moment: a pre-convert hook comes too late, and its errors are ignored.
    """

    def __init__(self, config: Config | None = None, **kwargs: Any) -> None:
        """Check the assignments of the converter that makes this exporter.

        Raises:
            NbGraderException: a source notebook has a mistake, or typed words would be lost.
        """
        super().__init__(config=config, **kwargs)  # type: ignore[no-untyped-call]
        if isinstance(self.parent, GenerateAssignment):
            check(self.parent)


def check(converter: GenerateAssignment) -> None:
    """Refuse a release that would go wrong, before anything is deleted.

    Raises:
        NbGraderException: after logging what is wrong and what to do.
    """
    course = converter.coursedir
    root = Path(course.root)
    for folder, notebooks in sorted(converter.assignments.items()):
        name = Path(folder).name
        wrong = []
        for notebook in sorted(notebooks):
            found = problems(_read(Path(notebook)), name)
            wrong += [f"{Path(notebook).relative_to(root)}: {problem}" for problem in found]
        if wrong:
            _refuse(converter, "Not released: mend this first.", wrong)
        release = Path(course.format_path(course.release_directory, ".", name))
        changed = [f"{path.relative_to(root)} ({why})" for path, why in unsaved_words(release, Path(folder))]
        if changed:
            _refuse(
                converter,
                f"Not released: it would delete words typed in {release.relative_to(root)}/. Move these "
                "files elsewhere to keep the words, or delete them, then run this again.",
                changed,
            )


def _refuse(converter: GenerateAssignment, message: str, reasons: list[str]) -> None:
    message = "\n  ".join([message, *reasons])
    converter.log.error(message)
    raise NbGraderException(message)


def unsaved_words(release: Path, source: Path) -> Iterator[tuple[Path, str]]:
    """Files of a release that hold something which a new release would not bring back, and why.

    Args:
        release: the assignment's folder in exercises/; needn't exist.
        source: its folder in solutions/.
    """
    for path in sorted(release.rglob("*")):
        if not path.is_file() or _IGNORED_FOLDERS.intersection(path.relative_to(release).parts):
            continue
        if path.suffix != ".ipynb":
            if not (source / path.relative_to(release)).exists():
                yield path, "is not in the source"
            continue
        try:
            nb = _read(path)
        except Exception:  # whatever nbformat raises: a file that can't be read may hold words all the same
            yield path, "can't be read as a notebook"
            continue
        if nb.metadata.get("mi_helpers", {}).get("seal") != seal(nb):
            yield path, "has changed since it was released"


def _read(path: Path) -> NotebookNode:
    nb: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return nb


def release_all(course: Path) -> bool:
    """Make exercises/ anew from solutions/, without a gradebook, one line of progress per assignment.

    Args:
        course: the folder with ``nbgrader_config.py``.

    Returns:
        Whether every assignment was released.
    """
    config = PyFileConfigLoader(CONFIG, path=str(course)).load_config()
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    directory = CourseDirectory(config=config)
    sources = Path(directory.format_path(directory.source_directory, ".", "."))
    names = sorted({path.parent.name for path in sources.glob("*/*.ipynb")})
    log = logging.getLogger("mi_helpers.release")
    log.setLevel(logging.ERROR)  # nbgrader's running commentary is for debugging
    failed = []
    for number, name in enumerate(names, start=1):
        start = time.perf_counter()
        directory.assignment_id = name
        try:
            GenerateAssignment(coursedir=directory, config=config, log=log).start()
        except NbGraderException:
            failed.append(name)
            outcome = "not released"
        else:
            outcome = f"done in {time.perf_counter() - start:.1f} s"
        print(f"[{number}/{len(names)}] {directory.release_directory}/{name} {outcome}", flush=True)
    if not names:
        print(f"There is no assignment in {sources.resolve()}.", file=sys.stderr)
    return bool(names) and not failed


def main() -> int:
    """Command line: release all assignments of the course around the working directory; exit status."""
    course = find_course(Path.cwd())
    if course is None:
        print(f"There is no {CONFIG} here or above: go to the course folder first.", file=sys.stderr)
        return 2
    return 0 if release_all(course) else 1


if __name__ == "__main__":
    sys.exit(main())
