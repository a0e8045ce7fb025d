"""The simulated client: scripted conversations with every client, state, replay, and what a client's file must be."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conversation_players import PLAYERS

from mi_helpers.conversation import ClientError, Conversation, ConversationError, client_names, load_client, replay
from mi_helpers.conversation.client import MOODS, REACTIONS, Client, parse_client, touched
from mi_helpers.conversation.reading import Context, Told, read_turn
from mi_helpers.conversation.simulator import ENDINGS
from mi_helpers.conversation.state import EFFECTS, READY_FROM, State, moved
from mi_helpers.conversation.summary import exchanges, summarise
from mi_helpers.language import Text
from mi_helpers.skills import SKILLS

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


@pytest.mark.parametrize(
    ("lacks", "signal"),
    [("", "plans"), ("importance", "plans_early"), ("confidence", "plans_unsure"), ("trust", "plans_untrusted")],
)
def test_a_plan_asked_for_too_early_says_what_is_missing(lacks: str, signal: str) -> None:
    plans = [
        s for s in read_turn("What might be a first small step?", Context(SAID, lacks=lacks)).signals if "plan" in s
    ]
    assert plans == [signal]


@pytest.mark.parametrize(
    ("trust", "importance", "confidence", "lacks"),
    [(8, 7, 4, "confidence"), (8, 4, 7, "importance"), (8, 4, 4, "importance"), (3, 7, 7, "trust"), (8, 7, 7, "")],
)
def test_what_a_client_lacks(trust: float, importance: float, confidence: float, lacks: str) -> None:
    state = State(trust, importance, confidence, 0)
    assert state.lacks == lacks
    assert state.ready == (not lacks)


def _client_like(name: str, **start: float) -> Client:
    client = load_client(name)
    return replace(client, start={**client.start, **start})


@pytest.mark.parametrize(("confidence", "lesson"), [(4, "08"), (READY_FROM + 1, None)])
def test_wanted_and_not_believed_in_leads_to_lesson_8(confidence: float, lesson: str | None) -> None:
    client = _client_like("tomasz", trust=8, importance=7, confidence=confidence, discord=0)
    conversation = Conversation(client, 1)
    for heard in client.topics["tablets"].heard:
        conversation.say(heard)
    turn = conversation.say("What might be a first small step?")
    summary = summarise(exchanges(conversation))
    if lesson:
        assert turn.answer.mood == "unsure"
        assert SKILLS[summary.skill].lesson.startswith(lesson)
        assert "confidence" in summary.next_step
    else:
        assert turn.answer.mood == "commitment"


def test_a_question_after_a_strength_is_answered() -> None:
    client = _client_like("jayden", trust=6, discord=0)
    strength = "You turned up, and you're straight with me about it. You could have made something up."
    assert Conversation(client, 1).say(strength).answer.mood == "affirmed"
    answer = Conversation(client, 1).say(f"{strength} How did you manage to stop before?").answer
    assert answer.topic == "stopped"


@pytest.mark.parametrize(
    ("words", "owns_up"),
    [
        ("I pushed just now. I'm sorry.", True),
        ("I'm sorry. I got ahead of you there.", True),
        ("That came out wrong.", True),
        ("I was telling you what to do, and you hadn't asked.", True),
        ("I'm sorry, I was lecturing you. It's your call.", True),
        ("I'm sorry you feel that way.", False),
        ("I'm sorry, but you need to stop.", False),
        ("I pushed you because you have to stop.", False),
        ("Sorry, I'm late today.", False),
        ("Your sister pushed you, and she's sorry.", False),
        ("You're sorry that you pushed him.", False),
    ],
)
def test_owning_up(words: str, owns_up: bool) -> None:
    signals = read_turn(words, Context("You've made your mind up about me.")).signals
    assert ("owns_up" in signals) == owns_up
    if owns_up:
        assert not {"turns_away", "brushes_off", "misses"} & set(signals)


def test_sorry_alone_owns_up_to_a_push_and_to_nothing_else() -> None:
    assert read_turn("I'm sorry about that.", Context(SAID, pushed_before=True)).signals == ("owns_up",)
    assert "owns_up" not in read_turn("I'm sorry about that.", Context(SAID)).signals
    before = State(3, 4, 4, 6)
    assert moved(before, ["owns_up"], 3).discord < before.discord


@pytest.mark.parametrize(
    ("words", "frames"),
    [
        ("Nobody will hear what you tell me here.", True),
        ("What you say stays between us.", True),
        ("This is confidential, between you and me.", True),
        ("Nobody knows what it costs you.", False),
        ("You want it to stay between us.", False),
        ("Nobody hears you when you're at home.", False),
        ("I won't tell you what to do.", False),
    ],
)
def test_what_stays_in_the_room(words: str, frames: bool) -> None:
    read = read_turn(words, Context("I take one. Perhaps two."))
    assert ("frames" in read.signals) == frames
    if frames:
        assert read.codes == ()


@pytest.mark.parametrize(
    "words", ["How many do you take?", "How many do you take in a day?", "How long have you had them?"]
)
def test_a_plain_question_is_a_question(words: str) -> None:
    read = read_turn(words, Context("I take what the doctor wrote, and a bit more."))
    assert read.signals == ("asks_closed",)
    assert read.codes == ("Q",)


def test_a_question_that_steers_is_not_a_plain_one() -> None:
    read = read_turn("Have you thought about taking fewer?", Context("I take what the doctor wrote, and a bit more."))
    assert {"persuades", "nudges"} & set(read.signals)


def test_what_is_the_clients_is_no_wandering() -> None:
    words = "It's more than the doctor wrote."
    assert "wanders" in read_turn(words, Context("I take one. Perhaps two.")).signals
    told = (Told.of("I take what the doctor wrote."),)
    for context in (Context("One. Perhaps two.", told), Context("One.", own=Told.of("doctor").stems)):
        assert not {"wanders", "misses"} & set(read_turn(words, context).signals)
    assert "wanders" in read_turn("The match was exciting.", Context(SAID, told)).signals


def test_what_was_said_long_ago_can_be_taken_up() -> None:
    long_ago = "Grace knows, I think. She handed me a mint without looking. I could have died."
    between = [f"There was a day when the bus was late, and then another, and so on, number {n}." for n in range(9)]
    words = "She handed you a mint without looking, and you felt seen and caught at once."
    told = [Told.of(said) for said in (long_ago, *between)]
    last = "It was a night shift. Something happened, it was nobody's fault. It's not an interesting story."
    taken = read_turn(words, Context(last, told))
    assert taken.assessment.passed
    assert "misses" not in taken.signals
    # Nobody said so: it stays what it was.
    assert not read_turn(words, Context(last, told[1:])).assessment.passed


@pytest.mark.parametrize(
    ("words", "insults"),
    [
        ("You're stupid.", True),
        ("You're just lazy and weak.", True),
        ("What is it with you, you idiot?", True),
        ("Stupid boy.", True),
        ("Shut up.", True),
        ("Don't be stupid.", True),
        ("Weed makes people stupid.", False),
        ("Weed makes you stupid.", False),
        ("You feel stupid when you can't finish the paper.", False),
        ("They told you that you're lazy.", False),
        ("You're lazy, in their eyes.", False),
        ("You aren't lazy.", False),
        ("Part of you feels useless.", False),
        ("They'd like you to shut up about it.", False),
    ],
)
def test_an_insult_is_said_to_somebody(words: str, insults: bool) -> None:
    assert ("insults" in read_turn(words, Context("Everyone smokes. It's a plant.")).signals) == insults


def test_contempt_for_what_is_theirs_is_a_judgement() -> None:
    assert "confronts" in read_turn("Weed makes people stupid.", Context("Everyone smokes. It's a plant.")).signals


@pytest.mark.parametrize("words", ["Mm-hm.", "Yeah.", "Okay. All right.", "Oh, wow.", "Exactly.", "Go on."])
def test_a_nod_is_no_reflection(words: str) -> None:
    assert read_turn(words, Context(SAID)).codes == ()
    assert read_turn(
        f"{words} That hour is the only part of the day that nobody else gets a piece of.", Context(SAID)
    ).codes


def test_where_to_begin_is_a_plan_only_when_there_is_one_to_make() -> None:
    assert not any("plan" in s for s in read_turn("Where would you like to begin?", Context(SAID)).signals)
    assert "plans" in read_turn("Where would you like to begin?", Context(SAID, lacks="")).signals


def test_a_reflection_is_answered_where_it_points_to() -> None:
    client = _client_like("dana", trust=5.0, discord=0)
    conversation = Conversation(client, 3)
    first = conversation.say("And your boys, how are they?").answer
    assert conversation.say("What do the mornings look like?").answer.topic == "mornings"
    # In words of the earlier answer that are on no list of the topic's.
    assert conversation.say(f"You said something. {first.said}").answer.topic == "boys"


def test_a_word_on_why_it_is_about_something_else() -> None:
    conversation = Conversation(_client_like("mei", trust=5, discord=0), 1)
    said = [conversation.say(f"How did you come to fall, number {n}?").answer for n in range(8)]
    elsewhere = next(a for a in said if a.topic != "fall")
    assert said[0].topic == "fall"
    assert elsewhere.said.startswith(("I've said", "That's", "There's"))
    lines = [line.text for topic in conversation.client.topics.values() for x in topic.lines.values() for line in x]
    ends = [line for answer in said for line in lines if answer.said.endswith(line)]
    assert len(ends) == len(set(ends)) >= 3


@pytest.mark.parametrize("name", CLIENTS)
def test_a_next_step_reads_on(name: str) -> None:
    client = _client_like(name, trust=8, importance=7, confidence=7, discord=0)
    said = Conversation(client, 1).say("What might be a first small step?").answer
    assert said.mood == "commitment"
    assert not re.search(r"(?:: |\bI(?:'ll| shall)? )(?!I\b)[A-Z]", said.said)


def test_applause_does_not_undo_a_decision_and_a_push_does() -> None:
    client = _client_like("kofi", trust=8, importance=7, confidence=7, discord=0)
    for words, ends in (("Well done, you can do it!", True), ("You should really start today, not Monday.", False)):
        conversation = Conversation(client, 1)
        conversation.say("What might be a first small step?")
        assert (conversation.say(words).ending == "own step") == ends


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
