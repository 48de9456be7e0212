"""Sizes: what a library holds in all, counted while it is built.

Each part of a library has a limit of its own (``limits``); many parts, each
within its limit, can still be too much together.
"""

from __future__ import annotations

from typing import Literal

from termcheck.language.source import Span
from termcheck.library.faults import Faults
from termcheck.library.limits import CLAUSES, MEMBERS_IN_ALL, STEPS_IN_ALL

Counted = Literal["members", "clauses", "steps"]

_MOST: dict[Counted, int] = {
    "members": MEMBERS_IN_ALL,
    "clauses": CLAUSES,
    "steps": STEPS_IN_ALL,
}
_SAID: dict[Counted, str] = {
    "members": f"the sets and families of this library have more than {MEMBERS_IN_ALL:_} members",
    "clauses": f"this library has more than {CLAUSES:_} clauses, those of amended texts included",
    "steps": f"this library takes more than {STEPS_IN_ALL:_} steps to write out in full",
}


class Sizes:
    """Counts so far; each limit is told once, at the declaration that goes beyond it."""

    __slots__ = ("_told", "_used")

    def __init__(self) -> None:
        self._used: dict[Counted, int] = dict.fromkeys(_MOST, 0)
        self._told: set[Counted] = set()

    def left(self, what: Counted) -> int:
        """Return how many more there may be."""
        return _MOST[what] - self._used[what]

    def used(self, what: Counted) -> int:
        """Return how many there are."""
        return self._used[what]

    def use(self, what: Counted, number: int) -> None:
        """Count ``number`` more."""
        self._used[what] += number

    def has_room(self, what: Counted, number: int, span: Span, faults: Faults) -> bool:
        """Count ``number`` more at ``span``; if they are too many, note a fault and say no."""
        self.use(what, number)
        if self.left(what) >= 0:
            return True
        self.tell(what, span, faults)
        return False

    def tell(self, what: Counted, span: Span, faults: Faults) -> None:
        """Note that the limit was reached at ``span``, the first time only."""
        if what not in self._told:
            self._told.add(what)
            faults.add("TC239", span, _SAID[what], "divide the library into several")
