"""The checker's clauses hold exactly where the cores do, and its evaluation is the language's."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termcheck.certify.check.clauses import encode
from termcheck.certify.check.holds import holds
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
