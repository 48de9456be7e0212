"""Arithmetic on measures: exact, in base units, with the bounds carried along.

Accepts measures; returns measures, ``None`` for what cannot be combined or
decided, such as a product of two terms.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from termcheck.library import formula as f
from termcheck.library.typed import CALENDAR, PLAIN, Measure

PERCENT = "%"
ONE = Fraction(1)


def data(value: Fraction, dimension: str, grain: Fraction = Fraction(0)) -> Measure:
    """Return a known number in base units."""
    return Measure(f.Exactly(value), dimension, value, value, grain, value)


def times(factor: Fraction, quantity: f.Quantity) -> f.Quantity:
    """Return ``factor`` times ``quantity``, as simple as it can be said."""
    if factor == 1:
        return quantity
    match quantity:
        case f.Exactly(value=value):
            return f.Exactly(value * factor)
        case f.Times(factor=inner, part=part):
            return times(factor * inner, part)
        case _:
            return f.Times(factor, quantity)


def _parts(quantity: f.Quantity) -> tuple[f.Quantity, ...]:
    return quantity.parts if isinstance(quantity, f.Total) else (quantity,)


def sum_of(measures: list[Measure], dimension: str) -> Measure:
    """Return the sum of measures that are all of ``dimension``; 0 if there are none."""
    grain = next((each.grain for each in measures if each.grain), Fraction(0))
    if all(each.known is not None for each in measures):
        return data(sum((each.low for each in measures), Fraction(0)), dimension, grain)
    parts = [part for each in measures for part in _parts(each.quantity)]
    low = sum((each.low for each in measures), Fraction(0))
    high = sum((each.high for each in measures), Fraction(0))
    quantity = f.Total(tuple(parts)) if len(parts) > 1 else parts[0]
    return Measure(quantity, dimension, low, high, grain)


def scale_by(factor: Fraction, measure: Measure, dimension: str | None = None) -> Measure:
    """Return ``factor`` times ``measure``, of the same dimension unless said."""
    ends = sorted((measure.low * factor, measure.high * factor))
    quantity = times(factor, measure.quantity)
    if factor < 0 and isinstance(measure.quantity, f.Total):
        quantity = f.Total(tuple([times(factor, part) for part in measure.quantity.parts]))
    known = None if measure.known is None else measure.known * factor
    space = measure.dimension if dimension is None else dimension
    return Measure(quantity, space, ends[0], ends[1], measure.grain, known)


def add(left: Measure, right: Measure) -> Measure | None:
    """Return the sum; ``None`` if the two cannot be added."""
    if CALENDAR in (left.dimension, right.dimension):
        return _later(left, right) or _later(right, left)
    dimension = common_dimension(left, right)
    return None if dimension is None else sum_of([left, right], dimension)


def subtract(left: Measure, right: Measure) -> Measure | None:
    """Return the difference; two days of the calendar differ by a number of days."""
    if left.dimension == right.dimension == CALENDAR:
        return sum_of([left, scale_by(-ONE, right)], "day").but(grain=ONE)
    if right.dimension == CALENDAR:
        return None
    return add(left, scale_by(-ONE, right))


def _later(day: Measure, length: Measure) -> Measure | None:
    """Return a day of the calendar moved by a length of time, ``None`` if they are not that."""
    if day.dimension != CALENDAR:
        return None
    if length.dimension == "day" or length.known == 0:
        return sum_of([day, length], CALENDAR)
    months = length.known
    if length.dimension != "month" or months is None or months.denominator != 1:
        return None
    ends = sorted((day.low + 28 * months, day.low + 31 * months))
    tops = sorted((day.high + 28 * months, day.high + 31 * months))
    quantity = f.MonthsAfter(day.quantity, int(months))
    return Measure(quantity, CALENDAR, ends[0], tops[1], ONE)


def common_dimension(left: Measure, right: Measure) -> str | None:
    """Return the dimension of both, ``None`` if they differ; a bare 0 fits any."""
    if left.dimension == right.dimension:
        return left.dimension
    if left.dimension == PLAIN and left.known == 0:
        return right.dimension
    if right.dimension == PLAIN and right.known == 0:
        return left.dimension
    return None


def _pure(measure: Measure) -> Fraction | None:
    """Return a known number without dimension; a percentage is a hundredth."""
    if measure.known is None or measure.dimension not in (PLAIN, PERCENT):
        return None
    return measure.known / 100 if measure.dimension == PERCENT else measure.known


def multiply(left: Measure, right: Measure) -> Measure | None:
    """Return the product with a known number, ``None`` if neither side is one.

    Three times 5 % is 15 %, in either order; 5 % of anything else is a part
    of it, of its dimension.
    """
    if left.dimension == PERCENT and right.dimension == PLAIN and right.known is not None:
        return scale_by(right.known, left)
    for one, other in ((left, right), (right, left)):
        factor = _pure(one)
        if factor is not None and other.dimension != CALENDAR:
            return scale_by(factor, other)
    for one, other in ((left, right), (right, left)):
        if other.dimension == PERCENT and one.known is not None and one.dimension != CALENDAR:
            return scale_by(one.known / 100, other, one.dimension).but(grain=one.grain)
    return None


def divide(left: Measure, right: Measure) -> Measure | None:
    """Return the quotient by a known number other than 0, ``None`` if it is none."""
    if not right.known or CALENDAR in (left.dimension, right.dimension):
        return None
    if left.dimension == right.dimension:
        return scale_by(ONE / right.known, left, PLAIN).but(grain=Fraction(0))
    divisor = _pure(right)
    return scale_by(ONE / divisor, left) if divisor else None


def rounded(way: Literal["round", "floor", "ceil"], measure: Measure) -> Measure:
    """Return ``measure`` as a whole number of the unit of its first term or literal."""
    grain = measure.grain or ONE
    if measure.known is not None:
        value = whole(way, measure.known / grain) * grain
        return data(value, measure.dimension, measure.grain)
    quantity = times(grain, f.Rounded(way, times(ONE / grain, measure.quantity)))
    low, high = (whole(way, end / grain) * grain for end in (measure.low, measure.high))
    return Measure(quantity, measure.dimension, low, high, measure.grain)


def whole(way: Literal["round", "floor", "ceil"], value: Fraction) -> Fraction:
    """Return ``value`` as a whole number; ``round`` is half away from zero."""
    match way:
        case "floor":
            return Fraction(value.__floor__())
        case "ceil":
            return Fraction(value.__ceil__())
        case "round":
            half = Fraction(1, 2)
            away = (abs(value) + half).__floor__()
            return Fraction(away if value >= 0 else -away)


def extreme(way: Literal["min", "max"], measures: list[Measure], dimension: str) -> Measure:
    """Return the least or the greatest of one measure or more."""
    least = min if way == "min" else max
    grain = next((each.grain for each in measures if each.grain), Fraction(0))
    low = least([each.low for each in measures])
    high = least([each.high for each in measures])
    if all(each.known is not None for each in measures):
        return data(low, dimension, grain)
    quantity = f.Extreme(way, tuple([each.quantity for each in measures]))
    return Measure(quantity, dimension, low, high, grain)


def tally(parts: list[tuple[f.Formula, Measure]], dimension: str) -> Measure:
    """Return the sum of the measures whose conditions hold."""
    grain = next((each.grain for _, each in parts if each.grain), Fraction(0))
    low = sum((min(each.low, Fraction(0)) for _, each in parts), Fraction(0))
    high = sum((max(each.high, Fraction(0)) for _, each in parts), Fraction(0))
    inside = [f.TallyPart(condition, each.quantity) for condition, each in parts]
    return Measure(f.Tally(tuple(inside)), dimension, low, high, grain)


def named(dimension: str) -> str:
    """Return a dimension in the drafter's words."""
    match dimension:
        case "":
            return "a plain number"
        case "@day":
            return "a day"
        case "%":
            return "a percentage"
        case "day":
            return "a number of days"
        case "month":
            return "a number of months"
        case _:
            return f"a number of `{dimension}`"
