"""What the simulated client costs, and how our counts agree with human coders. Not part of ``make test``.

``python tests/bench_conversation.py`` prints the time of a turn. With a FILE after it, it also measures agreement
with AnnoMI (Wu et al. 2023), which is not part of this project: a CSV with its columns. For evaluation only: nothing
may be tuned on it.
"""

import csv
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from conversation_players import PLAYERS

from mi_helpers.conversation import Conversation
from mi_helpers.conversation.review import PRACTITIONER, Said, review

COLUMNS = ("transcript_id", "utterance_id", "interlocutor", "utterance_text", "reflection_exists", "question_exists")
REFLECTIONS = {"SR", "CR"}
ASKS = {"Q", "Seek"}  # AnnoMI's questions include those that ask for leave


def kappa(ours: Sequence[bool], theirs: Sequence[bool]) -> float:
    """Cohen's kappa of two lists of yes and no."""
    pairs = list(zip(ours, theirs, strict=True))
    agreed = sum(a == b for a, b in pairs) / len(pairs)
    yes = (sum(ours) / len(pairs)) * (sum(theirs) / len(pairs))
    chance = yes + (1 - sum(ours) / len(pairs)) * (1 - sum(theirs) / len(pairs))
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks, the mean rank for equal values."""
    return [sum(v < x for v in values) + (sum(v == x for v in values) + 1) / 2 for x in values]


def agreement(path: Path) -> None:
    """Print how our counts agree with the labels of a file like AnnoMI."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if missing := set(COLUMNS) - set(rows[0] if rows else ()):
        sys.exit(f"{path.name} lacks the columns: {', '.join(sorted(missing))}.")
    transcripts: dict[str, list[tuple[Said, bool, bool]]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (row["transcript_id"], row["utterance_id"])
        if key in seen:
            continue  # another annotator's line on the same utterance
        seen.add(key)
        said = Said(row["interlocutor"].lower() in PRACTITIONER, row["utterance_text"])
        labels = (row["reflection_exists"] == "True", row["question_exists"] == "True")
        transcripts[row["transcript_id"]].append((said, *labels))
    turns: dict[str, tuple[list[bool], list[bool]]] = {"reflection": ([], []), "question": ([], [])}
    counts: list[tuple[int, int, int, int]] = []
    started = time.perf_counter()
    for number, name in enumerate(sorted(transcripts, key=int)):
        whole = tuple(turn for turn, _, _ in transcripts[name])
        labelled = [(reflects, asks) for turn, reflects, asks in transcripts[name] if turn.practitioner]
        read = [(bool(REFLECTIONS & set(e.codes)), bool(ASKS & set(e.codes))) for e in review(whole)]
        for which, kind in enumerate(("reflection", "question")):
            turns[kind][0].extend(r[which] for r in read)
            turns[kind][1].extend(label[which] for label in labelled)
        counted = [sum(column) for column in (*zip(*read, strict=True), *zip(*labelled, strict=True))]
        counts.append((counted[0], counted[1], counted[2], counted[3]))
        print(f"{number + 1:3} transcript {name}: reflections {counted[0]} ({counted[2]} labelled), ", end="")
        print(f"questions {counted[1]} ({counted[3]} labelled)", flush=True)
    print(f"{len(counts)} transcripts, {len(turns['question'][0])} turns, {time.perf_counter() - started:.0f} s")
    for kind, (ours, theirs) in turns.items():
        both = sum(a and b for a, b in zip(ours, theirs, strict=True))
        print(
            f"per turn, {kind}: kappa {kappa(ours, theirs):.2f}, precision {both / sum(ours):.2f}, "
            f"recall {both / sum(theirs):.2f}"
        )
    print("per transcript, Pearson and Spearman:")
    ratio = [(r / q, lr / lq) for r, q, lr, lq in counts if q and lq]
    share = [(r / (r + q), lr / (lr + lq)) for r, q, lr, lq in counts if r + q and lr + lq]
    for name, pairs in (
        ("reflections", [(float(c[0]), float(c[2])) for c in counts]),
        ("questions", [(float(c[1]), float(c[3])) for c in counts]),
        ("R:Q", ratio),
        ("R/(R+Q)", share),
    ):
        x, y = [p[0] for p in pairs], [p[1] for p in pairs]
        print(
            f"  {name}: {statistics.correlation(x, y):.2f}, {statistics.correlation(ranks(x), ranks(y)):.2f} "
            f"({len(pairs)} transcripts; mean {statistics.mean(x):.2f}, labelled {statistics.mean(y):.2f})"
        )


def speed() -> None:
    """Print the time of a turn, and of the first and the last of 200."""
    Conversation("dana").say("You're tired.")  # the network is loaded with the first
    times = []
    for name in ("dana", "jayden", "mei"):
        for player in ("ideal", "mediocre", "pushy"):
            conversation = Conversation(name, 1)
            while len(conversation.turns) < 40 and not conversation.ending:
                times.append(_timed(conversation, PLAYERS[player](conversation, len(conversation.turns))))
    print(f"{len(times)} turns: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms")
    conversation = Conversation("luis", 7)
    long = [
        _timed(conversation, f"Would it be all right if I asked about day {n}?" if n % 2 else f"Was it so on day {n}?")
        for n in range(200)
    ]
    first, last = statistics.median(long[:50]), statistics.median(long[-50:])
    print(f"200 turns: median of the first 50 {first:.0f} ms, of the last 50 {last:.0f} ms, slowest {max(long):.0f} ms")


def _timed(conversation: Conversation, words: str) -> float:
    started = time.perf_counter()
    conversation.say(words)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    speed()
    if len(sys.argv) > 1:
        agreement(Path(sys.argv[1]))
    else:
        print(
            "For agreement with human coders, give a file with AnnoMI's columns. None was given, so none was measured."
        )
