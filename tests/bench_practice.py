"""How long a learner waits: ``python -m pytest -s tests/bench_practice.py``. Not part of ``make test``.

Prints milliseconds from the click on Check until the feedback is on the screen, in a real browser, beside the time of
``assess`` alone in this process.
"""

import statistics
import time
from pathlib import Path

from browser import Lab
from playwright.sync_api import expect
from test_practice_browser import FIRST, PRACTICE, OpenCells, Screen

from mi_helpers import assess

ROUNDS = 20

# Milliseconds from the click on Check until new feedback is in the page.
CLICK_AND_WAIT = """() => new Promise((done) => {
    const root = document.querySelector('.mi-screen');
    const answer = root.querySelectorAll('.mi-answer')[1];
    const started = performance.now();
    new MutationObserver((_, watcher) => {
        watcher.disconnect();
        requestAnimationFrame(() => done(performance.now() - started));
    }).observe(answer, { childList: true });
    root.querySelector('.mi-main').click();
})"""


def test_from_click_to_feedback(lab: Lab, tmp_path: Path) -> None:
    opener = OpenCells(lab, tmp_path)
    page = opener(PRACTICE)
    screen = Screen(page)
    screen.reply.fill("You're tired of being told.")
    screen.button("Check").click()
    expect(screen.feedback).to_be_visible()
    shown, alone = [], []
    for n in range(ROUNDS):
        reply = f"You're tired of being told, {n} times a day."
        screen.reply.fill(reply)
        shown.append(page.evaluate(CLICK_AND_WAIT))
        started = time.perf_counter()
        assess(reply, client=FIRST.client, skill=FIRST.skill, pushy=FIRST.pushy)
        alone.append((time.perf_counter() - started) * 1000)
    opener.close()
    print(
        f"\nfrom click to feedback: median {statistics.median(shown):.0f} ms, slowest {max(shown):.0f} ms; "
        f"assess alone: median {statistics.median(alone):.0f} ms ({ROUNDS} rounds)"
    )
