"""Weighed clauses: groups of clauses, and what it costs to give each of them up.

Accepts grouped clauses and a cost for each group; yields tables whose least
sum is the least that has to be given up. What is sure, and what nothing speaks
against, is taken for granted first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import TypeVar

from termcheck.solve.bucketed import WIDEST, Table, TooWide
from termcheck.solve.grouped import Clause, Grouped

T = TypeVar("T")

Row = tuple[Clause, int]
"""A clause, and the place of the group that gives it up; ``ALWAYS`` if nobody can."""

ALWAYS = -1


def tables(grouped: Grouped, costs: Sequence[T], nothing: T, never: T) -> list[Table[T]]:
    """Return tables of what it costs not to keep each group.

    ``nothing`` is the cost of what is kept, ``never`` that of what nobody can
    give up. Raises ``TooWide``, also where clauses do not say everything.
    """
    if grouped.bound:
        raise TooWide
    return [
        _table(clause, never if group == ALWAYS else costs[group], nothing)
        for clause, group in simpler([*_rows(grouped)])
    ]


def _rows(grouped: Grouped) -> Iterator[Row]:
    """Yield all clauses; a group of several is kept where a literal of its own holds."""
    clauses = grouped.clauses
    for place in grouped.background.clauses:
        yield clauses[place], ALWAYS
    own = count(1 + max((abs(each) for clause in clauses for each in clause), default=0))
    for at, group in enumerate(grouped.groups):
        if len(group.clauses) == 1:
            yield clauses[group.clauses[0]], at
        elif group.clauses:
            switch = next(own)
            yield (switch,), at
            for place in group.clauses:
                yield (*clauses[place], -switch), ALWAYS


def _table(clause: Clause, cost: T, nothing: T) -> Table[T]:
    """Return a table with the cost where no literal of ``clause`` holds."""
    if len(clause) > WIDEST:
        raise TooWide
    entries = [nothing] * (1 << len(clause))
    entries[sum(1 << at for at, each in enumerate(clause) if each < 0)] = cost
    return Table(tuple(map(abs, clause)), entries)


def simpler(rows: Sequence[Row]) -> list[Row]:
    """Return rows with the same least costs, without those that some literal keeps at no cost.

    That is one that must hold, or that no row denies; it is taken to hold.
    """
    left: list[Clause | None] = [clause for clause, _ in rows]
    having: dict[int, list[int]] = {}
    for place, (clause, _) in enumerate(rows):
        for each in clause:
            having.setdefault(each, []).append(place)
    number = {each: len(found) for each, found in having.items()}
    waiting = [each for each in having if -each not in having]
    waiting += [clause[0] for clause, group in rows if group == ALWAYS and len(clause) == 1]
    sure: set[int] = set()
    while waiting:
        literal = waiting.pop()
        if literal in sure or -literal in sure:
            continue
        sure.add(literal)
        for place in having.get(literal, ()):
            kept = left[place]
            if kept is None:
                continue
            left[place] = None
            for each in kept:
                number[each] -= 1
                if not number[each] and number.get(-each):
                    waiting.append(-each)
        for place in having.get(-literal, ()):
            kept = left[place]
            if kept is not None:
                left[place] = shorter = tuple(each for each in kept if each != -literal)
                if len(shorter) == 1 and rows[place][1] == ALWAYS:
                    waiting.append(shorter[0])
    rest = zip(left, rows, strict=True)
    return [(clause, row[1]) for clause, row in rest if clause is not None]
