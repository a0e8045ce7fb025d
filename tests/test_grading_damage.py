"""Damaged submissions: what can be read is marked, the rest is for a human with the reason; no words are lost."""

import json
import shutil
from pathlib import Path

import pytest
from grading_class import LESSON, Class, answer_cells, as_bytes, filled, make_class, various
from IPython.core.inputtransformer2 import TransformerManager
from judged import judged
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from mi_helpers.bank import assignment_exercises
from mi_helpers.grading.answers import Answer, find_replies, response_line
from mi_helpers.grading.markup import harmless_markdown
from mi_helpers.grading.reading import Cell, read_cells, read_timestamp
from mi_helpers.response import EARNED

REPLIES = various(4)
GOOD = as_bytes(filled(REPLIES))
DEEP = b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def old_format(nb: NotebookNode) -> bytes:
    """Notebook format 3, as IPython wrote it in 2013."""
    cells = []
    for cell in nb.cells:
        old = {"cell_type": cell.cell_type, "metadata": dict(cell.metadata)}
        old["input" if cell.cell_type == "code" else "source"] = cell.source.splitlines(keepends=True)
        cells.append(old)
    return json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}).encode()


def surrogates(nb: NotebookNode) -> bytes:
    cells = answer_cells(nb)
    cells["reflection"].source += " \ud83d and \udc00 "
    return json.dumps(nb).encode()


def broken_metadata() -> bytes:
    nb = json.loads(GOOD)
    for cell in nb["cells"]:
        if cell["source"].startswith("grade("):
            cell["metadata"] = ["no", "mapping"]
    nb["metadata"] = None
    nb["cells"] += [None, 3, {"source": 5}, {"cell_type": "code"}]
    return json.dumps(nb).encode()


