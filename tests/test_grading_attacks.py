"""Everything a student could try, each with the mark that an honest student with the same words gets.

One class, marked once. Whatever code is handed in would leave a file behind if anything ran it.
"""

import copy
import html
import os
import re
from collections.abc import Callable
from pathlib import Path

import bs4
import pytest
from grading_class import LESSON, WRITTEN, Class, answer_cells, filled, make_class, various
from judged import judged
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from mi_helpers.bank import assignment_exercises
from mi_helpers.response import EARNED

REPLIES = various(5)
MARKUP = (
    "<script>window.ran=1</script><img src=x onerror=\"window.ran=2\"><a href='javascript:window.ran=3'>x</a>"
    "[y](javascript:window.ran=4) ![z](https://evil.example/z.png) <svg/onload=window.ran=5> $\\href{javascript:1}{m}$"
    "\n\n[r]: javascript:alert(1)\n[r] <https://evil.example> &lt;script&gt; </textarea></div></div>"
)


def honest_marks(replies: dict[str, str]) -> dict[str, float]:
    marks = {}
    for question, e in assignment_exercises(LESSON).items():
        text = replies.get(question, "").strip()
        rating = judged(e, text).rating if text else 1
        marks[f"{question}-grade"] = float(EARNED[rating])
    return marks


def at_the_top(code: str) -> Callable[[NotebookNode], None]:
    """Code in cells before and after the first one, and appended to the first one."""

    def attack(nb: NotebookNode) -> None:
        nb.cells.insert(0, new_code_cell(code))
        start = next(cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "start")
        start.source += "\n" + code
        nb.cells.insert(nb.cells.index(start) + 1, new_code_cell(code))

    return attack


def graded(nb: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in nb.cells if cell.source.startswith("grade(")]


def forge_outputs(nb: NotebookNode) -> None:
    for cell in graded(nb):
        cell.outputs = [new_output("execute_result", {"text/plain": "4.0"}, execution_count=1)]


def forge_metadata(**values: object) -> Callable[[NotebookNode], None]:
    def attack(nb: NotebookNode) -> None:
        for cell in nb.cells:
            if "nbgrader" in cell.metadata:
                cell.metadata["nbgrader"].update(values)

    return attack


def swap_ids(nb: NotebookNode) -> None:
    cells = answer_cells(nb)
    cells["q1"].metadata["nbgrader"]["grade_id"], cells["q2"].metadata["nbgrader"]["grade_id"] = "q2", "q1"
    for cell, name in zip(graded(nb), ["q2-grade", "q1-grade"], strict=False):
        cell.metadata["nbgrader"]["grade_id"] = name


def no_ids(nb: NotebookNode) -> None:
    for question, cell in answer_cells(nb).items():
        if question[1:].isdigit():
            cell.metadata.clear()


def evil_kernel(nb: NotebookNode) -> None:
    nb.metadata["kernelspec"] = {"name": "evil", "display_name": "evil", "language": "bash"}
    nb.metadata["language_info"] = {"name": "bash"}


def change_graded(nb: NotebookNode) -> None:
    for cell in graded(nb):
        cell.source = "4.0"


def delete_graded(nb: NotebookNode) -> None:
    nb.cells = [cell for cell in nb.cells if not cell.source.startswith("grade(")]


def duplicate(nb: NotebookNode) -> None:
    for cell in [*graded(nb), *answer_cells(nb).values()]:
        nb.cells.append(copy.deepcopy(cell))


def reorder(nb: NotebookNode) -> None:
    nb.cells.reverse()


def retype(kind: str) -> Callable[[NotebookNode], None]:
    def attack(nb: NotebookNode) -> None:
        for cell in [*graded(nb), *answer_cells(nb).values()]:
            cell.cell_type = kind

    return attack


def damage_lines(nb: NotebookNode) -> None:
    """Not an attack, but zero without anybody's looking in the stock pipeline."""
    for slip, cell in zip(
        [
            "%response {0}",
            "%%respones {0}",
            "",
            "%%response",
            "%%response {0}x",
            "# %%response {0}",
            "%%Response {0}:",
            "x",
        ],
        [cell for question, cell in answer_cells(nb).items() if question[1:].isdigit()],
        strict=True,
    ):
        question, words = cell.source.split("\n", 1)
        question = question.split()[1]
        cell.source = f"{slip.format(question)}\n{words}" if slip != "x" else words


def run_it(sentinel: Path) -> str:
    return f"open({str(sentinel)!r}, 'a').write('ran\\n')\n"


@pytest.fixture(scope="module")
def sentinel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sentinel") / "ran"


