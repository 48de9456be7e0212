"""The meaning of formulas, line by line."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from termcheck.library.formula import (
    Amount,
    Compare,
    Constant,
    DayOf,
    Exactly,
    Extreme,
    Formula,
    MonthsAfter,
    Not,
    Order,
    Quantity,
    Rounded,
    Tally,
    TallyPart,
    Total,
    Unlimited,
    Variable,
)
from termcheck.logic.evaluate import amount, holds, months_after, rounded
from termcheck.logic.package import Package

CAP, SHARE = Variable("cap"), Variable("share")
PACKAGE = Package({CAP: None, SHARE: Fraction(3, 2)}, {"truce": 10, "treaty": None})
ONE = Exactly(Fraction(1))


@pytest.mark.parametrize("order", ["=", "!=", "<", "<="])
@pytest.mark.parametrize("undefined", [Amount(CAP), DayOf("treaty")])
def test_nothing_compares_with_the_undefined(order: Order, undefined: Quantity) -> None:
    """A comparison with no limit, or with a day that never comes, is false."""
    assert not holds(Compare(undefined, order, ONE), PACKAGE)
    assert not holds(Compare(ONE, order, undefined), PACKAGE)
    assert holds(Not(Compare(undefined, order, ONE)), PACKAGE)


def test_no_limit_is_an_answer() -> None:
    """``= none`` holds of a ceiling without a limit and of no other."""
    assert holds(Unlimited(CAP), PACKAGE)
    assert not holds(Unlimited(SHARE), PACKAGE)


@pytest.mark.parametrize(
    ("way", "number", "expected"),
    [
        ("round", Fraction(5, 2), 3),
        ("round", Fraction(-5, 2), -3),
        ("round", Fraction(7, 3), 2),
        ("floor", Fraction(-1, 2), -1),
        ("ceil", Fraction(-1, 2), 0),
        ("ceil", Fraction(1, 2), 1),
    ],
)
def test_halves_round_away_from_zero(way: str, number: Fraction, expected: int) -> None:
    """Rounding is half away from zero; floor and ceil go down and up."""
    assert rounded(way, number) == expected


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 3, 15), -3, date(2024, 12, 15)),
        (date(2025, 5, 31), 0, date(2025, 5, 31)),
    ],
)
def test_months_keep_the_day_or_take_the_last(start: date, months: int, expected: date) -> None:
    """N months on is the same day of the month, or that month's last."""
    assert months_after(start.toordinal(), months) == expected.toordinal()


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2025, 1, 31), 1, date(2025, 3, 1)),
        (date(2025, 1, 28), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2025, 12, 31), 2, date(2026, 3, 1)),
        (date(2025, 7, 31), -1, date(2025, 7, 1)),
    ],
)
def test_a_day_that_the_month_lacks_may_spill_over(
    start: date, months: int, expected: date
) -> None:
    """Spilt, a day that there is not is the first of the next month; others stay."""
    assert months_after(start.toordinal(), months, True) == expected.toordinal()


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (Total((Amount(SHARE), ONE)), Fraction(5, 2)),
        (Total((Amount(CAP), ONE)), None),
        (Extreme("max", (Amount(SHARE), ONE)), Fraction(3, 2)),
        (Extreme("min", (Amount(CAP), ONE)), None),
        (Rounded("ceil", Amount(SHARE)), Fraction(2)),
        (Tally((TallyPart(Constant(False), Amount(CAP)), TallyPart(Constant(True), ONE))), 1),
        (Tally((TallyPart(Constant(True), Amount(CAP)),)), None),
        (MonthsAfter(DayOf("treaty"), 1), None),
    ],
)
def test_quantities(quantity: Quantity, expected: Fraction | None) -> None:
    """A quantity is undefined exactly if a part that counts is."""
    assert amount(quantity, PACKAGE) == expected


def test_the_empty_conjunction_holds_and_the_empty_disjunction_fails() -> None:
    """``And`` of nothing is true, ``Or`` of nothing false."""
    from termcheck.library.formula import And, Or

    formulas: list[Formula] = [And(()), Or(())]
    assert [holds(each, PACKAGE) for each in formulas] == [True, False]
