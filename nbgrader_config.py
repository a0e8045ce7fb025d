"""nbgrader's settings for this course, read in the course folder and in the folders below it.

The commands, in order, are in README.md, "For instructors".
"""

import contextlib
import os
import sys
import warnings
from pathlib import Path

try:
    import nbgrader
    from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
    from nbgrader import preprocessors as stock
    from nbgrader.converters import Autograde

    import mi_helpers.grading
    from mi_helpers.grading.autograde import SubmissionExporter
    from mi_helpers.grading.collect import SafeCollect, SafeCollector, SafeExtractor
    from mi_helpers.grading.release import RELEASE_STEPS
    from mi_helpers.grading.submissions import (
        CardOnce,
        DropCopies,
        HideTests,
        ModelAnswers,
        SaveMarks,
        ShowMarkup,
        ShowProse,
    )
    from mi_helpers.response import STUB
except ImportError as error:
    message = (
        f"{__file__}: this nbgrader can't use the course ({error}).\n"
        "Run `python run.py instructor` in the course folder, then use the nbgrader in its .venv."
    )
    # Ends the command, but not a Jupyter server that reads this file.
    raise (SystemExit(message) if Path(sys.argv[0]).stem == "nbgrader" else ImportError(message)) from error

COURSE = Path(__file__).resolve().parent
GRADING = COURSE / "grading"  # students' work and marks: not in git, and for nobody else on this machine
with contextlib.suppress(PermissionError):  # a read-only course is enough to fetch and submit
    GRADING.mkdir(mode=0o700, exist_ok=True)
    # Without its folder Formgrader calls the exchange broken and hides its buttons. As open as nbgrader wants it;
    # whoever may not enter grading/ doesn't get there all the same.
    if not (GRADING / "exchange").exists():
        (GRADING / "exchange").mkdir()
        (GRADING / "exchange").chmod(0o777)

# nbgrader runs `alembic` from the PATH to create the gradebook; else it leaves a broken one behind.
venv_bin = str(Path(sys.executable).parent)
if venv_bin not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join([venv_bin, os.environ.get("PATH", "")])

warnings.filterwarnings("ignore", message="Object of type <Submitted")  # nbgrader's own; nothing is lost

c = get_config()  # type: ignore[name-defined]  # noqa: F821  (nbgrader provides it)

# Where things are
c.CourseDirectory.course_id = "motivational_interviewing"
c.CourseDirectory.root = str(COURSE)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
c.CourseDirectory.solution_directory = "grading/solution"
c.CourseDirectory.source_with_tests_directory = "grading/source_with_tests"
# The timeout (seconds) is for a gradebook that another command or formgrader is writing to.
# On PostgreSQL instead: "postgresql+psycopg://user:password@host/gradebook", after `pip install "psycopg[binary]"`.
c.CourseDirectory.db_url = f"sqlite:///{GRADING / 'gradebook.db'}?timeout=60"
c.ExportPlugin.to = str(GRADING / "grades.csv")

# The exchange: a folder through which assignments, submissions and feedback travel. Where students have their
# own accounts on this machine, set NBGRADER_EXCHANGE to a folder that all can reach, or name it here.
c.Exchange.root = os.environ.get("NBGRADER_EXCHANGE") or str(GRADING / "exchange")
c.ExchangeReleaseAssignment.force = True  # releasing again replaces the copy in the exchange
c.ExchangeCollect.update = True  # collecting again takes newer submissions
c.ExchangeFactory.collect = SafeCollect  # follows no link, takes only a student's own files, and not too much

# Instead of an exchange: put the files that your learning platform gives you into
# grading/downloaded/ASSIGNMENT/archive/ and run `nbgrader zip_collect ASSIGNMENT`. This reads a name such as
# ada_01_righting_reflex.ipynb or lovelaceada_123_456_01_righting_reflex-1.ipynb; adapt it to your platform.
c.ZipCollectApp.downloaded_directory = "grading/downloaded"
c.FileNameCollectorPlugin.named_regexp = r".*/(?P<student_id>[^/_.][^/_]*)_(?:[^/]*_)?(?P<file_id>\d\d_[a-z_]+)[^/]*$"
c.ZipCollectApp.extractor_plugin = SafeExtractor
c.ZipCollectApp.collector_plugin = SafeCollector
c.ZipCollectApp.force = True  # collecting again takes what was added since; the downloaded files stay

# Release: solutions/ to exercises/
c.GenerateAssignment.exporter_class = "mi_helpers.grading.release.ReleaseExporter"  # never deletes typed words
c.GenerateAssignment.force = True  # exercises/ is committed: nbgrader would skip what is there
c.GenerateAssignment.preprocessors = RELEASE_STEPS
c.ClearSolutions.code_stub = {"python": STUB}
c.ClearSolutions.text_stub = "*Write your answer here, in place of this line.*"

# Validate: nbgrader's own words call partial credit a failure
c.Validator.failed_warning = (
    "{num_failed} graded cell(s) do not have full points yet; they are listed below. This is no error: "
    "run them in JupyterLab to see feedback and try again, or submit as it is."
)

# Autograde: a submission is data. Only the text of its answer cells is read, and nothing of it is run. Without the next
# line nbgrader runs each student's notebook in a kernel, as it usually does; the settings below it are for that.
c.Autograde.exporter_class = SubmissionExporter
c.Autograde.sanitize_preprocessors = [
    stock.ClearOutput,
    DropCopies,
    stock.OverwriteKernelspec,
    stock.OverwriteCells,
    stock.CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    SaveMarks if step is stock.SaveAutoGrades else step
    for step in Autograde.class_traits()["autograde_preprocessors"].default()
]
c.OverwriteCells.add_missing_cells = True  # a deleted graded cell comes back instead of keeping an old mark

# Feedback
c.ModelAnswers.enabled = False  # True: feedback pages show the answers of solutions/ beside the student's
c.GenerateFeedback.force = True  # feedback is made anew after manual grading, without --force
c.GenerateFeedback.preprocessors = [
    stock.GetGrades,
    HideTests,
    CardOnce,
    ShowMarkup,
    ModelAnswers,
    CSSHTMLHeaderPreprocessor,
    ShowProse,
]
# Ours stands before nbgrader's own, so that the page loads nothing from the internet.
c.HTMLExporter.extra_template_basedirs = [
    str(Path(mi_helpers.grading.__file__).parent / "templates"),
    str(Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"),
]
