"""Reads what a student handed in as nothing but the text of its cells, whatever the file is like.

nbformat is not used: it refuses a notebook for a slip anywhere in it, and words must not be lost for that. Nothing
here follows a link, runs, imports or unpickles anything.
"""

import json
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from nbgrader.utils import parse_utc

MOST_BYTES: Final = 20_000_000
"""How large a notebook is read. One with eight replies has some 20,000 bytes; pictures and outputs make it larger."""

MOST_SHOWN: Final = 20_000
"""How many characters of a file that is no notebook are shown to whoever marks it by hand."""

_MOST_OTHERS: Final = 8  # notebooks under other names that are looked into
_MOST_ENTRIES: Final = 500
_DEEPEST: Final = 3


class UnreadableError(Exception):
    """A file can't be read as a notebook; the message says why, ``words`` what it says all the same."""

    def __init__(self, reason: str, words: str = "") -> None:
        super().__init__(reason)
        self.words = words


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a submission.

    Attributes:
        source: what it says.
        grade_id: which of the assignment's cells it says it is, or empty. It may be wrong, or a copy's.
    """

    source: str
    grade_id: str = ""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One notebook of a submission.

    Attributes:
        cells: its cells from top to bottom.
        notes: what was odd and could be read all the same.
        problem: why it could not be read; empty when it could.
        words: what can be seen of an unreadable file.
    """

    cells: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""
    words: str = ""


def read_notebook(folder: Path, name: str, expected: Iterable[str]) -> HandedIn:
    """Find and read one notebook of a submission, under another name if need be.

    Args:
        folder: what the student handed in.
        name: the notebook's file name without ``.ipynb``.
        expected: the file names of all the assignment's notebooks, without ``.ipynb``; those are not "another name".
    """
    found = _find(folder, name, expected)
    # A file's name can hold what no text can.
    return HandedIn(found.cells, tuple(map(printable, found.notes)), printable(found.problem), printable(found.words))


def _find(folder: Path, name: str, expected: Iterable[str]) -> HandedIn:
    path = folder / f"{name}.ipynb"
    problem, words = "There is no notebook in what was handed in.", ""
    try:
        cells, notes = read_cells(path)
        return HandedIn(cells, notes)
    except FileNotFoundError:
        pass
    except UnreadableError as error:
        problem, words = str(error), error.words
    others = []
    for other in _other_notebooks(folder, {f"{one}.ipynb" for one in expected}):
        try:
            cells, notes = read_cells(other)
        except (FileNotFoundError, UnreadableError) as error:
            if not words:
                problem, words = f"{other.name}: {error}", getattr(error, "words", "")
            continue
        others.append((other, cells, notes))
    likely = [found for found in others if any(cell.grade_id or "%%response" in cell.source for cell in found[1])]
    if len(likely) == 1:
        other, cells, notes = likely[0]
        return HandedIn(cells, (f"Read from {other.name}: it was not handed in as {name}.ipynb.", *notes))
    if likely:
        names = ", ".join(other.name for other, _, _ in likely)
        problem = f"There is no {name}.ipynb, and more than one notebook could be meant: {names}."
        words = "\n\n".join(cell.source for _, cells, _ in likely for cell in cells)[:MOST_SHOWN]
    elif others and not words:
        problem = f"There is no {name}.ipynb; {others[0][0].name} is another notebook."
        words = "\n\n".join(cell.source for cell in others[0][1])[:MOST_SHOWN]
    return HandedIn(problem=problem, words=words)


def read_cells(path: Path) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    """The cells of a notebook file, and notes on what was odd about it.

    Raises:
        FileNotFoundError: there is no such file.
        UnreadableError: it is no file of its own, or can't be read as a notebook.
    """
    raw = read_regular(path, MOST_BYTES)
    if len(raw) > MOST_BYTES:
        limit = MOST_BYTES // 1_000_000
        raise UnreadableError(f"The file is larger than {limit} MB.", _decode(raw[: 4 * MOST_SHOWN])[0][:MOST_SHOWN])
    text, notes = _decode(raw)
    if not text.strip("\0 \t\r\n"):
        raise UnreadableError("The file is empty.")
    data = _parse(text, notes)
    cells = tuple(_cells(data))
    if not cells:
        raise UnreadableError("The file holds no cells of a notebook.", printable(text[:MOST_SHOWN]))
    return cells, tuple(notes)


