"""Marking without a kernel: by nbgrader's own command, with the marks of its own way, and nothing lost on the way."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from grading_class import ASSIGNMENTS, LESSON, STOCK, Class, filled, make_class, model_answers, released, various
from nbgrader.api import Assignment
from nbgrader.converters.base import NbGraderException

from mi_helpers import assess
from mi_helpers.bank import assignment_exercises
from mi_helpers.grading import autograde
from mi_helpers.grading.execution import Mark
from mi_helpers.grading.progress import Progress
from mi_helpers.response import EARNED
from mi_helpers.scorer import ScorerError

MI = Path(sys.executable).parent / "mi"


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Honest submissions of every assignment, marked by nbgrader's own command."""
    made = make_class(tmp_path_factory.mktemp("honest"))
    for number, assignment in enumerate(ASSIGNMENTS):
        made.hand_in("mixed", filled(various(number, assignment), assignment), assignment)
    made.hand_in("good", filled(model_answers()))
    made.hand_in("blank", released())
    assert "Graded: 3" in made.nbgrader("autograde", LESSON)
    for assignment in ASSIGNMENTS:
        if assignment != LESSON:
            assert "Graded: 1" in made.autograde(assignment)
    return made


@pytest.fixture(scope="module")
def ours(honest: Class) -> dict[str, dict[str, tuple[float | None, bool]]]:
    return everything(honest)


def everything(made: Class) -> dict[str, dict[str, tuple[float | None, bool]]]:
    found = {}
    for assignment in ASSIGNMENTS:
        found[f"mixed/{assignment}"] = made.marks("mixed", assignment)
    return found | {student: made.marks(student) for student in ("good", "blank")}


def test_marks_are_what_practice_says(honest: Class) -> None:
    replies = various(ASSIGNMENTS.index(LESSON))
    marks = honest.marks("mixed")
    for question, exercise in assignment_exercises(LESSON).items():
        judged = assess(replies[question], client=exercise.client, skill=exercise.skill, pushy=exercise.pushy)
        assert marks[f"{question}-grade"] == (EARNED[judged.rating], False)
    assert len({points for points, _ in marks.values()}) > 2  # a mixture: neither all nor nothing
    assert marks["reflection"] == (None, True)


def test_nothing_written_earns_nothing_and_needs_nobody(honest: Class) -> None:
    assert set(honest.marks("blank").values()) == {(0.0, False)}
    assert set(honest.comments("blank").values()) == {"No response."}
    assert set(honest.comments("good").values()) == {""}


def test_stock_execution_gives_the_same_marks(honest: Class, ours: dict, tmp_path: Path) -> None:
    """Every assignment, kernels and all; by the one switch in the configuration."""
    switched = make_class(tmp_path / "stock")
    config = switched.root / "nbgrader_config.py"
    ours_only = "c.Autograde.exporter_class"
    config.write_text(config.read_text(encoding="utf-8").replace(ours_only, f"# {ours_only}"), encoding="utf-8")
    (switched.root / "grading/submitted").symlink_to(honest.root / "grading/submitted")
    for assignment in ASSIGNMENTS:
        switched.stock(assignment)
    assert everything(switched) == ours
    cell = next(cell for cell in switched.autograded("good").cells if cell.source == 'grade("q1")')
    mine = next(cell for cell in honest.autograded("good").cells if cell.source == 'grade("q1")')
    assert cell.outputs[0].data == mine.outputs[0].data  # the same feedback, too


def test_mi_grade_gives_the_same_marks(honest: Class, ours: dict) -> None:
    for assignment in ASSIGNMENTS:
        summary = honest.grade(assignment, force=True)
        assert not summary.needs_a_look
    assert everything(honest) == ours


def test_the_marked_notebook_is_valid_and_the_instructors(honest: Class) -> None:
    nb = honest.autograded("good")
    nbformat.validate(nb)
    given = released()
    assert [cell.source for cell in nb.cells if not cell.metadata.get("nbgrader", {}).get("solution")] == [
        cell.source for cell in given.cells if not cell.metadata.get("nbgrader", {}).get("solution")
    ]
    assert nb.metadata.kernelspec == given.metadata.kernelspec


def test_what_is_marked_already_is_skipped_until_it_changes(honest: Class) -> None:
    assert honest.grade().skipped == 3
    honest.hand_in("blank", filled(model_answers()), timestamp="2026-01-06 12:00:00 UTC")
    summary = honest.grade()
    assert (summary.graded, summary.skipped) == (1, 2)
    assert honest.marks("blank")["q1-grade"] == (4.0, False)


def test_marks_given_by_hand_stay_and_are_looked_at_again(honest: Class) -> None:
    with honest.gradebook() as gradebook:
        grade = gradebook.find_grade("q1-grade", LESSON, LESSON, "good")
        grade.manual_score, grade.extra_credit = 2.5, 0.5
        gradebook.find_comment("q1", LESSON, LESSON, "good").manual_comment = "Nearly."
        gradebook.db.commit()
    honest.grade(force=True, student="good")
    with honest.gradebook() as gradebook:
        grade = gradebook.find_grade("q1-grade", LESSON, LESSON, "good")
        assert (grade.auto_score, grade.manual_score, grade.score, grade.needs_manual_grade) == (4.0, 2.5, 3.0, True)
        assert gradebook.find_comment("q1", LESSON, LESSON, "good").comment == "Nearly."


def test_formgraders_button(honest: Class) -> None:
    """What the button calls, in the server's process."""
    from grading_class import settings
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    config = settings(honest.root)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    result = api.autograde(LESSON, "good")
    assert result["success"], result
    assert "Graded: 1" in result["log"]


