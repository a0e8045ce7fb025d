"""A course from release to marks with nbgrader's own plain commands, and a class of four."""

import copy
import csv
import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from mi_helpers.bank import assignment_exercises
from mi_helpers.grading.course import CONFIG
from mi_helpers.response import STUB, reply_text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange needs Unix")

ROOT = Path(__file__).parent.parent
NBGRADER = Path(sys.executable).parent / "nbgrader"
LESSON = "01_righting_reflex"
NOTEBOOK = f"{LESSON}/{LESSON}.ipynb"
REFLECTION = "reflection"
MARKUP = "<script>alert('hi')</script> <img src=x onerror=alert(1)> \"quoted\" it's 😀 **bold** & `code`"


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def answer_cells(nb: NotebookNode) -> dict[str, NotebookNode]:
    """Cells that students fill in: responses by question, and the written reflection."""
    cells = {}
    for cell in nb.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            match = re.match(r"%%response (\w+)", cell.source)
            cells[match[1] if match else REFLECTION] = cell
    return cells


def answer(nb: NotebookNode, reply: Callable[[str], str], reflection: str) -> None:
    for question, cell in answer_cells(nb).items():
        cell.source = reflection if question == REFLECTION else f"%%response {question}\n{reply(question)}"


def model_answers() -> dict[str, str]:
    cells = answer_cells(read(ROOT / "solutions" / NOTEBOOK))
    return {q: reply_text(cell.source.split("\n", 1)[1]) for q, cell in cells.items()}


def good(nb: NotebookNode) -> None:
    answer(nb, model_answers().__getitem__, "I noticed how fast I want to fix things. <b>Next time</b> I wait.")


def weak(nb: NotebookNode) -> None:
    exercises = assignment_exercises(LESSON)
    kinds = [
        lambda e: e.pushy,
        lambda e: e.client,
        lambda e: "I understand.",
    ]
    replies = {q: kinds[n % 3](e) for n, (q, e) in enumerate(exercises.items())}
    answer(nb, replies.__getitem__, "Nothing in particular.")


def blank(nb: NotebookNode) -> None:
    """The release as it was fetched."""


def odd(nb: NotebookNode) -> None:
    """Markup and emoji everywhere, a copied cell, a deleted graded cell."""
    answer(nb, lambda question: MARKUP, MARKUP)
    first = answer_cells(nb)["q1"]
    duplicate = copy.deepcopy(first)
    duplicate["id"] = "a-copy"
    nb.cells.insert(nb.cells.index(first), duplicate)
    nb.cells.remove(next(cell for cell in nb.cells if cell.source == 'grade("q3")'))


STUDENTS = {"good": good, "weak": weak, "blank": blank, "odd": odd}


@dataclass
class Course:
    """A course folder, how to run nbgrader in it, and what each command said."""

    root: Path
    env: dict[str, str]
    said: dict[str, str] = field(default_factory=dict)

    def nbgrader(self, *args: str, cwd: Path | None = None) -> str:
        done = subprocess.run(
            [str(NBGRADER), *args],
            cwd=cwd or self.root,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, f"nbgrader {' '.join(args)}:\n{said}"
        assert "Traceback" not in said
        self.said[args[0]] = said
        return said

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.root / 'grading' / 'gradebook.db'}")

    def feedback(self, student: str) -> str:
        return (self.root / f"grading/feedback/{student}/{LESSON}/{LESSON}.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course after a whole round, each command as an instructor or a student types it."""
    base = tmp_path_factory.mktemp("graded")
    root = base / "course"
    root.mkdir()
    shutil.copy(ROOT / CONFIG, root)
    for folder in ("solutions", "exercises"):  # as in a fresh clone, where exercises/ is there already
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    env = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "NBGRADER"))}
    env |= {"HOME": str(base / "home"), "IPYTHONDIR": str(base / "home/ipython"), "PATH": "/usr/bin:/bin"}
    made = Course(root, env)
    made.nbgrader("generate_assignment", LESSON)
    made.nbgrader("validate", f"exercises/{NOTEBOOK}")
    made.nbgrader("release_assignment", LESSON)
    made.nbgrader("fetch_assignment", LESSON)
    fetched = (root / NOTEBOOK).read_bytes()
    for student, fill_in in STUDENTS.items():
        (root / NOTEBOOK).write_bytes(fetched)
        nb = read(root / NOTEBOOK)
        fill_in(nb)
        nbformat.write(nb, root / NOTEBOOK)
        made.nbgrader("submit", LESSON, "--student", student)  # all are the same Unix user here
    made.nbgrader("collect", LESSON)
    made.nbgrader("autograde", LESSON)
    made.nbgrader("generate_feedback", LESSON)
    made.nbgrader("release_feedback", LESSON)
    made.nbgrader("fetch_feedback", LESSON)
    made.nbgrader("export")
    return made


