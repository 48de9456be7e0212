"""Losses: what has to be given up at least, by weight, found without listing any conflict.

Accepts grouped clauses and what each group is worth; yields the groups to give
up, as bits by their places. Of equal losses that of fewest groups is meant, and
of these the one that comes first by the places of its members, so that the
answer is the same however it is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import add

from termcheck.solve.bucketed import TooWide, least
from termcheck.solve.grouped import Grouped
from termcheck.solve.undominated import Costs, Front
from termcheck.solve.weighed import tables


class Ties:
    """Numbers that tell sets of places apart: the fewer the less, and of equally many the first.

    The number of a set is the sum of those of its members.
    """

    def __init__(self, size: int) -> None:
        """Number sets of the places below ``size``."""
        self._size = size
        self.bits = size + size.bit_length()

    def of(self, place: int) -> int:
        """Return the number of the set of one place."""
        return (1 << self._size) - (1 << self._size - 1 - place)

    def members(self, number: int) -> int:
        """Return the set with this number, as bits by place."""
        backwards = -number & (1 << self._size) - 1
        return int(f"{backwards:0{self._size}b}"[::-1], 2) if self._size else 0


def least_loss(grouped: Grouped, worth: Sequence[int]) -> int | None:
    """Return the groups that it costs least to give up, ``None`` if that is not found here.

    ``worth`` is 0 or more for each group.
    """
    ties = Ties(len(worth))
    costs = [each << ties.bits | ties.of(place) for place, each in enumerate(worth)]
    never = sum(worth) + 1 << ties.bits
    try:
        found = sum(least(tables(grouped, costs, 0, never), add, min))
    except TooWide:
        return None
    return None if found >= never else ties.members(found & (1 << ties.bits) - 1)


def least_losses(
    grouped: Grouped, costs: Costs, worth: Sequence[int], ties: Sequence[int]
) -> Front:
    """Return all losses that none is better than for one party and no worse for another.

    ``worth`` are for each group its ``costs`` to the parties, ``ties`` what tells
    equal losses apart. Raises ``TooWide`` if that is too much work.
    """
    given_up = [{cost: tie} for cost, tie in zip(worth, ties, strict=True)]
    made = tables(grouped, given_up, {0: 0}, {})
    found = least(made, costs.joined, costs.united, _longest)
    return costs.all_joined(found)


def _longest(fronts: Sequence[Front]) -> int:
    return max(map(len, fronts)).bit_length()
