"""Layer 3: rules + scorer + the skill's rubric -> Assessment. Pure and deterministic."""

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import count

from mi_helpers.assessment import Assessment
from mi_helpers.behaviors import code_behaviors
from mi_helpers.findings import find_findings
from mi_helpers.language import Text
from mi_helpers.reasons import find_reason
from mi_helpers.rest import passing_rest
from mi_helpers.scorer import extract, rating, read, score
from mi_helpers.scorer.rubric import GOOD, PASS, RATING_FLOORS, plain_reason, standing
from mi_helpers.skills import get_skill

__all__ = ["assess", "assess_many"]

_MOST_THREADS = 8


def assess(response: str, client: str = "", skill: str = "reflection", pushy: str | None = None) -> Assessment:
    """Judge what a reply does.

    The same words get the same judgement alone and among a thousand, today and tomorrow; nothing leaves the machine.

    Args:
        response: the learner's reply; any string is answered.
        client: what the client said. Without it, nothing can be said about relevance.
        skill: the skill to judge for, a key of ``SKILLS``.
        pushy: the reply that the learner was asked to improve on, if there is one.

    Raises:
        TypeError: an argument is no string.
        ValueError: there is no such skill; the message lists those that exist.
        ScorerError: the trained scorer's files are missing or damaged; the message says what to do.
    """
    _require_text(response=response, client=client, skill=skill)
    if pushy is not None:
        _require_text(pushy=pushy)
    target = get_skill(skill)
    said, heard = Text(response), _kept(client)
    offered = _kept(pushy) if pushy is not None else None
    features = extract(said, heard, offered)
    reading = read(said, heard, target.id, features)
    features = standing(features, reading.score)
    # Six digits: the last ones are not the same in every machine's arithmetic.
    value = round(score(features, reading.score, target.id), 6)
    reason = rest = None
    if value < PASS and not plain_reason(features):
        if not features.roadblocks:
            reason = find_reason(said, features, reading, target)
        spans = [hit.span for hit in features.roadblocks] or ([reason.span] if reason and reason.span else [])
        rest = passing_rest(said, heard, offered, spans, target.id)
        if rest and not any(hit.rule.blunt for hit in features.roadblocks):
            value = max(value, RATING_FLOORS[0])  # the skill mixed with a roadblock is a 2 (rating guide)
    rated = rating(value)
    return Assessment(
        response=response,
        skill=target.id,
        score=value,
        rating=rated,
        passed=value >= PASS,
        behaviors=code_behaviors(said, features, reason, target.id if rated >= GOOD else None),
        findings=find_findings(said, features, reason=reason, rest=rest, skill=target, rating=rated),
    )


def assess_many(items: Iterable[Mapping[str, str | None]]) -> list[Assessment]:
    """Judge many replies, on all cores; those to the same client in a row go quickest.

    Args:
        items: mappings with the arguments of :func:`assess` as keys; only ``response`` is required.

    Raises:
        TypeError: an item has an unknown key, no ``response`` or a value that is no string; its number is named.
        ValueError: an item names a skill that does not exist; its number is named.
        ScorerError: the trained scorer's files are missing or damaged.
    """
    # The network works outside Python's lock, so that threads share the cores; each reply is still read by itself.
    with ThreadPoolExecutor(max_workers=min(_MOST_THREADS, os.cpu_count() or 1)) as pool:
        return list(pool.map(_assess_item, items, count(1)))


def _assess_item(item: Mapping[str, str | None], number: int) -> Assessment:
    try:
        return assess(**item)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise type(error)(f"Item {number}: {error}") from error


@lru_cache(maxsize=64)
def _kept(raw: str) -> Text:
    """A client's words or a pushy reply, analysed once for all the replies to them."""
    return Text(raw)


def _require_text(**values: object) -> None:
    for name, value in values.items():
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a string, not {type(value).__name__}.")
