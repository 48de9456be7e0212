"""The oracle against the definition, by trying every package of a small world."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.formula import TRUE, Compare, DayOf, Exactly, Formula, MonthsAfter, Not, Or
from termcheck.logic.evaluate import holds, months_after
from termcheck.logic.package import Package
from termcheck.logic.problem import hypothesis
from termcheck.solve import engine
from termcheck.solve.engine import is_finite
from termcheck.solve.oracle import Budget, Compatible, Incompatible, Oracle, Undecided
from tests.worlds import DOMAINS, HORIZON, NEVER, admits, formulas, item


def ask(oracle: Oracle, asked: list[Formula]) -> Compatible | Incompatible:
    """Put formulas to the oracle; an undecided answer fails the test."""
    answer = oracle.compatible([item(str(place), each) for place, each in enumerate(asked)])
    assert not isinstance(answer, Undecided)
    return answer


@given(st.lists(formulas(), max_size=4))
def test_compatible_iff_some_package_satisfies_all(asked: list[Formula]) -> None:
    """The oracle says compatible exactly where brute force finds a package."""
    answer = ask(Oracle(DOMAINS, HORIZON), asked)
    assert isinstance(answer, Compatible) == admits(asked)


@given(st.lists(formulas(), max_size=4))
def test_every_package_is_one(asked: list[Formula]) -> None:
    """A package that the oracle returns satisfies each formula by ``evaluate``."""
    answer = ask(Oracle(DOMAINS, HORIZON), asked)
    if isinstance(answer, Compatible):
        assert all(holds(each, answer.package) for each in asked)


@given(st.lists(formulas(), min_size=1, max_size=5))
def test_every_core_is_incompatible(asked: list[Formula]) -> None:
    """The core of a refusal is incompatible by brute force."""
    answer = ask(Oracle(DOMAINS, HORIZON), asked)
    if isinstance(answer, Incompatible):
        assert not admits([part.formula for each in answer.core for part in each.parts])


@given(st.lists(st.lists(formulas(1), max_size=3), min_size=2, max_size=6))
def test_memory_changes_no_answer(questions: list[list[Formula]]) -> None:
    """An oracle that has answered other questions answers like a fresh one."""
    old = Oracle(DOMAINS, HORIZON)
    for question in questions:
        fresh = ask(Oracle(DOMAINS, HORIZON), question)
        assert type(ask(old, question)) is type(fresh)


@given(st.lists(formulas(), max_size=4), st.integers(1, 99))
def test_the_seed_changes_no_answer(asked: list[Formula], seed: int) -> None:
    """Solvers with different seeds agree on compatible and incompatible."""
    plain, seeded = Oracle(DOMAINS, HORIZON), Oracle(DOMAINS, HORIZON, seed=seed)
    assert type(ask(plain, asked)) is type(ask(seeded, asked))


@given(formulas())
def test_a_formula_or_its_denial_but_not_both(formula: Formula) -> None:
    """No package satisfies a formula and its denial."""
    assert isinstance(ask(Oracle(DOMAINS, HORIZON), [formula, Not(formula)]), Incompatible)


@given(st.lists(formulas(1).filter(is_finite), max_size=4))
def test_both_solvers_agree(asked: list[Formula]) -> None:
    """A finite question gets the same answer with arithmetic beside it as without."""
    sums = Compare(DayOf("truce"), "<=", DayOf("truce"))
    same_day = Compare(DayOf("truce"), "!=", DayOf("treaty"))
    harmless = Or((sums, Not(sums), same_day))
    finite = ask(Oracle(DOMAINS, HORIZON), asked)
    general = ask(Oracle(DOMAINS, HORIZON), [*asked, harmless])
    assert type(finite) is type(general)


@given(st.lists(formulas(1).filter(is_finite), max_size=4))
def test_a_solver_agrees_with_mending(asked: list[Formula]) -> None:
    """A finite question gets the answer of brute force from a solver that has nobody before it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "START", NEVER)
        answer = ask(Oracle(DOMAINS, HORIZON), asked)
    assert isinstance(answer, Compatible) == admits(asked)


def test_nothing_holds_together_without_asking_the_solver() -> None:
    """An empty question needs no solver, however little time is left, for no type is empty."""
    oracle = Oracle(DOMAINS, HORIZON, Budget(left=lambda: 0.0))
    assert (oracle.compatible([]), oracle.asked) == (Compatible(Package({}, {})), 0)


def test_no_time_left_is_undecided() -> None:
    """Without time left the oracle says so and names the limit."""
    oracle = Oracle(DOMAINS, HORIZON, Budget(left=lambda: 0.0))
    assert oracle.compatible([hypothesis(TRUE)]) == Undecided("time")


HORIZON_OF_CENTURIES = (date(1900, 1, 1).toordinal(), date(2200, 12, 31).toordinal())


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2025, 1, 31), 1),
        (date(2024, 1, 31), 1),
        (date(2024, 2, 29), 12),
        (date(2024, 2, 29), -12),
        (date(2000, 2, 29), 48),
        (date(1900, 2, 28), 1),
        (date(2099, 12, 31), 2),
        (date(2100, 3, 31), -1),
        (date(2025, 12, 15), 13),
        (date(2025, 8, 31), 6),
    ],
)
@pytest.mark.parametrize("spills", [False, True])
def test_months_on_the_calendar(day: date, months: int, spills: bool) -> None:
    """The solver's calendar gives the day that ``evaluate`` gives, and no other."""
    start = Compare(DayOf("a"), "=", Exactly(Fraction(day.toordinal())))
    shifted = Compare(MonthsAfter(DayOf("a"), months, spills), "=", DayOf("b"))
    expected = Exactly(Fraction(months_after(day.toordinal(), months, spills)))
    oracle = Oracle({}, HORIZON_OF_CENTURIES)
    right = ask(oracle, [start, shifted, Compare(DayOf("b"), "=", expected)])
    wrong = ask(oracle, [start, shifted, Compare(DayOf("b"), "!=", expected)])
    assert (type(right), type(wrong)) == (Compatible, Incompatible)
