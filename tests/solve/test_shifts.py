"""Months that are written out by and by: no answer depends on what was written out before."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from termcheck.library.formula import (
    Compare,
    DayOf,
    Exactly,
    Formula,
    Happens,
    MonthsAfter,
    Order,
    Total,
)
from termcheck.logic.evaluate import months_after
from termcheck.solve.oracle import Compatible, Incompatible, Oracle
from tests.worlds import item

HORIZON = (date(1999, 6, 15).toordinal(), date(2001, 6, 15).toordinal())
DAYS = range(HORIZON[0], HORIZON[1] + 1)
SHIFTS = st.tuples(st.integers(0, 30), st.booleans())
ORDERS: list[Order] = ["<", "<=", "=", "!="]
COMPARES = {"<": int.__lt__, "<=": int.__le__, "=": int.__eq__, "!=": int.__ne__}


def exactly(day: int) -> Exactly:
    """Return a day as a quantity."""
    return Exactly(Fraction(day))


def later(shift: tuple[int, bool], event: str = "a") -> MonthsAfter:
    """Return the day so many months after ``event``."""
    return MonthsAfter(DayOf(event), *shift)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(SHIFTS, st.sampled_from(ORDERS), st.sampled_from(DAYS), st.integers(-3, 900)),
        min_size=1,
        max_size=4,
    )
)
def test_days_months_later_are_those_of_the_calendar(
    bounds: list[tuple[tuple[int, bool], Order, int, int]],
) -> None:
    """Bounds on days months after one event can be met exactly if some day of the horizon does."""
    oracle = Oracle({}, HORIZON)
    asked: list[Formula] = [Happens("a")]
    for shift, order, day, more in bounds:
        asked.append(Compare(later(shift), order, exactly(day + more)))
        answer = oracle.compatible([item(str(i), each) for i, each in enumerate(asked)])
        so_far = bounds[: len(asked) - 1]
        met = any(
            all(COMPARES[o](months_after(there, *s), d + m) for s, o, d, m in so_far)
            for there in DAYS
        )
        assert isinstance(answer, Compatible if met else Incompatible)


@settings(max_examples=30)
@given(SHIFTS, SHIFTS, st.integers(0, 70))
def test_two_ways_of_counting_differ_where_the_calendar_says_so(
    one: tuple[int, bool], other: tuple[int, bool], days: int
) -> None:
    """That two days months after one event lie so far apart is possible if it is on some day."""
    oracle = Oracle({}, HORIZON)
    apart = Compare(Total((later(one), exactly(days))), "=", later(other))
    answer = oracle.compatible([item("0", Happens("a")), item("1", apart)])
    met = any(months_after(d, *one) + days == months_after(d, *other) for d in DAYS)
    assert isinstance(answer, Compatible if met else Incompatible)
