"""What a formula means in a package, in plain Python.

This page is the meaning of the language. Every package that a solver finds is
replayed here before anybody sees it, and every encoding is tested against it.
Accepts ground formulas; a package must answer all that a formula asks.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import assert_never

from termcheck.library.days import month_length
from termcheck.library.formula import (
    Among,
    Amount,
    And,
    Compare,
    Constant,
    DayOf,
    Exactly,
    Extreme,
    Formula,
    Happens,
    HowMany,
    Iff,
    MonthsAfter,
    Not,
    Or,
    Quantity,
    Rounded,
    Tally,
    Times,
    Total,
    Unlimited,
)
from termcheck.logic.package import Package


def holds(formula: Formula, package: Package) -> bool:
    """Say whether ``formula`` is true in ``package``."""
    match formula:
        case Constant(value=value):
            return value
        case Among(variable=variable, values=values):
            return package.values[variable] in values
        case Unlimited(variable=variable):
            return package.values[variable] is None
        case Happens(event=event):
            return package.days[event] is not None
        case Compare():
            return _compares(formula, package)
        case Not(operand=operand):
            return not holds(operand, package)
        case And(operands=operands):
            return all(holds(each, package) for each in operands)
        case Or(operands=operands):
            return any(holds(each, package) for each in operands)
        case Iff(left=left, right=right):
            return holds(left, package) == holds(right, package)
        case HowMany(low=low, high=high, operands=operands):
            return low <= sum(holds(each, package) for each in operands) <= high
        case _:
            assert_never(formula)


def _compares(comparison: Compare, package: Package) -> bool:
    left, right = amount(comparison.left, package), amount(comparison.right, package)
    if left is None or right is None:
        return False
    match comparison.order:
        case "=":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case _:
            assert_never(comparison.order)


def amount(quantity: Quantity, package: Package) -> Fraction | None:
    """Return the number that ``quantity`` is in ``package``, or ``None`` if undefined."""
    match quantity:
        case Exactly(value=value):
            return value
        case Amount(variable=variable):
            value_there = package.values[variable]
            return value_there if isinstance(value_there, Fraction) else None
        case DayOf(event=event):
            day = package.days[event]
            return None if day is None else Fraction(day)
        case Tally(parts=parts):
            return _sum(
                [amount(each.part, package) for each in parts if holds(each.condition, package)]
            )
        case Total(parts=parts):
            return _sum([amount(each, package) for each in parts])
        case Extreme(way=way, parts=parts):
            known = [amount(each, package) for each in parts]
            numbers = [each for each in known if each is not None]
            choose = min if way == "min" else max
            return choose(numbers) if len(numbers) == len(known) else None
        case Times(factor=factor, part=part):
            inner = amount(part, package)
            return None if inner is None else factor * inner
        case Rounded(way=way, part=part):
            inner = amount(part, package)
            return None if inner is None else Fraction(rounded(way, inner))
        case MonthsAfter(part=part, months=months, spills=spills):
            inner = amount(part, package)
            return None if inner is None else Fraction(months_after(int(inner), months, spills))
        case _:
            assert_never(quantity)


def _sum(parts: list[Fraction | None]) -> Fraction | None:
    numbers = [each for each in parts if each is not None]
    return sum(numbers, Fraction(0)) if len(numbers) == len(parts) else None


def rounded(way: str, number: Fraction) -> int:
    """Return ``number`` as a whole number; ``round`` is half away from zero."""
    if way == "floor":
        return floor(number)
    if way == "ceil":
        return ceil(number)
    return floor(number + Fraction(1, 2)) if number >= 0 else ceil(number - Fraction(1, 2))


def months_after(day: int, months: int, spills: bool = False) -> int:
    """Return the day number ``months`` months after ``day``.

    The day of the month is kept; where there is none, it is that month's last,
    or the first of the next one if it ``spills``. Both days must lie in the years 1 to 9999.
    """
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = month_length(year, month + 1)
    there = date(year, month + 1, min(start.day, last)).toordinal()
    return there + 1 if spills and start.day > last else there
