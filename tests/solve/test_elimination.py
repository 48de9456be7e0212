"""Elimination, lemmas and hitting sets against their definitions, by brute force."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations, product
from random import Random
from typing import Literal

import pytest

from bench.generators import dates, sums
from bench.instances import HORIZON, instance, pigeonholes, shared, sparse
from bench.problem import Problem
from termcheck.library.formula import (
    Among,
    Amount,
    Compare,
    Exactly,
    Happens,
    Not,
    Quantity,
    Times,
    Total,
    Variable,
)
from termcheck.library.model import Domain, Range
from termcheck.logic.problem import Item, Unit
from termcheck.solve.conflicts import all_conflicts, by_conflicts, by_elimination
from termcheck.solve.elimination import Labelled, minimal_labels
from termcheck.solve.fixes import menus, multiplied
from termcheck.solve.hitting import hitting_sets, listed
from termcheck.solve.oracle import Budget, Oracle
from tests.solve.enumerated import faults
from tests.worlds import DOMAINS, item, unit

UNITS, TERMS = 7, 4
MUCH = 10**7


def some_clauses(seed: int) -> list[Labelled]:
    """Return random labelled clauses; some are nobody's, and some are two units' together."""
    random = Random(seed)
    found: list[Labelled] = []
    for at in range(9):
        terms = random.sample(range(1, TERMS + 1), random.randrange(1, 4))
        label = random.choice([0, 1 << at % UNITS, 1 << at % UNITS, 3 << at % (UNITS - 1)])
        found.append((tuple(random.choice((each, -each)) for each in terms), label))
    return found


def least(masks: list[int]) -> list[int]:
    """Return the sets that contain no other of them."""
    return [each for each in masks if not any(o != each and o & each == o for o in masks)]


def hold(clauses: list[Labelled], chosen: int) -> bool:
    """Say by brute force whether the clauses that ``chosen`` units bring can hold together."""
    here = [clause for clause, label in clauses if label & ~chosen == 0]
    return any(
        all(any(truth[abs(each) - 1] == (each > 0) for each in clause) for clause in here)
        for truth in product((False, True), repeat=TERMS)
    )


@pytest.mark.parametrize("seed", range(300))
def test_labels_of_the_empty_clause_are_the_minimal_conflicts(seed: int) -> None:
    """The labels are exactly the minimal sets of units whose clauses cannot hold."""
    clauses = some_clauses(seed)
    bad = [chosen for chosen in range(1 << UNITS) if not hold(clauses, chosen)]
    assert sorted(minimal_labels(clauses, MUCH) or ()) == least(bad)


@pytest.mark.parametrize("seed", range(50))
def test_the_bound_on_work_is_all_or_nothing(seed: int) -> None:
    """With any bound there is the whole answer or none, and a higher bound loses nothing."""
    whole = minimal_labels(some_clauses(seed), MUCH)
    answers = [minimal_labels(some_clauses(seed), most) for most in range(0, 400, 20)]
    assert sorted(answers, key=lambda each: each is not None) == answers
    assert {each for each in answers if each is not None} <= {whole}


def test_little_work_is_not_enough_for_much() -> None:
    """Where every clause of three terms is some unit's, a small bound is hit."""
    rows = list(product((1, -1), (2, -2), (3, -3)))
    clauses = [(row, 1 << at) for at, row in enumerate(rows)]
    assert minimal_labels(clauses, 10) is None
    assert minimal_labels(clauses, MUCH) == ((1 << 8) - 1,)


def test_who_wants_to_stop_is_heard() -> None:
    """Once all is to stop, no elimination begins."""
    instance = sparse(200, 100, 1)
    oracle = Oracle(instance.domains, HORIZON)
    oracle.stop("interrupted")
    assert all_conflicts(oracle, instance.units, ()).limits == ("interrupted",)


@pytest.mark.parametrize("seed", range(300))
def test_every_method_finds_what_brute_force_finds(seed: int) -> None:
    """Conflicts by all methods, and fixes and menus from them, are those of the definition."""
    assert faults(seed) == []


