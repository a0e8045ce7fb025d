"""What a judgement looks like: the types that everything after ``assess`` shows."""

from dataclasses import dataclass
from typing import Literal

FindingKind = Literal["strength", "roadblock", "next"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One point about a reply, for the learner.

    Attributes:
        kind: "strength" (what worked), "roadblock" (what got in the way) or "next" (what to try).
        rule: id of the rule or marker that found it.
        message: what to tell the learner.
        start: where the words begin in the reply as typed, or None when it is about the whole reply.
        end: where they end (exclusive), or None.
        source: where the rule comes from.
    """

    kind: FindingKind
    rule: str
    message: str
    start: int | None
    end: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a reply did, judged for one skill.

    Attributes:
        response: the reply as typed.
        skill: the skill it was judged for, a key of ``SKILLS``.
        score: 0 to 1, continuous; 0.5 is the pass mark.
        rating: 1 to 5 by the rating guide.
        passed: whether the reply shows the skill at least adequately (score >= 0.5, rating >= 3).
        behaviors: MITI 4.2.1 codes found, in text order.
        findings: points for the learner, most important first.
    """

    response: str
    skill: str
    score: float
    rating: int
    passed: bool
    behaviors: tuple[str, ...]
    findings: tuple[Finding, ...]