def test_the_release_is_the_committed_one(course: Course) -> None:
    assert (course.root / "exercises" / NOTEBOOK).read_bytes() == (ROOT / "exercises" / NOTEBOOK).read_bytes()
    assert (course.root / "grading/gradebook.db").exists()
    assert (course.root / "grading").stat().st_mode & 0o077 == 0  # nobody else's business


def test_validate_does_not_call_a_start_a_failure(course: Course) -> None:
    said = " ".join(course.said["validate"].split())
    assert "do not have full points yet" in said
    assert "VALIDATION FAILED" not in said


def test_marks(course: Course) -> None:
    with course.gradebook() as gradebook:
        full = gradebook.find_notebook(LESSON, LESSON).max_code_score
        got = {s: gradebook.find_submission_notebook(LESSON, LESSON, s).code_score for s in STUDENTS}
        questions = len(assignment_exercises(LESSON))
        for student in STUDENTS:
            grades = gradebook.find_submission_notebook(LESSON, LESSON, student).grades
            automatic = [grade for grade in grades if grade.cell.cell_type == "code"]
            assert len(automatic) == questions
            assert all(grade.auto_score is not None for grade in automatic)
            assert sum(grade.max_score for grade in automatic) == full
    assert got["good"] == full
    assert 0 < got["weak"] <= full / 4
    assert got["blank"] == 0
    assert got["odd"] <= full / 4


def test_the_reflection_waits_for_a_human(course: Course) -> None:
    with course.gradebook() as gradebook:
        for student in STUDENTS:
            grade = gradebook.find_grade(REFLECTION, LESSON, LESSON, student)
            untouched = student == "blank"
            assert grade.needs_manual_grade is not untouched
            assert grade.auto_score == (0 if untouched else None)
            assert grade.max_score > 0


