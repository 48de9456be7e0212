"""Shifts: days that lie months after others, pinned down where it matters.

What ``calendar`` says of every day at once is dear to a solver. Here it hears
at first only between how many days so many months have; where its answer gets
a day wrong, the months around that day are written out, until an answer is
right or there is none. Within a month, the later day is as far away as at its
beginning, up to the last day that the month there has, and stays there then.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from termcheck.library.days import month_length
from termcheck.logic.evaluate import months_after
from termcheck.solve.calendar import distance
from termcheck.solve.linear import Linear, linear
from termcheck.solve.numbers import Numbers


class _Shift:
    """``later`` lies ``months`` after ``day``; ``known`` months were written out."""

    def __init__(self, day: Linear, later: Linear, months: int, spills: bool) -> None:
        self.day = day
        self.later = later
        self.months = months
        self.spills = spills
        self.known: set[int] = set()
        self.wide = 0

    def there(self, day: int) -> int:
        """Return the day that lies so many months after ``day``."""
        return months_after(day, self.months, self.spills)


class Shifts:
    """All shifts of one encoding."""

    def __init__(self, numbers: Numbers, horizon: tuple[int, int]) -> None:
        self._numbers = numbers
        self._first, self._last = map(_month, horizon)
        self._made: list[_Shift] = []

    def later(self, day: Linear, months: int, spills: bool) -> Linear:
        """Return the day number ``months`` months after ``day``, for now about there."""
        numbers = self._numbers
        if not day.terms:
            return linear({}, months_after(int(day.constant), months, spills))
        if months not in numbers.distances:
            numbers.distances[months] = distance(months)
        least, most = numbers.distances[months]
        low, high = numbers.span(day)
        later = numbers.whole_unknown(low + least, high + most)
        self._between(day.plus(linear({}, least)), later, day.plus(linear({}, most)))
        self._made.append(_Shift(day, later, months, spills))
        return later

    def pin(self, found: Mapping[str, Fraction]) -> bool:
        """Write out the months around each day that is wrong in ``found``; say whether one was.

        ``found`` are the values of the unknowns, by name.
        """
        wrong = False
        for each in self._made:
            day, later = int(_value(each.day, found)), int(_value(each.later, found))
            if each.there(day) != later:
                self._pin_around(each, _month(day))
                wrong = True
        return wrong

    def _pin_around(self, shift: _Shift, month: int) -> None:
        """Write out a month, and each time twice as many around it."""
        first, last = max(self._first, month - shift.wide), min(self._last, month + shift.wide)
        for each in range(first, last + 1):
            if each not in shift.known:
                shift.known.add(each)
                year, place = divmod(each, 12)
                start = date(year, place + 1, 1).toordinal()
                self._pin(shift, start, month_length(year, place + 1))
        shift.wide = 2 * shift.wide or 1

    def _pin(self, shift: _Shift, first: int, length: int) -> None:
        """Say what lies so many months after the days of the month that begins with ``first``."""
        start = shift.there(first)
        kept = min(length, _length_at(start))
        last = first + kept - 1
        before, until = self._at_most(shift.day, first - 1), self._at_most(shift.day, last)
        there = shift.day.plus(linear({}, start - first))
        self._between(there, shift.later, there, before, -until)
        if kept < length:
            end = linear({}, shift.there(last + 1))
            beyond = -self._at_most(shift.day, first + length - 1)
            self._between(end, shift.later, end, until, beyond)

    def _at_most(self, day: Linear, limit: int) -> int:
        return self._numbers.below(day.plus(linear({}, -limit)), included=True)

    def _between(self, low: Linear, day: Linear, high: Linear, *unless: int) -> None:
        for gap in (low.minus(day), day.minus(high)):
            self._numbers.cnf.insist(*unless, self._numbers.below(gap, included=True))


def _length_at(first: int) -> int:
    """Return the length of the month that begins with the day ``first``."""
    start = date.fromordinal(first)
    return month_length(start.year, start.month)


def _month(day: int) -> int:
    """Return the month of a day, counted from January of the year 0."""
    there = date.fromordinal(day)
    return 12 * there.year + there.month - 1


def _value(sum_: Linear, found: Mapping[str, Fraction]) -> Fraction:
    return sum((factor * found[f"n{u}"] for u, factor in sum_.terms), sum_.constant)
