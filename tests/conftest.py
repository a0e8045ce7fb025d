"""Fixtures that several test files share, and which tests go together when several processes share the work."""

from collections.abc import Generator
from pathlib import Path

import pytest
from browser import lab, lab_server

from mi_helpers.log import DATA_FOLDER

__all__ = ["lab", "lab_server", "own_log"]

TOGETHER = {
    # One JupyterLab, and no two browsers that keep each other waiting.
    "tests/test_converse_browser.py": "browser",
    "tests/test_practice_browser.py": "browser",
    "tests/test_response_cell.py": "browser",
    # The same texts, assessed once.
    "tests/test_assess.py": "judged",
    "tests/test_course.py": "judged",
}
"""The files whose tests have one process to themselves, whichever; any other file goes by itself."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """With `pytest -n`: what shares a set-up, such as a notebook's kernel, stays together and in order."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduler(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return TOGETHER.get(file, file)

    config.option.loadscopereorder = False  # the order is that of the next function
    return Scheduler(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `pytest -n`: what takes longest in one piece comes first, the notebooks last, for an even finish."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: TOGETHER.get(item.nodeid.split("::")[0]) != "browser")


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, object, object]:
    """With `pytest -n`: half a character in what a test prints can't be sent to the process that reports."""
    return _sendable((yield))


def _sendable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {_sendable(key): _sendable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_sendable(item) for item in value)
    return value


@pytest.fixture(autouse=True)
def own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh practice log for every test, and never the one of whoever runs the tests. Returns its folder."""
    folder = tmp_path / "mi-helpers-data"
    monkeypatch.setenv(DATA_FOLDER, str(folder))
    return folder
