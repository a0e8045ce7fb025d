"""Clients as data: who they are, what they want and fear, and what they say about what, in which state of mind.

A client is one TOML file in ``clients/``, or anywhere else; ``clients/README.md`` says how to write one. What is
true about a client stands once, in ``[facts]``, and lines take it from there by name, so that no two lines can
disagree. A number in a line that is no fact is refused for the same reason.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any, Final

from mi_helpers.language import Text, stem
from mi_helpers.toml_reader import TomlReader

MOODS: Final = ("guarded", "ambivalent", "opening", "change")
"""The states of mind in which a client talks about a topic, from closed to leaning towards change."""

REACTIONS: Final[Mapping[str, int]] = {
    "greeting": 2, "sustain": 5, "discord": 6, "affirmed": 2, "choice": 2, "informed": 2, "silence": 3, "offtopic": 3,
    "importance": 2, "confidence": 2, "unsure": 2, "commitment": 2, "thanks": 2, "politely": 2, "leaving": 2,
}  # fmt: skip
"""What a client says that belongs to no topic, and how many lines of each they need at least:

greeting (the first words), sustain (answers to being told what to do), discord (to being attacked), affirmed (to a
strength named), choice (to hearing that it is up to them), informed (to a fact they asked for), silence, offtopic,
importance and confidence (answers to a ruler, with ``{number}``), unsure (to a question about a next step that they
want and don't trust themselves with), commitment (their own next step), thanks, politely (a polite end that changes
nothing) and leaving.
"""

FEWEST_TOPICS: Final = 6
SCALES: Final = ("trust", "importance", "confidence", "discord")

_KEYS: Final = frozenset(
    "name who subject story goals values fears hidden step polite start facts topic reactions manner evoke affirm "
    "plan".split()
)
_TOPIC_KEYS: Final = frozenset({"id", "title", "words", "trust", "after", "heard", *MOODS})
_PLACE: Final = re.compile(r"\{(\w+)\}")
_SENTENCE_START: Final = re.compile(r"(?:^|(?<=[.?!] ))[a-z]")
_NUMBER: Final = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|thousand)\b",
    re.IGNORECASE,
)
# "You stopped before" speaks of the past; this does not.
_LEADS_ON: Final = re.compile(r"before\s(?:i|we|you|that|this|anything|everything)\b")
_GIVEN: Final = frozenset({"number", "step"})  # what the simulator fills in


class ClientError(ValueError):
    """There is no such client, or their file is malformed; the message names file, place and remedy."""


_TOML = TomlReader(ClientError)


@dataclass(frozen=True, slots=True)
class Line:
    """Something that a client can say.

    Attributes:
        text: the words, facts filled in.
        mood: one of :data:`MOODS`, or the reaction that it is.
        topic: id of the topic that it is about, "" for none.
        facts: names of the facts that it mentions.
    """

    text: str
    mood: str
    topic: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that a client can talk about.

    Attributes:
        id: its name in the file.
        title: in a few words, for the summary.
        stems: stems of the words by which a practitioner touches it.
        trust: how much trust it takes before the client says more than guarded things about it.
        after: topics that must have come up before, ids.
        lines: by mood.
        heard: reflections that would show somebody had listened, as examples.
    """

    id: str
    title: str
    stems: frozenset[str]
    trust: float
    after: tuple[str, ...]
    lines: Mapping[str, tuple[Line, ...]]
    heard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Client:
    """A simulated client.

    Attributes:
        id: the file's name without its ending.
        name: what they are called.
        who: one line that introduces them, for the learner.
        subject: what the conversation is about, two or three words.
        story: their background, for instructors and for after the conversation.
        goals: what they want.
        values: what matters to them.
        fears: what they are afraid of.
        hidden: what they only say when they feel heard.
        step: the next step that they would choose themselves.
        polite: whether they end in politeness when pushed, rather than leave.
        start: trust, importance, confidence and discord as they come in, 0 to 10.
        facts: what is true about them, by name.
        topics: by id, in the order in which they would bring them up.
        reactions: lines that belong to no topic, by the keys of :data:`REACTIONS`.
        manner: what they do with their hands, their eyes, the room; in parentheses before short answers.
        evoke: open questions that would draw out their own reasons, as examples.
        affirm: strengths that one could name, as examples.
        plan: questions about a next step, as examples.
    """

    id: str
    name: str
    who: str
    subject: str
    story: str
    goals: tuple[str, ...]
    values: tuple[str, ...]
    fears: tuple[str, ...]
    hidden: str
    step: str
    polite: bool
    start: Mapping[str, float]
    facts: Mapping[str, str]
    topics: Mapping[str, Topic]
    reactions: Mapping[str, tuple[Line, ...]]
    manner: tuple[str, ...]
    evoke: tuple[str, ...]
    affirm: tuple[str, ...]
    plan: tuple[str, ...]

    def lines(self) -> Iterator[Line]:
        """Everything that this client can say, short shared answers left out."""
        for topic in self.topics.values():
            yield from chain.from_iterable(topic.lines.values())
        yield from chain.from_iterable(self.reactions.values())


