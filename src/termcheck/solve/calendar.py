"""Months on the calendar, as sums: the day that lies N months after another.

The Gregorian calendar is linear once the year, the month and the day of the
month are unknowns: the days before a year are 365 for each year and one for
each leap year, and leap years are counted by whole quarters, hundredths and
four-hundredths of years. Tested against ``logic.evaluate.months_after``.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from termcheck.library.days import month_length
from termcheck.solve.linear import Linear, linear
from termcheck.solve.numbers import Numbers
from termcheck.value import Value

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = tuple(sum(_LENGTHS[:month]) for month in range(12))
_FEBRUARY = 1
_CYCLE = 146_097
_MONTHS = 4800
"""Months and days of 400 years, after which the calendar repeats."""


class _Year(Value):
    """The day before a year's first, and 1 if it is a leap year, else 0."""

    eve: Linear
    leap: Linear


def month_shift(
    numbers: Numbers, day: Linear, months: int, horizon: tuple[int, int], spills: bool = False
) -> Linear:
    """Return the day number ``months`` months after ``day``, which lies in ``horizon``.

    Where the month lacks the day: its last one, or the day after if it ``spills``.
    """
    first, last = (date.fromordinal(each).year for each in horizon)
    extra = abs(months) // 12 + 1
    year = numbers.whole_unknown(first, last)
    later = numbers.whole_unknown(first - extra, last + extra)
    month = numbers.cnf.exactly_one(12)
    within = numbers.whole_unknown(0, 30)
    kept = numbers.whole_unknown(0, 30)
    before, after = _year(numbers, year), _year(numbers, later)
    shifted = [(index + months) % 12 for index in range(12)]
    _equal(numbers, day, _day(numbers, before, month, range(12), within))
    for index, literal in enumerate(month):
        _equal(numbers, later, _plus(year, (index + months) // 12), -literal)
        _at_most(numbers, within, _last(before, index), -literal)
        limit = _last(after, shifted[index])
        _at_most(numbers, kept, limit, -literal)
        reached = numbers.below(limit.minus(kept), included=True)
        whole = numbers.below(within.minus(kept), included=True)
        numbers.cnf.insist(-literal, reached, whole)
    _at_most(numbers, kept, within)
    reached_day = _day(numbers, after, month, shifted, kept)
    reached_day = reached_day.plus(_spilt(numbers, kept, within)) if spills else reached_day
    if months not in numbers.distances:
        numbers.distances[months] = distance(months)
    least, most = numbers.distances[months]
    _at_most(numbers, _plus(day, least), reached_day)
    _at_most(numbers, reached_day, _plus(day, most))
    return reached_day


def distance(months: int) -> tuple[int, int]:
    """Return how many days ``months`` months have at least and at most.

    It follows from the rest; said outright, nothing has to be tried day by day.
    """
    starts = [date(1 + at // 12, 1 + at % 12, 1).toordinal() for at in range(2 * _MONTHS)]
    cycles, rest = divmod(months, _MONTHS)
    spans: list[int] = []
    for at in range(_MONTHS):
        days = starts[at + rest] - starts[at]
        lost = max(0, _length(at) - _length(at + rest))
        spans += [days, days - lost]
    return min(spans) + cycles * _CYCLE, max(spans) + cycles * _CYCLE


def _length(at: int) -> int:
    """Return the length of a month, counted from January of the year 1."""
    year, month = divmod(at, 12)
    return month_length(year + 1, month + 1)


def _spilt(numbers: Numbers, kept: Linear, within: Linear) -> Linear:
    """Return 1 where the month lacks the day, else 0."""
    day = numbers.whole_unknown(0, 1)
    lacks = numbers.below(kept.minus(within), included=False)
    _equal(numbers, day, linear({}, 1), -lacks)
    _equal(numbers, day, linear({}), lacks)
    return day


def _year(numbers: Numbers, year: Linear) -> _Year:
    """Count the leap years before ``year``, and before the next one."""
    before, through = linear({}), linear({})
    for cycle, sign in ((4, 1), (100, -1), (400, 1)):
        before = before.plus(_quotient(numbers, _plus(year, -1), cycle).times(Fraction(sign)))
        through = through.plus(_quotient(numbers, year, cycle).times(Fraction(sign)))
    return _Year(_plus(year, -1).times(Fraction(365)).plus(before), through.minus(before))


def _quotient(numbers: Numbers, dividend: Linear, divisor: int) -> Linear:
    """Return the whole part of ``dividend`` divided by ``divisor``."""
    low, high = numbers.span(dividend)
    quotient = numbers.whole_unknown(low // divisor, high // divisor)
    product = quotient.times(Fraction(divisor))
    _at_most(numbers, product, dividend)
    _at_most(numbers, dividend, _plus(product, divisor - 1))
    return quotient


def _day(
    numbers: Numbers, year: _Year, month: tuple[int, ...], which: range | list[int], day: Linear
) -> Linear:
    """Return the day number of day ``day`` (from 0) of month ``which[i]`` where ``month[i]``."""
    offset = numbers.whole_unknown(0, _BEFORE[-1] + 1)
    for literal, index in zip(month, which, strict=True):
        leap_day = year.leap if index > _FEBRUARY else linear({})
        _equal(numbers, offset, _plus(leap_day, _BEFORE[index]), -literal)
    return _plus(year.eve.plus(offset).plus(day), 1)


def _last(year: _Year, month: int) -> Linear:
    """Return the last day of a month, counted from 0."""
    leap_day = year.leap if month == _FEBRUARY else linear({})
    return _plus(leap_day, _LENGTHS[month] - 1)


def _plus(sum_: Linear, number: int) -> Linear:
    return sum_.plus(linear({}, number))


def _at_most(numbers: Numbers, left: Linear, right: Linear, *unless: int) -> None:
    numbers.cnf.insist(*unless, numbers.below(left.minus(right), included=True))


def _equal(numbers: Numbers, left: Linear, right: Linear, *unless: int) -> None:
    _at_most(numbers, left, right, *unless)
    _at_most(numbers, right, left, *unless)
