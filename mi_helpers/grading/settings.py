"""The course's nbgrader settings, for commands that are not nbgrader's own."""

import logging
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from mi_helpers.grading.course import CONFIG, find_course


def load_settings(start: Path) -> tuple[CourseDirectory, Config]:
    """Read the settings of the course around a folder.

    Args:
        start: a folder of the course.

    Raises:
        FileNotFoundError: it is in no course; the message says what to do.
    """
    course = find_course(start)
    if course is None:
        raise FileNotFoundError(f"There is no {CONFIG} in {start} or above: go to the course folder first.")
    config = PyFileConfigLoader(CONFIG, path=str(course)).load_config()
    return CourseDirectory(config=config, log=quiet_log()), config


def quiet_log() -> logging.Logger:
    """A log for nbgrader's parts that leaves out their running commentary."""
    log = logging.getLogger("mi_helpers.grading")
    if not log.handlers:
        log.addHandler(logging.StreamHandler())
        log.propagate = False
    log.setLevel(logging.WARNING)
    return log