def client_names() -> tuple[str, ...]:
    """The clients that come with the course."""
    folder = files("mi_helpers") / "conversation" / "clients"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


def load_client(name: str | Path) -> Client:
    """A client.

    Args:
        name: one of :func:`client_names`, in any case; or the path of a file of your own, which ends in ``.toml``.

    Raises:
        ClientError: there is no such client (the message lists those there are), or the file is malformed.
        OSError: your own file can't be read.
    """
    if str(name).endswith(".toml"):
        path = Path(name)
        return parse_client(path.read_bytes(), path.name)
    return _load(str(name).strip().lower())


@cache
def _load(name: str) -> Client:
    names = client_names()
    if name not in names:
        near = get_close_matches(name, names, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise ClientError(f"There is no client {name!r}. Clients: {', '.join(names)}.{hint}")
    content = (files("mi_helpers") / "conversation" / "clients" / f"{name}.toml").read_bytes()
    return parse_client(content, f"{name}.toml")


def parse_client(content: bytes, name: str) -> Client:
    """Read one client's file.

    Args:
        content: the file's bytes: TOML in UTF-8, with or without a byte-order mark.
        name: the file's name, for messages; its stem is the client's id.

    Raises:
        ClientError: naming the file, the place and the remedy.
    """
    return _Reader(name, _TOML.load(content, name)).client()


class _Reader:
    """Turns one file's data into a client."""

    def __init__(self, name: str, data: Mapping[str, Any]) -> None:
        self.name = name
        self.data = data
        self.facts = self._facts()
        self.used: set[str] = set()

    def client(self) -> Client:
        _TOML.check_keys(self.data, _KEYS, self.name)
        topics = self._topics()
        client = Client(
            id=self.name.removesuffix(".toml"),
            topics=topics,
            reactions=self._reactions(),
            start=self._start(),
            facts=self.facts,
            polite=self.data.get("polite") is True,
            story=self._filled("story"),
            who=self._filled("who"),
            hidden=self._filled("hidden"),
            step=self._filled("step"),
            name=_string(self.data, "name", self.name),
            subject=_string(self.data, "subject", self.name),
            goals=_strings(self.data, "goals", self.name, 2),
            values=_strings(self.data, "values", self.name, 2),
            fears=_strings(self.data, "fears", self.name, 2),
            evoke=_strings(self.data, "evoke", self.name, 3),
            affirm=_strings(self.data, "affirm", self.name, 3),
            plan=_strings(self.data, "plan", self.name, 3),
            manner=_strings(self.data, "manner", self.name, 5),
        )
        self._check_unique(client)
        for fact in self.facts:
            if fact not in self.used:
                raise ClientError(f"{self.name}: the fact {fact!r} is used nowhere. Write {{{fact}}} or delete it.")
        return client

    def _filled(self, key: str) -> str:
        return self._fill(_string(self.data, key, self.name), f"{self.name}: {key!r}")[0]

    def _facts(self) -> Mapping[str, str]:
        facts = self.data.get("facts", {})
        where = f"{self.name}: [facts]"
        if not isinstance(facts, dict):
            raise ClientError(f"{where} must be a table.")
        return {key: _string(facts, key, where) for key in facts}

    def _start(self) -> Mapping[str, float]:
        start = self.data.get("start")
        where = f"{self.name}: 'start'"
        if not isinstance(start, dict) or set(start) != set(SCALES):
            raise ClientError(f"{where} needs these and no others: {', '.join(SCALES)}.")
        for scale, value in start.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 10:
                raise ClientError(f"{where}: {scale} is {value!r}. Use a number from 0 to 10.")
        return {scale: float(start[scale]) for scale in SCALES}

    def _topics(self) -> Mapping[str, Topic]:
        tables = self.data.get("topic", [])
        if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
            raise ClientError(f"{self.name}: topics must be written as [[topic]] tables.")
        topics: dict[str, Topic] = {}
        for number, item in enumerate(tables, start=1):
            topic = self._topic(item, f"{self.name}: topic {number}")
            for earlier in topic.after:
                if earlier not in topics:
                    raise ClientError(f"{self.name}: topic {topic.id!r} comes after {earlier!r}. Put that above it.")
            if topic.id in topics:
                raise ClientError(f"{self.name}: the topic {topic.id!r} is there twice. Rename one.")
            topics[topic.id] = topic
        if len(topics) < FEWEST_TOPICS:
            raise ClientError(f"{self.name}: {len(topics)} topics. A conversation needs {FEWEST_TOPICS} or more.")
        return topics

    def _topic(self, item: Mapping[str, Any], where: str) -> Topic:
        topic_id = _string(item, "id", where)
        where = f"{where} ({topic_id})"
        _TOML.check_keys(item, _TOPIC_KEYS, where)
        trust = item.get("trust", 0)
        if isinstance(trust, bool) or not isinstance(trust, int | float) or not 0 <= trust <= 8:
            raise ClientError(f"{where}: 'trust' is {trust!r}. Use a number from 0 to 8: more is hardly ever reached.")
        lines = {
            mood: tuple(self._line(say, mood, topic_id, where) for say in _strings(item, mood, where, 1))
            for mood in MOODS
        }
        return Topic(
            id=topic_id,
            title=_string(item, "title", where),
            stems=frozenset(w.stem for w in Text(_string(item, "words", where)).words),
            trust=float(trust),
            after=_strings(item, "after", where, 0),
            lines=lines,
            heard=_strings(item, "heard", where, 2),
        )

    def _reactions(self) -> Mapping[str, tuple[Line, ...]]:
        table = self.data.get("reactions", {})
        where = f"{self.name}: [reactions]"
        if not isinstance(table, dict):
            raise ClientError(f"{where} must be a table.")
        _TOML.check_keys(table, frozenset(REACTIONS), where)
        return {
            mood: tuple(self._line(say, mood, "", where) for say in _strings(table, mood, where, fewest))
            for mood, fewest in REACTIONS.items()
        }

    def _line(self, say: str, mood: str, topic: str, where: str) -> Line:
        where = f"{where}, {mood}: “{say[:50]}”"
        text, facts = self._fill(say, where)
        if found := _NUMBER.search(_PLACE.sub("", say)):
            raise ClientError(
                f"{where}: {found.group()!r} is a number that another line could contradict. "
                "Put what it counts into [facts] and write its {name} here."
            )
        if mood in ("importance", "confidence") and "{number}" not in say:
            raise ClientError(f"{where}: an answer to a ruler needs {{number}} in it.")
        return Line(text, mood, topic, facts)

    def _fill(self, say: str, where: str) -> tuple[str, tuple[str, ...]]:
        facts = []

        def fact(match: re.Match[str]) -> str:
            name = match.group(1)
            if name.lower() in _GIVEN:
                return match.group()
            if name.lower() not in self.facts:
                known = ", ".join(self.facts)
                raise ClientError(f"{where}: there is no fact {name!r}. Add it to [facts], or use one of: {known}.")
            facts.append(name.lower())
            return self.facts[name.lower()]

        text = capitalised(_PLACE.sub(fact, say))
        self.used.update(facts)
        return text, tuple(facts)

    def _check_unique(self, client: Client) -> None:
        seen: set[str] = set()
        for line in client.lines():
            if line.text in seen:
                raise ClientError(f"{self.name}: “{line.text[:60]}” is there twice. A client says nothing twice.")
            seen.add(line.text)


def touched(text: Text, client: Client) -> tuple[str, ...]:
    """The topics that a text touches, ids, most words first; of equals in the client's order."""
    stems: set[str] = set()
    for word in text.words:
        if not _LEADS_ON.match(text.text, word.start):
            stems |= {word.stem, stem(word.text)}
    hits = {topic.id: len(topic.stems & stems) for topic in client.topics.values()}
    return tuple(sorted((t for t in hits if hits[t]), key=lambda t: -hits[t]))


def capitalised(text: str) -> str:
    """A text whose sentences begin with a capital, also where a fact was put there."""
    return _SENTENCE_START.sub(lambda m: m.group().upper(), text)


def _string(item: Mapping[str, Any], key: str, where: str) -> str:
    return " ".join(_TOML.string(item, key, where).split())


def _strings(item: Mapping[str, Any], key: str, where: str, fewest: int) -> tuple[str, ...]:
    value: Sequence[Any] = item.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise ClientError(f'{where}: \'{key}\' must be a list of texts: {key} = ["...", "..."].')
    if len(value) < fewest:
        raise ClientError(f"{where}: '{key}' has {len(value)} of at least {fewest} texts. Write more.")
    return tuple(" ".join(v.split()) for v in value)
