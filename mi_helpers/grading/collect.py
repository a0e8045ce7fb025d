"""Takes in what students hand in, from nbgrader's exchange or from a learning platform's archive, and nothing else.

nbgrader's own collecting follows links that a student has made, so that the instructor's files can be handed in as a
student's, lets somebody hand in under another's name, and unpacks archives of any size.
"""

import contextlib
import fnmatch
import gzip
import io
import os
import re
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin
from nbgrader.utils import check_mode, parse_utc
from traitlets import Integer

from mi_helpers.grading.reading import read_timestamp

try:
    import pwd
except ImportError:  # Windows has no exchange
    pwd = None  # type: ignore[assignment]

MOST_BYTES_EACH: Final = 25_000_000
"""How large a file of a submission may be."""

MOST_BYTES: Final = 50_000_000
"""How large a submission may be."""

MOST_FILES: Final = 200
"""How many files a submission may have."""

_DEEPEST: Final = 6
_CHUNK: Final = 1 << 20
# Names go into paths and into Formgrader's pages.
_STUDENT_ID: Final = re.compile(r"\w[\w .@+'-]*")


def is_student_id(name: str) -> bool:
    """Whether a name can be a student's id: one that is safe as a folder's name and on a page."""
    return len(name) <= 128 and _STUDENT_ID.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Record:
    """A folder in the exchange's inbound folder that says it is a student's submission.

    Attributes:
        path: the folder.
        student: whose it says it is.
        written: when it says it was handed in.
        timestamp: the same in UTC.
    """

    path: Path
    student: str
    written: str
    timestamp: datetime


