"""Stopping: Ctrl-C, SIGTERM and the end of the time while questions are being asked.

The solvers work in processes of their own, so that this one always hears. What
was known by then is printed by the command as always.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

from termcheck.cli.limits import GRACE, LATE, UNDECIDED, Cut, ended, wake_after, wakes_in

STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143}
"""The exit status after a signal, as shells count it."""


class Stopping:
    """A time in which a signal, or the end of the time, ends what is being asked.

    A signal calls ``stop`` with the name of the limit, and ``status`` is then
    the exit status. What has not ended ``LATE`` after it, or when the alarm of
    the time rings, is cut off by ``Cut``, once. A second signal ends the process
    at once, and so do ``grace`` seconds more, which also bound the writing of the
    answer; ``kill`` is called before that, and must leave no process behind.
    """

    def __init__(
        self, stop: Callable[[str], None], kill: Callable[[], None], grace: float = GRACE
    ) -> None:
        self.status = 0
        self._grace = grace
        self.limit = ""
        self._stop = stop
        self._kill = kill
        self._before: list[tuple[signal.Signals, Any]] = []

    def __enter__(self) -> Self:
        for each in STATUS:
            self._before.append((each, signal.signal(each, self._hear)))
        if hasattr(signal, "SIGALRM"):
            signal.signal(signal.SIGALRM, self._ring)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if hasattr(signal, "SIGALRM"):
            signal.signal(signal.SIGALRM, self._end)
            if (left := wakes_in()) or self.status:
                wake_after(self._left() if self.status or self.limit else left + self._grace)
        self._kill()
        for each, handler in self._before:
            signal.signal(each, handler)

    def _hear(self, number: int, _: FrameType | None) -> None:
        if self.status:
            self._end(number, None)
        self.status = STATUS[signal.Signals(number)]
        self._stop("interrupted")
        wake_after(LATE)

    def _ring(self, number: int, _: FrameType | None) -> None:
        if self.limit:
            self._end(number, None)
        self.limit = "interrupted" if self.status else "time"
        self._stop(self.limit)
        wake_after(self._left())
        raise Cut(self.limit, self.status or UNDECIDED)

    def _left(self) -> float:
        """Return the seconds for the answer: after a signal nobody waits long."""
        return GRACE if self.status else self._grace

    def _end(self, _: int, __: FrameType | None) -> None:
        self._kill()
        if self.status:
            os._exit(self.status)
        ended()
