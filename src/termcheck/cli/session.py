"""Sessions: an inquiry into a library, with its limits, its progress and its end."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from termcheck.cli.progress import Progress
from termcheck.cli.stopping import Stopping
from termcheck.library.model import Library
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.oracle import Budget

INTERRUPTED = 130


class Session:
    """The time in which questions are asked of ``library``, at most ``seconds``.

    ``inquiry`` is what to ask; ``status`` turns the exit status of an answer
    into that of the command, which is 130 after Ctrl-C.
    """

    def __init__(self, library: Library, seconds: float | None = None) -> None:
        self._stopping = Stopping(self._stop, seconds)
        self._budget = None if seconds is None else Budget(self._stopping.left)
        self.inquiry = Inquiry(library, self._budget)
        self._others: list[Inquiry] = []
        self.progress = Progress()
        self.seconds = 0.0
        self._start = time.perf_counter()

    def _stop(self, limit: str) -> None:
        for each in (self.inquiry, *self._others):
            each.oracle.stop(limit)

    def also(self, library: Library) -> Inquiry:
        """Return an inquiry into another library that shares the time of this session."""
        self._others.append(Inquiry(library, self._budget))
        return self._others[-1]

    def __enter__(self) -> Self:
        self._stopping.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.progress.end()
        self.seconds = time.perf_counter() - self._start
        self._stopping.__exit__(kind, fault, trace)

    def status(self, answered: int) -> int:
        """Return the exit status of a command whose answer has the status ``answered``."""
        return INTERRUPTED if self._stopping.interrupted else answered
