"""How a reply that shows its skill could go further: the first thing on the skill's list that isn't there yet."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from mi_helpers.scorer import Features
from mi_helpers.scorer.rubric import GOOD
from mi_helpers.skills import Skill


class Step(NamedTuple):
    """Something to try.

    Attributes:
        missing: whether a reply of these features doesn't have it yet.
        advice: what to say to the learner.
        by_wording: whether that goes by markers, which know some wordings only. In a reply that is rated good it is
            most likely there in another.
    """

    missing: Callable[[Features], bool]
    advice: str
    by_wording: bool = False


def further(f: Features, skill: Skill, rating: int) -> str:
    """What to try next with a reply that shows the skill already.

    Args:
        f: the reply's features.
        skill: the skill it was judged for.
        rating: its rating, 3 to 5.
    """
    steps = [step for step in STEPS[skill.id] if rating < GOOD or not step.by_wording]
    return next(step.advice for step in steps if step.missing(f))


_LONG: Final = 25  # words: field practice; reflections are mostly shorter than what they answer
_VERY_LONG: Final = 45


def _lacks(*markers: str) -> Callable[[Features], bool]:
    return lambda f: not f.has(*markers)


def _always(_: Features) -> bool:
    return True


def _thin(f: Features) -> bool:
    return f.client_known and len(f.shared) <= 1


def _long(f: Features) -> bool:
    return f.words > _LONG


def _only_statements(f: Features) -> bool:
    return not f.questions


def _no_feeling(f: Features) -> bool:
    return not (f.feelings or f.bodily)


_DETAIL: Final = Step(_thin, "To go further, you could tie it to one more detail that only this client would tell you.")
_SHORTER: Final = Step(_long, "To go further, say it in half the words. Short ones leave more room.")
_BEHIND: Final = Step(_always, "To go further, reach for what matters to them behind the feeling.")


def _reflective(inner: str) -> tuple[Step, ...]:
    """The steps of a skill that says back, with its own one for what is inside the client."""
    return (_DETAIL, Step(lambda f: not f.new_feelings, inner, by_wording=True), _SHORTER, _BEHIND)


STEPS: Final[Mapping[str, tuple[Step, ...]]] = MappingProxyType(
    {
        "reflection": _reflective("To go further, you could name the feeling in it, if you think you hear one."),
        "complex_reflection": _reflective(
            "To go further, name what is at stake for them, or try a picture of your own."
        ),
        "empathy": _reflective("To go further, be more exact about the feeling: which sort, and what it is about."),
        "open_question": (
            Step(lambda f: f.only_question, "To go further, say back a little of what you heard before you ask."),
            Step(_thin, "To go further, tie the question to the client's own words."),
            Step(lambda f: f.words > _VERY_LONG, "To go further, ask in fewer words. One question, and then wait."),
            Step(_always, "To go further, ask about what it means to them, and not only what happens."),
        ),
        "affirmation": (
            Step(_thin, "To go further, name what they did more exactly: what it was, and in spite of what."),
            Step(_always, "To go further, say what it shows about them: the value or strength behind it."),
        ),
        "summary": (
            Step(_only_statements, "To go further, end by asking what you left out."),
            Step(
                _lacks("two_sides"),
                "To go further, set the two sides of it beside each other, joined by 'and'.",
                by_wording=True,
            ),
            Step(_always, "To go further, say it in fewer words, and keep the ones that were theirs."),
        ),
        "discrepancy": (
            Step(
                _thin, "To go further, name what they value in their own words before you set it beside what happens."
            ),
            Step(
                lambda f: not f.joined,
                "To go further, join the two sides with 'and', so that neither takes back the other.",
                by_wording=True,
            ),
            _SHORTER,
            Step(_always, "To go further, be more exact about the wish: what would it give them?"),
        ),
        "autonomy": (
            Step(
                lambda f: not f.has("choice") or _thin(f),
                "To go further, let them hear both: what makes them push away, and that the choice is theirs.",
            ),
            Step(_long, "To go further, say it in fewer words: a choice that is explained can sound like a condition."),
            Step(_always, "To go further, name what they can choose between, leaving it as it is among the rest."),
        ),
        "ask_offer_ask": (
            Step(
                _lacks("permission", "asks_knowledge"),
                "To go further, ask first: what they know already, or whether they want to hear it.",
                by_wording=True,
            ),
            Step(_only_statements, "To go further, end by asking what they make of it."),
            Step(
                _always,
                "To go further, keep it to one short fact at a time, and ask after each what they make of it.",
            ),
        ),
        "decisional_balance": (
            Step(
                lambda f: not f.has("two_sides") and not (f.has("good_side") and f.has("less_good_side")),
                "To go further, look at both sides evenly.",
                by_wording=True,
            ),
            Step(_lacks("time_horizon"), "To go further, look at later as well as now.", by_wording=True),
            Step(_always, "To go further, use their own words for each side."),
        ),
        "self_efficacy": (
            Step(
                _lacks("past_success"),
                "To go further, go back to something that they managed before, and ask how they did it.",
                by_wording=True,
            ),
            Step(_always, "To go further, ask what their own success says about what they can do."),
        ),
        "evoke_change_talk": (
            Step(_thin, "To go further, use their own words for what they want."),
            Step(_only_statements, "To go further, ask for more of it: what makes it matter to them?"),
            Step(_always, "To go further, ask for an example of it from their own life."),
        ),
        "planning": (
            Step(_only_statements, "To go further, ask which step they would choose."),
            Step(
                _lacks("next_step"),
                "To go further, make the step small and ask how and when they would like to begin.",
                by_wording=True,
            ),
            Step(_always, "To go further, ask what might get in the way, and what they'd do then."),
        ),
        "cognitive_link": (
            Step(
                _lacks("thought"),
                "To go further, name the thought, as nearly in their words as you can.",
                by_wording=True,
            ),
            Step(_no_feeling, "To go further, name the feeling that comes with the thought, too.", by_wording=True),
            Step(_lacks("then_action"), "To go further, add what they do then.", by_wording=True),
            Step(_only_statements, "To go further, ask whether it fits."),
            Step(_always, "To go further, ask where it leads: does it make the thought quieter, or louder?"),
        ),
    }
)
"""By skill, most basic first; the last one of each always fits."""
