"""The screen of a conversation: a transcript that grows, a text box, and at the end the summary.

Messages. The browser sends ``{type, request}``, and with it

- ``say`` (``text``): answered by ``turn`` (``turn``: see :func:`_turn`, ``ended``);
- ``back`` (``number``: the first turn to take back): answered by ``turns`` (``turns``: those left, ``text``: the words
  taken back, to be changed);
- ``end``: answered by ``summary`` (``html``);
- ``again``: begins anew with the next seed; answered by ``turns``;
- ``export`` (``form``: "html" or "json"): answered by ``file`` (``name``, ``text``);
- ``hand in``: answered by ``hand in`` (``text``: what an assignment takes);
- ``draft`` (``text``, ``at`` in milliseconds since 1970): kept in the learner's log; answered by ``kept``.

What can't be done is answered by ``note`` (``text``). Each answer carries the ``request`` that it answers. Anything
else is ignored. Drafts and the turns said so far lie in the learner's log, so that a conversation goes on after a
restart: what is kept is the seed and the learner's words, and the rest is played again.
"""

import json
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any, Final

import traitlets

from mi_helpers.conversation.client import Client, load_client
from mi_helpers.conversation.export import MOST_TURNS, SUMMARY_CSS, summary_html, to_json, to_page
from mi_helpers.conversation.simulator import Conversation, Turn, replay
from mi_helpers.conversation.submission import MOST_TURNS as MOST_TO_HAND_IN
from mi_helpers.conversation.submission import to_submission
from mi_helpers.conversation.summary import exchanges, how_it_moved, summarise, what_it_did
from mi_helpers.feedback import to_html
from mi_helpers.log import Draft, LogError, PracticeLog
from mi_helpers.practice.screen import NOT_STATIC, Screen, client_html, script, static
from mi_helpers.scorer import ScorerError

_SEEDS: Final = 10_000


def converse(client: str | Path = "dana", seed: int | None = None) -> "Converse":
    """A simulated client to talk to. The learner's turns stay on this computer.

    Args:
        client: the name of a client of the course, or the path of a file of your own (see ``clients/README.md``).
        seed: two conversations with the same seed and words are the same. When None, it begins with seed 1 and each
            new beginning takes the next, so that the same words may meet another answer.

    Raises:
        ClientError: there is no such client (the message lists those there are), or the file is malformed.
    """
    return Converse(load_client(client), 1 if seed is None else seed)


