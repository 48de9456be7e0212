"""Stopping: Ctrl-C and SIGTERM while questions are being asked.

The solvers work in processes of their own, so that this one always hears. What
was known by then is printed by the command as always.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

from termcheck.cli.limits import GRACE

STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143}
"""The exit status after a signal, as shells count it."""


class Stopping:
    """A time in which a signal ends what is being asked.

    The first calls ``stop`` with the name of the limit; ``status`` is then the
    exit status. A second one ends the process at once, and so does ``GRACE``;
    ``kill`` is called before that, and must leave no process behind.
    """

    def __init__(self, stop: Callable[[str], None], kill: Callable[[], None]) -> None:
        self.status = 0
        self._stop = stop
        self._kill = kill
        self._before: list[tuple[signal.Signals, Any]] = []

    def __enter__(self) -> Self:
        for each in STATUS:
            self._before.append((each, signal.signal(each, self._hear)))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kill()
        for each, handler in self._before:
            signal.signal(each, handler)

    def _hear(self, number: int, _: FrameType | None) -> None:
        if self.status:
            self._end(number, None)
        self.status = STATUS[signal.Signals(number)]
        self._stop("interrupted")
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, self._end)
            signal.setitimer(signal.ITIMER_REAL, GRACE)

    def _end(self, _: int, __: FrameType | None) -> None:
        self._kill()
        os._exit(self.status)
