"""What to try next with a reply that works already: never what is there."""

import pytest

from mi_helpers import assess
from mi_helpers.further import STEPS, further
from mi_helpers.language import Text
from mi_helpers.scorer import extract
from mi_helpers.skills import SKILLS

WINE = "I have two glasses of wine to get to sleep, and at five I'm wide awake. I know what you'll say."


def advice(response: str, skill: str, client: str = WINE) -> str:
    (found,) = [f.message for f in assess(response, client=client, skill=skill).findings if f.kind == "next"]
    return found


def test_every_skill_has_steps_and_the_last_always_fits():
    assert set(STEPS) == set(SKILLS)
    for steps in STEPS.values():
        assert steps[-1].missing(None)  # type: ignore[arg-type]
        assert len({step.advice for step in steps}) == len(steps)


ASKED = "Two glasses get you off, and five o'clock wakes you. May I tell you one thing about wine and sleep?"


def test_what_no_wording_shows_is_not_asked_for_where_a_reply_is_good():
    f = extract(Text("Two glasses and then five o'clock. How might that be, with the sleep?"), Text(WINE), None)
    assert "make the step small" in further(f, SKILLS["planning"], 3)
    assert "make the step small" not in further(f, SKILLS["planning"], 4)


def test_what_is_there_is_not_asked_for():
    assert "end by asking what they make of it" not in advice(
        f"{ASKED} It can make the second half of the night lighter. What do you make of that?", "ask_offer_ask"
    )


@pytest.mark.parametrize(
    ("response", "skill", "part"),
    [
        ("You're tired of being told how to sleep.", "autonomy", "the choice is theirs"),
        ("What is it like, lying there at five?", "open_question", "before you ask"),
    ],
)
def test_what_is_missing_is(response, skill, part):
    assert part in advice(response, skill)
