"""exercises/ is what solutions/ and the bank say; typed words are kept; mistakes stop a release."""

import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbconvert.filters import markdown2html
from nbformat import NotebookNode

from mi_helpers.bank import BankError, assignment_exercises
from mi_helpers.grading import lint
from mi_helpers.grading.course import CONFIG, find_course, is_nbgrader, wrong_folder
from mi_helpers.grading.prompts import (
    FillPrompts,
    PromptError,
    escape_markdown,
    fill_prompts,
    prompt_markdown,
)
from mi_helpers.grading.release import main, release_all

ROOT = Path(__file__).parent.parent
NBGRADER = Path(sys.executable).parent / "nbgrader"
LESSON = "01_righting_reflex"
NOTEBOOK = f"{LESSON}/{LESSON}.ipynb"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of its own, with the real assignments and nothing released yet."""
    monkeypatch.setenv("PATH", os.environ["PATH"])  # the configuration adds to it
    return make_course(tmp_path / "course")


def make_course(root: Path) -> Path:
    root.mkdir()
    shutil.copy(ROOT / CONFIG, root)
    shutil.copytree(ROOT / "solutions", root / "solutions", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return root


@pytest.fixture(scope="module")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exercises/ of a first release, to copy."""
    root = make_course(tmp_path_factory.mktemp("released") / "course")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.environ["PATH"])
        assert release_all(root)
    return root / "exercises"


@pytest.fixture
def released_course(course: Path, released_once: Path) -> Path:
    """A course of its own, with the real assignments released."""
    shutil.copytree(released_once, course / "exercises")
    return course


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, timeout=120, check=False
    )


def edit(path: Path, change: Callable[[NotebookNode], None]) -> None:
    nb = nbformat.read(path, as_version=4)
    change(nb)
    nbformat.write(nb, path)


# ---- Freshness


def test_exercises_are_what_make_release_makes(course: Path) -> None:
    made = run(sys.executable, "-m", "mi_helpers.grading.release", cwd=course)
    assert made.returncode == 0, made.stderr
    assert f"exercises/{LESSON} done" in made.stdout
    fresh, committed = contents(course / "exercises"), contents(ROOT / "exercises")
    assert sorted(fresh) == sorted(committed)
    stale = [name for name in fresh if fresh[name] != committed[name]]
    assert not stale, f"run `make release`: {stale} differ from what solutions/ and the bank say now"


def test_a_release_holds_prompts_and_stubs_but_no_answer() -> None:
    source = nbformat.read(ROOT / "solutions" / NOTEBOOK, as_version=4)
    release = nbformat.read(ROOT / "exercises" / NOTEBOOK, as_version=4)
    text = "\n".join(cell.source for cell in release.cells)
    for question, exercise in assignment_exercises(LESSON).items():
        assert prompt_markdown(exercise) in text
        assert f"%%response {question}\nWrite your reply here" in text
    assert "SOLUTION" not in text
    assert "{{" not in text
    for cell in source.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            answer = [line for line in cell.source.splitlines() if len(line) > 20 and "SOLUTION" not in line]
            assert answer
            assert not any(line in text for line in answer)


