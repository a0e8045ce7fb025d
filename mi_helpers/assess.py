"""Layer 3: rules + scorer + the skill's rubric -> Assessment. Pure and deterministic."""

from collections.abc import Iterable, Mapping

from mi_helpers.assessment import Assessment
from mi_helpers.behaviors import code_behaviors
from mi_helpers.findings import find_findings
from mi_helpers.language import Text
from mi_helpers.scorer import extract, score
from mi_helpers.scorer.rubric import PASS
from mi_helpers.scorer.rubric import rating as to_rating
from mi_helpers.skills import get_skill

__all__ = ["assess", "assess_many"]


def assess(response: str, client: str = "", skill: str = "reflection", pushy: str | None = None) -> Assessment:
    """Judge what a reply does.

    The same words get the same judgement on every machine and in every process; nothing leaves the machine.

    Args:
        response: the learner's reply; any string is answered.
        client: what the client said. Without it, nothing can be said about relevance.
        skill: the skill to judge for, a key of ``SKILLS``.
        pushy: the reply that the learner was asked to improve on, if there is one.

    Raises:
        TypeError: an argument is no string.
        ValueError: there is no such skill; the message lists those that exist.
    """
    _require_text(response=response, client=client, skill=skill)
    if pushy is not None:
        _require_text(pushy=pushy)
    target = get_skill(skill)
    said = Text(response)
    features = extract(said, Text(client), Text(pushy) if pushy is not None else None)
    # Six digits: the last ones are not the same in every machine's arithmetic.
    value = round(score(features, target.id), 6)
    rating = to_rating(value)
    return Assessment(
        response=response,
        skill=target.id,
        score=value,
        rating=rating,
        passed=value >= PASS,
        behaviors=code_behaviors(said, features),
        findings=find_findings(said, features, target, rating),
    )


def assess_many(items: Iterable[Mapping[str, str | None]]) -> list[Assessment]:
    """Judge many replies.

    Args:
        items: mappings with the arguments of :func:`assess` as keys; only ``response`` is required.

    Raises:
        TypeError: an item has an unknown key, no ``response`` or a value that is no string; its number is named.
        ValueError: an item names a skill that does not exist; its number is named.
    """
    assessments = []
    for number, item in enumerate(items, start=1):
        try:
            assessments.append(assess(**item))  # type: ignore[arg-type]
        except (TypeError, ValueError) as error:
            raise type(error)(f"Item {number}: {error}") from error
    return assessments


def _require_text(**values: object) -> None:
    for name, value in values.items():
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a string, not {type(value).__name__}.")
