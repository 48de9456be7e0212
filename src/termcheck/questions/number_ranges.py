"""Ranges of numbers: how far the number in a clause can go, and in which steps.

Accepts numbers of clauses; yields bounds that follow from the types of terms
and from the horizon, and the step between two places that can differ.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import assert_never

from termcheck.library.formula import (
    Amount,
    Compare,
    DayOf,
    Exactly,
    Extreme,
    MonthsAfter,
    Quantity,
    Rounded,
    Tally,
    Times,
    Total,
)
from termcheck.library.model import Library, Range
from termcheck.logic.problem import Unit
from termcheck.questions.numbers import Number, comparisons, constant_of

_ZERO = Fraction(0)


def reach(library: Library, unit: Unit, number: Number) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest value that can matter for ``number``."""
    spans = [_difference(library, each) for each in comparisons(unit, number)]
    low, high = min(low for low, _ in spans), max(high for _, high in spans)
    if number.kind == "months":
        months = Fraction((library.horizon[1] - library.horizon[0]) // 28)
        low, high = -months, months
    if number.kind in ("days", "months"):
        low = max(low, Fraction(0))
    return low, high


def _difference(library: Library, comparison: Compare) -> tuple[Fraction, Fraction]:
    """Return between which values a number is true of a comparison that it bounds."""
    left, right = span(library, comparison.left), span(library, comparison.right)
    here = constant_of(comparison.left)
    if here is not None:
        return right[0] - left[1] + here, right[1] - left[0] + here
    there = constant_of(comparison.right)
    assert there is not None
    return left[0] - right[1] + there, left[1] - right[0] + there


def span(library: Library, quantity: Quantity) -> tuple[Fraction, Fraction]:
    """Return bounds of ``quantity`` that follow from the types of its terms."""
    match quantity:
        case Exactly(value=value):
            return value, value
        case Amount(variable=variable):
            domain = library.domains[variable.term]
            assert isinstance(domain, Range)
            return domain.low, domain.high
        case DayOf():
            return Fraction(library.horizon[0]), Fraction(library.horizon[1])
        case Times(factor=factor, part=part):
            low, high = span(library, part)
            return min(factor * low, factor * high), max(factor * low, factor * high)
        case Total(parts=parts):
            return _added([span(library, each) for each in parts])
        case Tally(parts=tallied):
            spans = [span(library, each.part) for each in tallied]
            return _added([(min(low, _ZERO), max(high, _ZERO)) for low, high in spans])
        case Extreme(parts=parts):
            spans = [span(library, each) for each in parts]
            return min(low for low, _ in spans), max(high for _, high in spans)
        case Rounded(part=part):
            low, high = span(library, part)
            return Fraction(floor(low)), Fraction(ceil(high))
        case MonthsAfter(part=part, months=months):
            low, high = span(library, part)
            return low - 31 * abs(months), high + 31 * abs(months)
        case _:
            assert_never(quantity)


def _added(spans: list[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    return sum((low for low, _ in spans), _ZERO), sum((high for _, high in spans), _ZERO)


def grain(library: Library, unit: Unit, number: Number) -> Fraction | None:
    """Return the step in which the number can move, ``None`` if by any fraction."""
    if number.kind != "amount":
        return Fraction(1)
    sides = [side for each in comparisons(unit, number) for side in (each.left, each.right)]
    steps = [_step(library, side) for side in sides]
    if None in steps:
        return None
    return _common({each for each in steps if each})


def _step(library: Library, quantity: Quantity) -> Fraction | None:
    """Return a number of which ``quantity`` is a multiple, 0 for the bound itself."""
    match quantity:
        case Exactly():
            return _ZERO
        case Amount(variable=variable):
            domain = library.domains[variable.term]
            return Fraction(1) if isinstance(domain, Range) and domain.whole else None
        case Times(factor=factor, part=part):
            inner = _step(library, part)
            return None if inner is None else abs(factor) * inner
        case Total(parts=parts):
            steps = [_step(library, each) for each in parts]
            return None if None in steps else _common({each for each in steps if each})
        case Rounded() | DayOf():
            return Fraction(1)
        case _:
            return None


def _common(steps: set[Fraction]) -> Fraction:
    """Return the greatest number of which all ``steps`` are multiples, 0 for none."""
    if not steps:
        return _ZERO
    bottom = lcm(*(each.denominator for each in steps))
    return Fraction(gcd(*(int(each * bottom) for each in steps)), bottom)
