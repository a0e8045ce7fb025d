"""A reply with roadblocks in it: the learner points at the words that push."""

import re
from html import escape
from typing import Any

import traitlets

from mi_helpers.bank import Spot, get_spot
from mi_helpers.practice.screen import Screen, client_html, script

_TASK = "Click every word that pushes, judges or hurries. Whole phrases are fine."


def spot_the_roadblock(spot_id: str) -> "SpotTheRoadblock":
    """A reply whose words can be clicked: the learner marks what gets in the way, then sees what it does.

    Args:
        spot_id: of a ``[[spot]]`` in the bank.

    Raises:
        BankError: there is none with this id; the message names those that look alike.
    """
    return SpotTheRoadblock(get_spot(spot_id))


class SpotTheRoadblock(Screen):
    """A reply to find the roadblocks in; made by :func:`spot_the_roadblock`. Never graded."""

    _esm = script("spot.js")
    who = traitlets.Unicode().tag(sync=True)
    client = traitlets.Unicode().tag(sync=True)
    task = traitlets.Unicode(_TASK).tag(sync=True)
    words: traitlets.List[list[Any]] = traitlets.List(
        help="[text, number of the roadblock or -1] for each word of the reply."
    ).tag(sync=True)
    roadblocks = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, spot: Spot) -> None:
        self._spot = spot
        spans = [(spot.reply.index(r.words), spot.reply.index(r.words) + len(r.words)) for r in spot.roadblocks]
        words = [
            [m.group(), next((n for n, (start, end) in enumerate(spans) if start <= m.start() < end), -1)]
            for m in re.finditer(r"\S+", spot.reply)
        ]
        super().__init__(
            who=spot.who,
            client=spot.client,
            words=words,
            roadblocks=[{"words": r.words, "name": r.name, "why": r.why} for r in spot.roadblocks],
        )

    def _html(self) -> str:
        found = "".join(
            f"<li>“{escape(r['words'])}”: <strong>{escape(r['name'])}.</strong> {escape(r['why'])}</li>"
            for r in self.roadblocks
        )
        return (
            f"{client_html(self.who, self.client)}<p>Find the words that push, judge or hurry.</p>"
            f'<blockquote class="mi-said">{escape(self._spot.reply)}</blockquote>'
            f"<details><summary>What gets in the way</summary><ul>{found}</ul></details>"
        )

    def _text(self) -> str:
        found = (f"- “{r['words']}”: {r['name']}. {r['why']}" for r in self.roadblocks)
        return "\n".join([f"{self.who}\n“{self.client}”\n\nA reply: “{self._spot.reply}”\n\nIn the way:", *found])
