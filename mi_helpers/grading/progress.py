"""How far a class has been marked: a bar on a terminal, a plain line now and then elsewhere."""

import contextlib
import sys
import time
from collections.abc import Callable
from logging import Logger
from typing import Any, Final

from tqdm import tqdm
from tqdm.contrib.logging import logging_redirect_tqdm

_EVERY_S: Final = 10.0


class Progress:
    """Says how far a run has come. Use as a context manager.

    Args:
        total: how many submissions there are.
        log: nbgrader's log, which shares the terminal with the bar.
        say: takes a plain line where there is no terminal.
    """

    def __init__(self, total: int, log: Logger, say: Callable[[str], None]) -> None:
        self._total, self._log, self._say = total, log, say
        self._done = 0
        self._bar: Any = None
        self._resources = contextlib.ExitStack()
        self._begun = self._said = time.monotonic()

    @property
    def on_terminal(self) -> bool:
        """Whether there is a terminal to draw a bar on."""
        return sys.stderr.isatty()

    def __enter__(self) -> "Progress":
        """Begin."""
        if self.on_terminal and self._total > 1:
            self._bar = self._resources.enter_context(
                tqdm(total=self._total, desc="Marking", unit=" submissions", file=sys.stderr, dynamic_ncols=True)
            )
            self._resources.enter_context(logging_redirect_tqdm(loggers=[self._log]))
        return self

    def __exit__(self, *_: object) -> None:
        """End, whatever has happened."""
        self._resources.close()

    def advance(self, number: int) -> None:
        """``number`` more submissions are done and saved."""
        self._done += number
        now = time.monotonic()
        if self._bar is not None:
            self._bar.update(number)
        elif self._total > 1 and (now - self._said >= _EVERY_S or self._done == self._total):
            self._said = now
            rate = self._done / max(now - self._begun, 1e-9)
            left = (self._total - self._done) / rate
            self._say(f"{self._done} of {self._total} submissions, {rate:.1f} a second, {_span(left)} left")


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
