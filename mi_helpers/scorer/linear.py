"""The linear part of the scorer: word n-grams, the same by skill, and features, each with a learnt weight.

It knows nothing of the client and nothing of order beyond two words, and errs elsewhere than the network does: together
they are better than either (MODEL_CARD.md). Plain Python on a JSON file; ``fit_linear`` makes that file.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

_WORD: Final = re.compile(r"\b\w\w+\b")

Table = Mapping[str, Sequence[float]]
"""What a term is worth: its inverse document frequency and its weight."""


def terms(text: str) -> list[str]:
    """Words of two letters or more, and pairs of neighbours, of a normalised text."""
    words = _WORD.findall(text)
    return words + [f"{a} {b}" for a, b in pairwise(words)]


def skill_terms(text: str, skill: str) -> list[str]:
    """The pieces between spaces, each marked with the skill."""
    return [f"{skill}:{piece}" for piece in text.split()]


class Linear:
    """Logistic regression's score for a reply, before the logistic function.

    Args:
        learnt: what ``fit_linear`` wrote: ``words`` and ``by_skill`` (:data:`Table`), ``numbers`` (a weight a feature)
            and ``intercept``.
    """

    def __init__(self, learnt: Mapping[str, Any]) -> None:
        self._words: Table = learnt["words"]
        self._by_skill: Table = learnt["by_skill"]
        self._numbers: Sequence[float] = learnt["numbers"]
        self._intercept: float = learnt["intercept"]

    def score(self, text: str, skill: str, numbers: Sequence[float]) -> float:
        """How much speaks for a reply, on an open scale.

        Args:
            text: the normalised reply.
            skill: a key of ``SKILLS``.
            numbers: its features.
        """
        return (
            self._intercept
            + _weighed(terms(text), self._words)
            + _weighed(skill_terms(text, skill), self._by_skill)
            + sum(weight * number for weight, number in zip(self._numbers, numbers, strict=True))
        )


def _weighed(found: Sequence[str], table: Table) -> float:
    """The weights of the terms, by tf-idf with damped counts and unit length."""
    total = squares = 0.0
    for term, times in Counter(found).items():
        if term in table:
            frequency, weight = table[term]
            value = (1 + math.log(times)) * frequency
            total += value * weight
            squares += value * value
    return total / math.sqrt(squares) if squares else 0.0
