"""Stopping: Ctrl-C and the end of the time, while questions are being asked.

A thread of its own waits for either, because the solver does not give way to
signals. What was known by then is printed by the command as always.
"""

from __future__ import annotations

import os
import signal
import time
from _thread import start_new_thread
from collections.abc import Callable
from types import TracebackType
from typing import Self

GRACE = 0.8
"""Seconds that a command has to print what is known before it is ended."""

_STEP = 0.1
_INTERRUPTED = 130


class Stopping:
    """A time in which ``stop`` is called on Ctrl-C, or once ``seconds`` are over.

    ``stop`` is told the name of the limit. It is called again as long as the
    commands goes on. A second Ctrl-C ends the process at once.
    """

    def __init__(self, stop: Callable[[str], None], seconds: float | None) -> None:
        self.interrupted = False
        self._stop = stop
        self._end = None if seconds is None else time.monotonic() + seconds
        self._over = False
        self._mask: set[int | signal.Signals] = set()
        self._hears = hasattr(signal, "sigtimedwait")

    def __enter__(self) -> Self:
        if self._hears:
            self._mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        if self._hears or self._end is not None:
            start_new_thread(self._watch, ())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over = True
        if self._hears:
            signal.pthread_sigmask(signal.SIG_SETMASK, self._mask)

    def left(self) -> float:
        """Return the seconds that are left; there must be a limit."""
        assert self._end is not None
        return self._end - time.monotonic()

    def _watch(self) -> None:
        limit, since = "", 0.0
        while not self._over:
            if self._signalled():
                if self.interrupted:
                    os._exit(_INTERRUPTED)
                self.interrupted = True
                limit, since = "interrupted", time.monotonic()
            elif not limit and self._end is not None and self.left() <= 0:
                limit, since = "time", time.monotonic()
            if limit:
                self._stop(limit)
            if self.interrupted and time.monotonic() - since > GRACE:
                os._exit(_INTERRUPTED)

    def _signalled(self) -> bool:
        """Wait for a moment; say whether Ctrl-C was pressed in it."""
        if not self._hears:
            time.sleep(_STEP)
            return False
        return signal.sigtimedwait({signal.SIGINT}, _STEP) is not None
