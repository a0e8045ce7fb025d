"""What an instructor and a student see of a hostile submission, in a real browser."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Lab, browse, find_chromium, serve
from grading_class import LESSON, Class, filled, make_class, quiet, settings
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from playwright.sync_api import Page, expect

from mi_helpers.bank import assignment_exercises

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="grading/ is a path of this system in the settings")

MARKUP = (
    "<script>window.cheated = 1; alert('script')</script><img src=x onerror=\"window.cheated = 1; alert('img')\">"
    "</pre></div><style>body { display: none }</style> [a link](javascript:alert(3)) $x^2$ it's **bold**"
)
LONG = "You're torn, and part of you would rather have it all left alone, whatever they say about you. " * 30


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Class:
    find_chromium()
    made = make_class(tmp_path_factory.mktemp("formgrader"), assignments=[LESSON])
    replies = dict.fromkeys(assignment_exercises(LESSON), MARKUP) | {"q2": LONG}
    made.hand_in("marked-up", filled(replies, written=MARKUP))
    made.grade()
    config = settings(made.root)
    course = CourseDirectory(config=config)
    course.assignment_id = LESSON
    GenerateFeedback(coursedir=course, config=config, log=quiet()).start()
    return made


@pytest.fixture(scope="module")
def formgrader(made: Class, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with serve(tmp_path_factory.mktemp("formgrader-home"), made.root) as server, browse(server) as lab:
        yield lab


@pytest.fixture
def page(formgrader: Lab) -> Iterator[Page]:
    """A page that keeps what it was asked for and what went wrong in it."""
    page = formgrader.context(width=1280, height=900).new_page()
    page.goto(f"{formgrader.url}/api/status?token={formgrader.token}")  # lets the browser in
    troubles: list[str] = []
    page.on("dialog", lambda dialog: (troubles.append(f"a script said {dialog.message}"), dialog.accept()))
    page.on("pageerror", lambda error: troubles.append(f"an error: {error}"))
    page.on("requestfailed", lambda request: troubles.append(f"out of reach: {request.url}"))
    yield page
    assert page.evaluate("window.cheated") is None
    assert troubles == []
    page.context.close()


def assert_words_are_all_there(page: Page) -> None:
    body = page.locator("body")
    for words in ("<script>window.cheated = 1;", "</pre></div><style>", "[a link](javascript:alert(3)) $x^2$"):
        expect(body).to_contain_text(words)
        expect(page.locator(".nbgrader_cell").last).to_contain_text(words)  # the written answer, set as Markdown
    assert page.locator('a[href^="javascript:alert"]').count() == 0
    cut = "() => [...document.querySelectorAll('.nbgrader_cell pre')].filter(e => e.scrollWidth > e.clientWidth).length"
    assert page.evaluate(cut) == 0


def test_the_students_page(made: Class, page: Page) -> None:
    page.goto(Path(made.root / f"grading/feedback/marked-up/{LESSON}/{LESSON}.html").as_uri())
    assert_words_are_all_there(page)
    expect(page.locator(".prompt:visible")).to_have_count(0)


def test_marking_by_hand(made: Class, formgrader: Lab, page: Page) -> None:
    with made.gradebook() as gradebook:
        address = gradebook.find_submission_notebook(LESSON, LESSON, "marked-up").id
    page.goto(f"{formgrader.url}/formgrader/submissions/{address}")
    expect(page.locator(".tabbable:focus")).to_have_count(1)  # ready to type, without MathJax from the internet
    assert_words_are_all_there(page)
    score, comment = page.locator("#q3-grade"), page.locator("textarea.comment").nth(2)
    for field, value in ((score, "2.5"), (comment, "Say *more* about it.")):
        with page.expect_response(lambda response: response.request.method == "PUT"):
            field.fill(value)
            field.blur()
    made.grade(force=True)
    page.reload()
    expect(score).to_have_value("2.5")
    expect(comment).to_have_value("Say *more* about it.")


def test_formgrader_has_its_buttons_in_a_fresh_course(formgrader: Lab, page: Page) -> None:
    page.goto(f"{formgrader.url}/formgrader/manage_assignments")
    row = page.locator("tr", has=page.get_by_role("link", name=LESSON, exact=True))
    expect(row.locator(".release a")).to_have_count(1)
    expect(page.get_by_text("could not be created")).to_have_count(0)
