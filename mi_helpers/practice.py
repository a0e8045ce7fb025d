"""The screens of a lesson: practise on clients, compare two replies, check what stuck.

``practice`` and ``quick_check`` are anywidget components rather than compositions of ipywidgets: there a
click can overtake the text that was typed before it, and several controls can't be reached by keyboard. What
the browser does with them is in ``static/practice.js``. Where no kernel runs (a static export, nbconvert,
nbval), both leave readable HTML and text behind; ``contrast`` is nothing else.

Messages of the practice screen. The browser sends ``{type, item, request}``, and ``text`` with a check:

- ``check``: answered by ``feedback`` (``html``) or, when there is nothing to judge, by ``note`` (``text``);
- ``hint``: answered by ``hint`` (``text``);
- ``examples``: answered by ``examples`` (``examples``: ``level``, ``text``, ``why``) or, before a first try,
  by ``note``.

Each answer carries the ``request`` that it answers. Anything else is ignored.
"""

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from mi_helpers.assess import assess
from mi_helpers.assessment import Assessment
from mi_helpers.bank import GOOD_EXAMPLE, BankError, Exercise, QuizQuestion, get_exercise, load_exercises, load_lesson
from mi_helpers.feedback import CSS, LEVELS, to_html, to_text
from mi_helpers.language import Text
from mi_helpers.scorer import ScorerError
from mi_helpers.skills import SKILLS

# How many good answers are shown.
_MAX_EXAMPLES = 3

_NOT_STATIC = "To practise, open this notebook in JupyterLab and run this cell."


def practice(lesson: str, items: Sequence[str] | None = None) -> "Practice":
    """The practice screen: one client at a time, feedback on each reply.

    Args:
        lesson: a lesson with a bank file, such as ``"01_righting_reflex"``.
        items: ids of its practice exercises in the order to show them; all of them, in file order, when None.

    Raises:
        BankError: there is no such lesson, or no such practice exercise in it; the message lists what exists.
        TypeError: ``items`` is a string.
    """
    if isinstance(items, str):
        raise TypeError(f"items is a list of exercise ids: write items=[{items!r}].")
    available = {e.id: e for e in load_exercises(lesson) if not e.question}
    chosen = tuple(available) if items is None else tuple(dict.fromkeys(items))
    for item in chosen:
        if item not in available:
            raise BankError(f"Lesson {lesson!r} has no practice exercise {item!r}. It has: {', '.join(available)}.")
    if not chosen:
        raise BankError(f"No practice exercises chosen from lesson {lesson!r}: leave 'items' out to get all.")
    return Practice([available[item] for item in chosen])


def quick_check(lesson: str) -> "QuickCheck":
    """The lesson's quiz: each choice is explained at once, and every question may be tried again.

    Raises:
        BankError: there is no such lesson, or its bank file has no ``[[quick_check]]``.
    """
    questions = load_lesson(lesson).quick_check
    if not questions:
        raise BankError(f"{lesson}.toml has no quick check: add [[quick_check]] tables to it.")
    return QuickCheck(questions)


def contrast(exercise_id: str) -> "Contrast":
    """A pushy reply beside the best of the exercise's examples, and what each does. Static, deterministic.

    Raises:
        BankError: there is no such exercise, or it belongs to an assignment.
    """
    exercise = get_exercise(exercise_id)
    if exercise.question:
        raise BankError(f"{exercise_id!r} belongs to an assignment: a contrast would give its answer away.")
    return Contrast(exercise)


def feedback_on(reply: str, client: str, skill: str = "reflection") -> "FeedbackOn":
    """Feedback on one reply, to look at in a lesson. Static, deterministic.

    Args:
        reply: any words.
        client: what the client said.
        skill: the skill to judge for, a key of ``SKILLS``.

    Raises:
        ValueError: there is no such skill; the message lists those that exist.
    """
    return FeedbackOn(assess(reply, client=client, skill=skill))


