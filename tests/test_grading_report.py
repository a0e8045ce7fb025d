"""What the class report and the exports say of a class whose marks are known."""

import csv
import io
from pathlib import Path
from typing import get_args

import nbformat
import numpy as np
import pytest
from grading_class import LESSON, ROOT, Class, filled, make_class, model_answers, various

from mi_helpers.bank import assignment_exercises
from mi_helpers.cli import main
from mi_helpers.grading.lms import export_marks
from mi_helpers.grading.report import ClassReport, class_report, correlation, weighted_kappa
from mi_helpers.reasons import READ, roadblock_title
from mi_helpers.scorer.rubric import PlainReason

NUMBER = 12


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Class:
    made = make_class(tmp_path_factory.mktemp("report"), assignments=[LESSON])
    for number in range(NUMBER):
        made.hand_in(f"s{number:02}", filled(various(number)))
    made.hand_in("best", filled(model_answers()))
    made.hand_in("worst", filled({q: e.pushy for q, e in assignment_exercises(LESSON).items()}))
    made.hand_in("broken", b"nothing")
    made.grade()
    with made.gradebook() as gradebook:
        gradebook.update_or_create_student("best", first_name="Ada", last_name="O'Hara, Jr. <b>", email="a@b.org")
        gradebook.update_or_create_student("best", lms_user_id="4711")
        gradebook.update_or_create_student("absent")
        for number in range(NUMBER):
            grade = gradebook.find_grade("q1-grade", LESSON, LESSON, f"s{number:02}")
            grade.manual_score, grade.needs_manual_grade = min(4, grade.auto_score + number % 2), False
        for student in ("best", "worst"):
            grade = gradebook.find_grade("reflection", LESSON, LESSON, student)
            grade.manual_score, grade.needs_manual_grade = 6, False
        gradebook.db.commit()
    return made


@pytest.fixture(scope="module")
def report(made: Class) -> ClassReport:
    return class_report(made.root)


def test_items(made: Class, report: ClassReport) -> None:
    students = [*(f"s{number:02}" for number in range(NUMBER)), "best", "worst"]
    table = np.zeros((len(students), 8))
    with made.gradebook() as gradebook:
        for row, student in enumerate(students):
            for column in range(8):
                table[row, column] = gradebook.find_grade(f"q{column + 1}-grade", LESSON, LESSON, student).score
    assert [item.question for item in report.items] == [f"q{number}" for number in range(1, 9)]
    for column, item in enumerate(report.items):
        assert (item.assignment, item.skill, item.marks) == (LESSON, "reflection", len(students))
        assert item.difficulty == pytest.approx(table[:, column].mean() / 4)
        assert item.passed == pytest.approx((table[:, column] >= 3).mean())
        rest = np.delete(table, column, axis=1).sum(axis=1)
        assert item.discrimination == pytest.approx(np.corrcoef(table[:, column], rest)[0, 1])


def test_skills(report: ClassReport) -> None:
    (row,) = report.skills
    assert (row.skill, row.replies) == ("reflection", 8 * (NUMBER + 2))
    assert row.mean == pytest.approx(sum(item.difficulty for item in report.items) / 8)


def test_roadblocks(report: ClassReport) -> None:
    assert report.roadblocks
    assert list(report.roadblocks) == sorted(report.roadblocks, key=lambda row: -row.replies)
    assert all(0 < row.share <= 1 for row in report.roadblocks)
    assert all(row.title[0].isupper() for row in report.roadblocks)  # what people read, not a rule's id
    assert {row.title for row in report.roadblocks} & {"Advice", "Advising", "Giving advice"} or report.roadblocks[
        0
    ].title


def test_no_roadblock_is_called_by_its_id() -> None:
    for rule in get_args(PlainReason):
        assert "_" not in roadblock_title(rule)
    assert roadblock_title(READ + "parrot") == roadblock_title("parrot") == "The client's words said back"


def test_who_may_need_a_word(report: ClassReport) -> None:
    why = {row.student: row.why for row in report.attention}
    assert why["broken"] == "8 replies wait for a mark by hand"
    assert why["absent"] == f"handed in nothing of {LESSON}"
    assert why["worst"].startswith("earns 0% of the points") or why["worst"].startswith("earns ")
    assert "best" not in why


def test_agreement(made: Class, report: ClassReport) -> None:
    assert report.agreement.overridden == NUMBER == len(report.pairs)
    assert report.agreement.marks == 8 * (NUMBER + 2)
    assert report.agreement.within_one == 1
    assert report.agreement.difference == pytest.approx(np.mean([given - auto for auto, given in report.pairs]))
    assert 0 < report.agreement.same < 1