@pytest.mark.parametrize("seed", range(100))
def test_fractions_are_compared_without_a_solver(seed: int) -> None:
    """Of sums of numbers that need not be whole, elimination and the solver say the same."""
    random = Random(seed)
    names = ("a", "b", "c")
    domains: dict[str, Domain] = {
        name: Range(Fraction(0), Fraction(3), whole=False, or_none=False) for name in names
    }

    def total() -> Quantity:
        chosen = random.sample(names, random.choice((1, 2, 2, 3)))
        return Total(
            tuple(
                Times(Fraction(random.choice((-2, -1, 1, 3)), 2), Amount(Variable(n)))
                for n in chosen
            )
        )

    units: list[Unit] = [
        unit(f"u{at}", Compare(total(), random.choice(("<", "<=", "=")), Exactly(Fraction(at % 3))))
        for at in range(6)
    ]
    eliminated = by_elimination(Oracle(domains, HORIZON), units, ())
    asked = by_conflicts(Oracle(domains, HORIZON), units, ())
    assert eliminated.limits == asked.limits == ()
    assert set(eliminated.conflicts) == set(asked.conflicts)


@pytest.mark.parametrize("seed", range(200))
def test_whole_numbers_are_compared_without_a_solver(seed: int) -> None:
    """Of sums of whole numbers, and of one that is none, elimination says what trying all says."""
    random = Random(seed)
    domains: dict[str, Domain] = {
        name: Range(Fraction(0), Fraction(3), whole=name != "d" or seed % 2 == 0, or_none=False)
        for name in ("a", "b", "c", "d")
    }
    rows: list[Row] = []
    for _ in range(7):
        chosen = random.sample(["a", "b", "c", "c", "d"], random.choice((1, 2, 3)))
        factors = {name: random.choice((-2, -1, -1, 1, 1, 2, 3)) for name in chosen}
        order: Literal["<", "<=", "="] = random.choice(("<", "<=", "="))
        rows.append((factors, order, random.randrange(-2, 5)))
    units = [
        unit(
            f"u{at}",
            Compare(
                Total(tuple(Times(Fraction(f), Amount(Variable(n))) for n, f in factors.items())),
                order,
                Exactly(Fraction(limit)),
            ),
        )
        for at, (factors, order, limit) in enumerate(rows)
    ]
    found = by_elimination(Oracle(domains, HORIZON), units, ())
    if found.limits:
        return
    parts: Sequence[Fraction | int] = range(4)
    if seed % 2:
        parts = [Fraction(at, 12) for at in range(37)]
    held = {
        frozenset(each for each, row in zip(units, rows, strict=True) if _obeyed(row, values))
        for values in product(range(4), range(4), range(4), parts)
    }
    bad = [
        set(chosen)
        for size in range(1, 8)
        for chosen in combinations(units, size)
        if not any(here.issuperset(chosen) for here in held)
    ]
    assert {*found.conflicts} == {
        frozenset(each) for each in bad if not any(other < each for other in bad)
    }


Row = tuple[dict[str, int], Literal["<", "<=", "="], int]
"""Factors of terms, whose sum is compared so with a number."""


def _obeyed(row: Row, values: Sequence[Fraction | int]) -> bool:
    factors, order, limit = row
    total = sum(factor * values["abcd".index(name)] for name, factor in factors.items())
    return total < limit if order == "<" else total <= limit if order == "<=" else total == limit


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("family", [sums, dates])
def test_plain_sums_need_no_solver(family: Callable[[int, int], Problem], seed: int) -> None:
    """Shares under ceilings, and days after days: elimination ends, as asking one by one does."""
    made = instance(family(24, seed))
    eliminated = by_elimination(Oracle(made.domains, HORIZON), made.units, made.background)
    asked = by_conflicts(Oracle(made.domains, HORIZON), made.units, made.background)
    assert eliminated.limits == asked.limits == ()
    assert set(eliminated.conflicts) == set(asked.conflicts)


