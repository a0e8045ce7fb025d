"""A conversation handed in with an assignment: one mark for the student, `mi grade`, nbgrader's command and stock."""

from pathlib import Path

import pytest
from grading_class import ASSIGNMENTS, STOCK, Class, answer_cells, filled, make_class, model_answers, released

from mi_helpers.bank import Exercise, assignment_questions
from mi_helpers.cli import main
from mi_helpers.conversation.submission import score_submission
from mi_helpers.grading.report import class_report
from mi_helpers.response import STUB, grade, open_assignment, reply_text, response

LESSON = next(
    name for name in ASSIGNMENTS if not all(isinstance(t, Exercise) for t in assignment_questions(name).values())
)
ANSWERS = model_answers(LESSON)
QUESTION = next(q for q, task in assignment_questions(LESSON).items() if not isinstance(task, Exercise))
CELL = f"{QUESTION}-grade"

PUSHY = (
    "You should really stop.", "Have you tried just taking them?", "If you go on like this, you'll regret it.",
    "You need to think of your family.", "Everybody knows that it's bad for you.", "That's only an excuse.",
)  # fmt: skip
MARKUP = "<script>window.ran=1</script><img src=x onerror='window.ran=2'> ${x}$ __import__('os').system('touch ran')"
HEAD = "client: kofi\nseed: 4\n\n"
HANDED_IN = {
    "model": ANSWERS[QUESTION],
    "pushy": HEAD + "".join(f"You: {words}\n" for words in PUSHY),
    "markup": HEAD + f"You: {MARKUP}\n" * 12,
    "cut": "\n".join(ANSWERS[QUESTION].splitlines()[:6]),
    "empty": "",
    "stub": STUB,
    "only his words": HEAD + "Kofi: It is two a day.\nKofi: I leave them.\n",
    "no head": "You: It's hard.\nYou: What is it like?\n",
    "too long": HEAD + "You: " + "so on " * 17_000,
    "no text": "x" * 100_000,
    "forged": '{"version": 1, "client": "kofi", "seed": 4, "points": 8, "ending": "own step", "words": "8 of 8"}',
}
UNREADABLE = {"only his words", "no head", "too long", "no text", "forged"}
ZERO = UNREADABLE | {"empty", "stub", "markup", "pushy"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Class:
    made = make_class(tmp_path_factory.mktemp("conversation"), assignments=[LESSON])
    for student, text in HANDED_IN.items():
        made.hand_in(student, filled({**ANSWERS, QUESTION: text}, LESSON), LESSON)
    return made


@pytest.fixture(scope="module")
def marks(made: Class) -> dict[str, float | None]:
    made.summary = made.grade(LESSON)  # type: ignore[attr-defined]
    return {student: made.marks(student, LESSON)[CELL][0] for student in HANDED_IN}


def test_marks(marks: dict[str, float | None]) -> None:
    assert marks["model"] == score_submission(ANSWERS[QUESTION]).points >= 7
    assert {student for student, points in marks.items() if points == 0} == ZERO
    assert 0 < marks["cut"] < 4


def test_nobody_waits_and_the_unreadable_are_named(made: Class, marks: dict[str, float | None]) -> None:
    summary = made.summary  # type: ignore[attr-defined]
    assert summary.needs_a_look == summary.failed == {}
    assert set(summary.oddities) == UNREADABLE
    for student in HANDED_IN:
        assert made.marks(student, LESSON)[CELL] == (marks[student], False)
        comment = made.comments(student, LESSON)[QUESTION]
        assert ("can't be read" in comment) == (student in UNREADABLE), comment
    assert not list(made.root.rglob("ran"))


def test_a_student_gets_the_same_mark_at_once(
    marks: dict[str, float | None], capsys: pytest.CaptureFixture[str]
) -> None:
    open_assignment(LESSON)
    for student, text in HANDED_IN.items():
        response(QUESTION, text)
        assert grade(QUESTION) == marks[student], student
        shown = capsys.readouterr().out
        if student == "model":
            assert "Read: your conversation with Kofi" in shown
            assert f"{marks[student]:g} of 8 points" in shown
        elif student in UNREADABLE:
            assert "be read, so it earns nothing yet" in shown
        elif student in ("empty", "stub"):
            assert f"Nothing written for {QUESTION} yet. Paste your conversation" in shown


def test_nbgraders_command_and_stock_give_the_same_marks(made: Class, marks: dict[str, float | None]) -> None:
    for student, options in (("model", []), ("model", [STOCK]), ("cut", [STOCK])):
        made.nbgrader("autograde", LESSON, "--student", student, "--force", *options)
        assert made.marks(student, LESSON)[CELL][0] == marks[student]
        made.grade(LESSON, student=student, force=True)


def test_feedback_pages_say_how_the_mark_came_about(made: Class, marks: dict[str, float | None]) -> None:
    made.nbgrader("generate_feedback", LESSON)
    pages = {s: (made.root / f"grading/feedback/{s}/{LESSON}/{LESSON}.html").read_text("utf-8") for s in HANDED_IN}
    assert "Read: your conversation with Kofi, 22 turns." in pages["model"]
    assert "Engaging: 2 of 2." in pages["model"]
    assert "Copy to hand in" in pages["no head"]
    for page in pages.values():
        assert "<script>window.ran" not in page
        assert "<img src=x" not in page
        assert "Marking scheme" not in page


def test_the_class_report_counts_conversations(made: Class, marks: dict[str, float | None], tmp_path: Path) -> None:
    report = class_report(made.root)
    [row] = [row for row in report.skills if row.skill == "conversation"]
    assert row.replies == len(HANDED_IN)
    assert row.mean == pytest.approx(sum(marks.values()) / len(marks) / 8)
    assert "conversation" in report.to_text()
    assert all(path.exists() for path in report.write(tmp_path))


def test_mi_grade(made: Class, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(made.root)
    assert main(["grade", LESSON, "--force"]) == 0
    assert f"Graded: {len(HANDED_IN)}" in capsys.readouterr().out


def test_the_release_holds_no_conversation() -> None:
    assert reply_text(answer_cells(released(LESSON))[QUESTION].source.split("\n", 1)[1]) == ""
