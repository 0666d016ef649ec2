"""How far a run is: a moving line on a terminal, elsewhere a line every so many files. Never a name of a file or a person."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

EVERY = 500  # files between two lines where there is no terminal
REFRESH = 0.2  # seconds between two states of the moving line
BAR = 28  # characters


class Progress:
    """``words(done, total, rate, seconds left)`` gives the line."""

    def __init__(self, total: int, words: Callable[[int, int, float, float], str], silent: bool = False) -> None:
        self.total, self.words = total, words
        self.done = 0
        self._started = time.monotonic()
        self._shown = 0.0
        self._silent = silent
        self._terminal = not silent and sys.stderr.isatty()

    def step(self) -> None:
        """One file more."""
        self.done += 1
        now = time.monotonic()
        if self._terminal and (now - self._shown >= REFRESH or self.done == self.total):
            self._shown = now
            filled = BAR * self.done // max(1, self.total)
            print(f"\r\033[K{'━' * filled}{'─' * (BAR - filled)} {self._line(now)}", end="", file=sys.stderr, flush=True)
        elif not self._silent and not self._terminal and self.done % EVERY == 0:
            print(self._line(now), file=sys.stderr, flush=True)

    def _line(self, now: float) -> str:
        seconds = max(1e-6, now - self._started)
        rate = self.done / seconds
        return self.words(self.done, self.total, rate, (self.total - self.done) / rate if rate else 0.0)

    def close(self) -> None:
        """Leave the moving line."""
        if self._terminal and self.done:
            print(file=sys.stderr)
