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

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from mi_helpers.conversation.client import client_names
from mi_helpers.conversation.simulator import Conversation, Turn, replay
from mi_helpers.conversation.state import OPENS_FROM
from mi_helpers.conversation.summary import SessionSummary, exchanges, summarise
from mi_helpers.language import Text, Word, content_stems, stem
from mi_helpers.skills import SKILLS

POINTS: Final = 8
"""The points of a submitted conversation: two for each of the four in :data:`PARTS`."""

PARTS: Final[Mapping[str, str]] = {
    "engaging": "Engaging",
    "reflecting": "Reflections to questions",
    "depth": "Depth",
    "spirit": "Spirit",
}
"""The parts of the mark, and what a learner reads for each."""

MOST_TURNS: Final = 40
"""Some more than the lesson speaks of. With :data:`MOST_CHARACTERS` it bounds how long a replay can take."""

MOST_CHARACTERS: Final = 12_000
"""Of all turns together."""

_MOST_TEXT: Final = 200_000  # with the client's lines, or as JSON with all its figures
_FEWEST_TURNS: Final = 10
"""A shorter conversation earns in proportion: its figures say little."""

# In the good sessions of AnnoMI (Wu and colleagues 2022) the median share of practitioner turns that have a word in
# common with the client's last four, everyday words left out, is 0.41, and in nine of ten it is over 0.22. Of the same
# turns laid beside another session's client, often about the same subject, the median is 0.17.
_TAKEN_UP_ENOUGH: Final = 0.25
_TAKEN_UP_BY_CHANCE: Final = 0.1
_EVERYDAY: Final = frozenset(
    map(
        stem,
        """
        bit change come day days feel feeling felt find good hard hear hearing help here hour life little look mean need
        new number part people place put see sound sounds start step stop sure take talk tell think thought time today
        try understand use want wanna week words work worry year
        """.split(),
    )
)
_LAST_LINES: Final = 4
# "It sounds like you're feeling sad about it", "... torn about this": the same turn with another word in it.
_SAME_TURN: Final = 1 / 3
_NOT_HEARD: Final = frozenset({"repeats", "parrots", "unreadable"})

_TURN = re.compile(r"you\s*:\s?(.*)", re.IGNORECASE)
_FIELD = re.compile(r"(client|seed)\s*:\s*(\S+)\s*", re.IGNORECASE)
_SPEAKER = re.compile(r"[^\W\d_][\w' ]{0,24}:")


class SubmissionError(ValueError):
    """A text holds no conversation that can be played again; the message tells the learner what to mend."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A submitted conversation, played again.

    Attributes:
        conversation: as it was played.
        summary: in figures.
        parts: points by part, 0 to 2 each, in halves.
        unplayed: how many turns came after the conversation's end.
        reflections: how many turns have a reflection that would pass in practice and is no earlier one again.
        deep: how many of these are complex.
        taken_up: how many turns are new and take up something that the client had said.
    """

    conversation: Conversation
    summary: SessionSummary
    parts: Mapping[str, float]
    unplayed: int
    reflections: int
    deep: int
    taken_up: int

    @property
    def points(self) -> float:
        """A builtin float from 0 to :data:`POINTS`."""
        return float(sum(self.parts.values()))


def to_submission(conversation: Conversation) -> str:
    """A conversation as the text to hand in."""
    lines = [f"client: {conversation.client.id}", f"seed: {conversation.seed}", ""]
    return "\n".join([*lines, *(f"You: {' '.join(words.split())}" for words in conversation.words)])


def read_submission(text: str, clients: Collection[str] = ()) -> Conversation:
    """Play a submitted conversation again.

    Args:
        text: see the module.
        clients: with whom it may be; anybody of the course when empty.

    Raises:
        SubmissionError: it can't be read.
        ScorerError: the trained scorer's files are missing or damaged.
    """
    return replay(*_read(text, clients))


def unreadable(text: str, clients: Collection[str] = ()) -> str:
    """Why a text can't be played again, for whoever mends it; empty when it can. Nothing is played.

    Args:
        text: see the module.
        clients: with whom it may be; anybody of the course when empty.
    """
    try:
        _read(text, clients)
    except SubmissionError as error:
        return str(error)
    return ""


