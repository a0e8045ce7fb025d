"""A `%%response` cell reads and behaves like prose in JupyterLab; other cells stay as they are."""

from __future__ import annotations

import importlib.metadata
import itertools
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from browser import SCREENSHOTS, THEMES, Lab, Theme, set_theme
from playwright.sync_api import Locator, Page, expect

JUPYTER = Path(__file__).parents[1] / "mi_helpers" / "jupyter"

REPLY = (
    "You're worn out by being told what to do, and part of you (the part that isn't sure) would "
    "rather decide for yourself: you'd like to be asked, and for the answer to count, even when "
    "it's not the answer that your daughter, your doctor and your friends all hope for."
)
PYTHON = "def answer(words):\n    return 'No' if len(words) > 20 else \"Yes\"  # " + "long " * 40
FILLERS = 60

# What is to be seen of each piece of text: its colour, and its contrast with what is behind it.
PAINTED_TEXT = """content => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const luminance = () => {
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(value => {
            const part = value / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const paint = colour => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return luminance();
    };
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    const pieces = [];
    for (let node; (node = walker.nextNode());) {
        const behind = [];
        for (let element = node.parentElement; element; element = element.parentElement) {
            behind.unshift(getComputedStyle(element).backgroundColor);
        }
        const back = behind.map(paint).at(-1);
        const style = getComputedStyle(node.parentElement);
        const text = paint(style.color);
        pieces.push({
            text: node.data,
            colour: style.color,
            contrast: (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05),
        });
    }
    return pieces;
}"""
CELLS = "() => jupyterapp.shell.currentWidget.content.widgets"
SOURCES = f"{CELLS}.map(cell => cell.model.sharedModel.source)"
MIME_TYPES = f"{CELLS}.map(cell => cell.model.mimeType)"


