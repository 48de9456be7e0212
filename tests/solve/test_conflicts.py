"""Conflicts and fixes against their definitions, by brute force."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.formula import Formula
from termcheck.logic.components import components
from termcheck.logic.problem import Unit
from termcheck.solve.conflicts import (
    Enumerator,
    all_conflicts,
    by_conflicts,
    by_elimination,
    by_exchange,
    by_fixes,
    by_worlds,
)
from termcheck.solve.explain import least_explanation
from termcheck.solve.fixes import multiplied
from termcheck.solve.oracle import Oracle
from tests.worlds import DOMAINS, HORIZON, admits, formulas, item, units


def compatible(chosen: list[Unit] | frozenset[Unit], background: Formula) -> bool:
    """Say by brute force whether units can hold together with a background."""
    inside = [part.formula for unit in chosen for each in unit.items for part in each.parts]
    return admits([*inside, background])


def subsets(of: list[Unit]) -> list[frozenset[Unit]]:
    """Return all subsets, smallest first."""
    return [frozenset(c) for size in range(len(of) + 1) for c in combinations(of, size)]


def minimal(sets: list[frozenset[Unit]]) -> set[frozenset[Unit]]:
    """Return the sets that contain no other of them."""
    return {each for each in sets if not any(other < each for other in sets)}


METHODS: list[Enumerator] = [
    all_conflicts,
    by_conflicts,
    by_fixes,
    by_exchange,
    by_worlds,
    by_elimination,
]


def enumerate_all(asked: list[Unit], background: Formula) -> tuple[frozenset[Unit], ...]:
    """Return all conflicts; every method that finishes finds the same, each once."""
    found = [
        method(Oracle(DOMAINS, HORIZON), asked, [item("rule", background)]) for method in METHODS
    ]
    assert found[0].limits == found[1].limits == ()
    ended = [each.conflicts for each in found if not each.limits]
    assert all(len(set(each)) == len(each) for each in ended)
    assert all(set(each) == set(ended[0]) for each in ended)
    return ended[0]


possible = formulas(1).filter(lambda formula: admits([formula]))


@given(units(), possible)
def test_conflicts_are_the_minimal_incompatible_sets(asked: list[Unit], rule: Formula) -> None:
    """The conflicts are exactly the minimal incompatible sets of brute force."""
    expected = minimal([each for each in subsets(asked) if not compatible(each, rule)])
    assert expected == set(enumerate_all(asked, rule))


@given(units(), possible)
def test_fixes_are_the_minimal_sets_whose_removal_helps(asked: list[Unit], rule: Formula) -> None:
    """The fixes are exactly the minimal sets whose rest is compatible."""
    everything = frozenset(asked)
    helpful = [each for each in subsets(asked) if compatible(everything - each, rule)]
    assert minimal(helpful) == set(multiplied(asked, enumerate_all(asked, rule)) or ())


@given(units(6), possible)
def test_components_multiply(asked: list[Unit], rule: Formula) -> None:
    """The conflicts of the components together are those of the whole."""
    apart: list[frozenset[Unit]] = []
    for component in components(asked, [item("rule", rule)]):
        oracle = Oracle(DOMAINS, HORIZON)
        apart += by_conflicts(oracle, component.units, component.background).conflicts
    assert (
        tuple(apart)
        == all_conflicts(Oracle(DOMAINS, HORIZON), asked, [item("rule", rule)]).conflicts
    )


@given(st.lists(formulas(1), min_size=1, max_size=6))
def test_an_explanation_is_minimal_and_preferred(candidates: list[Formula]) -> None:
    """An explanation is incompatible, and needs each of its items."""
    items = [item(str(place), each) for place, each in enumerate(candidates)]
    if admits(candidates):
        return
    found = least_explanation(Oracle(DOMAINS, HORIZON), (), items)
    assert isinstance(found, tuple)
    kept = [part.formula for each in found for part in each.parts]
    assert not admits(kept)
    assert all(admits(kept[:i] + kept[i + 1 :]) for i in range(len(kept)))


@given(st.lists(formulas(1), min_size=1, max_size=6), st.integers(1, 9))
def test_an_explanation_depends_on_no_seed(candidates: list[Formula], seed: int) -> None:
    """Solvers with different seeds explain the same conflict alike."""
    items = [item(str(place), each) for place, each in enumerate(candidates)]
    if admits(candidates):
        return
    plain = least_explanation(Oracle(DOMAINS, HORIZON), (), items)
    assert plain == least_explanation(Oracle(DOMAINS, HORIZON, seed=seed), (), items)
