"""Feedback on one reply, to look at in a lesson."""

from typing import Any

from mi_helpers.assess import assess
from mi_helpers.assessment import Assessment
from mi_helpers.feedback import CSS, to_html, to_text


def feedback_on(reply: str, client: str, skill: str = "reflection") -> "FeedbackOn":
    """Feedback on one reply, to look at in a lesson. Static, deterministic.

    Args:
        reply: any words.
        client: what the client said.
        skill: the skill to judge for, a key of ``SKILLS``.

    Raises:
        ValueError: there is no such skill; the message lists those that exist.
    """
    return FeedbackOn(assess(reply, client=client, skill=skill))


class FeedbackOn:
    """Feedback on one reply; made by :func:`feedback_on`."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        return {
            "text/html": f"<style>{CSS}</style>{to_html(self._assessment)}",
            "text/plain": f"“{self._assessment.response}”\n{to_text(self._assessment)}",
        }
