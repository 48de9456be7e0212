"""Sessions: an inquiry into a library, with its limits, its progress and its end."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self, TypeVar

from termcheck.cli.limits import Cut, Limits
from termcheck.cli.progress import Progress
from termcheck.cli.stopping import Stopping
from termcheck.library.model import Library
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.recall import Memory
from termcheck.report.limits_text import limits_text
from termcheck.solve.oracle import Budget
from termcheck.solve.spare import Spare

Found = TypeVar("Found")


class Session:
    """The time in which questions are asked of ``library``, within ``limits``, with a ``memory``.

    A ``spare`` process is used if there is one.

    ``inquiry`` is what to ask; ``status`` turns the exit status of an answer
    into that of the command, which after a signal is that of the signal.
    """

    def __init__(
        self,
        library: Library,
        limits: Limits,
        memory: Memory | None = None,
        spare: Spare | None = None,
    ) -> None:
        self._stopping = Stopping(self._stop, self._kill, limits.grace)
        left = None if limits.end is None else lambda: limits.left
        self._budget = Budget(left, limits.memory, apart=True, spare=spare)
        self.inquiry = Inquiry(library, self._budget, memory=memory)
        self._others: list[Inquiry] = []
        self.progress = Progress()
        self.seconds = 0.0
        self._start = time.perf_counter()

    def _stop(self, limit: str) -> None:
        for each in (self.inquiry, *self._others):
            each.stop(limit)

    def _kill(self) -> None:
        for each in (self.inquiry, *self._others):
            each.close()

    def also(self, library: Library) -> Inquiry:
        """Return an inquiry into another library that shares the limits of this session."""
        self._others.append(Inquiry(library, self._budget))
        return self._others[-1]

    @property
    def limit(self) -> str:
        """The limit that cut something off, if one did: nothing long may be begun any more."""
        return self._stopping.limit

    def unless_cut(self, work: Callable[[], Found], instead: Callable[[str], Found]) -> Found:
        """Return what ``work`` returns, or ``instead`` of the limit that cuts it off."""
        if self.limit:
            return instead(self.limit)
        try:
            return work()
        except Cut as cut:
            return instead(cut.limit)

    def evidenced(
        self, found: Found, certify: Callable[[Found], tuple[Found, Sequence[str]]]
    ) -> tuple[Found, Sequence[str]]:
        """Return ``found`` as ``certify`` returns it, and what in it is not certified.

        That is all of it if a limit cuts that work off.
        """
        return self.unless_cut(
            lambda: certify(found), lambda limit: (found, (limits_text((limit,)),))
        )

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
        return self._stopping.status or answered
