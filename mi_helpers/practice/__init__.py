"""The screens of a lesson: practise on clients, compare two replies, find what pushes, sort replies, check what stuck.

They are anywidget components rather than compositions of ipywidgets: there a click can overtake the text that was
typed before it, and several controls can't be reached by keyboard. What the browser does with them is in
``mi_helpers/static/``. Where no kernel runs (a static export, nbconvert, nbval) every screen leaves readable HTML and
text behind.
"""

from mi_helpers.practice.contrast import contrast
from mi_helpers.practice.feedback_on import feedback_on
from mi_helpers.practice.milestone import baseline, final
from mi_helpers.practice.quick_check import quick_check
from mi_helpers.practice.reply import practice, practice_more
from mi_helpers.practice.sort import sort
from mi_helpers.practice.spot import spot_the_roadblock

__all__ = [
    "baseline",
    "contrast",
    "feedback_on",
    "final",
    "practice",
    "practice_more",
    "quick_check",
    "sort",
    "spot_the_roadblock",
]