def test_releasing_again_changes_nothing(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert release_all(course)
    first = contents(course)
    assert release_all(course)
    assert contents(course) == first
    assert capsys.readouterr().err == ""


def test_make_release_in_a_subfolder_and_outside(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course / "solutions")
    assert main() == 0
    assert (course / "exercises" / NOTEBOOK).exists()
    monkeypatch.chdir(course.parent)
    assert main() != 0
    assert "go to the course folder" in capsys.readouterr().err


def test_a_course_without_assignments_says_so(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(course / "solutions")
    assert not release_all(course)
    assert "no assignment" in capsys.readouterr().err


# ---- Typed words


def type_a_reply(release: Path) -> None:
    def change(nb: NotebookNode) -> None:
        cell = next(cell for cell in nb.cells if cell.source.startswith("%%response"))
        cell.source = cell.source.splitlines()[0] + "\nYou've had enough of being told."

    edit(release / f"{LESSON}.ipynb", change)


def add_a_note(release: Path) -> None:
    edit(release / f"{LESSON}.ipynb", lambda nb: nb.cells.append(nbformat.v4.new_markdown_cell("My own notes")))


def start_another_notebook(release: Path) -> None:
    nbformat.write(nbformat.v4.new_notebook(), release / "Untitled.ipynb")


def leave_a_text_file(release: Path) -> None:
    (release / "draft.txt").write_text("Some thoughts", encoding="utf-8")


def break_the_file(release: Path) -> None:
    (release / f"{LESSON}.ipynb").write_text("<<<<<<< HEAD\n{", encoding="utf-8")


@pytest.mark.parametrize(
    "happening", [type_a_reply, add_a_note, start_another_notebook, leave_a_text_file, break_the_file]
)
def test_typed_words_are_never_overwritten(
    happening: Callable[[Path], None], released_course: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = contents(released_course / "exercises")
    happening(released_course / "exercises" / LESSON)
    typed = contents(released_course / "exercises")
    [touched] = [name for name in typed if typed[name] != before.get(name)]
    assert not release_all(released_course)
    assert contents(released_course / "exercises") == typed
    assert f"exercises/{touched}" in caplog.text
    assert "Move these files" in caplog.text


def test_nbgrader_itself_refuses_to_overwrite_typed_words(released_course: Path) -> None:
    type_a_reply(released_course / "exercises" / LESSON)
    typed = contents(released_course / "exercises")
    refused = run(NBGRADER, "generate_assignment", LESSON, cwd=released_course)
    assert refused.returncode == 1
    assert f"exercises/{NOTEBOOK} (has changed since it was released)" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert contents(released_course / "exercises") == typed


def test_running_a_release_without_typing_is_no_obstacle(released_course: Path) -> None:
    fresh = contents(released_course / "exercises")

    def run_cells(nb: NotebookNode) -> None:
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.execution_count = 1
                cell.outputs = [nbformat.v4.new_output("stream", text="feedback")]

    edit(released_course / "exercises" / NOTEBOOK, run_cells)
    assert release_all(released_course)
    assert contents(released_course / "exercises") == fresh


# ---- Mistakes in the source


def first_cell(nb: NotebookNode, beginning: str) -> NotebookNode:
    return next(cell for cell in nb.cells if cell.source.startswith(beginning))


def drop_markers(nb: NotebookNode) -> None:
    cell = first_cell(nb, "%%response q2")
    cell.source = re.sub(r"### (BEGIN|END) SOLUTION\n?", "", cell.source)


def write_outside_markers(nb: NotebookNode) -> None:
    first_cell(nb, "%%response q2").source += "\nThis would be everybody's reply."


def drop_magic(nb: NotebookNode) -> None:
    cell = first_cell(nb, "%%response q2")
    cell.source = cell.source.split("\n", 1)[1]


def forget_solution_flag(nb: NotebookNode) -> None:
    first_cell(nb, "%%response q2").metadata.nbgrader.solution = False


def delete_grade(nb: NotebookNode) -> None:
    nb.cells.remove(first_cell(nb, 'grade("q2")'))


def delete_response(nb: NotebookNode) -> None:
    nb.cells.remove(first_cell(nb, "%%response q2"))


def grade_first(nb: NotebookNode) -> None:
    grade = first_cell(nb, 'grade("q2")')
    nb.cells.remove(grade)
    nb.cells.insert(nb.cells.index(first_cell(nb, "%%response q2")), grade)


def grade_something_else(nb: NotebookNode) -> None:
    first_cell(nb, 'grade("q2")').source = "1 + 1"


def ungrade(nb: NotebookNode) -> None:
    first_cell(nb, 'grade("q2")').metadata.nbgrader.grade = False


def change_points(nb: NotebookNode) -> None:
    first_cell(nb, 'grade("q2")').metadata.nbgrader.points = 5


def ask_unknown(nb: NotebookNode) -> None:
    cell = next(cell for cell in nb.cells if "{{ prompt q2 }}" in cell.source)
    cell.source = cell.source.replace("q2 }}", "q77 }}")


def answer_unknown(nb: NotebookNode) -> None:
    cell = first_cell(nb, "%%response q2")
    cell.source = cell.source.replace("%%response q2", "%%response q77")


def bury_prompt(nb: NotebookNode) -> None:
    cell = next(cell for cell in nb.cells if "{{ prompt q2 }}" in cell.source)
    cell.source = cell.source.replace("{{ prompt q2 }}", "Read {{ prompt q2 }} first.")


def unlock_prompt(nb: NotebookNode) -> None:
    next(cell for cell in nb.cells if "{{ prompt q2 }}" in cell.source).metadata.nbgrader.locked = False


def open_another(nb: NotebookNode) -> None:
    cell = next(cell for cell in nb.cells if "open_assignment(" in cell.source)
    cell.source = cell.source.replace(LESSON, "02_genuine_empathy")


def open_nothing(nb: NotebookNode) -> None:
    nb.cells.remove(next(cell for cell in nb.cells if "open_assignment(" in cell.source))


def unlock_opening(nb: NotebookNode) -> None:
    next(cell for cell in nb.cells if "open_assignment(" in cell.source).metadata.nbgrader.locked = False


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (drop_markers, "put the model answer of %%response q2 between ### BEGIN SOLUTION"),
        (write_outside_markers, "%%response q2 has text outside"),
        (drop_magic, "must begin with a line such as %%response q1"),
        (forget_solution_flag, "%%response q2 must be an 'Autograded answer' cell"),
        (delete_grade, 'needs one %%response q2 cell and one grade("q2") cell; there are 1 and 0'),
        (delete_response, 'needs one %%response q2 cell and one grade("q2") cell; there are 0 and 1'),
        (grade_first, "grades q2 before its %%response cell"),
        (grade_something_else, 'must end in a line such as grade("q1")'),
        (ungrade, "must be an 'Autograder tests' cell"),
        (change_points, "is worth 5 points; q2 is worth 4"),
        (ask_unknown, "{{ prompt q77 }} names a question that the bank doesn't have. It has: q1, q2,"),
        (answer_unknown, "Question q77 is not in the bank, which has: q1, q2,"),
        (bury_prompt, "A prompt stands on a line of its own"),
        (unlock_prompt, "a cell with a prompt must be read-only"),
        (open_another, f'open_assignment("{LESSON}")'),
        (open_nothing, f'must call open_assignment("{LESSON}")'),
        (unlock_opening, "must be read-only for nbgrader"),
    ],
)
def test_a_mistake_in_the_source_is_named(damage: Callable[[NotebookNode], None], message: str) -> None:
    nb = nbformat.read(ROOT / "solutions" / NOTEBOOK, as_version=4)
    assert lint.problems(nb, LESSON) == []
    damage(nb)
    assert any(message in problem for problem in lint.problems(nb, LESSON))


def test_a_mistake_stops_the_release_before_anything_is_deleted(
    released_course: Path, caplog: pytest.LogCaptureFixture
) -> None:
    released = contents(released_course / "exercises")
    edit(released_course / "solutions" / NOTEBOOK, drop_markers)
    assert not release_all(released_course)
    assert re.search(rf"solutions/{NOTEBOOK}: Cell \d+: put the model answer of %%response q2", caplog.text)
    assert contents(released_course / "exercises") == released


def test_an_assignment_without_a_bank_file_is_named() -> None:
    [problem] = lint.problems(nbformat.v4.new_notebook(), "77_no_lesson")
    assert "77_no_lesson" in problem
    assert LESSON in problem


def test_a_malformed_bank_is_reported_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def malformed(lesson: str) -> None:
        raise BankError(f"{lesson}.toml: exercise 3 (01-x): 'pushy' is missing or empty.")

    monkeypatch.setattr(lint, "assignment_questions", malformed)
    nb = nbformat.read(ROOT / "solutions" / NOTEBOOK, as_version=4)
    assert lint.problems(nb, LESSON) == [f"{LESSON}.toml: exercise 3 (01-x): 'pushy' is missing or empty."]


# ---- Prompts


def test_a_prompt_reads_as_who_words_pushy_and_skill() -> None:
    exercise = assignment_exercises(LESSON)["q1"]
    shown = markdown2html(prompt_markdown(exercise))
    plain = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())
    for words in (exercise.who, exercise.client, exercise.pushy):
        assert " ".join(words.split()) in plain
    assert re.search(r"<blockquote>.*</blockquote>.*Instead of:\s*<del>", shown, re.DOTALL)