READABLE = {
    "byte-order-mark": b"\xef\xbb\xbf" + GOOD,
    "utf-16": GOOD.decode().encode("utf-16"),
    "utf-16-le": GOOD.decode().encode("utf-16-le"),
    "utf-16-be-mark": b"\xfe\xff" + GOOD.decode().encode("utf-16-be"),
    "nul-at-the-end": GOOD + b"\0" * 4096,
    "old-format": old_format(filled(REPLIES)),
    "surrogates": surrogates(filled(REPLIES)),
    "newer-format": GOOD.replace(b'"nbformat": 4', b'"nbformat": 5'),
    "nbformat-missing": GOOD.replace(b'"nbformat": 4,', b""),
    "metadata": broken_metadata(),
    "stray-byte": GOOD.replace(b"fix things", b"fix \xff things"),
}
UNREADABLE = {
    "truncated": (GOOD[: len(GOOD) // 2], "no whole notebook"),
    "empty": (b"", "is empty"),
    "only-nul": (b"\0" * 1000, "is empty"),
    "deep": (DEEP, "nested too deeply"),
    "a-list": (b"[1, 2]", "no cells"),
    "a-word": (b"I wrote this in Word, sorry: You are worn out.", "no whole notebook"),
    "a-zip": (b"PK\x03\x04" + bytes(range(256)) * 10, "no whole notebook"),
    "no-cells": (b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "no cells"),
    "a-huge-number": (b'{"cells": ' + b"9" * 10_000 + b"}", "no whole notebook|no cells"),
    "conflict-markers": (GOOD.replace(b'"cells"', b'<<<<<<< HEAD\n"cells"', 1), "no whole notebook"),
}


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Class:
    made = make_class(tmp_path_factory.mktemp("damaged"), assignments=[LESSON])
    for name, raw in READABLE.items():
        made.hand_in(name, raw)
    for name, (raw, _) in UNREADABLE.items():
        made.hand_in(name, raw)
    made.hand_in(
        "latin", as_bytes(filled(dict.fromkeys(REPLIES, "Café – you’re tired."))).decode().encode("cp1252", "replace")
    )
    made.hand_in("wrong-name", GOOD, name="01_righting_reflex-Copy1.ipynb")
    made.hand_in("wrong-ending", GOOD, name="01_righting_reflex.ipynb.txt")
    made.hand_in("subfolder", None)
    (made.folder("subfolder") / "My homework").mkdir()
    (made.folder("subfolder") / "My homework" / f"{LESSON}.ipynb").write_bytes(GOOD)
    made.hand_in("odd-name", GOOD, name="odd \udcff.ipynb")
    made.hand_in("two-names", GOOD, name="first.ipynb")
    made.hand_in("two-names", GOOD, name="second.ipynb")
    made.hand_in("another-notebook", as_bytes(NotebookNode(cells=[new_code_cell("1 + 1")])), name="other.ipynb")
    made.hand_in("missing", None)
    made.hand_in("bad-time", GOOD, timestamp="half past nine")
    made.hand_in("wild-time", GOOD, timestamp="9" * 60)
    made.hand_in("no-time", GOOD, timestamp=None)
    made.hand_in("empty-time", GOOD, timestamp="")
    made.hand_in("whole", GOOD)
    made.summary = made.grade()  # type: ignore[attr-defined]
    return made


def honest() -> dict[str, tuple[float | None, bool]]:
    marks: dict[str, tuple[float | None, bool]] = {"reflection": (None, True)}
    for question, e in assignment_exercises(LESSON).items():
        marks[f"{question}-grade"] = (float(EARNED[judged(e, REPLIES[question]).rating]), False)
    return marks


@pytest.mark.parametrize(
    "name",
    [
        *READABLE,
        "wrong-name",
        "odd-name",
        "wrong-ending",
        "subfolder",
        "bad-time",
        "wild-time",
        "no-time",
        "empty-time",
        "whole",
    ],
)
def test_what_can_be_read_is_marked(damaged: Class, name: str) -> None:
    assert damaged.marks(name) == honest()


def test_a_file_that_cannot_be_read_is_shown_line_by_line(damaged: Class) -> None:
    shown = next(cell.source for cell in damaged.autograded("truncated").cells if cell.get("id") == "also-handed-in")
    assert "<br>" in shown
    assert "<br>\n" not in shown  # in <pre> both begin a line


def test_every_submission_has_what_releasing_feedback_reads(damaged: Class) -> None:
    """nbgrader opens these two files of each student, and stops for everybody where one has none."""
    marked = list((damaged.root / "grading/autograded").glob(f"*/{LESSON}"))
    assert "no-time" in {folder.parent.name for folder in marked}
    assert not [folder for folder in marked if not (folder / "timestamp.txt").is_file()]
    assert not [folder for folder in marked if not (folder / "submission_secret.txt").is_file()]


@pytest.mark.parametrize("name", [*UNREADABLE, "two-names", "another-notebook", "missing"])
def test_what_cannot_be_read_is_for_a_human_with_the_reason(damaged: Class, name: str) -> None:
    assert set(damaged.marks(name).values()) == {(None, True)}
    reasons = {
        "two-names": "more than one notebook",
        "another-notebook": "other.ipynb is another notebook",
        "missing": "There is no notebook",
    } | {name: reason for name, (_, reason) in UNREADABLE.items()}
    for question in (*REPLIES, "reflection"):
        assert any(reason in damaged.comments(name)[question] for reason in reasons[name].split("|"))
    assert damaged.comments(name)["q1"] in damaged.summary.needs_a_look[name]  # type: ignore[attr-defined]


def test_words_of_an_unreadable_file_are_shown_to_whoever_marks(damaged: Class) -> None:
    assert "sorry: You are worn out." in damaged.autograded("a-word").cells[-1].source
    assert "Handed in beside the answers" in damaged.autograded("truncated").cells[-1].source
    assert REPLIES["q1"][:30] in damaged.autograded("truncated").cells[-1].source.replace("&#x27;", "'")
    assert damaged.autograded("two-names").cells[-1].id == "also-handed-in"
    assert damaged.folder("a-word").joinpath(f"{LESSON}.ipynb").read_bytes() == UNREADABLE["a-word"][0]


def test_old_encodings_keep_their_letters(damaged: Class) -> None:
    assert answer_cells(damaged.autograded("latin"))["q1"].source == "%%response q1\nCafé – you’re tired."
    assert "old encoding" in damaged.comments("latin")["q1"]
    assert "Next time I wait" in answer_cells(damaged.autograded("surrogates"))["reflection"].source


def test_what_was_odd_is_said(damaged: Class) -> None:
    oddities = damaged.summary.oddities  # type: ignore[attr-defined]
    assert "wrong-name" in oddities
    assert "01_righting_reflex-Copy1.ipynb" in damaged.comments("wrong-name")["q1"]
    assert "lateness is not known" in damaged.comments("bad-time")["q1"]
    assert not {"whole", "no-time", "byte-order-mark", "utf-16"} & set(oddities)


def test_the_summary_counts_and_names(damaged: Class) -> None:
    summary = damaged.summary  # type: ignore[attr-defined]
    lines = summary.lines()
    everybody = len(list((damaged.root / "grading/submitted").iterdir()))
    assert lines[0] == f"Graded: {everybody}. Needs a look: {len(UNREADABLE) + 3}."
    assert not summary.failed
    assert any(line.startswith("  empty: The file is empty.") for line in lines)
    with damaged.gradebook() as gradebook:
        gradebook.update_or_create_student("empty", first_name="Emma", last_name="Ty")
    assert any("  empty (Emma Ty): " in line for line in damaged.grade(student="empty", force=True).lines())


def test_nbgraders_own_command_goes_through_with_all_of_it(damaged: Class) -> None:
    said = damaged.nbgrader("autograde", LESSON, "--force")
    assert f"Needs a look: {len(UNREADABLE) + 3}." in said
    assert "truncated: The file is no whole notebook" in said
    assert "Traceback" not in said


def test_feedback_is_made_for_all_of_it(damaged: Class) -> None:
    said = damaged.nbgrader("generate_feedback", LESSON, "--student", "[de]*")
    assert "Traceback" not in said
    page = (damaged.root / f"grading/feedback/empty/{LESSON}/{LESSON}.html").read_text(encoding="utf-8")
    assert "The file is empty." in page


# How a cell is read


@pytest.mark.parametrize(
    "source",
    [
        "%%response q1\nHello",
        "%%response q1\nTwo\nlines\n",
        "\n\n%%response q1\nAfter blank lines",
        "    %%response q1\n    Indented\n      more",
        ">>> %%response q1\n... As in a session",
        "In [1]: %%response q1\n   ...: As in IPython",
        "%%response  q1  \nSpaces",
        "%%response q1\n'quotes\" \\n \\ \u2028 \x0c {x} %s",
        "%%response q1\n!ls\n?help\n%magic\nx?",
        "%%response q1\n%%response q2\nBoth",
        "%%response q1\r\nWindows\r\nlines\r\n",
        "%%response q1\n😀 \t tab",
    ],
)
def test_a_cell_is_read_as_ipython_reads_it(source: str) -> None:
    called: list[tuple[str, str, str]] = []

    class Shell:
        def run_cell_magic(self, *arguments: str) -> None:
            called.append(arguments)  # type: ignore[arg-type]

    exec(TransformerManager().transform_cell(source), {"get_ipython": Shell})
    name, line, body = called[0]
    assert name == "response"
    assert response_line(source) == (line.strip(), body)


@pytest.mark.parametrize(
    "source",
    ["", "x", "%%responses q1\nx", "%response q1", "%%time\nx", "(" * 10_000, "%%response?", "%%\nresponse q1"],
)
def test_what_is_no_response_cell(source: str) -> None:
    assert response_line(source) is None


def reply(*cells: tuple[str, str]) -> Answer:
    return find_replies([Cell(*cell) for cell in cells], {"q1": "q1"})["q1"]


def test_which_copy_counts() -> None:
    assert reply(("%%response q1\nOne", "q1"), ("%%response q1\nTwo", "q1")).text.strip() == "Two"
    assert "2 different replies" in reply(("%%response q1\nOne", "q1"), ("%%response q1\nTwo", "q1")).note
    assert reply(("%%response q1\nOne", "q1"), ("%%response q1\n", "q1")).text.strip() == "One"
    assert reply(("%%response q1\nOne", ""), ("respond q1\nTwo", "q1")).text.strip() == "One"
    assert reply(("%%response q1", "q1")) == Answer("")
    assert reply(("%%response q9\nMine", "q1")).text == "Mine"
    assert reply(("Respect. You stand by it.", "q1")).text == "Respect. You stand by it."
    assert reply(("%%response q2\nx", "")).problem


def test_a_link_or_a_pipe_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(GOOD)
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "real")
    with pytest.raises(Exception, match="no file of its own"):
        read_cells(tmp_path / "link.ipynb")
    (tmp_path / "timestamp.txt").symlink_to("/dev/zero")
    assert read_timestamp(tmp_path)[1] is None


def test_one_that_the_gradebook_refuses_keeps_no_other_from_being_saved(damaged: Class) -> None:
    damaged.hand_in("refused \udcff", GOOD)
    damaged.hand_in("right-beside", GOOD)
    summary = damaged.grade()
    assert list(summary.failed) == ["refused \udcff"]
    assert any("NOT saved" in line for line in summary.lines())
    assert damaged.marks("right-beside") == honest()
    shutil.rmtree(damaged.folder("refused \udcff").parent)


@pytest.mark.parametrize("text", ["**bold** and *it*", "- a\n- b", "costs $5 or $6", "a < b > c [x] \\ y", "<b>x</b>"])
def test_harmless_markdown_is_made_once(text: str) -> None:
    assert harmless_markdown(harmless_markdown(text)) == harmless_markdown(text)