class Converse(Screen):
    """A conversation; made by :func:`converse`. Never graded.

    Args:
        client: whom to talk to.
        seed: the first conversation's.
        log: where drafts and turns are kept; the learner's own when None.
    """

    _esm = script("converse.js")
    _css = f"{Screen._css}\n{static('converse.css')}\n{SUMMARY_CSS}"
    who = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    client_id = traitlets.Unicode().tag(sync=True)
    greeting = traitlets.Dict(help="The client's first words: 'said' and 'manner'.").tag(sync=True)
    turns = traitlets.List(traitlets.Dict(), help="What has been said, see _turn.").tag(sync=True)
    ended = traitlets.Unicode(help="How it ended, in words; empty while it goes on.").tag(sync=True)
    draft: traitlets.List[Any] = traitlets.List(help="[text, milliseconds since 1970] as the log has it.").tag(
        sync=True
    )
    notice = traitlets.Unicode(help="What the learner should know before they begin; mostly nothing.").tag(sync=True)

    def __init__(self, client: Client, seed: int, log: PracticeLog | None = None) -> None:
        self._client = client
        self._log = log or PracticeLog()
        self._draft_item = f"converse:{client.id}"
        self._turns_item = f"converse:{client.id}:{seed}"
        self._conversation, draft, notice = self._resumed(seed)
        super().__init__(
            who=client.who,
            name=client.name,
            client_id=client.id,
            draft=[draft.text, draft.at * 1000] if draft else ["", 0],
            notice=notice,
        )
        self._show()
        self.on_msg(self._on_message)

    def _resumed(self, seed: int) -> tuple[Conversation, Draft | None, str]:
        """The conversation as it stood, from the log."""
        try:
            kept = self._log.drafts([self._draft_item, self._turns_item])
        except LogError as error:
            return Conversation(self._client, seed), None, f"{error} You can talk all the same."
        draft = kept.get(self._draft_item)
        try:
            data = json.loads(kept[self._turns_item].text) if self._turns_item in kept else {}
            words = [str(word) for word in data.get("words", [])][:MOST_TURNS]
            return replay(self._client, int(data.get("seed", seed)), words), draft, ""
        except (ValueError, TypeError, AttributeError):
            return Conversation(self._client, seed), draft, ""
        except ScorerError as error:
            return Conversation(self._client, seed), draft, str(error)

    def _on_message(self, _widget: object, content: object, _buffers: object) -> None:
        match content:
            case {"request": request}:
                # Whatever goes wrong with one turn, the learner keeps the words and the screen.
                try:
                    answer = self._answer(content)
                except ScorerError as error:
                    answer = _note(f"{error} Your words are safe.")
                except Exception as error:
                    answer = _note(
                        "Something went wrong. Your words are safe: change them a little and send them again. "
                        f"(For a bug report: {type(error).__name__} with {self._client.id}.)"
                    )
                if answer:
                    self.send({**answer, "request": request})

    def _answer(self, content: object) -> dict[str, Any] | None:
        match content:
            case {"type": "say", "text": str(text)}:
                return self._say(text)
            case {"type": "back", "number": int(number)}:
                return self._take_back(number)
            case {"type": "end"}:
                return self._summary()
            case {"type": "again"}:
                self._conversation = Conversation(self._client, (self._conversation.seed + 1) % _SEEDS)
                self._keep()
                self._show()
                return {"type": "turns", "turns": [], "text": "", "greeting": self.greeting, "ended": ""}
            case {"type": "export", "form": "html" | "json" as form}:
                text = to_page(self._conversation) if form == "html" else to_json(self._conversation)
                return {"type": "file", "name": f"conversation-{self._client.id}.{form}", "text": text}
            case {"type": "hand in"}:
                return self._hand_in()
            case {"type": "draft", "text": str(text), "at": int(at) | float(at)}:
                return self._keep_draft(text, at)
        return None

    def _say(self, text: str) -> dict[str, Any]:
        if self._conversation.ending:
            return _note("This conversation has ended. Take a turn back, or begin again.")
        if len(self._conversation.turns) >= MOST_TURNS:
            return _note("That was a very long conversation. Look at the summary, or begin again.")
        turn = self._conversation.say(text)
        self._keep()
        self._show()
        return {"type": "turn", "turn": _turn(turn), "ended": self.ended}

    def _take_back(self, number: int) -> dict[str, Any]:
        turns = self._conversation.turns
        if not 1 <= number <= len(turns):
            return _note("There is nothing to take back there.")
        text = turns[number - 1].words
        self._conversation.take_back(len(turns) - number + 1)
        self._keep()
        self._show()
        return {"type": "turns", "turns": self.turns, "text": text, "greeting": self.greeting, "ended": ""}

    def _summary(self) -> dict[str, Any]:
        turns = exchanges(self._conversation)
        if not turns:
            return _note("Say something first. Then there is something to sum up.")
        return {"type": "summary", "html": summary_html(turns, summarise(turns, self._conversation.ending))}

    def _hand_in(self) -> dict[str, Any]:
        if len(self._conversation.turns) > MOST_TO_HAND_IN:
            return _note(f"Only conversations of up to {MOST_TO_HAND_IN} turns can be handed in. Take some back first.")
        return {"type": "hand in", "text": _readable(to_submission(self._conversation))}

    def _show(self) -> None:
        answer = self._conversation.greeting
        self.greeting = {"said": answer.said, "manner": answer.manner}
        self.turns = [_turn(turn) for turn in self._conversation.turns]
        self.ended = self._conversation.ending

    def _keep(self) -> None:
        data = {"seed": self._conversation.seed, "words": list(self._conversation.words)}
        try:
            self._log.keep_draft(self._turns_item, Draft(json.dumps(data), datetime.now(UTC).timestamp()))
        except LogError:
            return  # the conversation goes on; it only won't be there after a restart

    def _keep_draft(self, text: str, at: float) -> dict[str, Any] | None:
        try:
            self._log.keep_draft(self._draft_item, Draft(text, at / 1000))
        except LogError:
            return None
        self.draft = [text, at]
        return {"type": "kept", "at": at}

    def _html(self) -> str:
        said = "".join(
            f"<p><strong>You:</strong> {escape(t['words'])}</p>"
            f"<p><strong>{escape(self.name)}:</strong> {escape(t['said'])}</p>"
            for t in self.turns
        )
        return f"{client_html(self.who, self.greeting['said'])}{said}<p>{escape(NOT_STATIC)}</p>"

    def _text(self) -> str:
        lines = [self.who, f"{self.name}: “{self.greeting['said']}”"]
        for turn in self.turns:
            lines += [f"You: “{turn['words']}”", f"{self.name}: “{turn['said']}”"]
        return "\n".join([*lines, NOT_STATIC])


def _turn(turn: Turn) -> dict[str, Any]:
    """A turn as the browser shows it."""
    return {
        "number": turn.number,
        "words": _readable(turn.words),
        "said": turn.answer.said,
        "manner": turn.answer.manner,
        "did": f"{what_it_did(turn.read.signals)} {how_it_moved(turn.before, turn.after)}",
        "feedback": to_html(turn.assessment),
    }


def _readable(text: str) -> str:
    """Without lone surrogates, which no message to the browser can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _note(text: str) -> dict[str, Any]:
    return {"type": "note", "text": text}
