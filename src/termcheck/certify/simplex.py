"""Sums: can these inequalities hold together, and if not, which add up to a contradiction?

The general simplex method for bounds that come and go, after B. Dutertre and
L. de Moura, "A fast linear-arithmetic solver for DPLL(T)", 2006, in exact
fractions. A strict bound is the bound and a little less or more: numbers are
pairs of a fraction and a multiple of something endlessly small.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from termcheck.certify.check.kernel import Inequality, Terms

Reason = int | tuple[str, int]
"""A literal that holds, as an inequality or, ``("t", literal)``, as a truth.

Or ``("l", u)`` and ``("u", u)``: the bounds of an unknown.
"""

Blame = list[tuple[Reason, Fraction]]
"""Reasons and how often each is taken to get a contradiction."""

_Number = tuple[Fraction, Fraction]
_Limit = tuple[_Number, Reason]
_NOTHING = Fraction(0)
_ONE = Fraction(1)


class Simplex:
    """Bounds on unknowns and on sums of them; bounds are taken back in reverse order."""

    def __init__(self, unknowns: Sequence[tuple[Fraction, Fraction, bool]]) -> None:
        self.value: list[_Number] = []
        self._low: list[_Limit | None] = []
        self._high: list[_Limit | None] = []
        self._rows: dict[int, dict[int, Fraction]] = {}
        self._sums: dict[Terms, int] = {}
        self._truths: dict[int, int] = {}
        self._trail: list[tuple[bool, int, _Limit | None]] = []
        for number, (low, high, _) in enumerate(unknowns):
            self._new((low, _NOTHING), ((low, _NOTHING), ("l", number)))
            self._high[number] = ((high, _NOTHING), ("u", number))

    @property
    def mark(self) -> int:
        """The place to go back to."""
        return len(self._trail)

    def back(self, mark: int) -> None:
        """Take back all bounds since ``mark``."""
        while len(self._trail) > mark:
            high, column, limit = self._trail.pop()
            (self._high if high else self._low)[column] = limit

    def insist(self, inequality: Inequality, reason: Reason) -> Blame | None:
        """Add a bound; return a contradiction if it crosses another."""
        terms, bound, strict = inequality
        if not terms:
            wrong = bound < 0 or (bound == 0 and strict)
            return [(reason, Fraction(1))] if wrong else None
        sign = 1 if terms[0][1] > 0 else -1
        column = self._column(tuple((u, f * sign) for u, f in terms))
        number = (bound * sign, Fraction(-sign if strict else 0))
        high = sign > 0
        mine, other = (self._high, self._low) if high else (self._low, self._high)
        old = mine[column]
        if old is not None and (old[0] <= number if high else old[0] >= number):
            return None
        self._trail.append((high, column, old))
        mine[column] = (number, reason)
        against = other[column]
        if against is not None and (against[0] > number if high else against[0] < number):
            return [(reason, Fraction(1)), (against[1], Fraction(1))]
        if column not in self._rows:
            here = self.value[column]
            if here > number if high else here < number:
                self._move(column, number)
        return None

    def contradiction(self) -> Blame | None:
        """Find values within all bounds, or return why there are none."""
        while True:
            wrong = [c for c in sorted(self._rows) if self._outside(c)]
            if not wrong:
                return None
            row = wrong[0]
            low, high = self._low[row], self._high[row]
            below = low is not None and self.value[row] < low[0]
            limit = low if below else high
            assert limit is not None
            column = self._helper(row, below)
            if column is None:
                return self._blame(row, below, limit[1])
            self._pivot(row, column)
            self._move(row, limit[0])

    # --- the table -----------------------------------------------------------

    def _new(self, value: _Number, low: _Limit | None = None) -> int:
        self.value.append(value)
        self._low.append(low)
        self._high.append(None)
        return len(self.value) - 1

    def _column(self, terms: Terms) -> int:
        """Return the column of a sum; its first factor is positive."""
        if len(terms) == 1:
            return self._place(terms[0][0])
        found = self._sums.get(terms)
        if found is None:
            row: dict[int, Fraction] = {}
            for unknown, factor in terms:
                place = self._place(unknown)
                for column, part in self._rows.get(place, {place: Fraction(1)}).items():
                    row[column] = row.get(column, _NOTHING) + factor * part
            row = {column: factor for column, factor in row.items() if factor}
            found = self._sums[terms] = self._new(_weighed(row, self.value))
            self._rows[found] = row
        return found

    def _place(self, unknown: int) -> int:
        """Return the column of an unknown; that of a truth is made at its first use."""
        if unknown >= 0:
            return unknown
        found = self._truths.get(unknown)
        if found is None:
            low, high = (_NOTHING, _NOTHING), (_ONE, _NOTHING)
            found = self._truths[unknown] = self._new(low, (low, ("l", unknown)))
            self._high[found] = high, ("u", unknown)
        return found

    def _outside(self, column: int) -> bool:
        low, high, here = self._low[column], self._high[column], self.value[column]
        return (low is not None and here < low[0]) or (high is not None and here > high[0])

    def _helper(self, row: int, below: bool) -> int | None:
        """Return the first column that can move the sum of ``row`` towards its bound."""
        for column, factor in sorted(self._rows[row].items()):
            up = (factor > 0) == below
            limit = self._high[column] if up else self._low[column]
            here = self.value[column]
            if limit is None or (here < limit[0] if up else here > limit[0]):
                return column
        return None

    def _blame(self, row: int, below: bool, reason: Reason) -> Blame:
        found: Blame = [(reason, Fraction(1))]
        for column, factor in sorted(self._rows[row].items()):
            limit = self._high[column] if (factor > 0) == below else self._low[column]
            assert limit is not None
            found.append((limit[1], abs(factor)))
        return found

    def _move(self, column: int, number: _Number) -> None:
        """Give a free column another value; the sums follow."""
        gap = (number[0] - self.value[column][0], number[1] - self.value[column][1])
        self.value[column] = number
        for row, factors in self._rows.items():
            factor = factors.get(column)
            if factor:
                a, b = self.value[row]
                self.value[row] = (a + factor * gap[0], b + factor * gap[1])

    def _pivot(self, row: int, column: int) -> None:
        """Let ``row`` be free and ``column`` a sum."""
        factors = self._rows.pop(row)
        pivot = factors.pop(column)
        solved = {each: -factor / pivot for each, factor in factors.items()}
        solved[row] = 1 / pivot
        for other in self._rows.values():
            times = other.pop(column, None)
            if times:
                for each, factor in solved.items():
                    total = other.get(each, _NOTHING) + times * factor
                    if total:
                        other[each] = total
                    else:
                        other.pop(each, None)
        self._rows[column] = solved


def _weighed(row: dict[int, Fraction], values: Sequence[_Number]) -> _Number:
    return (
        sum((factor * values[column][0] for column, factor in row.items()), _NOTHING),
        sum((factor * values[column][1] for column, factor in row.items()), _NOTHING),
    )
