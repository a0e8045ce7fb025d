"""The gradebook on a real PostgreSQL server, started for this test; skipped, with the reason, where there is none."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from grading_class import LESSON, Class, filled, make_class, model_answers, various

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")


def program(name: str) -> str:
    """A program of PostgreSQL's; Debian keeps some of them off the PATH."""
    found = shutil.which(name) or next(iter(sorted(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")))), None)
    if found is None:
        pytest.skip(f"PostgreSQL is not installed: there is no {name}")
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a free port of this machine; its address."""
    if os.name != "posix":
        pytest.skip("the test starts PostgreSQL as on Unix")
    initdb, postgres = program("initdb"), program("postgres")
    folder = tmp_path_factory.mktemp("postgresql")
    account: dict[str, object] = {}
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("PostgreSQL doesn't run as root, and there is no account postgres")
        shutil.rmtree(folder)
        folder = Path("/tmp") / f"mi-postgresql-{os.getpid()}"  # where that account can reach it
        folder.mkdir(mode=0o700)
        os.chown(folder, user.pw_uid, user.pw_gid)
        account = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    data = folder / "data"
    made = subprocess.run(
        check=False,
        args=[initdb, "-D", str(data), "-U", "mi", "-A", "trust", "--no-sync", "-E", "UTF8"],
        capture_output=True,
        text=True,
        cwd=folder,
        **account,  # type: ignore[call-overload]
    )
    if made.returncode != 0:
        pytest.skip(f"initdb did not work: {made.stderr[-300:]}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-k", str(folder), "-c", "fsync=off"]
    running = subprocess.Popen(
        [postgres, "-D", str(data), *options],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **account,  # type: ignore[call-overload]
    )
    try:
        address = f"host=127.0.0.1 port={port} user=mi dbname=postgres"
        for _ in range(100):
            try:
                with psycopg.connect(address, autocommit=True) as database:
                    database.execute("create database gradebook")
                break
            except psycopg.OperationalError:
                time.sleep(0.1)
        else:
            pytest.skip("the PostgreSQL server did not start")
        yield f"postgresql+psycopg://mi@127.0.0.1:{port}/gradebook"
    finally:
        running.terminate()
        running.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def on(address: str) -> object:
    def change(text: str) -> str:
        line = f'c.CourseDirectory.db_url = "{address}"'
        changed, number = re.subn(r"^c\.CourseDirectory\.db_url = .*$", line, text, flags=re.MULTILINE)
        assert number == 1  # one line of configuration
        return changed

    return change


def test_a_class_on_postgresql(server: str, tmp_path: Path) -> None:
    made = make_class(tmp_path / "course", on(server), assignments=[LESSON])  # type: ignore[arg-type]
    there = make_class(tmp_path / "sqlite", assignments=[LESSON])
    for one in (made, there):
        fill(one)
    assert not made.grade().failed
    there.grade()
    for student in ("good", "mixed", "broken", "odd"):
        assert made.marks(student) == there.marks(student)
        assert made.comments(student) == there.comments(student)
    assert not (made.root / "grading/gradebook.db").exists()
    assert f"Graded: {4}" in made.nbgrader("autograde", LESSON, "--force")
    made.nbgrader("generate_feedback", LESSON, "--student", "good")
    made.nbgrader("export")
    assert "good" in (made.root / "grading/grades.csv").read_text(encoding="utf-8")


def fill(made: Class) -> None:
    made.hand_in("good", filled(model_answers()))
    made.hand_in("mixed", filled(various(2)))
    made.hand_in("broken", b"\0\0 nothing \xff \xed\xa0\x80")
    made.hand_in("odd", filled({"q1": "NUL \0 and \ud800 half"}), name="odd \udcff.ipynb")
