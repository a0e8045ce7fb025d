"""Notebooks are committed as JupyterLab writes them, with the outputs that the prose talks about and no others."""

from pathlib import Path

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

from mi_helpers.notebooks import CHECK_TAG, is_tidy, main, refresh

ROOT = Path(__file__).parent.parent
NOTEBOOKS = [*sorted((ROOT / "course").glob("*.ipynb")), *sorted((ROOT / "solutions").rglob("*.ipynb"))]


def write(path: Path, *sources: str, checked: str = "") -> Path:
    cells = [
        nbformat.v4.new_code_cell(source, metadata={"tags": [CHECK_TAG]} if source == checked else {})
        for source in sources
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_courses_notebooks_are_tidy(path: Path) -> None:
    assert is_tidy(path), "run `make notebooks`"


def test_runs_and_keeps_only_the_outputs_that_are_checked(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ipynb", "x = 6", "x * 7", "print(x)", checked="x * 7")
    assert not is_tidy(path)
    refresh(path)
    assert is_tidy(path)
    _, checked, unchecked = nbformat.read(path, as_version=4).cells
    assert checked.outputs[0].data == {"text/plain": "42"}
    assert checked.execution_count == 1  # without one, nbval compares nothing
    assert unchecked.outputs == []
    assert unchecked.execution_count is None
    before = path.read_bytes()
    refresh(path)
    assert path.read_bytes() == before


def test_a_notebook_that_fails_is_left_as_it_was(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ipynb", "1 / 0")
    before = path.read_bytes()
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        refresh(path)
    assert path.read_bytes() == before


def test_started_elsewhere_it_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([]) == 2
    assert "project's folder" in capsys.readouterr().err
