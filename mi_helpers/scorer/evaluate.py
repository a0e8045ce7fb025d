"""How well ``assess`` agrees with rated cases: ``python -m mi_helpers.scorer.evaluate tests/cases/held_out.toml``.

The files in tests/cases/ hold client situations with replies rated 1 to 5 by the course's guide. ``first.toml`` is what
the rules and the rubric were tuned on; ``held_out.toml`` is for looking at totals only.
"""

import argparse
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mi_helpers.assess import assess
from mi_helpers.assessment import Assessment
from mi_helpers.scorer.corpus import quadratic_kappa

PASSING = 3
"""The lowest rating that passes."""


@dataclass(frozen=True, slots=True)
class Case:
    """A rated reply and what ``assess`` makes of it."""

    skill: str
    kind: str
    rating: int
    assessment: Assessment


def read_cases(path: Path) -> list[Case]:
    """Assess every response of a case file.

    Args:
        path: a TOML file with ``[[situation]]`` tables: skill, client, pushy and rated ``responses``.

    Raises:
        OSError: the file can't be read.
        ValueError: it is no such file.
    """
    try:
        situations = tomllib.loads(path.read_text(encoding="utf-8"))["situation"]
        return [
            Case(
                s["skill"],
                r["kind"],
                r["rating"],
                assess(r["text"], client=s["client"], skill=s["skill"], pushy=s["pushy"]),
            )
            for s in situations
            for r in s["responses"]
        ]
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path}: not a file of rated cases: {error!r}") from error


def pass_auc(cases: Iterable[Case]) -> float:
    """The chance that a reply that should pass scores higher than one that should not (ties count half)."""
    groups: dict[bool, list[float]] = {True: [], False: []}
    for case in cases:
        groups[case.rating >= PASSING].append(case.assessment.score)
    wins = sum((good > bad) + 0.5 * (good == bad) for good in groups[True] for bad in groups[False])
    pairs = len(groups[True]) * len(groups[False])
    return wins / pairs if pairs else float("nan")


def agreement(cases: Sequence[Case]) -> float:
    """The share of replies on the right side of the pass mark."""
    return sum((c.rating >= PASSING) == c.assessment.passed for c in cases) / len(cases)


def weighted_kappa(cases: Sequence[Case]) -> float:
    """Cohen's kappa of the two ratings with quadratic weights: 1 is perfect, 0 is chance."""
    return quadratic_kappa((c.rating, c.assessment.rating) for c in cases)


def report(cases: Sequence[Case]) -> str:
    """A table by skill and one by kind of reply, as plain text."""
    lines = [f"{'skill':20} {'replies':>7} {'AUC':>6} {'agrees':>7} {'kappa':>6}"]
    by_skill = _grouped(cases, lambda c: c.skill)
    for skill, group in by_skill.items():
        lines.append(
            f"{skill:20} {len(group):7} {pass_auc(group):6.3f} {agreement(group):7.3f} {weighted_kappa(group):6.3f}"
        )
    mean_auc = sum(pass_auc(group) for group in by_skill.values()) / len(by_skill)
    lines.append(
        f"{'all (AUC: mean)':20} {len(cases):7} {mean_auc:6.3f} {agreement(cases):7.3f} {weighted_kappa(cases):6.3f}"
    )
    lines += ["", f"{'kind of reply':20} {'replies':>7} {'agrees':>7}"]
    for kind, group in sorted(_grouped(cases, lambda c: c.kind).items()):
        lines.append(f"{kind:20} {len(group):7} {agreement(group):7.3f}")
    return "\n".join(lines)


def _grouped(cases: Iterable[Case], key: Callable[[Case], str]) -> dict[str, list[Case]]:
    groups: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[key(case)].append(case)
    return groups


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report for the files named on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m mi_helpers.scorer.evaluate", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("files", nargs="+", type=Path, help="case files such as tests/cases/held_out.toml")
    for path in parser.parse_args(arguments).files:
        try:
            print(f"{path}\n{report(read_cases(path))}\n")
        except (OSError, ValueError) as error:
            print(f"evaluate: {error}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
