"""What is taken from the exchange and from archives: a student's own regular files, within limits."""

import io
import os
import pwd
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from grading_class import LESSON, Class, as_bytes, filled, make_class, quiet, settings, various
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory

from mi_helpers.grading import collect
from mi_helpers.grading.collect import is_student_id

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange needs Unix")

GOOD = as_bytes(filled(various(1)))
OTHER = as_bytes(filled(various(2)))
EARLY, LATE = "2026-01-05 12:00:00.000000 UTC", "2026-01-06 12:00:00.000000 UTC"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Class:
    return make_class(tmp_path_factory.mktemp("collect"), assignments=[LESSON])


@pytest.fixture
def course(made: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Class:
    """The course with an empty exchange and nothing collected."""
    monkeypatch.setenv("NBGRADER_EXCHANGE", str(tmp_path / "exchange"))
    inbound(made).mkdir(parents=True)
    submitted = made.root / "grading/submitted"
    if submitted.exists():
        submitted.rename(tmp_path / "before")
    return made


def inbound(course: Class) -> Path:
    return Path(os.environ["NBGRADER_EXCHANGE"]) / "motivational_interviewing/inbound"


def put(course: Class, student: str, raw: bytes | None = GOOD, time: str = EARLY, owner: str | None = None) -> Path:
    folder = inbound(course) / f"{student}+{LESSON}+{time}+random"
    folder.mkdir()
    if raw is not None:
        (folder / f"{LESSON}.ipynb").write_bytes(raw)
    (folder / "timestamp.txt").write_text(time, encoding="utf-8")
    (folder / "submission_secret.txt").write_text("s" * 128, encoding="utf-8")
    if owner is not None:
        give(folder, owner)
    return folder


def give(folder: Path, owner: str) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can make another account's files")
    account = pwd.getpwnam(owner)
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def take(course: Class, **options: object) -> None:
    config = settings(course.root)
    directory = CourseDirectory(config=config)
    directory.assignment_id = LESSON
    collector = ExchangeFactory(config=config).Collect(coursedir=directory, config=config, log=quiet(), parent=None)
    for name, value in options.items():
        setattr(collector, name, value)
    collector.start()


def taken(course: Class) -> dict[str, set[str]]:
    folder = course.root / "grading/submitted"
    return {
        one.name: {str(path.relative_to(one / LESSON)) for path in (one / LESSON).rglob("*") if path.is_file()}
        for one in sorted(folder.iterdir() if folder.exists() else [])
    }


PLAIN = {f"{LESSON}.ipynb", "timestamp.txt", "submission_secret.txt"}


def test_the_configuration_names_it(course: Class) -> None:
    assert settings(course.root).ExchangeFactory.collect is collect.SafeCollect


def test_an_honest_submission_is_taken_and_a_newer_one_replaces_it(course: Class) -> None:
    put(course, "ada")
    take(course)
    assert taken(course) == {"ada": PLAIN}
    put(course, "ada", OTHER, LATE)
    take(course)
    assert (course.folder("ada") / f"{LESSON}.ipynb").read_bytes() == OTHER
    assert (course.folder("ada") / "timestamp.txt").read_text(encoding="utf-8") == LATE
    (course.folder("ada") / f"{LESSON}.ipynb").write_bytes(b"kept")
    take(course)
    assert (course.folder("ada") / f"{LESSON}.ipynb").read_bytes() == b"kept"


@pytest.mark.parametrize("random", ["random", "7pQ", "2026-01-07", ""])
def test_whatever_nbgrader_adds_to_a_name(course: Class, random: str) -> None:
    folder = put(course, "ada+bob")
    folder.rename(folder.with_name(folder.name.removesuffix("random") + random))
    take(course)
    assert taken(course) == {"ada+bob": PLAIN}


def test_no_link_is_followed(course: Class, tmp_path: Path) -> None:
    secret = tmp_path / "solutions.ipynb"
    secret.write_bytes(OTHER)
    folder = put(course, "eve", None)
    (folder / f"{LESSON}.ipynb").symlink_to(secret)
    (folder / "gradebook.db").symlink_to(course.root / "grading/gradebook.db")
    (folder / "all").symlink_to(course.root / "solutions")
    (folder / "timestamp.txt").unlink()
    (folder / "timestamp.txt").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.ipynb")
    (inbound(course) / f"mal+{LESSON}+{EARLY}").symlink_to(course.root / "solutions" / LESSON)
    take(course)
    assert taken(course) == {"eve": {"timestamp.txt", "submission_secret.txt"}}
    assert (course.folder("eve") / "timestamp.txt").read_text(encoding="utf-8") == EARLY


def test_a_hard_link_to_somebody_elses_file_is_not_taken(course: Class, tmp_path: Path) -> None:
    folder = put(course, "daemon", None, owner="daemon")
    secret = tmp_path / "solutions.ipynb"
    secret.write_bytes(OTHER)
    os.link(secret, folder / f"{LESSON}.ipynb")
    take(course)
    assert taken(course) == {"daemon": {"timestamp.txt", "submission_secret.txt"}}


def test_nobody_hands_in_for_somebody_else(course: Class) -> None:
    put(course, "daemon", GOOD, EARLY, owner="daemon")
    put(course, "daemon", OTHER, LATE, owner="nobody")  # newer, and a fake
    take(course)
    assert (course.folder("daemon") / f"{LESSON}.ipynb").read_bytes() == GOOD
    put(course, "bin", OTHER, LATE, owner="nobody")
    take(course)
    assert set(taken(course)) == {"daemon"}
    take(course, check_owner=False)
    assert set(taken(course)) == {"bin", "daemon"}


def test_sizes_are_limited(course: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "MOST_BYTES_EACH", len(GOOD) + 10)
    monkeypatch.setattr(collect, "MOST_FILES", 20)
    folder = put(course, "ada")
    (folder / "huge.bin").write_bytes(b"0" * (len(GOOD) + 11))
    deep = folder / "/".join("abcdefghij")
    deep.mkdir(parents=True)
    (deep / "x").touch()
    many = put(course, "bob")
    for number in range(100):
        (many / f"z{number:03}").touch()
    take(course)
    assert taken(course)["ada"] == PLAIN
    assert len(taken(course)["bob"]) == 20
    assert taken(course)["bob"] >= PLAIN


def test_odd_names_stop_nothing(course: Class) -> None:
    put(course, "ada")
    for name in (f"..+{LESSON}+{EARLY}", f"x+{LESSON}+yesterday", f"x+{LESSON}+9999999999999-99", "+", "a+b+c+d+e"):
        (inbound(course) / name).mkdir()
    (inbound(course) / f"<img src=x onerror=alert(1)>+{LESSON}+{EARLY}").mkdir()
    (inbound(course) / f"file+{LESSON}+{EARLY}").touch()
    take(course)
    assert taken(course) == {"ada": PLAIN}


def test_what_was_there_stays_when_the_new_one_cannot_be_read(course: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    put(course, "ada")
    take(course)
    put(course, "ada", OTHER, LATE)

    def broken(*_: object) -> None:
        raise OSError("gone")

    monkeypatch.setattr(collect._Copying, "copy", broken)
    take(course)
    assert (course.folder("ada") / f"{LESSON}.ipynb").read_bytes() == GOOD


@pytest.mark.parametrize("name", ["ada", "ada.lovelace", "Ada Lovelace", "o'hara", "ada@uni.edu", "名前", "123"])
def test_who_can_be_a_student(name: str) -> None:
    assert is_student_id(name)


@pytest.mark.parametrize("name", ["", "..", ".x", "a/b", "<b>", "a\nb", "a\0", "x" * 129, "a&b", '"x"'])
def test_who_can_not(name: str) -> None:
    assert not is_student_id(name)


# A learning platform's archive


def packed(files: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


def test_zip_collect(made: Class) -> None:
    """One command over everything that an archive can hold; what is outside it is as before."""
    archive = made.root / "grading/downloaded" / LESSON / "archive"
    archive.mkdir(parents=True)
    link = zipfile.ZipInfo(f"link_{LESSON}.ipynb")
    link.external_attr = 0o120777 << 16
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as bulk:
        bulk.writestr(f"zipped_1_2_{LESSON}.ipynb", GOOD)
        bulk.writestr(f"../climber_{LESSON}.ipynb", OTHER)
        bulk.writestr(f"../../../../submitted/ada/{LESSON}/{LESSON}.ipynb", OTHER)
        bulk.writestr(f"/tmp/absolute_{LESSON}.ipynb", OTHER)
        bulk.writestr(f"..\\windows_{LESSON}.ipynb", OTHER)
        bulk.writestr(link, "/etc/passwd")
        bulk.writestr(f"bomb_{LESSON}.ipynb", b"0" * 300_000_000)
        bulk.writestr(f"<img src=x>_{LESSON}.ipynb", OTHER)
        bulk.writestr("eve_3_4_homework.zip", packed({f"ada_{LESSON}.ipynb": OTHER}))
        bulk.writestr("mal_3_4_broken.zip", b"PK\x03\x04 no archive")
    (archive / "submissions.zip").write_bytes(raw.getvalue())
    (archive / f"ada_{LESSON}.ipynb").write_bytes(GOOD)
    (archive / "more").mkdir()
    (archive / "more" / f"ada_{LESSON}.ipynb").write_bytes(OTHER)  # the same place again
    (archive / f"linked_{LESSON}.ipynb").symlink_to(made.root / "solutions" / LESSON / f"{LESSON}.ipynb")
    with tarfile.open(archive / "tape.tar.gz", "w:gz") as tape:
        for name in (f"taped_{LESSON}.ipynb", f"../taped2_{LESSON}.ipynb"):
            member = tarfile.TarInfo(name)
            member.size = len(GOOD)
            tape.addfile(member, io.BytesIO(GOOD))
        member = tarfile.TarInfo(f"tapedlink_{LESSON}.ipynb")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tape.addfile(member)
    before = {path for path in made.root.rglob("*") if "downloaded" not in path.parts}
    made.nbgrader("zip_collect", LESSON)
    submitted = made.root / "grading/submitted"
    notebooks = {path.parent.parent.name: path.read_bytes() for path in submitted.glob(f"*/{LESSON}/*.ipynb")}
    assert notebooks == {"zipped": GOOD, "ada": GOOD, "eve": OTHER, "taped": GOOD}
    new = {path for path in made.root.rglob("*") if "downloaded" not in path.parts} - before
    assert all(submitted in path.parents or path == submitted for path in new)
    extracted = made.root / "grading/downloaded" / LESSON / "extracted"
    assert sum(path.stat().st_size for path in extracted.rglob("*") if path.is_file()) < 10_000_000
    assert not any(path.is_symlink() for path in extracted.rglob("*"))


def test_a_tape_that_unpacks_to_too_much_ends(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "bomb.tar.gz", "w:gz") as tape:
        member = tarfile.TarInfo("zeros")
        member.size = 30_000_000
        tape.addfile(member, io.BytesIO(b"\0" * member.size))
    with pytest.raises(OSError, match="too much"):
        for _ in collect._members(tmp_path / "bomb.tar.gz", 10_000_000):
            pass
