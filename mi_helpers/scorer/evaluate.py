"""How well ``assess`` agrees with people, withstands attacks, and how fast it is.

``python -m mi_helpers.scorer.evaluate --pair pair_dev.csv --annomi annomi_dev.csv tests/cases/held_out.toml`` prints
every measure with a 95% interval, beside what it should reach. The intervals come from resampling whole clients, since
replies to one client are no independent cases. The dev part of the corpus is what floors are set on and is looked at
while developing; ``--part test`` is for one look at the end.
"""

import argparse
import csv
import random
import subprocess
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np

from mi_helpers.agreement import quadratic_kappa
from mi_helpers.assess import assess, assess_many
from mi_helpers.assessment import Assessment
from mi_helpers.bank import load_exercises
from mi_helpers.reasons import READ
from mi_helpers.scorer import attacks
from mi_helpers.scorer.corpus import PASSING, Situation, load_corpus
from mi_helpers.scorer.examples import HELD_OUT_TOPICS, LISTENING

_RESAMPLES: Final = 400
_SEED: Final = 7

T = TypeVar("T")
Row = TypeVar("Row", bound=tuple[Any, ...])
Table = np.ndarray[tuple[int, int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Case:
    """A rated reply and what ``assess`` makes of it.

    Attributes:
        client: which client it answers.
        skill: the skill it is rated for.
        kind: what the author set out to write.
        rating: the author's rating, 1 to 5.
        second: the second rater's, or None.
        response: the reply.
        assessment: what ``assess`` says.
    """

    client: str
    skill: str
    kind: str
    rating: int
    second: int | None
    response: str
    assessment: Assessment

    @property
    def should_pass(self) -> bool:
        """Whether the raters, on average, let it pass."""
        return (self.rating + (self.second or self.rating)) / 2 >= PASSING


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure.

    Attributes:
        name: what was measured.
        value: the figure, and ``low`` and ``high`` its 95% interval (NaN where it has none).
        goal: what it should reach, as text.
    """

    name: str
    value: float
    low: float = float("nan")
    high: float = float("nan")
    goal: str = ""

    def __str__(self) -> str:
        interval = "" if np.isnan(self.low) else f"({self.low:.3f} to {self.high:.3f})"
        return f"{self.name:66} {self.value:8.3f} {interval:18} {self.goal}".rstrip()


# --- Rated replies -------------------------------------------------------------------------------------------------


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
        rows = [(s, r) for s in situations for r in s["responses"]]
        judged = _judge([(r["text"], s["client"], s["skill"], s["pushy"]) for s, r in rows])
        return [
            Case(s["client"], s["skill"], r["kind"], r["rating"], None, r["text"], a)
            for (s, r), a in zip(rows, judged, strict=True)
        ]
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path}: not a file of rated cases: {error!r}") from error


def corpus_cases(situations: Sequence[Situation]) -> list[Case]:
    """Assess every rated reply of these situations."""
    rows = [(s, r) for s in situations for r in s.replies]
    judged = _judge([(r.text, s.client, s.skill, s.pushy) for s, r in rows])
    return [
        Case(s.client, s.skill, r.kind, r.rating, r.second, r.text, a) for (s, r), a in zip(rows, judged, strict=True)
    ]


def pass_auc(cases: Iterable[Case]) -> float:
    """The chance that a reply that should pass scores higher than one that should not (ties count half)."""
    groups: dict[bool, list[float]] = {True: [], False: []}
    for case in cases:
        groups[case.should_pass].append(case.assessment.score)
    return auc(groups[True], groups[False])


def auc(good: Sequence[float], bad: Sequence[float]) -> float:
    """The chance that one of ``good`` is higher than one of ``bad``; NaN when either is empty."""
    if not len(good) or not len(bad):
        return float("nan")
    ordered = np.sort(np.asarray(bad))
    below = np.searchsorted(ordered, good, side="left") + np.searchsorted(ordered, good, side="right")
    return float(below.mean() / 2 / len(bad))


def mean_auc(cases: Iterable[Case]) -> float:
    """The mean over skills of :func:`pass_auc`."""
    return float(np.nanmean([pass_auc(group) for group in _grouped(cases, lambda c: c.skill).values()]))


def agreement(cases: Sequence[Case]) -> float:
    """The share of replies on the right side of the pass mark."""
    return sum(c.should_pass == c.assessment.passed for c in cases) / len(cases)


def weighted_kappa(cases: Sequence[Case]) -> float:
    """Cohen's kappa with the author's ratings, with quadratic weights: 1 is perfect, 0 is chance."""
    return quadratic_kappa((c.rating, c.assessment.rating) for c in cases)


def kappa_with_second(cases: Sequence[Case]) -> float:
    """The same with the second rater's."""
    return quadratic_kappa((c.second, c.assessment.rating) for c in cases if c.second is not None)


def report(cases: Sequence[Case]) -> str:
    """A table by skill and one by kind of reply, as plain text."""
    lines = [f"{'skill':20} {'replies':>7} {'AUC':>6} {'agrees':>7} {'kappa':>6}"]
    for skill, group in _grouped(cases, lambda c: c.skill).items():
        lines.append(
            f"{skill:20} {len(group):7} {pass_auc(group):6.3f} {agreement(group):7.3f} {weighted_kappa(group):6.3f}"
        )
    overall = f"{mean_auc(cases):6.3f} {agreement(cases):7.3f} {weighted_kappa(cases):6.3f}"
    lines.append(f"{'all (AUC: mean)':20} {len(cases):7} {overall}")
    lines += ["", f"{'kind of reply':20} {'replies':>7} {'agrees':>7}"]
    for kind, group in sorted(_grouped(cases, lambda c: c.kind).items()):
        lines.append(f"{kind:20} {len(group):7} {agreement(group):7.3f}")
    return "\n".join(lines)


def rated_measures(cases: Sequence[Case], where: str) -> Iterator[Measure]:
    """Pass against fail, and agreement with the raters.

    Args:
        cases: rated replies.
        where: what they are, for the names.
    """
    yield _measured(f"{where}: pass against fail, AUC, mean over skills", cases, mean_auc, "at least 0.93")
    by_skill = _grouped(cases, lambda c: c.skill)
    worst = min(by_skill, key=lambda skill: np.nan_to_num(pass_auc(by_skill[skill]), nan=1.0))
    yield _measured(f"{where}: the same, worst skill ({worst})", by_skill[worst], pass_auc, "at least 0.85")
    yield _measured(f"{where}: right side of the pass mark", cases, agreement)
    yield _measured(f"{where}: kappa with the author", cases, weighted_kappa)
    if all(c.second is not None for c in cases):
        yield _measured(f"{where}: kappa with the second rater", cases, kappa_with_second, "at least 0.80")
        both = quadratic_kappa((c.rating, c.second or c.rating) for c in cases)
        yield Measure(f"{where}: kappa of the two raters with each other", both)


# --- Attacks -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attack:
    """A reply that should fail: its name, and what ``assess`` takes."""

    name: str
    response: str
    client: str
    skill: str
    pushy: str


def make_attacks(situations: Sequence[Situation]) -> list[Attack]:
    """Attacks on these clients, with stems and advice that nothing was trained on.

    Args:
        situations: clients with good replies.
    """
    rng = random.Random(_SEED)  # noqa: S311 - not for secrets
    made = []
    for s in situations:
        good = [r.text for r in s.replies if r.passes and r.rating >= 4]
        others = [o for o in situations if o.skill == s.skill and o.id != s.id]
        if not good or not others:
            continue
        reply, push = rng.choice(good), rng.choice(attacks.sentences(s.pushy))
        stem = rng.choice(attacks.HELD_OUT_STEMS)
        joint = rng.choice((". ", ", so ", ", and "))
        made += [
            Attack("advice after a stock stem", attacks.after_stem(stem, push), s.client, s.skill, s.pushy),
            Attack("good reply, then the push", attacks.hung_on(reply, push, joint), s.client, s.skill, s.pushy),
            Attack("pushy reply as it stood", s.pushy, s.client, s.skill, s.pushy),
            Attack("words of the course", _KEYWORDS.format(topic=s.topic), s.client, s.skill, s.pushy),
        ]
        parrot = attacks.said_back(attacks.some_sentences(s.client, rng, 5))
        if len(parrot.split()) > 5:
            made.append(Attack("the client's words said back", parrot, s.client, s.skill, s.pushy))
        strange = [r.text for r in rng.choice(others).replies if r.passes and len(r.text.split()) > 6]
        if strange:
            made.append(Attack("another client's good reply", rng.choice(strange), s.client, s.skill, s.pushy))
    return made


_KEYWORDS: Final = (
    "I hear you and reflect with empathy your values, feelings and autonomy about {topic}, both sides of it."
)


def attack_measures(situations: Sequence[Situation], where: str) -> Iterator[Measure]:
    """The share of attacks that pass, by attack, and of clean good replies that fail."""
    made = make_attacks(situations)
    judged = _judge([(a.response, a.client, a.skill, a.pushy) for a in made])
    passed = [(a.client, a.name, float(j.passed)) for a, j in zip(made, judged, strict=True)]
    yield _mean_measure(f"{where}: attacks that pass", [(c, p) for c, _, p in passed], "under 0.05")
    for name, group in _grouped(passed, lambda row: row[1]).items():
        yield _mean_measure(f"  {name}", [(c, p) for c, _, p in group])


def clean_measures(cases: Sequence[Case], where: str) -> Iterator[Measure]:
    """How many replies that both raters call good are failed, and by what."""
    clean = [c for c in cases if min(c.rating, c.second or c.rating) >= 4]
    yield _mean_measure(
        f"{where}: clean good answers that fail",
        [(c.client, float(not c.assessment.passed)) for c in clean],
        "under 0.08",
    )
    ruled = [float(not c.assessment.passed and _has_rule(c.assessment)) for c in clean]
    yield _mean_measure("  of these by a rule", list(zip((c.client for c in clean), ruled, strict=True)))


def _has_rule(assessment: Assessment) -> bool:
    return any(f.kind == "roadblock" and not f.rule.startswith(READ) for f in assessment.findings)


def swap_measure(pairs: Sequence[tuple[str, str, str]], where: str) -> Measure:
    """Whether a reflection scores higher with its own client than with another: AUC.

    Args:
        pairs: client, good reflection, skill.
        where: what they are.
    """
    rng = random.Random(_SEED)  # noqa: S311 - not for secrets
    clients = sorted({client for client, _, _ in pairs})
    wrong = [(rng.choice([c for c in clients if c != client]), reply, skill) for client, reply, skill in pairs]
    scores = [
        [a.score for a in _judge([(reply, client, skill, None) for client, reply, skill in rows])]
        for rows in (pairs, wrong)
    ]
    rows = list(zip((client for client, _, _ in pairs), *scores, strict=True))
    return _resampled(
        f"{where}: the right client against another, AUC",
        rows,
        lambda chosen: auc([r for _, r, _ in chosen], [w for _, _, w in chosen]),
        "at least 0.92",
    )


# --- Other corpora -------------------------------------------------------------------------------------------------


def pair_measures(path: Path) -> Iterator[Measure]:
    """PAIR's held-out topics: order of complex reflection, simple reflection and the rest; and PAIR's attacks.

    Args:
        path: ``pair_dev.csv``.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["topic"] in HELD_OUT_TOPICS]
    columns = ("hq1", "hq2", "mq1", "lq1", "lq2", "lq3", "lq4", "lq5")
    judged = _judge([(row[c], row["prompt"], "complex_reflection", None) for row in rows for c in columns])
    scores = np.array([a.score for a in judged]).reshape(len(rows), len(columns))
    high, middle, low = scores[:, :2], scores[:, 2:3], scores[:, 3:]
    ordered = np.concatenate(
        [
            _wins(high, middle),
            _wins(high, low),
            _wins(middle, low),
        ],
        axis=1,
    )
    name = f"PAIR, {len(rows)} clients of held-out topics: "
    yield _mean_measure(
        name + "hq > mq > lq, pairs in order",
        [(str(n), float(v)) for n, row in enumerate(ordered) for v in row],
        "at least 0.96",
    )
    for label, part in (
        ("hq > mq", _wins(high, middle)),
        ("hq > lq", _wins(high, low)),
        ("mq > lq", _wins(middle, low)),
    ):
        yield _mean_measure(f"  {label}", [(str(n), float(v)) for n, row in enumerate(part) for v in row])
    yield swap_measure([(row["prompt"], row["hq1"], "reflection") for row in rows], "PAIR, held-out topics")
    stemmed = [
        (attacks.after_stem(stem, row["lq1"]), row["prompt"], "reflection", None)
        for row in rows
        for stem in ("You feel that ", "It sounds like ", *attacks.HELD_OUT_STEMS[:2])
    ]
    yield _mean_measure(
        "PAIR, held-out topics: advice after a stock stem that passes",
        [(client, float(a.passed)) for (_, client, _, _), a in zip(stemmed, _judge(stemmed), strict=True)],
        "under 0.05",
    )
    good = [(row[c], row["prompt"], "reflection", None) for row in rows for c in ("hq1", "hq2")]
    yield _mean_measure(
        "PAIR, held-out topics: complex reflections that fail",
        [(client, float(not a.passed)) for (_, client, _, _), a in zip(good, _judge(good), strict=True)],
        "under 0.08",
    )


def _wins(better: Table, worse: Table) -> Table:
    """For each row every pair of columns: 1 where ``better`` is higher, a half where they are the same."""
    left, right = better[:, :, None], worse[:, None, :]
    won: Table = ((left > right) + 0.5 * (left == right)).reshape(len(better), -1)
    return won


def annomi_measures(path: Path) -> Iterator[Measure]:
    """AnnoMI, expert labels of real sessions: reflections against the therapist's other input (no questions).

    The client's words are the last client turn before. Turns of several annotators count by their majority.

    Args:
        path: ``annomi_dev.csv``.
    """
    turns: dict[tuple[int, int], list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            turns[int(row["transcript_id"]), int(row["utterance_id"])].append(row)
    said, rows = "", []
    before = None
    for (transcript, _), same in sorted(turns.items()):
        if transcript != before:
            said, before = "", transcript
        text = same[0]["utterance_text"]
        if same[0]["interlocutor"] == "client":
            said = text
            continue
        labels = [row["main_therapist_behaviour"] for row in same]
        label = max(sorted(set(labels)), key=labels.count)
        if label in ("reflection", "therapist_input"):
            rows.append((str(transcript), text, said, label == "reflection"))
    judged = _judge([(text, client, "reflection", None) for _, text, client, _ in rows])
    scored = [(t, a.score, is_reflection) for (t, _, _, is_reflection), a in zip(rows, judged, strict=True)]

    def of(chosen: Sequence[tuple[str, float, bool]]) -> float:
        return auc([s for _, s, r in chosen if r], [s for _, s, r in chosen if not r])

    yield _resampled(f"AnnoMI, {len(rows)} turns: reflection against input, AUC", scored, of, "at least 0.83")


# --- Speed and size ------------------------------------------------------------------------------------------------


def speed_measures() -> Iterator[Measure]:
    """Time in milliseconds or seconds, and the size of the package in MB. Noisy: compare within one run."""
    examples = [(x, e) for x in load_exercises() for e in x.examples]
    assess("Warm.", client="Up.")
    for name, kept in (("a client seen before", True), ("a new client", False)):
        times = []
        for n, (exercise, example) in enumerate(examples[:200]):
            client = exercise.client if kept else f"{exercise.client} {n}."
            start = time.perf_counter()
            assess(example.text, client=client, skill=exercise.skill, pushy=exercise.pushy)
            times.append(1_000 * (time.perf_counter() - start))
        yield Measure(f"one assess, warm, median, {name} (ms)", float(np.median(times)), goal="at most 10")
    items = [{"response": e.text, "client": x.client, "skill": x.skill, "pushy": x.pushy} for x, e in examples]
    start = time.perf_counter()
    assess_many(items)
    yield Measure(
        "assess_many, per response (ms)", 1_000 * (time.perf_counter() - start) / len(items), goal="at most 4"
    )
    yield Measure("a new Python that does nothing (s)", _process_time("pass"))
    yield Measure("import mi_helpers in a new process (s)", _process_time("import mi_helpers"), goal="at most 0.3")
    first = "import mi_helpers; mi_helpers.assess('You are tired.', client='I never sleep.')"
    yield Measure("first assess in a new process (s)", _process_time(first), goal="at most 1.5")
    yield Measure("the package without the corpus, on disk (MB)", _package_megabytes(), goal="at most 35")


def _process_time(code: str) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own code
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def _package_megabytes() -> float:
    package = Path(str(files("mi_helpers")))
    left_out = ("__pycache__", "corpus")
    kept = (p for p in package.rglob("*") if p.is_file() and not set(left_out) & set(p.relative_to(package).parts))
    return sum(p.stat().st_size for p in kept) / 1e6


# --- Common --------------------------------------------------------------------------------------------------------


def _judge(rows: Sequence[tuple[str, str, str, str | None]]) -> list[Assessment]:
    """Assess (response, client, skill, pushy) rows, a line of progress on a terminal meanwhile."""
    judged: list[Assessment] = []
    for start in range(0, len(rows), 200):
        judged += assess_many(
            {"response": r, "client": c, "skill": s, "pushy": p} for r, c, s, p in rows[start : start + 200]
        )
        if sys.stderr.isatty():
            print(f"\r  {len(judged):6} of {len(rows)} replies", end="\r", file=sys.stderr, flush=True)
    return judged


def _measured(name: str, cases: Sequence[Case], of: Callable[[Sequence[Case]], float], goal: str = "") -> Measure:
    return _resampled(name, [(c.client, c) for c in cases], lambda rows: of([c for _, c in rows]), goal)


def _mean_measure(name: str, rows: Sequence[tuple[str, float]], goal: str = "") -> Measure:
    return _resampled(name, rows, lambda chosen: float(np.mean([value for _, value in chosen])), goal)


def _resampled(name: str, rows: Sequence[Row], of: Callable[[Sequence[Row]], float], goal: str = "") -> Measure:
    """A figure with its interval, from resampling the groups that the first item of a row names."""
    groups = list(_grouped(rows, lambda row: str(row[0])).values())
    rng = np.random.default_rng(_SEED)
    values = []
    for _ in range(_RESAMPLES):
        chosen = rng.integers(len(groups), size=len(groups))
        values.append(of([row for n in chosen for row in groups[n]]))
    low, high = np.nanquantile(values, (0.025, 0.975))
    return Measure(name, of(rows), float(low), float(high), goal)


def _grouped(items: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def _measures(options: argparse.Namespace) -> Iterator[Measure]:
    situations = [s for s in load_corpus() if s.part == options.part]
    where = f"corpus, {options.part} part"
    cases = corpus_cases(situations)
    yield from rated_measures(cases, where)
    yield from attack_measures(situations, where)
    yield from clean_measures(cases, where)
    good = [(c.client, c.response, c.skill) for c in cases if c.skill in LISTENING and c.rating >= 4]
    yield swap_measure(good, where)
    if options.pair:
        yield from pair_measures(options.pair)
    if options.annomi:
        yield from annomi_measures(options.annomi)
    if not options.no_speed:
        yield from speed_measures()
    print(f"\n{where}\n{report(cases)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the measures, and the tables for the files named on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m mi_helpers.scorer.evaluate", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("files", nargs="*", type=Path, help="case files such as tests/cases/held_out.toml")
    parser.add_argument("--part", choices=("dev", "test"), default="dev", help="part of the corpus (dev)")
    parser.add_argument("--pair", type=Path, help="pair_dev.csv of PAIR (Min et al. 2022)")
    parser.add_argument("--annomi", type=Path, help="annomi_dev.csv of AnnoMI (Wu et al. 2023)")
    parser.add_argument("--no-speed", action="store_true", help="leave out times and size")
    parser.add_argument("--only-files", action="store_true", help="leave out all but the case files")
    options = parser.parse_args(arguments)
    try:
        if not options.only_files:
            for measure in _measures(options):
                print(measure, flush=True)
            for name in ("pair", "annomi"):
                if getattr(options, name) is None:
                    print(f"Not measured: --{name} PATH was not given.")
        for path in options.files:
            cases = read_cases(path)
            print(f"\n{path}")
            for measure in (*rated_measures(cases, path.stem), *clean_measures(cases, path.stem)):
                print(measure, flush=True)
            print(report(cases))
    except (OSError, ValueError, KeyError) as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
