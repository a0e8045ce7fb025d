"""The lesson's screens in real JupyterLab: a learner's way through, and their words kept."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import SCREENSHOTS, THEMES, Lab, set_theme
from playwright.sync_api import Locator, Page, expect

from mi_helpers.bank import load_exercises, load_lesson

LESSON = "01_righting_reflex"
FIRST, SECOND = [e for e in load_exercises(LESSON) if not e.question][:2]
EVIL = '<img src=x onerror="window.cheated=1">'

PRACTICE = f"from mi_helpers.practice import practice\npractice({LESSON!r}, {[FIRST.id, SECOND.id]!r})"
QUICK_CHECK = f"from mi_helpers.practice import quick_check\nquick_check({LESSON!r})"
CONTRAST = f"from mi_helpers.practice import contrast\ncontrast({FIRST.id!r})"
SORT = f"from mi_helpers.practice import sort\nsort({FIRST.id!r})"
SPOT = load_lesson(LESSON).spots[0]
SPOTTING = f"from mi_helpers.practice import spot_the_roadblock\nspot_the_roadblock({SPOT.id!r})"
PROGRESS = "from mi_helpers.progress import progress\nprogress()"
MARKED_UP = f"""
from mi_helpers.bank import Example, Exercise
from mi_helpers.practice.reply import Practice
evil = {EVIL!r}
Practice([Exercise("01-x", {LESSON!r}, "reflection", evil, evil, evil, (Example(evil, 5, evil),), evil)])
"""

RESTART = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"

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
    shutil.rmtree(lab.root.parent / "practice", ignore_errors=True)  # every test begins with an empty log
    with contextlib.closing(OpenCells(lab, tmp_path)) as opener:
        yield opener


class OpenCells:
    """Opens a notebook with the given code cells and runs them."""

    def __init__(self, lab: Lab, folder: Path) -> None:
        self._lab, self._folder = lab, folder
        self._pages: list[Page] = []

    def __call__(self, *cells: str, width: int = 1100) -> Page:
        self._write(cells)
        page = self._lab.open(self._folder / "lesson.ipynb", width=width, height=1000)
        self._pages.append(page)
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        return page

    def _write(self, cells: Sequence[str]) -> None:
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        )
        nbformat.write(notebook, self._folder / "lesson.ipynb")

    def in_another_browser(self) -> Page:
        """The notebook opened last, as another browser sees it."""
        path = self._pages[-1].evaluate("() => window.jupyterapp.shell.currentWidget.context.path")
        self._pages.append(self._lab.visit(path))
        return self._pages[-1]

    def in_notebook_7(self, *cells: str) -> Page:
        """The same in Notebook 7, which the same server serves."""
        self._write(cells)
        folder = self._lab.root / "notebook7"
        folder.mkdir(exist_ok=True)
        shutil.copy(self._folder / "lesson.ipynb", folder)
        page = self._lab.context(width=1100, height=1000).new_page()
        self._pages.append(page)
        page.goto(f"{self._lab.url}/notebooks/notebook7/lesson.ipynb?token={self._lab.token}")
        page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.context?.isReady")
        page.evaluate("""async () => {
            const session = window.jupyterapp.shell.currentWidget.sessionContext;
            await session.ready;
            await session.session.kernel.info;
        }""")
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
    expect(screen.button("See three good answers")).to_have_attribute("aria-disabled", "true")
    screen.button("See three good answers").focus()
    page.keyboard.press("Enter")
    expect(screen.feedback).to_contain_text("a reply of your own")

    screen.button("Show a hint").click()
    expect(screen.status.filter(has_text=FIRST.hint)).to_be_visible()
    screen.button("Show another hint").click()
    screen.button("Show another hint").click()
    expect(screen.status.filter(has_text="Hint 3 of 3: One good reply begins like this")).to_be_visible()
    screen.button("Hide the hints").click()
    expect(screen.root).not_to_contain_text(FIRST.hint)

    best = max(FIRST.examples, key=lambda e: e.rating)
    screen.reply.fill(best.text)
    screen.reply.press("Control+Enter")
    expect(screen.feedback).to_contain_text("What works:")
    expect(screen.level).to_have_text(re.compile(r"Level [345] of 5"))
    expect(screen.root.locator(".mi-since")).to_contain_text("up from level")
    screen.button("Try again").click()
    expect(screen.reply).to_be_focused()
    screen.root.screenshot(path=SCREENSHOTS / "practice-checked.png")
    screen.button("See three good answers").click()
    for example in (e for e in FIRST.examples if e.rating == 5):
        expect(screen.root.get_by_role("listitem").filter(has_text=example.text)).to_contain_text(example.why)

    screen.button("Next").click()
    expect(screen.heading).to_have_text("Client 2 of 2")
    expect(screen.heading).to_be_focused()
    expect(screen.root).to_contain_text(SECOND.client)
    expect(screen.reply).to_have_value("")
    expect(screen.feedback).to_have_count(0)

    screen.button("Finish").click()
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

    # The cell run again, and a new kernel: the draft is in the log, and nothing is left in the browser.
    screen.reply.fill("Nobody asked you first.")
    screen.reply.blur()
    expect_nothing_left_in_browser(page)
    run_all(page)
    expect(number).to_have_text("[2]:")
    expect(screen.heading).to_have_text("Client 2 of 2")
    expect(screen.reply).to_have_value("Nobody asked you first.")
    page.evaluate(RESTART)
    screen.button("Check").click()
    expect(screen.feedback).to_contain_text("engine isn't answering. Your words are safe.", timeout=10_000)
    # What is typed while no kernel answers is kept by the browser, and goes into the log with the next kernel.
    screen.reply.fill("Nobody asked you, and still.")
    run_all(page)
    expect(screen.feedback).to_have_count(0)
    expect(screen.reply).to_have_value("Nobody asked you, and still.")
    expect_nothing_left_in_browser(page)
    screen.button("Check").click()
    expect(screen.feedback).to_contain_text("of 5")
    expect(screen.root.locator(".mi-since")).to_contain_text("Since your last try")

    # A closed tab and another browser: only the log knows.
    again = open_cells.in_another_browser()
    run_all(again)
    other = Screen(again)
    other.button("Next").click()
    expect(other.reply).to_have_value("Nobody asked you, and still.")


def expect_nothing_left_in_browser(page: Page) -> None:
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('mi-helpers:draft:'))")


def run_all(page: Page) -> None:
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")


def test_choosing_between_two_replies_by_keyboard(open_cells: OpenCells) -> None:
    page = open_cells(CONTRAST)
    root = page.locator(".jp-OutputArea").get_by_role("region", name="Two replies")
    expect(root).not_to_contain_text("Level")
    group = root.get_by_role("group", name="Which one leaves room to go on?")
    group.get_by_role("button", name="Reply A", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(root.get_by_role("status").first).to_contain_text(re.compile("[✓✗] Reply B is the one that"))
    expect(group.get_by_role("button", name="Reply B", exact=True)).to_have_attribute("aria-pressed", "true")
    for part in ("a pushy reply", "a listening reply", "In the way:", "What works:", FIRST.pushy.split(",")[0]):
        expect(root).to_contain_text(part)
    root.screenshot(path=SCREENSHOTS / "contrast.png")


def test_spotting_roadblocks_by_mouse_and_keyboard(open_cells: OpenCells) -> None:
    page = open_cells(SPOTTING)
    root = page.locator(".jp-OutputArea").get_by_role("region", name="Spot the roadblock")
    words = root.get_by_role("option")
    expect(words).to_have_count(len(SPOT.reply.split()))
    first = SPOT.reply.split().index(SPOT.roadblocks[0].words.split()[0])
    words.nth(first).click()
    expect(words.nth(first)).to_have_attribute("aria-selected", "true")
    expect(words.nth(first)).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    expect(words.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    status = root.get_by_role("status")
    expect(status).to_contain_text(f"You found 1 of {len(SPOT.roadblocks)}.")
    expect(status).to_contain_text(f"✓ Found: “{SPOT.roadblocks[0].words}”")
    expect(status).to_contain_text(f"○ Missed: “{SPOT.roadblocks[1].words}”")
    expect(status).to_contain_text(f"You also marked “{SPOT.reply.split()[0]}”")
    root.screenshot(path=SCREENSHOTS / "spot.png")
    root.get_by_role("button", name="Start again").click()
    expect(root.locator("[aria-selected=true]")).to_have_count(0)
    expect(status).to_be_empty()


def test_sorting_replies_by_keyboard(open_cells: OpenCells) -> None:
    page = open_cells(SORT)
    root = page.locator(".jp-OutputArea").get_by_role("region", name="Sort the replies")
    check = root.get_by_role("button", name="Check")
    replies = root.get_by_role("group")
    check.click()
    expect(root).to_contain_text(f"{replies.count()} replies have no level yet.")
    for reply in replies.all():
        reply.get_by_role("radio").first.press("Space")
        page.keyboard.press("ArrowRight")
        expect(reply.get_by_role("radio").nth(1)).to_be_checked()
    check.press("Enter")
    expect(root).to_contain_text(f"1 of {replies.count()} on the very step.")
    for example in FIRST.examples:
        if example.text in root.inner_text():
            expect(root).to_contain_text(example.why)
    root.screenshot(path=SCREENSHOTS / "sort.png")


def test_the_log_shows_what_was_practised(open_cells: OpenCells) -> None:
    page = open_cells(PRACTICE, PROGRESS)
    screen = Screen(page)
    for reply in ("You should stop.", "You're tired of being told.", "That hour is the one thing that's yours."):
        screen.reply.fill(reply)
        screen.button("Check").click()
        expect(screen.feedback.locator(".mi-words")).to_have_text(reply)
    run_all(page)
    expect(page.locator(".mi-progress")).to_contain_text("3 replies to 1 client.")
    expect(page.locator(".mi-progress")).to_contain_text("To practise next: Reflection")


SCREENS = ("Practice", "Two replies", "Spot the roadblock", "Sort the replies", "Quick check")


def test_markup_is_text_and_everybody_can_read_and_reach_it_in_both_themes(open_cells: OpenCells) -> None:
    page = open_cells(PRACTICE, CONTRAST, SPOTTING, SORT, QUICK_CHECK, PROGRESS, MARKED_UP, width=1024)
    screen = Screen(page)
    screen.reply.fill(f"You should stop, it sounds like you're tired. {EVIL}")
    screen.button("Check").click()
    expect(screen.feedback).to_contain_text(EVIL)
    screen.button("Show a hint").click()
    screen.button("See three good answers").click()
    expect(screen.root.get_by_role("listitem").filter(has_text=FIRST.examples[0].text)).to_be_visible()
    page.locator(".mi-option input").first.check()
    page.locator(".mi-choose").first.click()
    page.locator(".mi-words-list [role=option]").first.click()
    page.get_by_role("region", name="Spot the roadblock").get_by_role("button", name="Check").click()
    for radio in page.locator(".mi-ladder").all():
        radio.get_by_role("radio").first.check()
    page.get_by_role("region", name="Sort the replies").get_by_role("button", name="Check").click()
    run_all_last(page)
    marked_up = page.locator(".jp-OutputArea").get_by_role("region", name="Practice").last
    expect(marked_up.locator("blockquote")).to_have_text(EVIL)
    expect(page.locator(".jp-OutputArea img")).to_have_count(0)
    assert page.evaluate("() => window.cheated") is None

    axe = Axe()
    parts = [page.locator(".jp-OutputArea").get_by_role("region", name=name).first for name in SCREENS]
    for theme in THEMES:
        set_theme(page, theme)
        for part in [*parts, page.locator(".mi-progress").first]:
            assert part.evaluate(PALE_WORDS) == [], theme
            # Nothing sticks out sideways.
            assert part.evaluate("e => e.scrollWidth <= e.clientWidth"), theme
        found = axe.run(page, context=".jp-OutputArea", options={"resultTypes": ["violations"]})
        serious = [
            (v["id"], v["help"], [n["html"][:200] for n in v["nodes"]])
            for v in found.response["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert serious == [], theme
        screen.root.screenshot(path=SCREENSHOTS / f"practice-{theme}.png")
        for part, name in zip(parts[1:], ("contrast", "spot", "sort", "quick-check"), strict=True):
            part.screenshot(path=SCREENSHOTS / f"{name}-{theme}.png")
        page.locator(".mi-progress").first.screenshot(path=SCREENSHOTS / f"progress-{theme}.png")


def run_all_last(page: Page) -> None:
    """Run the cell that shows progress once more."""
    page.evaluate("""async () => {
        const app = window.jupyterapp;
        app.shell.currentWidget.content.activeCellIndex = 5;
        await app.commands.execute('notebook:run-cell');
    }""")
    expect(page.locator(".mi-progress").first).to_be_visible()


def test_at_twice_the_size_nothing_is_cut_off(open_cells: OpenCells) -> None:
    # 200 % on a 1024-pixel window leaves 512 CSS pixels.
    page = open_cells(PRACTICE, CONTRAST, SPOTTING, SORT, QUICK_CHECK, width=512)
    page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
    for name in SCREENS:
        part = page.locator(".jp-OutputArea").get_by_role("region", name=name).first
        expect(part).to_be_visible()
        assert part.evaluate("e => e.scrollWidth <= e.clientWidth"), name
    Screen(page).root.screenshot(path=SCREENSHOTS / "practice-narrow.png")


def test_everything_is_reached_by_keyboard_in_reading_order(open_cells: OpenCells) -> None:
    page = open_cells(PRACTICE)
    screen = Screen(page)
    screen.reply.focus()
    page.keyboard.type("You want to be left in peace.")
    page.keyboard.press("Control+Enter")
    expect(screen.level).to_be_visible()
    names = []
    for _ in range(6):
        page.keyboard.press("Tab")
        names.append(page.evaluate("() => document.activeElement.textContent"))
    assert names == ["Check", "Try again", "Show a hint", "See three good answers", "Next", names[5]]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(screen.heading).to_be_focused()


def test_reduced_motion_is_kept(open_cells: OpenCells) -> None:
    page = open_cells(PRACTICE)
    page.emulate_media(reduced_motion="reduce")
    screen = Screen(page)
    screen.reply.fill("You want to be left in peace.")
    screen.button("Check").click()
    expect(screen.level).to_be_visible()
    assert screen.feedback.first.evaluate("e => getComputedStyle(e).animationName") == "none"


def test_it_works_in_notebook_7(open_cells: OpenCells) -> None:
    page = open_cells.in_notebook_7(PRACTICE, SPOTTING)
    screen = Screen(page)
    screen.reply.fill("You want to be left in peace.")
    screen.button("Check").click()
    expect(screen.level).to_be_visible()
    words = page.get_by_role("region", name="Spot the roadblock").get_by_role("option")
    words.first.click()
    expect(words.first).to_have_attribute("aria-selected", "true")
    page.screenshot(path=SCREENSHOTS / "notebook-7.png")
