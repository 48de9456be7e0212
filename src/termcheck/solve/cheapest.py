"""The cheapest fix: what has to be given up at least, by weight, to meet every conflict.

Accepts all conflicts as bit sets and what each member is worth; yields a
hitting set of least worth. Conflicts that share no member are solved apart.
Within a group, members are tried one after the other, and left as soon as what
the rest must cost anyway is too much: each conflict in turn costs as much as
its cheapest member has left, and takes that from all of its members.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from termcheck.solve.masks import places

_MOST = 20_000
"""How many choices are tried in one group before the search is given up."""


def cheapest(conflicts: Sequence[int], worth: Sequence[Fraction]) -> int | None:
    """Return a least costly set, as bits, that meets all ``conflicts``; none of these is empty.

    ``worth`` is positive or 0. ``None`` if that is too much work.
    """
    scale = lcm(*(each.denominator for each in worth))
    costs = [int(each * scale) for each in worth]
    found = 0
    for group in _groups(_minimal(conflicts)):
        best = _Search(costs, group).best()
        if best is None:
            return None
        found |= best
    return found


def _minimal(conflicts: Sequence[int]) -> list[int]:
    """Return the conflicts that contain no other one."""
    found: list[int] = []
    for each in sorted(set(conflicts), key=int.bit_count):
        if not any(other & each == other for other in found):
            found.append(each)
    return found


def _groups(conflicts: Sequence[int]) -> list[list[int]]:
    """Return the conflicts in groups that share no member."""
    found: list[tuple[int, list[int]]] = []
    for each in conflicts:
        members, joined = each, [each]
        for group in [group for group in found if group[0] & each]:
            found.remove(group)
            members, joined = members | group[0], joined + group[1]
        found.append((members, joined))
    return [joined for _, joined in found]


class _Search:
    """Branch and bound over the members of one group of conflicts."""

    def __init__(self, costs: Sequence[int], conflicts: Sequence[int]) -> None:
        self._costs = costs
        self._conflicts = sorted(conflicts, key=int.bit_count)
        self._best = self._greedy()
        self._cost = self._sum(self._best)
        self._tried = 0

    def best(self) -> int | None:
        """Return the cheapest set, ``None`` if too much was tried."""
        waiting = [(0, 0, -1, self._conflicts)]
        while waiting:
            chosen, cost, allowed, left = waiting.pop()
            self._tried += 1
            if self._tried > _MOST:
                return None
            if not left:
                if cost < self._cost:
                    self._best, self._cost = chosen, cost
                continue
            left = [each & allowed for each in left]
            if cost + self._least(left) >= self._cost:
                continue
            branch = min(left, key=int.bit_count)
            tried: list[tuple[int, int, int, list[int]]] = []
            for place in sorted(places(branch), key=lambda at: self._gain(at, left)):
                bit = 1 << place
                rest = [each for each in left if not each & bit]
                tried.append((chosen | bit, cost + self._costs[place], allowed & ~bit, rest))
                allowed &= ~bit
            waiting += reversed(tried)
        return self._best

    def _gain(self, place: int, left: Sequence[int]) -> float:
        """Return what a member costs for each conflict that it meets."""
        return self._costs[place] / sum(each >> place & 1 for each in left)

    def _least(self, left: Sequence[int]) -> int:
        """Return what it costs at least to meet the conflicts in ``left``."""
        remaining: dict[int, int] = {}
        total = 0
        for each in sorted(left, key=int.bit_count):
            if not each:
                return self._cost
            members = list(places(each))
            least = min(remaining.get(at, self._costs[at]) for at in members)
            if least:
                total += least
                for at in members:
                    remaining[at] = remaining.get(at, self._costs[at]) - least
        return total

    def _greedy(self) -> int:
        """Return some set that meets all conflicts."""
        chosen, left = 0, self._conflicts
        while left:
            members = 0
            for each in left:
                members |= each
            place = min(places(members), key=lambda at: self._gain(at, left))
            chosen |= 1 << place
            left = [each for each in left if not each >> place & 1]
        return chosen

    def _sum(self, chosen: int) -> int:
        return sum(self._costs[at] for at in places(chosen))