class SafeCollect(ExchangeCollect):  # type: ignore[misc]  # nbgrader has no type information
    """``nbgrader collect``: the student's own regular files, within limits; the newest submission that is theirs.

    Whose a folder is, its owner on this machine says, before it is asked which is the newest. Where all students share
    one account, or ``check_owner`` is off, nobody can tell.
    """

    def init_src(self) -> None:
        """Find the submissions to take."""
        course = self.coursedir
        if course.course_id == "":
            self.fail("No course id specified. Re-run with --course flag.")
        self.inbound_path = str(Path(self.root) / course.course_id / "inbound")
        if not Path(self.inbound_path).is_dir():
            self.fail(f"Course not found: {self.inbound_path}")
        if not check_mode(self.inbound_path, read=True, execute=True):
            self.fail(f"You don't have read permissions for the directory: {self.inbound_path}")
        self.duedate = None
        with Gradebook(course.db_url, course.course_id) as gradebook, contextlib.suppress(MissingEntry):
            self.duedate = gradebook.find_assignment(course.assignment_id).duedate
        found: dict[str, list[Record]] = {}
        for record in self._records():
            found.setdefault(record.student, []).append(record)
        self.src_records = [self._wanted(records) for _, records in sorted(found.items())]

    def _records(self) -> Iterator[Record]:
        wanted = self.coursedir.student_id or "*"
        # name+assignment+time, and since nbgrader 0.7 +random, which may look like a time; a name may hold a plus
        submission = re.compile(rf"(.+)\+{re.escape(self.coursedir.assignment_id)}\+([^+]+)(?:\+[^+]*)?")
        for entry in sorted(os.scandir(self.inbound_path), key=lambda entry: entry.name):
            match = submission.fullmatch(entry.name)
            if match is None:
                continue
            student, written = match.groups()
            if not fnmatch.fnmatchcase(student, wanted):
                continue
            reason = self._refusal(entry, student)
            try:
                timestamp = parse_utc(written)
            except (ValueError, OverflowError):
                reason = reason or "its name holds no time"
            if reason:
                self.log.warning("Not collected: %s: %s.", reason, entry.path)
                continue
            yield Record(Path(entry.path), student, written, timestamp)

    def _refusal(self, entry: "os.DirEntry[str]", student: str) -> str:
        if not is_student_id(student):
            return "that can't be anybody's id"
        try:
            if not entry.is_dir(follow_symlinks=False):
                return "it is no folder but a link or a file"
            owner = entry.stat(follow_symlinks=False).st_uid
        except OSError as error:
            return f"it can't be read ({error.strerror})"
        return "" if self._may_be(owner, student) else f"it claims to be {student}'s, but belongs to {_account(owner)}"

    def _may_be(self, owner: int, student: str) -> bool:
        """Whether a folder may be a student's. The instructor may hand in for anybody."""
        return not self.check_owner or owner == os.getuid() or _account(owner) == student

    def _wanted(self, records: list[Record]) -> Record:
        records = sorted(records, key=lambda record: record.timestamp, reverse=True)
        if self.before_duedate and self.duedate is not None:
            return next((record for record in records if record.timestamp <= self.duedate), records[0])
        return records[0]

    def copy_files(self) -> None:
        """Take them."""
        self.log.info(
            "%d submissions of %r for course %r",
            len(self.src_records),
            self.coursedir.assignment_id,
            self.coursedir.course_id,
        )
        for record in self.src_records:
            target = Path(
                self.coursedir.format_path(
                    self.coursedir.submitted_directory, record.student, self.coursedir.assignment_id
                )
            )
            if target.is_dir():
                there = read_timestamp(target)[1]
                newer = self.update and (there is None or record.timestamp > there)
                if not newer and not (self.before_duedate and there != record.timestamp):
                    self.log.info("No newer submission to collect: %s", record.student)
                    continue
            self.log.info("Collecting: %s, from %s", record.student, record.path)
            try:
                self._take(record, target)
            except OSError as error:  # gone, or changed under our hands
                self.log.error("Not collected: %s: %s", error, record.path)

    def _take(self, record: Record, target: Path) -> None:
        """Copy a submission beside its place, then put it there: what was there before is kept until then."""
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.collecting")
        shutil.rmtree(beside, ignore_errors=True)
        folder = os.open(record.path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            owner = os.fstat(folder).st_uid
            if not self._may_be(owner, record.student):  # exchanged since it was found
                raise PermissionError("it has become somebody else's")
            beside.mkdir()
            copying = _Copying(owner, self.coursedir.ignore, self.log.warning)
            copying.copy(folder, beside, PurePosixPath())
        finally:
            os.close(folder)
        # The folder's name decides, not a file that can be edited after handing in.
        (beside / "timestamp.txt").write_text(record.written, encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        beside.replace(target)


class _Copying:
    """Copies a student's folder through open descriptors, so that nothing in it can become a link meanwhile.

    Args:
        owner: whose files are taken; anybody else's are not the student's own.
        ignore: patterns of names to leave out.
        warn: takes a message and its arguments.
    """

    def __init__(self, owner: int, ignore: list[str], warn: Callable[..., None]) -> None:
        self._owner, self._ignore, self._warn = owner, ignore, warn
        self._files = self._bytes = 0

    def copy(self, folder: int, target: Path, inside: PurePosixPath) -> None:
        """Copy the folder that is open as ``folder`` into ``target``; ``inside`` is where in the submission it is."""
        for name in sorted(os.listdir(folder)):
            where = inside / name
            if any(fnmatch.fnmatch(name, pattern) for pattern in self._ignore):
                continue
            try:
                self._copy_one(folder, name, target, where)
            except OSError as error:
                self._warn("Left out of a submission: %s (%s).", where, error.strerror or error)

    def _copy_one(self, folder: int, name: str, target: Path, where: PurePosixPath) -> None:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # a link is refused, a pipe not waited for
        descriptor = os.open(name, flags, dir_fd=folder)
        try:
            status = os.fstat(descriptor)
            if status.st_uid != self._owner:
                raise PermissionError("it is not the student's own")
            if stat.S_ISDIR(status.st_mode):
                if len(where.parts) >= _DEEPEST:
                    raise OSError("the folders are too deep")
                (target / name).mkdir()
                self.copy(descriptor, target / name, where)
                return
            self._files += 1
            if not stat.S_ISREG(status.st_mode):
                raise OSError("it is no regular file")
            if status.st_size > MOST_BYTES_EACH or self._bytes + status.st_size > MOST_BYTES:
                raise OSError("it is too large")
            if self._files > MOST_FILES:
                raise OSError("there are too many files")
            with open(os.dup(descriptor), "rb") as source, (target / name).open("wb") as copied:  # noqa: PTH123
                self._bytes += _pour(source, copied, MOST_BYTES_EACH)
        finally:
            os.close(descriptor)


def _pour(source: IO[bytes], target: IO[bytes], most: int) -> int:
    """Copy at most ``most`` bytes, whatever was said about how many there are.

    Raises:
        OSError: there are more.
    """
    copied = 0
    while chunk := source.read(_CHUNK):
        copied += len(chunk)
        if copied > most:
            raise OSError("it is too large")
        target.write(chunk)
    return copied


def _account(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"account number {uid}"


# From a learning platform


class SafeExtractor(ExtractorPlugin):  # type: ignore[misc]
    """``nbgrader zip_collect``, first half: unpacks regular files within limits, and nothing outside its folder.

    What is in an archive that is itself in an archive was named by a student: it gets the name that the learning
    platform gave to that inner archive in front, so that nobody hands in for somebody else.
    """

    most_bytes_each = Integer(MOST_BYTES_EACH, help="How large a file may be, unpacked (bytes).").tag(config=True)
    most_bytes = Integer(2_000_000_000, help="How much all files together may be, unpacked (bytes).").tag(config=True)
    most_files = Integer(50_000, help="How many files there may be.").tag(config=True)

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack archives and copy other files from one folder to another."""
        self._files = self._bytes = 0
        for where, _, names in os.walk(archive_path):  # doesn't follow links
            target = Path(extracted_path) / Path(where).relative_to(archive_path)
            for name in sorted(names):
                path = Path(where) / name
                if path.is_symlink() or not path.is_file():
                    self.log.warning("Left out: %s is no file of its own.", path)
                elif path.suffix.lower() in self.zip_ext:
                    self._unpack(path, target / _stem(name), "", depth=0)
                else:
                    with path.open("rb") as source:
                        self._keep(source, target / name, path.stat().st_size, str(path))

    def _unpack(self, archive: Path, target: Path, prefix: str, depth: int) -> None:
        self.log.info("Extracting from: %s", archive)
        try:
            for name, size, opened in _members(archive, self.most_bytes):
                parts = PurePosixPath(name.replace("\\", "/")).parts
                if not parts or parts[0] == "/" or ".." in parts or ":" in parts[0] or "\0" in name:
                    self.log.warning("Left out: %r in %s would go elsewhere.", name, archive)
                    continue
                kept = target.joinpath(*parts[:-1], prefix + parts[-1])
                with opened() as source:
                    fits = self._keep(source, kept, size, f"{archive}: {name}")
                if fits and kept.suffix.lower() in self.zip_ext:
                    if depth < 2:
                        inner = prefix or f"{_stem(parts[-1]).split('_')[0]}_"
                        self._unpack(kept, kept.with_name(_stem(kept.name)), inner, depth + 1)
                    kept.unlink()
        except (OSError, EOFError, RuntimeError, ValueError, zipfile.BadZipFile, tarfile.TarError) as error:
            self.log.warning("Not all could be unpacked: %s: %s", archive, error)

    def _keep(self, source: IO[bytes], target: Path, size: int, name: str) -> bool:
        """Write one file if it fits; whether it did."""
        self._files += 1
        if size > self.most_bytes_each or self._bytes + size > self.most_bytes or self._files > self.most_files:
            self.log.warning("Left out: %s is too large (%s bytes), or there is too much.", name, f"{size:,}")
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with target.open("xb") as written:
                self._bytes += _pour(source, written, self.most_bytes_each)
        except FileExistsError:
            self.log.warning("Left out: there is more than one %s.", name)
            return False
        except OSError as error:
            target.unlink(missing_ok=True)
            self.log.warning("Left out: %s: %s.", name, error)
            return False
        return True


class SafeCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """``nbgrader zip_collect``, second half: whose a file is. The first of two files for one place counts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._taken: dict[tuple[str, str], str] = {}

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Student and notebook of a file by its name, or None to leave it out."""
        found: dict[str, str] | None = super().collect(submitted_file)
        if found is None:
            return None
        if not is_student_id(found["student_id"]):
            self.log.warning("Left out: %r can't be a student's id: %s", found["student_id"], submitted_file)
            return None
        place = (found["student_id"], found["file_id"])
        if "timestamp" not in found and self._taken.setdefault(place, submitted_file) != submitted_file:
            self.log.warning("Left out: %s is for the same place as %s.", submitted_file, self._taken[place])
            return None
        return found


def _stem(name: str) -> str:
    return re.sub(r"(\.tar)?\.\w+$", "", name, flags=re.IGNORECASE) or name


def _members(archive: Path, most: int) -> Iterator[tuple[str, int, Callable[[], IO[bytes]]]]:
    """Name, size and how to open each regular file of an archive.

    Raises:
        OSError: it unpacks to more than ``most`` bytes.
        zipfile.BadZipFile: it is damaged.
        tarfile.TarError: likewise.
    """
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as packed:
            for info in packed.infolist():
                kind = stat.S_IFMT(info.external_attr >> 16)
                if not info.is_dir() and kind in (0, stat.S_IFREG):

                    def opened(info: zipfile.ZipInfo = info) -> IO[bytes]:
                        return packed.open(info)

                    yield info.filename, info.file_size, opened
        return
    # A tar is read from front to back: what it unpacks to is not known before.
    with gzip.open(archive) as stream, tarfile.open(mode="r|", fileobj=_limited(stream, most)) as tape:
        for member in tape:
            content = tape.extractfile(member) if member.isreg() else None
            if content is not None:

                def extracted(content: IO[bytes] = content) -> IO[bytes]:
                    return content

                yield member.name, member.size, extracted


def _limited(stream: Any, most: int) -> IO[bytes]:
    return io.BufferedReader(_Limited(stream, most))


class _Limited(io.RawIOBase):
    """A stream that ends in an error when more than so many bytes are read from it."""

    def __init__(self, stream: Any, most: int) -> None:
        self._stream, self._left = stream, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(min(len(buffer), self._left + 1))
        self._left -= len(data)
        if self._left < 0:
            raise OSError("it unpacks to too much")
        buffer[: len(data)] = data
        return len(data)
