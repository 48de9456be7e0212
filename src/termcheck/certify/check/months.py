"""Months: how many days the day some months later lies after a day.

Exactly, for every day between two days of the calendar.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from termcheck.certify.check.holds import months_after


def gaps(first: int, last: int, months: int) -> tuple[int, int]:
    """Return the least and the greatest gap of all days from ``first`` to ``last``.

    Within a month the gap never grows from one day to the next, because days
    may be cut off at the end of the later month. So the ends of the months are
    enough.
    """
    days = [first, last]
    start = date.fromordinal(first).replace(day=1)
    while start.toordinal() <= last:
        days += [day for day in (start.toordinal() - 1, start.toordinal()) if day > first]
        start = (start + timedelta(days=31)).replace(day=1)
    found = [months_after(Fraction(day), months) - day for day in days]
    return min(found), max(found)