def _static(name: str) -> str:
    return (files("mi_helpers") / "static" / name).read_text(encoding="utf-8")


# What static HTML needs; the widgets add the look of their controls.
_CARD_CSS = f"{CSS}\n{_static('card.css')}"


class _Screen(anywidget.AnyWidget):
    """A widget that leaves readable HTML and text where it can't run."""

    _esm = _static("practice.js")
    _css = f"{_CARD_CSS}\n{_static('practice.css')}"

    def _html(self) -> str:
        raise NotImplementedError

    def _text(self) -> str:
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, "text/html": self._html(), "text/plain": self._text()}, metadata


class Practice(_Screen):
    """The practice screen; made by :func:`practice`."""

    screen = traitlets.Unicode("practice").tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    best = traitlets.Dict(help="Best rating so far, by the id of each exercise tried.").tag(sync=True)

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        self._exercises = {e.id: e for e in exercises}
        super().__init__(items=[_card(e) for e in exercises])
        self.on_msg(self._on_message)

    def _on_message(self, _widget: object, content: object, _buffers: object) -> None:
        match content:
            case {"request": request, "item": str(item)} if exercise := self._exercises.get(item):
                answer = self._answer(content, exercise)
                if answer:
                    self.send({**answer, "request": request})

    def _answer(self, content: object, exercise: Exercise) -> dict[str, Any] | None:
        match content:
            case {"type": "check", "text": str(text)}:
                return self._check(exercise, text)
            case {"type": "hint"}:
                return {"type": "hint", "text": exercise.hint}
            case {"type": "examples"} if exercise.id in self.best:
                return {"type": "examples", "examples": _good_examples(exercise)}
            case {"type": "examples"}:
                return _note("Write a reply of your own and check it first. Then compare it with good ones.")
        return None

    def _check(self, exercise: Exercise, text: str) -> dict[str, Any]:
        # Whatever goes wrong with one reply, the learner keeps the words and the screen.
        try:
            words = _words(text)
            if not words:
                return _note("There is nothing to check yet. Write what you would say to this client.")
            assessment = assess(text, client=exercise.client, skill=exercise.skill, pushy=exercise.pushy)
            html = to_html(assessment)
        except ScorerError as error:
            return _note(f"{error} Your words are safe.")
        except Exception as error:
            return _note(
                "Something went wrong while reading your reply. Your words are safe. Change them a little "
                "and check again, or go on to the next client. "
                f"(For a bug report: {type(error).__name__} in {exercise.id}.)"
            )
        # Trying out somebody else's words is a fine experiment, but no try of one's own.
        if words not in (_words(exercise.pushy), _words(exercise.client)):
            self.best = {**self.best, exercise.id: max(assessment.rating, self.best.get(exercise.id, 0))}
        return {"type": "feedback", "html": html}

    def _html(self) -> str:
        cards = "".join(f"<li>{_card_html(e)}</li>" for e in self._exercises.values())
        return f'<style>{_CARD_CSS}</style><div class="mi-cards"><ol>{cards}</ol><p>{_NOT_STATIC}</p></div>'

    def _text(self) -> str:
        cards = (f"{n}. {_card_text(e)}" for n, e in enumerate(self._exercises.values(), start=1))
        return "\n\n".join([*cards, _NOT_STATIC])


class QuickCheck(_Screen):
    """The lesson's quiz; made by :func:`quick_check`. Answered in the browser alone, never graded."""

    screen = traitlets.Unicode("quick_check").tag(sync=True)
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
        return f'<style>{_CARD_CSS}</style><div class="mi-cards"><ol>{items}</ol><p>{_NOT_STATIC}</p></div>'

    def _text(self) -> str:
        blocks = (
            "\n".join([f"{n}. {q['question']}", *(f"   - {o['text']}" for o in q["options"])])
            for n, q in enumerate(self.questions, start=1)
        )
        return "\n\n".join([*blocks, _NOT_STATIC])


