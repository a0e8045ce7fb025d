import pytest
from IPython.testing.globalipapp import start_ipython

from mi_helpers import assess
from mi_helpers import response as module
from mi_helpers.bank import BankError, assignment_exercises
from mi_helpers.response import EARNED, POINTS, STUB, grade, open_assignment, reply_text

LESSON = "01_righting_reflex"


@pytest.fixture(scope="module")
def shell():
    shell = start_ipython()
    module.load_ipython_extension(shell)
    return shell


@pytest.fixture
def shown(monkeypatch):
    """What the student sees, as plain text."""
    texts = []
    monkeypatch.setattr(module, "display", lambda bundle, raw: texts.append(bundle["text/plain"]))
    monkeypatch.setattr(module, "_open", None)
    return texts


def best(question):
    exercise = assignment_exercises(LESSON)[question]
    scored = {e.text: assess(e.text, client=exercise.client, pushy=exercise.pushy).score for e in exercise.examples}
    return max(scored, key=scored.get)


def test_a_reply_gets_feedback_and_points(shell, shown):
    open_assignment(LESSON)
    shell.run_cell_magic("response", "q1", best("q1"))
    assert "Level" in shown[-1]
    assert grade("q1") == 4.0
    assert "4 of 4 points" in shown[-1]


def test_points_are_builtin_floats_in_range(shell, shown):
    open_assignment(LESSON)
    for question, exercise in assignment_exercises(LESSON).items():
        for example in exercise.examples:
            shell.run_cell_magic("response", question, example.text)
            points = grade(question)
            assert type(points) is float
            assert 0.0 <= points <= POINTS


def test_better_ratings_earn_no_less():
    earned = [EARNED[rating] for rating in range(1, 6)]
    assert earned == sorted(earned)
    assert earned[0] == 0
    assert earned[-1] == POINTS


def test_the_pushy_reply_earns_nothing(shell, shown):
    open_assignment(LESSON)
    for question, exercise in assignment_exercises(LESSON).items():
        shell.run_cell_magic("response", question, exercise.pushy)
        assert grade(question) == 0.0


@pytest.mark.parametrize("blank", ["", "  \n", STUB, STUB + "\n\n", "### BEGIN SOLUTION\n### END SOLUTION\n"])
def test_what_is_not_written_earns_nothing_and_is_told_so(shell, shown, blank):
    open_assignment(LESSON)
    shell.run_cell(f"%%response q1\n{blank}")
    assert "Nothing written for q1" in shown[-1]
    assert grade("q1") == 0.0


def test_words_beside_the_stub_count():
    assert reply_text(f"{STUB}\nYou're tired.\n") == "You're tired."
    assert reply_text(f"{STUB} You're tired.\n") == "You're tired."
    assert reply_text(f"You're tired.{STUB}\n") == "You're tired."


def test_an_unanswered_question_says_what_to_do(shown):
    open_assignment(LESSON)
    assert grade("q1") == 0.0
    assert "write one in the cell above" in shown[-1]


def test_before_the_first_cell(shell, shown):
    shell.run_cell_magic("response", "q1", "You're tired.")
    assert "first code cell" in shown[-1]
    assert grade("q1") == 0.0
    assert "first code cell" in shown[-1]


@pytest.mark.parametrize("line", ["", "q99", "1", "Q1 please"])
def test_a_wrong_question_lists_the_right_ones(shell, shown, line):
    open_assignment(LESSON)
    shell.run_cell_magic("response", line, "You're tired.")
    assert "q1, q2" in shown[-1]


def test_a_wrong_lesson_lists_the_right_ones(shown):
    with pytest.raises(BankError, match=LESSON):
        open_assignment("01_righting")


@pytest.mark.parametrize(
    "text",
    [
        "it's 'quoted' and \"quoted\"",
        "?help",
        "!ls",
        "%magic",
        "a\\nb \\",
        "tired\n    indented:\n\tand tabs",
        "x = 1; y?",
        "pasted\u2028lines\x0band\x85more",
    ],
)
def test_free_text_arrives_word_for_word(shell, shown, text):
    open_assignment(LESSON)
    shell.run_cell(f"%%response q1\n{text}\n")
    assert module._open.replies["q1"] == text.strip()
