"""A conversation as a file: HTML to read or print, JSON to keep, and back from JSON by playing it again."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

from mi_helpers.conversation.client import Client
from mi_helpers.conversation.plot import plot
from mi_helpers.conversation.simulator import Conversation, replay
from mi_helpers.conversation.state import State
from mi_helpers.conversation.summary import (
    CAVEAT,
    CODES,
    Exchange,
    SessionSummary,
    as_data,
    exchanges,
    figures,
    how_it_moved,
    shortened,
    summarise,
    what_it_did,
)
from mi_helpers.feedback import CSS, to_html
from mi_helpers.skills import SKILLS

VERSION: Final = 1
"""The version of the JSON form."""

# Nobody has so many; a file that claims to would keep the machine busy for hours.
MOST_TURNS: Final = 2_000


class ExportError(ValueError):
    """A file holds no conversation that can be played again; the message says why."""


def to_json(conversation: Conversation) -> str:
    """A conversation as JSON: what replays it (client, seed, the learner's turns), and what came of it."""
    turns = exchanges(conversation)
    data = {
        "version": VERSION,
        "client": conversation.client.id,
        "seed": conversation.seed,
        "words": list(conversation.words),
        "greeting": conversation.greeting.text,
        "turns": [_turn(turn, answer.answer.text) for turn, answer in zip(turns, conversation.turns, strict=True)],
        "ending": conversation.ending,
        "summary": as_data(summarise(turns, conversation.ending)),
    }
    # ASCII only: lone surrogates, too, are valid JSON then.
    return json.dumps(data, indent=2)


def from_json(text: str, client: Client | None = None) -> Conversation:
    """A conversation played again from :func:`to_json`: only the client's name, the seed and the words are read.

    Args:
        text: the JSON.
        client: the client, where they are not one of the course's.

    Raises:
        ExportError: it is no such JSON.
        ClientError: there is no such client.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExportError(f"This is not valid JSON: {error}.") from error
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise ExportError(f"This is no conversation of version {VERSION}.")
    name, seed, words = data.get("client"), data.get("seed"), data.get("words")
    if not isinstance(name, str) or not isinstance(seed, int) or isinstance(seed, bool):
        raise ExportError("A conversation needs a 'client' (text) and a 'seed' (whole number).")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ExportError("'words' must be a list of texts: what the learner said.")
    if len(words) > MOST_TURNS:
        raise ExportError(f"{len(words)} turns are too many to play again; {MOST_TURNS} are the most.")
    return replay(client or _named(name), seed, words)


def _named(name: str) -> str:
    if name.endswith(".toml"):
        raise ExportError("A conversation names one of the course's clients, and no file.")
    return name


def save(conversation: Conversation, path: Path) -> None:
    """Write a conversation to a new file.

    Args:
        conversation: what to write.
        path: ends in ``.json`` or ``.html``.

    Raises:
        ValueError: it ends in something else.
        FileExistsError: there is such a file already; it isn't overwritten.
        OSError: it can't be written.
    """
    if path.suffix not in (".json", ".html"):
        raise ValueError(f"{path.name}: a conversation is written as .html (to read) or .json (to keep and replay).")
    text = to_json(conversation) if path.suffix == ".json" else to_page(conversation)
    with path.open("x", encoding="utf-8", errors="replace") as file:
        file.write(text + "\n")


def to_page(conversation: Conversation) -> str:
    """A conversation as a whole HTML page that needs nothing else: transcript, feedback, summary, plot."""
    client = conversation.client
    turns = exchanges(conversation)
    summary = summarise(turns, conversation.ending)
    said = [_said(client.name, conversation.greeting.text)]
    for turn, told in zip(turns, conversation.turns, strict=True):
        said += [_said("You", turn.practitioner, turn), _said(client.name, told.answer.text)]
    return page(f"A conversation with {client.name}", f"<p>{escape(client.who)}</p>", said, turns, summary)


def page(title: str, about: str, said: Sequence[str], turns: Sequence[Exchange], summary: SessionSummary) -> str:
    """A whole HTML page.

    Args:
        title: its heading, plain text.
        about: HTML under the heading.
        said: HTML of each turn.
        turns: for the plot.
        summary: the conversation in figures.
    """
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_PAGE_CSS}\n{CSS}\n{SUMMARY_CSS}</style>"
        f"</head><body><main><h1>{escape(title)}</h1>{about}{summary_html(turns, summary)}"
        f'<h2>What was said</h2><ol class="mi-log">{"".join(said)}</ol></main></body></html>'
    )


def review_page(title: str, turns: Sequence[Exchange], summary: SessionSummary) -> str:
    """The page for a conversation that was read from a file."""
    said = []
    for turn in turns:
        if turn.client:
            said.append(_said("Client", turn.client))
        said.append(_said("Practitioner", turn.practitioner, turn))
    if turns and turns[-1].answer:
        said.append(_said("Client", turns[-1].answer))
    about = (
        "<p>The client's state is what the simulator's rules make of the practitioner's turns: an estimate, and no "
        "knowledge about this client.</p>"
    )
    return page(title, about, said, turns, summary)


def summary_html(turns: Sequence[Exchange], summary: SessionSummary) -> str:
    """The summary as an escaped HTML fragment; the look is in :data:`SUMMARY_CSS`.

    Args:
        turns: the conversation, for the plot.
        summary: what to show.
    """
    codes = "".join(
        f"<tr><th scope='row'>{escape(name)}</th><td>{summary.counts[code]}</td></tr>" for code, name in CODES.items()
    )
    rows = "".join(
        f"<tr><th scope='row'>{escape(name)}</th><td>{escape(value)}</td><td>{escape(note)}</td></tr>"
        for name, value, note in figures(summary)
    )
    moments = "".join(
        f"<li value='{turn.number}'><p class='mi-quote'>{_quoted(turn.practitioner)}</p>"
        f"<p>{escape(what_it_did(turn.signals))} {escape(how_it_moved(turn.before, turn.after))}</p>"
        + (f"<p>Then: {_quoted(turn.answer)}</p>" if turn.answer else "")
        + "</li>"
        for turn in summary.moments
    )
    skill = SKILLS[summary.skill]
    ending = f"<p class='mi-ending'>{escape(summary.ending)}</p>" if summary.ending else ""
    return (
        f"<div class='mi-summary mathjax_ignore tex2jax_ignore'>{ending}"
        f"<h2>To try next</h2><p>{escape(summary.next_step)} "
        f"(Lesson {skill.lesson[:2]}, {escape(skill.title.lower())}.)</p>"
        + (f"<h2>Moments that mattered</h2><ol class='mi-moments'>{moments}</ol>" if moments else "")
        + f"<h2>What went on in the client</h2>{plot(turns, summary.moments)}"
        f"<h2>As MITI 4.2.1 counts</h2><div class='mi-tables'>"
        f"<table><caption>{summary.turns} turns</caption><tbody>{codes}</tbody></table>"
        f"<table><caption>Over the conversation</caption><tbody>{rows}</tbody></table></div>"
        f"<p class='mi-caveat'>{escape(CAVEAT)}</p></div>"
    )


def _said(who: str, words: str, turn: Exchange | None = None) -> str:
    shown = f"<p class='mi-speaker'>{escape(who)}</p><p class='mi-line'>{_text(words) or '<em>(silence)</em>'}</p>"
    if turn:
        shown += (
            f"<details><summary>{escape(what_it_did(turn.signals))} {escape(how_it_moved(turn.before, turn.after))}"
            f"</summary>{to_html(turn.assessment)}</details>"
        )
    return f"<li class='{'mi-yours' if turn else 'mi-theirs'}'>{shown}</li>"


def _text(words: str) -> str:
    return escape(words.strip()).encode("utf-8", "replace").decode("utf-8")


def _quoted(words: str) -> str:
    short = shortened(words)
    return f"“{_text(short)}”" if short else "<em>(silence)</em>"


def _turn(turn: Exchange, answer: str) -> dict[str, Any]:
    return {
        "number": turn.number,
        "practitioner": turn.practitioner,
        "client": answer,
        "skill": turn.assessment.skill,
        "rating": turn.assessment.rating,
        "score": turn.assessment.score,
        "codes": list(turn.codes),
        "signals": list(turn.signals),
        "state": state_data(turn.after),
    }


def state_data(state: State) -> dict[str, Any]:
    """A state as JSON-ready data."""
    return {
        "trust": state.trust,
        "importance": state.importance,
        "confidence": state.confidence,
        "discord": state.discord,
        "opened": list(state.opened),
    }


SUMMARY_CSS: Final = """
.mi-summary { max-width: 52em; line-height: 1.5; }
.mi-summary.mi-summary h2 { font-size: 1.1em; font-weight: 600; margin: 1.2rem 0 0.4rem; }
.mi-summary p { margin: 0 0 0.4rem; }
.mi-summary .mi-ending { font-weight: 600; font-size: 1.1em; }
.mi-summary ol.mi-moments { margin: 0; padding-left: 2.2em; }
.mi-summary ol.mi-moments li { margin: 0 0 0.7rem; overflow-wrap: anywhere; }
.mi-summary .mi-quote { font-size: 1.08em; }
.mi-summary .mi-tables { display: flex; flex-wrap: wrap; gap: 0.5rem 2.5rem; align-items: flex-start; }
.mi-summary.mi-summary table { border-collapse: collapse; margin: 0 0 0.6rem; font-size: inherit; }
.mi-summary caption { text-align: left; padding: 0 0 0.25rem; font-weight: 600; }
.mi-summary.mi-summary :is(th, td) { text-align: left; vertical-align: top; padding: 0.2rem 0.9rem 0.2rem 0;
  font-weight: normal; border: 0; background: none; max-width: 22em; white-space: normal; }
.mi-summary.mi-summary td:nth-child(2) { font-weight: 600; white-space: nowrap; }
.mi-summary .mi-caveat { font-size: 0.93em; }
.mi-summary figcaption { font-size: 0.93em; }
.mi-summary svg { display: block; width: 100%; height: auto; }
""".strip()
"""The look of the summary."""

_PAGE_CSS: Final = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; padding: 1.5rem; color: CanvasText; background: Canvas;
  --jp-content-font-color1: CanvasText; }
main { max-width: 46rem; margin: 0 auto; }
h2 { font-size: 1.15em; }
.mi-log { list-style: none; padding: 0; }
.mi-log > li { margin: 0 0 1rem; }
.mi-log > li.mi-yours { margin-left: 2.5rem; }
.mi-log p { margin: 0 0 0.2rem; }
.mi-speaker { font-size: 0.9em; opacity: 0.8; }
.mi-line { white-space: pre-wrap; overflow-wrap: anywhere; }
.mi-log summary { cursor: pointer; font-size: 0.93em; }
@media print { .mi-log > li { break-inside: avoid; } }
""".strip()