def test_every_part_of_a_unit_counts() -> None:
    """A unit of two items of two parts each clashes with the denial of any one part."""
    parts = [Happens(event) for event in ("e", "f", "g", "h")]
    halves = [
        Item(
            f"half {at}",
            tuple(part for each in parts[at : at + 2] for part in item("", each).parts),
        )
        for at in (0, 2)
    ]
    whole = Unit("whole", "clause", ("whole",), tuple(halves))
    units = [whole, *(unit(f"not {at}", Not(part)) for at, part in enumerate(parts))]
    expected = {frozenset((whole, each)) for each in units[1:]}
    for method in (by_elimination, by_conflicts, all_conflicts):
        assert set(method(Oracle({}, HORIZON), units, ()).conflicts) == expected


@pytest.mark.parametrize("seed", range(200))
def test_hitting_sets_are_those_of_brute_force(seed: int) -> None:
    """Each minimal set that meets every one of a family is found, once."""
    random = Random(seed)
    family = [random.randrange(1, 1 << UNITS) for _ in range(random.randrange(8))]
    meeting = [each for each in range(1 << UNITS) if all(each & other for other in family)]
    found = list(hitting_sets(family))
    assert sorted(found) == least(meeting)
    assert listed(family, len(found), MUCH) == (found, True)
    if len(found) > 1:
        assert listed(family, 1, MUCH) == (found[:1], False)


def test_too_many_fixes_are_not_waited_for() -> None:
    """Of a group with 3 to the power of 40 fixes some are listed, and that they are not all."""
    units = [
        unit(f"u{at}", Compare(Exactly(Fraction(at)), "=", Exactly(Fraction(0))))
        for at in range(121)
    ]
    conflicts = [frozenset(units[at : at + 3]) for at in range(0, 120, 3)]
    linked = [*conflicts, frozenset({*units[::3]})]
    (menu,) = menus(units, linked, 50)
    assert (len(menu.choices), menu.whole) == (50, False)
    assert all(choice & clash for choice in menu.choices for clash in linked)
    assert multiplied(units, linked) is None


def test_pigeonholes_have_one_conflict() -> None:
    """Seven parties who each demand one of six posts: all of them are needed for the conflict."""
    instance = pigeonholes(7, 6)
    found = all_conflicts(Oracle(instance.domains, HORIZON), instance.units, instance.background)
    assert (found.conflicts, found.limits) == ((frozenset(instance.units),), ())


def test_chains_have_as_many_conflicts_as_ways() -> None:
    """Conflicts that share their ends: as many as ways along the chain."""
    instance = shared(8, 3)
    ways = 1
    for at in range(1, 8):
        step = f"Or(operands=(Not(operand=Among(variable=Variable(term='t{at}',"
        ways *= sum(
            repr(each.items[0].parts[0].formula).startswith(step) for each in instance.units
        )
    found = by_elimination(Oracle(instance.domains, HORIZON), instance.units, ())
    assert len(found.conflicts) == ways


def test_a_hard_part_does_not_keep_an_easy_one_waiting() -> None:
    """When the time is up in a hard part, the conflicts of an easy one are there, in order."""
    hard = sparse(200, 80, 0)
    peace = Among(Variable("peace"), ("true",))
    easy = (unit("war", Not(peace)), unit("peace", peace))
    left = iter([9.0] * 40)
    oracle = Oracle(hard.domains | DOMAINS, HORIZON, Budget(lambda: next(left, 0.0)))
    found = all_conflicts(oracle, (*hard.units, *easy), hard.background)
    place = {unit: at for at, unit in enumerate((*hard.units, *easy))}
    order = [sorted(place[unit] for unit in each) for each in found.conflicts]
    own, last = order[:-1], [len(hard.units), len(hard.units) + 1]
    assert order == [*sorted(own, key=lambda row: (len(row), row)), last]
    assert found.limits == ("time",)


_SCRIPT = """
from bench.instances import HORIZON, sparse
from termcheck.solve.conflicts import all_conflicts
from termcheck.solve.oracle import Oracle
made = sparse(60, 40, 3)
for each in all_conflicts(Oracle(made.domains, HORIZON), made.units, ()).conflicts:
    print(*sorted(unit.name for unit in each))
"""


def test_the_seed_of_hashes_changes_nothing() -> None:
    """Conflicts come in the same order in processes with different hash seeds."""
    printed = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    assert next(iter(printed))
