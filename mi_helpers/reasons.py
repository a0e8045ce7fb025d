"""Why a reply fails that no rule has caught: what the network takes it for, as far as the words bear it out."""

from collections import Counter
from typing import Final, NamedTuple

from mi_helpers.language import Span, Text
from mi_helpers.lookalikes import FAMILIES, LOOKALIKES, Lookalike
from mi_helpers.questions import is_leading, is_open
from mi_helpers.roadblocks import RULES
from mi_helpers.scorer import Features, Reading
from mi_helpers.scorer.rubric import RATING_FLOORS, STATEMENT_SKILLS, other_form
from mi_helpers.scorer.words import words_in_the_way
from mi_helpers.skills import Skill

# Which share of its family a kind must have to be named.
_CLEAR = 0.6

# Which share of all that may be wrong a family must have to be named. Below, it was the right one in 37% of the failing
# replies of the dev part; above, in 76%. A reply at level 1 pushes, most likely, and gets the likeliest family.
_LIKELY = 0.4

# How much of a reply is the client's wording before it may be called close to that.
_CLOSE_TO_CLIENT = 0.45


READ: Final = "read:"
"""What the rule id of a finding begins with that comes from the network, with the kind of reply after it."""


_TITLES: Final = {
    **{rule.id: rule.title for rule in RULES},
    "not_english": "No English prose",
    "keyword_heap": "Words of the course in place of a sentence",
    "parrot": "The client's words said back",
    "pushy_kept": "The pushy reply kept",
    "beside_the_client": "Nothing about the client",
}


def roadblock_title(rule: str) -> str:
    """What a learner or an instructor calls the roadblock of a finding.

    Args:
        rule: the finding's rule.
    """
    name = rule.removeprefix(READ)
    return _TITLES.get(rule) or _TITLES.get(name) or name.replace("-", " ").capitalize()


class Reason(NamedTuple):
    """What a failing reply looks like.

    Attributes:
        lookalike: the kind of reply, or the family.
        span: the words of ``Text.text`` that make it so, None if it is the whole.
        by_form: whether its form says so, and not the network.
    """

    lookalike: Lookalike
    span: Span | None
    by_form: bool = False

    @property
    def rule(self) -> str:
        """The id for the finding; what the network guessed says so."""
        return self.lookalike.id if self.by_form else READ + self.lookalike.id


def find_reason(response: Text, f: Features, reading: Reading, skill: Skill) -> Reason:
    """The likeliest kind of the likeliest family, among those that the words bear out.

    Families first: "some kind of advice" is often sure where the kind of advice is not.

    Args:
        response: a reply that fails, and has words.
        f: its features.
        reading: what the network says of it.
        skill: the skill it was judged for.
    """
    if form := other_form(f, skill.id):
        return Reason(LOOKALIKES[form], _where(LOOKALIKES[form], response, f, reading), by_form=True)
    likely = {kind: share for kind, share in reading.kinds.items() if kind in LOOKALIKES and _fits(kind, f, skill)}
    families: Counter[str] = Counter()
    for kind, share in likely.items():
        families[LOOKALIKES[kind].family] += share  # type: ignore[assignment]
    family = max(families, key=lambda name: families[name])
    if reading.score >= RATING_FLOORS[0] and families[family] < _LIKELY * sum(families.values()):
        return Reason(FAMILIES["misses the skill"], None)
    kind = max((k for k in likely if LOOKALIKES[k].family == family), key=lambda k: likely[k])
    lookalike = LOOKALIKES[kind] if likely[kind] >= _CLEAR * families[family] else FAMILIES[family]
    return Reason(lookalike, _where(lookalike, response, f, reading))


def _fits(kind: str, f: Features, skill: Skill) -> bool:
    """Whether what can be checked about a reply of this kind is so."""
    match kind:
        case "question-instead":
            return f.only_question and skill.id in STATEMENT_SKILLS | {"summary"}
        case "statement-instead":
            return not f.questions and skill.id not in STATEMENT_SKILLS | {"summary"}
        case "closed-question":
            return len(f.questions) > f.open_questions
        case "leading-question" | "fake-permission":
            return bool(f.questions)
        case "stacked-questions":
            return len(f.questions) > 1
        case "parrot":
            return f.copied >= _CLOSE_TO_CLIENT
        case "off-client" | "inaccurate" | "wrong-side":
            return f.client_known
    return True


def _where(lookalike: Lookalike, response: Text, f: Features, reading: Reading) -> Span | None:
    def asked(span: Span) -> str:
        return response.text[span.start : span.end]

    match lookalike.id:
        case "question-instead" | "stacked-questions":
            return f.questions[0]
        case "closed-question":
            return next((q for q in f.questions if not is_open(asked(q))), None)
        case "leading-question":
            return next((q for q in f.questions if is_leading(asked(q))), f.questions[-1])
    return words_in_the_way(response, reading) if lookalike.placed else None
