"""Layer 4: an Assessment as plain text or escaped HTML, the same wherever a learner meets it. No widgets."""

import html
import re
from collections.abc import Sequence

from mi_helpers.assessment import Assessment, Finding

LEVELS = {
    1: "gets in the way",
    2: "not there yet",
    3: "does the job",
    4: "good",
    5: "excellent",
}
"""Words for the five ratings. A level, never a percentage: the judgement is not that exact."""

MAX_POINTS = 3
"""The points of one feedback: few at a time (field practice; see CONTRIBUTING, "Feedback")."""

MAX_QUOTED = 1_500
"""How many characters of the learner's words a card quotes; the rest stays where it was typed."""

# Keeps "$20, and then $5" from being typeset as a formula in between.
_NO_MATHS = "mathjax_ignore tex2jax_ignore"

_LABELS = {"roadblock": "In the way", "strength": "What works", "next": "Try next"}

CSS = """
.mi-feedback { font-family: var(--jp-content-font-family, system-ui, sans-serif); line-height: 1.5;
  color: var(--jp-content-font-color1, #1f1f1f); box-sizing: border-box; max-width: 52.5em;
  padding: 0.75rem 1rem; margin: 0.25rem 0;
  border: 1px solid var(--jp-border-color2, #c4c4c4); border-left-width: 5px; border-radius: 6px; }
.mi-feedback p, .mi-feedback blockquote { margin: 0 0 0.5rem; }
.mi-feedback.mi-feedback ul.mi-points { padding-left: 0; list-style: none; margin: 0; }
.mi-feedback li { margin: 0.35rem 0 0; }
.mi-feedback.mi-feedback p.mi-closing { font-weight: 600; margin: 0.6rem 0 0; }
.mi-feedback.mi-notice p { margin: 0 !important; }
.mi-feedback .mi-level { font-weight: 600; }
.mi-feedback .mi-steps { letter-spacing: 0.15em; margin-right: 0.5rem; }
.mi-feedback blockquote.mi-words { border: 0; padding: 0; font-size: 1.05em; white-space: pre-wrap;
  overflow-wrap: anywhere; color: inherit; }
.mi-feedback mark { color: inherit; border-radius: 3px; padding: 0 0.1em; text-underline-offset: 0.2em; }
.mi-feedback mark.mi-roadblock { background: rgba(217, 119, 6, 0.32); text-decoration: underline wavy 1px; }
.mi-feedback mark.mi-strength { background: rgba(22, 133, 110, 0.32); text-decoration: underline solid 2px; }
.mi-feedback .mi-label { font-weight: 600; }
.mi-feedback.mi-feedback table { font-size: inherit; margin-left: 0; }
.mi-feedback.mi-feedback :is(th, td) { text-align: left; }
""".strip()
"""The look of feedback, in the colours of JupyterLab's theme."""


def chosen_points(assessment: Assessment) -> tuple[Finding, ...]:
    """At most ``MAX_POINTS`` findings: what got in the way, what worked, what to try next.

    A reply has one next step; what is left of the room goes to further roadblocks, then to further strengths.
    """
    of_kind = {k: [f for f in assessment.findings if f.kind == k] for k in ("roadblock", "strength", "next")}
    points = [found[0] for found in of_kind.values() if found]
    spare = of_kind["roadblock"][1:] + of_kind["strength"][1:]
    points += spare[: MAX_POINTS - len(points)]
    return tuple(sorted(points, key=lambda f: list(of_kind).index(f.kind)))


def to_text(assessment: Assessment, closing: str = "") -> str:
    """Feedback as plain text: a level line, then at most three points that quote the learner's words.

    Args:
        assessment: the judgement to show.
        closing: a last line, such as the points earned; none when empty.
    """
    points = [f"- {_LABELS[p.kind]}: {_quote(assessment, p)}{p.message}" for p in chosen_points(assessment)]
    return _printable("\n".join([_level_line(assessment), *points, *([closing] if closing else [])]))


def to_html(assessment: Assessment, closing: str = "") -> str:
    """Feedback as an escaped HTML fragment, class ``mi-feedback``, the learner's words marked in place.

    The look is in :data:`CSS`, which the surface that shows the fragment brings along.

    Args:
        assessment: the judgement to show.
        closing: a last line, such as the points earned; none when empty.
    """
    points = chosen_points(assessment)
    steps = "●" * assessment.rating + "○" * (5 - assessment.rating)
    items = "".join(
        f'<li class="mi-{p.kind}"><span class="mi-label">{_LABELS[p.kind]}:</span> '
        f"{_escape(_quote(assessment, p) + p.message)}</li>"
        for p in points
    )
    words = f'<blockquote class="mi-words">{_marked(assessment.response, points)}</blockquote>'
    if not assessment.response.strip():
        words = ""
    last = f'<p class="mi-closing">{_escape(closing)}</p>' if closing else ""
    return (
        f'<div class="mi-feedback mi-level-{assessment.rating} {_NO_MATHS}">'
        f'<p class="mi-level"><span class="mi-steps" aria-hidden="true">{steps}</span>'
        f"{_escape(_level_line(assessment))}</p>"
        f'{words}<ul class="mi-points">{items}</ul>'
        f"{last}</div>"
    )


