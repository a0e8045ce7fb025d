"""A conversation handed in: read as data, played again, scored by what it is."""

from __future__ import annotations

import json

import pytest
from conversation_players import PLAYERS

from mi_helpers.conversation import Conversation
from mi_helpers.conversation.export import ExportError, to_json
from mi_helpers.conversation.submission import (
    PARTS,
    POINTS,
    SubmissionError,
    read_submission,
    score_submission,
    to_submission,
)


def play(player: str, turns: int = 24) -> Conversation:
    conversation = Conversation("dana", 1)
    for turn in range(turns):
        conversation.say(PLAYERS[player](conversation, turn))
        if conversation.ending:
            break
    return conversation


def test_a_better_conversation_earns_more() -> None:
    ideal, mediocre, pushy, silent = (
        score_submission(to_submission(play(player))).points for player in ("ideal", "mediocre", "pushy", "silent")
    )
    assert POINTS >= ideal > mediocre > pushy >= silent >= 0
    assert pushy <= 1
    assert type(ideal) is float


def test_what_is_handed_in_is_played_again_and_not_believed() -> None:
    talk = play("pushy")
    honest = score_submission(to_submission(talk))
    data = json.loads(to_json(talk))
    data["turns"] = [{"state": {"trust": 10}, "rating": 5}] * 9
    data["ending"] = "own step"
    assert score_submission(json.dumps(data)).points == honest.points
    assert set(honest.parts) == set(PARTS)


def test_a_copied_transcript_is_read_without_the_clients_lines() -> None:
    text = "Client: dana\nSeed: 3\n\nDana: Hi.\nIt's wine.\nYou: Tell me\nabout it.\nDana: No.\nyou:\n"
    assert read_submission(text).words == ("Tell me about it.", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "client:"),
        ("client: nobody\nseed: 1\nYou: hi", "one of: amina"),
        ("client: ../../etc/passwd.toml\nseed: 1\nYou: hi", "one of: amina"),
        ("client: dana\nYou: hi", "seed:"),
        ("client: dana\nseed: -1\nYou: hi", "seed:"),
        ("client: dana\nseed: 1\n", "no turns"),
        ("client: dana\nseed: 1\n" + "You: hi\n" * 81, "more than 80 turns"),
        ("x" * 60_001, "60,000 characters"),
    ],
)
def test_what_cannot_be_read_says_what_to_mend(text: str, message: str) -> None:
    with pytest.raises(SubmissionError, match=message):
        read_submission(text)


def test_json_that_is_no_conversation() -> None:
    with pytest.raises(ExportError):
        read_submission('{"version": 1}')
