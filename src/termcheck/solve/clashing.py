"""Clashing: which two of very many small groups of clauses exclude each other?

Of a small group all ways to keep it are soon listed. Two groups can only clash
if every way of one contradicts every way of the other; that is read for all
groups at once, and where it is so the two are asked about.
"""

from __future__ import annotations

from collections import Counter

from termcheck.solve.closing import Clash, Closed, closed
from termcheck.solve.grouped import Grouped
from termcheck.solve.layer import Layer
from termcheck.solve.masks import places

_WAYS = 4
"""How many ways to keep a group are listed."""


class Clashing:
    """The groups of ``grouped``, each of which holds alone.

    ``unknown`` are groups of which no way is known, as bits.
    """

    def __init__(self, grouped: Grouped) -> None:
        self._grouped = grouped
        self._layers = [Layer() for _ in range(_WAYS)]
        self._rows: dict[int, int] = {}
        self._known: dict[tuple[int, int], bool | None] = {}
        for place in range(len(grouped.groups)):
            self._list(place)
        self.unknown = ((1 << len(grouped.groups)) - 1) & ~self._layers[0].there

    def _list(self, place: int) -> None:
        """List ways to keep a group, each by other literals if there are others."""
        group = (self._grouped.groups[place],)
        used: Counter[int] = Counter()
        for layer in self._layers:
            found = closed(self._grouped, group, used.__getitem__)
            if not isinstance(found, Closed) or (used and used.keys() >= set(found.literals)):
                return
            layer.put(place, found.literals)
            used.update(found.literals)

    def among(self, place: int, others: int) -> list[int] | None:
        """Return those of ``others`` that clash with a group, ``None`` if that is not known."""
        found: list[int] = []
        for other in places(self._suspects(place) & others):
            clashes = self._clash(min(place, other), max(place, other))
            if clashes is None:
                return None
            found += [other] if clashes else []
        return found

    def _suspects(self, place: int) -> int:
        """Return the groups of which every way contradicts every way of this one."""
        known = self._rows.get(place)
        if known is None:
            known = -1
            for own in self._layers:
                for layer in self._layers:
                    denying = ~layer.there
                    for literal in own.of.get(place, ()):
                        denying |= layer.having.get(-literal, 0)
                    known &= denying if place in own.of else -1
            self._rows[place] = known
        return known

    def _clash(self, one: int, other: int) -> bool | None:
        if (one, other) not in self._known:
            groups = self._grouped.groups
            found = closed(self._grouped, (groups[one], groups[other]), abs)
            self._known[one, other] = None if found is None else isinstance(found, Clash)
        return self._known[one, other]
