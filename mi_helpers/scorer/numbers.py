"""Features as numbers: what the network gets to know beside the words. A change here asks for a new training."""

from typing import Final

from mi_helpers.markers import MARKERS
from mi_helpers.scorer.features import Features
from mi_helpers.scorer.rubric import depth, relevance

# What counts, and from how many on more of it says nothing more.
_COUNTS: Final = {"words": 80, "about_me": 3, "open_questions": 3, "threads": 6, "listed": 8}
_SETS: Final = {
    "questions": 3, "statements": 5, "shared": 8, "foreign": 12, "added": 15, "feelings": 3, "new_feelings": 3,
    "roadblocks": 3,
}  # fmt: skip
_SHARES: Final = (
    "english", "function_share", "repetition", "to_client", "leading", "only_question", "vague_only", "copied",
    "like_pushy", "bodily", "joined",
)  # fmt: skip
_MARKERS: Final = tuple(marker.id for marker in MARKERS)

NAMES: Final = (*_COUNTS, *_SETS, *_SHARES, "blunt", "relevance", "depth", *_MARKERS)
"""What each number is."""


def as_numbers(f: Features) -> list[float]:
    """The features as numbers from 0 to 1, in the order of ``NAMES``."""
    return [
        *(min(getattr(f, name), most) / most for name, most in _COUNTS.items()),
        *(min(len(getattr(f, name)), most) / most for name, most in _SETS.items()),
        *(float(getattr(f, name)) for name in _SHARES),
        float(any(hit.rule.blunt for hit in f.roadblocks)),
        relevance(f),
        depth(f),
        *(min(f.markers[marker], 2) / 2 for marker in _MARKERS),
    ]
