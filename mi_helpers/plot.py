"""Plots that are readable in a light and in a dark theme: SVG whose ink is the page's own text colour."""

import io
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK: Final = "#010203"
"""Stands for the page's text colour until :func:`as_svg` puts that in its place."""

THEMED: Final[Any] = MappingProxyType(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "mi",  # the same plot is the same text every time
        "font.size": 9,
        "font.family": "sans-serif",
        "text.color": INK,
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
    }
)
"""Settings for ``matplotlib.rc_context``, in which a figure is made and drawn."""


def as_svg(figure: "Figure", words: str, widest: str = "40rem") -> str:
    """A plot as HTML.

    Args:
        figure: made, and still to be used, with the settings of :data:`THEMED`.
        words: what it shows, for who doesn't see it.
        widest: how wide it may get, in CSS units.
    """
    for axes in figure.axes:
        axes.patch.set_alpha(0)
        axes.spines[["top", "right"]].set_visible(False)
    figure.patch.set_alpha(0)
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    drawn = out.getvalue()
    svg = drawn[drawn.index("<svg") :].replace(INK, "currentColor")
    return f'<div role="img" aria-label="{escape(words)}" style="max-width: {widest}; overflow-x: auto">{svg}</div>'