def attacks(ran: str) -> dict[str, Callable[[NotebookNode], None]]:
    code = {
        "patched-library": "import mi_helpers.response as r\nr.EARNED = dict.fromkeys(range(6), 4)\nr.assess = None",
        "redefined-grade": "def grade(q): return 4.0\nimport mi_helpers.response as r\nr.grade = grade",
        "builtins": "import builtins\nbuiltins.float = lambda *_: 4.0\nbuiltins.repr = lambda x: '4.0'",
        "formatters": "plain = get_ipython().display_formatter.formatters['text/plain']\n"
        "plain.for_type(float, lambda *a: a[1].text('4.0'))",
        "input-transformers": "get_ipython().input_transformers_post.append(lambda lines: ['4.0\\n'])",
        "forged-reply": "k = get_ipython().kernel\nk.session.send(k.iopub_socket, 'execute_result', {'data': "
        "{'text/plain': '4.0'}, 'metadata': {}, 'execution_count': 1})",
        "exit": "import os\nos._exit(0)",
        "reads-solutions": "print(open('../../../../solutions/01_righting_reflex/01_righting_reflex.ipynb').read())",
        "writes-gradebook": "import sqlite3\nsqlite3.connect('../../../gradebook.db').execute("
        "'update grade set manual_score=9')",
        "network": "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9/')",
        "shell": "!touch x\n%run evil.py\n%load_ext evil",
    }
    found = {name: at_the_top(ran + text) for name, text in code.items()}
    return found | {
        "forged-outputs": forge_outputs,
        "forged-points": forge_metadata(points=100),
        "forged-locks": forge_metadata(locked=False, solution=True, grade=False, checksum="0"),
        "forged-schema-old": forge_metadata(schema_version=0),
        "forged-schema-new": forge_metadata(schema_version=99, task="yes"),
        "forged-schema-odd": forge_metadata(schema_version="x", cell_type=["a"], points="many"),
        "swapped-ids": swap_ids,
        "no-ids": no_ids,
        "kernelspec": evil_kernel,
        "changed-graded": change_graded,
        "deleted-graded": delete_graded,
        "duplicated": duplicate,
        "reordered": reorder,
        "retyped-markdown": retype("markdown"),
        "retyped-raw": retype("raw"),
        "retyped-odd": retype("../../x"),
        "damaged-lines": damage_lines,
    }


