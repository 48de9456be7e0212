"""Questions about few units that are answered in this process, against the definition."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from bench.instances import HORIZON as LONG_AGO
from bench.instances import pigeonholes
from termcheck.library.formula import Amount, Compare, Exactly, Formula, Total, Variable
from termcheck.logic.components import Component
from termcheck.logic.problem import Unit
from termcheck.solve.conflicts import all_conflicts
from termcheck.solve.oracle import Oracle
from termcheck.solve.tried import TooLong, Tried
from tests.worlds import DOMAINS, HORIZON, admits, formulas, item, unit, units

possible = formulas(1).filter(lambda formula: admits([formula]))


@given(units(5), possible)
def test_units_clash_exactly_if_no_package_has_them_all(asked: list[Unit], rule: Formula) -> None:
    """Of every set of units it says what trying every package says, or nothing."""
    tried = Tried(DOMAINS, HORIZON, Component(tuple(asked), (item("rule", rule),)))
    for mask in range(1 << len(asked)):
        chosen = [each for at, each in enumerate(asked) if mask >> at & 1]
        try:
            core = tried.core(mask)
        except TooLong:
            continue
        assert (core is None) == _compatible(chosen, rule)
        if core is not None:
            assert core & mask == core
            named = [each for at, each in enumerate(asked) if core >> at & 1]
            assert not _compatible(named, rule)


def _compatible(chosen: list[Unit], rule: Formula) -> bool:
    inside = [part.formula for unit in chosen for each in unit.items for part in each.parts]
    return admits([*inside, rule])


def test_sums_are_left_to_others() -> None:
    """A question that adds numbers up is given up, whatever the answer."""
    total = Total((Amount(Variable("cap")), Amount(Variable("years"))))
    asked = (unit("sum", Compare(total, "<=", Exactly(Fraction(1)))),)
    with pytest.raises(TooLong):
        Tried(DOMAINS, HORIZON, Component(asked, ())).core(1)


@pytest.mark.parametrize("parties", [7, 10])
def test_pigeonholes_need_no_solver(parties: int) -> None:
    """Parties who want one post too few are refuted without a question to the oracle."""
    made = pigeonholes(parties, parties - 1)
    oracle = Oracle(made.domains, LONG_AGO)
    found = all_conflicts(oracle, made.units, made.background)
    assert (found.conflicts, found.limits) == ((frozenset(made.units),), ())
    assert oracle.asked == 0