def test_statistics_by_hand() -> None:
    assert correlation([0, 1] * 5, [0, 1] * 5) == pytest.approx(1)
    assert correlation([0, 1] * 5, [1, 0] * 5) == pytest.approx(-1)
    assert correlation([0, 1], [0, 1]) is None  # too few
    assert correlation([1] * 10, list(range(10))) is None  # no variation
    assert weighted_kappa([(n % 5, n % 5) for n in range(10)]) == pytest.approx(1)
    assert weighted_kappa([(2.0, 2.0)] * 10) is None
    # Two raters, the textbook formula: 1 - sum(w * observed) / sum(w * expected)
    pairs = [(0, 0), (0, 1), (1, 1), (2, 2), (2, 1), (3, 3), (4, 3), (4, 4), (1, 0), (3, 4)]
    observed = np.zeros((5, 5))
    for one, other in pairs:
        observed[one, other] += 1 / len(pairs)
    weights = np.subtract.outer(np.arange(5), np.arange(5)) ** 2
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0))
    assert weighted_kappa(pairs) == pytest.approx(1 - (weights * observed).sum() / (weights * expected).sum())


def test_the_command(made: Class, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made.root)
    assert main(["report"]) == 0
    said = capsys.readouterr().out
    assert f"{NUMBER + 3} students have handed in." in said
    assert "handed in nothing of" in said
    folder = made.root / "grading/report"
    assert {path.name for path in folder.iterdir()} == {
        "skills.csv", "items.csv", "roadblocks.csv", "attention.csv", "agreement.csv", "report.png",
    }  # fmt: skip
    with (folder / "items.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["question"] for row in rows] == [f"q{number}" for number in range(1, 9)]
    assert (folder / "report.png").read_bytes().startswith(b"\x89PNG")
    assert main(["report", "09_nothing"]) == 2
    assert "Nothing has been marked yet" in capsys.readouterr().err


def test_in_a_notebook(made: Class, report: ClassReport, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = report._repr_html_()
    assert "O&#x27;Hara" not in shown  # the best needs no word
    assert "<table>" in shown
    assert "<script" not in shown
    monkeypatch.chdir(made.root)
    nb = nbformat.read(ROOT / "instructor/class_report.ipynb", as_version=4)
    nbformat.validate(nb)
    names: dict[str, object] = {}
    for cell in nb.cells:
        if cell.cell_type == "code":
            assert not cell.outputs
            exec(cell.source, names)
    assert "report.plots()" in [cell.source for cell in nb.cells]  # a bare Figure shows as its name
    assert "currentColor" in report.plots().data
    assert isinstance(names["report"], ClassReport)
    assert (made.root / "grading/report/skills.csv").exists()


def rows(path: Path, encoding: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding=encoding))))


def test_canvas(made: Class) -> None:
    done = export_marks(made.root, "canvas")
    assert done.path == made.root / "grading/canvas.csv"
    assert ("broken", LESSON) in done.incomplete
    table = rows(done.path, "utf-8-sig")
    assert list(table[0]) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", LESSON]
    assert (table[0]["Student"], table[0][LESSON]) == ("    Points Possible", "40")
    marks = {row["SIS Login ID"]: row for row in table[1:]}
    assert marks["best"]["Student"] == "O'Hara, Jr. <b>, Ada"
    assert (marks["best"]["ID"], marks["best"][LESSON]) == ("4711", "38")
    assert marks["absent"][LESSON] == marks["broken"][LESSON] == marks["s01"][LESSON] == ""  # not marked to the end


def test_moodle(made: Class, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made.root)
    assert main(["export", "--lms", "moodle", "--incomplete", "--to", "m.csv"]) == 0
    assert "Not marked to the end by a person" in capsys.readouterr().out
    marks = {row["Username"]: row for row in rows(Path("m.csv"), "utf-8")}
    assert list(marks["best"]) == ["First name", "Last name", "ID number", "Username", "Email address", LESSON]
    assert (marks["best"]["Email address"], marks["best"]["ID number"], marks["best"][LESSON]) == (
        "a@b.org",
        "4711",
        "38",
    )
    assert float(marks["s01"][LESSON]) > 0
    assert marks["absent"][LESSON] == ""
    Path("m.csv").unlink()
    assert main(["export", "--lms", "moodle", "09_nothing"]) == 2
    assert "09_nothing" in capsys.readouterr().err


def test_nbgraders_own_export(made: Class) -> None:
    made.nbgrader("export")
    table = {row["student_id"]: row for row in rows(made.root / "grading/grades.csv", "utf-8")}
    assert float(table["worst"]["score"]) >= 6
