"""Fixtures that several test files share."""

from pathlib import Path

import pytest
from browser import lab, lab_server

from mi_helpers.log import DATA_FOLDER

__all__ = ["lab", "lab_server", "own_log"]


@pytest.fixture(autouse=True)
def own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh practice log for every test, and never the one of whoever runs the tests. Returns its folder."""
    folder = tmp_path / "mi-helpers-data"
    monkeypatch.setenv(DATA_FOLDER, str(folder))
    return folder