@pytest.fixture(scope="module")
def page(lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One page for all tests: cells 0-3 as below, fillers, and a response far down."""
    code, prose = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    cells = [
        prose("Some words of a lesson."),
        code(PYTHON),
        code(f"\n%%response q1\n{REPLY}"),
        code(""),
        *(prose(f"Filler {number}") for number in range(FILLERS)),
        code(f"%%response q2\n{REPLY}"),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    path = tmp_path_factory.mktemp("notebook") / "replies.ipynb"
    nbformat.write(notebook, path)
    page = lab.open(path)
    yield page
    page.context.close()


def cell(page: Page, index: int) -> Locator:
    return page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')


def editor(page: Page, index: int) -> Locator:
    return cell(page, index).locator(".cm-content")


def fresh(page: Page, text: str) -> Locator:
    """Empties cell 3, types text into it as a student would, and returns its editor."""
    content = editor(page, 3)
    content.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    page.keyboard.type(text)
    return content


def set_option(page: Page, index: int, name: str, value: bool) -> None:
    """Switches an option of one cell's editor, as Lab's settings do for all."""
    page.evaluate(
        """([index, name, value]) => jupyterapp.shell.currentWidget.content.widgets[index]
            .editor.setOption(name, value)""",
        [index, name, value],
    )


def source(page: Page) -> str:
    """The text of cell 3."""
    return str(page.evaluate(SOURCES)[3])


def ran(page: Page) -> list[str]:
    """The Lab commands that ran since `window.ran` was emptied."""
    commands: list[str] = page.evaluate("() => window.ran")
    return commands


def painted(content: Locator) -> list[dict[str, Any]]:
    pieces: list[dict[str, Any]] = content.evaluate(PAINTED_TEXT)
    return pieces


def colours(content: Locator) -> set[str]:
    return {piece["colour"] for piece in painted(content)}


def is_prose(content: Locator) -> bool:
    return content.get_attribute("spellcheck") == "true"


@pytest.mark.parametrize("theme", THEMES)
def test_words_have_one_readable_colour_in_each_theme(page: Page, theme: Theme) -> None:
    set_theme(page, theme)
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"response_cell_{theme}.png")

    header, *words = painted(editor(page, 2))
    assert header["text"] == "%%response q1"
    assert "".join(piece["text"] for piece in words) == REPLY
    assert len({piece["colour"] for piece in words}) == 1
    assert all(piece["contrast"] >= 4.5 for piece in [header, *words]), [header, *words]
    assert header["contrast"] < words[0]["contrast"]
    assert len(colours(editor(page, 1))) >= 4  # Python keeps its colours


def test_font_is_that_of_the_lesson(page: Page) -> None:
    font = "element => getComputedStyle(element).fontFamily"
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    words = editor(page, 2).locator(".cm-line").last
    lesson = cell(page, 0).locator(".jp-MarkdownOutput")
    assert words.evaluate(font) == lesson.evaluate(font)
    assert words.evaluate(font) != editor(page, 1).evaluate(font)
    assert words.evaluate(size) >= 16


def test_lines_wrap_in_a_narrow_window(page: Page) -> None:
    before = page.viewport_size
    page.set_viewport_size({"width": 640, "height": 900})
    set_option(page, 2, "lineWrap", False)  # a reply wraps even for who has switched that off
    for index in (1, 2):  # the course's settings wrap long lines of Python too
        scroller = cell(page, index).locator(".cm-scroller")
        assert scroller.evaluate("element => element.scrollWidth <= element.clientWidth")
    line = editor(page, 2).locator(".cm-line").last
    assert line.evaluate("element => element.clientHeight") > 100
    assert before
    page.set_viewport_size(before)


def test_editor_has_a_name_and_spell_check(page: Page) -> None:
    reply = page.get_by_role("textbox", name="Your reply, q1", exact=True)
    expect(reply).to_have_attribute("spellcheck", "true")
    expect(reply).to_have_attribute("autocapitalize", "sentences")
    python = editor(page, 1)
    expect(python).to_have_attribute("spellcheck", "false")
    assert python.get_attribute("aria-label") is None


def test_a_cell_becomes_prose_when_retyped_and_python_again(page: Page) -> None:
    content = fresh(page, "%%response q9\n")
    expect(content).to_have_attribute("aria-label", "Your reply, q9")
    assert page.evaluate(MIME_TYPES)[3] == "text/plain"

    content = fresh(page, "for word in 'it':")
    expect(content.get_by_text("for", exact=True)).to_be_visible()  # a coloured span of its own
    assert not is_prose(content)
    assert content.get_attribute("aria-label") is None
    assert page.evaluate(MIME_TYPES)[3] == page.evaluate(MIME_TYPES)[1] == "text/x-ipython"


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("\n  \n%%response q1\n", True),
        ("%%response\n", True),
        ("# %%response q1\n", False),
        ("%%responses q1\n", False),
        ("x = 1\n%%response q1\n", False),
    ],
)
def test_only_the_magic_makes_prose(page: Page, text: str, prose: bool) -> None:
    assert is_prose(fresh(page, text)) == prose


def test_prose_survives_lab_setting_the_language_again(page: Page) -> None:
    page.evaluate(
        """() => {
            const notebook = jupyterapp.shell.currentWidget.content;
            const info = notebook.model.getMetadata('language_info');
            notebook.model.setMetadata('language_info', { ...info, version: '3.99' });
        }"""
    )
    types = page.evaluate(MIME_TYPES)
    assert types[1:3] == ["text/x-ipython", "text/plain"]
    assert len(colours(editor(page, 2))) == 2  # the header and the words


def test_keys_insert_just_themselves(page: Page) -> None:
    set_option(page, 3, "autoClosingBrackets", True)
    typed = "It's \"(hard\":\nisn't it [:(\n"
    content = fresh(page, f"%%response q9\n{typed}")
    assert source(page) == f"%%response q9\n{typed}"
    page.keyboard.press("ArrowLeft")  # to a bracket without a partner, red in code
    bracket = content.locator(".cm-nonmatchingBracket")
    expect(bracket).to_have_css("background-color", "rgba(0, 0, 0, 0)")

    fresh(page, "if x:\n")  # where Python does help
    assert source(page) == "if x:\n    "
    fresh(page, "print(")
    assert source(page) == "print()"
    page.keyboard.press("Delete")
    expect(bracket).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_tab_leaves_a_reply_and_completes_in_python(page: Page) -> None:
    page.evaluate(
        """() => {
            window.ran = [];
            jupyterapp.commands.commandExecuted.connect((_, { id }) => window.ran.push(id));
        }"""
    )
    content = fresh(page, "%%response q9\nYou pri")
    for place, key in itertools.product(("Home", "End"), ("Tab", "Shift+Tab")):
        content.press(place)
        page.keyboard.press(key)
        expect(content).not_to_be_focused()
    assert source(page) == "%%response q9\nYou pri"
    assert not {"completer:invoke-notebook", "tooltip:launch-notebook"} & set(ran(page))

    content = fresh(page, "pri")
    page.keyboard.press("Tab")
    expect(content).to_be_focused()
    assert "completer:invoke-notebook" in ran(page)


def test_two_views_of_a_notebook_agree(page: Page) -> None:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    fresh(page, "%%response q9\nYes")
    page.evaluate("() => jupyterapp.commands.execute('docmanager:clone')")
    replies = page.get_by_role("textbox", name="Your reply, q9")
    expect(replies).to_have_count(2)

    replies.first.press("ControlOrMeta+Home")
    page.keyboard.type("x = 1 # ")
    expect(replies).to_have_count(0)
    assert page.evaluate(MIME_TYPES)[3] == "text/x-ipython"
    page.evaluate("() => jupyterapp.shell.currentWidget.close()")
    expect(page.locator(".jp-NotebookPanel")).to_have_count(1)
    assert not [message for message in messages if "CodeMirror plugin crashed" in message]


def test_a_cell_far_down_is_prose_when_scrolled_to(page: Page) -> None:
    last = FILLERS + 4
    page.evaluate(
        """index => {
            const notebook = jupyterapp.shell.currentWidget.content;
            notebook.notebookConfig = { ...notebook.notebookConfig, windowingMode: 'full' };
            return notebook.scrollToCell(notebook.widgets[index]);
        }""",
        last,
    )
    expect(editor(page, last)).to_have_attribute("aria-label", "Your reply, q2")
    assert len(colours(editor(page, last))) == 2


def test_lab_reads_the_files_as_they_are_here(lab: Lab) -> None:
    """Fails after a change to these files until the package is installed again."""

    def get(path: str) -> tuple[bytes, str]:
        with urllib.request.urlopen(f"{lab.url}/{path}?token={lab.token}") as reply:
            return reply.read(), reply.headers["Cache-Control"]

    script, caching = get("lab/extensions/mi-helpers/response_cell.js")
    assert script == (JUPYTER / "labextension" / "response_cell.js").read_bytes()
    assert caching == "no-cache"  # so an update reaches the student
    manifest = json.loads((JUPYTER / "labextension" / "package.json").read_text("utf-8"))
    assert manifest["version"] == importlib.metadata.version("mi-helpers")

    for plugin, settings in json.loads((JUPYTER / "overrides.json").read_text("utf-8")).items():
        properties = json.loads(get(f"lab/api/settings/{plugin}")[0])["schema"]["properties"]
        assert {name: properties[name]["default"] for name in settings} == settings
