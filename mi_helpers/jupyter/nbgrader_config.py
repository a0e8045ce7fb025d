"""Lets nbgrader find the course from any folder inside it, and says so clearly when it is started outside.

Installed as etc/jupyter/nbgrader_config.py of the environment, which nbgrader reads wherever it is started. A
Jupyter server with nbgrader's panels reads it too, and must start whatever the folder.
"""

import sys
from pathlib import Path

from mi_helpers.grading.course import CONFIG, find_course, wrong_folder

course = find_course(Path.cwd())
if course is not None:
    load_subconfig(CONFIG, path=str(course))  # type: ignore[name-defined]  # noqa: F821  (provided by traitlets)
elif refusal := wrong_folder(sys.argv, Path.cwd(), Path(__file__)):
    raise SystemExit(refusal)
