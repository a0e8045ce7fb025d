"""Plots that are readable in a light and in a dark theme: SVG whose ink is the page's own text colour."""

from html import escape
from types import MappingProxyType
from typing import Any, Final

# Stands for the page's colour until the plot is drawn.
_INK: Final = "#010203"

THEMED: Final[Any] = MappingProxyType(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "mi",  # the same plot is the same text every time
        "font.size": 9,
        "font.family": "sans-serif",
        "text.color": _INK,
        "axes.edgecolor": _INK,
        "axes.labelcolor": _INK,
        "xtick.color": _INK,
        "ytick.color": _INK,
    }
)
"""Settings for ``matplotlib.rc_context``; ``THEMED["text.color"]`` is the ink."""


def as_svg(drawn: str, words: str, widest: str = "40rem") -> str:
    """A plot as HTML.

    Args:
        drawn: the SVG that matplotlib saved with :data:`THEMED`.
        words: what it shows, for who doesn't see it.
        widest: how wide it may get, in CSS units.
    """
    svg = drawn[drawn.index("<svg") :].replace(_INK, "currentColor")
    return f'<div role="img" aria-label="{escape(words)}" style="max-width: {widest}; overflow-x: auto">{svg}</div>'
