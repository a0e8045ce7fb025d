"""The instructor's subcommands of ``mi``. nbgrader is imported when one of them runs, and not before."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_NO_NBGRADER = "This command needs nbgrader: run `python run.py instructor` in the course folder, then use its .venv."


def add_commands(commands: Any) -> None:
    """Add ``mi grade``, ``mi report`` and ``mi export``.

    Args:
        commands: what ``ArgumentParser.add_subparsers`` gave.
    """
    grade = _command(commands, "grade", _grade, "mark what a class has handed in")
    grade.description = (
        "Mark what a class has handed in: what `nbgrader autograde` does, with the same marks, quicker and with fewer "
        "words. Stopped in the middle, it goes on where it was."
    )
    grade.add_argument("assignment", help="such as 01_righting_reflex")
    grade.add_argument("--student", default="*", help="only this student's submission")
    grade.add_argument("--force", action="store_true", help="mark again what has been marked")


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], summary: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=f"for instructors: {summary}")

    def guarded(options: argparse.Namespace) -> int:
        try:
            import nbgrader  # noqa: F401, PLC0415
        except ImportError:
            print(_NO_NBGRADER, file=sys.stderr)
            return 2
        return run(options)

    parser.set_defaults(run=guarded)
    return parser


def _grade(options: argparse.Namespace) -> int:
    from nbgrader.converters.base import NbGraderException  # noqa: PLC0415

    from mi_helpers.grading.autograde import grade_class  # noqa: PLC0415

    try:
        summary = grade_class(Path.cwd(), options.assignment, student=options.student, force=options.force, say=_say)
    except NbGraderException:
        return 1  # the log has said why
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on.", file=sys.stderr)
        return 130
    print("\n".join(summary.lines()))
    return 0


def _say(line: str) -> None:
    print(line, flush=True)
