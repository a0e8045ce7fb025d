import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mi_helpers import assess
from mi_helpers.cli import main, to_json
from mi_helpers.log import Draft, PracticeLog, Try

CLIENT = "My wife nags me about the drink, but after a shift it's the only thing that shuts my head up."

TRY = Try(
    1_700_000_000.0, "01-a-test", "01_righting_reflex", "reflection", True, "You're tired.", 4, 0.8, ("SR",), ()
)  # fmt: skip


def run(arguments, capsys):
    status = main(arguments)
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_one_reply_as_text(capsys):
    status, out, _ = run(["assess", "You should stop drinking.", "--client", CLIENT], capsys)
    assert status == 0
    assert "Level 1 of 5" in out
    assert "should" in out


def test_one_reply_as_json_has_the_contracts_fields(capsys):
    _, out, _ = run(["assess", "It's the one quiet thing in your day.", "--client", CLIENT, "--json"], capsys)
    data = json.loads(out)
    assert set(data) == {"skill", "score", "rating", "passed", "behaviors", "findings"}
    assert data == to_json(assess("It's the one quiet thing in your day.", client=CLIENT))


def test_a_wrong_skill_is_an_error_that_lists_the_skills(capsys):
    status, _, err = run(["assess", "x", "--skill", "listening"], capsys)
    assert status == 2
    assert "complex_reflection" in err


@pytest.mark.parametrize("arguments", [["assess"], ["assess", "x", "--jsonl", "-"]])
def test_needs_a_reply_or_a_file(arguments, capsys):
    status, _, err = run(arguments, capsys)
    assert status == 2
    assert "--jsonl" in err


def test_a_missing_file_is_named(capsys):
    status, _, err = run(["assess", "--jsonl", "nowhere.jsonl"], capsys)
    assert status == 2
    assert "nowhere.jsonl" in err


def test_jsonl_answers_every_line_and_goes_on_after_bad_ones(tmp_path, capsys):
    file = tmp_path / "replies.jsonl"
    lines = [
        json.dumps({"response": "You're worn out.", "client": CLIENT}),
        "not json",
        "",
        json.dumps({"client": CLIENT}),
        json.dumps({"response": 7}),
        json.dumps({"response": "x", "skill": "nope"}),
        "[" * 100_000,
        json.dumps(["response"]),
        '{"response": "\\ud800 lone", "id": 4}',
        json.dumps({"response": "Stop it.", "client": CLIENT, "skill": "empathy", "pushy": None}),
    ]
    file.write_bytes(b"\xef\xbb\xbf" + "\n".join(lines).encode() + b"\n\xff\xfe{}\n")
    status, out, err = run(["assess", "--jsonl", str(file)], capsys)
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [a["line"] for a in answers if "error" in a] == [2, 4, 5, 6, 7, 8, 11]
    assert sum("rating" in a for a in answers) == 3
    assert "7 line(s)" in err


def test_what_a_line_leaves_out_is_taken_from_the_options(tmp_path, capsys):
    file = tmp_path / "replies.jsonl"
    reply = "What would you like to keep?"
    file.write_text(f"{json.dumps({'response': reply})}\n{json.dumps({'response': reply, 'skill': 'empathy'})}\n")
    _, out, _ = run(["assess", "--jsonl", str(file), "--client", CLIENT, "--skill", "open_question"], capsys)
    assert [json.loads(line) for line in out.splitlines()] == [
        to_json(assess(reply, client=CLIENT, skill=skill)) for skill in ("open_question", "empathy")
    ]


def test_a_reader_that_has_enough_is_no_error(tmp_path):
    file = tmp_path / "replies.jsonl"
    file.write_text('{"response": "You should stop."}\n' * 500)
    mi = subprocess.Popen(
        [sys.executable, "-m", "mi_helpers.cli", "assess", "--jsonl", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert mi.stdout.readline()
    mi.stdout.close()
    assert mi.stderr.read() == b""
    assert mi.wait(timeout=60) == 0


def test_a_terminal_without_quotation_marks_gets_feedback_all_the_same():
    done = subprocess.run(
        [sys.executable, "-m", "mi_helpers.cli", "assess", "You should stop."],
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert b"?You should stop?" in done.stdout


def test_standard_input_and_the_installed_command():
    lines = json.dumps({"response": "You’re worn out.", "client": CLIENT}, ensure_ascii=False) + "\n"
    done = subprocess.run(
        [shutil.which("mi", path=Path(sys.executable).parent), "assess", "--jsonl", "-"],
        input=lines.encode(),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["rating"] >= 3


def test_progress_before_and_after_practice(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["progress"]) == 0
    assert "No tries yet" in capsys.readouterr().out
    PracticeLog().add(TRY)
    assert main(["progress"]) == 0
    out = capsys.readouterr().out
    assert "1 reply to 1 client." in out
    assert "To practise next: Reflection" in out


def test_export_writes_everything_and_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = PracticeLog()
    log.add(TRY)
    log.keep_draft(TRY.item, Draft("half a", 5.0))
    file = tmp_path / "mine.json"
    assert main(["progress", "--export", str(file)]) == 0
    exported = json.loads(file.read_text(encoding="utf-8"))
    assert exported["tries"][0]["text"] == TRY.text
    assert exported["drafts"] == [{"item": TRY.item, "text": "half a", "at": "1970-01-01T00:00:05+00:00"}]
    assert main(["progress", "--export", str(file)]) == 2
    assert "mine.json" in capsys.readouterr().err
    assert main(["progress", "--export", "-"]) == 0
    assert json.loads(capsys.readouterr().out) == exported


def test_erase_asks_first(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    log = PracticeLog()
    log.add(TRY)
    monkeypatch.setattr("builtins.input", lambda _prompt: "no")
    assert main(["progress", "--erase"]) == 1
    assert list(log.tries())
    monkeypatch.setattr("builtins.input", lambda _prompt: "yes")
    assert main(["progress", "--erase"]) == 0
    assert not log.path.exists()
    assert main(["progress", "--erase", "--yes"]) == 0
    assert "nothing to delete" in capsys.readouterr().out
