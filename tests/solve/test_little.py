"""The search in this process, and what rests on it, against the definition."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given

from bench.instances import HORIZON as LONG_AGO
from bench.instances import pigeonholes
from termcheck.library.formula import Amount, Compare, Exactly, Formula, Total, Variable
from termcheck.logic.components import Component
from termcheck.logic.problem import Unit
from termcheck.solve.cnf import Cnf
from termcheck.solve.conflicts import all_conflicts
from termcheck.solve.little import Little
from termcheck.solve.oracle import Oracle
from termcheck.solve.replies import Sat, Unsat
from termcheck.solve.tried import TooLong, Tried
from tests.worlds import DOMAINS, HORIZON, admits, formulas, item, unit, units

SIZE = 9
MUCH = 10**6


def some_clauses(seed: int) -> Cnf:
    """Return random clauses of two or three literals, which the plain values obey."""
    random = Random(seed)
    cnf = Cnf()
    for _ in range(SIZE):
        cnf.fresh()
    for _ in range(random.randrange(5, 40)):
        terms = random.sample(range(2, SIZE + 2), random.choice((2, 3, 3)))
        row = [random.choice((each, -each)) for each in terms]
        row[0] = -abs(row[0])
        cnf.clauses.append(tuple(row))
    return cnf


def models(cnf: Cnf) -> list[set[int]]:
    """Return, by brute force, which literals can hold together."""
    found = [
        {1, *(at if true else -at for at, true in enumerate(truths, 2))}
        for truths in product((False, True), repeat=SIZE)
    ]
    return [each for each in found if all(each.intersection(row) for row in cnf.clauses)]


@pytest.mark.parametrize("seed", range(300))
def test_it_finds_what_brute_force_finds(seed: int) -> None:
    """What holds obeys every clause; a core is of what was asked, and cannot hold."""
    random = Random(f"asked {seed}")
    cnf = some_clauses(seed)
    known = models(cnf)
    little = Little(cnf)
    for _ in range(10):
        terms = random.sample(range(2, SIZE + 2), random.randrange(1, SIZE))
        asked = [random.choice((each, -each)) for each in terms]
        possible = any(each.issuperset(asked) for each in known)
        match little.check(asked, MUCH):
            case Sat(truths=truths):
                held = {at if truths >> at & 1 else -at for at in range(1, SIZE + 2)}
                assert possible
                assert held in known
                assert held.issuperset(asked)
            case Unsat(core=core):
                assert not possible
                assert set(core) <= set(asked)
                assert not any(each.issuperset(core) for each in known)
            case other:
                raise AssertionError(other)


@pytest.mark.parametrize("seed", range(30))
def test_a_bound_on_work_leaves_a_question_open_but_changes_no_answer(seed: int) -> None:
    """With any bound there is the same verdict or none, and a higher bound loses nothing."""
    asked = [2, -3, 4]
    kinds = [type(Little(some_clauses(seed)).check(asked, most)) for most in (0, 3, 10, 30, MUCH)]
    assert sorted(kinds, key=lambda kind: kind is not type(None)) == kinds
    assert {*kinds} <= {type(None), kinds[-1]}


def test_clauses_may_come_later() -> None:
    """What was added to the clauses between two questions counts."""
    cnf = Cnf()
    a, b = cnf.fresh(), cnf.fresh()
    little = Little(cnf)
    assert isinstance(little.check([a, b], MUCH), Sat)
    cnf.insist(-a, -b)
    assert little.check([a, b], MUCH) == Unsat((a, b))


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
