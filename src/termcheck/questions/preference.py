"""Preference: which of several outcomes do the parties' demands favour?

Accepts outcomes as exact numbers, one for each demand or one for each party;
yields keys by which they are compared, and the outcomes that no other one
dominates. All numbers are fractions, so equal outcomes compare as equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import lcm, prod
from operator import add
from typing import Literal, TypeVar, assert_never

from termcheck.value import Value

Objective = Literal["total", "fair", "lexicographic", "nash", "pareto"]
OBJECTIVES: tuple[Objective, ...] = ("total", "fair", "lexicographic", "nash", "pareto")

Scores = tuple[Fraction, ...]
"""One number for each party, in the order of the question."""

Key = tuple[Fraction, ...]
"""What is compared: the greater key, number by number, is the better outcome."""

MOST_OUTCOMES = 2_000
"""How many undominated outcomes of several parts are kept while the parts are combined."""

T = TypeVar("T")


class Outcome(Value):
    """How far each demand is met, from 0 to 1, and what that comes to.

    ``met`` stands in the order in which the demands are listed, ``scores`` and
    ``shares`` in the order of the parties. A share is a part of the best score
    that the party has in any compatible package, and 1 where that best is 0.
    """

    met: tuple[Fraction, ...]
    scores: Scores
    shares: Scores


def key(objective: Objective, outcome: Outcome) -> Key:
    """Return by what ``outcome`` is compared; for ``pareto`` that is its total.

    ``fair`` is leximin: the least share counts first, then the next. ``nash``
    is the product of the shares; where some must be 0, as few as possible are,
    and the product of the others counts (I. Caragiannis et al., "The
    unreasonable fairness of maximum Nash welfare", 2019).
    """
    match objective:
        case "total" | "pareto":
            return (sum(outcome.scores, Fraction(0)),)
        case "fair":
            return tuple(sorted(outcome.shares))
        case "lexicographic":
            return outcome.met
        case "nash":
            positive = [share for share in outcome.shares if share]
            return (Fraction(len(positive)), prod(positive, start=Fraction(1)))
        case _:
            assert_never(objective)


def dominates(left: Sequence[Fraction], right: Sequence[Fraction]) -> bool:
    """Say whether ``left`` is nowhere less than ``right`` and somewhere more."""
    return left != right and all(a >= b for a, b in zip(left, right, strict=True))


def undominated(found: Iterable[T], scores: Callable[[T], Scores]) -> list[T]:
    """Return those that none of the others dominates, the greatest first.

    Of several with equal scores the first is returned.
    """
    every = list(found)
    rows, _ = _whole([scores(each) for each in every])
    return [every[place] for place in _front(rows)]


_Row = tuple[int, ...]
"""Scores as whole numbers, all multiplied alike."""


def _whole(rows: Sequence[Scores]) -> tuple[list[_Row], int]:
    """Return ``rows`` as whole numbers, and what they were multiplied with."""
    scale = lcm(*(number.denominator for row in rows for number in row))
    return [tuple(int(number * scale) for number in row) for row in rows], scale


def _front(rows: Sequence[_Row]) -> list[int]:
    """Return the places of rows that no other one dominates, the greatest first, each row once.

    For each column it is known, as bits, which rows have there at least so much.
    """
    first: dict[_Row, int] = {}
    for place, row in enumerate(rows):
        first.setdefault(row, place)
    ordered = sorted(first, reverse=True)
    columns = [_at_least(column) for column in zip(*ordered, strict=True)]
    found: list[int] = []
    for place, row in enumerate(ordered):
        better = ~(1 << place)
        for at_least, number in zip(columns, row, strict=True):
            better &= at_least[number]
        if better <= 0:
            found.append(first[row])
    return found


def _at_least(column: Iterable[int]) -> dict[int, int]:
    """Return for each number the places, as bits, that have it or more."""
    having: dict[int, int] = {}
    for place, number in enumerate(column):
        having[number] = having.get(number, 0) | 1 << place
    above = 0
    for number in sorted(having, reverse=True):
        above = having[number] = having[number] | above
    return having


class Sum(Value):
    """One alternative from each of several parts, and what they score together."""

    chosen: tuple[int, ...]
    scores: Scores


def combined(parts: Sequence[Sequence[Scores]], parties: int) -> tuple[tuple[Sum, ...], bool]:
    """Return the undominated sums of one alternative from each part, greatest first.

    ``chosen`` are places in the parts. The second value says whether these are
    all: no more than ``MOST_OUTCOMES`` are carried from one part to the next.
    """
    whole, scale = _whole([row for part in parts for row in part])
    rows = iter(whole)
    chosen: list[tuple[int, ...]] = [()]
    sums: list[_Row] = [(0,) * parties]
    complete = True
    for part in parts:
        own = [next(rows) for _ in part]
        places = _front(own)
        grown = [(at, place) for at in range(len(sums)) for place in places]
        added = [tuple(map(add, sums[at], own[place])) for at, place in grown]
        best = _front(added)
        complete = complete and len(best) <= MOST_OUTCOMES
        kept = [grown[each] for each in best[:MOST_OUTCOMES]]
        chosen = [(*chosen[at], place) for at, place in kept]
        sums = [added[each] for each in best[:MOST_OUTCOMES]]
    scores = (tuple(Fraction(number, scale) for number in row) for row in sums)
    return tuple(map(Sum, chosen, scores)), complete
