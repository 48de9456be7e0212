"""Lengths of months against the calendar itself."""

from __future__ import annotations

from datetime import date

import pytest

from termcheck.logic.evaluate import months_after
from termcheck.solve.calendar import distance


@pytest.mark.parametrize("months", [-25, -12, -1, 0, 1, 2, 6, 11, 12, 13, 48])
def test_so_many_months_have_at_least_and_at_most_so_many_days(months: int) -> None:
    """Over four hundred years the least and the greatest distance are those that are told."""
    first = date(1900, 1, 1).toordinal()
    days = range(first, first + 146_097)
    found = {months_after(day, months) - day for day in days}
    assert distance(months) == (min(found), max(found))


def test_the_calendar_repeats() -> None:
    """Four hundred years have the same number of days wherever they begin."""
    assert distance(4800) == (146_097, 146_097)
    assert distance(4801) == tuple(146_097 + each for each in distance(1))
