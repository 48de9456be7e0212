"""A spare: a solver's process that is started before there is a question.

To load a solver takes as long as to read a small library, so the two are done
side by side. Who starts a spare closes it; the first runner that is free to
choose takes it, and whoever comes later has a process started as always.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress

from termcheck.solve import messages
from termcheck.solve.child import HAS_FORK, Child, prepared
from termcheck.solve.replies import Way


@contextmanager
def waiting(*, wanted: bool) -> Generator[Spare | None, None, None]:
    """Yield a spare if one is ``wanted``, and end it if nobody took it."""
    spare = Spare() if wanted else None
    try:
        yield spare
    finally:
        if spare is not None:
            spare.close()


class Spare:
    """One process at most: there is none where none can be started, or after it was taken."""

    def __init__(self) -> None:
        self._child: Child | None = None
        if HAS_FORK:
            with suppress(OSError):  # then there will be a better moment, or a message
                self._child = Child(prepared)

    def taken(self, way: Way, seed: int) -> Child | None:
        """Return the process, which becomes such a solver; whoever takes it has to close it."""
        found, self._child = self._child, None
        if found is not None:
            found.send(messages.become(way, seed))
        return found

    def close(self) -> None:
        """End the process if nobody took it."""
        if self._child is not None:
            self._child.close()
        self._child = None
