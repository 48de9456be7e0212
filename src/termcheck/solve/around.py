"""Around: the clauses of some of many groups, for questions that leave out few of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from termcheck.solve.grouped import Group, Grouped, Having


class Around:
    """The clauses of ``groups`` and of the background of ``grouped``."""

    def __init__(self, grouped: Grouped, groups: Sequence[Group]) -> None:
        self._clauses = grouped.clauses
        self._groups = groups
        rows = [grouped.background.clauses, *(each.clauses for each in groups)]
        self._sayers = Counter(chain.from_iterable(rows))
        having: dict[int, list[int]] = {}
        for place in self._sayers:
            for literal in self._clauses[place]:
                having.setdefault(literal, []).append(place)
        self._having = {literal: tuple(row) for literal, row in having.items()}
        self._last: tuple[Sequence[int], Having] = ((), self._having)

    @property
    def whole(self) -> Group:
        """All of them as one group."""
        return Group(tuple(self._sayers), self._having)

    def without(self, left_out: Sequence[int]) -> Having:
        """Return the clauses with each literal that stay if the groups at some places go."""
        if self._last[0] != left_out:
            self._last = left_out, self._left(left_out)
        return self._last[1]

    def _left(self, left_out: Sequence[int]) -> Having:
        said = Counter(place for at in left_out for place in self._groups[at].clauses)
        gone = {place for place, sayers in said.items() if sayers == self._sayers[place]}
        having = dict(self._having)
        for literal in {each for place in gone for each in self._clauses[place]}:
            having[literal] = tuple(place for place in having[literal] if place not in gone)
        return having
