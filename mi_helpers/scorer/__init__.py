"""What turns a reply into a score: features and rules, the trained network, and the rubric that joins them."""

from mi_helpers.scorer.features import Features, extract
from mi_helpers.scorer.rubric import rating, score
from mi_helpers.scorer.runner import Reading, ScorerError, read

__all__ = ["Features", "Reading", "ScorerError", "extract", "rating", "read", "score"]
