"""Least losses: what has to be given up at least, against trying everything."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from operator import add
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.formula import Formula
from termcheck.solve.bucketed import Table, TooWide, least
from termcheck.solve.grouped import Grouped
from termcheck.solve.losses import Ties, least_loss, least_losses
from termcheck.solve.masks import places
from termcheck.solve.undominated import Costs
from termcheck.solve.weighed import ALWAYS, simpler
from tests.solve.enumerated import formula
from tests.worlds import DOMAINS, HORIZON, admits, holding, item

ROWS = st.lists(st.tuples(*[st.integers(0, 5)] * 3), min_size=1, max_size=40)
"""Losses of three parties."""

CLAUSE = st.lists(st.sampled_from([1, -1, 2, -2, 3, -3, 4, -4]), max_size=3, unique_by=abs)
"""A clause about four variables."""


def dominates(one: Sequence[int], other: Sequence[int]) -> bool:
    """Say whether ``one`` is nowhere more than ``other`` and somewhere less."""
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))


def undominated(rows: Sequence[tuple[int, ...]]) -> set[tuple[int, ...]]:
    """Return the rows that none dominates, by definition."""
    return {each for each in rows if not any(dominates(other, each) for other in rows)}


# --- fronts ----------------------------------------------------------------------------


@given(ROWS)
def test_what_is_undominated_is_so_by_definition(rows: list[tuple[int, ...]]) -> None:
    """Of any losses those are left, each once, that no other one dominates."""
    costs = Costs([5, 5, 5])
    found = costs.undominated({costs.of(row) for row in rows})
    assert sorted(costs.read(each) for each in found) == sorted(undominated(rows))


@given(ROWS, ROWS)
def test_joined_fronts_are_those_of_all_sums(
    one: list[tuple[int, ...]], other: list[tuple[int, ...]]
) -> None:
    """Joining and uniting fronts gives what all sums, and all of both, give by definition."""
    costs = Costs([10, 10, 10])
    first, second = (costs.front([(costs.of(row), 0) for row in rows]) for rows in (one, other))
    sums = [tuple(map(add, a, b)) for a, b in product(one, other)]
    assert {costs.read(each) for each in costs.joined(first, second)} == undominated(sums)
    assert {costs.read(each) for each in costs.united(first, second)} == undominated(one + other)


def test_many_losses_are_compared_in_turns() -> None:
    """Of 1,600 times 90 sums, far more than are compared at once, just the undominated are left."""
    random = Random(1)
    costs = Costs([200, 200, 200])
    rows = [
        {tuple(random.randrange(100) for _ in range(3)) for _ in range(size)}
        for size in (1_600, 90)
    ]
    first, second = ({costs.of(row): 0 for row in each} for each in rows)
    found = {costs.read(each) for each in costs.joined(first, second)}
    sums = {tuple(map(add, a, b)) for a, b in product(*rows)}
    least_third: dict[tuple[int, int], int] = {}
    for a, b, c in sums:
        least_third[a, b] = min(c, least_third.get((a, b), c))
    grid = [[201] * 202 for _ in range(202)]
    expected = set()
    for a, b in product(range(201), range(201)):
        before = min(grid[a - 1][b], grid[a][b - 1])
        here = least_third.get((a, b), 201)
        grid[a][b] = min(before, here)
        if here < before:
            expected.add((a, b, here))
    assert found == expected


def test_too_many_steps_are_refused() -> None:
    """Losses in steps so small that tables would be very long are not counted here."""
    with pytest.raises(TooWide):
        Costs([1_000_000])


@given(st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)))
def test_ties_prefer_few_and_early_places(one: set[int], other: set[int]) -> None:
    """Sets are told apart by their size, then by their members in order, and read back."""
    ties = Ties(8)
    first, second = (sum(map(ties.of, each)) for each in (one, other))
    listed = [(len(each), sorted(each)) for each in (one, other)]
    assert (first < second) == (listed[0] < listed[1])
    assert set(places(ties.members(first))) == one


# --- tables ----------------------------------------------------------------------------


@given(st.lists(st.tuples(CLAUSE, st.integers(0, 9)), max_size=12))
def test_the_least_sum_is_that_of_trying_all_values(rows: list[tuple[list[int], int]]) -> None:
    """Tables of what denied clauses cost come to what the best of all choices of values costs."""
    made = [_table(clause, cost) for clause, cost in rows]
    assert sum(least(made, add, min)) == min(
        sum(cost for clause, cost in rows if not _kept(clause, values)) for values in _choices()
    )


def test_what_meets_too_many_others_is_refused() -> None:
    """Twenty variables of which each meets all others are more than a table is about."""
    pairs = [(a, b) for a in range(1, 21) for b in range(a + 1, 21)]
    with pytest.raises(TooWide):
        least([Table(pair, [0, 1, 1, 0]) for pair in pairs], add, min)


@given(st.lists(st.tuples(CLAUSE, st.booleans()), max_size=12))
def test_simpler_rows_cost_as_little(rows: list[tuple[list[int], bool]]) -> None:
    """What is taken for granted changes no least cost, if what is always kept can be."""
    made = [(tuple(clause), ALWAYS if always else at) for at, (clause, always) in enumerate(rows)]

    def cost(left: Sequence[tuple[tuple[int, ...], int]]) -> int:
        return min(
            sum(100 if group == ALWAYS else group + 1 for row, group in left if not _kept(row, v))
            for v in _choices()
        )

    if cost([row for row in made if row[1] == ALWAYS]) == 0:
        assert cost(simpler(made)) == cost(made)


def _choices() -> list[dict[int, bool]]:
    return [dict(enumerate(v, 1)) for v in product((False, True), repeat=4)]


def _kept(clause: Sequence[int], values: dict[int, bool]) -> bool:
    return any(values[abs(each)] == (each > 0) for each in clause)


def _table(clause: Sequence[int], cost: int) -> Table[int]:
    entries = [
        0 if any(bool(place >> at & 1) == (each > 0) for at, each in enumerate(clause)) else cost
        for place in range(1 << len(clause))
    ]
    return Table(tuple(map(abs, clause)), entries)


# --- groups ----------------------------------------------------------------------------


@given(st.integers(0, 1_000_000).map(Random))
def test_losses_are_those_of_brute_force(random: Random) -> None:
    """The least loss, and all undominated losses, are what trying every choice says, to the tie."""
    rule, *said = (formula(random, 1) for _ in range(random.randrange(2, 7)))
    if not admits([rule]):
        return
    units = [(item(f"u{at}", each),) for at, each in enumerate(said)]
    grouped = Grouped(DOMAINS, HORIZON, [item("rule", rule)], units)
    worth = [(random.randrange(4), random.randrange(4)) for _ in said]
    found = least_loss(grouped, [first for first, _ in worth])
    if grouped.bound:
        assert found is None
        return
    assert found is not None
    possible = _possible(rule, said)
    ranked = [(sum(worth[at][0] for at in left), len(left), sorted(left)) for left in possible]
    assert sorted(places(found)) == min(ranked)[2]
    costs, ties = Costs([15, 15]), Ties(len(said))
    tied = [ties.of(at) for at in range(len(said))]
    losses = least_losses(grouped, costs, [costs.of(each) for each in worth], tied)
    every = {left: tuple(sum(worth[at][p] for at in left) for p in (0, 1)) for left in possible}
    assert {costs.read(each) for each in losses} == undominated([*every.values()])
    for number, tie in losses.items():
        same = [left for left, row in every.items() if row == costs.read(number)]
        first = min(same, key=lambda left: (len(left), sorted(left)))
        assert frozenset(places(ties.members(tie))) == first


def _possible(rule: Formula, said: Sequence[Formula]) -> list[frozenset[int]]:
    """Return all sets of places that may be left out: those without which the rest can hold."""
    worlds = [holding(each) for each in said]
    found: list[frozenset[int]] = []
    for kept in product((False, True), repeat=len(said)):
        here = holding(rule)
        for at, keeps in enumerate(kept):
            here &= worlds[at] if keeps else here
        if here:
            found.append(frozenset(at for at, keeps in enumerate(kept) if not keeps))
    return found