NAMES = sorted(attacks(""))


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory, sentinel: Path) -> Class:
    base = tmp_path_factory.mktemp("attacked")
    made = make_class(base / "course", assignments=[LESSON])
    ran = run_it(sentinel)
    for name, attack in attacks(ran).items():
        nb = filled(REPLIES)
        attack(nb)
        made.hand_in(name, nb)
    # Files beside the notebook.
    folder = made.hand_in("files", filled(REPLIES))
    for name in ("mi_helpers.py", "sitecustomize.py", "usercustomize.py", "json.py", "nbgrader_config.py", "evil.pth"):
        (folder / name).write_text(ran, encoding="utf-8")
    for name in ("mi_helpers/__init__.py", "nbgrader/__init__.py", ".ipython/profile_default/startup/00.py"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(ran, encoding="utf-8")
    (folder / f"{LESSON}.pkl").write_bytes(b"cposix\nsystem\n(S'touch x'\ntR.")
    # Links.
    solutions = made.root / "solutions" / LESSON / f"{LESSON}.ipynb"
    made.hand_in("linked-notebook", None)
    (made.folder("linked-notebook") / f"{LESSON}.ipynb").symlink_to(solutions)
    folder = made.hand_in("linked-files", filled(REPLIES))
    (folder / "gradebook.db").symlink_to(made.root / "grading/gradebook.db")
    (folder / "all").symlink_to(made.root / "solutions")
    (folder / "timestamp.txt").unlink()
    (folder / "timestamp.txt").symlink_to("/etc/hostname")
    (folder / "submission_secret.txt").symlink_to("/etc/passwd")
    made.hand_in("linked-folder", None)
    (made.folder("linked-folder") / "sub").symlink_to(solutions.parent)
    os.mkfifo(made.hand_in("pipe", None) / f"{LESSON}.ipynb")
    # Words.
    made.hand_in("code", filled({q: f"{ran}\n4.0  # {text}" for q, text in REPLIES.items()}))
    made.hand_in("markup", filled(dict.fromkeys(REPLIES, MARKUP), written=MARKUP))
    made.hand_in("long", filled(dict.fromkeys(REPLIES, "You are tired of it all. " * 4_000)))
    made.hand_in("longest", filled({"q1": "x" * 50_000_000}))
    made.hand_in("many-cells", many_cells())
    summary = made.grade()
    assert not summary.failed
    made.summary = summary  # type: ignore[attr-defined]
    return made


def many_cells() -> NotebookNode:
    nb = filled(REPLIES)
    nb.cells = [new_markdown_cell("x") for _ in range(20_000)] + nb.cells
    return nb


@pytest.mark.parametrize("name", [*NAMES, "files", "linked-files", "many-cells"])
def test_the_honest_mark(attacked: Class, name: str) -> None:
    marks = attacked.marks(name)
    assert {cell: points for cell, (points, _) in marks.items() if cell != "reflection"} == honest_marks(REPLIES)
    assert not any(needs for cell, (_, needs) in marks.items() if cell != "reflection")
    assert marks["reflection"] == (None, True)


def test_nothing_ran(attacked: Class, sentinel: Path) -> None:
    assert not sentinel.exists()


def test_nothing_of_a_submission_but_its_text_goes_further(attacked: Class) -> None:
    for folder in (attacked.root / "grading/autograded").glob(f"*/{LESSON}"):
        assert {path.name for path in folder.iterdir()} <= {f"{LESSON}.ipynb", "timestamp.txt", "submission_secret.txt"}
        assert not any(path.is_symlink() for path in folder.iterdir())
        for path in folder.iterdir():
            assert "root:" not in path.read_text(encoding="utf-8")
    nb = attacked.autograded("kernelspec")
    assert nb.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("name", ["linked-notebook", "linked-folder", "pipe", "longest"])
def test_what_is_no_own_file_is_for_a_human(attacked: Class, name: str) -> None:
    assert set(attacked.marks(name).values()) == {(None, True)}
    reason = attacked.comments(name)["q1"]
    assert re.search("no file of its own|There is no notebook|larger than 20 MB", reason)
    assert name in attacked.summary.needs_a_look  # type: ignore[attr-defined]
    assert "BEGIN SOLUTION" not in str(attacked.autograded(name))


def test_code_in_a_response_is_only_text(attacked: Class, sentinel: Path) -> None:
    ran = run_it(sentinel)
    marks = attacked.marks("code")
    expected = honest_marks({q: f"{ran}\n4.0  # {text}" for q, text in REPLIES.items()})
    assert {cell: points for cell, (points, _) in marks.items() if cell != "reflection"} == expected


def test_a_very_long_reply_is_marked_like_any_other(attacked: Class) -> None:
    marks = attacked.marks("long")
    expected = honest_marks(dict.fromkeys(REPLIES, "You are tired of it all. " * 4_000))
    assert {cell: points for cell, (points, _) in marks.items() if cell != "reflection"} == expected


def test_a_damaged_line_is_noted(attacked: Class) -> None:
    comments = attacked.comments("damaged-lines")
    assert all("line of this cell was damaged" in comments[f"q{n}"] for n in range(1, 9))
    assert "damaged-lines" in attacked.summary.oddities  # type: ignore[attr-defined]


def test_deleted_answers_are_for_a_human(attacked: Class) -> None:
    nb = filled(REPLIES)
    cells = answer_cells(nb)
    nb.cells = [cell for cell in nb.cells if cell is not cells["q1"] and cell is not cells["reflection"]]
    nb.cells.append(new_markdown_cell("My words stand here instead."))
    attacked.hand_in("deleted", nb)
    attacked.grade()
    marks = attacked.marks("deleted")
    assert marks["q1-grade"] == marks["reflection"] == (None, True)
    assert marks["q2-grade"] == (honest_marks(REPLIES)["q2-grade"], False)
    assert "missing" in attacked.comments("deleted")["q1"]
    assert "My words stand here instead." in attacked.autograded("deleted").cells[-1].source


def assert_harmless(page: str, allowed_scripts: int) -> None:
    soup = bs4.BeautifulSoup(page, "html.parser")
    assert len(soup.find_all("script")) == allowed_scripts
    for tag in soup.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")], tag
        for name in ("href", "src", "action", "data"):
            value = str(tag.attrs.get(name, ""))
            assert not re.match(r"\s*(javascript|data:text|vbscript)", value, re.IGNORECASE), tag
            assert tag.name == "a" or "evil.example" not in value, tag
    assert not soup.find_all("svg")


def test_markup_is_shown_as_text_in_feedback_and_in_formgrader(attacked: Class) -> None:
    nb = attacked.autograded("markup")
    exporter = HTMLExporter(template_name="classic")
    clean = attacked.autograded("kernelspec")
    scripts = len(bs4.BeautifulSoup(exporter.from_notebook_node(clean)[0], "html.parser").find_all("script"))
    page = exporter.from_notebook_node(nb)[0]  # how Formgrader turns a notebook into a page
    assert_harmless(page, scripts)
    attacked.nbgrader("generate_feedback", LESSON, "--student", "markup")
    feedback = (attacked.root / f"grading/feedback/markup/{LESSON}/{LESSON}.html").read_text(encoding="utf-8")
    assert_harmless(feedback, 0)
    words = html.unescape(re.sub(r"<[^>]+>", "", feedback))
    assert "<script>window.ran=1</script>" in words  # their words, letter by letter
    assert WRITTEN not in words
