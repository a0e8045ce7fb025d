"""The lesson's screens in real JupyterLab: a learner's way through, and their words kept."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from browser import SCREENSHOTS, THEMES, Lab, set_theme
from playwright.sync_api import Locator, Page, expect

from mi_helpers.bank import load_exercises

LESSON = "01_righting_reflex"
FIRST, SECOND = [e for e in load_exercises(LESSON) if not e.question][:2]
EVIL = '<img src=x onerror="window.cheated=1">'

PRACTICE = f"from mi_helpers.practice import practice\npractice({LESSON!r}, {[FIRST.id, SECOND.id]!r})"
QUICK_CHECK = f"from mi_helpers.practice import quick_check\nquick_check({LESSON!r})"
CONTRAST = f"from mi_helpers.practice import contrast\ncontrast({FIRST.id!r})"
MARKED_UP = f"""
from mi_helpers.bank import Example, Exercise
from mi_helpers.practice import Practice
evil = {EVIL!r}
Practice([Exercise("01-x", {LESSON!r}, "reflection", evil, evil, evil, (Example(evil, 5, evil),), evil)])
"""

# Words in the element whose contrast with what is painted behind them is under 4.5 (WCAG 2.2, 1.4.3).
PALE_WORDS = """element => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const paint = (colour) => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => linear(value / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const pale = [];
    for (let node; (node = walker.nextNode());) {
        if (!node.data.trim() || !node.parentElement.checkVisibility()) continue;
        const layers = [];
        for (let e = node.parentElement; e; e = e.parentElement) {
            layers.unshift(getComputedStyle(e).backgroundColor);
        }
        const back = layers.map(paint).at(-1);
        const text = paint(getComputedStyle(node.parentElement).color);
        const contrast = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
        if (contrast < 4.5) pale.push(`${node.data.trim()}: ${contrast.toFixed(2)}`);
    }
    return pale;
}"""


@pytest.fixture
def open_cells(lab: Lab, tmp_path: Path) -> Iterator[OpenCells]:
    with contextlib.closing(OpenCells(lab, tmp_path)) as opener:
        yield opener


class OpenCells:
    """Opens a notebook with the given code cells and runs them."""

    def __init__(self, lab: Lab, folder: Path) -> None:
        self._lab, self._folder = lab, folder
        self._pages: list[Page] = []

    def __call__(self, *cells: str, width: int = 1100) -> Page:
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        )
        nbformat.write(notebook, self._folder / "lesson.ipynb")
        page = self._lab.open(self._folder / "lesson.ipynb", width=width, height=1000)
        self._pages.append(page)
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        return page

    def close(self) -> None:
        for page in self._pages:
            page.context.close()


class Screen:
    """The practice screen as a person finds its parts: by role and name."""

    def __init__(self, page: Page) -> None:
        self.root = page.locator(".jp-OutputArea").get_by_role("region", name="Practice").first
        self.heading = self.root.get_by_role("heading")
        self.reply = self.root.get_by_label("Your reply")
        self.status = self.root.get_by_role("status")
        self.feedback = self.status.locator(".mi-feedback")
        self.level = self.feedback.locator(".mi-level")

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)


def test_from_the_first_client_to_the_recap(open_cells: OpenCells) -> None:
    page = open_cells(PRACTICE)
    screen = Screen(page)
    expect(screen.heading).to_have_text("Client 1 of 2")
    for shown in (FIRST.who, FIRST.client, "Instead of:", FIRST.pushy, "Aim for: Reflection."):
        expect(screen.root).to_contain_text(shown)
    expect(screen.button("Back")).to_be_disabled()

    # Nothing written; then the pushy reply: read, but no try of one's own.
    screen.button("Check").click()
    expect(screen.feedback).to_contain_text("nothing to check")
    screen.reply.fill(FIRST.pushy)
    screen.button("Check").click()
    expect(screen.level).to_have_text(re.compile(r"Level [12] of 5"))
    expect(screen.feedback.locator("li").first).to_contain_text("In the way:")
    expect(screen.feedback.locator("mark.mi-roadblock").first).to_be_visible()
    expect(screen.button("See good answers")).to_have_attribute("aria-disabled", "true")
    screen.button("See good answers").focus()
    page.keyboard.press("Enter")
    expect(screen.feedback).to_contain_text("a reply of your own")

    screen.button("Show a hint").click()
    expect(screen.status.filter(has_text=FIRST.hint)).to_be_visible()
    screen.button("Hide the hint").click()
    expect(screen.root).not_to_contain_text(FIRST.hint)

    best = max(FIRST.examples, key=lambda e: e.rating)
    screen.reply.fill(best.text)
    screen.reply.press("Control+Enter")
    expect(screen.feedback).to_contain_text("What works:")
    expect(screen.level).to_have_text(re.compile(r"Level [345] of 5"))
    screen.root.screenshot(path=SCREENSHOTS / "practice-checked.png")
    screen.button("See good answers").click()
    for example in (e for e in FIRST.examples if e.rating == 5):
        expect(screen.root.get_by_role("listitem").filter(has_text=example.text)).to_contain_text(example.why)

    screen.button("Next").click()
    expect(screen.heading).to_have_text("Client 2 of 2")
    expect(screen.heading).to_be_focused()
    expect(screen.root).to_contain_text(SECOND.client)
    expect(screen.reply).to_have_value("")
    expect(screen.feedback).to_have_count(0)

    screen.button("Next").click()
    expect(screen.root).to_contain_text("You replied to 1 of 2 clients. 1 reply reached level 3 or higher.")
    screen.button("Start again").click()
    expect(screen.reply).to_have_value(best.text)
    expect(screen.feedback).to_contain_text("What works:")


def test_no_words_are_lost(open_cells: OpenCells) -> None:
    page = open_cells(PRACTICE)
    screen = Screen(page)
    screen.button("Next").click()
    screen.reply.fill("Nobody asked you")
    number = page.locator(".jp-OutputPrompt").first
    expect(number).to_have_text("[1]:")

    # Lab runs a cell on these, and deletes one on "dd" outside of a text box.
    for keys in ("Shift+Enter", "Alt+Enter", "Control+Enter", "Escape"):
        screen.reply.press(keys)
    for key in ("d", "d", "Shift+Enter"):
        screen.button("Check").press(key)
    expect(screen.feedback).to_be_visible()
    expect(page.locator(".jp-CodeCell")).to_have_count(1)
    expect(number).to_have_text("[1]:")
    expect(screen.reply).to_have_value("Nobody asked you\n")

    # The cell run again, the page loaded again, a new kernel.
    screen.reply.fill("Nobody asked you first.")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    expect(number).to_have_text("[2]:")
    expect(screen.heading).to_have_text("Client 2 of 2")
    expect(screen.reply).to_have_value("Nobody asked you first.")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    screen.button("Check").click()
    expect(screen.feedback).to_contain_text("engine isn't answering. Your words are safe.", timeout=10_000)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    expect(screen.feedback).to_have_count(0)
    expect(screen.reply).to_have_value("Nobody asked you first.")
    screen.button("Check").click()
    expect(screen.feedback).to_contain_text("of 5")


def test_quick_check_by_keyboard(open_cells: OpenCells) -> None:
    page = open_cells(QUICK_CHECK, "1 + 1")
    root = page.locator(".jp-OutputArea").get_by_role("region", name="Quick check")
    questions = root.get_by_role("group")
    expect(questions.first).to_be_visible()

    first = questions.first
    first.get_by_role("radio").first.press("Space")
    for _ in range(first.get_by_role("radio").count()):
        if "✓" in first.get_by_role("status").inner_text():
            break
        expect(first.get_by_role("status")).to_contain_text("✗ Not this one")
        page.keyboard.press("ArrowDown")
    expect(first.get_by_role("status")).to_contain_text("✓ Right")
    # Lab would take an arrow key for a move to the next cell.
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex") == 0

    for question in questions.all()[1:]:
        question.get_by_role("radio").first.check()
    expect(root).to_contain_text(f"of {questions.count()} right.")


def test_markup_is_text_and_every_word_can_be_read_in_both_themes(open_cells: OpenCells) -> None:
    page = open_cells(PRACTICE, CONTRAST, QUICK_CHECK, MARKED_UP, width=1024)
    screen = Screen(page)
    screen.reply.fill(f"You should stop, it sounds like you're tired. {EVIL}")
    screen.button("Check").click()
    expect(screen.feedback).to_contain_text(EVIL)
    screen.button("Show a hint").click()
    screen.button("See good answers").click()
    expect(screen.root.get_by_role("listitem").filter(has_text=FIRST.examples[0].text)).to_be_visible()
    page.locator(".mi-option input").first.check()
    marked_up = page.locator(".jp-OutputArea").get_by_role("region", name="Practice").last
    expect(marked_up.locator("blockquote")).to_have_text(EVIL)
    expect(page.locator(".jp-OutputArea img")).to_have_count(0)
    assert page.evaluate("() => window.cheated") is None

    for theme in THEMES:
        set_theme(page, theme)
        for part in (
            screen.root,
            page.locator(".mi-contrast"),
            page.get_by_role("region", name="Quick check"),
        ):
            assert part.evaluate(PALE_WORDS) == [], theme
            # Nothing sticks out sideways.
            assert part.evaluate("e => e.scrollWidth <= e.clientWidth"), theme
        screen.root.screenshot(path=SCREENSHOTS / f"practice-{theme}.png")
