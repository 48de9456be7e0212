"""Quantities that are no sums, as unknowns defined by inequalities."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from termcheck.solve.linear import Linear, linear
from termcheck.solve.numbers import Numbers


def rounded(numbers: Numbers, way: Literal["round", "floor", "ceil"], sum_: Linear) -> Linear:
    """Return ``sum_`` as a whole number; ``round`` is half away from zero."""
    low, high = numbers.span(sum_)
    result = numbers.unknown(Fraction(floor(low)) - 1, Fraction(ceil(high)) + 1, True).alone
    gap = result.minus(sum_)
    half = linear({}, Fraction(1, 2))
    if way == "floor":
        _between(numbers, gap, Fraction(-1), False, Fraction(0), True)
    elif way == "ceil":
        _between(numbers, gap, Fraction(0), True, Fraction(1), False)
    else:
        negative = numbers.below(sum_, included=False)
        numbers.cnf.insist(numbers.below(gap.minus(half), included=True))
        numbers.cnf.insist(-numbers.below(gap.plus(half), included=False))
        numbers.cnf.insist(negative, -numbers.below(gap.plus(half), included=True))
        numbers.cnf.insist(-negative, numbers.below(gap.minus(half), included=False))
    return result


def _between(
    numbers: Numbers, sum_: Linear, low: Fraction, low_in: bool, high: Fraction, high_in: bool
) -> None:
    numbers.cnf.insist(-numbers.below(sum_.minus(linear({}, low)), included=not low_in))
    numbers.cnf.insist(numbers.below(sum_.minus(linear({}, high)), included=high_in))


def extreme(numbers: Numbers, way: Literal["min", "max"], sums: Sequence[Linear]) -> Linear:
    """Return the least or the greatest of ``sums``."""
    spans = [numbers.span(each) for each in sums]
    low, high = min(s[0] for s in spans), max(s[1] for s in spans)
    result = numbers.unknown(low, high, False).alone
    reached: list[int] = []
    for each in sums:
        gap = result.minus(each)
        gap = gap if way == "min" else gap.times(Fraction(-1))
        numbers.cnf.insist(numbers.below(gap, included=True))
        reached.append(-numbers.below(gap, included=False))
    numbers.cnf.insist(*reached)
    return result
