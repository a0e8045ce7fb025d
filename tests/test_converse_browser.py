"""A conversation in real JupyterLab: a learner's way through by mouse and keyboard, their words kept, both themes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import SCREENSHOTS, THEMES, set_theme
from playwright.sync_api import Page, expect
from test_practice_browser import PALE_WORDS, OpenCells, open_cells, run_all

__all__ = ["open_cells"]

CONVERSE = 'from mi_helpers.conversation import converse\nconverse("dana")'
EVIL = '<img src=x onerror="window.cheated=1">'
HEARD = "That hour is the one place in the day where nobody needs anything from you."


@pytest.fixture
def page(open_cells: OpenCells) -> Iterator[Page]:
    page = open_cells(CONVERSE, width=1024)
    yield page
    assert page.evaluate("() => window.cheated") is None


def test_a_conversation_from_beginning_to_end(page: Page) -> None:  # noqa: PLR0915 - one way through
    root = page.locator(".jp-OutputArea").get_by_role("region", name="A conversation with Dana")
    log = root.get_by_role("log", name="What you and Dana say")
    say = root.get_by_label("What do you say to Dana?")
    expect(log).to_contain_text("glass of wine")
    expect(root.get_by_role("button", name="Take that back")).to_be_disabled()

    # By keyboard: Lab's shortcuts stay out, and the words go with the key.
    say.fill("Tell me about your evenings.")
    say.press("Control+Enter")
    theirs = log.locator(".mi-theirs")
    expect(theirs).to_have_count(2, timeout=20_000)  # the first turn loads the scorer
    expect(say).to_have_value("")
    say.fill(f"You should drink tea. {EVIL}")
    say.press("Tab")
    page.keyboard.press("Enter")
    expect(theirs).to_have_count(3)
    expect(log).to_contain_text(EVIL)

    # Taken back, the words are in the box again.
    root.get_by_role("button", name="Take that back").click()
    expect(theirs).to_have_count(2)
    expect(say).to_have_value(f"You should drink tea. {EVIL}")
    expect(say).to_be_focused()
    say.fill(HEARD)
    root.get_by_role("button", name="Send", exact=True).click()
    expect(theirs).to_have_count(3)
    why = log.locator("details").last
    why.locator("summary").click()
    expect(why).to_contain_text(re.compile(r"You (?:said back|went below)"))
    expect(why.locator(".mi-feedback")).to_contain_text("Level")

    # A draft and the conversation outlive the cell's run.
    say.fill("And then the boys")
    say.blur()
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('mi-helpers:draft:'))")
    said = theirs.last.inner_text()
    run_all(page)
    expect(page.locator(".jp-OutputPrompt").first).to_have_text("[2]:")
    expect(say).to_have_value("And then the boys")
    expect(theirs.last).to_have_text(re.compile(re.escape(said.split("\n")[-1])))

    for words in (
        "You need to stop.",
        "You're a bad mother.",
        "Shut up, you idiot.",
        "You are pathetic.",
        "You must stop.",
    ):
        if not say.is_visible():
            break
        before = theirs.count()
        say.fill(words)
        say.press("Control+Enter")
        expect(theirs).to_have_count(before + 1)
    expect(root).to_contain_text("The client has left.")
    expect(root.get_by_role("heading", name="Looking back")).to_be_focused(timeout=20_000)  # loads the plots
    for part in ("To try next", "Moments that mattered", "R:Q", "The manual's marks"):
        expect(root).to_contain_text(part)
    expect(root.get_by_role("img", name=re.compile("trust from 3 to 0"))).to_be_visible()
    with page.expect_download() as download:
        root.get_by_role("button", name="Save as JSON").click()
    assert json.loads(Path(download.value.path()).read_text())["ending"] == "left"

    # What an assignment takes, by keyboard: shown, chosen, and copied where the browser allows it.
    root.get_by_role("button", name="Copy to hand in").press("Enter")
    handed_in = root.get_by_label("Text to hand in")
    expect(handed_in).to_be_focused()
    expect(handed_in).to_have_value(
        re.compile(r"^client: dana\nseed: \d+\n\nYou: Tell me about your evenings\.\nYou: ")
    )
    expect(handed_in).to_have_js_property("selectionEnd", len(handed_in.input_value()))
    expect(root.get_by_role("status")).to_contain_text(re.compile("paste it into the answer cell"))

    page.set_viewport_size({"width": 1100, "height": 2900})
    axe = Axe()
    for theme in THEMES:
        set_theme(page, theme)
        assert root.evaluate(PALE_WORDS) == [], theme
        assert root.evaluate("e => e.scrollWidth <= e.clientWidth"), theme
        found = axe.run(page, context=".jp-OutputArea", options={"resultTypes": ["violations"]})
        serious = [
            (v["id"], [n["html"][:200] for n in v["nodes"]])
            for v in found.response["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert serious == [], theme
        root.screenshot(path=SCREENSHOTS / f"converse-{theme}.png")

    root.get_by_role("button", name="Begin again").click()
    root.get_by_role("button", name="Begin again: sure?").click()
    expect(theirs).to_have_count(1)
    expect(say).to_be_visible()


def test_narrow_and_a_long_talk_scrolls_to_its_end(page: Page) -> None:
    root = page.locator(".jp-OutputArea").get_by_role("region", name="A conversation with Dana")
    say = root.get_by_label("What do you say to Dana?")
    for number in range(6):
        say.fill(f"Mm, {number}. What was it like?")
        say.press("Control+Enter")
        expect(root.locator(".mi-theirs")).to_have_count(number + 2, timeout=20_000)
    log = root.get_by_role("log")
    assert log.evaluate("e => e.scrollHeight > e.clientHeight")
    page.wait_for_function(
        "() => { const e = document.querySelector('.mi-talk');"
        " return e.scrollTop + e.clientHeight > e.scrollHeight - 4; }"
    )
    log.focus()
    page.keyboard.press("Home")
    page.set_viewport_size({"width": 512, "height": 900})
    page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
    expect(root).to_be_visible()
    assert root.evaluate("e => e.scrollWidth <= e.clientWidth")
    root.screenshot(path=SCREENSHOTS / "converse-narrow.png")
