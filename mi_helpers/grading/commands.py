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
    report = _command(commands, "report", _report, "what a class's marks say")
    report.description = (
        "Say what a class's marks say, by skill, question and student, and how they compare with marks given by hand. "
        "Writes the tables as CSV and the plots as a picture, too."
    )
    report.add_argument("assignment", nargs="*", help="only these assignments (default: all)")
    report.add_argument("--to", type=Path, help="the folder for CSV and picture (default: grading/report)")
    export = _command(commands, "export", _export, "marks for a learning platform")
    export.description = (
        "Write the marks of a class as a file that Canvas or Moodle imports. For a plain table use `nbgrader export`."
    )
    export.add_argument("assignment", nargs="*", help="only these assignments (default: all)")
    export.add_argument("--lms", required=True, choices=("canvas", "moodle"), help="for which platform")
    export.add_argument("--to", type=Path, help="the file (default: grading/PLATFORM.csv)")
    export.add_argument("--incomplete", action="store_true", help="also marks that a person has yet to complete")


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
    return 1 if summary.failed else 0


def _report(options: argparse.Namespace) -> int:
    from mi_helpers.grading.report import class_report  # noqa: PLC0415
    from mi_helpers.grading.settings import load_settings  # noqa: PLC0415

    report = class_report(Path.cwd(), options.assignment)
    print(report.to_text())
    folder = options.to or Path(load_settings(Path.cwd())[0].root) / "grading" / "report"
    print("\nWritten: " + ", ".join(str(path) for path in report.write(folder)))
    return 0


def _export(options: argparse.Namespace) -> int:
    from mi_helpers.grading.lms import export_marks  # noqa: PLC0415

    done = export_marks(
        Path.cwd(), options.lms, to=options.to, assignments=options.assignment, incomplete=options.incomplete
    )
    print(f"{done.students} students: {done.path}")
    if done.incomplete:
        which = "are in it all the same" if options.incomplete else "are left out"
        print(f"Not marked to the end by a person, and so they {which}: {len(done.incomplete)} submissions.")
        print("  " + ", ".join(f"{student} {assignment}" for student, assignment in done.incomplete[:20]))
    return 0


def _say(line: str) -> None:
    print(line, flush=True)
