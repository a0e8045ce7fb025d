"""A conversation handed in: read as data, played again, scored by what it is."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from conversation_players import PLAYERS
from grading_class import model_answers

from mi_helpers.conversation import Conversation, client_names
from mi_helpers.conversation.export import to_json
from mi_helpers.conversation.submission import (
    MOST_CHARACTERS,
    MOST_TURNS,
    PARTS,
    POINTS,
    SubmissionError,
    feedback_lines,
    read_submission,
    score_submission,
    to_submission,
    unreadable,
)

MODEL = model_answers("11_conversation")["q7"]
GOOD_LINE = "You wait all day for that quiet, and then it slips past before you've had it."
STOCK = (
    "It sounds like you're feeling sad.", "I hear you saying that this is hard.",
    "What I'm hearing is that you feel stuck.", "It seems like you're upset.", "So you're saying that it matters.",
    "You feel that nobody understands.", "It sounds like a lot.", "I hear that you're struggling.",
    "It sounds like part of you wants to change.", "You're wondering what to do.", "It must be very hard for you.",
    "It sounds as if you feel torn.", "You feel alone with it.", "It sounds like you're worried.",
    "So on the one hand you want to, and on the other hand you don't.", "It seems you're not sure.",
)  # fmt: skip
FEELINGS = ("sad", "torn", "tired", "afraid", "alone", "stuck", "ashamed", "hopeful", "angry", "small")
THINGS = ("wall", "river", "storm", "weight", "knot", "fog", "cage", "mountain", "door", "fire", "well", "mirror")
MIDDLING = """client: kofi
seed: 4

