"""The best that can be kept: of units with weights, a compatible choice that is worth most.

Where each clause is about a few things of its own, the least loss is added up
without looking for any conflict. Elsewhere not all conflicts have to be known:
what meets those known so far at least cost is given up; if the rest still
clashes, that is a conflict more (E. Moreno-Centeno and R. M. Karp, "The
implicit hitting set approach to solve combinatorial optimization problems",
2013).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

from termcheck.logic.components import Component, components
from termcheck.logic.problem import Item, Unit
from termcheck.solve.cheapest import cheapest
from termcheck.solve.closing import Clash, Closed, closed
from termcheck.solve.grouped import Grouped
from termcheck.solve.losses import least_loss
from termcheck.solve.masks import bits, members, places
from termcheck.solve.oracle import Compatible, Oracle, Undecided

TOO_MUCH = "too much work to find the best"
"""The limit that is hit where conflicts overlap too much."""


def best(
    oracle: Oracle, units: Sequence[Unit], background: Sequence[Item], worth: Sequence[Fraction]
) -> frozenset[Unit] | Undecided:
    """Return a compatible choice of ``units`` that is worth most.

    ``worth`` is for each unit 0 or more. The background alone is compatible.
    """
    scale = lcm(*(each.denominator for each in worth))
    of = {unit: int(each * scale) for unit, each in zip(units, worth, strict=True)}
    found: set[Unit] = set()
    for part in components(units, background):
        kept = _best(oracle, part, [of[unit] for unit in part.units])
        if isinstance(kept, Undecided):
            return kept
        found.update(members(part.units, kept))
    return frozenset(found)


def _best(oracle: Oracle, part: Component, worth: Sequence[int]) -> int | Undecided:
    """Return the units of one part to keep, as bits."""
    items = [unit.items for unit in part.units]
    grouped = Grouped(oracle.domains, oracle.horizon, part.background, items)
    given_up = least_loss(grouped, worth)
    if given_up is None:
        return _Search(oracle, part, grouped).best([Fraction(each) for each in worth])
    return (1 << len(worth)) - 1 & ~given_up


class _Search:
    """The units of one part, as bits; conflicts are found as they are needed."""

    def __init__(self, oracle: Oracle, part: Component, grouped: Grouped) -> None:
        self._oracle = oracle
        self._units = part.units
        self._background = part.background
        self._grouped = grouped
        self._of_clause: dict[int, int] = {}
        for place, group in enumerate(self._grouped.groups):
            for clause in group.clauses:
                self._of_clause[clause] = self._of_clause.get(clause, 0) | 1 << place
        self._conflicts: list[int] = []

    def best(self, worth: Sequence[Fraction]) -> int | Undecided:
        """Return the units to keep."""
        everything = (1 << len(self._units)) - 1
        while True:
            given_up = cheapest(self._conflicts, worth) if self._conflicts else 0
            if given_up is None:
                return Undecided(TOO_MUCH)
            rest, known = everything & ~given_up, len(self._conflicts)
            while True:
                if limit := self._oracle.ended():
                    return Undecided(limit)
                conflict = self._conflict(rest)
                if isinstance(conflict, Undecided):
                    return conflict
                if not conflict:
                    break
                self._conflicts.append(conflict)
                rest &= ~conflict
            if len(self._conflicts) == known:
                return everything & ~given_up

    def _conflict(self, mask: int) -> int | Undecided:
        """Return a minimal conflict among the units of ``mask``, 0 if they hold together."""
        found = self._core(mask)
        if isinstance(found, Undecided):
            return found
        for bit in bits(found):
            if found & bit and found != bit:
                smaller = self._core(found & ~bit)
                if isinstance(smaller, Undecided):
                    return smaller
                found = smaller or found
        return found

    def _core(self, mask: int) -> int | Undecided:
        """Return units of ``mask`` that cannot hold together, 0 if all of them can."""
        groups = [self._grouped.groups[at] for at in places(mask)]
        found = closed(self._grouped, groups, abs)
        if isinstance(found, Closed):
            return 0
        if isinstance(found, Clash):
            own = (self._of_clause.get(each, 0) & mask for each in found.clauses)
            return self._union(each & -each for each in own)
        return self._asked(mask)

    def _asked(self, mask: int) -> int | Undecided:
        """Ask the oracle where clauses do not say everything."""
        items = [(at, item) for at in places(mask) for item in self._units[at].items]
        answer = self._oracle.compatible((*(item for _, item in items), *self._background))
        if isinstance(answer, Undecided):
            return answer
        if isinstance(answer, Compatible):
            return 0
        return self._union(1 << at for at, item in items if item in answer.core)

    def _union(self, masks: Iterable[int]) -> int:
        found = 0
        for each in masks:
            found |= each
        return found
