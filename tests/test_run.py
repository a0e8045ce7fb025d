"""``run.py`` in a folder of its own, whose name has a space: set up once, and set right when something went wrong."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


def load(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", folder / "run.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "my course"
    folder.mkdir()
    for name in ("run.py", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module, with a .venv that is there and a pip that only takes notes."""
    module = load(folder)
    (folder / ".venv").mkdir()
    (folder / ".venv/pyvenv.cfg").write_text("version = 3.11.7\n")
    module.asked = []
    monkeypatch.setattr(module, "make_venv", lambda: None)
    monkeypatch.setattr(module, "pip_install", lambda arguments: module.asked.append(arguments[-1]))
    return module


def test_an_old_python_is_told_what_to_do(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "NEEDED", (99, 1))
    with pytest.raises(SystemExit, match=r"(?s)needs Python 99\.1 or newer.*python\.org") as stopped:
        run.main(["lab"])
    assert "PYTHON=" in str(stopped.value)


@pytest.mark.parametrize("arguments", [["labs"], ["lab", "now"], ["main"], ["--lab"]])
def test_a_wrong_command_lists_the_right_ones(run: ModuleType, arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match=r"usage: python run\.py"):
        run.main(arguments)


def test_every_command_is_explained_and_known_to_make(run: ModuleType) -> None:
    targets = (ROOT / "Makefile").read_text().split("\n\n")[1].partition(":")[0].split()
    assert targets == list(run.COMMANDS)
    for command in run.COMMANDS:
        assert f"\n  {command} " in run.HELP


def test_installs_once_for_each_need(run: ModuleType) -> None:
    run.install("")
    run.install("")
    assert run.asked == ["."]
    run.install("test")
    for extra in ("", "instructor", "test"):  # all of them are in "test"
        run.install(extra)
    assert run.asked == [".", ".[test]"]


def test_installs_again_when_a_version_changes(run: ModuleType, folder: Path) -> None:
    run.install("test")
    for name in ("requirements.lock", "pyproject.toml", ".venv/pyvenv.cfg"):
        with (folder / name).open("a") as file:
            file.write("# new\n")
        run.install("test")
        run.install("test")
    assert run.asked == [".[test]"] * 4


def test_an_interrupted_install_is_done_again(run: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run.install("")
    lock = (folder / "requirements.lock").read_text()
    (folder / "requirements.lock").write_text(lock + "# new\n")

    def interrupted(_arguments: list[str]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "pip_install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.install("")
    (folder / "requirements.lock").write_text(lock)  # as before, and yet pip may have changed half of it
    run.install("")
    assert run.asked == [".", "."]


def test_a_venv_is_made_once_and_known_to_be_broken_without_pip(folder: Path) -> None:
    run = load(folder)
    run.make_venv()
    (folder / ".venv/note").touch()
    run.make_venv()
    assert (folder / ".venv/note").exists()
    assert run.has_pip()
    for pip in (folder / ".venv").rglob("pip"):
        if pip.is_dir():
            shutil.rmtree(pip)
    assert not run.has_pip()
    shutil.rmtree(run.BIN)
    assert not run.has_pip()


def test_a_venv_that_does_not_work_is_made_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def quick(run: ModuleType) -> ModuleType:
        whole = Path(run.VENV, "whole")

        def call(command: list[str], **_options: object) -> int:
            assert command[1:3] == ["-m", "venv"]
            whole.parent.mkdir()
            whole.touch()
            return 0

        monkeypatch.setattr(run.subprocess, "call", call)
        monkeypatch.setattr(run, "has_pip", whole.exists)
        return run

    run = quick(load(folder))
    (folder / ".venv").mkdir()
    (folder / ".venv/half-made").touch()  # as after an interrupted run
    run.make_venv()
    assert not (folder / ".venv/half-made").exists()

    (folder / ".venv/note").touch()
    moved = quick(load(folder.rename(folder.with_name("my moved course"))))
    moved.make_venv()  # the programs in it would look for themselves in the old place
    assert run.VENV != moved.VENV
    assert not Path(moved.VENV, "note").exists()


@pytest.mark.skipif(os.name == "nt", reason="needs Unix signals")
def test_ctrl_c_leaves_it_to_the_command_to_end(folder: Path, tmp_path: Path) -> None:
    """JupyterLab asks whether to stop, and is not killed while it asks."""
    command = tmp_path / "command.py"
    command.write_text(
        "import time\n"
        "try:\n    print('started', flush=True)\n    time.sleep(60)\n"
        "except KeyboardInterrupt:\n    time.sleep(1)\n    print('ended', flush=True)\n"
    )
    caller = f"import run; run.check([{sys.executable!r}, {str(command)!r}]); print('and on')"
    process = subprocess.Popen(
        [sys.executable, "-c", caller],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "started\n"
    time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=30)
    assert said == "ended\nand on\n"