def test_late_penalties_are_nbgraders(honest: Class) -> None:
    import datetime

    honest.hand_in("late", filled(model_answers()), timestamp="2026-02-01 12:00:00 UTC")
    with honest.gradebook() as gradebook:
        gradebook.db.query(Assignment).filter_by(name=LESSON).one().duedate = datetime.datetime(2026, 1, 31)
        gradebook.db.commit()
    config = honest.root / "nbgrader_config.py"
    kept = config.read_text(encoding="utf-8")
    config.write_text(kept + "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n", encoding="utf-8")
    honest.grade()
    with honest.gradebook() as gradebook:
        submission = gradebook.find_submission(LESSON, "late")
        assert submission.late_submission_penalty == submission.score > 0
    config.write_text(kept, encoding="utf-8")


def test_an_assignment_that_is_not_there_says_what_to_do(honest: Class, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(NbGraderException, match="generate_assignment 02_nothing"):
        honest.grade("02_nothing")


def test_a_scorer_that_fails_is_nobodys_zero(honest: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(items: object) -> list:
        raise ScorerError("The trained scorer is damaged.")

    monkeypatch.setattr(autograde, "assess_many", broken)
    summary = honest.grade(force=True, student="good")
    assert "The trained scorer is damaged." in summary.lines()[1]
    assert honest.marks("good")["q2-grade"] == (None, True)
    assert "The trained scorer is damaged." in honest.comments("good")["q2"]


def test_one_reply_that_breaks_the_scorer_keeps_no_other_from_its_mark(
    honest: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = model_answers()["q3"]
    real = autograde.assess_many

    def broken(items: list) -> list:
        if any(item["response"] == bad for item in items):
            raise ZeroDivisionError("a mistake")
        return real(items)

    monkeypatch.setattr(autograde, "assess_many", broken)
    honest.grade(force=True, student="good")
    marks = honest.marks("good")
    assert marks["q3-grade"] == (None, True)
    assert marks["q2-grade"] == (4.0, False)
    assert "ZeroDivisionError" in honest.comments("good")["q3"]


def test_a_mark_that_is_no_number_is_for_a_human() -> None:
    from mi_helpers.grading.execution import _mark

    assert _mark(4.0, None, 4) == Mark(4.0)
    for value in (5.0, -1.0, "4.0", None, True, float("nan")):
        assert _mark(value, None, 4).points is None
    assert "NameError" in _mark(None, NameError("x"), 4).problem


def test_plain_lines_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []
    with Progress(3, autograde.logging.getLogger("x"), said.append) as progress:
        progress.advance(2)
        progress.advance(1)
    assert len(said) == 1
    assert said[0].startswith("3 of 3 submissions, ")
    assert "left" in said[0]
    assert capsys.readouterr().err == ""


def test_a_bar_on_a_terminal(honest: Class) -> None:
    import fcntl
    import pty
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    process = subprocess.Popen(
        [str(MI), "grade", LESSON, "--force"], cwd=honest.root, stderr=follower, stdout=subprocess.PIPE, text=True
    )
    os.close(follower)
    drawn = b""
    while True:
        try:
            piece = os.read(leader, 10_000)
        except OSError:
            break
        if not piece:
            break
        drawn += piece
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"/4 [" in drawn
    assert b"submissions/s" in drawn
    assert said.startswith("Graded: 4")


def test_killed_in_the_middle_it_goes_on(tmp_path: Path) -> None:
    made = make_class(tmp_path, assignments=[LESSON])
    students = [f"s{number:03}" for number in range(2 * autograde.BATCH + 8)]
    for number, student in enumerate(students):
        made.hand_in(student, filled(various(number)))
    process = subprocess.Popen([str(MI), "grade", LESSON], cwd=made.root, stdout=subprocess.DEVNULL)
    autograded = made.root / "grading/autograded"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and len(list(autograded.glob(f"*/{LESSON}/*.ipynb"))) < 40:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = len(list(autograded.glob(f"*/{LESSON}/*.ipynb")))
    assert 40 <= done < len(students)
    with sqlite3.connect(made.root / "grading/gradebook.db") as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    for path in autograded.glob(f"*/{LESSON}/*.ipynb"):  # whatever is there is whole, and in the gradebook
        nbformat.read(path, as_version=4)
        assert made.marks(path.parent.parent.name)["q1-grade"][0] is not None
    summary = made.grade()
    assert summary.skipped >= 40
    assert summary.graded + summary.skipped == len(students)
    with made.gradebook() as gradebook:
        rows = gradebook.submission_dicts(LESSON)
        assert len(rows) == len(students)
        assert all(
            len(made_nb.grades) == 9 for s in gradebook.assignment_submissions(LESSON) for made_nb in s.notebooks
        )


def test_a_locked_gradebook_is_waited_for(honest: Class) -> None:
    database = sqlite3.connect(honest.root / "grading/gradebook.db", isolation_level=None)
    database.execute("begin exclusive")
    process = subprocess.Popen(
        [str(MI), "grade", LESSON, "--force"], cwd=honest.root, stdout=subprocess.PIPE, text=True
    )
    time.sleep(6.5)  # longer than SQLite waits by itself
    assert process.poll() is None
    database.execute("rollback")
    database.close()
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Graded: " in said


def test_the_switch_is_there() -> None:
    assert STOCK.startswith("--Autograde.exporter_class=")  # also from the command line, for one run; see bench_grading