def test_the_exported_csv_agrees_with_the_gradebook(course: Course) -> None:
    with (course.root / "grading/grades.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(STUDENTS)
    with course.gradebook() as gradebook:
        for student, row in rows.items():
            submission = gradebook.find_submission(LESSON, student)
            assert row["assignment"] == LESSON
            assert float(row["score"]) == submission.score
            assert float(row["max_score"]) == submission.max_score


def test_feedback_shows_the_students_own_words_escaped(course: Course) -> None:
    page = course.feedback("odd")
    assert "&lt;script&gt;alert(" in page
    assert "<script>alert(" not in page
    assert "<img src=x" not in page
    assert "😀" in page
    assert ".highlight pre, .text_cell_render pre { white-space: pre-wrap;" in page  # a long reply is not cut off
    weak_words = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", course.feedback("weak"))))
    assert re.sub(r"\s+", " ", assignment_exercises(LESSON)["q1"].pushy) in weak_words


def test_feedback_gives_no_model_answer_away(course: Course) -> None:
    lines = [line for text in model_answers().values() for line in text.splitlines() if len(line) > 20]
    assert len(lines) > len(assignment_exercises(LESSON))
    for student in ("weak", "blank", "odd"):
        page = html.unescape(re.sub(r"<[^>]+>", "", course.feedback(student)))
        assert not [line for line in lines if line in page]
        assert "BEGIN SOLUTION" not in page


def test_feedback_loads_nothing_from_the_internet(course: Course) -> None:
    for student in STUDENTS:
        assert not re.findall(r"""(?:src|href)=["']?https?:|@import|url\(["']?https?:""", course.feedback(student))


def test_feedback_reaches_the_student(course: Course) -> None:
    assert len(list((course.root / LESSON / "feedback").rglob("*.html"))) == len(STUDENTS)


def test_a_blank_cell_gets_a_friendly_word(course: Course) -> None:
    assert STUB in course.feedback("blank")
    assert "Nothing written for q1 yet" in course.feedback("blank")


def test_started_outside_the_course_nbgrader_says_where_to_go(course: Course, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(NBGRADER), "autograde", LESSON],
        cwd=tmp_path,
        env=course.env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert f"nbgrader autograde: {tmp_path} is not in the course" in done.stderr
    assert "Go to the course folder first" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_fresh_course_has_an_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else Formgrader, opened first, says that it "could not be created", and has no buttons for it."""
    shutil.copy(ROOT / CONFIG, tmp_path)
    monkeypatch.setenv("PATH", os.environ["PATH"])  # the configuration adds to it
    monkeypatch.delenv("NBGRADER_EXCHANGE", raising=False)
    config = PyFileConfigLoader(CONFIG, str(tmp_path)).load_config()
    assert NbGraderAPI(CourseDirectory(config=config), config=config).exchange_is_functional
    assert (tmp_path / "grading").stat().st_mode & 0o077 == 0


def test_the_exchange_can_be_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(ROOT / CONFIG, tmp_path)
    monkeypatch.setenv("PATH", os.environ["PATH"])  # the configuration adds to it
    monkeypatch.delenv("NBGRADER_EXCHANGE", raising=False)
    assert PyFileConfigLoader(CONFIG, str(tmp_path)).load_config().Exchange.root == str(tmp_path / "grading/exchange")
    monkeypatch.setenv("NBGRADER_EXCHANGE", "/srv/exchange")
    assert PyFileConfigLoader(CONFIG, str(tmp_path)).load_config().Exchange.root == "/srv/exchange"


def test_a_library_that_is_not_installed_is_named(course: Course, tmp_path: Path) -> None:
    """As when somebody uses the nbgrader of another environment."""
    (tmp_path / "mi_helpers.py").write_text("", encoding="utf-8")
    env = course.env | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [str(NBGRADER), "autograde", LESSON],
        cwd=course.root,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "python run.py instructor" in done.stderr


def test_new_submissions_and_manual_marks_need_no_flags(course: Course) -> None:
    """Handing in again, grading by hand, the same commands once more. Changes the course: keep it last."""
    nb = read(course.root / "exercises" / NOTEBOOK)
    good(nb)
    nbformat.write(nb, course.root / NOTEBOOK)
    course.nbgrader("submit", LESSON, "--student", "blank", cwd=course.root)
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(REFLECTION, LESSON, LESSON, "good")
        grade.manual_score, grade.needs_manual_grade = grade.max_score - 1, False
        gradebook.find_comment(REFLECTION, LESSON, LESSON, "good").manual_comment = "Say more about the urge."
        gradebook.db.commit()
        by_hand = grade.max_score - 1
    subfolder = course.root / "solutions"  # any folder of the course will do
    course.nbgrader("collect", LESSON, cwd=subfolder)
    course.nbgrader("autograde", LESSON, cwd=subfolder)
    course.nbgrader("generate_feedback", LESSON, cwd=subfolder)
    with course.gradebook() as gradebook:
        full = gradebook.find_notebook(LESSON, LESSON).max_code_score
        assert gradebook.find_submission_notebook(LESSON, LESSON, "blank").code_score == full
        assert gradebook.find_submission(LESSON, "good").score == full + by_hand
    assert "Say more about the urge." in course.feedback("good")
    assert not (subfolder / "grading").exists()
