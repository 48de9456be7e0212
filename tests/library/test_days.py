"""Days as numbers, held against the calendar of Python."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.language.source import Span
from termcheck.language.tree import Day
from termcheck.library.days import (
    day_number,
    first_day,
    first_day_written,
    from_iso,
    iso,
    last_day,
    written,
)

AT = Span("f", 0, 0)


@given(st.dates())
def test_a_day_has_the_number_that_the_calendar_gives_it(day: date) -> None:
    """Day numbers are those of the proleptic Gregorian calendar, both ways."""
    assert day_number(day.year, day.month, day.day) == day.toordinal()
    assert iso(day.toordinal()) == day.isoformat()
    assert from_iso(day.isoformat()) == day.toordinal()


@given(st.integers(-1, 10_001), st.integers(-1, 14), st.integers(-1, 33))
def test_a_day_that_does_not_exist_has_no_number(year: int, month: int, day: int) -> None:
    """A day has a number exactly if the calendar has it."""
    try:
        expected: int | None = date(year, month, day).toordinal()
    except ValueError:
        expected = None
    assert day_number(year, month, day) == expected


PERIODS = [
    (Day(AT, 2025, 5, 12), "2025-05-12", "2025-05-12", "2025-05-12"),
    (Day(AT, 2024, 2, 0), "2024-02", "2024-02-01", "2024-02-29"),
    (Day(AT, 2025, 0, 0), "2025", "2025-01-01", "2025-12-31"),
]


@pytest.mark.parametrize(("period", "text", "first", "last"), PERIODS)
def test_a_period_counts_from_its_first_to_its_last_day(
    period: Day, text: str, first: str, last: str
) -> None:
    """Months and years have a first and a last day, and are written as they are."""
    assert (written(period), first_day_written(period)) == (text, first)
    assert (first_day(period), last_day(period)) == (from_iso(first), from_iso(last))


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-05", "2025-13-01", "2025-02-30", "x-y-z", "٢-١-١"]
)
def test_what_is_no_day_has_no_number(text: str) -> None:
    """Only `YYYY-MM-DD` with digits of the language is a day."""
    assert from_iso(text) is None
