"""Checks an assignment's source notebook before it is released: what nbgrader itself would let pass."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from nbformat import NotebookNode

from mi_helpers.bank import BankError, ConversationTask, Exercise, assignment_questions
from mi_helpers.grading.prompts import PROMPT, PromptError, fill_prompts
from mi_helpers.response import most_points

_RESPONSE = re.compile(r"%%response[ \t]+(\w+)[ \t]*$")
GRADE = re.compile(r"""grade\((["'])(\w+)\1\)$""")
"""What a graded cell ends in; the second group is the question."""

OPEN = re.compile(r"""open_assignment\((["'])(\w+)\1\)""")
"""The call that says which lesson a notebook is about."""


def problems(nb: NotebookNode, lesson: str) -> list[str]:
    """What is wrong with an assignment's source notebook, each with its cell and remedy.

    Args:
        nb: the notebook in solutions/.
        lesson: the assignment's name, which is the lesson's.
    """
    try:
        questions = assignment_questions(lesson)
    except BankError as error:
        return [str(error)]
    return [*_opening(nb, lesson), *_prompts(nb, questions), *_responses(nb, questions)]


def _opening(nb: NotebookNode, lesson: str) -> Iterator[str]:
    first = next(((n, cell) for n, cell in _cells(nb, "code")), None)
    match = OPEN.search(first[1].source) if first else None
    if first is None or match is None:
        yield f'The first code cell must call open_assignment("{lesson}"): without it no reply is read.'
        return
    number, cell = first
    if match[2] != lesson:
        yield f'Cell {number}: opens {match[2]!r}, not this assignment: open_assignment("{lesson}").'
    if not _nbgrader(cell).get("locked"):
        yield f"Cell {number}: the cell with open_assignment must be read-only for nbgrader (locked)."


def _prompts(nb: NotebookNode, tasks: Mapping[str, Exercise | ConversationTask]) -> Iterator[str]:
    shown: Counter[str] = Counter()
    for number, cell in _cells(nb, "markdown"):
        try:
            fill_prompts(cell.source, tasks)
        except PromptError as error:
            yield f"Cell {number}: {error}"
        questions = PROMPT.findall(cell.source)
        shown.update(questions)
        if questions and not _nbgrader(cell).get("locked"):
            yield f"Cell {number}: a cell with a prompt must be read-only for nbgrader (locked)."
    for question in tasks:
        if shown[question] != 1:
            yield (
                f"Question {question} is shown {shown[question]} times; it needs one Markdown cell with the "
                f"line {{{{ prompt {question} }}}}."
            )


def _responses(nb: NotebookNode, tasks: Mapping[str, Exercise | ConversationTask]) -> Iterator[str]:
    answered: Counter[str] = Counter()
    graded: Counter[str] = Counter()
    for number, cell in _cells(nb, "code"):
        meta = _nbgrader(cell)
        lines = cell.source.splitlines()
        match = _RESPONSE.match(lines[0]) if lines else None
        if match:
            answered[match[1]] += 1
            yield from _response_cell(number, cell, match[1])
        elif meta.get("solution"):
            yield f"Cell {number}: an answer cell must begin with a line such as %%response q1."
        grade = GRADE.search(cell.source.strip())
        if grade:
            graded[grade[2]] += 1
            if answered[grade[2]] == 0:
                yield f"Cell {number}: grades {grade[2]} before its %%response cell. Move it below."
            if not meta.get("grade") or meta.get("solution"):
                yield f"Cell {number}: must be an 'Autograder tests' cell (grade, not solution)."
            elif grade[2] in tasks and meta.get("points") != (most := most_points(tasks[grade[2]])):
                yield f"Cell {number}: is worth {meta.get('points')} points; {grade[2]} is worth {most}."
        elif meta.get("grade"):
            yield f'Cell {number}: a graded code cell must end in a line such as grade("q1").'
    for question in dict.fromkeys([*tasks, *answered, *graded]):
        if question not in tasks:
            yield f"Question {question} is not in the bank, which has: {', '.join(tasks)}."
        elif (answered[question], graded[question]) != (1, 1):
            yield (
                f'Question {question} needs one %%response {question} cell and one grade("{question}") '
                f"cell; there are {answered[question]} and {graded[question]}."
            )


def _response_cell(number: int, cell: NotebookNode, question: str) -> Iterator[str]:
    meta = _nbgrader(cell)
    if not meta.get("solution") or meta.get("grade") or meta.get("locked"):
        yield f"Cell {number}: %%response {question} must be an 'Autograded answer' cell (solution)."
    body = cell.source.splitlines()[1:]
    begins = [n for n, line in enumerate(body) if "BEGIN SOLUTION" in line]
    ends = [n for n, line in enumerate(body) if "END SOLUTION" in line]
    if len(begins) != 1 or len(ends) != 1 or begins > ends:
        yield (
            f"Cell {number}: put the model answer of %%response {question} between ### BEGIN SOLUTION and "
            "### END SOLUTION lines. Without them nbgrader would release it without its %%response line."
        )
    elif any(line.strip() for line in body[: begins[0]] + body[ends[0] + 1 :]):
        yield (
            f"Cell {number}: %%response {question} has text outside BEGIN/END SOLUTION, which would be "
            "released, and graded as the student's own."
        )


def _cells(nb: NotebookNode, kind: str) -> Iterator[tuple[int, NotebookNode]]:
    return ((n, cell) for n, cell in enumerate(nb.cells, start=1) if cell.cell_type == kind)


def _nbgrader(cell: NotebookNode) -> Mapping[str, object]:
    meta: Mapping[str, object] = cell.metadata.get("nbgrader", {})
    return meta
