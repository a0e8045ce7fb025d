"""A conversation that was handed in, played again and scored from its seed and the learner's turns alone.

A submission is data: text that is read, never executed. What it says about answers, states or figures is not looked at,
so there is nothing to be won by changing it.

The text is what ``to_submission`` writes, or JSON from the screen's *Save as JSON*::

    client: dana
    seed: 3

    You: Tell me about your evenings.
    You: That hour is the one place in the day
    where nobody needs anything from you.
    You:

A line that begins with "You:" begins a turn, lines after it go on with it, an empty turn is a silence. Lines that begin
with another name and a colon, as in a copied transcript, are left out with what follows them.
"""

import re
from dataclasses import dataclass
from typing import Final

from mi_helpers.conversation.client import client_names
from mi_helpers.conversation.export import from_json
from mi_helpers.conversation.simulator import Conversation, replay
from mi_helpers.conversation.state import OPENS_FROM
from mi_helpers.conversation.summary import SessionSummary, exchanges, summarise

POINTS: Final = 8.0
"""The points of a submitted conversation: two for each of the four in :data:`PARTS`."""

PARTS: Final = ("engaging", "reflecting", "depth", "spirit")

MOST_TURNS: Final = 80
MOST_CHARACTERS: Final = 60_000
_FEWEST_TURNS: Final = 10
"""A shorter conversation earns in proportion: its figures say little."""

_TURN = re.compile(r"you\s*:\s?(.*)", re.IGNORECASE)
_FIELD = re.compile(r"(client|seed)\s*:\s*(\S+)\s*", re.IGNORECASE)


class SubmissionError(ValueError):
    """A text holds no conversation that can be played again; the message tells the learner what to mend."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A submitted conversation, played again.

    Attributes:
        conversation: as it was played.
        summary: in figures.
        parts: points by part, 0 to 2 each.
    """

    conversation: Conversation
    summary: SessionSummary
    parts: dict[str, float]

    @property
    def points(self) -> float:
        """A builtin float from 0 to :data:`POINTS`."""
        return float(round(sum(self.parts.values()), 1))


def to_submission(conversation: Conversation) -> str:
    """A conversation as the text to hand in."""
    lines = [f"client: {conversation.client.id}", f"seed: {conversation.seed}", ""]
    return "\n".join([*lines, *(f"You: {' '.join(words.split())}" for words in conversation.words)])


def read_submission(text: str) -> Conversation:
    """Play a submitted conversation again.

    Args:
        text: see the module.

    Raises:
        SubmissionError: it can't be read.
        ExportError: it is JSON, and no conversation.
    """
    if len(text) > MOST_CHARACTERS:
        raise SubmissionError(f"This is longer than {MOST_CHARACTERS:,} characters. Hand in one conversation.")
    if text.lstrip().startswith("{"):
        conversation = from_json(text)
        if len(conversation.turns) > MOST_TURNS:
            raise SubmissionError(f"There are more than {MOST_TURNS} turns. Hand in a shorter conversation.")
        return conversation
    fields, words = _parsed(text)
    if "client" not in fields or fields["client"] not in client_names():
        raise SubmissionError(f'The first line should say "client:" and one of: {", ".join(client_names())}.')
    if not re.fullmatch(r"\d{1,6}", fields.get("seed", "")):
        raise SubmissionError('The second line should say "seed:" and the number that the conversation had.')
    if not words:
        raise SubmissionError('There are no turns in it. Each of yours begins with "You:".')
    if len(words) > MOST_TURNS:
        raise SubmissionError(f"There are more than {MOST_TURNS} turns. Hand in a shorter conversation.")
    return replay(fields["client"], int(fields["seed"]), words)


def _parsed(text: str) -> tuple[dict[str, str], list[str]]:
    fields: dict[str, str] = {}
    words: list[str] = []
    names = re.compile(r"[^\W\d_][\w' ]{0,24}:")
    mine = False
    for line in text.splitlines():
        if not words and (field := _FIELD.fullmatch(line.strip())):
            fields.setdefault(field.group(1).lower(), field.group(2).lower())
        elif turn := _TURN.match(line.strip()):
            words.append(turn.group(1).strip())
            mine = True
        elif names.match(line.strip()):
            mine = False
        elif mine and line.strip():
            words[-1] = f"{words[-1]} {line.strip()}".strip()
    return fields, words


def score_submission(text: str) -> Scored:
    """Score a submitted conversation by what it is when it is played again.

    Two points each for *engaging* (how much trust there was at its best, and how they parted), *reflecting* (R:Q up to
    the manual's fair 1:1), *depth* (%CR up to its fair 40) and *spirit* (no MI-non-adherent turns). A conversation of
    fewer than ten turns earns in proportion. How the manual's marks should be read: ``summary.CAVEAT``.

    Args:
        text: see the module.

    Raises:
        SubmissionError: it can't be read.
        ExportError: it is JSON, and no conversation.
    """
    conversation = read_submission(text)
    turns = exchanges(conversation)
    summary = summarise(turns, conversation.ending)
    start = turns[0].before.trust if turns else 0.0
    best = max((turn.after.trust for turn in turns), default=start)
    engaged = 1.0 if conversation.ending == "own step" else (best - start) / (OPENS_FROM + 1 - start)
    reflections, questions = summary.reflections, summary.counts["Q"]
    shares = {
        "engaging": engaged,
        "reflecting": reflections / max(questions, 1) if reflections else 0.0,
        "depth": (summary.percent_complex or 0.0) / 40,
        # Nothing pushed, but also: something said. Silence is no spirit.
        "spirit": 1 - 4 * summary.non_adherent / summary.turns if summary.turns else 0.0,
    }
    length = min(1.0, summary.turns / _FEWEST_TURNS)
    # Of two reflections no ratio can be made: depth and reflecting need some to speak of.
    some = min(1.0, reflections / 4)
    weights = {"reflecting": some, "depth": some, "spirit": 1.0 if reflections else 0.5}
    parts = {part: 2.0 * length * weights.get(part, 1.0) * min(1.0, max(0.0, shares[part])) for part in PARTS}
    return Scored(conversation, summary, parts)
