"""Any conversation, read from a file: a practice interview gets the same summary as a simulated one.

Two forms are read: plain text in which each turn begins with who speaks ("Client:", "Practitioner:"), and CSV with the
columns of the AnnoMI corpus (``interlocutor``, ``utterance_text``; others are ignored).
"""

import csv
import io
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from mi_helpers.conversation.reading import PUSHES, Context, Told, normal, read_turn
from mi_helpers.conversation.state import State, moved
from mi_helpers.conversation.summary import Exchange
from mi_helpers.language import Text
from mi_helpers.markers import find_markers

CLIENT: Final = frozenset({"client", "patient", "c", "p", "pt", "cl", "service user", "interviewee"})
PRACTITIONER: Final = frozenset(
    "practitioner therapist counsellor counselor interviewer clinician coach nurse doctor t pr me learner".split()
)
"""The names of the two sides, in lower case."""

USUAL_START: Final = State(trust=3.0, importance=4.0, confidence=3.0, discord=1.0)
"""Where a client whom nobody knows is taken to begin."""

MOST_BYTES: Final = 20_000_000

_SPEAKER = re.compile(r"^\s*[*_>\-]*\s*(?:\[[\d:.]+\]\s*)?([^\W\d_][\w' ]{0,24}?)\s*[*_]*\s*:\s*[*_]*\s?(.*)$")
_TALK_TO_CHANGE = re.compile(
    r"\bi\s(?:really\s)?(?:want|need|wish|hope|could|can|will|might|have\sto|should|would\slike)\b|\bi'(?:d|ll)\b"
)
_TALK_TO_STAY = re.compile(r"\bi\s(?:can't|cannot|won't|don't\s(?:want|need|see))\b|\bi'm\snot\b|\bit's\snot\b|\bbut\b")


class ReviewError(ValueError):
    """A file can't be read as a conversation; the message says why and what to do."""


class Said(NamedTuple):
    """One side's turn.

    Attributes:
        practitioner: whether the practitioner speaks.
        words: what is said.
    """

    practitioner: bool
    words: str


def read_file(path: Path) -> tuple[Said, ...]:
    """The turns of a file, neighbouring ones of one speaker put together.

    Args:
        path: a ``.csv`` file, or plain text.

    Raises:
        ReviewError: it is no conversation, or too big.
        OSError: it can't be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise ReviewError(f"{path.name} has more than {MOST_BYTES // 1_000_000} MB. Give one conversation at a time.")
    # "replace": a stray byte spoils its own word and nothing else.
    text = path.read_bytes().decode("utf-8-sig", "replace")
    return read_csv(text, path.name) if path.suffix.lower() == ".csv" else read_text(text, path.name)


def read_text(text: str, name: str = "The text") -> tuple[Said, ...]:
    """The turns of a plain-text transcript; a line without a speaker goes on with the turn before it.

    Args:
        text: the transcript.
        name: what it is called in messages.

    Raises:
        ReviewError: nobody of :data:`CLIENT` and :data:`PRACTITIONER` speaks.
    """
    said: list[Said] = []
    for line in text.splitlines():
        match = _SPEAKER.match(line)
        side = _side(match.group(1)) if match else None
        if match and side is not None:
            said.append(Said(side, match.group(2).strip()))
        elif said and line.strip():
            said[-1] = Said(said[-1].practitioner, f"{said[-1].words} {line.strip()}")
    return _checked(said, f'{name}: begin each turn with who speaks, such as "Client:" or "Practitioner:".')


def read_csv(text: str, name: str = "The file") -> tuple[Said, ...]:
    """The turns of a CSV transcript.

    Args:
        text: the file's text; it has the columns ``interlocutor`` and ``utterance_text``.
        name: what it is called in messages.

    Raises:
        ReviewError: a column is missing, nobody known speaks, or it holds several transcripts.
    """
    rows = csv.DictReader(io.StringIO(text, newline=""))
    columns = set(rows.fieldnames or ())
    if missing := {"interlocutor", "utterance_text"} - columns:
        raise ReviewError(
            f"{name}: the column {' and '.join(sorted(missing))} is missing. It has: {', '.join(columns)}."
        )
    said: list[Said] = []
    transcripts: set[str] = set()
    utterances: set[str] = set()
    try:
        for row in rows:
            transcripts.add(row.get("transcript_id") or "")
            # AnnoMI has a line for every annotator of an utterance.
            if (utterance := row.get("utterance_id") or "") and utterance in utterances and len(transcripts) == 1:
                continue
            utterances.add(utterance)
            side = _side(row["interlocutor"] or "")
            if side is not None:
                said.append(Said(side, (row["utterance_text"] or "").strip()))
    except csv.Error as error:
        raise ReviewError(f"{name}: line {rows.line_num} is no CSV: {error}.") from error
    if len(transcripts) > 1:
        raise ReviewError(
            f"{name} holds {len(transcripts)} transcripts (transcript_id). Give one at a time: keep the rows of one id."
        )
    return _checked(said, f"{name}: 'interlocutor' should say client or therapist.")


def _side(speaker: str) -> bool | None:
    """Whether it is the practitioner who speaks; None for somebody else."""
    known = " ".join(speaker.lower().split())
    return True if known in PRACTITIONER else False if known in CLIENT else None


def _checked(said: list[Said], remedy: str) -> tuple[Said, ...]:
    joined = tuple(
        Said(side, " ".join(turn.words for turn in turns).strip()) for side, turns in groupby(said, key=lambda s: s[0])
    )
    if not any(turn.practitioner and turn.words for turn in joined):
        raise ReviewError(f"There is no practitioner in it. {remedy}")
    return joined


def review(said: tuple[Said, ...]) -> tuple[Exchange, ...]:
    """Judge every turn of the practitioner, as those of a simulated conversation are judged.

    The states are what the simulator's rules would make of these turns, from :data:`USUAL_START`: an estimate of what
    each turn does to clients, and no knowledge about this one.

    Args:
        said: the turns of both.

    Raises:
        ScorerError: the trained scorer's files are missing or damaged.
    """
    return tuple(_reviewed(said))


def _reviewed(said: tuple[Said, ...]) -> Iterator[Exchange]:
    state = USUAL_START
    clients: list[str] = []
    told: list[Told] = []
    pushed = False
    earlier: set[str] = set()
    asked_in_a_row = number = 0
    for place, (practitioner, words) in enumerate(said):
        if not practitioner:
            if clients:
                told.append(Told.of(clients[-1]))
            clients.append(words)
            continue
        number += 1
        last = clients[-1] if clients else ""
        context = Context(
            said=last,
            told=told,
            leans=leans(last),
            holds=bool(_TALK_TO_STAY.search(Text(last).text)),
            lacks=state.lacks,
            asked_in_a_row=asked_in_a_row,
            pushed_before=pushed,
            earlier=earlier,
        )
        read = read_turn(words, context)
        after = moved(state, read.signals, read.assessment.rating)
        answer = said[place + 1].words if place + 1 < len(said) else ""
        yield Exchange(number, last, words, answer, read.assessment, read.codes, read.signals, state, after)
        reflects = {"SR", "CR"} & set(read.codes)
        asked_in_a_row = asked_in_a_row + 1 if read.asks and not reflects else 0
        pushed = bool(PUSHES.intersection(read.signals))
        earlier.add(normal(words))
        state = after


def leans(words: str) -> bool:
    """Whether there seems to be change talk in a client's words: advice to the reader, and no basis for marks."""
    text = Text(words)
    return bool(_TALK_TO_CHANGE.search(text.text)) or any(h.marker.id == "change_talk" for h in find_markers(text))
