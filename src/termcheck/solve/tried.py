"""Tried: questions about the units of one part, answered in this process if that is short.

Accepts a part of a problem; says of any set of its units whether it is
compatible, or which of them clash, unless that takes long: then there is no
answer, and a solver has to be asked. What is alike is put in order as for a solver
(``ordering``), but at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from termcheck.library.model import Domain
from termcheck.logic.components import Component
from termcheck.logic.problem import Item
from termcheck.solve.encode import Encoder
from termcheck.solve.masks import places
from termcheck.solve.mending import Mending, TooMuch
from termcheck.solve.ordering import ordering

SHORT = 5
"""How often each clause may be looked at before it is looked for what is alike."""

LONG = 100
"""How often each may be looked at after that; a million looks take half a second."""


class TooLong(Exception):
    """A question was given up."""


class Tried:
    """The units of ``part`` and its background as clauses.

    Only of plain terms, choices, events and limits of single numbers: sums of
    numbers are no question for clauses alone.
    """

    def __init__(
        self, domains: Mapping[str, Domain], horizon: tuple[int, int], part: Component
    ) -> None:
        self._domains = domains
        self._part = part
        self._encoder = Encoder(domains, horizon)
        self._mending = Mending()
        self._read = 0
        self._units: list[list[int]] = []
        self._rules: list[int] = []

    def core(self, mask: int) -> int | None:
        """Return units of ``mask`` that clash, if there are any; raises ``TooLong``.

        They are all of ``mask`` if it had to be put in order, because alike they clash together.
        """
        if not self._units:
            self._units = [self._literals(unit.items) for unit in self._part.units]
            self._rules = self._literals(self._part.background)
        if self._encoder.numbers.used:
            raise TooLong
        blamed: dict[int, int] = {}
        for place in places(mask):
            for literal in self._units[place]:
                blamed.setdefault(literal, 1 << place)
        asked = [*blamed, *self._rules]
        core = self._clashing(asked, mask)
        if core is None:
            return None
        if not core:
            raise TooLong
        if not set(asked).issuperset(core):
            return mask
        found = 0
        for literal in core:
            found |= blamed.get(literal, 0)
        return found

    def _clashing(self, asked: Sequence[int], mask: int) -> tuple[int, ...] | None:
        """Return which of ``asked`` cannot hold together, with an order if that helps."""
        with suppress(TooMuch):
            return self._core(asked, SHORT)
        items = [item for place in places(mask) for item in self._part.units[place].items]
        order = ordering(self._domains, [*items, *self._part.background])
        if not order:
            raise TooLong
        try:
            return self._core([*asked, *self._literals(order)], LONG)
        except TooMuch:
            raise TooLong from None

    def _core(self, asked: Sequence[int], often: int) -> tuple[int, ...] | None:
        """Ask, and look at each clause at most so ``often``."""
        cnf = self._encoder.cnf
        self._mending.add(cnf.clauses[self._read :], cnf.size)
        self._read = len(cnf.clauses)
        return self._mending.core(asked, often * len(cnf.clauses))

    def _literals(self, items: Sequence[Item]) -> list[int]:
        return [self._encoder.implied_by(part.formula) for item in items for part in item.parts]