def test_only_the_prompt_line_is_replaced() -> None:
    exercises = assignment_exercises(LESSON)
    filled = fill_prompts("## One\n\n  {{prompt q1}}\n\nYour turn.", exercises)
    assert filled == f"## One\n\n{prompt_markdown(exercises['q1'])}\n\nYour turn."
    assert fill_prompts("No prompt {here} or {{there}}.", exercises) == "No prompt {here} or {{there}}."


@pytest.mark.parametrize(
    "source",
    ["{{ prompt q1", "see {{ prompt q1 }}", "{{ prompt }}", "{{ prompt q1 q2 }}", "{{ prompt q99 }}"],
)
def test_a_prompt_that_cannot_be_filled_is_an_error(source: str) -> None:
    with pytest.raises(PromptError):
        fill_prompts(source, assignment_exercises(LESSON))


def test_the_preprocessor_names_notebook_and_cell() -> None:
    cells = [nbformat.v4.new_markdown_cell("Hello"), nbformat.v4.new_markdown_cell("{{ prompt q99 }}")]
    resources = {"nbgrader": {"assignment": LESSON, "notebook": LESSON}}
    with pytest.raises(PromptError, match=rf"{LESSON}\.ipynb, cell 2: .* q99 .*It has: q1, "):
        FillPrompts().preprocess(nbformat.v4.new_notebook(cells=cells), resources)


