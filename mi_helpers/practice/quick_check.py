"""The lesson's quiz. Answered in the browser alone, never graded."""

from collections.abc import Sequence
from html import escape

import traitlets

from mi_helpers.bank import BankError, QuizQuestion, load_lesson
from mi_helpers.practice.screen import NOT_STATIC, Screen, script


def quick_check(lesson: str) -> "QuickCheck":
    """The lesson's quiz: each choice is explained at once, and every question may be tried again.

    Raises:
        BankError: there is no such lesson, or its bank file has no ``[[quick_check]]``.
    """
    questions = load_lesson(lesson).quick_check
    if not questions:
        raise BankError(f"{lesson}.toml has no quick check: add [[quick_check]] tables to it.")
    return QuickCheck(questions)


class QuickCheck(Screen):
    """The lesson's quiz; made by :func:`quick_check`."""

    _esm = script("quick_check.js")
    questions = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, questions: Sequence[QuizQuestion]) -> None:
        super().__init__(
            questions=[
                {
                    "question": q.question,
                    "options": [{"text": o.text, "right": o.right, "why": o.why} for o in q.options],
                }
                for q in questions
            ]
        )

    def _html(self) -> str:
        items = "".join(
            f"<li><p>{escape(q['question'])}</p><ul>"
            + "".join(f"<li>{escape(o['text'])}</li>" for o in q["options"])
            + "</ul></li>"
            for q in self.questions
        )
        return f"<ol>{items}</ol><p>{NOT_STATIC}</p>"

    def _text(self) -> str:
        blocks = (
            "\n".join([f"{n}. {q['question']}", *(f"   - {o['text']}" for o in q["options"])])
            for n, q in enumerate(self.questions, start=1)
        )
        return "\n\n".join([*blocks, NOT_STATIC])
