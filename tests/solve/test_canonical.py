"""Canonical packages: the plainest, whatever the solver's mood."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.formula import (
    Among,
    Amount,
    Compare,
    DayOf,
    Exactly,
    Formula,
    Happens,
    HowMany,
    Variable,
)
from termcheck.library.model import Choice, Domain, Range
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.solve.canonical import Plain, canonical_package, simplest
from termcheck.solve.oracle import Oracle
from tests.worlds import DOMAINS, EVENTS, HORIZON, admits, formulas, item, packages

VARIABLES = [Variable(name) for name in DOMAINS]


def plainest(asked: list[Formula], seed: int = 0) -> Package | None:
    """Return the canonical package of the small world."""
    oracle = Oracle(DOMAINS, HORIZON, seed=seed)
    items = [item(str(place), each) for place, each in enumerate(asked)]
    found = canonical_package(oracle, items, VARIABLES, EVENTS, {}, HORIZON[0])
    assert found is None or (isinstance(found, Plain) and not found.limits)
    return None if found is None else found.package


def rank(package: Package) -> list[tuple[int, Fraction]]:
    """Return how plain a package is, by the order that the module states."""
    ranks: list[tuple[int, Fraction]] = []
    for variable in VARIABLES:
        domain, value = DOMAINS[variable.term], package.values[variable]
        if isinstance(domain, Choice):
            ranks.append((domain.values.index(str(value)), Fraction(0)))
        elif value == domain.low:
            ranks.append((0, Fraction(0)))
        else:
            ranks.append((1, Fraction(0)) if value is None else (2, Fraction(value)))
    for event in EVENTS:
        day = package.days[event]
        ranks.append((0, Fraction(0)) if day is None else (1, Fraction(day)))
    return ranks


@given(st.lists(formulas(1), max_size=3))
def test_it_is_the_first_in_the_stated_order(asked: list[Formula]) -> None:
    """Of all packages that brute force finds, it is the plainest."""
    fitting = [p for p in packages() if all(holds(each, p) for each in asked)]
    assert plainest(asked) == min(fitting, key=rank, default=None)


@given(st.lists(formulas(), max_size=3), st.integers(1, 99))
def test_it_depends_on_no_seed(asked: list[Formula], seed: int) -> None:
    """Solvers with different seeds lead to the same package."""
    if admits(asked):
        assert plainest(asked) == plainest(asked, seed)


@pytest.mark.parametrize(
    ("order", "limit", "expected"),
    [
        ("<=", Fraction(270), Fraction(270)),
        ("<", Fraction(270), Fraction(271)),
        ("<=", Fraction(1, 3), Fraction(1, 3)),
        ("<", Fraction(599, 2), Fraction(300)),
        ("<", Fraction(1199, 4), Fraction(1199, 4) + Fraction(1, 4)),
    ],
)
def test_decimals_are_plain(order: str, limit: Fraction, expected: Fraction) -> None:
    """The least decimal is exact; above an open end it is the nearest plain step."""
    share: Domain = Range(Fraction(0), Fraction(300), whole=False)
    oracle = Oracle({"share": share}, HORIZON)
    wanted = Amount(Variable("share"))
    above = Compare(Exactly(limit), "<=" if order == "<=" else "<", wanted)
    found = canonical_package(oracle, [item("c", above)], [Variable("share")], [], {}, 1)
    assert found == Plain(Package({Variable("share"): expected}, {}))


def test_events_happen_as_early_as_the_anchor_allows() -> None:
    """A day before the anchor is taken only if there is no later one."""
    both: list[Formula] = [Happens("truce"), Compare(DayOf("treaty"), "<", DayOf("truce"))]
    oracle = Oracle({}, (1, 100))
    items = [item(str(place), each) for place, each in enumerate(both)]
    found = canonical_package(oracle, items, [], EVENTS, {}, 100)
    assert found == Plain(Package({}, {"truce": 100, "treaty": 99}))


@given(st.fractions(0, 5, max_denominator=60), st.fractions(0, 5, max_denominator=60))
def test_the_simplest_fraction_has_the_least_denominator(a: Fraction, b: Fraction) -> None:
    """No fraction between the two has a smaller denominator."""
    low, high = sorted((a, b))
    found = simplest(low, high)
    assert low <= found <= high
    smaller = range(1, found.denominator)
    assert not any(-(-low * d // 1) <= high * d // 1 for d in smaller)


@given(st.integers(1, 19), st.integers(0, 3))
def test_a_count_that_wishes_exclude_in_numbers_is_met_by_the_last_of_them(
    least: int, seed: int
) -> None:
    """Of twenty terms of which so many must hold, the plainest package has the last ones hold."""
    several = [Variable(f"t{n:02}") for n in range(20)]
    domains = {each.term: Choice(("false", "true")) for each in several}
    oracle = Oracle(domains, HORIZON, seed=seed)
    count = HowMany(least, 20, tuple(Among(each, ("true",)) for each in several))
    found = canonical_package(oracle, [item("c", count)], several, [], {}, 1)
    values = ["false"] * (20 - least) + ["true"] * least
    assert found == Plain(Package(dict(zip(several, values, strict=True)), {}))
