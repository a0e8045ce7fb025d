"""What turns the features of a reply into a score. ``score`` is the one seam between the two."""

from mi_helpers.scorer.features import Features, extract
from mi_helpers.scorer.rubric import score

__all__ = ["Features", "extract", "score"]
