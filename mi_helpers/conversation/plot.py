"""The client's state over a conversation, as SVG in the page's own text colour."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import Final

from mi_helpers.conversation.summary import Exchange
from mi_helpers.plot import INK, THEMED, as_svg

# Told apart without colour, too: by the kind of line and by a name at its end. Both read on light and dark.
_LINES: Final = (("trust", "#16856e", "-"), ("readiness", "#b36b00", "--"), ("discord", "#b5497a", ":"))


def plot(turns: Sequence[Exchange], moments: Sequence[Exchange]) -> str:
    """Trust, readiness and discord over the turns, the moments marked; "" where there is no turn.

    Args:
        turns: of the conversation.
        moments: those of them to mark.
    """
    if not turns:
        return ""
    import matplotlib as mpl  # noqa: PLC0415 - takes longer to load than all else here
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    states = [turns[0].before, *(turn.after for turn in turns)]
    numbers = range(len(states))
    words = in_words(turns)
    with mpl.rc_context(THEMED):
        figure = Figure(figsize=(6.6, 2.5), layout="constrained")
        axes = figure.add_subplot()
        for turn in moments:
            axes.axvline(turn.number, color=INK, linewidth=0.8, alpha=0.35)
            axes.text(turn.number, 10.4, str(turn.number), ha="center", va="bottom", fontsize=8)
        ends = _apart([getattr(states[-1], name) for name, _, _ in _LINES])
        for (name, colour, style), end in zip(_LINES, ends, strict=True):
            axes.plot(numbers, [getattr(state, name) for state in states], style, color=colour, linewidth=2)
            axes.annotate(
                name,
                (len(states) - 1, end),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                annotation_clip=False,
            )
        axes.set(ylim=(-0.3, 10.3), yticks=(0, 5, 10), xlim=(0, len(states) - 1), xlabel="turn")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        picture = as_svg(figure, words, "44rem")
    return f'<figure style="margin: 0.5rem 0">{picture}<figcaption>{escape(words)}</figcaption></figure>'


def in_words(turns: Sequence[Exchange]) -> str:
    """The plot in words: where each line begins and ends."""
    first, last = turns[0].before, turns[-1].after
    lines = [f"{name} from {getattr(first, name):.0f} to {getattr(last, name):.0f}" for name, _, _ in _LINES]
    return f"The client's state over {len(turns)} turns, 0 to 10: {', '.join(lines)}."


def _apart(ends: Sequence[float], least: float = 1.3) -> list[float]:
    """Heights for the names at the ends of the lines, so that none covers another."""
    order = sorted(range(len(ends)), key=lambda n: ends[n])
    placed = list(ends)
    for lower, upper in pairwise(order):
        placed[upper] = max(placed[upper], placed[lower] + least)
    if (over := placed[order[-1]] - 10.0) > 0:
        placed = [height - over for height in placed] if over > least else placed
    return placed
