"""Look-alikes made from honest text: how people, and cheats, fool a scorer that goes by the surface.

The scorer is trained against some of them (``examples``) and measured on others (``evaluate``), from other clients and
with other stems. What each attack is was measured on surface models: advice after a stock stem, advice hung on a
reflection, the client's words said back, another client's reflection.
"""

import random
import re
from typing import Final

from mi_helpers.language import TO_LISTENER

TRAINING_STEMS: Final = (
    "It sounds like ",
    "You feel that ",
    "I hear that ",
    "It seems like ",
    "So you're saying ",
    "Sounds like ",
    "You feel like ",
    "I hear you, and ",
    "So ",
    "Part of you knows that ",
)
HELD_OUT_STEMS: Final = (
    "What I'm hearing is that ",
    "It sounds as if ",
    "I get the sense that ",
    "You're telling me that ",
    "It must feel like ",
    "If I understand you right, ",
)
"""Stems that no training example carries."""

WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def sentences(text: str) -> list[str]:
    """The sentences of a text, as typed."""
    return [sentence for sentence in _SENTENCE.split(text.strip()) if sentence]


def after_stem(stem: str, sentence: str) -> str:
    """A sentence with a listening stem put before it: "You should stop." -> "It sounds like you should stop."."""
    return stem + uncapitalised(sentence)


def hung_on(reply: str, advice: str, joint: str = ". ") -> str:
    """A reply with advice after it.

    Args:
        reply: what listens.
        advice: what pushes.
        joint: what stands between the two, unless the reply ends in a question or exclamation mark; after a full stop
            the advice begins with a capital.
    """
    if reply.rstrip().endswith(("?", "!")) or not joint.strip():
        return f"{reply.rstrip()} {advice}"
    return reply.rstrip(" .") + joint + (advice if joint.strip() == "." else uncapitalised(advice))


def said_back(client: str) -> str:
    """The client's words as a parrot says them: I becomes you, and nothing else changes."""

    def turned(match: re.Match[str]) -> str:
        word = match.group()
        other = TO_LISTENER.get(word.lower().replace("’", "'"))
        if other is None:
            return word
        return other.capitalize() if word[0].isupper() and word[0] != "I" else other

    parroted = re.sub(r"\bYou was\b", "You were", re.sub(r"\byou was\b", "you were", WORD.sub(turned, client)))
    return re.sub(r"(^|[.!?]\s+)([a-z])", lambda m: m[1] + m[2].upper(), parroted)


def some_sentences(text: str, rng: random.Random, most: int) -> str:
    """A run of one to ``most`` sentences from somewhere in a text."""
    found = sentences(text)
    count = rng.randint(1, min(most, len(found)))
    start = rng.randint(0, len(found) - count)
    return " ".join(found[start : start + count])


def uncapitalised(sentence: str) -> str:
    """A sentence as it goes on after other words; "I" stays what it is."""
    if re.match(r"I(?:\b|['’])", sentence):
        return sentence
    return sentence[:1].lower() + sentence[1:]
