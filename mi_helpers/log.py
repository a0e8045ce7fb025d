"""The learner's own practice log: drafts and tries, in one SQLite file in the user's data folder.

It belongs to the learner: nothing reads it but this course on this computer, and nothing is sent anywhere.
``mi progress --export`` writes it out, ``mi progress --erase`` deletes it.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from platformdirs import user_data_path

from mi_helpers.assessment import Assessment

DATA_FOLDER: Final = "MI_HELPERS_DATA"
"""The environment variable that names another folder for the log."""

_FILE: Final = "practice.db"
_VERSION: Final = 1
# Another window writes for milliseconds; a file on a slow network drive may take longer.
_WAIT_SECONDS: Final = 2.0

_SCHEMA: Final = """
CREATE TABLE draft (item TEXT PRIMARY KEY, text TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE try (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    item TEXT NOT NULL,
    lesson TEXT NOT NULL,
    skill TEXT NOT NULL,
    own INTEGER NOT NULL,
    text TEXT NOT NULL,
    rating INTEGER NOT NULL,
    score REAL NOT NULL,
    behaviors TEXT NOT NULL,
    roadblocks TEXT NOT NULL
);
CREATE INDEX try_of_item ON try (item, own, rating);
CREATE INDEX try_in_order ON try (at, id);
PRAGMA user_version = 1;
"""
_COLUMNS: Final = "at, item, lesson, skill, own, text, rating, score, behaviors, roadblocks"


class LogError(Exception):
    """The log can't be read or written just now; the message says why and what to do. No words depend on it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the text box of an exercise.

    Attributes:
        text: the words, as typed.
        at: when, in seconds since 1970 (UTC), by the clock of whoever typed.
    """

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Try:
    """A reply that was checked, and what was said of it.

    Attributes:
        at: when, in seconds since 1970 (UTC).
        item: id of the exercise.
        lesson: its lesson's name.
        skill: a key of ``SKILLS``.
        own: whether the words are the learner's own, and not the pushy reply or the client's words.
        text: the reply.
        rating: 1 to 5.
        score: 0 to 1.
        behaviors: MITI codes found, in text order.
        roadblocks: the rules of the roadblocks found.
    """

    at: float
    item: str
    lesson: str
    skill: str
    own: bool
    text: str
    rating: int
    score: float
    behaviors: tuple[str, ...]
    roadblocks: tuple[str, ...]


def try_of(assessment: Assessment, item: str, lesson: str, own: bool) -> Try:
    """An assessed reply as an entry of the log, made now."""
    roadblocks = tuple(f.rule for f in assessment.findings if f.kind == "roadblock")
    return Try(
        datetime.now(UTC).timestamp(), item, lesson, assessment.skill, own, assessment.response,
        assessment.rating, assessment.score, assessment.behaviors, roadblocks,
    )  # fmt: skip


def default_path() -> Path:
    """Where the log lies: ``practice.db`` in the user's data folder, or in the folder that ``DATA_FOLDER`` names."""
    folder = os.environ.get(DATA_FOLDER)
    return (Path(folder) if folder else user_data_path("mi-helpers", appauthor=False)) / _FILE


class PracticeLog:
    """Drafts and tries of one learner. Windows and kernels may share the file; it is made when first written to.

    A damaged file is put aside under another name, never deleted, and ``put_aside`` says where.

    Args:
        path: the file; :func:`default_path` when None.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path()
        self.put_aside: Path | None = None

    def keep_draft(self, item: str, draft: Draft) -> None:
        """Keep a draft, unless a newer one of the same exercise is there.

        Raises:
            LogError: it could not be written.
        """
        with self._open() as db:
            db.execute(
                "INSERT INTO draft VALUES (?, ?, ?) ON CONFLICT (item) DO UPDATE SET text = excluded.text, "
                "at = excluded.at WHERE excluded.at >= draft.at",
                (item, _storable(draft.text), draft.at),
            )

    def drafts(self, items: Sequence[str]) -> dict[str, Draft]:
        """The drafts that there are of these exercises, by id.

        Raises:
            LogError: the log can't be read.
        """
        return {item: Draft(text, at) for item, text, at in self._of_items("SELECT item, text, at FROM draft", items)}

    def add(self, entry: Try) -> None:
        """Add a try.

        Raises:
            LogError: it could not be written.
        """
        self.add_all([entry])

    def add_all(self, entries: Iterable[Try]) -> None:
        """Add many tries at once.

        Raises:
            LogError: they could not be written; then none was.
        """
        with self._open() as db:
            marks = ", ".join("?" * len(_COLUMNS.split(", ")))
            db.executemany(f"INSERT INTO try ({_COLUMNS}) VALUES ({marks})", map(_row, entries))  # noqa: S608 - constants

    def best(self, items: Sequence[str]) -> dict[str, int]:
        """The best rating of the learner's own tries, by id of the exercises tried.

        Raises:
            LogError: the log can't be read.
        """
        rows = self._of_items("SELECT item, MAX(rating) FROM try", items, "AND own GROUP BY item")
        return dict(rows)

    def last_text(self, item: str) -> str | None:
        """The words of the last try at an exercise, None where there is none.

        Raises:
            LogError: the log can't be read.
        """
        if not self.path.exists():
            return None
        with self._open() as db:
            row = db.execute("SELECT text FROM try WHERE item = ? ORDER BY id DESC LIMIT 1", (item,)).fetchone()
        return row[0] if row else None

    def tries(self) -> Iterator[Try]:
        """All tries, oldest first.

        Raises:
            LogError: the log can't be read.
        """
        if not self.path.exists():
            return
        with self._open() as db:
            for row in db.execute(f"SELECT {_COLUMNS} FROM try ORDER BY at, id"):  # noqa: S608 - constants
                yield _entry(row)

    def export(self) -> dict[str, Any]:
        """Everything that the log holds, as JSON-ready data.

        Raises:
            LogError: the log can't be read.
        """
        drafts = []
        if self.path.exists():
            with self._open() as db:
                rows = db.execute("SELECT item, text, at FROM draft ORDER BY item").fetchall()
            drafts = [{"item": item, "text": text, "at": _when(at)} for item, text, at in rows]
        tries = [
            {name: getattr(entry, name) for name in Try.__slots__} | {"at": _when(entry.at)} for entry in self.tries()
        ]
        return {"version": _VERSION, "drafts": drafts, "tries": tries}

    def erase(self) -> list[Path]:
        """Delete the log and what was put aside of it.

        Returns:
            The files deleted.

        Raises:
            LogError: a file can't be deleted.
        """
        found = sorted(self.path.parent.glob(f"{self.path.stem}*{self.path.suffix}*"))
        try:
            for file in found:
                file.unlink(missing_ok=True)
        except OSError as error:
            raise LogError(
                f"{error.filename} could not be deleted: {error.strerror}. Close the course, then try again."
            ) from error
        return found

    def _of_items(self, select: str, items: Sequence[str], and_so_on: str = "") -> list[Any]:
        if not self.path.exists():
            return []
        with self._open() as db:
            # One value that holds all ids: SQLite limits how many values a query may have.
            query = f"{select} WHERE item IN (SELECT value FROM json_each(?)) {and_so_on}"  # noqa: S608 - constants
            return db.execute(query, (json.dumps(list(items)),)).fetchall()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction: committed at the end, undone by an error."""
        try:
            with closing(self._connect_or_begin_anew()) as connection, connection:
                yield connection
        except (sqlite3.Error, OSError) as error:
            if type(error) is sqlite3.DatabaseError:  # damaged where the first look didn't reach
                self._put_aside()
            raise LogError(
                f"The practice log {self.path} can't be used just now ({error}). {_remedy(error)}"
            ) from error

    def _connect_or_begin_anew(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:  # locked, full, not writable: not the file's fault
                raise
            self._put_aside()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        connection = sqlite3.connect(self.path, timeout=_WAIT_SECONDS)
        try:
            [version] = connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                with connection:
                    # Another window may have been quicker: look again, now that nobody else can write.
                    connection.execute("BEGIN IMMEDIATE")
                    [version] = connection.execute("PRAGMA user_version").fetchone()
                    if version == 0:
                        for statement in filter(str.strip, _SCHEMA.split(";\n")):
                            connection.execute(statement)
                        version = _VERSION
            if version > _VERSION:
                raise LogError(
                    f"The practice log {self.path} was written by a newer version of the course. Your words are safe "
                    "in it: update the course to go on with it."
                )
            connection.execute("SELECT draft.at, try.at FROM draft, try LIMIT 1")  # a damaged file says so here
        except BaseException:
            connection.close()
            raise
        return connection

    def _put_aside(self) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        aside = self.path.with_name(f"{self.path.stem}-damaged-{stamp}{self.path.suffix}")
        self.path.rename(aside)
        self.put_aside = aside


def _remedy(error: Exception) -> str:
    text = str(error)
    if "locked" in text:
        return "Another program is using it: wait a moment, then try again."
    if "full" in text or "No space" in text:
        return "Make room on the disk, then try again."
    return (
        "Check that its folder can be written to, or name another one in the environment variable " + DATA_FOLDER + "."
    )


def _row(entry: Try) -> tuple[Any, ...]:
    return (
        entry.at, entry.item, entry.lesson, entry.skill, int(entry.own), _storable(entry.text), entry.rating,
        entry.score, json.dumps(entry.behaviors), json.dumps(entry.roadblocks),
    )  # fmt: skip


def _entry(row: tuple[Any, ...]) -> Try:
    at, item, lesson, skill, own, text, rating, score, behaviors, roadblocks = row
    return Try(
        at, item, lesson, skill, bool(own), text, rating, score,
        tuple(json.loads(behaviors)), tuple(json.loads(roadblocks)),
    )  # fmt: skip


def _storable(text: str) -> str:
    """SQLite stores UTF-8, which has no lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _when(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
