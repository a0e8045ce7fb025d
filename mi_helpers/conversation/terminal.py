"""``mi converse`` and ``mi review``: conversations in a terminal, and any conversation from a file."""

import argparse
import json
import secrets
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mi_helpers.conversation.client import client_names, load_client
from mi_helpers.conversation.export import MOST_TURNS, from_json, review_page, save
from mi_helpers.conversation.review import read_file, review
from mi_helpers.conversation.simulator import Conversation
from mi_helpers.conversation.summary import as_data, exchanges, how_it_moved, summarise, to_text, what_it_did
from mi_helpers.feedback import to_text as feedback_text

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_WIDTH: Final = 88
_HELP: Final = """\
Write what you would say, and press Enter. An empty line is a silence. Commands:
  /back     take your last turn back
  /why      feedback on your last turn, and what it moved
  /end      end here and see the summary
  /help     this"""


def add_commands(commands: "Commands") -> None:
    """Add ``converse`` and ``review`` to the ``mi`` command."""
    converse = commands.add_parser(
        "converse",
        help="talk to a simulated client",
        description="Talk to a simulated client. They answer what you say, offline, the same way twice.",
    )
    converse.add_argument(
        "client", nargs="?", help=f"one of: {', '.join(client_names())}; or a file of your own (.toml)"
    )
    converse.add_argument("--list", action="store_true", help="say who there is to talk to")
    converse.add_argument("--seed", type=int, help="a whole number: the same seed and words give the same conversation")
    converse.add_argument("--resume", metavar="FILE", help="go on with a conversation that was saved as .json")
    converse.add_argument("--save", metavar="FILE", help="write the conversation to FILE at the end: .html or .json")
    converse.set_defaults(run=_converse)
    command = commands.add_parser(
        "review",
        help="sum up a conversation from a file, as MITI counts",
        description='Sum up any conversation: text in which turns begin with "Client:" or "Practitioner:", or CSV with '
        "the columns interlocutor and utterance_text.",
    )
    command.add_argument("file", help="the transcript, .txt or .csv; it stays on this computer")
    command.add_argument("--turns", action="store_true", help="show feedback on each of the practitioner's turns, too")
    command.add_argument("--html", metavar="FILE", help="write a page with plot and feedback to FILE")
    command.add_argument("--json", action="store_true", help="print JSON instead of text")
    command.set_defaults(run=_review)


def _converse(options: argparse.Namespace) -> int:
    if options.list or not (options.client or options.resume):
        for name in client_names():
            client = load_client(name)
            _say(f"{name:8} {client.subject}. {client.who}")
        return 0
    if options.save and Path(options.save).exists():
        raise FileExistsError(f"{options.save} is there already. Name a new file, so that nothing is overwritten.")
    if options.resume:
        conversation = from_json(Path(options.resume).read_text(encoding="utf-8"))
    else:
        seed = secrets.randbelow(10_000) if options.seed is None else options.seed
        conversation = Conversation(options.client, seed)
    _talk(conversation)
    turns = exchanges(conversation)
    if turns:
        _say("\n" + to_text(summarise(turns, conversation.ending)))
    _say(f"\nTo hear the same client again: mi converse {conversation.client.id} --seed {conversation.seed}")
    if options.save:
        save(conversation, Path(options.save))
        _say(f"Written to {options.save}.")
    return 0


def _talk(conversation: Conversation) -> None:
    _say(f"{conversation.client.who}\n\n{_HELP}\n")
    _client_says(conversation)
    for turn in conversation.turns:  # of a conversation that goes on
        _say(f"You: {turn.words}")
        _wrapped(f"{conversation.client.name}: {turn.answer.text}")
    while not conversation.ending and len(conversation.turns) < MOST_TURNS:
        try:
            words = input("You: ")
        except (EOFError, KeyboardInterrupt):
            _say("")
            return
        match words.strip().lower():
            case "/end":
                return
            case "/help":
                _say(_HELP)
            case "/why":
                _why(conversation)
            case "/back":
                _take_back(conversation)
            case _:
                conversation.say(words)
                _client_says(conversation)


def _client_says(conversation: Conversation) -> None:
    _wrapped(f"{conversation.client.name}: {conversation.last.text}")


def _why(conversation: Conversation) -> None:
    if not conversation.turns:
        _say("Say something first.")
        return
    turn = conversation.turns[-1]
    _say(f"{what_it_did(turn.read.signals)} {how_it_moved(turn.before, turn.after)}\n{feedback_text(turn.assessment)}")


def _take_back(conversation: Conversation) -> None:
    if not conversation.turns:
        _say("There is nothing to take back yet.")
        return
    taken = conversation.turns[-1].words
    conversation.take_back()
    _say(f"(Taken back: {taken})")
    _client_says(conversation)


def _review(options: argparse.Namespace) -> int:
    path = Path(options.file)
    turns = review(read_file(path))
    summary = summarise(turns)
    if options.html:
        with Path(options.html).open("x", encoding="utf-8", errors="replace") as file:
            file.write(review_page(path.name, turns, summary) + "\n")
        _say(f"Written to {options.html}.")
        return 0
    if options.json:
        _say(json.dumps(as_data(summary)))
        return 0
    if options.turns:
        for turn in turns:
            if turn.client:
                _wrapped(f"Client: {turn.client}")
            _wrapped(f"Practitioner: {turn.practitioner}")
            _say(textwrap.indent(f"{what_it_did(turn.signals)}\n{feedback_text(turn.assessment)}", "    ") + "\n")
    _say(to_text(summary))
    return 0


def _wrapped(text: str) -> None:
    _say("\n".join(textwrap.wrap(text, _WIDTH)) + "\n")


def _say(text: str) -> None:
    # A terminal that lacks a quotation mark shows "?" for it.
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()
