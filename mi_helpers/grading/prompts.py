"""Puts the bank's clients into assignments, so that students can read everything before running anything."""

import html
import re
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from mi_helpers.bank import ConversationTask, Exercise, assignment_questions
from mi_helpers.conversation import load_client
from mi_helpers.skills import get_skill

PROMPT = re.compile(r"^[ \t]*\{\{[ \t]*prompt[ \t]+(\w+)[ \t]*\}\}[ \t]*$", re.MULTILINE)
"""A line of a Markdown cell that is replaced by what the student needs to know for one question."""


class PromptError(ValueError):
    """A prompt that can't be filled in; the message says which and what exists."""


def prompt_markdown(task: Exercise | ConversationTask) -> str:
    """What a student reads before answering.

    That is who the client is, their words, the pushy reply and the skill, or who there is to talk to.
    """
    return _clients(task) if isinstance(task, ConversationTask) else _reply(task)


def _clients(task: ConversationTask) -> str:
    clients = [load_client(name) for name in task.clients]
    return "\n".join(f"- `{client.id}`: {' '.join(_lines(client.who))}" for client in clients)


def _reply(exercise: Exercise) -> str:
    skill = get_skill(exercise.skill)
    pushy = "\n".join(f"~~{line}~~" if line else "" for line in _lines(exercise.pushy))
    return (
        f"**{' '.join(_lines(exercise.who))}**\n\n"
        + "\n".join(f"> {line}".rstrip() for line in _lines(exercise.client))
        + f"\n\nInstead of: {pushy}\n\n"
        + f"**{escape_markdown(skill.title)}.** {escape_markdown(skill.reminder)}"
    )


def fill_prompts(source: str, tasks: Mapping[str, Exercise | ConversationTask]) -> str:
    """Replace the ``{{ prompt q1 }}`` lines of a Markdown cell.

    Args:
        source: the cell's text.
        tasks: the assignment's questions by id.

    Raises:
        PromptError: there is no such question, or a prompt doesn't stand on a line of its own.
    """

    def filled(match: re.Match[str]) -> str:
        if match[1] not in tasks:
            raise PromptError(
                f"{match[0].strip()} names a question that the bank doesn't have. It has: {', '.join(tasks)}."
            )
        return prompt_markdown(tasks[match[1]])

    if re.search(r"\{\{\s*prompt", PROMPT.sub("", source)):
        raise PromptError("A prompt stands on a line of its own and looks like this: {{ prompt q1 }}")
    return PROMPT.sub(filled, source)


def escape_markdown(text: str) -> str:
    """``text`` so that Markdown shows it letter by letter."""
    text = re.sub(r"[&<>$\\`*_{}\[\]|~#]", _escaped, text)
    text = re.sub(r"^([ \t]*)([-+=])", r"\1\\\2", text, flags=re.MULTILINE)
    return re.sub(r"^([ \t]*\d+)([.)])", r"\1\\\2", text, flags=re.MULTILINE)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character in "&<>":
        return html.escape(character)
    if character in "$\\":
        # Jupyter looks for formulas, $...$ or \(...\), after Markdown: only an element of its own stops that.
        return f"<span>&#{ord(character)};</span>"
    return "\\" + character


def _lines(text: str) -> list[str]:
    return [escape_markdown(line.strip()) for line in text.strip().splitlines()]


class FillPrompts(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no type information
    """First step of ``nbgrader generate_assignment``; the assignment's name is the lesson's."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Fill in every Markdown cell.

        Raises:
            PromptError: naming notebook, cell and remedy.
        """
        lesson, notebook = resources["nbgrader"]["assignment"], resources["nbgrader"]["notebook"]
        for number, cell in enumerate(nb.cells, start=1):
            if cell.cell_type == "markdown" and PROMPT.search(cell.source):
                try:
                    cell.source = fill_prompts(cell.source, assignment_questions(lesson))
                except PromptError as error:
                    raise PromptError(f"{notebook}.ipynb, cell {number}: {error}") from error
        return nb, resources
