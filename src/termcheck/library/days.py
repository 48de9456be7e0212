"""Days as numbers: 0001-01-01 is day 1, as in the proleptic Gregorian calendar.

Accepts days, months and years as they stand in the tree; all results include
the day itself.
"""

from __future__ import annotations

from termcheck.language import tree

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month from 1 to 12."""
    return 29 if month == 2 and _is_leap(year) else _LENGTHS[month - 1]


def day_number(year: int, month: int, day: int) -> int | None:
    """Return the number of a day from year 1 to 9999, ``None`` if there is none."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return None
    past = year - 1
    in_year = sum(month_length(year, earlier) for earlier in range(1, month))
    return past * 365 + past // 4 - past // 100 + past // 400 + in_year + day


def first_day(period: tree.Day) -> int | None:
    """Return the first day of a day, month or year, ``None`` if there is none."""
    return day_number(period.year, period.month or 1, period.day or 1)


def last_day(period: tree.Day) -> int | None:
    """Return the last day of a day, month or year, ``None`` if there is none."""
    month = period.month or 12
    if not 1 <= month <= 12:
        return None
    return day_number(period.year, month, period.day or month_length(period.year, month))


def written(period: tree.Day) -> str:
    """Return a period as it is written: ``2025``, ``2025-05`` or ``2025-05-12``."""
    parts = [f"{period.year:04}"]
    if period.month:
        parts.append(f"{period.month:02}")
    if period.day:
        parts.append(f"{period.day:02}")
    return "-".join(parts)


def first_day_written(period: tree.Day) -> str:
    """Return the first day of a period in full: ``2025-05`` gives ``2025-05-01``."""
    return f"{period.year:04}-{period.month or 1:02}-{period.day or 1:02}"


def iso(number: int) -> str:
    """Return the day with this number as ``YYYY-MM-DD``."""
    year = number // 366 + 1
    while (day_number(year + 1, 1, 1) or number + 1) <= number:
        year += 1
    month = 12
    while (first := day_number(year, month, 1) or 1) > number:
        month -= 1
    return f"{year:04}-{month:02}-{number - first + 1:02}"


def from_iso(text: str) -> int | None:
    """Return the number of the day written ``YYYY-MM-DD``, ``None`` if it is none."""
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, day = (int(part) for part in parts)
    return day_number(year, month, day)
