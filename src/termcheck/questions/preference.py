"""Preference: which of several outcomes do the parties' demands favour?

Accepts outcomes as exact numbers, one for each demand or one for each party;
yields keys by which they are compared, and the outcomes that no other one
dominates. All numbers are fractions, so equal outcomes compare as equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import prod
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
    front: list[T] = []
    for each in sorted(found, key=scores, reverse=True):
        if not any(_at_least(scores(other), scores(each)) for other in front):
            front.append(each)
    return front


def _at_least(left: Scores, right: Scores) -> bool:
    return all(a >= b for a, b in zip(left, right, strict=True))


class Sum(Value):
    """One alternative from each of several parts, and what they score together."""

    chosen: tuple[int, ...]
    scores: Scores


def combined(parts: Sequence[Sequence[Scores]], parties: int) -> tuple[tuple[Sum, ...], bool]:
    """Return the undominated sums of one alternative from each part, greatest first.

    ``chosen`` are places in the parts. The second value says whether these are
    all: no more than ``MOST_OUTCOMES`` are carried from one part to the next.
    """
    sums: list[Sum] = [Sum((), (Fraction(0),) * parties)]
    whole = True
    for part in parts:
        places = undominated(range(len(part)), part.__getitem__)
        grown = [
            Sum((*each.chosen, place), _plus(each.scores, part[place]))
            for each in sums
            for place in places
        ]
        sums = undominated(grown, lambda each: each.scores)
        whole = whole and len(sums) <= MOST_OUTCOMES
        sums = sums[:MOST_OUTCOMES]
    return tuple(sums), whole


def _plus(left: Scores, right: Scores) -> Scores:
    return tuple(a + b for a, b in zip(left, right, strict=True))
