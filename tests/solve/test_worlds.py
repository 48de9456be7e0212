"""Looking at all packages at once, against the definition."""

from __future__ import annotations

from functools import reduce
from operator import and_

import pytest
from hypothesis import given

from termcheck.library.formula import Among, Formula, Happens, HowMany, Variable
from termcheck.library.model import Choice
from termcheck.logic.problem import Unit
from termcheck.solve.worlds import maximal
from tests.worlds import DOMAINS, admits, formulas, holding, item, packages, unit, units


@given(units(), formulas(1).filter(lambda formula: admits([formula])))
def test_maximal_sets_are_those_of_brute_force(asked: list[Unit], rule: Formula) -> None:
    """If they are found so, the sets are the largest that hold in some package each."""
    found = maximal(DOMAINS, asked, [item("rule", rule)])
    if found is None:
        return
    admitted = holding(rule)
    wheres = [
        reduce(and_, (holding(part.formula) for part in each.items[0].parts)) for each in asked
    ]
    held = {
        sum(1 << at for at, where in enumerate(wheres) if where >> world & 1)
        for world in range(len(packages()))
        if admitted >> world & 1
    }
    assert set(found) == {
        each for each in held if not any(each & o == each and each != o for o in held)
    }


@pytest.mark.parametrize("low", range(4))
@pytest.mark.parametrize("high", range(4))
def test_counting_is_looked_at_as_it_is_meant(low: int, high: int) -> None:
    """From ``low`` to ``high`` of three hold, both included, beside as many as then can."""
    terms = [Among(Variable(f"t{at}"), ("true",)) for at in range(3)]
    asked = [unit(f"u{at}", each) for at, each in enumerate(terms)]
    domains = {f"t{at}": Choice(("false", "true"), bool=True) for at in range(3)}
    found = maximal(domains, asked, [item("rule", HowMany(low, high, tuple(terms)))])
    largest = {each for each in range(8) if each.bit_count() == high}
    assert set(found or ()) == (largest if low <= high else set())


def test_many_packages_are_not_looked_at() -> None:
    """Beyond some number of packages another way is taken."""
    events = [unit(f"u{at}", Happens(f"e{at}")) for at in range(13)]
    assert maximal({}, events, ()) is None
    assert maximal({}, events[:12], ()) == [(1 << 12) - 1]
