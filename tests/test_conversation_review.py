"""Summary, export, review of transcripts, the terminal and the screen's side in the kernel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conversation_players import PLAYERS

from mi_helpers.cli import main
from mi_helpers.conversation import Conversation, replay
from mi_helpers.conversation.export import ExportError, from_json, save, to_json, to_page
from mi_helpers.conversation.review import ReviewError, Said, read_csv, read_text, review
from mi_helpers.conversation.screen import Converse, converse
from mi_helpers.conversation.simulator import load_client
from mi_helpers.conversation.state import State
from mi_helpers.conversation.summary import CAVEAT, CODES, exchanges, figures, how_it_moved, mark, summarise, to_text
from mi_helpers.log import PracticeLog

GOOD = (
    "Tell me about your evenings.",
    "That hour is the one place in the day where nobody needs anything from you.",
    "It's up to you what you do with that hour.",
    "What would be better for you, if you drank less?",
)
EVIL = '<img src=x onerror="window.cheated=1">'


@pytest.fixture(scope="module")
def talk() -> Conversation:
    return replay("dana", 1, GOOD)


def test_the_summary_counts_as_miti_does(talk: Conversation) -> None:
    summary = summarise(exchanges(talk), talk.ending)
    assert list(summary.counts) == list(CODES)
    assert len(CODES) == 10
    assert summary.turns == len(GOOD)
    assert summary.counts["Q"] == 2
    assert summary.reflections == 1
    assert summary.reflections_to_questions == pytest.approx(0.5)
    assert summary.adherent >= 1
    assert summary.non_adherent == 0
    assert 1 <= len(summary.moments) <= 3
    assert [m.number for m in summary.moments] == sorted(m.number for m in summary.moments)
    text = to_text(summary)
    for shown in (CAVEAT, "Complex Reflection:", "Moments that mattered", "To try next:"):
        assert shown in text


def test_the_manuals_marks() -> None:
    assert [mark("R:Q", value) for value in (0.9, 1.0, 2.0, None)] == ["below fair", "fair", "good", ""]
    assert [mark("%CR", value) for value in (39.9, 40, 50)] == ["below fair", "fair", "good"]
    nothing = summarise(())
    assert nothing.reflections_to_questions is None
    assert nothing.percent_complex is None
    assert figures(nothing)[0][1] == "no questions"
    assert "Say something" in nothing.next_step


@pytest.mark.parametrize(
    ("words", "skill"),
    [
        (("You should stop.", "You need to stop now."), "autonomy"),
        (("How many glasses is it?", "And since when?"), "reflection"),
        (("", ""), "reflection"),
    ],
)
def test_one_thing_to_try_next(words: tuple[str, ...], skill: str) -> None:
    assert summarise(exchanges(replay("dana", 1, words))).skill == skill


def test_json_is_played_again(talk: Conversation, tmp_path: Path) -> None:
    save(talk, tmp_path / "talk.json")
    again = from_json((tmp_path / "talk.json").read_text(encoding="utf-8"))
    assert to_json(again) == to_json(talk)
    data = json.loads(to_json(talk))
    assert data["turns"][1]["codes"]
    assert set(data["turns"][1]["state"]) == {"trust", "importance", "confidence", "discord", "opened"}
    # What a file claims about states and answers is not believed.
    data["turns"] = [{"state": {"trust": 10}}]
    assert to_json(from_json(json.dumps(data))) == to_json(talk)
    with pytest.raises(FileExistsError):
        save(talk, tmp_path / "talk.json")
    with pytest.raises(ValueError, match=r"\.html"):
        save(talk, tmp_path / "talk.txt")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 9}, "version 1"),
        ({"seed": "1"}, "'seed'"),
        ({"words": "hello"}, "list of texts"),
        ({"words": ["x"] * 2_001}, "too many"),
        ({"client": "../secret.toml"}, "and no file"),
    ],
)
def test_a_damaged_file_is_refused(talk: Conversation, change: dict[str, Any], message: str) -> None:
    with pytest.raises(ExportError, match=message):
        from_json(json.dumps(json.loads(to_json(talk)) | change))


def test_what_is_no_json_is_refused() -> None:
    for text in ("", "[" * 100_000, "[]"):
        with pytest.raises(ExportError):
            from_json(text)


def test_the_page_is_whole_and_shows_markup_as_text() -> None:
    page = to_page(replay("dana", 1, [GOOD[1], f"{EVIL} \ud800", "You should stop."]))
    page.encode()
    assert EVIL not in page
    assert "&lt;img src=x" in page
    for part in (
        "<svg",
        'role="img"',
        "As MITI 4.2.1 counts",
        "What went on in the client",
        "You told them what to do",
    ):
        assert part in page
    assert "http" not in page.replace("http://www.w3.org", "").replace("http://purl.org", "").replace(
        "http://creativecommons.org", ""
    ).replace("https://matplotlib.org", "")


TRANSCRIPT = """
Session 3, recorded with leave.
Client: I drink too much, I know.
And my wife says so.
Practitioner: You've had enough of how it goes, and so has she.
**Client:** Yes.
[00:31] Therapist: You should really stop.
Interviewer: What would be better?
Nobody: is counted.
Client: I'd sleep.
"""


def test_a_plain_transcript() -> None:
    said = read_text(TRANSCRIPT)
    assert said == (
        Said(False, "I drink too much, I know. And my wife says so."),
        Said(True, "You've had enough of how it goes, and so has she."),
        Said(False, "Yes."),
        Said(True, "You should really stop. What would be better? Nobody: is counted."),
        Said(False, "I'd sleep."),
    )
    turns = review(said)
    assert [turn.answer for turn in turns] == ["Yes.", "I'd sleep."]
    summary = summarise(turns)
    assert summary.reflections >= 1
    assert summary.counts["Persuade"] == 1
    assert summary.ending == ""


def test_csv_with_several_annotators() -> None:
    text = (
        "transcript_id,utterance_id,interlocutor,utterance_text,annotator_id\n"
        '1,0,therapist,"Hello. What brings you here?",1\n'
        '1,0,therapist,"Hello. What brings you here?",2\n'
        '1,1,client,"I smoke, and I\'d like to stop.",1\n'
        "1,2,therapist,You're tired of it.,1\n"
    )
    assert [turn.words for turn in read_csv(text)] == [
        "Hello. What brings you here?",
        "I smoke, and I'd like to stop.",
        "You're tired of it.",
    ]
    with pytest.raises(ReviewError, match="2 transcripts"):
        read_csv(text + "2,0,client,Hello.,1\n")
    with pytest.raises(ReviewError, match="interlocutor"):
        read_csv("speaker,words\nclient,hi\n")


@pytest.mark.parametrize("text", ["", "just words", "Client: only me.", "\x00\x00"])
def test_what_is_no_conversation_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(ReviewError, match="begin each turn with who speaks"):
        read_text(text)


def test_mi_review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(TRANSCRIPT.encode() + b"Client: \xff\n")
    assert main(["review", str(path), "--turns"]) == 0
    out = capsys.readouterr().out
    for part in ("Practitioner: You've had enough", "In the way:", "As MITI 4.2.1 counts", CAVEAT):
        assert part in out
    assert main(["review", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["Persuade"] == 1
    page = tmp_path / "talk.html"
    assert main(["review", str(path), "--html", str(page)]) == 0
    assert "<svg" in page.read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["review", str(tmp_path / "none.txt")]) == 2
    assert "mi review" in capsys.readouterr().err


def test_mi_converse(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = iter([GOOD[0], "/why", "/back", "/back", GOOD[1], "", "/help", "/end"])
    monkeypatch.setattr("builtins.input", lambda _prompt: next(lines))
    saved = tmp_path / "dana.json"
    assert main(["converse", "dana", "--seed", "1", "--save", str(saved)]) == 0
    out = capsys.readouterr().out
    for part in ("Dana, thirty-eight", "Taken back: Tell me", "nothing to take back", "As MITI 4.2.1", "--seed 1"):
        assert part in out
    assert json.loads(saved.read_text())["words"] == [GOOD[1], ""]

    def gone(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", gone)
    assert main(["converse", "--resume", str(saved)]) == 0
    assert GOOD[1] in capsys.readouterr().out
    assert main(["converse", "dana", "--save", str(saved)]) == 2
    assert main(["converse", "nobody"]) == 2
    assert "Clients: amina" in capsys.readouterr().err
    assert main(["converse", "--list"]) == 0
    assert "kofi" in capsys.readouterr().out


class Browser:
    """Sends what the browser would, and keeps what comes back."""

    def __init__(self, screen: Converse, monkeypatch: pytest.MonkeyPatch) -> None:
        self.screen = screen
        self.got: list[dict[str, Any]] = []
        monkeypatch.setattr(screen, "send", self.got.append)

    def send(self, **message: Any) -> dict[str, Any] | None:
        before = len(self.got)
        self.screen._on_message(None, {"request": "1", **message}, None)
        return self.got[-1] if len(self.got) > before else None


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    return Browser(converse("dana"), monkeypatch)


def test_a_conversation_on_the_screen(browser: Browser) -> None:
    assert browser.send(type="end") == {
        "type": "note",
        "text": "Say something first. Then there is something to sum up.",
        "request": "1",
    }
    first = browser.send(type="say", text=GOOD[0])
    assert first is not None
    assert first["turn"]["number"] == 1
    assert "mi-feedback" in first["turn"]["feedback"]
    browser.send(type="say", text=f"You should stop. {EVIL}")
    assert len(browser.screen.turns) == 2
    taken = browser.send(type="back", number=2)
    assert taken is not None
    assert taken["text"].startswith("You should stop.")
    assert len(browser.screen.turns) == 1
    summary = browser.send(type="end")
    assert summary is not None
    assert "<svg" in summary["html"]
    for form in ("html", "json"):
        file = browser.send(type="export", form=form)
        assert file is not None
        assert file["name"] == f"conversation-dana.{form}"
    assert browser.send(type="again")
    assert browser.screen.turns == []


def test_odd_messages_are_ignored(browser: Browser) -> None:
    for message in ({}, {"type": "say"}, {"type": "back", "number": "x"}, {"type": "export", "form": "exe"}):
        assert browser.send(**message) is None
    assert browser.send(type="back", number=99)["text"].startswith("There is nothing")  # type: ignore[index]
    browser.screen._on_message(None, "x", None)


def test_a_conversation_goes_on_after_a_restart(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in GOOD[:2]:
        browser.send(type="say", text=words)
    browser.send(type="draft", text="And then", at=5_000)
    again = converse("dana")
    assert [turn["words"] for turn in again.turns] == list(GOOD[:2])
    assert again.turns == browser.screen.turns
    assert again.draft == ["And then", 5_000]
    assert converse("kofi").turns == []


def test_without_a_log_one_can_talk_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log").write_text("no folder")
    screen = Converse(load_client("mei"), 1, PracticeLog(tmp_path / "log" / "practice.db"))
    browser = Browser(screen, monkeypatch)
    assert browser.send(type="say", text=GOOD[0])["type"] == "turn"  # type: ignore[index]


def test_an_ended_conversation_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = converse("jayden")
    browser = Browser(screen, monkeypatch)
    conversation = Conversation("jayden", 1)
    for turn in range(10):
        answer = browser.send(type="say", text=PLAYERS["hostile"](conversation, turn))
        if answer and answer.get("ended"):
            break
    assert screen.ended == "left"
    assert "has ended" in browser.send(type="say", text="Sorry")["text"]  # type: ignore[index]


def test_where_no_kernel_runs_something_is_readable() -> None:
    bundle = converse("amina")._repr_mimebundle_()
    assert bundle is not None
    data, _ = bundle
    assert "trainee nurse" in data["text/html"]
    assert "Amina: “" in data["text/plain"]


def test_what_moved_is_told_in_whole_figures_and_none_twice() -> None:
    before = State(trust=2.6, importance=4.0, confidence=3.0, discord=1.2)
    after = State(trust=3.3, importance=5.1, confidence=3.0, discord=0.8)
    assert how_it_moved(before, after) == "Trust up a little, importance up to 5, discord down a little."
