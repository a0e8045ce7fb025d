"""The ``mi`` command."""

import argparse
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mi_helpers.assess import assess
from mi_helpers.assessment import Assessment
from mi_helpers.conversation import terminal
from mi_helpers.feedback import to_text
from mi_helpers.grading.commands import add_commands
from mi_helpers.log import LogError, PracticeLog
from mi_helpers.progress import NOTHING_YET, summarise
from mi_helpers.progress import to_text as progress_text
from mi_helpers.scorer import ScorerError
from mi_helpers.skills import SKILLS

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the ``mi`` command.

    Args:
        arguments: the command line after ``mi``; that of the process when None.

    Returns:
        The exit status: 0 when all went well, 1 when lines of a JSONL file could not be assessed,
        2 when the command line, a file or the scorer could not be read.
    """
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        return status
    except BrokenPipeError:
        # Whoever reads the output, such as `head`, has enough. Without this Python would complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, ValueError, ScorerError, LogError) as error:
        print(f"mi {options.command}: {error}", file=sys.stderr)
        return 2


def to_json(assessment: Assessment) -> dict[str, Any]:
    """An assessment as JSON-ready data, with the fields of the public contract."""
    return {
        "skill": assessment.skill,
        "score": assessment.score,
        "rating": assessment.rating,
        "passed": assessment.passed,
        "behaviors": list(assessment.behaviors),
        "findings": [
            {
                "kind": f.kind,
                "rule": f.rule,
                "message": f.message,
                "start": f.start,
                "end": f.end,
                "source": f.source,
            }
            for f in assessment.findings
        ],
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mi", description="Feedback on Motivational Interviewing replies, offline.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    _add_assess(commands)
    _add_progress(commands)
    add_commands(commands)
    terminal.add_commands(commands)
    return parser


def _add_assess(commands: "Commands") -> None:
    command = commands.add_parser(
        "assess",
        help="assess a reply, or many from a file",
        description="Assess a reply to a client, or one reply a line from a JSONL file.",
        epilog="A line of JSONL looks like: "
        '{"response": "You are worn out.", "client": "I can\'t go on.", "skill": "reflection"}',
    )
    command.add_argument("response", nargs="?", help="the reply, in quotes")
    command.add_argument("--client", default="", help="what the client said, in quotes")
    command.add_argument("--skill", default="reflection", help=f"one of: {', '.join(SKILLS)} (default: reflection)")
    command.add_argument("--pushy", help="the reply to improve on, if there is one")
    command.add_argument("--json", action="store_true", help="print JSON instead of text")
    command.add_argument(
        "--jsonl",
        metavar="FILE",
        help="assess every line of FILE; - reads standard input. What a line leaves out is taken from the options",
    )
    command.set_defaults(run=_assess)


def _add_progress(commands: "Commands") -> None:
    command = commands.add_parser(
        "progress",
        help="your own practice so far; export it, or erase it",
        description="Your own practice so far, from the log on this computer. Nothing of it is sent anywhere.",
    )
    what = command.add_mutually_exclusive_group()
    what.add_argument("--export", metavar="FILE", help="write drafts and tries to FILE as JSON; - writes to the screen")
    what.add_argument("--erase", action="store_true", help="delete the log, drafts included; asks first")
    command.add_argument("--yes", action="store_true", help="with --erase: don't ask")
    command.set_defaults(run=_progress)


def _progress(options: argparse.Namespace) -> int:
    log = PracticeLog()
    if options.erase:
        return _erase(log, options.yes)
    if options.export:
        return _export(log, options.export)
    summary = summarise(log.tries(), date.today())
    _print(progress_text(summary) if summary else NOTHING_YET)
    return 0


def _export(log: PracticeLog, name: str) -> int:
    content = json.dumps(log.export(), ensure_ascii=False, indent=2)
    if name == "-":
        _print(content)
        return 0
    # "x": somebody's file is not overwritten by a mistyped name.
    with Path(name).open("x", encoding="utf-8") as file:
        file.write(content + "\n")
    _print(f"Written to {name}.")
    return 0


def _erase(log: PracticeLog, sure: bool) -> int:
    if not sure:
        _print(f"This deletes all your tries and drafts in {log.path.parent}. It can't be undone.")
        if input("Type yes to go on: ").strip().lower() != "yes":
            _print("Nothing was deleted.")
            return 1
    erased = log.erase()
    _print("\n".join(f"Deleted {path}" for path in erased) if erased else "There was nothing to delete.")
    return 0


def _assess(options: argparse.Namespace) -> int:
    if (options.response is None) == (options.jsonl is None):
        raise ValueError('give either one reply, as in: mi assess "You ...", or --jsonl FILE.')
    if options.jsonl is not None:
        return _assess_lines(options)
    assessment = assess(options.response, client=options.client, skill=options.skill, pushy=options.pushy)
    if options.json:
        _print_json(to_json(assessment))
    else:
        _print(to_text(assessment))
    return 0


def _assess_lines(options: argparse.Namespace) -> int:
    usual = {"client": options.client, "skill": options.skill, "pushy": options.pushy}
    failed = 0
    for number, line in _lines(options.jsonl):
        if not line.strip():
            continue
        try:
            _print_json(to_json(_assess_line(line, usual)))
        except (TypeError, ValueError, RecursionError) as error:
            failed += 1
            _print_json({"line": number, "error": str(error)})
    if failed:
        print(f"mi assess: {failed} line(s) could not be assessed; each has an 'error' line.", file=sys.stderr)
    return 1 if failed else 0


def _assess_line(line: str, usual: Mapping[str, str | None]) -> Assessment:
    try:
        item = json.loads(line)
    except ValueError as error:
        raise ValueError(f"not valid JSON: {error}") from error
    if not isinstance(item, dict) or "response" not in item:
        raise ValueError('a line must be a JSON object with at least a "response".')
    wanted = {"response", *usual}
    return assess(**{**usual, **{key: value for key, value in item.items() if key in wanted}})


def _lines(name: str) -> Iterator[tuple[int, str]]:
    # "replace": a stray byte spoils its own line and no other.
    if name == "-":
        with io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace") as stream:
            yield from enumerate(stream, start=1)
    else:
        with Path(name).open(encoding="utf-8-sig", errors="replace") as stream:
            yield from enumerate(stream, start=1)


def _print_json(value: dict[str, Any]) -> None:
    # ASCII only: whatever the terminal's encoding, and lone surrogates too, the output is valid JSON.
    _print(json.dumps(value))


def _print(text: str) -> None:
    # A terminal that lacks a quotation mark shows "?" for it.
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


if __name__ == "__main__":
    sys.exit(main())
