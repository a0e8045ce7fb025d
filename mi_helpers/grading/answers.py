"""Finds a student's answer to each question among the cells that were handed in."""

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

from mi_helpers.grading.reading import Cell
from mi_helpers.response import reply_text

MOST_CHARACTERS: Final = 200_000
"""How long an answer is taken over into what is graded: some 30,000 words."""

# The reply's own first line with a slip in it: %response q1, %%respnse q1, %% response, response: q1
_NEARLY = re.compile(r"[^\w\n]*res?p\w*[^\w\n]*(q?[ \t]*\d*)[^\w\n]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a student answered to one question.

    Attributes:
        text: the words: a reply without its ``%%response`` line, or what a written answer's cell says.
        note: what was odd; the words could be read all the same.
        problem: why the answer is not known and somebody has to look; empty when it is.
    """

    text: str = ""
    note: str = ""
    problem: str = ""


def response_line(source: str) -> tuple[str, str] | None:
    """The question that a ``%%response`` cell names and its body, as IPython reads it, or None.

    IPython's own steps are used up to where it has recognised a cell magic. They only rearrange text; nothing is run.
    """
    lines = (source if source.endswith("\n") else source + "\n").splitlines(keepends=True)
    if not any(line.lstrip(" \t>.").startswith(("%%response", "In [")) for line in lines[:50]):
        return None  # a long text needn't be searched for prompts
    manager: Any = TransformerManager()  # type: ignore[no-untyped-call]
    for step in manager.cleanup_transforms:
        lines = step(lines)
    if not lines or not lines[0].startswith("%%response"):
        return None
    for step in manager.line_transforms:
        lines = step(lines)
    try:
        # IPython has written the call itself, each argument as a literal: nothing of the student's is parsed.
        call = ast.parse("".join(lines).strip(), mode="eval").body
        assert isinstance(call, ast.Call)  # noqa: S101
        magic, line, body = (ast.literal_eval(argument) for argument in call.args)
    except (SyntaxError, ValueError, AssertionError):
        return _bare_line(source)
    return (line.strip(), body) if magic == "response" else None


def _bare_line(source: str) -> tuple[str, str] | None:
    """An emptied cell: only the line is left, which IPython would take for something else."""
    words = source.split()
    return (words[1], "") if len(words) == 2 and words[0] == "%%response" else None


def find_replies(cells: Sequence[Cell], questions: Mapping[str, str]) -> dict[str, Answer]:
    """The replies to an assignment's questions.

    A reply belongs to the question that its line names, wherever the cell stands. Of copies the last counts in which
    something is written. Where the line is damaged, the cell's own id says which question is meant.

    Args:
        cells: what was handed in.
        questions: the assignment's questions, and the grade_id of the cell to answer each in.
    """
    by_id = {grade_id: question for question, grade_id in questions.items()}
    named: dict[str, list[str]] = {question: [] for question in questions}
    damaged: dict[str, list[str]] = {question: [] for question in questions}
    for cell in cells:
        read = response_line(cell.source)
        if read is not None and read[0] in questions:
            named[read[0]].append(read[1])
        elif cell.grade_id in by_id:
            damaged[by_id[cell.grade_id]].append(_without_line(cell.source))
    return {question: _chosen(named[question], damaged[question]) for question in questions}


def find_written(cells: Sequence[Cell], grade_id: str, stub: str) -> Answer:
    """The written answer in the cell with this id.

    Args:
        cells: what was handed in.
        grade_id: the cell's id.
        stub: what the cell said before the student wrote.
    """
    texts = [cell.source for cell in cells if cell.grade_id == grade_id]
    if not texts:
        return Answer(problem=f"The cell for this answer ({grade_id}) is missing from what was handed in.")
    written = [text for text in texts if text.strip() not in ("", stub.strip())]
    different = len({text.strip() for text in written}) > 1
    note = f"Handed in {len(written)} different answers here; the last one counts." if different else ""
    return _checked((written or texts)[-1], note)


def _chosen(named: list[str], damaged: list[str]) -> Answer:
    if not named and not damaged:
        return Answer(problem="The cell for this reply is missing from what was handed in.")
    written = [text for text in named if reply_text(text)]
    if written:
        different = len({reply_text(text) for text in written}) > 1
        note = f"Handed in {len(written)} different replies to this question; the last one counts." if different else ""
        return _checked(written[-1], note)
    kept = [text for text in damaged if reply_text(text)]
    if kept:
        return _checked(kept[-1], "The %%response line of this cell was damaged; its words were graded all the same.")
    return Answer((named or damaged)[-1])


def _checked(text: str, note: str) -> Answer:
    if len(text) > MOST_CHARACTERS:
        shown = text[:MOST_CHARACTERS]
        return Answer(shown, note, f"This answer has {len(text):,} characters, more than are read by the computer.")
    return Answer(text, note)


def _without_line(source: str) -> str:
    """The words of a cell whose ``%%response`` line is damaged: that line left out, wherever it stands near the top."""
    lines = source.split("\n")
    for number, line in enumerate(lines[:10]):
        match = _NEARLY.match(line)
        if match and ("%" in line or (number == 0 and match[1].strip())):
            return "\n".join(lines[:number] + lines[number + 1 :])
    return source


def unread_words(cells: Sequence[Cell], answers: Sequence[Answer], template: NotebookNode) -> str:
    """What a submission says beside its answers and the assignment's own words."""
    known = {cell.source.strip() for cell in template.cells}
    taken = {answer.text.strip() for answer in answers}
    rest = []
    for cell in cells:
        named = response_line(cell.source)
        words = (named[1] if named else cell.source).strip()
        if words and words not in taken and cell.source.strip() not in known:
            rest.append(cell.source)
    return "\n\n".join(rest)
