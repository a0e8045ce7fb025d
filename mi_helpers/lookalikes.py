"""The kinds of reply that fail, as data: what the trained scorer tells apart, and what to tell the learner about each.

The counterpart of ``roadblocks`` for what no wording gives away. Where a kind is what a roadblock rule is about, its
message is that rule's; it is said once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from mi_helpers.roadblocks import RULES

Family = Literal["steers", "judges", "comforts", "turns away", "misses the client", "misses the skill", "says little"]

_GUIDE: Final = "Rating guide after the Helpful Responses Questionnaire (Miller, Hedrick and Orlofsky 1991)"
_PUSHES: Final = (
    "This puts your view before theirs, and people who feel pushed argue or go quiet. Leave it out, and say back "
    "what you heard."
)
_RULES = {rule.id: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A kind of reply that fails.

    Attributes:
        id: the corpus's name for it.
        family: kinds that a learner need not tell apart.
        message: for the learner: what it does, and what to do instead.
        source: where the judgement comes from.
        code: MITI 4.2.1 code that the words in the way carry, "" for none.
        placed: whether some words are in the way, rather than the whole.
    """

    id: str
    family: Family
    message: str
    source: str = _GUIDE
    code: str = ""
    placed: bool = False


def _as_rule(lookalike: str, family: Family, rule_id: str) -> Lookalike:
    """A kind that a roadblock rule is about, too."""
    rule = _RULES[rule_id]
    return Lookalike(lookalike, family, rule.message, rule.source, rule.code, placed=True)


_ALL = (
    Lookalike(
        "advice-hung-on",
        "steers",
        "This adds advice, and the advice is what the client will answer, not what you heard. Leave it out, and let "
        "the rest stand.",
        code="Persuade",
        placed=True,
    ),
    _as_rule("subtle-advice", "steers", "suggesting"),
    Lookalike(
        "stock-stem-advice",
        "steers",
        "This sounds like listening, and it carries your advice. The client may feel that you put it in their mouth. "
        "Say back only what you heard.",
        code="Persuade",
        placed=True,
    ),
    Lookalike("polite-roadblock", "steers", _PUSHES, placed=True),
    _as_rule("fake-permission", "steers", "fake_permission"),
    Lookalike(
        "persuasion-by-facts",
        "steers",
        "This argues with facts, and the client is left to argue against them. Ask what they know already, or say back "
        "what matters to them.",
        code="Persuade",
        placed=True,
    ),
    Lookalike("blunt-roadblock", "steers", _PUSHES, placed=True),
    Lookalike(
        "leading-question",
        "steers",
        "This question already holds the answer that you want, so the client can only give in or resist. Ask something "
        "whose answer you don't know.",
        code="Persuade",
        placed=True,
    ),
    Lookalike(
        "premature-focus",
        "steers",
        "This runs ahead to a topic or a plan that the client hasn't come to. Stay with what they just said.",
        placed=True,
    ),
    _as_rule("stock-stem-threat", "judges", "warning"),
    _as_rule("moralising", "judges", "moralising"),
    _as_rule("labelling", "judges", "labelling"),
    _as_rule("interpreting", "judges", "diagnosing"),
    _as_rule("sarcasm", "judges", "sarcasm"),
    _as_rule("siding-against", "judges", "taking_sides"),
    _as_rule("reassurance", "comforts", "reassuring"),
    _as_rule("minimising", "comforts", "minimising"),
    _as_rule("pity", "comforts", "pity"),
    Lookalike(
        "praise",
        "comforts",
        "This is your verdict or your cheer, and the client may feel they must live up to it. Name what they did "
        "themselves, however small.",
        placed=True,
    ),
    _as_rule("self-disclosure", "turns away", "self_disclosure"),
    _as_rule("distracting", "turns away", "withdrawing"),
    Lookalike(
        "off-client",
        "misses the client",
        "This is hard to connect with what the client said. If you see the link, would they?",
    ),
    Lookalike(
        "inaccurate",
        "misses the client",
        "This seems to say something other than the client did. Read their words again: what did they mean?",
    ),
    Lookalike(
        "wrong-side",
        "misses the skill",
        "This leans to one side, so the client settles there or argues for the other. Take up the side that it leaves "
        "out, in their words.",
    ),
    Lookalike(
        "other-skill",
        "misses the skill",
        "This is another skill than the one to practise here, though it may serve the client well.",
    ),
    Lookalike(
        "question-instead",
        "misses the skill",
        "This asks. A question makes the client answer you; a statement lets them go on.",
    ),
    Lookalike(
        "statement-instead",
        "misses the skill",
        "This says what you think or heard, where the client could be telling you more. Ask one question that begins "
        "with what or how.",
    ),
    Lookalike(
        "closed-question", "misses the skill", "A yes, a no or one word would answer this. Begin with what or how."
    ),
    _as_rule("stacked-questions", "misses the skill", "stacked_questions"),
    Lookalike(
        "parrot",
        "says little",
        "This is close to the client's own wording said back. They may feel copied and not heard.",
    ),
    Lookalike("generic", "says little", "This would fit almost anybody. What is it like for this client?"),
    Lookalike(
        "keyword-stuffing",
        "says little",
        "This uses the words of the course and says little about the client. Say what you heard, plainly.",
    ),
    _as_rule("hollow-understanding", "says little", "hollow_understanding"),
    Lookalike(
        "information",
        "misses the skill",
        "This informs, and the client can only listen. Say back what you heard; where information is wanted, ask what "
        "they know and what they make of it.",
        code="GI",
    ),
    Lookalike(
        "structuring",
        "misses the skill",
        "This arranges the talk. Before that, let the client hear what you took from what they said.",
    ),
    Lookalike("small-talk", "says little", "This is friendly, and leaves what they said lying there. Take it up."),
    Lookalike("facilitating", "says little", "This keeps them talking and shows nothing yet. Say what you heard."),
)

LOOKALIKES: Final[Mapping[str, Lookalike]] = MappingProxyType({lookalike.id: lookalike for lookalike in _ALL})
"""Every kind of reply that fails, by its id."""

FAMILIES: Final[Mapping[str, Lookalike]] = MappingProxyType(
    {
        lookalike.family: lookalike
        for lookalike in (
            Lookalike("steers", "steers", _PUSHES, code="Persuade", placed=True),
            Lookalike(
                "judges",
                "judges",
                "This sets you over the client, by judging, warning or explaining, and they may defend themselves. Say "
                "how it looks from where they stand.",
                code="Confront",
                placed=True,
            ),
            Lookalike(
                "comforts",
                "comforts",
                "This comforts or praises, and what weighs on them goes unheard. Stay with it, and say it back.",
                placed=True,
            ),
            Lookalike(
                "turns-away",
                "turns away",
                "This turns away from what the client brought. Stay with it: say back what you heard.",
                placed=True,
            ),
            Lookalike(
                "misses-the-client",
                "misses the client",
                "This doesn't quite fit what this client said. Read their words again, and take up what they mean.",
            ),
            Lookalike(
                "misses-the-skill",
                "misses the skill",
                "The skill to practise here doesn't show in this yet, though it may serve the client well.",
            ),
            Lookalike(
                "says-little",
                "says little",
                "This says little about this client. What is it like for them, and for nobody else?",
            ),
        )
    }
)
"""What to say where the family is clear and the kind is not, by family."""
