"""Numerals: exact numbers and days from their digits.

Accepts the text of a NUMBER, DAY or MONTH token; yields a fraction or the
fields of a day, or nothing where the digits make none.
"""

from __future__ import annotations

from fractions import Fraction

from termcheck.language.limits import DIGITS

MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def fraction(digits: str) -> Fraction | None:
    """Return the value of ``2_000`` or ``0.3031``; nothing if it has too many digits."""
    whole, _, decimals = digits.replace("_", "").partition(".")
    if len(whole) + len(decimals) > DIGITS:
        return None
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def too_long(value: Fraction) -> bool:
    """Whether a number that was reckoned has more digits, up or down, than one may have."""
    most: int = 10**DIGITS
    return abs(value.numerator) >= most or value.denominator >= most


def day_fields(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of ``2025-03-18``, ``2025-03`` or ``2025``.

    What is not said is 0. Nothing if the calendar has no such day: years run
    from 1 to 9999.
    """
    year, month, day = ([*text.split("-"), "", ""])[:3]
    if len(year) != 4 or not year.isdigit() or year == "0000":
        return None
    fields = (int(year), int(month or 0), int(day or 0))
    return fields if _exists(*fields, months=bool(month), days=bool(day)) else None


def _exists(year: int, month: int, day: int, *, months: bool, days: bool) -> bool:
    if months and not 1 <= month <= 12:
        return False
    if not days:
        return True
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = 28 if month == 2 and not is_leap else MONTH_DAYS[month - 1]
    return 1 <= day <= last