@pytest.mark.parametrize(
    "text",
    [
        "*not bold* _nor this_ `nor code` ~~nor struck~~",
        "# no heading",
        "- no list",
        "+ no list",
        "1. no list",
        "2) no list",
        "===",
        "---",
        "> no quote",
        "[no](link) ![no](image) <b>no tag</b> <script>no()</script>",
        "a | b",
        "fish & chips &amp; &lt;",
        "back\\slash \\* end\\",
        'it\'s "quoted" and 😀, 100% fine_really_',
        "$40 a week and $50 at weekends",
        "$$x$$ and \\(y\\) \\[z\\]",
    ],
)
def test_escaped_words_are_shown_letter_by_letter(text: str) -> None:
    shown = markdown2html(escape_markdown(text)).strip()
    assert re.fullmatch(r"<p>.*</p>", shown, re.DOTALL)
    inner = re.sub(r"</?span>", "", shown[3:-4])
    assert "<" not in inner
    assert html.unescape(inner) == text


# ---- Where nbgrader is started


def test_the_course_is_found_from_its_subfolders_only(course: Path) -> None:
    assert find_course(course) == course
    assert find_course(course / "solutions" / LESSON) == course
    assert find_course(course.parent) is None


def test_who_is_stopped_outside_the_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mi_helpers.grading.course.jupyter_config_path", lambda: [str(tmp_path)])
    own = tmp_path / "own" / CONFIG

    def message(*argv: str) -> str | None:
        return wrong_folder(argv, tmp_path, own)

    stopped = message("/x/bin/nbgrader", "autograde", LESSON)
    assert stopped is not None
    assert str(tmp_path) in stopped
    assert "Go to the course folder first" in stopped
    assert message("/x/nbgrader/__main__.py", "collect", LESSON)
    for fine in (
        ("/x/bin/nbgrader",),
        ("/x/bin/nbgrader", "quickstart", "course101"),
        ("/x/bin/nbgrader", "validate", "a.ipynb"),
        ("/x/bin/nbgrader", "autograde", LESSON, "--course-dir=/elsewhere"),
        ("/x/bin/jupyter-lab",),
        (),
    ):
        assert message(*fine) is None
    (tmp_path / CONFIG).touch()  # somebody's own arrangement, such as a hub's
    assert message("/x/bin/nbgrader", "autograde", LESSON) is None


def test_a_server_is_not_taken_for_nbgrader() -> None:
    assert is_nbgrader(["/course/.venv/bin/nbgrader"])
    assert is_nbgrader(["C:\\nbgrader.exe".replace("C:\\", "/c/")])
    assert not is_nbgrader(["/course/.venv/bin/jupyter-lab"])
    assert not is_nbgrader(["/course/.venv/bin/jupyterhub-singleuser"])
