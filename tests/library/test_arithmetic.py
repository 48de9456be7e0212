"""Arithmetic on measures: exact rounding, and bounds that hold every value."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.library import arithmetic
from termcheck.library import formula as f
from termcheck.library.typed import Measure

ROUNDED = [("2.5", 3), ("-2.5", -3), ("2.4", 2), ("-2.4", -2), ("-0.5", -1), ("0", 0), ("-0.4", 0)]


@pytest.mark.parametrize(("value", "expected"), ROUNDED)
def test_round_is_half_away_from_zero(value: str, expected: int) -> None:
    """A half is rounded away from zero, on both sides of it."""
    assert arithmetic.whole("round", Fraction(value)) == expected


@given(st.fractions(max_denominator=50))
def test_floor_and_ceil_are_those_of_mathematics(value: Fraction) -> None:
    """Whole numbers below and above are the nearest ones."""
    assert arithmetic.whole("floor", value) == floor(value)
    assert arithmetic.whole("ceil", value) == ceil(value)


NUMBERS = st.integers(-5, 5).map(Fraction)


def term(low: Fraction, high: Fraction) -> Measure:
    """Return a number that may be anything between two bounds."""
    return Measure(f.Amount(f.Variable("t")), "", min(low, high), max(low, high))


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.data())
def test_bounds_hold_every_value(
    a: Fraction, b: Fraction, c: Fraction, d: Fraction, factor: Fraction, data: st.DataObject
) -> None:
    """What can come out of a sum, product, extreme or rounding lies within its bounds."""
    one, other = term(a, b), term(c, d)
    x = data.draw(st.fractions(one.low, one.high, max_denominator=4))
    y = data.draw(st.fractions(other.low, other.high, max_denominator=4))
    outcomes = [
        (arithmetic.sum_of([one, other], ""), x + y),
        (arithmetic.scale_by(factor, one), factor * x),
        (arithmetic.extreme("min", [one, other], ""), min(x, y)),
        (arithmetic.extreme("max", [one, other], ""), max(x, y)),
        (arithmetic.rounded("round", one), arithmetic.whole("round", x)),
        (arithmetic.rounded("floor", one), Fraction(floor(x))),
        (arithmetic.tally([(f.TRUE, one), (f.FALSE, other)], ""), x),
    ]
    assert all(measure.low <= value <= measure.high for measure, value in outcomes)
