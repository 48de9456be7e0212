"""Progress: a line on the terminal that says what is being asked, and how long that will take."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

from termcheck.cli.output import complain, is_terminal
from termcheck.report.escape import terminal

QUIET_SECONDS = 2.0
"""How long a command is silent before it says what it is doing."""

_EVERY = 0.1
_WIDEST = 70


class Progress:
    """Says what is being asked on standard error, and wipes the line at the end."""

    def __init__(self) -> None:
        self._on = is_terminal(sys.stderr) and os.environ.get("TERM", "") != "dumb"
        self._next = time.monotonic() + QUIET_SECONDS
        self._shown = False

    def say(self, text: str) -> None:
        """Show ``text`` if the command has taken long enough."""
        now = time.monotonic()
        if not self._on or now < self._next:
            return
        self._next = now + _EVERY
        self._shown = True
        complain(f"\r\x1b[Kasking: {terminal(text)[:_WIDEST]}")

    def end(self) -> None:
        """Wipe the line."""
        if self._shown:
            complain("\r\x1b[K")
            self._shown = False


class Forecast:
    """Says how far some work is and how long it will take.

    ``all`` are how many of ``what`` there are; ``done`` were there before.
    ``clock`` counts seconds.
    """

    def __init__(
        self, what: str, all: int, done: int = 0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._what = what
        self._before = self._done = done
        self._all = all
        self._clock = clock
        self._start = clock()

    def add(self, number: int = 1) -> None:
        """Count so many more."""
        self._done += number

    def text(self) -> str:
        """Return how many are done, and the time that the rest will take at this pace."""
        said = f"{self._done} of {self._all} {self._what}"
        new, passed = self._done - self._before, self._clock() - self._start
        if not new:
            return said
        left = (self._all - self._done) * passed / new
        pace = f"{new / max(passed, 0.001):.0f} a second"
        slow = f"{duration(passed / new)} each"
        return f"{said}, about {duration(left)} left ({slow if passed > new else pace})"


def duration(seconds: float) -> str:
    """Return a time in words, in the largest units that fit."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    if seconds < 100 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h" if seconds < 100 * 3600 else f"{seconds / 86400:.0f} days"
