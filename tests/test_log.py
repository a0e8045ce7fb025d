"""The learner's practice log: nothing is lost, nobody waits, and a damaged file stops nobody."""

import multiprocessing
import os
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pytest

from mi_helpers.log import Draft, LogError, PracticeLog, Try, default_path

ENTRY = Try(
    at=1_700_000_000.0,
    item="01-a-test",
    lesson="01_righting_reflex",
    skill="reflection",
    own=True,
    text="You're tired.",
    rating=4,
    score=0.8,
    behaviors=("SR", "Q"),
    roadblocks=("advice",),
)


@pytest.fixture
def log(tmp_path: Path) -> PracticeLog:
    return PracticeLog(tmp_path / "deep" / "practice.db")


def test_nothing_is_written_before_there_is_something_to_write(log: PracticeLog) -> None:
    assert log.drafts(["01-a-test"]) == {}
    assert log.best(["01-a-test"]) == {}
    assert log.last_text("01-a-test") is None
    assert list(log.tries()) == []
    assert log.export() == {"version": 1, "drafts": [], "tries": []}
    assert log.erase() == []
    assert not log.path.exists()


@pytest.mark.parametrize("text", ["", "plain", "🙂 ты", "a\x00b\r\n", "\ud800 lone", "x" * 100_000])
def test_what_goes_in_comes_out(log: PracticeLog, text: str) -> None:
    log.keep_draft("01-a-test", Draft(text, 5.0))
    log.add(replace(ENTRY, text=text))
    stored = text.replace("\ud800", "?")  # UTF-8 has no lone surrogates
    assert log.drafts(["01-a-test", "01-other"]) == {"01-a-test": Draft(stored, 5.0)}
    assert list(log.tries()) == [replace(ENTRY, text=stored)]
    assert log.last_text("01-a-test") == stored


def test_the_newest_draft_wins_whichever_window_sends_it(log: PracticeLog) -> None:
    log.keep_draft("01-a-test", Draft("newer", 10.0))
    log.keep_draft("01-a-test", Draft("late, but older", 9.0))
    assert log.drafts(["01-a-test"])["01-a-test"].text == "newer"
    log.keep_draft("01-a-test", Draft("", 11.0))
    assert log.drafts(["01-a-test"])["01-a-test"].text == ""


def test_best_counts_own_words_only(log: PracticeLog) -> None:
    log.add_all([replace(ENTRY, rating=2), replace(ENTRY, rating=5, own=False), replace(ENTRY, item="01-b", rating=1)])
    assert log.best(["01-a-test", "01-b", "01-c"]) == {"01-a-test": 2, "01-b": 1}


def test_only_the_learner_can_read_it(log: PracticeLog) -> None:
    log.add(ENTRY)
    if os.name == "posix":
        assert log.path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_put_aside_and_a_new_one_begins(log: PracticeLog, content: bytes) -> None:
    log.path.parent.mkdir()
    log.path.write_bytes(content)
    log.add(ENTRY)
    assert list(log.tries()) == [ENTRY]
    assert log.put_aside is not None
    assert log.put_aside.read_bytes() == content
    assert set(log.erase()) == {log.path, log.put_aside}


def test_damage_further_inside_is_put_aside_too(log: PracticeLog) -> None:
    log.add_all(replace(ENTRY, text=f"{n} " * 50) for n in range(2_000))
    data = bytearray(log.path.read_bytes())
    for page in range(3, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    log.path.write_bytes(data)
    with pytest.raises(LogError, match=r"practice\.db"):
        list(log.tries())
    assert log.put_aside is not None
    log.add(ENTRY)
    assert list(log.tries()) == [ENTRY]


def test_a_locked_log_says_what_to_do(log: PracticeLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mi_helpers.log._WAIT_SECONDS", 0.05)
    log.add(ENTRY)
    holder = sqlite3.connect(log.path)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LogError, match="wait a moment"):
        log.add(ENTRY)
    holder.rollback()
    holder.close()
    log.add(ENTRY)
    assert len(list(log.tries())) == 2
    assert log.put_aside is None


def test_a_log_of_a_newer_course_is_left_alone(log: PracticeLog) -> None:
    log.add(ENTRY)
    newer = sqlite3.connect(log.path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    before = log.path.read_bytes()
    with pytest.raises(LogError, match="newer version"):
        log.add(ENTRY)
    assert log.path.read_bytes() == before


def _write(path: Path, item: str) -> None:
    log = PracticeLog(path)
    for n in range(40):
        log.add(replace(ENTRY, item=item, at=float(n)))


def test_several_windows_write_at_once(log: PracticeLog) -> None:
    context = multiprocessing.get_context("spawn")
    windows = [context.Process(target=_write, args=(log.path, f"01-w{n}")) for n in range(3)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert [window.exitcode for window in windows] == [0, 0, 0]
    assert len(list(log.tries())) == 120


def test_many_tries_need_no_scan(log: PracticeLog) -> None:
    log.add_all(replace(ENTRY, item=f"01-{n % 300}", at=float(n)) for n in range(100_000))
    started = time.perf_counter()
    log.add(replace(ENTRY, at=1e9))
    log.best([f"01-{n}" for n in range(20)])
    log.last_text("01-7")
    # A few milliseconds here; the bound is for a scan gone wrong, not for speed.
    assert time.perf_counter() - started < 2
    with sqlite3.connect(log.path) as db:
        for query in ("SELECT MAX(rating) FROM try WHERE item = '1' AND own", "SELECT text FROM try ORDER BY at, id"):
            assert "USING" in str(db.execute("EXPLAIN QUERY PLAN " + query).fetchall())


def test_the_folder_is_the_users_own_unless_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MI_HELPERS_DATA", str(tmp_path))
    assert default_path() == tmp_path / "practice.db"
    monkeypatch.delenv("MI_HELPERS_DATA")
    assert "mi-helpers" in str(default_path())
