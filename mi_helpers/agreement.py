"""How far two ratings of the same things agree beyond chance."""

from collections import Counter
from collections.abc import Iterable


def quadratic_kappa(pairs: Iterable[tuple[float, float]]) -> float:
    """Cohen's kappa with quadratic weights (Cohen 1968); 1 where all ratings are the same one.

    Args:
        pairs: for each thing its two ratings, on one scale.
    """
    observed = Counter(pairs)
    total = observed.total()
    first: Counter[float] = Counter()
    second: Counter[float] = Counter()
    for (a, b), n in observed.items():
        first[a] += n
        second[b] += n
    apart = sum(n * (a - b) ** 2 for (a, b), n in observed.items())
    by_chance = sum(first[a] * second[b] * (a - b) ** 2 for a in first for b in second) / total
    return 1 - apart / by_chance if by_chance else 1.0