def compared(before: Assessment, after: Assessment) -> str:
    """What changed between two tries, in one or two sentences: the level, and what is gone, new in the way, or new.

    Args:
        before: the earlier try.
        after: the later one, at the same exercise.
    """
    if before.response.split() == after.response.split():
        return "These are the same words as in your last try."
    if after.rating == before.rating:
        level = f"still level {after.rating}"
    else:
        level = f"{'up' if after.rating > before.rating else 'down'} from level {before.rating} to {after.rating}"
    news = [f"Since your last try: {level}."]
    was, now = ({f.rule: f for f in a.findings if f.kind == "roadblock"} for a in (before, after))
    added = [a for a in _strengths(after) if a.rule not in {f.rule for f in _strengths(before)}]
    if fresh := [now[rule] for rule in now if rule not in was]:
        news.append(f"New in the way: {_named(after, fresh[0])}.")
    elif gone := [was[rule] for rule in was if rule not in now]:
        news.append(f"Out of the way: {_named(before, gone[0])}.")
    elif added and after.rating > before.rating and (words := _quote(after, added[0])):
        news.append(f"New, and good: {words.strip()}.")
    return _printable(" ".join(news))


def _strengths(assessment: Assessment) -> list[Finding]:
    return [f for f in assessment.findings if f.kind == "strength"]


def _named(assessment: Assessment, roadblock: Finding) -> str:
    """A roadblock by its words, or, where it is about the whole reply, as that."""
    return _quote(assessment, roadblock).rstrip(": ") or "what pushed in the whole of it"


def notice_html(message: str) -> str:
    """A short message to the learner in the same frame as feedback, escaped."""
    return f'<div class="mi-feedback mi-notice {_NO_MATHS}"><p>{_escape(message)}</p></div>'


def lines_html(lines: Sequence[str], closing: str = "") -> str:
    """Feedback on something longer than a reply, line by line in the same frame, escaped.

    Args:
        lines: what to say.
        closing: a last line, such as the points earned; none when empty.
    """
    said = "".join(f"<p>{_escape(line)}</p>" for line in lines)
    last = f'<p class="mi-closing">{_escape(closing)}</p>' if closing else ""
    return f'<div class="mi-feedback {_NO_MATHS}">{said}{last}</div>'


def _level_line(assessment: Assessment) -> str:
    return f"Level {assessment.rating} of 5: {LEVELS[assessment.rating]}"


def _quote(assessment: Assessment, point: Finding) -> str:
    if point.start is None or point.end is None:
        return ""
    words = " ".join(assessment.response[point.start : point.end].split())
    if len(words) > 90:
        words = words[:60].rsplit(" ", 1)[0] + " … " + words[-25:].split(" ", 1)[-1]
    # What worked is said of the words ("names a feeling"); what got in the way stands on its own.
    return f"“{words}” " if point.kind == "strength" else f"“{words}”: "


def _marked(response: str, points: Sequence[Finding]) -> str:
    """The response, escaped, with the points' words in <mark>; of overlapping points the first one wins."""
    shown = response[:MAX_QUOTED]
    spans: list[tuple[int, int, str]] = []
    for point in points:
        if point.start is None or point.end is None or point.end > len(shown):
            continue
        if all(point.end <= start or point.start >= end for start, end, _ in spans):
            spans.append((point.start, point.end, point.kind))
    pieces, position = [], 0
    for start, end, kind in sorted(spans):
        pieces.append(_escape(shown[position:start]))
        pieces.append(f'<mark class="mi-{kind}">{_escape(shown[start:end])}</mark>')
        position = end
    pieces.append(_escape(shown[position:]))
    rest = len(response) - len(shown)
    return "".join(pieces).strip() + (f" … ({rest:,} more characters)" if rest else "")


def _escape(text: str) -> str:
    return html.escape(_printable(text))


def _printable(text: str) -> str:
    """Lone surrogates, control characters and changes of reading direction: show where they stood."""
    return re.sub(
        r"[\ud800-\udfff\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "\N{REPLACEMENT CHARACTER}", text
    )
