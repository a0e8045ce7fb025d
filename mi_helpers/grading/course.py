"""Finds the course folder, wherever in it (or out of it) nbgrader is started. Doesn't import nbgrader."""

from collections.abc import Sequence
from pathlib import Path

from jupyter_core.paths import jupyter_config_path

CONFIG = "nbgrader_config.py"
"""The file that makes a folder a course."""

# Started outside a course, these would fail with a misleading message, or begin a new gradebook there.
_NEED_A_COURSE = {
    "assign",
    "autograde",
    "collect",
    "db",
    "export",
    "feedback",
    "fetch",
    "fetch_assignment",
    "fetch_feedback",
    "generate_assignment",
    "generate_feedback",
    "generate_solution",
    "list",
    "release",
    "release_assignment",
    "release_feedback",
    "submit",
    "zip_collect",
}


def find_course(start: Path) -> Path | None:
    """The nearest folder, from ``start`` upwards, that holds an ``nbgrader_config.py``, or None."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / CONFIG).is_file()), None)


def is_nbgrader(argv: Sequence[str]) -> bool:
    """Whether this process is the ``nbgrader`` command, not a server that reads its configuration."""
    program = Path(argv[0]) if argv else Path()
    return program.stem == "nbgrader" or program.parent.name == "nbgrader"  # the latter: python -m nbgrader


def wrong_folder(argv: Sequence[str], cwd: Path, own_config: Path) -> str | None:
    """What to tell somebody who started nbgrader outside the course, or None if they may go on.

    Args:
        argv: the command line, program first.
        cwd: the working directory; no folder from here upwards holds a course.
        own_config: the configuration file that asks. Another one on Jupyter's configuration path means that
            somebody has arranged nbgrader their own way, such as on a hub.
    """
    if not is_nbgrader(argv) or len(argv) < 2 or argv[1] not in _NEED_A_COURSE:
        return None
    if any(arg.startswith(("--course-dir", "--CourseDirectory.root")) for arg in argv):
        return None
    configs = [Path(folder) / CONFIG for folder in jupyter_config_path()]
    if any(config.is_file() and config.resolve() != own_config.resolve() for config in configs):
        return None
    return (
        f"nbgrader {argv[1]}: {cwd} is not in the course: there is no {CONFIG} here or in a folder above.\n"
        "Go to the course folder first (cd path/to/the/course; it holds solutions/ and exercises/), then run "
        "the command again."
    )
