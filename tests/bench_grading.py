"""How long marking takes, beside stock nbgrader, in one run on one machine: ``make bench``.

    python tests/bench_grading.py [--stock 10] [--plain 40] [--whole 200] [--memory 100,1000]

Every reply is different and made of the bank's rated examples, so that none is assessed only once for many. Times are
wall-clock seconds of the command as it is typed, start of Python included, over the number of submissions.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grading_class import LESSON, NBGRADER, STOCK, Class, filled, make_class, various

MI = Path(sys.executable).parent / "mi"
PLAIN_LIMIT, WHOLE_LIMIT = 1 / 6, 1 / 15  # issue 7


def fill(made: Class, number: int) -> None:
    for student in range(number):
        made.hand_in(f"s{student:05}", filled(various(student)))


def timed(made: Class, *command: str) -> tuple[float, float]:
    """Seconds, and the most memory in MB, of a command in the course."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=made.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    if status != 0:
        sys.exit(f"{' '.join(command)} did not work: exit status {status}")
    return seconds, usage.ru_maxrss / 1024


def fresh(base: Path, name: str, number: int) -> Class:
    made = make_class(base / name, assignments=[LESSON])
    fill(made, number)
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stock", type=int, default=10, help="submissions for stock nbgrader")
    parser.add_argument("--plain", type=int, default=40, help="submissions for nbgrader autograde as configured")
    parser.add_argument("--whole", type=int, default=200, help="submissions for mi grade")
    parser.add_argument("--memory", default="", help="numbers of submissions to compare memory at, such as 100,5000")
    options = parser.parse_args()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{cores} cores, load {os.getloadavg()[0]:.1f}; 8 replies a submission, scoring included", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        nbgrader = (str(NBGRADER), "autograde", LESSON)
        stock = measure(
            "stock nbgrader autograde", fresh(base, "stock", options.stock), options.stock, *nbgrader, STOCK
        )
        plain = measure("nbgrader autograde", fresh(base, "plain", options.plain), options.plain, *nbgrader)
        whole = measure("mi grade", fresh(base, "whole", options.whole), options.whole, str(MI), "grade", LESSON)
        print(f"nbgrader autograde takes 1/{stock / plain:.1f} of stock's time (at most 1/{1 / PLAIN_LIMIT:.0f})")
        print(f"mi grade           takes 1/{stock / whole:.1f} of stock's time (at most 1/{1 / WHOLE_LIMIT:.0f})")
        for number in [int(part) for part in options.memory.split(",") if part]:
            made = fresh(base, f"memory{number}", number)
            measure(f"mi grade, {number}", made, number, str(MI), "grade", LESSON)
            shutil.rmtree(made.root)
    return 0 if plain <= stock * PLAIN_LIMIT and whole <= stock * WHOLE_LIMIT else 1


def measure(name: str, made: Class, number: int, *command: str) -> float:
    seconds, memory = timed(made, *command)
    each = seconds / number
    print(f"{name:28} {number:5} submissions {seconds:7.1f} s {each:8.4f} s each, {memory:5.0f} MB", flush=True)
    return each


if __name__ == "__main__":
    sys.exit(main())
