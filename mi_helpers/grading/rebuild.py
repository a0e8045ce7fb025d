"""Turns one submission into a notebook to be marked: the instructor's cells, the student's words."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.nbgraderformat import SCHEMA_VERSION
from nbgrader.utils import compute_checksum

from mi_helpers.assessment import Assessment
from mi_helpers.bank import ConversationTask, assignment_questions
from mi_helpers.conversation.submission import unreadable
from mi_helpers.grading.answers import Answer, find_replies, find_written, unread_words
from mi_helpers.grading.execution import KnownAnswers, Mark, run_cells
from mi_helpers.grading.marks import NO_RESPONSE, MarkedNotebook
from mi_helpers.grading.markup import harmless_markdown
from mi_helpers.grading.reading import read_notebook
from mi_helpers.grading.template import Template
from mi_helpers.response import reply_text
from mi_helpers.scorer import ScorerError

_MOST_UNREAD = 20_000


@dataclass(frozen=True)
class Rebuilt:
    """One notebook of a submission, not yet marked.

    Attributes:
        template: what it was rebuilt from.
        nb: the instructor's notebook with the student's words.
        answers: the student's answers, by grade_id of the answer cell.
        notes: what was odd and could be read all the same.
    """

    template: Template
    nb: NotebookNode
    answers: Mapping[str, Answer]
    notes: tuple[str, ...]

    @property
    def replies(self) -> dict[str, str]:
        """The replies that the computer can mark, by question."""
        found = {question: self.answers[grade_id] for question, grade_id in self.template.questions.items()}
        return {question: reply_text(answer.text) for question, answer in found.items() if not answer.problem}

    @property
    def oddities(self) -> tuple[str, ...]:
        """What was odd and could be read all the same, once each."""
        return tuple(dict.fromkeys([*self.notes, *(answer.note for answer in self.answers.values() if answer.note)]))

    @property
    def problems(self) -> tuple[str, ...]:
        """Why somebody has to look, once each."""
        return tuple(dict.fromkeys(answer.problem for answer in self.answers.values() if answer.problem))


def rebuild(folder: Path, template: Template, expected: Iterable[str]) -> Rebuilt:
    """Read a notebook of a submission and put its words into a copy of the instructor's.

    Args:
        folder: what the student handed in.
        template: the instructor's version.
        expected: the names of all notebooks of the assignment.
    """
    handed_in = read_notebook(folder, template.name, expected)
    nb = template.copy()
    cells = {cell.metadata.nbgrader["grade_id"]: cell for cell in nb.cells if "nbgrader" in cell.metadata}
    answers: dict[str, Answer] = {}
    if handed_in.problem:
        for grade_id in (*template.questions.values(), *template.written):
            answers[grade_id] = Answer(problem=harmless_markdown(handed_in.problem))
        _append_words(nb, handed_in.words)
        return Rebuilt(template, nb, answers, ())
    for question, answer in find_replies(handed_in.cells, template.questions).items():
        grade_id = template.questions[question]
        answers[grade_id] = answer if answer.problem else _noted(answer, template.lesson, question)
        if answer.text or not answer.problem:
            cells[grade_id].source = f"%%response {question}\n{answer.text}".removesuffix("\n")
    for grade_id in template.written:
        cell = cells[grade_id]
        answer = answers[grade_id] = find_written(handed_in.cells, grade_id, cell.source)
        if answer.text.strip() != cell.source.strip() and (answer.text or not answer.problem):
            cell.source = harmless_markdown(answer.text) if cell.cell_type == "markdown" else answer.text
    if any(answer.problem for answer in answers.values()):
        _append_words(nb, unread_words(handed_in.cells, list(answers.values()), template.nb))
    return Rebuilt(template, nb, answers, tuple(harmless_markdown(note) for note in handed_in.notes))


def _noted(answer: Answer, lesson: str, question: str) -> Answer:
    """With a note where a conversation can't be played again: it earns nothing, and somebody should know."""
    task, text = assignment_questions(lesson).get(question), reply_text(answer.text)
    why = unreadable(text, task.clients) if isinstance(task, ConversationTask) and text else ""
    note = f"The conversation for {question} can't be read and earns nothing. {why}" if why else ""
    return replace(answer, note=harmless_markdown(" ".join(filter(None, [answer.note, note])))) if note else answer


def mark(rebuilt: Rebuilt, assessments: Mapping[str, Assessment | ScorerError]) -> MarkedNotebook:
    """Run the instructor's cells on a rebuilt notebook, whose outputs change, and say what it is worth.

    Args:
        rebuilt: the notebook.
        assessments: what was made of its replies, by question.
    """
    template, answers = rebuilt.template, rebuilt.answers
    # An assignment without %%response questions needs no bank.
    known = KnownAnswers(template.lesson, rebuilt.replies, assessments) if template.questions else None
    marks = run_cells(rebuilt.nb, template, known)
    _note_roadblocks(rebuilt, assessments)
    comments: dict[str, str | None] = {}
    for cell in rebuilt.nb.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if grade_id in answers:
            answer = answers[grade_id]
            untouched = compute_checksum(cell) == cell.metadata.nbgrader.get("checksum") and not answer.problem
            comments[grade_id] = answer.problem or answer.note or (NO_RESPONSE if untouched else None)
            if cell.metadata.nbgrader.get("grade"):  # written answers: nothing written is nothing earned
                marks[grade_id] = Mark(0.0 if untouched else None, answer.problem)
    for grade_id, about in template.graded.items():
        problem = answers[about].problem if about in answers else ""
        if problem:
            marks[grade_id] = Mark(None, problem)
        elif marks[grade_id].problem and about in comments:
            comments[about] = harmless_markdown(marks[grade_id].problem)
    return MarkedNotebook(marks, comments)


def _note_roadblocks(rebuilt: Rebuilt, assessments: Mapping[str, Assessment | ScorerError]) -> None:
    """Keep in the marked notebook what the class report counts and the gradebook has no room for."""
    asked = {grade_id: question for question, grade_id in rebuilt.template.questions.items()}
    for cell in rebuilt.nb.cells:
        about = rebuilt.template.graded.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""), "")
        found = assessments.get(asked.get(about, ""))
        if isinstance(found, Assessment):
            rules = sorted({finding.rule for finding in found.findings if finding.kind == "roadblock"})
            cell.metadata["mi_helpers"] = {"rating": found.rating, "roadblocks": rules}


def _append_words(nb: NotebookNode, words: str) -> None:
    """Show whoever marks by hand what else was handed in."""
    if not words.strip():
        return
    shown = html.escape(words[:_MOST_UNREAD]).replace("$", "<span>&#36;</span>").replace("\\", "<span>&#92;</span>")
    shown = shown.replace("\n", "<br>")  # a blank line would end the block of HTML
    cell = new_markdown_cell(  # type: ignore[no-untyped-call]
        f"**Handed in beside the answers above, as far as it can be read:**\n\n<pre>{shown}</pre>", id="also-handed-in"
    )
    # Read-only for nbgrader, like the instructor's: its markup is ours, and the words in it are escaped.
    cell.metadata["nbgrader"] = {
        "cell_type": "markdown",
        "grade": False,
        "grade_id": "also-handed-in",
        "locked": True,
        "schema_version": SCHEMA_VERSION,
        "solution": False,
        "task": False,
    }
    cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    nb.cells.append(cell)
