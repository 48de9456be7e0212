"""The checker's clauses hold exactly where the cores do, and its evaluation is the language's."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termcheck.certify.check.clauses import encode
from termcheck.certify.check.holds import Core, holds, months_after, rounded
from termcheck.library.formula import Formula
from termcheck.logic import evaluate
from tests.certify.cores import core, named, reader
from tests.certify.satisfying import can_hold
from tests.worlds import formulas, packages


@given(formulas())
@settings(max_examples=150)
def test_a_core_holds_where_its_formula_does(formula: Formula) -> None:
    """In a package the checker judges every formula as the language's own page does."""
    written = core(formula)
    for package in packages()[::7]:
        assert holds(written, *named(package)) == evaluate.holds(formula, package)


@given(st.lists(formulas(1), min_size=1, max_size=3), st.integers(0, 10**6))
@settings(max_examples=200, deadline=None)
def test_the_clauses_can_hold_exactly_where_all_the_cores_do(
    several: list[Formula], seed: int
) -> None:
    """A package fulfils the clauses, with some choice of what has no name, iff all cores hold."""
    clauses = encode([core(each) for each in several], reader())
    for package in Random(seed).sample(packages(), 12):
        expected = all(evaluate.holds(each, package) for each in several)
        assert can_hold(clauses, *named(package)) == expected


@given(formulas(1))
@settings(max_examples=100)
def test_the_same_cores_give_the_same_clauses(formula: Formula) -> None:
    """Numbering follows the cores and nothing else."""
    first, second = (encode([core(formula)], reader()) for _ in range(2))
    assert vars(first) == vars(second)


def test_whole_unknowns_have_whole_bounds_that_are_included() -> None:
    """Of whole unknowns `2x < 3` is `x <= 1`, and its denial the negative literal."""
    known = reader()
    clauses = encode([known.formula("2 * years < 3"), known.formula("not years >= 2")], known)
    assert list(clauses.atoms.values()) == [(((0, Fraction(1)),), Fraction(1), False)]
    (literal,) = clauses.atoms
    assert clauses.clauses[-2:] == [(literal,), (literal,)]


def test_a_decimal_keeps_its_strict_bounds() -> None:
    """Between a decimal's bound and what is below it lie values, so `<` stays `<`."""
    known = reader()
    known.declare("term levy: decimal 0..10 %")
    clauses = encode([known.formula("levy < 2.5 %")], known)
    assert list(clauses.atoms.values()) == [(((0, Fraction(1)),), Fraction(5, 2), True)]


@pytest.mark.parametrize(
    ("text", "months"),
    [("day(truce) + 1 month = day(treaty)", 1), ("treaty 1 year after truce", 12)],
)
def test_a_day_some_months_later_is_an_unknown_of_its_own(text: str, months: int) -> None:
    """The kernel is told which unknown lies how many months after which."""
    known = reader()
    clauses = encode([known.formula(text)], known)
    names = dict(enumerate(clauses.unknown_names))
    assert [(names[x], n) for x, n in clauses.months.values()] == [("day(truce)", months)]


FORMULAS = (
    "min(years, cap) = 1",
    "max(years, cap) = 1",
    "min(years, cap, 1) <= 0",
    "round(years / 2) = 1",
    "round(-years / 2) = -1",
    "round(-years / 2) <= -1",
    "round(cap / 2) = 0",
    "floor(years / 2) = 0",
    "ceil(years / 2) = 1",
    "floor(-years / 2) = -1",
    "exactly 1 of (peace, aid, status = ceded)",
    "at most 1 of (peace, aid, status >= deferred)",
    "status != deferred",
    "day(truce) + 1 month > day(treaty) + 30 days",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_needs_an_unknown_of_its_own_is_defined_by_the_clauses(text: str) -> None:
    """Least, greatest, rounded and counted numbers are what the words say in every package."""
    known = reader()
    formula = known.formula(text)
    clauses = encode([formula], known)
    judged = [(holds(formula, *named(each)), each) for each in packages()[::23]]
    assert {expected for expected, _ in judged} == {True, False}
    assert all(can_hold(clauses, *named(each)) == expected for expected, each in judged)


@pytest.mark.parametrize("part", [("amount", "cap"), ("num", Fraction(1, 2)), ("amount", "years")])
def test_a_tally_counts_only_what_its_condition_lets_in(part: Core) -> None:
    """What is not counted is 0 and may be undefined; what is counted may not."""
    tally = ("tally", ((("in", "peace", ("true",)), part), (("happens", "truce"), part)))
    formula = ("cmp", "<=", tally, ("num", Fraction(0)))
    clauses = encode([formula], reader())
    for each in packages()[::23]:
        assert can_hold(clauses, *named(each)) == holds(formula, *named(each))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("status = ceded", "status = deferred"), False),
        (("not status = ceded", "not status = deferred", "not status = restored"), False),
        (("not status = ceded", "not status = deferred"), True),
        (("peace", "not peace"), False),
        (("cap = none", "cap <= 2"), False),
        (("cap != none", "not cap <= 1"), True),
    ],
)
def test_a_term_has_exactly_one_value(texts: tuple[str, ...], expected: bool) -> None:
    """The clauses know, without being told a package, which values exclude each other."""
    known = reader()
    clauses = encode([known.formula(text) for text in texts], known)
    assert can_hold(clauses, {}, {}) == expected


@pytest.mark.parametrize(
    ("way", "number", "expected"),
    [
        ("round", "5/2", 3),
        ("round", "-5/2", -3),
        ("round", "-9/4", -2),
        ("round", "0", 0),
        ("floor", "-1/2", -1),
        ("ceil", "-1/2", 0),
    ],
)
def test_a_half_is_rounded_away_from_zero(way: str, number: str, expected: int) -> None:
    """Rounding is that of the language."""
    assert rounded(way, Fraction(number)) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 3, 31), 1, date(2025, 4, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 1, 30), -1, date(2024, 12, 30)),
        (date(2025, 5, 31), 2, date(2025, 7, 31)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(
    day: date, months: int, expected: date
) -> None:
    """The calendar is that of the language."""
    assert months_after(Fraction(day.toordinal()), months) == expected.toordinal()
