"""Worlds: a question with few packages, answered by looking at all of them at once.

Accepts units and a background about choices and events without days; yields
the maximal sets of units that are compatible. A formula is a number with a bit
for each package, set where it holds, so that every package is looked at in one
operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import prod

from termcheck.library.formula import (
    Among,
    And,
    Constant,
    Formula,
    Happens,
    HowMany,
    Iff,
    Not,
    Or,
    Variable,
)
from termcheck.library.model import Choice, Domain
from termcheck.logic.problem import Item, Unit

MOST = 4_096
"""How many packages there may be."""


def maximal(
    domains: Mapping[str, Domain], units: Sequence[Unit], background: Sequence[Item]
) -> list[int] | None:
    """Return the maximal sets of units that are compatible, ``None`` if this is not the way."""
    items = [*chain.from_iterable(unit.items for unit in units), *background]
    sizes = _sizes(domains, items)
    if sizes is None or prod(sizes.values()) > MOST:
        return None
    try:
        worlds = _Worlds(domains, sizes)
        rules = worlds.of(background)
        rows = [worlds.of(unit.items) for unit in units]
    except _Beyond:
        return None
    return _largest(_transposed(rows, rules, worlds.size)) if units else [0]


def _sizes(
    domains: Mapping[str, Domain], items: Sequence[Item]
) -> dict[Variable | str, int] | None:
    """Return how many values each variable and event has; ``None`` if one is a number."""
    sizes: dict[Variable | str, int] = {}
    for part in (part for item in items for part in item.parts):
        sizes.update((event, 2) for event in part.events)
        for variable in part.variables:
            domain = domains[variable.term]
            if not isinstance(domain, Choice):
                return None
            sizes[variable] = len(domain.values)
    return sizes


class _Beyond(Exception):
    """A formula asks for a day; caught in this module."""


class _Worlds:
    """All packages, numbered: the values of the first variable change from one to the next."""

    def __init__(self, domains: Mapping[str, Domain], sizes: Mapping[Variable | str, int]) -> None:
        self._domains = domains
        self.size = prod(sizes.values())
        self.everywhere = (1 << self.size) - 1
        self._values: dict[Variable | str, list[int]] = {}
        step = 1
        for name, size in sizes.items():
            again = self.everywhere // ((1 << step * size) - 1)
            first = (1 << step) - 1
            self._values[name] = [(first << step * place) * again for place in range(size)]
            step *= size

    def of(self, items: Iterable[Item]) -> int:
        """Return where all of some items hold."""
        return self._all(part.formula for item in items for part in item.parts)

    def _all(self, formulas: Iterable[Formula]) -> int:
        found = self.everywhere
        for each in formulas:
            found &= self._where(each)
        return found

    def _where(self, formula: Formula) -> int:
        match formula:
            case Constant(value=value):
                return self.everywhere if value else 0
            case Among(variable=variable, values=values):
                domain = self._domains[variable.term]
                assert isinstance(domain, Choice)
                row = self._values[variable]
                return _any(row[domain.values.index(value)] for value in values)
            case Happens(event=event):
                return self._values[event][1]
            case Not(operand=operand):
                return self.everywhere & ~self._where(operand)
            case And(operands=operands):
                return self._all(operands)
            case Or(operands=operands):
                return _any(map(self._where, operands))
            case Iff(left=left, right=right):
                return self.everywhere & ~(self._where(left) ^ self._where(right))
            case HowMany(low=low, high=high, operands=operands):
                counted = self._counted([self._where(each) for each in operands])
                return _any(counted[max(low, 0) : high + 1])
            case _:
                raise _Beyond

    def _counted(self, wheres: Sequence[int]) -> list[int]:
        """Return where none of some formulas hold, where one does, and so on."""
        rows = [self.everywhere] + [0] * len(wheres)
        for where in wheres:
            before = [0, *rows[:-1]]
            rows = [here & ~where | less & where for here, less in zip(rows, before, strict=True)]
        return rows


def _any(wheres: Iterable[int]) -> int:
    found = 0
    for each in wheres:
        found |= each
    return found


def _transposed(rows: Sequence[int], rules: int, size: int) -> set[int]:
    """Return the sets of units that hold in one package each, of those that the rules admit."""
    columns = zip(*(f"{row:0{size}b}" for row in reversed(rows)), strict=True)
    admitted = f"{rules:0{size}b}"
    return {
        int("".join(column), 2)
        for column, here in zip(columns, admitted, strict=True)
        if here == "1"
    }


def _largest(sets: set[int]) -> list[int]:
    found: list[int] = []
    for each in sorted(sets, key=lambda each: (-each.bit_count(), each)):
        if not any(each & larger == each for larger in found):
            found.append(each)
    return found
