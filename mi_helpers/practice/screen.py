"""What all screens share: a look, a browser side, and what they leave where no kernel runs."""

from html import escape
from importlib.resources import files
from typing import Any, Final

import anywidget

from mi_helpers.bank import BankError, Exercise, get_exercise
from mi_helpers.feedback import CSS, LEVELS
from mi_helpers.skills import SKILLS

NOT_STATIC: Final = "To practise, open this notebook in JupyterLab and run this cell."


def static(name: str) -> str:
    """A file of ``mi_helpers/static``."""
    return (files("mi_helpers") / "static" / name).read_text(encoding="utf-8")


def script(name: str) -> str:
    """The browser's side of a screen: what all share, then its own file of ``mi_helpers/static``."""
    return f"{static('common.js')}\n{static(name)}"


# What static HTML needs; the widgets add the look of their controls.
CARD_CSS: Final = f"{CSS}\n{static('card.css')}"


class Screen(anywidget.AnyWidget):
    """A widget that leaves readable HTML and text where it can't run; subclasses set ``_esm`` with :func:`script`."""

    _css = f"{CARD_CSS}\n{static('practice.css')}"

    def _html(self) -> str:
        raise NotImplementedError

    def _text(self) -> str:
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        html = f'<style>{CARD_CSS}</style><div class="mi-cards">{self._html()}</div>'
        return {**data, "text/html": html, "text/plain": self._text()}, metadata


def lesson_exercise(exercise_id: str) -> Exercise:
    """An exercise that may be shown with its examples.

    Raises:
        BankError: there is no such exercise, or it belongs to an assignment.
    """
    exercise = get_exercise(exercise_id)
    if not exercise.for_practice:
        raise BankError(
            f"{exercise_id!r} belongs to an assignment or to the baseline: its examples would give the answer away."
        )
    return exercise


def level_words(rating: int) -> str:
    """A rating as learners see it."""
    return f"Level {rating} of 5: {LEVELS[rating]}"


def client_html(who: str, client: str) -> str:
    """The client's card."""
    return f'<div class="mi-client"><p class="mi-who">{escape(who)}</p><blockquote>{escape(client)}</blockquote></div>'


def exercise_html(exercise: Exercise) -> str:
    """The client's card, the reply to improve on, and what to aim for."""
    skill = SKILLS[exercise.skill]
    return (
        f"{client_html(exercise.who, exercise.client)}"
        f'<p class="mi-pushy"><span class="mi-label">Instead of:</span> <s>{escape(exercise.pushy)}</s></p>'
        f'<p class="mi-aim"><span class="mi-label">Aim for: {escape(skill.title)}.</span> '
        f"{escape(skill.reminder)}</p>"
    )


def exercise_text(exercise: Exercise) -> str:
    """The same as text."""
    skill = SKILLS[exercise.skill]
    return (
        f"{exercise.who}\n“{exercise.client}”\nInstead of: “{exercise.pushy}”\nAim for: {skill.title}. {skill.reminder}"
    )
