"""Two replies to one client, side by side: the learner chooses, then sees what each does."""

from html import escape
from zlib import crc32

import traitlets

from mi_helpers.assess import assess
from mi_helpers.assessment import Assessment
from mi_helpers.bank import GOOD_EXAMPLE, Exercise
from mi_helpers.feedback import to_html, to_text
from mi_helpers.practice.screen import Screen, client_html, lesson_exercise, script

_ASK = "Read both aloud, as if you were the client. Which one leaves room to go on?"


def contrast(exercise_id: str) -> "Contrast":
    """A pushy reply beside the best of the exercise's examples; what each does is shown after a choice. Deterministic.

    Raises:
        BankError: there is no such exercise, or it belongs to an assignment.
    """
    return Contrast(lesson_exercise(exercise_id))


class Contrast(Screen):
    """Two replies to one client, judged as practice judges them; made by :func:`contrast`. Never graded."""

    _esm = script("contrast.js")
    who = traitlets.Unicode().tag(sync=True)
    client = traitlets.Unicode().tag(sync=True)
    ask = traitlets.Unicode(_ASK).tag(sync=True)
    replies = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, exercise: Exercise) -> None:
        # No ``pushy`` here: the point is what the reply does, not that it is the one to improve on.
        pushy = assess(exercise.pushy, client=exercise.client, skill=exercise.skill)
        # Of the bank's good examples the first that ``assess`` calls good, too: what it says is shown beside it.
        judged = [
            (assess(e.text, client=exercise.client, skill=exercise.skill), e.why)
            for e in exercise.examples
            if e.rating >= GOOD_EXAMPLE
        ]
        best = max(judged, key=lambda pair: pair[0].score)
        better, why = next((pair for pair in judged if pair[0].rating >= GOOD_EXAMPLE), best)
        replies = [_reply("A pushy reply", pushy, "", False), _reply("A listening reply", better, why, True)]
        if crc32(exercise.id.encode()) % 2:  # so that the place gives nothing away, and is the same every time
            replies.reverse()
        super().__init__(who=exercise.who, client=exercise.client, replies=replies)

    def _html(self) -> str:
        columns = "".join(
            f'<div><p class="mi-heading">Reply {letter}</p><blockquote class="mi-said">{escape(r["text"])}</blockquote>'
            f'<details><summary>What it does</summary><p class="mi-heading">{escape(r["title"])}</p>{r["html"]}'
            + (f'<p class="mi-why">{escape(r["why"])}</p>' if r["why"] else "")
            + "</details></div>"
            for letter, r in zip("AB", self.replies, strict=True)
        )
        return f'{client_html(self.who, self.client)}<p>{escape(self.ask)}</p><div class="mi-pair">{columns}</div>'

    def _text(self) -> str:
        blocks = [
            f"Reply {letter}: “{r['text']}”\n{r['title']}.\n{r['plain']}" + (f"\n{r['why']}" if r["why"] else "")
            for letter, r in zip("AB", self.replies, strict=True)
        ]
        return "\n\n".join([f"{self.who}\n“{self.client}”", self.ask, *blocks])


def _reply(title: str, judged: Assessment, why: str, listens: bool) -> dict[str, object]:
    return {
        "title": title,
        "text": judged.response,
        "html": to_html(judged),
        "plain": to_text(judged),
        "why": why,
        "listens": listens,
    }