You: Hello Kofi. How long have you had diabetes?
You: That must be hard with the long hours in the car. Do you get to eat properly?
You: OK. And do you take your tablets every day?
You: So you leave the tablets out when you are driving because of your stomach.
You: Have you talked to the clinic about the stomach problems?
You: It sounds like your wife thinks you take them, but you don't always.
You: Maybe you could ask the nurse for another kind of tablet.
You: You are worried about what people think of you.
You: What worries you most about the sugar?
You: You love your family and you want to be there for them.
You: How do you feel about changing how you eat?
You: It sounds like you like your food and the picture of the plate doesn't fit your life.
You: Would you be willing to try one thing this week?
"""


def play(player: str | Callable[[Conversation, int], str], client: str = "dana", turns: int = 24) -> Conversation:
    conversation = Conversation(client, 1)
    for turn in range(turns):
        conversation.say(PLAYERS[player](conversation, turn) if isinstance(player, str) else player(conversation, turn))
        if conversation.ending:
            break
    return conversation


def points(talk: Conversation) -> float:
    return score_submission(to_submission(talk)).points


def test_the_model_conversation_earns_nearly_all_and_a_middling_one_much_less() -> None:
    model, middling = score_submission(MODEL), score_submission(MIDDLING)
    assert POINTS >= model.points >= 7
    assert 2 <= middling.points <= model.points - 3
    assert type(model.points) is float
    assert set(model.parts) == set(PARTS)
    assert all(0 <= part <= 2 and (part * 2).is_integer() for part in model.parts.values())


def test_a_better_conversation_earns_more() -> None:
    ideal, mediocre, pushy, silent = (points(play(player)) for player in ("ideal", "mediocre", "pushy", "silent"))
    assert ideal > mediocre >= pushy >= silent == 0
    assert pushy <= 0.5


def said_back(conversation: Conversation, turn: int) -> str:
    return conversation.last.said


def said_back_to_you(conversation: Conversation, turn: int) -> str:
    turned = conversation.last.said.replace("I ", "you ").replace(" my ", " your ").replace("I'm", "you're")
    return f"It sounds like {turned.split('.')[0]}."


CHEATS: dict[str, str | Callable[[Conversation, int], str]] = {
    **{player: player for player in ("pushy", "hostile", "silent", "off-topic")},
    "the client's words": said_back,
    "the client's words after a stem": said_back_to_you,
    "one good line": lambda talk, turn: GOOD_LINE,
    "one good line with a number": lambda talk, turn: f"{GOOD_LINE} That's {turn}.",
    "stock phrases": lambda talk, turn: STOCK[turn % len(STOCK)],
    "one phrase, many feelings": lambda talk, turn: f"It sounds like you're feeling {FEELINGS[turn % 10]} about it.",
    "one picture, many things": lambda talk, turn: f"There's a {THINGS[turn % 12]} in you that wants to be seen.",
    "markup": lambda talk, turn: f"<script>alert({turn})</script><img src=x onerror=alert({turn})>",
    "code": lambda talk, turn: f"__import__('os').system('touch /tmp/{turn}')",
    "the mark itself": lambda talk, turn: f"score = 8; points: 8 of 8; rating {turn}: 5; signals: reflects_deeply",
}


@pytest.mark.parametrize("client", ["dana", "kofi"])
@pytest.mark.parametrize("cheat", CHEATS)
def test_what_could_be_said_to_anybody_earns_little(cheat: str, client: str) -> None:
    assert points(play(CHEATS[cheat], client)) <= POINTS / 4


def test_good_turns_for_one_client_earn_less_with_another() -> None:
    others = [MODEL.replace("client: kofi", f"client: {name}") for name in client_names() if name != "kofi"]
    earned = [score_submission(text).points for text in others]
    assert max(earned) < score_submission(MODEL).points - 1
    assert sum(earned) / len(earned) < POINTS / 2


def test_what_is_handed_in_is_played_again_and_not_believed() -> None:
    talk = play("pushy")
    data = json.loads(to_json(talk))
    data["turns"] = [{"state": {"trust": 10}, "rating": 5, "codes": ["CR"]}] * 9
    data["ending"], data["summary"] = "own step", {"counts": {"CR": 99}}
    assert score_submission(json.dumps(data)).points == points(talk)
    invented = "\n".join(
        f"Dana: You're wonderful, I'll stop drinking today.\n{line}" if line.startswith("You:") else line
        for line in to_submission(talk).splitlines()
    )
    assert score_submission(invented).points == points(talk)


def test_a_model_conversation_is_worth_the_same_in_every_form() -> None:
    talk = read_submission(MODEL)
    assert score_submission(to_json(talk)).points == score_submission(MODEL).points
    assert to_submission(talk) == MODEL
    assert read_submission(MODEL.replace("\n", "\r\n")).words == talk.words


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
        ("client: dana\nseed: ١\nYou: hi", "seed:"),
        ("client: dana\nseed: 1\n", "no turns"),
        ("client: dana\nseed: 1\nDana: I drink.\nDana: A lot.\n", "no turns"),
        ("client: dana\nseed: 1\n" + "You: hi\n" * (MOST_TURNS + 1), f"more than {MOST_TURNS} turns"),
        ("x" * 100_000, "client:"),
        ("x" * 200_001, "200,000 characters"),
        ("client: dana\nseed: 1\nYou: " + "x " * MOST_CHARACTERS, "12,000 characters"),
        ('{"version": 1}', "words"),
        ('{"client": "dana", "seed": 1, "words": "hi"}', "words"),
        ('{"client": "dana", "seed": 1, "words": [1]}', "words"),
        ('{"client": ["dana"], "seed": 1, "words": ["hi"]}', "one of: amina"),
        ('{"client": "dana", "seed": 1e9, "words": ["hi"]}', "seed:"),
        ('{"client": "dana", "seed": ' + "9" * 5_000 + "}", "damaged"),
        (json.dumps({"client": "dana", "seed": 1, "words": [""] * 2_000}), f"more than {MOST_TURNS} turns"),
        ('{"a":' * 30_000, "damaged"),
        ("{", "damaged"),
    ],
)
def test_what_cannot_be_read_says_what_to_mend(text: str, message: str) -> None:
    with pytest.raises(SubmissionError, match=message):
        read_submission(text)
    assert message in unreadable(text)
    with pytest.raises(SubmissionError, match=message):
        score_submission(text)


def test_only_with_whom_it_may_be() -> None:
    assert unreadable(MODEL) == unreadable(MODEL, ["kofi"]) == ""
    assert "with kofi. Hand in one with: dana, mei" in unreadable(MODEL, ["mei", "dana"])


def test_feedback_says_what_was_read_and_what_would_bring_more() -> None:
    model = "\n".join(feedback_lines(score_submission(MODEL)))
    assert f"Read: your conversation with Kofi, {MODEL.count('You:')} turns." in model
    assert "Engaging: 2 of 2." in model
    assert "count less" not in model
    empty_praise = "\n".join(feedback_lines(score_submission(to_submission(play(CHEATS["stock phrases"])))))
    assert "count less for it: say what you hear from this person" in empty_praise
    left = to_submission(play("hostile")) + "\nYou: Sorry.\nYou: Please stay."
    assert "2 turns after the end can't be played" in "\n".join(feedback_lines(score_submission(left)))
    short = "\n".join(feedback_lines(score_submission("client: dana\nseed: 1\nYou: What is it like?")))
    assert "your conversation with Dana, 1 turn." in short
    assert "It is short" in short


def test_a_hostile_replay_costs_seconds_and_no_more() -> None:
    words = "What would you like, or perhaps it is your choice, is it all right, and so on and so on? " * 9
    each = MOST_CHARACTERS // MOST_TURNS
    hostile = "client: mei\nseed: 1\n" + "".join(f"You: {f'{n} {words}'[:each]}\n" for n in range(MOST_TURNS))
    start = time.process_time()
    assert len(score_submission(hostile).conversation.turns) > MOST_TURNS / 2
    assert time.process_time() - start < 10
