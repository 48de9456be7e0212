"""Undominated costs: of sums of several costs at once, those that none is better than.

Accepts costs to several parties, each as one number with a field for each
party (``Costs``); yields those to which no other one is nowhere more and
somewhere less. Adding the numbers adds all fields. On top stands the sum of
all, so that in ascending order nothing is dominated by what comes later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from math import isqrt

from termcheck.solve.bucketed import TooWide

Front = dict[int, int]
"""Costs, none of which dominates another, each with what tells equal ones apart: the less wins."""

MOST_STEPS = 10_000
"""How much may be lost by one party, in the smallest steps in which it is counted."""

MOST_SUMS = 4_000_000
"""How many sums are looked at before the search is given up."""

_SOME = 2_000
"""Sums that are compared at a time, and of good ones which rule many out."""

_AT_ONCE = 4_096
"""How many numbers are looked at together."""

_Columns = list[tuple[int, int, "list[int] | _Both"]]
"""Fields, by what to shift by and to mask with, and as bits which numbers have no more there."""


class Costs:
    """Numbers with a field for each party; ``totals`` are the most that each can lose.

    ``ended`` is asked now and then whether a limit was hit.
    """

    def __init__(self, totals: Sequence[int], ended: Callable[[], str] = str) -> None:
        """Make room; raises ``TooWide`` if that is too much."""
        if max(totals, default=0) > MOST_STEPS:
            raise TooWide
        self._ended = ended
        self._totals = tuple(totals)
        self._width = max(totals, default=0).bit_length() or 1
        self._mask = (1 << self._width) - 1
        self._shifts = [place * self._width for place in range(len(totals))]
        self._top = len(totals) * self._width
        self._left = MOST_SUMS

    def of(self, costs: Iterable[int]) -> int:
        """Return the number of ``costs``, one for each party."""
        rows = list(costs)
        fields = (cost << shift for cost, shift in zip(rows, self._shifts, strict=True))
        return (sum(rows) << self._top) + sum(fields)

    def read(self, number: int) -> tuple[int, ...]:
        """Return the costs that ``number`` stands for."""
        return tuple(number >> shift & self._mask for shift in self._shifts)

    # --- fronts ------------------------------------------------------------------

    def joined(self, one: Front, other: Front) -> Front:
        """Return the undominated sums of one from each; raises ``TooWide`` after too many."""
        if len(one) > len(other):
            one, other = other, one
        if len(one) < 2:
            return {x + y: m + n for x, m in one.items() for y, n in other.items()}
        self._spend(len(one) * len(other))
        kept = set(self._sums(sorted(one), sorted(other)))
        found: Front = {}
        for x, m in one.items():
            for y in [y for y in other if x + y in kept]:
                tie = m + other[y]
                if tie < found.get(x + y, tie + 1):
                    found[x + y] = tie
        return found

    def all_joined(self, fronts: Iterable[Front]) -> Front:
        """Return the undominated sums of one from each, small fronts first."""
        found: Front = {0: 0}
        for each in sorted(fronts, key=len):
            found = self.joined(found, each)
        return found

    def united(self, one: Front, other: Front) -> Front:
        """Return what is undominated among both."""
        if not one or not other or one is other:
            return one or other
        return self.front([*one.items(), *other.items()])

    def front(self, losses: Sequence[tuple[int, int]]) -> Front:
        """Return the undominated ones of ``losses``, each with its least tie."""
        self._spend(len(losses))
        least: Front = {}
        for number, tie in losses:
            least[number] = min(tie, least.get(number, tie))
        return {number: least[number] for number in self.undominated(least)}

    def _spend(self, sums: int) -> None:
        self._left -= sums
        if self._left < 0:
            raise TooWide

    def _sums(self, one: Sequence[int], other: Sequence[int]) -> list[int]:
        """Return the undominated sums of two sorted rows."""
        if len(one) * len(other) <= _SOME:
            return self.undominated({x + y for x in one for y in other})
        share = min(len(one), isqrt(_SOME * len(one) // len(other))) or 1
        low = islice(other, _SOME // share)
        good = self._compared(sorted({x + y for y in low for x in one[:share]}))
        columns = self._columns(good)
        found = set(good)
        for x in one:
            found.update(self._spared([x + y for y in other], columns))
        return self.undominated(found)

    # --- dominance ----------------------------------------------------------------

    def undominated(self, numbers: Iterable[int]) -> list[int]:
        """Return those of ``numbers`` that no other one dominates, in ascending order.

        The least come first; what they dominate is struck out before the next are compared.
        """
        left = sorted(numbers)
        found: list[int] = []
        size = _SOME
        while left:
            end = min(size, len(left))
            while end < len(left) and left[end] >> self._top == left[end - 1] >> self._top:
                end += 1
            best = self._compared(left[:end])
            found += best
            left = self._spared(left[end:], self._columns(best)) if end < len(left) else []
            size += size // 2
        return found

    def _compared(self, numbers: list[int]) -> list[int]:
        """Return those of ``numbers``, all different and sorted, that no other one dominates."""
        if len(numbers) < 2 or numbers[0] >> self._top == numbers[-1] >> self._top:
            return numbers
        marks = self._marks(numbers, self._columns(numbers))
        return [n for place, n in enumerate(numbers) if marks[place] == 1 << place]

    def _spared(self, numbers: Sequence[int], columns: _Columns) -> list[int]:
        """Return those of ``numbers`` to which none in ``columns`` is equal or better."""
        found: list[int] = []
        for start in range(0, len(numbers), _AT_ONCE):
            if self._ended():
                raise TooWide
            some = numbers[start : start + _AT_ONCE]
            marks = self._marks(some, columns)
            found += [number for number, mark in zip(some, marks, strict=True) if not mark]
        return found

    def _marks(self, numbers: Sequence[int], columns: _Columns) -> list[int]:
        """Return for each of ``numbers`` which of ``columns`` are nowhere more, as bits."""
        (shift, mask, table), *others = columns
        marks = [table[number >> shift & mask] for number in numbers]
        for shift, mask, table in others:
            marks = [
                mark and mark & table[number >> shift & mask]
                for mark, number in zip(marks, numbers, strict=True)
            ]
        return marks

    def _columns(self, numbers: Sequence[int]) -> _Columns:
        found = [
            self._column(numbers, shift, total)
            for shift, total in zip(self._shifts, self._totals, strict=True)
        ]
        mask, width = self._mask, self._width
        columns: _Columns = [
            (shift, mask << width | mask, _Both(one, other, width))
            for shift, one, other in zip(self._shifts[::2], found[::2], found[1::2], strict=False)
        ]
        return [*columns, (self._shifts[-1], mask, found[-1])] if len(found) % 2 else columns

    def _column(self, numbers: Sequence[int], shift: int, total: int) -> list[int]:
        having: dict[int, bytearray] = {}
        size, mask = len(numbers) // 8 + 1, self._mask
        for place, number in enumerate(numbers):
            cost = number >> shift & mask
            if cost not in having:
                having[cost] = bytearray(size)
            having[cost][place >> 3] |= 1 << (place & 7)
        below, at_most = 0, list[int]()
        for cost in range(total + 1):
            if cost in having:
                below |= int.from_bytes(having[cost], "little")
            at_most.append(below)
        return at_most


class _Both(dict[int, int]):
    """What stands in two columns at once, worked out when it is asked for first."""

    def __init__(self, one: list[int], other: list[int], width: int) -> None:
        self._one, self._other, self._width = one, other, width
        self._mask = (1 << width) - 1

    def __missing__(self, fields: int) -> int:
        found = self[fields] = self._one[fields & self._mask] & self._other[fields >> self._width]
        return found