def _read(text: str, clients: Collection[str]) -> tuple[str, int, list[str]]:
    """The client, the seed and the turns; whatever is wrong is said before anything is played."""
    allowed = sorted(clients) or client_names()
    if len(text) > _MOST_TEXT:
        raise SubmissionError(f"This is longer than {_MOST_TEXT:,} characters. Hand in one conversation.")
    fields, words = _from_json(text) if text.lstrip().startswith("{") else _parsed(text)
    client, seed = fields.get("client", ""), fields.get("seed", "")
    if client not in client_names():
        raise SubmissionError(f'The first line should say "client:" and one of: {", ".join(allowed)}. {_COPY}')
    if client not in allowed:
        raise SubmissionError(f"This is a conversation with {client}. Hand in one with: {', '.join(allowed)}.")
    if not re.fullmatch(r"[0-9]{1,6}", seed):
        raise SubmissionError(f'The second line should say "seed:" and the number that the conversation had. {_COPY}')
    if not words:
        raise SubmissionError(f'There are no turns in it. Each of yours begins with "You:". {_COPY}')
    if len(words) > MOST_TURNS:
        raise SubmissionError(f"There are more than {MOST_TURNS} turns. Hand in a shorter conversation.")
    if sum(map(len, words)) > MOST_CHARACTERS:
        raise SubmissionError(
            f"Your turns have more than {MOST_CHARACTERS:,} characters. Hand in a conversation with shorter ones."
        )
    return client, int(seed), words


_COPY: Final = (
    'Easiest: on the screen of your conversation choose "End and look back", then "Copy to hand in", and paste here.'
)


def _parsed(text: str) -> tuple[dict[str, str], list[str]]:
    fields: dict[str, str] = {}
    words: list[str] = []
    mine = False
    for line in map(str.strip, text.splitlines()):
        if not words and (field := _FIELD.fullmatch(line)):
            fields.setdefault(field.group(1).lower(), field.group(2).lower())
        elif turn := _TURN.match(line):
            words.append(turn.group(1).strip())
            mine = True
        elif _SPEAKER.match(line):
            mine = False
        elif mine and line:
            words[-1] = f"{words[-1]} {line}".strip()
    return fields, words


def _from_json(text: str) -> tuple[dict[str, str], list[str]]:
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise SubmissionError(f"This begins like JSON, but is damaged. {_COPY}") from None
    words = data.get("words")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise SubmissionError(f'This JSON has no list of "words": what you said. {_COPY}')
    return {key: str(data.get(key, "")) for key in ("client", "seed")}, words


@lru_cache(maxsize=4)  # a cell is run, and then its mark is asked for
def score_submission(text: str, clients: tuple[str, ...] = ()) -> Scored:
    """Score a submitted conversation by what it is when it is played again.

    Two points each for *engaging* (how much trust there was at its best, and how they parted), *reflecting* (R:Q up to
    the manual's fair 1:1), *depth* (%CR up to its fair 40) and *spirit* (no MI-non-adherent turns). Reflections count
    here that would pass in practice and aren't an earlier one in other words. A conversation of fewer than ten
    such turns earns in proportion, and so does one whose turns could have been said to anybody. How the manual's marks
    should be read: ``summary.CAVEAT``.

    Args:
        text: see the module.
        clients: with whom it may be; anybody of the course when empty.

    Raises:
        SubmissionError: it can't be read.
        ScorerError: the trained scorer's files are missing or damaged.
    """
    client, seed, words = _read(text, clients)
    conversation = replay(client, seed, words)
    turns = conversation.turns
    summary = summarise(exchanges(conversation), conversation.ending)
    new = _new(turns)
    reflections = [turn for turn in new if turn.assessment.passed and {"SR", "CR"} & set(turn.read.codes)]
    deep = sum("CR" in turn.read.codes for turn in reflections)
    taken_up = sum(_takes_up(turn, conversation) for turn in new)
    start = turns[0].before.trust
    best = max(turn.after.trust for turn in turns)
    engaged = 1.0 if conversation.ending == "own step" else (best - start) / (OPENS_FROM + 1 - start)
    shares = {
        "engaging": engaged,
        "reflecting": len(reflections) / max(summary.counts["Q"], 1),
        "depth": deep / len(reflections) / 0.4 if reflections else 0.0,
        "spirit": 1 - 4 * summary.non_adherent / summary.turns if summary.turns else 0.0,
    }
    # Of two reflections no ratio can be made. And not to push is half of the spirit; the other half is to listen.
    some = min(1.0, len(reflections) / 4)
    weights = {"engaging": 1.0, "reflecting": some, "depth": some, "spirit": (1 + some) / 2}
    whole = min(1.0, len(new) / _FEWEST_TURNS) * _about_them(taken_up, summary.turns)
    parts = {part: round(4 * whole * weights[part] * min(1.0, max(0.0, shares[part]))) / 2 for part in PARTS}
    return Scored(conversation, summary, parts, len(words) - len(turns), len(reflections), deep, taken_up)


