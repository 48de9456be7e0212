"""Bucketed tables: the least that a sum of tables can come to, one variable after the other.

Accepts tables over yes-or-no variables; yields the least entry of their sum
over all choices of values, for whatever joining and choosing of entries may
mean: a single sum, or all sums that none is better than. One variable after
the other is taken away, the one that meets fewest others first: the tables
with it are joined, and of its two values the better is chosen for each choice
of the others (U. Bertelè and F. Brioschi, "Nonserial dynamic programming",
1972). That is quick just where each variable meets few others, as in texts
whose clauses each are about something of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from heapq import heapify, heappop, heappush
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

WIDEST = 14
"""How many variables a table may be about."""

MOST_ENTRIES = 2_000_000
"""How many entries are joined before the search is given up."""


class Table(NamedTuple, Generic[T]):
    """Entries for each choice of values: bit k of a place says whether the k-th variable holds.

    ``weight`` says how much work an entry is, as a power of two.
    """

    variables: tuple[int, ...]
    entries: Sequence[T]
    weight: int = 0


class TooWide(Exception):
    """Some table would have to be about too many variables, or entries would be too many."""


def least(
    tables: Iterable[Table[T]],
    join: Callable[[T, T], T],
    choose: Callable[[T, T], T],
    weigh: Callable[[Sequence[T]], int] = lambda _: 0,
) -> list[T]:
    """Return entries that are left when no variable is; their joint sum is the answer.

    There is one for each part of the problem that shares no variable with the
    others, and for each table without variables. ``weigh`` returns the weight of
    a table with such entries. Raises ``TooWide``.
    """
    found: list[T] = []
    having: dict[int, dict[int, Table[T]]] = {}
    number, left_over = 0, MOST_ENTRIES
    for table in tables:
        if not table.variables:
            found.append(table.entries[0])
        for each in table.variables:
            having.setdefault(each, {})[number] = table
        number += 1
    near = {each: _others(each, rows.values()) for each, rows in having.items()}

    def work(variable: int) -> int:
        weights = (table.weight for table in having[variable].values())
        return len(near[variable]) + sum(weights)

    waiting = [(work(each), each) for each in near]
    heapify(waiting)
    while waiting:
        most, variable = heappop(waiting)
        if variable not in near or most != work(variable):
            continue
        degree = len(near[variable])
        others, rows = near.pop(variable), having.pop(variable)
        left_over -= len(rows) << min(degree, WIDEST) + 1
        if degree > WIDEST or left_over < 0:
            raise TooWide
        left = tuple(sorted(others))
        entries = _without(variable, left, list(rows.values()), join, choose)
        table = Table(left, entries, weigh(entries))
        for each in left:
            for place in rows:
                having[each].pop(place, None)
            having[each][number] = table
            near[each] |= others
            near[each] -= {each, variable}
        for each in left:
            heappush(waiting, (work(each), each))
        if not left:
            found.append(table.entries[0])
        number += 1
    return found


def _others(variable: int, tables: Iterable[Table[T]]) -> set[int]:
    found = {each for table in tables for each in table.variables}
    found.discard(variable)
    return found


def _without(
    variable: int,
    left: tuple[int, ...],
    tables: Sequence[Table[T]],
    join: Callable[[T, T], T],
    choose: Callable[[T, T], T],
) -> list[T]:
    """Return the sum of ``tables``, with the better value of ``variable`` wherever it is asked."""
    total: list[T] = []
    for table in tables:
        entries = _spread(table, (*left, variable))
        total = list(map(join, total, entries)) if total else entries
    half = len(total) // 2
    return list(map(choose, total[:half], total[half:]))


def _spread(table: Table[T], variables: tuple[int, ...]) -> list[T]:
    """Return the entries of ``table`` for each choice of ``variables``, which hold its own."""
    bit = {each: 1 << place for place, each in enumerate(table.variables)}
    places = [0]
    for each in variables:
        own = bit.get(each, 0)
        places += [place | own for place in places] if own else places
    return [table.entries[place] for place in places]