class FeedbackOn:
    """Feedback on one reply; made by :func:`feedback_on`."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        return {
            "text/html": f"<style>{CSS}</style>{to_html(self._assessment)}",
            "text/plain": f"“{self._assessment.response}”\n{to_text(self._assessment)}",
        }


class Contrast:
    """Two replies to one client, judged as practice judges them; made by :func:`contrast`."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        # No ``pushy`` here: the point is what the reply does, not that it is the one to improve on.
        self._pushy = assess(exercise.pushy, client=exercise.client, skill=exercise.skill)
        # Of the bank's good examples the first that ``assess`` calls good, too: what it says is shown beside it.
        judged = [
            (assess(e.text, client=exercise.client, skill=exercise.skill), e.why)
            for e in exercise.examples
            if e.rating >= GOOD_EXAMPLE
        ]
        best = max(judged, key=lambda pair: pair[0].score)
        self._better, self._why = next((pair for pair in judged if pair[0].rating >= GOOD_EXAMPLE), best)

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        return {"text/html": self._html(), "text/plain": self._text()}

    def _html(self) -> str:
        return (
            f'<style>{_CARD_CSS}</style><div class="mi-contrast">{_client_html(self._exercise)}'
            f'<div class="mi-pair">'
            f'<div><p class="mi-heading">A pushy reply</p>{to_html(self._pushy)}</div>'
            f'<div><p class="mi-heading">A better reply</p>{to_html(self._better)}'
            f'<p class="mi-why">{escape(self._why)}</p></div></div></div>'
        )

    def _text(self) -> str:
        return "\n".join(
            [
                f"{self._exercise.who}\n“{self._exercise.client}”",
                f"\nA pushy reply:\n“{self._pushy.response}”\n{to_text(self._pushy)}",
                f"\nA better reply:\n“{self._better.response}”\n{to_text(self._better)}",
                self._why,
            ]
        )


def _words(text: str) -> list[str]:
    return [word.text for word in Text(text).words]


def _note(text: str) -> dict[str, Any]:
    return {"type": "note", "text": text}


def _good_examples(exercise: Exercise) -> list[dict[str, str]]:
    """The best examples, best first; the bank's order decides between equals."""
    good = sorted((e for e in exercise.examples if e.rating >= GOOD_EXAMPLE), key=lambda e: -e.rating)
    return [
        {"level": f"Level {e.rating} of 5: {LEVELS[e.rating]}", "text": e.text, "why": e.why}
        for e in good[:_MAX_EXAMPLES]
    ]


def _card(exercise: Exercise) -> dict[str, str]:
    """What the browser shows before any try: no hint, no answer."""
    skill = SKILLS[exercise.skill]
    return {
        "id": exercise.id,
        "who": exercise.who,
        "client": exercise.client,
        "pushy": exercise.pushy,
        "skill": skill.title,
        "reminder": skill.reminder,
    }


def _client_html(exercise: Exercise) -> str:
    return (
        f'<div class="mi-client"><p class="mi-who">{escape(exercise.who)}</p>'
        f"<blockquote>{escape(exercise.client)}</blockquote></div>"
    )


def _card_html(exercise: Exercise) -> str:
    skill = SKILLS[exercise.skill]
    return (
        f"{_client_html(exercise)}"
        f'<p class="mi-pushy"><span class="mi-label">Instead of:</span> <s>{escape(exercise.pushy)}</s></p>'
        f'<p class="mi-aim"><span class="mi-label">Aim for: {escape(skill.title)}.</span> '
        f"{escape(skill.reminder)}</p>"
    )


def _card_text(exercise: Exercise) -> str:
    skill = SKILLS[exercise.skill]
    return (
        f"{exercise.who}\n“{exercise.client}”\nInstead of: “{exercise.pushy}”\nAim for: {skill.title}. {skill.reminder}"
    )