def _about_them(taken_up: int, turns: int) -> float:
    """From a quarter for turns that could have been said to anybody to 1 for as many about this client as people have.

    Not from nothing: who listens in pictures, as good practitioners do at times, has few words in common with a client.
    """
    share = taken_up / turns if turns else 0.0
    heard = min(1.0, max(0.0, (share - _TAKEN_UP_BY_CHANCE) / (_TAKEN_UP_ENOUGH - _TAKEN_UP_BY_CHANCE)))
    return 0.25 + 0.75 * heard


def _new(turns: Sequence[Turn]) -> list[Turn]:
    """The turns with words in them that are neither the client's words nor an earlier turn said again."""
    new: list[Turn] = []
    before: list[set[tuple[str, str]]] = []
    for turn in turns:
        words = Text(turn.words).words
        pairs = _pairs(words)
        again = any(len(pairs & earlier) > _SAME_TURN * len(pairs | earlier) for earlier in before)
        if words and not again and not _NOT_HEARD & set(turn.read.signals):
            new.append(turn)
        before.append(pairs)
    return new


def _pairs(words: Sequence[Word]) -> set[tuple[str, str]]:
    return set(pairwise(["", *(word.text for word in words), ""]))


def _takes_up(turn: Turn, conversation: Conversation) -> bool:
    """Whether a turn has a word in common with the client's last few lines that isn't said to everybody."""
    said = [conversation.greeting.said, *(earlier.answer.said for earlier in conversation.turns[: turn.number - 1])]
    theirs = {word for line in said[-_LAST_LINES:] for word in content_stems(Text(line).words)} - _EVERYDAY
    return not theirs.isdisjoint(content_stems(Text(turn.words).words))


def feedback_lines(scored: Scored) -> list[str]:
    """What was read, the parts of the mark, and what would bring more, for the learner."""
    conversation, summary = scored.conversation, scored.summary
    name = conversation.client.name
    lines = [f"Read: your conversation with {name}, {_times(summary.turns, 'turn')}. {summary.ending}".strip()]
    if scored.unplayed:
        lines.append(f"{_times(scored.unplayed, 'turn')} after the end can't be played and didn't count.")
    if summary.turns < _FEWEST_TURNS:
        lines.append(f"It is short: {_FEWEST_TURNS} turns or more count in full.")
    if _about_them(scored.taken_up, summary.turns) < 1:
        lines.append(
            f"Only {scored.taken_up} of your turns were new and took up something that {name} had said. All parts "
            "count less for it: say what you hear from this person, in your own words."
        )
    lines += [f"{title}: {scored.parts[part]:g} of 2. {_about(part, scored)}" for part, title in PARTS.items()]
    lines.append(f"To try next: {summary.next_step} (Lesson {SKILLS[summary.skill].lesson[:2]}.)")
    return lines


def _about(part: str, scored: Scored) -> str:
    name, summary = scored.conversation.client.name, scored.summary
    match part:
        case "engaging":
            if scored.conversation.ending == "own step":
                return f"{name} named a next step of their own."
            return f"This is how far {name} came to trust you. Full for much of it, or for a next step of their own."
        case "reflecting":
            questions = _times(summary.counts["Q"], "question")
            return (
                f"{_times(scored.reflections, 'reflection')} that would pass in practice, {questions}. Full at 1 : 1."
            )
        case "depth":
            return f"{scored.deep} of those reflections went below the words. Full at four in ten."
        case _:
            pushed = _times(summary.non_adherent, "turn").capitalize()
            return f"{pushed} told, warned or argued. Full for none, and for listening."


def _times(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
