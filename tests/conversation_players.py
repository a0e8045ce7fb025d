"""Scripted learners for the simulator's tests: what each would say next."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from mi_helpers.conversation.simulator import Conversation

Player = Callable[[Conversation, int], str]


def _unused(conversation: Conversation, texts: tuple[str, ...]) -> str:
    said = set(conversation.words)
    return next((text for text in texts if text not in said), "")


def _yours(title: str) -> str:
    return re.sub(r"\b(?:her|his|their)\b", "your", re.sub(r"\b(?:she|he|they)\b", "you", title))


def ideal(conversation: Conversation, turn: int) -> str:
    """Reflects what was said, names strengths, asks for reasons, and for a step when the time has come."""
    client, state = conversation.client, conversation.state
    if state.ready and len(state.opened) >= 4 and (asked := _unused(conversation, client.plan)):
        return asked
    rhythm = turn % 4
    if rhythm == 3 and (asked := _unused(conversation, client.evoke)):
        return asked
    if turn % 8 == 5 and (named := _unused(conversation, client.affirm)):
        return named
    topic = client.topics.get(conversation.last.topic)
    if topic and (heard := _unused(conversation, topic.heard)):
        return heard
    for other in client.topics.values():
        if other.id not in state.opened and state.trust >= other.trust:
            asked = f"What's it like for you, with {_yours(other.title)}?"
            if asked not in conversation.words:
                return asked
    return (
        _unused(conversation, (*client.evoke, *client.affirm)) or f"What else is there to say about it, number {turn}?"
    )


def mediocre(conversation: Conversation, turn: int) -> str:
    """Closed questions, a nod, now and then a nudge: well meant."""
    topics = [_yours(topic.title) for topic in conversation.client.topics.values()]
    about = topics[(turn // 3) % len(topics)]
    often = ("often", "every day", "at weekends", "in the week", "at home")[turn % 5]
    return (
        f"Is it mostly {about}?",
        "OK, I see.",
        f"Does that happen {often}, with {about}?",
        "Right, sure.",
        f"And how long have you had {about}, more or less?",
        f"Maybe you could think a bit about {about}.",
        "Mm, makes sense.",
        f"Do you talk to anybody about {about}?",
        f"How would you say you feel about {about} {often}?",
    )[turn % 9]


def pushy(conversation: Conversation, turn: int) -> str:
    """Advises, warns, argues."""
    return (
        "You should really change that, and soon.",
        "Have you tried just stopping?",
        "If you go on like this, you'll regret it.",
        "You need to think of the people around you.",
        "Everybody knows that this is bad for you.",
        "You just have to want it enough.",
        "The best thing would be to make a plan today.",
        "That's only an excuse, and you know it.",
    )[turn % 8]


def silent(conversation: Conversation, turn: int) -> str:
    """Says nothing, in different ways."""
    return ("", "   ", "\n")[turn % 3]


def off_topic(conversation: Conversation, turn: int) -> str:
    """Talks about the weather and the match."""
    return (
        f"It rained {turn} times this month.",
        "The match was exciting.",
        "My car is in the garage again.",
        "I'm told the new bakery is excellent.",
        "Trains run late in autumn.",
    )[turn % 5]


def hostile(conversation: Conversation, turn: int) -> str:
    """Insults."""
    return (
        "You're pathetic.",
        "Stop lying to me.",
        "What is wrong with you, you idiot?",
        "You're just lazy and weak.",
        "Shut up.",
    )[turn % 5]


_SCRAPS = (
    "Mm.", "ok", "¿Qué tal?", "你好，你今天怎么样？", "asdf qwer", "💡💡", "Tell me more about that.", "You're tired.",
    "\ud800 \x07", "<b>hello</b>", "SELECT * FROM clients", "What would you like instead?", "You should rest.", "",
    "It's up to you.", "Is it all right if I ask about your week?", "lorem ipsum dolor sit amet " * 6, "?", "No.",
)  # fmt: skip


def random(conversation: Conversation, turn: int) -> str:
    """Anything at all, the same in every run."""
    digest = hashlib.sha256(f"{conversation.client.id}{conversation.seed}{turn}".encode()).digest()
    return _SCRAPS[digest[0] % len(_SCRAPS)] + (f" {turn}" if digest[1] % 2 else "")


PLAYERS: dict[str, Player] = {
    "ideal": ideal,
    "mediocre": mediocre,
    "pushy": pushy,
    "silent": silent,
    "off-topic": off_topic,
    "hostile": hostile,
    "random": random,
}
