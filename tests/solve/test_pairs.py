"""Many groups of clauses at once, against the definition: every package tried."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from itertools import combinations, product
from operator import and_
from random import Random
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.formula import Formula, Not
from termcheck.logic.problem import Item
from termcheck.solve.about import About
from termcheck.solve.best import best
from termcheck.solve.cheapest import cheapest
from termcheck.solve.clashing import Clashing
from termcheck.solve.closing import Closed
from termcheck.solve.grouped import Grouped
from termcheck.solve.masks import places
from termcheck.solve.oracle import Oracle, Undecided
from termcheck.solve.pairs import Pairs
from termcheck.solve.sifting import sifted
from tests.solve.enumerated import formula
from tests.worlds import DOMAINS, HORIZON, admits, holding, item, unit

SEEDS = st.integers(0, 1_000_000).map(Random)


def _groups(random: Random) -> tuple[Formula, list[list[Formula]]]:
    """Return a rule that holds somewhere, and groups of formulas."""
    rule = formula(random, 1)
    while not admits([rule]):
        rule = formula(random, 1)
    number = random.randrange(2, 6)
    return rule, [
        [formula(random, 2) for _ in range(random.randrange(1, 4))] for _ in range(number)
    ]


def _items(formulas: list[Formula]) -> list[Item]:
    return [item(f"i{at}", each) for at, each in enumerate(formulas)]


def _grouped(rule: Formula, groups: list[list[Formula]]) -> Grouped:
    return Grouped(DOMAINS, HORIZON, [item("rule", rule)], [_items(each) for each in groups])


def _compare(pairs: Pairs, rule: Formula, groups: list[list[Formula]]) -> None:
    """Compare what is known of every pair with what trying all packages says."""
    for one, other in combinations(range(len(groups)), 2):
        found = pairs.found(one, other)
        if pairs.left[one] >> other & 1:
            assert found is None
            continue
        holds = admits([rule, *groups[one], *groups[other]])
        assert isinstance(found, Closed) == holds
        assert bool(pairs.clashing[one] >> other & 1) != holds
        if isinstance(found, Closed):
            _check(pairs.grouped, (one, other), set(found.literals))


def _check(grouped: Grouped, both: tuple[int, int], chosen: set[int]) -> None:
    """Check that a choice is closed: it keeps all that it has to, and is no contradiction."""
    assert not any(-each in chosen for each in chosen)
    for place in both:
        assert all(chosen & {*grouped.clauses[at]} for at in grouped.groups[place].clauses)
    for at in grouped.background.clauses:
        clause = set(grouped.clauses[at])
        assert chosen & clause or not any(-each in chosen for each in clause)


@given(SEEDS)
def test_pairs_are_those_of_brute_force(random: Random) -> None:
    """Two groups have a witness just if some package keeps both with the rule."""
    rule, groups = _groups(random)
    _compare(Pairs(_grouped(rule, groups)), rule, groups)


@given(SEEDS)
def test_after_a_change_pairs_are_those_of_brute_force(random: Random) -> None:
    """Once one group says something else, all pairs are as if it had said so from the first."""
    rule, groups = _groups(random)
    pairs = Pairs(_grouped(rule, groups))
    place = random.randrange(len(groups))
    groups[place] = [formula(random, 2)]
    if pairs.change(place, _items(groups[place])):
        _compare(pairs, rule, groups)


@given(SEEDS)
def test_who_is_not_wanted_is_not_compared(random: Random) -> None:
    """Only pairs that were asked for are decided."""
    rule, groups = _groups(random)
    pairs = Pairs(_grouped(rule, groups), [2, 1, *(0 for _ in groups[2:])])
    every = list(combinations(range(len(groups)), 2))
    assert {each for each in every if pairs.found(*each)} <= {(0, 1)}


def test_who_stops_leaves_the_rest_open() -> None:
    """Nothing is decided once it is time to stop, and nothing wrong is said."""
    rule, groups = _groups(Random(1))
    pairs = Pairs(_grouped(rule, groups), stopped=lambda: True)
    everyone = (1 << len(groups)) - 1
    assert pairs.left == [everyone & ~(1 << at) for at in range(len(groups))]


@given(SEEDS)
def test_clashing_groups_are_those_of_brute_force(random: Random) -> None:
    """Of groups that hold alone, those clash that no package keeps together with the rule."""
    rule, groups = _groups(random)
    single = [each[:1] for each in groups if admits([rule, each[0]])]
    clashing = Clashing(_grouped(rule, single))
    everyone = (1 << len(single)) - 1
    for place, own in enumerate(single):
        if clashing.unknown >> place & 1:
            continue
        found, left = clashing.others(place)
        known = everyone & ~clashing.unknown & ~left & ~(1 << place)
        apart = [at for at in places(known) if not admits([rule, *own, *single[at]])]
        assert [*places(found)] == apart


@given(SEEDS)
def test_what_clashes_together_is_that_of_brute_force(random: Random) -> None:
    """The conflicts among groups are the minimal sets that no package keeps with the rule."""
    rule, groups = _groups(random)
    clashing = Clashing(_grouped(rule, groups))
    chosen = [place for place in range(len(groups)) if random.random() < 0.8]
    found = clashing.together(chosen)
    if found is None:
        return
    sets = [sum(1 << at for at in each) for each in _incompatible(rule, groups, chosen)]
    assert sorted(found) == sorted(a for a in sets if not any(b != a and a & b == b for b in sets))


def _incompatible(
    rule: Formula, groups: list[list[Formula]], chosen: list[int]
) -> list[tuple[int, ...]]:
    """Return the sets of places in ``chosen`` whose groups no package keeps with the rule."""
    return [
        each
        for size in range(len(chosen) + 1)
        for each in combinations(range(len(chosen)), size)
        if not admits([rule, *(formula for at in each for formula in groups[chosen[at]])])
    ]


@given(SEEDS)
def test_groups_that_need_no_background_clash_without_it(random: Random) -> None:
    """Where it is said that the rule is not needed, no package keeps the groups, rule or not."""
    rule, groups = _groups(random)
    everyone = range(len(groups))
    if not Clashing(_grouped(rule, groups)).needs_background(everyone):
        assert not admits([formula for group in groups for formula in group])


CLAUSES = st.lists(
    st.lists(st.integers(1, 5).flatmap(lambda n: st.sampled_from((n, -n))), min_size=1, max_size=3),
    max_size=9,
)


@given(CLAUSES, CLAUSES)
def test_what_is_said_beside_excludes_what_the_background_excludes(
    background: list[list[int]], own: list[list[int]]
) -> None:
    """Clauses hold together with what is said of their literals just if with all of it."""
    rows = [tuple(dict.fromkeys(each)) for each in background]
    if not _hold(rows):
        return
    beside = About(rows).clauses({literal for clause in own for literal in clause})
    assert _hold([*own, *beside]) == _hold([*own, *rows])


def _hold(clauses: Sequence[Sequence[int]]) -> bool:
    """Say whether some choice of five literals keeps all clauses."""
    return any(
        all(any(values[abs(each) - 1] == (each > 0) for each in clause) for clause in clauses)
        for values in product((False, True), repeat=5)
    )


@given(SEEDS)
def test_what_is_sifted_is_forced_and_the_rest_is_not(random: Random) -> None:
    """A claim is forced just if no package of the items denies it, unless it is left open."""
    rule, groups = _groups(random)
    said = [rule, *groups[0]]
    if not admits(said):
        return
    claims = [formula(random, 1) for _ in range(5)]
    fail = [admits([*said, Not(claim)]) for claim in claims]
    for found in (
        sifted(DOMAINS, HORIZON, _items(said), claims),
        Oracle(DOMAINS, HORIZON).sifted(_items(said), claims),
    ):
        assert not set(found.forced) & set(found.open)
        for place, can_fail in enumerate(fail):
            if place not in found.open:
                assert (place in found.forced) != can_fail


@pytest.mark.parametrize("way", ["by tables", "by conflicts"])
@given(SEEDS)
def test_the_best_is_that_of_brute_force(way: str, random: Random) -> None:
    """No compatible choice of units is worth more than the one that is found, on either way."""
    rule, groups = _groups(random)
    formulas = [each for group in groups for each in group][:6]
    units = [unit(f"u{at}", each) for at, each in enumerate(formulas)]
    worth = [Fraction(random.randrange(6), random.choice((1, 2, 3))) for _ in units]
    asked = Oracle(DOMAINS, HORIZON), units, [item("rule", rule)], worth
    if way == "by tables":
        found = best(*asked)
    else:
        with mock.patch("termcheck.solve.best.least_loss", return_value=None):
            found = best(*asked)
    assert not isinstance(found, Undecided)
    kept = [at for at, each in enumerate(units) if each in found]
    assert admits([rule, *(formulas[at] for at in kept)])
    worlds = [holding(each) for each in formulas]
    tried = [
        sum((worth[at] for at in chosen), Fraction(0))
        for size in range(len(units) + 1)
        for chosen in combinations(range(len(units)), size)
        if reduce(and_, (worlds[at] for at in chosen), holding(rule))
    ]
    assert sum((worth[at] for at in kept), Fraction(0)) == max(tried)


@given(
    st.lists(st.integers(1, 255), max_size=12),
    st.lists(st.fractions(0, 9, max_denominator=4), min_size=8, max_size=8),
)
def test_the_cheapest_fix_is_that_of_brute_force(
    conflicts: list[int], worth: list[Fraction]
) -> None:
    """Of all sets that meet every conflict, none costs less."""
    found = cheapest(conflicts, worth)
    assert found is not None
    costs = {
        mask: sum((worth[at] for at in places(mask)), Fraction(0))
        for mask in range(256)
        if all(mask & each for each in conflicts)
    }
    assert costs[found] == min(costs.values())
