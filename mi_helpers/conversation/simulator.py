"""A conversation with a simulated client: every answer follows from the client, the seed and the learner's words.

The client answers what was said. What kind of turn it was decides first (silence, an attack, advice, a strength named),
then the topic that it touched, then the client's state of mind. Nothing is said twice.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from math import lcm
from pathlib import Path
from typing import Final

from mi_helpers.assessment import Assessment
from mi_helpers.conversation.client import Client, Line, Topic, capitalised, load_client, touched
from mi_helpers.conversation.reading import PUSHES, Context, Read, Told, normal, read_turn
from mi_helpers.conversation.state import (
    DISCORD_FROM,
    GIVES_UP_BELOW,
    LEAVES_FROM,
    OPENS_FROM,
    VOLUNTEERS_FROM,
    State,
    moved,
)
from mi_helpers.language import Text, content_stems
from mi_helpers.questions import is_question

ENDINGS: Final[Mapping[str, str]] = {
    "own step": "The client named a next step of their own.",
    "politely": "The client ended it politely, and nothing has changed.",
    "left": "The client left.",
}
"""How a conversation can end."""

# Where lines of one state of mind run out, those of the next nearest are taken: never ones that take more trust.
_NEAREST: Final[Mapping[str, tuple[str, ...]]] = {
    "discord": ("guarded",),
    "guarded": ("guarded",),
    "ambivalent": ("ambivalent", "guarded"),
    "opening": ("opening", "ambivalent", "guarded"),
    "change": ("change", "opening", "ambivalent"),
}
# How deep the first, the second and every further line on a topic goes at most.
_DEPTHS: Final = ("ambivalent", "opening", "change")
_LEANING: Final = frozenset({"change", "ambivalent", "importance", "confidence", "commitment", "unsure"})
_HOLDING: Final = frozenset({"sustain", "guarded", "discord", "ambivalent", "unsure"})
# How many lines in a row a client spends on a topic before they come to another by themselves.
_STAYS: Final = 3
_EVOKES: Final = frozenset({"evokes", "evokes_confidence"})
# With these in a turn there is a question to answer: to a thank-you alone it would be lost.
_QUESTIONS: Final = frozenset({"asks_openly", "asks_closed", "evokes", "evokes_confidence", "plans", "plans_unsure"})
_MORE_THAN_LEAVE: Final = (_QUESTIONS - {"asks_closed"}) | {"reflects", "reflects_deeply"}
# Who is asked what they can build on, and about nothing in particular, thinks of when it went well.
_BUILDS_ON: Final = Text("managed before stopped helped tried past")
_NEARLY_OPEN: Final = OPENS_FROM - 1
_BEFORE_TURNS: Final = 2
_SHARED: Final = 2  # of so many words it is no chance that they stand in both
_FEWEST_TOPICS: Final = 4  # before a client speaks of a next step unasked
_NUMBERS: Final = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class ConversationError(ValueError):
    """The conversation can't go on like this; the message says what can be done."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the client says.

    Attributes:
        said: the words.
        manner: what they do meanwhile, "" where nothing is told.
        mood: the state of mind or the reaction that it came from.
        topic: id of the topic that it is about, "" for none.
        facts: names of the facts that it mentions.
    """

    said: str
    manner: str
    mood: str
    topic: str
    facts: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words as they stand in a transcript."""
        return f"({self.manner}) {self.said}" if self.manner else self.said


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the learner's and the client's answer.

    Attributes:
        number: 1 for the first.
        words: what the learner said.
        heard: the client's words that it was heard against.
        read: what it does.
        before: the client's state before it.
        after: the client's state after it, the answer's topic opened.
        answer: what the client says.
        ending: a key of :data:`ENDINGS` where the conversation ends here, else "".
    """

    number: int
    words: str
    heard: str
    read: Read
    before: State
    after: State
    answer: Answer
    ending: str

    @property
    def assessment(self) -> Assessment:
        """The judgement for the skill that the turn shows best."""
        return self.read.assessment


class Conversation:
    """A conversation with a client, turn by turn.

    Args:
        client: the client, or the name of one.
        seed: of two conversations with the same client, seed and words every answer is the same.

    Raises:
        ClientError: there is no such client, or their file is malformed.
    """

    def __init__(self, client: Client | str | Path, seed: int = 0) -> None:
        self.client = client if isinstance(client, Client) else load_client(client)
        self.seed = seed
        self.turns: list[Turn] = []
        self._own = frozenset[str]().union(*(topic.stems for topic in self.client.topics.values()))
        self._begin()

    def _begin(self) -> None:
        self._said: set[str] = set()
        self._short: dict[str, int] = {}
        self._told: dict[str, int] = {}
        self._earlier: set[str] = set()
        # The learner has read who this is, and may speak of it.
        self._heard = [Told.of(self.client.who)]  # with the greeting, _BEFORE_TURNS of them
        self._asked_in_a_row = 0
        self._same_topic = 0
        self.greeting = _answer(self._pick(self.client.reactions["greeting"], 0))
        self._tell(self.greeting)

    @property
    def state(self) -> State:
        """The client's state now."""
        return self.turns[-1].after if self.turns else start_of(self.client)

    @property
    def ending(self) -> str:
        """How the conversation has ended: a key of :data:`ENDINGS`, "" while it goes on."""
        return self.turns[-1].ending if self.turns else ""

    @property
    def last(self) -> Answer:
        """What the client said last."""
        return self.turns[-1].answer if self.turns else self.greeting

    @property
    def words(self) -> tuple[str, ...]:
        """The learner's turns: with the client and the seed all that is needed to replay the conversation."""
        return tuple(turn.words for turn in self.turns)

    def say(self, words: str) -> Turn:
        """Say something to the client.

        Args:
            words: any string.

        Raises:
            ConversationError: the conversation has ended.
            ScorerError: the trained scorer's files are missing or damaged.
            TypeError: ``words`` is no string.
        """
        if not isinstance(words, str):
            raise TypeError(f"words must be a string, not {type(words).__name__}.")
        if self.ending:
            raise ConversationError("This conversation has ended. Take a turn back, or begin a new one.")
        before = self.state
        heard = self.last
        read = read_turn(words, self._context(before))
        after = moved(before, read.signals, read.assessment.rating)
        answer, ending = self._respond(words, read, after)
        if answer.topic and answer.topic not in after.opened:
            after = replace(after, opened=(*after.opened, answer.topic))
        turn = Turn(len(self.turns) + 1, words, heard.said, read, before, after, answer, ending)
        self._keep(turn)
        return turn

    def take_back(self, turns: int = 1) -> None:
        """Take the last turns back, as if they had never been said.

        Args:
            turns: how many.

        Raises:
            ConversationError: there aren't that many.
        """
        if not 1 <= turns <= len(self.turns):
            raise ConversationError(f"There are {len(self.turns)} turns to take back, not {turns}.")
        kept = self.turns[:-turns]
        self.turns = []
        self._begin()
        # What was read of the turns that stay is still true; only the bookkeeping is done again.
        for turn in kept:
            self._keep(turn)

    def _keep(self, turn: Turn) -> None:
        topic, before = turn.answer.topic, self.last.topic
        self._same_topic = self._same_topic + 1 if topic and topic == before else 0
        reflects = {"SR", "CR"} & set(turn.read.codes)
        self._asked_in_a_row = self._asked_in_a_row + 1 if turn.read.asks and not reflects else 0
        if spoken := normal(turn.words):
            self._earlier.add(spoken)
        self._tell(turn.answer)
        self.turns.append(turn)

    def _context(self, state: State) -> Context:
        last = self.last
        return Context(
            said=last.said,
            told=self._heard[:-1],
            own=self._own,
            leans=last.mood in _LEANING,
            holds=last.mood in _HOLDING,
            lacks=state.lacks,
            measured=last.mood if last.mood in ("importance", "confidence") else "",
            asked_in_a_row=self._asked_in_a_row,
            silent_before=bool(self.turns) and not self.turns[-1].words.strip(),
            pushed_before=bool(self.turns) and bool(PUSHES.intersection(self.turns[-1].read.signals)),
            earlier=self._earlier,
        )

    def _respond(self, words: str, read: Read, state: State) -> tuple[Answer, str]:
        signals = set(read.signals)
        if state.discord >= LEAVES_FROM or (state.trust < GIVES_UP_BELOW and len(self.turns) >= 5):
            if self.client.polite or state.discord < DISCORD_FROM:
                return self._reaction("politely"), "politely"
            return self._reaction("leaving"), "left"
        # Applause doesn't undo a decision, a push does.
        if self.last.mood == "commitment" and not signals & (PUSHES - {"brushes_off"}):
            return self._reaction("thanks"), "own step"
        for kind in self._kinds(read, state, signals):
            if (answer := self._try_reaction(kind, state)) is not None:
                return answer, ""
        return self._on_topic(words, read, state), ""

    def _kinds(self, read: Read, state: State, signals: set[str]) -> Iterator[str]:
        """What the client may answer before any topic, most pressing first."""
        if signals & {"pauses", "stays_silent"}:
            yield "silence"
        if "unreadable" in signals:
            yield "puzzled"
        if "repeats" in signals:
            yield "repeated"
        if signals & {"insults", "confronts"} or (state.discord >= DISCORD_FROM and signals & PUSHES):
            yield "discord"
        if signals & {"persuades", "nudges", "informs", "plans_early", "plans_untrusted", "brushes_off"}:
            yield "sustain"
        if "plans_unsure" in signals:
            yield "unsure"
        asked = bool(signals & _QUESTIONS)
        if "owns_up" in signals and not asked:
            yield "repair"
        if state.discord >= DISCORD_FROM and not read.assessment.passed:
            yield "discord"
        if read.scale:
            yield read.scale
        if self._would_commit(read, state, signals):
            yield "commitment"
        if "offers" in signals:
            yield "informed"
        if "wanders" in signals or "turns_away" in signals:
            yield "offtopic"
        if "frames" in signals and not asked:
            yield "assured"
        # Not every time: a client goes on with what they were saying.
        if "emphasises" in signals and not asked and self._own_left("choice"):
            yield "choice"
        if "seeks" in signals and not signals & _MORE_THAN_LEAVE:
            yield "permission"
        if "affirms" in signals and not asked and self._own_left("affirmed") and self.last.mood != "affirmed":
            yield "affirmed"

    def _would_commit(self, read: Read, state: State, signals: set[str]) -> bool:
        if not state.ready or not self._own_left("commitment"):
            return False
        asked = "plans" in signals and read.assessment.passed
        able = len(state.opened) >= _FEWEST_TOPICS and min(state.importance, state.confidence) >= VOLUNTEERS_FROM
        return asked or (able and not signals & PUSHES)

    def _own_left(self, kind: str) -> bool:
        return any(line.text not in self._said for line in self.client.reactions[kind])

    def _try_reaction(self, kind: str, state: State) -> Answer | None:
        own = [line for line in self.client.reactions.get(kind, ()) if self._fresh(line, state)]
        if own:
            line = self._pick(own, len(self.turns) + 1)
            return _answer(replace(line, text=self._given(line, state)))
        if kind in _short_answers():
            return self._short_answer(kind)
        return None

    def _reaction(self, kind: str) -> Answer:
        """A line of a kind of which there is at most one in a conversation, so that it can't run out."""
        line = self._pick([x for x in self.client.reactions[kind] if x.text not in self._said], len(self.turns) + 1)
        return _answer(replace(line, text=self._given(line, self.state)))

    def _fresh(self, line: Line, state: State) -> bool:
        return self._given(line, state) not in self._said

    def _given(self, line: Line, state: State) -> str:
        number = state.confidence if line.mood == "confidence" else state.importance
        step = self.client.step[:1].lower() + self.client.step[1:]
        return capitalised(line.text.replace("{number}", _NUMBERS[round(number)]).replace("{step}", step))

    def _on_topic(self, words: str, read: Read, state: State) -> Answer:
        mood = state.mood
        mood, evoked = state.mood, bool(_EVOKES.intersection(read.signals))
        asked = self._asked_for(words)
        if not asked and "evokes_confidence" in read.signals and not self.last.topic:
            asked = touched(_BUILDS_ON, self.client)[:1]
        topics = list(self._topics(asked, read, state))
        # Who has begun to talk would rather go on to something else than close up again.
        for closed in (False, True):
            for topic in topics:
                for near in self._moods(topic, state, asked=topic.id in asked, evoked=evoked):
                    guarded = near == "guarded" and mood not in ("guarded", "discord") and self._allowed(topic, state)
                    fresh = [line for line in topic.lines[near] if line.text not in self._said]
                    if fresh and guarded == closed:
                        answer = _answer(self._pick(fresh[:2], len(self.turns) + 1))
                        return self._bridged(answer, asked) if asked and topic.id not in asked else answer
        return self._short_answer("short" if "asks_closed" in read.signals else mood)

    def _asked_for(self, words: str) -> tuple[str, ...]:
        """The topics that a turn is about, ids: those of its question, of an answer that it takes up, of its words."""
        text = Text(words)
        sentences = [text.text[s.start : s.end] for s in text.sentences]
        question = touched(Text(" ".join(s for s in sentences if is_question(s))), self.client)
        if question:
            return question
        shared, topic = self._taken_up(text)
        named = touched(text, self.client)
        return (topic,) if shared >= _SHARED + bool(named) else named

    def _taken_up(self, text: Text) -> tuple[int, str]:
        """How many words a turn shares with the answer that it shares most with, and that one's topic."""
        mine = set(content_stems(text.words))
        best, found = 0, ""
        for turn, told in zip(self.turns, self._heard[_BEFORE_TURNS:], strict=True):
            if turn.answer.topic and (shared := len(mine & told.stems)) >= best:
                best, found = shared, turn.answer.topic
        return best, found

    def _bridged(self, answer: Answer, asked: Sequence[str]) -> Answer:
        """An answer about something else than was asked for, with a word on why."""
        if not any(topic in self._told for topic in asked):
            return answer
        if answer.mood == "guarded":
            return self._short_answer("guarded")
        bridge = self._short_answer("bridge")
        return replace(answer, said=f"{bridge.said} {answer.said}")

    def _moods(self, topic: Topic, state: State, asked: bool, evoked: bool) -> Sequence[str]:
        """Where to look for a line on a topic, best first."""
        if not self._allowed(topic, state):
            return ("guarded",)  # who isn't trusted with a topic yet hears guarded things about it
        moods = _NEAREST[state.mood]
        # People come to the heart of a matter by way of both its sides.
        told = self._told.get(topic.id, 0)
        if told and evoked and state.trust >= _NEARLY_OPEN and state.mood != "discord":
            # Who is asked for reasons, or for what they can build on, finds some (Glynn and Moyers 2010).
            return ("change", *(mood for mood in moods if mood != "change"))
        deepest = _DEPTHS[min(told, len(_DEPTHS) - 1)]
        if deepest in moods:
            start = moods.index(deepest)
            moods = (*moods[start:], *reversed(moods[:start]))
        if asked and state.mood == "ambivalent" and state.trust >= _NEARLY_OPEN:
            return (*moods[:1], "opening", *moods[1:])  # being asked about it is half of what it takes
        return moods

    def _topics(self, asked: Sequence[str], read: Read, state: State) -> Iterator[Topic]:
        """Topics in the order in which the client would take them up."""
        topics = self.client.topics
        yield from (topics[t] for t in asked if self._allowed(topics[t], state))
        current = self.last.topic
        stay = current and self._same_topic < _STAYS
        if stay:
            yield topics[current]
        if "asks_closed" in read.signals and not asked:
            return  # a closed question about nothing in particular gets a short answer
        yield from (topics[t] for t in asked)
        fresh = [t for t in topics.values() if t.id not in state.opened and self._allowed(t, state)]
        told = [topics[t] for t in state.opened if t != current and self._allowed(topics[t], state)]
        if _EVOKES.intersection(read.signals):
            yield from reversed(told)  # reasons come from what has been spoken of
        yield from fresh
        yield from told
        if current:
            yield topics[current]

    @staticmethod
    def _allowed(topic: Topic, state: State) -> bool:
        return state.trust >= topic.trust and all(earlier in state.opened for earlier in topic.after)

    def _short_answer(self, kind: str) -> Answer:
        """The next short answer of a kind: each round through one list shifts it against the others."""
        first, second = _short_answers()[kind]
        beats = ("", *self.client.manner)
        a, b, c = len(first), len(second), len(beats)
        start = _number(self.client.id, str(self.seed), kind)
        used = self._short.get(kind, 0)
        while True:
            n = start + used
            words = [first[n % a], second[(n + used // lcm(a, b)) % b]]
            # When all have been heard, after hundreds of turns, a further sentence makes them new, and so on for ever.
            rounds = used // (a * b * c)
            while rounds:
                words.append(second[rounds % b])
                rounds //= b
            answer = Answer(" ".join(words), beats[(n + used // (a * b)) % c], kind, "")
            if answer.text not in self._said:
                self._short[kind] = used + 1
                return answer
            used += 1

    def _pick(self, lines: Sequence[Line], turn: int) -> Line:
        return lines[_number(self.client.id, str(self.seed), str(turn)) % len(lines)]

    def _tell(self, answer: Answer) -> None:
        self._said.add(answer.text)
        topic = self.client.topics.get(answer.topic)
        if topic:  # a line with something before it has been said, too
            self._said.update(x.text for x in topic.lines[answer.mood] if answer.said.endswith(x.text))
        self._heard.append(Told.of(answer.said, topic.stems if topic else frozenset()))
        if answer.topic:
            self._told[answer.topic] = self._told.get(answer.topic, 0) + 1


def replay(client: Client | str | Path, seed: int, words: Sequence[str]) -> Conversation:
    """A conversation played again from what the learner said; it stops where it ends.

    Args:
        client: the client, or the name of one.
        seed: as it was.
        words: the learner's turns.

    Raises:
        ClientError: there is no such client, or their file is malformed.
    """
    conversation = Conversation(client, seed)
    for turn in words:
        if conversation.ending:
            break
        conversation.say(turn)
    return conversation


def start_of(client: Client) -> State:
    """The state in which a client comes in."""
    start = client.start
    return State(start["trust"], start["importance"], start["confidence"], start["discord"])


def _answer(line: Line) -> Answer:
    return Answer(line.text, "", line.mood, line.topic, line.facts)


def _number(*parts: str) -> int:
    """A number that looks random and is the same on every machine."""
    return int.from_bytes(sha256("\x1f".join(parts).encode("utf-8", "replace")).digest()[:4], "big")


@cache
def _short_answers() -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Parts of short answers by kind; see ``short.toml``."""
    content = (files("mi_helpers") / "conversation" / "short.toml").read_text(encoding="utf-8")
    return {kind: (tuple(parts["first"]), tuple(parts["second"])) for kind, parts in tomllib.loads(content).items()}