def read_regular(path: Path, most: int) -> bytes:
    """What a regular file holds, at most one byte more than ``most``. No link is followed, and nothing waited for.

    Raises:
        FileNotFoundError: there is no such file.
        UnreadableError: it is a link, a folder, a pipe or a device, or may not be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_symlink() or not stat.S_ISREG(path.lstat().st_mode):
            raise UnreadableError("It is no file of its own but a link, a folder or the like.")
        descriptor = os.open(path, flags)
        with open(descriptor, "rb") as file:  # noqa: PTH123  (a descriptor, not a path)
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # exchanged since
                raise UnreadableError("It is no file of its own.")
            return file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileNotFoundError(str(error)) from error
    except OSError as error:
        raise UnreadableError(f"The file can't be opened ({error.strerror}).") from error


def read_timestamp(folder: Path) -> tuple[str, datetime | None, str]:
    """When a submission was handed in, from its ``timestamp.txt``.

    Returns:
        The time as it is written there, the same in UTC, and what is wrong with it; empty and None when there is none.
    """
    try:
        written = read_regular(folder / "timestamp.txt", 200).decode("utf-8-sig").strip()
        return (written, parse_utc(written), "") if written else ("", None, "")
    except FileNotFoundError:
        return "", None, ""
    except (UnreadableError, ValueError, OverflowError, TypeError, ArithmeticError):
        return "", None, "The time of handing in (timestamp.txt) can't be read, so lateness is not known."


def printable(text: str) -> str:
    """``text`` as it can be written to a file and a database: what no encoding knows is replaced."""
    return re.sub("[\0\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)


def _decode(raw: bytes) -> tuple[str, list[str]]:
    encoding = json.detect_encoding(raw)
    try:
        # surrogatepass: half a character that some program wrote is no reason to doubt the rest
        text = raw.decode(encoding, "strict" if encoding.endswith("sig") else "surrogatepass")
    except (UnicodeDecodeError, LookupError):
        text = raw.decode(encoding, "replace")
        note = "The file's letters are damaged: some may be wrong."
        foreign = sum(character > "\x7f" for character in text)
        if encoding.startswith("utf-8") and 2 * text.count("\N{REPLACEMENT CHARACTER}") > foreign:
            text = raw.decode("cp1252", "replace")
            note = "The file was not saved as UTF-8 but in an old encoding: some letters may be wrong."
        return text, [note]
    return text, []


def _parse(text: str, notes: list[str]) -> Any:
    try:
        return json.loads(text, strict=False)
    except RecursionError as error:
        raise UnreadableError("The file is nested too deeply to be read.", printable(text[:MOST_SHOWN])) from error
    except ValueError as error:
        if "\0" in text:
            notes.append("The file held NUL characters, which were left out.")
            return _parse(text.replace("\0", ""), notes)
        reason = f"The file is no whole notebook (not valid JSON: {str(error)[:80]})."
        raise UnreadableError(reason, printable(text[:MOST_SHOWN])) from error


def _cells(data: Any) -> Iterator[Cell]:
    """The cells of a notebook of any format: those before 4 keep them in worksheets, code as ``input``."""
    if not isinstance(data, dict):
        return
    sheets = data.get("worksheets")
    groups = [data.get("cells")]
    if isinstance(sheets, list):
        groups += [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    for group in groups:
        for cell in group if isinstance(group, list) else ():
            if isinstance(cell, dict):
                metadata = cell.get("metadata")
                ours = metadata.get("nbgrader") if isinstance(metadata, dict) else None
                grade_id = ours.get("grade_id") if isinstance(ours, dict) else None
                source = _text(cell.get("source", cell.get("input")))
                yield Cell(printable(source), grade_id if isinstance(grade_id, str) else "")


def _text(source: Any) -> str:
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _other_notebooks(folder: Path, expected: set[str]) -> list[Path]:
    """Files of a submission that may be a notebook under another name or in a subfolder, in order."""
    found: list[Path] = []
    seen = 0
    for where, folders, files in os.walk(folder):  # doesn't follow links
        here = Path(where)
        if len(here.relative_to(folder).parts) >= _DEEPEST:
            folders.clear()
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(files):
            seen += 1
            known = here == folder and name in expected
            if not known and ".ipynb" in name.lower() and not name.startswith("."):
                found.append(here / name)
        if seen > _MOST_ENTRIES or len(found) >= _MOST_OTHERS:
            break
    return found[:_MOST_OTHERS]
