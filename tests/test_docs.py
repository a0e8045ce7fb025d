"""The Markdown pages: links lead somewhere, and the commands that they name exist."""

import argparse
import importlib.util
import re
from pathlib import Path

import pytest

from mi_helpers import cli

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    # Not what tools and people keep beside the project: .venv, caches, a class's work.
    if not any(part.startswith(".") or part in {"grading", "node_modules"} for part in path.relative_to(ROOT).parts)
)

_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:^|\n)\n((?: {4,}.*\n?)+)")
_INLINE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_COMMAND = re.compile(
    r"(?:^|[\n$(])\s*(?:\.venv/bin/)?(?:(make|mi|python run\.py) ([a-z_]+)|python -m (mi_helpers[\w.]*))"
)


def headings(page: Path) -> set[str]:
    """The names by which GitHub links to a page's headings."""
    prose = _FENCED.sub("", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in _HEADING.findall(prose)}


def code(text: str) -> list[str]:
    """Code blocks, and the code spans of the text between them."""
    fenced = _FENCED.findall(text)
    text = _FENCED.sub("", text)
    return [*fenced, *_INDENTED.findall(text), *_INLINE.findall(text)]


def commands(text: str) -> set[tuple[str, str]]:
    """The commands that a page names, such as ``("make", "lab")``."""
    found = [match for part in code(text) for match in _COMMAND.findall(part)]
    return {("python -m", module) if module else (program, name) for program, name, module in found}


def exists(program: str, name: str) -> bool:
    """Whether there is such a command."""
    if program == "python -m":
        return importlib.util.find_spec(name) is not None
    if program == "mi":
        parser = cli._parser()
        return any(name in a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    targets = re.findall(r"^([\w ]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    return name in (runner().COMMANDS if program == "python run.py" else " ".join(targets).split())


def runner():
    """The project's run.py."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
class TestPages:
    def test_links_lead_somewhere(self, page):
        dead = []
        for target in _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8"))):
            if re.match(r"[a-z]+:", target):
                continue  # elsewhere: the tests need no network
            name, _, heading = target.partition("#")
            there = page.parent / name if name else page
            if not there.exists() or (heading and heading not in headings(there)):
                dead.append(target)
        assert dead == []

    def test_commands_exist(self, page):
        assert {c for c in commands(page.read_text(encoding="utf-8")) if not exists(*c)} == set()


def test_pages_and_their_commands_are_found():
    assert {"README.md", "instructor_guide.md", "CONTRIBUTING.md"} <= {page.name for page in PAGES}
    named = set().union(*(commands(page.read_text(encoding="utf-8")) for page in PAGES))
    assert {
        ("make", "lab"),
        ("mi", "converse"),
        ("python run.py", "test"),
        ("python -m", "mi_helpers.scorer.train"),
    } <= named
    for command in (("mi", "sing"), ("make", "tea"), ("python run.py", "tea"), ("python -m", "mi_helpers.tea")):
        assert not exists(*command)
