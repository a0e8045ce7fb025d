"""The page that a student gets: their words, what practice would say, points, the instructor's comment."""

import html
import re
from pathlib import Path

import bs4
import pytest
from grading_class import LESSON, ROOT, Class, filled, make_class, model_answers, quiet, released, settings, various
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from mi_helpers import assess
from mi_helpers.bank import assignment_exercises
from mi_helpers.feedback import to_html
from mi_helpers.grading.submissions import CardOnce, SaveMarks
from mi_helpers.response import EARNED, POINTS

REPLIES = various(1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Class:
    made = make_class(tmp_path_factory.mktemp("pages"), assignments=[LESSON])
    made.hand_in("ada", filled(REPLIES, written="I **felt** it.\n\n- In my hands\n- <b>In my neck</b>, $5 and $6"))
    made.hand_in("blank", released())
    made.grade()
    with made.gradebook() as gradebook:
        gradebook.find_comment("q2", LESSON, LESSON, "ada").manual_comment = "See what the *second* half does."
        gradebook.find_grade("q2-grade", LESSON, LESSON, "ada").manual_score = 2.5
        gradebook.db.commit()
    return made


def page(made: Class, student: str = "ada", **model_answers: bool) -> str:
    config = settings(made.root)
    config.ModelAnswers.update(model_answers)
    course = CourseDirectory(config=config)
    course.assignment_id, course.student_id = LESSON, student
    GenerateFeedback(coursedir=course, config=config, log=quiet()).start()
    return (made.root / f"grading/feedback/{student}/{LESSON}/{LESSON}.html").read_text(encoding="utf-8")


def text(markup: str) -> str:
    return re.sub(
        r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<style.*?</style>", "", markup, flags=re.S)))
    )


def test_words_feedback_points_and_comment(made: Class) -> None:
    shown = page(made)
    soup = bs4.BeautifulSoup(shown, "html.parser")
    cards = soup.select(".mi-feedback")
    assert len(cards) == len(REPLIES) + 1  # once each, and what the instructor has made of one
    given = cards.pop(2)
    assert text(str(given)) == f"What counts: 2.5 of {POINTS} points, from your instructor."
    assert not soup.select(".output_result")  # the bare number, which is the automatic one
    for card, (question, e) in zip(cards, assignment_exercises(LESSON).items(), strict=True):
        judged = assess(REPLIES[question], client=e.client, skill=e.skill, pushy=e.pushy)
        points = f"{EARNED[judged.rating]} of {POINTS} points"
        assert text(str(card)) == text(to_html(judged, points))  # what practice says, word for word
        assert re.sub(r"\s+", " ", REPLIES[question]) in text(shown)
    assert soup.select_one(".panel-footer em").text == "second"  # type: ignore[union-attr]
    assert "I felt it." in text(shown)
    assert soup.find("li", string="In my hands")
    assert "<b>In my neck</b>, $5 and $6" in text(shown)


def test_no_model_answer_unless_the_instructor_wants_it(made: Class) -> None:
    answers = [re.sub(r"\s+", " ", answer) for answer in model_answers().values()]
    hidden = text(page(made, enabled=False))
    assert not [answer for answer in answers if answer in hidden]
    shown = text(page(made, enabled=True))
    assert all(answer in shown for answer in answers)
    assert "SOLUTION" not in shown
    source = (ROOT / f"solutions/{LESSON}/{LESSON}.ipynb").read_text(encoding="utf-8")
    assert "**Marking scheme**" in source
    assert "Marking scheme" not in shown  # that one is the instructor's
    assert settings(made.root).ModelAnswers.enabled is False


def test_who_wrote_nothing_is_told_so(made: Class) -> None:
    shown = page(made, "blank")
    assert "Nothing written for q1 yet" in text(shown)
    assert "No response." in text(shown)


def test_a_kernels_second_card_is_left_out() -> None:
    nb = filled(REPLIES)
    answer = next(cell for cell in nb.cells if cell.source.startswith("%%response"))
    answer.outputs = [nbformat_output("stream", text="card")]
    graded = next(cell for cell in nb.cells if cell.source.startswith("grade("))
    graded.outputs = list(answer.outputs)
    CardOnce()(nb, {})
    assert answer.outputs == []
    assert graded.outputs


def test_a_scorer_that_fails_in_a_kernel_is_nobodys_zero(made: Class) -> None:
    nb = made.autograded("ada")
    graded = next(cell for cell in nb.cells if cell.source == 'grade("q3")')
    graded.outputs = [
        nbformat_output("error", ename="ScorerError", evalue="The scorer is <b>damaged</b>.", traceback=["x"])
    ]
    names = {"notebook": LESSON, "assignment": LESSON, "student": "ada"}
    names["db_url"] = settings(made.root).CourseDirectory.db_url
    SaveMarks()(nb, {"nbgrader": names})
    assert made.marks("ada")["q3-grade"] == (None, True)
    assert "The scorer is &lt;b>damaged" in made.comments("ada")["q3"]
    assert made.marks("ada")["q4-grade"][0] is not None


def nbformat_output(kind: str, **fields: object) -> object:
    from nbformat.v4 import new_output

    return new_output(kind, **fields)


def test_the_page_needs_no_network(made: Class) -> None:
    assert not re.findall(r"""(?:src|href)=["']?https?:|@import|url\(["']?https?:""", page(made))
    assert Path(made.root).exists()
