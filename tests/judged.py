"""What `assess` says of the course's own texts, asked once for all the tests that look at them."""

from functools import cache

from mi_helpers import assess
from mi_helpers.assessment import Assessment
from mi_helpers.bank import Exercise


@cache
def judged(exercise: Exercise, response: str) -> Assessment:
    """A reply to an exercise; an assessment can't be changed, and the same words get the same (test_assess)."""
    return assess(response, client=exercise.client, skill=exercise.skill, pushy=exercise.pushy)
