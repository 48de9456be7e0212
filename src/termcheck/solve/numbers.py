"""Numbers: unknowns, their thresholds, and inequalities between sums of them.

A comparison of one unknown with a constant is a threshold: a literal, ordered
with its neighbours, of which a finite solver understands everything. Only
where unknowns are added up do they become numbers for the solver (``used``).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from fractions import Fraction
from itertools import combinations
from math import ceil, floor

from termcheck.solve.cnf import FALSE, TRUE, Cnf
from termcheck.solve.linear import Linear, linear, scaled_whole
from termcheck.value import Value

Bound = tuple[Fraction, bool]
"""A limit and whether it is itself included."""


class Unknown(Value):
    """A number that the solver may choose, from ``low`` to ``high``."""

    number: int
    low: Fraction
    high: Fraction
    whole: bool

    @property
    def name(self) -> str:
        """The unknown's name in the solver's text."""
        return f"n{self.number}"

    @property
    def alone(self) -> Linear:
        """The unknown as a sum."""
        return linear({self.number: Fraction(1)})


class Inequality(Value):
    """``literal`` holds exactly where ``sum`` is below 0, or 0 if ``included``."""

    literal: int
    sum: Linear
    included: bool


class Numbers:
    """Unknowns and inequalities; ``used`` and ``inequalities`` only grow.

    ``distances`` say how many days so many months have, at least and at most.
    ``thresholds`` are, for each unknown, its bounds in order with their
    literals, each of which holds exactly where the unknown is within.
    """

    def __init__(self, cnf: Cnf) -> None:
        self.cnf = cnf
        self.inequalities: list[Inequality] = []
        self.used: list[Unknown] = []
        self.thresholds: dict[int, list[tuple[Bound, int]]] = {}
        self.distances: dict[int, tuple[int, int]] = {}
        self._unknowns: list[Unknown] = []
        self._is_used: set[int] = set()
        self._sums: dict[tuple[Linear, bool], int] = {}

    def unknown(self, low: Fraction, high: Fraction, whole: bool) -> Unknown:
        """Return a new unknown between two limits, both included."""
        made = Unknown(len(self._unknowns), low, high, whole)
        self._unknowns.append(made)
        self.thresholds[made.number] = []
        return made

    def span(self, sum_: Linear) -> tuple[Fraction, Fraction]:
        """Return bounds of ``sum_`` that follow from those of its unknowns."""
        low = high = sum_.constant
        for number, factor in sum_.terms:
            unknown = self._unknowns[number]
            ends = sorted((factor * unknown.low, factor * unknown.high))
            low, high = low + ends[0], high + ends[1]
        return low, high

    def is_whole(self, sum_: Linear) -> bool:
        """Say whether ``sum_`` is a whole number whatever its unknowns are."""
        parts = (f.denominator == 1 and self._unknowns[u].whole for u, f in sum_.terms)
        return sum_.constant.denominator == 1 and all(parts)

    def whole_unknown(self, low: Fraction | int, high: Fraction | int) -> Linear:
        """Return a new whole unknown between ``low`` and ``high`` as a sum."""
        return self.unknown(Fraction(low), Fraction(high), True).alone

    def below(self, difference: Linear, *, included: bool) -> int:
        """Return the literal that holds exactly where ``difference`` is below 0.

        Where it is 0 as well, if ``included``.
        """
        if not difference.terms:
            value = difference.constant
            return TRUE if value < 0 or (included and value == 0) else FALSE
        if len(difference.terms) == 1:
            ((number, factor),) = difference.terms
            limit = -difference.constant / factor
            if factor > 0:
                return self._threshold(self._unknowns[number], limit, included)
            return -self._threshold(self._unknowns[number], limit, not included)
        return self._inequality(difference, included)

    def order(self) -> set[tuple[int, int]]:
        """Return the clauses that keep the thresholds of each unknown in order."""
        rows = self.thresholds.values()
        return {(-low[1], high[1]) for row in rows for low, high in combinations(row, 2)}

    def _threshold(self, unknown: Unknown, limit: Fraction, included: bool) -> int:
        """Return the literal: ``unknown`` is below ``limit``, or there if ``included``."""
        if unknown.whole:
            limit, included = Fraction(floor(limit) if included else ceil(limit) - 1), True
        if limit > unknown.high or (limit == unknown.high and included):
            return TRUE
        if limit < unknown.low or (limit == unknown.low and not included):
            return FALSE
        bound: Bound = (limit, included)
        row = self.thresholds[unknown.number]
        at = bisect_left(row, (bound, 0))
        if at < len(row) and row[at][0] == bound:
            return row[at][1]
        literal = self.cnf.fresh()
        if at > 0:
            self.cnf.clauses.append((-row[at - 1][1], literal))
        if at < len(row):
            self.cnf.clauses.append((-literal, row[at][1]))
        insort(row, (bound, literal))
        if unknown.number in self._is_used:
            self._link(unknown, bound, literal)
        return literal

    def _inequality(self, difference: Linear, included: bool) -> int:
        sum_, _ = scaled_whole(difference)
        if sum_.terms[0][1] < 0:
            return -self._inequality_of(sum_.negated(), not included)
        return self._inequality_of(sum_, included)

    def _inequality_of(self, sum_: Linear, included: bool) -> int:
        if all(self._unknowns[number].whole for number, _ in sum_.terms):
            limit = -sum_.constant
            limit = Fraction(floor(limit) if included else ceil(limit) - 1)
            sum_, included = Linear(sum_.terms, -limit), True
        found = self._sums.get((sum_, included))
        if found is None:
            found = self._sums[sum_, included] = self.cnf.fresh()
            for number, _ in sum_.terms:
                self._use(self._unknowns[number])
            self.inequalities.append(Inequality(found, sum_, included))
        return found

    def _use(self, unknown: Unknown) -> None:
        """Make ``unknown`` a number for the solver, with its thresholds."""
        if unknown.number in self._is_used:
            return
        self._is_used.add(unknown.number)
        self.used.append(unknown)
        for bound, literal in self.thresholds[unknown.number]:
            self._link(unknown, bound, literal)

    def _link(self, unknown: Unknown, bound: Bound, literal: int) -> None:
        sum_ = linear({unknown.number: Fraction(1)}, -bound[0])
        self.inequalities.append(Inequality(literal, sum_, bound[1]))
