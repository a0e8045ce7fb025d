"""The simulated client: scripted conversations with every client, state, replay, and what a client's file must be."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from conversation_players import PLAYERS

from mi_helpers.conversation import ClientError, Conversation, ConversationError, client_names, load_client, replay
from mi_helpers.conversation.client import MOODS, REACTIONS, parse_client, touched
from mi_helpers.conversation.reading import Context, read_turn
from mi_helpers.conversation.simulator import ENDINGS
from mi_helpers.conversation.state import EFFECTS, State, moved
from mi_helpers.language import Text

CLIENTS = client_names()
TURNS = 40
FOLDER = Path(__file__).parent.parent / "mi_helpers" / "conversation" / "clients"


@cache
def played(client: str, player: str, seed: int = 1) -> Conversation:
    conversation = Conversation(client, seed)
    for turn in range(TURNS):
        conversation.say(PLAYERS[player](conversation, turn))
        if conversation.ending:
            break
    return conversation


def answers(conversation: Conversation) -> list[str]:
    return [conversation.greeting.text, *(turn.answer.text for turn in conversation.turns)]


def test_there_are_clients_enough() -> None:
    assert len(CLIENTS) >= 8
    assert len({load_client(name).subject for name in CLIENTS}) == len(CLIENTS)


@pytest.mark.parametrize("name", CLIENTS)
def test_outcomes_are_ordered(name: str) -> None:
    ideal, mediocre, pushy = (played(name, player) for player in ("ideal", "mediocre", "pushy"))
    assert ideal.state.standing > mediocre.state.standing > pushy.state.standing
    assert ideal.ending == "own step"
    assert mediocre.ending != "own step"
    assert pushy.ending == ("politely" if pushy.client.polite else "left")
    assert len(pushy.turns) < len(mediocre.turns)
    assert ideal.client.step.lower() in " ".join(answers(ideal)).lower()
    assert len(played(name, "hostile").turns) <= len(pushy.turns)
    for player in ("silent", "off-topic", "hostile", "random"):
        assert played(name, player).ending != "own step"
        assert played(name, player).state.standing < ideal.state.standing


@pytest.mark.parametrize("name", CLIENTS)
@pytest.mark.parametrize("player", PLAYERS)
def test_nothing_is_repeated_and_nobody_contradicts_themselves(name: str, player: str) -> None:
    conversation = played(name, player)
    said = answers(conversation)
    assert len(set(said)) == len(said)
    assert all(text.strip() for text in said)
    assert "{" not in "".join(said)
    client = conversation.client
    opened: set[str] = set()
    for turn in conversation.turns:
        answer = turn.answer
        if answer.topic and answer.mood != "guarded":
            # What takes trust, or another topic first, comes after it.
            topic = client.topics[answer.topic]
            assert turn.after.trust >= topic.trust
            assert set(topic.after) <= opened
        opened |= {answer.topic} - {""}
        assert set(turn.after.opened) == opened
        for fact in answer.facts:
            assert client.facts[fact].lower() in answer.said.lower()
    assert sum(turn.ending != "" for turn in conversation.turns) <= 1


@pytest.mark.parametrize("name", CLIENTS)
def test_facts_stand_in_one_place(name: str) -> None:
    client = load_client(name)
    raw = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    lines = raw[raw.index("[[topic]]") :]
    lines = "\n".join(line for line in lines.splitlines() if not re.match(r"(?:words|id|title|heard|after) =", line))
    for fact, value in client.facts.items():
        # A name or a number written out in a line would stay when the fact is changed.
        if len(value.split()) == 1 and len(value) > 3:
            written = re.findall(rf"(?<![\w{{]){re.escape(value)}(?![\w}}])", lines)
            assert not written, f"{name}: write {{{fact}}} for {value!r}"


def test_the_same_seed_replays_exactly_and_another_does_not() -> None:
    first = played("dana", "ideal")
    again = replay("dana", first.seed, first.words)
    assert answers(again) == answers(first)
    assert [turn.after for turn in again.turns] == [turn.after for turn in first.turns]
    assert again.ending == first.ending
    assert answers(replay("dana", 2, first.words)) != answers(first)


def test_a_turn_taken_back_was_never_said() -> None:
    first = played("kofi", "ideal")
    words = first.words
    conversation = replay("kofi", first.seed, words[:6])
    conversation.say("You should simply take them.")
    conversation.take_back()
    for turn in words[6:]:
        conversation.say(turn)
    assert answers(conversation) == answers(first)
    conversation.take_back(len(conversation.turns))
    assert conversation.turns == []
    assert conversation.state == replay("kofi", 1, ()).state
    with pytest.raises(ConversationError, match="0 turns"):
        conversation.take_back()


def test_after_the_end_there_is_a_way_on() -> None:
    conversation = replay("jayden", 1, played("jayden", "hostile").words)
    assert conversation.ending in ENDINGS
    with pytest.raises(ConversationError, match="Take a turn back"):
        conversation.say("Sorry.")
    conversation.take_back()
    assert not conversation.ending
    assert conversation.say("I was out of line. You don't owe me anything.").answer.said


@pytest.mark.parametrize(
    "words",
    [
        "",
        " \n",
        "x" * 100_000,
        "word " * 20_000,
        "你好，你今天怎么样？",
        "\ud800\udfff\x00\x1b[31m",
        "?!",
        "<img src=x>",
        "{step}",
        "%s %d",
    ],
)
def test_any_text_is_answered(words: str) -> None:
    conversation = Conversation("mei", 4)
    assert conversation.say(words).answer.said
    assert not conversation.ending


def test_no_string_is_refused() -> None:
    with pytest.raises(TypeError, match="int"):
        Conversation("mei").say(3)  # type: ignore[arg-type]


def test_two_hundred_turns() -> None:
    """Nothing is said twice, and what is looked through for an answer does not grow with what has been said."""
    conversation = Conversation("luis", 7)
    for turn in range(200):
        # Patient and empty: it neither helps nor drives anybody away.
        asked = f"Would it be all right if I asked about day {turn}?" if turn % 2 else f"Was it so on day {turn}?"
        conversation.say(asked)
    said = answers(conversation)
    assert len(said) == 201
    assert len(set(said)) == len(said)


def test_asking_about_something_new_opens_it() -> None:
    conversation = Conversation("dana", 3)
    assert conversation.say("What was it like when you stopped before?").answer.topic == "before"
    assert conversation.say("And your boys, how are they?").answer.topic == "boys"
    assert conversation.state.opened == ("before", "boys")


def test_what_is_hidden_needs_trust() -> None:
    for name in CLIENTS:
        client = load_client(name)
        hidden = list(client.topics.values())[-1]
        assert hidden.trust >= 6
        conversation = Conversation(client, 2)
        asked = f"Tell me about {hidden.title}."
        answer = conversation.say(asked).answer
        assert answer.topic != hidden.id or answer.mood == "guarded", name


SAID = "It's the one hour that's mine. Then it's the bottle, I know. My sister counts them when she comes over."


@pytest.mark.parametrize(
    ("words", "signal"),
    [
        ("That hour is the only part of the day that nobody else gets a piece of.", "reflects_deeply"),
        ("You've got the boys to bed every night, on your own, and you came here as well.", "affirms"),
        ("It's up to you what you do with that hour. Nobody else can decide it.", "emphasises"),
        ("You should really cut down.", "persuades"),
        ("You're an alcoholic and a bad mother.", "confronts"),
        ("Shut up, you idiot.", "insults"),
        ("Don't worry, everyone drinks a bit.", "brushes_off"),
        ("What would be better for you, if you drank less?", "evokes"),
        ("On a scale from 0 to 10, how important is it to you to change this?", "measures"),
        ("What might be a first small step?", "plans_early"),
        ("How many glasses is it, mostly?", "asks_closed"),
        ("Would it be all right if I told you what has helped other people?", "seeks"),
        ("我听说你很累，今天过得怎么样？", "unreadable"),
        ("", "pauses"),
        ("The match was exciting.", "wanders"),
    ],
)
def test_what_a_turn_does(words: str, signal: str) -> None:
    assert signal in read_turn(words, Context(said=SAID)).signals


def test_what_a_turn_does_depends_on_what_came_before() -> None:
    words = "That hour is the only part of the day that nobody else gets a piece of."
    assert "reflects_change" in read_turn(words, Context(SAID, leans=True)).signals
    earlier = {"that hour is the only part of the day that nobody else gets a piece of"}
    assert read_turn(words, Context(SAID, earlier=earlier)).signals == ("repeats",)
    assert "plans" in read_turn("What might be a first small step?", Context(SAID, lacks="")).signals
    assert "interrogates" in read_turn("How many glasses is it?", Context(SAID, asked_in_a_row=2)).signals
    assert read_turn("", Context(SAID, silent_before=True)).signals == ("stays_silent",)


def test_every_effect_has_a_source_and_goes_the_way_it_says() -> None:
    for effect in EFFECTS.values():
        assert effect.source
        if effect.kind == "good":
            assert min(effect.trust, effect.importance, effect.confidence) >= 0 >= effect.discord
        elif effect.kind in ("bad", "mild"):
            assert max(effect.trust, effect.importance, effect.confidence) <= 0 <= effect.discord


def test_state_stays_in_bounds_and_a_push_drowns_what_is_good() -> None:
    state = State(5.0, 5.0, 5.0, 5.0)
    for signal in EFFECTS:
        after = state
        for _ in range(60):
            after = moved(after, [signal], 5)
        assert all(0 <= value <= 10 for value in (after.trust, after.importance, after.confidence, after.discord))
    good, mixed = moved(state, ["reflects_deeply"], 4), moved(state, ["reflects_deeply", "persuades"], 2)
    assert good.standing > state.standing > mixed.standing
    assert moved(state, ["affirms"], 5).standing > moved(state, ["affirms"], 3).standing


def test_rulers_get_a_number() -> None:
    conversation = Conversation("priya", 1)
    words = "On a scale from 0 to 10, how important is it to you to change this?"
    said = conversation.say(words).answer
    assert said.mood == "importance"
    assert re.search(r"\b(?:two|three|four|five|six)\b", said.said, re.IGNORECASE)
    assert conversation.say("And how confident are you that you could, from 0 to 10?").answer.mood == "confidence"


# --- Clients' files ---

DANA = (FOLDER / "dana.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "Dana"', "", "'name' is missing"),
        ('age = "thirty-eight"', "", "no fact 'age'"),
        ('amount = "most of a bottle"', 'amount = "most of a bottle"\nshoe = "a shoe"', "'shoe' is used nowhere"),
        ("It was fine. It was dull.", "It was fine for six days.", "a number that another line could contradict"),
        ("trust = 3.0, importance", "trust = 13.0, importance", "from 0 to 10"),
        ("trust = 3.0, importance = 4.0", "importance = 4.0", "'start' needs these"),
        ('after = ["boys", "mornings"]', 'after = ["cellar"]', "comes after 'cellar'"),
        ('id = "wine"', 'id = "evenings"', "is there twice"),
        ('title = "how much it is"', 'title = "how much it is"\nmood = "bad"', "'mood' is not known"),
        ("Put down {number}.", "Put down a lot.", "needs {number}"),
        ('leaving = ["No.', 'leave = ["No.', "'leave' is not known"),
        ("[[topic]]", "[[topic]", "not valid TOML"),
    ],
)
def test_a_malformed_file_is_refused_with_a_remedy(old: str, new: str, message: str) -> None:
    content = DANA.replace(old, new).encode()
    assert content != DANA.encode()
    with pytest.raises(ClientError, match=re.escape(message)) as caught:
        parse_client(content, "dana.toml")
    assert str(caught.value).startswith("dana.toml")


def test_a_file_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(ClientError, match="Save the file as UTF-8"):
        parse_client(b'name = "\xff"', "x.toml")


def test_a_client_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "ines.toml"
    path.write_text(DANA.replace('name = "Dana"', 'name = "Ines"'), encoding="utf-8-sig")
    client = load_client(path)
    assert (client.id, client.name) == ("ines", "Ines")
    assert Conversation(client).say("You're tired.").answer.said


def test_a_client_who_does_not_exist() -> None:
    with pytest.raises(ClientError, match="Did you mean 'dana'"):
        load_client("danna")
    assert load_client(" Dana ").id == "dana"


@pytest.mark.parametrize("name", CLIENTS)
def test_every_client_is_whole(name: str) -> None:
    client = load_client(name)
    assert len(list(client.lines())) >= 90
    assert set(client.reactions) == set(REACTIONS)
    for topic in client.topics.values():
        assert set(topic.lines) == set(MOODS)
        # Whoever asks for a topic by its name touches it.
        assert topic.id in touched(Text(topic.title), client), topic.id
    assert client.hidden
    assert 2 <= client.start["trust"] <= 4
