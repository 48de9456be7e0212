"""Clashing: which of very many small groups of clauses exclude each other?

Of a small group all ways to keep it are soon listed. Two groups can only clash
if every way of one contradicts every way of the other; that is read for all
groups at once, and where it is so the two are asked about. What several groups
exclude only together is found by elimination among their clauses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from termcheck.solve.about import About
from termcheck.solve.closing import Clash, Closed, closed
from termcheck.solve.elimination import Labelled, minimal_labels
from termcheck.solve.grouped import Grouped
from termcheck.solve.layer import Layer
from termcheck.solve.masks import places

_WAYS = 4
"""How many ways to keep a group are listed."""

_MUCH = 300_000
"""The work, in steps of elimination, after which what several groups exclude stays unknown."""


class Clashing:
    """The groups of ``grouped``, each of which holds alone.

    ``unknown`` are groups of which no way is known, as bits.
    """

    def __init__(self, grouped: Grouped) -> None:
        self._grouped = grouped
        self._about = About(grouped.clauses[at] for at in grouped.background.clauses)
        self._layers = [Layer() for _ in range(_WAYS)]
        self._known: dict[tuple[int, int], bool | None] = {}
        self._rows: dict[int, tuple[int, int]] = {}
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

    def others(self, place: int) -> tuple[int, int]:
        """Return the groups that clash with this one, and those of which that is not known."""
        found = self._rows.get(place)
        if found is None:
            found = self._rows[place] = self._compared(place)
        return found

    def _compared(self, place: int) -> tuple[int, int]:
        clashing = unknown = 0
        for other in places(self._suspects(place)):
            clashes = self._clash(min(place, other), max(place, other))
            if clashes is None:
                unknown |= 1 << other
            elif clashes:
                clashing |= 1 << other
        return clashing, unknown

    def _suspects(self, place: int) -> int:
        """Return the groups of which every way contradicts every way of this one."""
        found = self._layers[0].there & ~(1 << place) if place in self._layers[0].of else 0
        for own in self._layers:
            for layer in self._layers if place in own.of else ():
                denying = ~layer.there
                for literal in own.of[place]:
                    denying |= layer.having.get(-literal, 0)
                found &= denying
                if not found:
                    return 0
        return found

    def _clash(self, one: int, other: int) -> bool | None:
        if (one, other) not in self._known:
            groups = self._grouped.groups
            found = closed(self._grouped, (groups[one], groups[other]), abs)
            self._known[one, other] = None if found is None else isinstance(found, Clash)
        return self._known[one, other]

    def needs_background(self, chosen: Sequence[int]) -> bool:
        """Say whether groups that clash may need what the background says to do so."""
        found = closed(self._grouped, [self._grouped.groups[at] for at in chosen], abs)
        return not isinstance(found, Clash) or not found.clauses.isdisjoint(self._grouped.said)

    def together(self, chosen: Sequence[int]) -> tuple[int, ...] | None:
        """Return all minimal conflicts among groups, as bits of their places in ``chosen``.

        ``None`` if that is not known, because of sums or because it is too much work.
        """
        if self._grouped.bound:
            return None
        return minimal_labels(self._labelled(chosen), _MUCH)

    def _labelled(self, chosen: Sequence[int]) -> list[Labelled]:
        """Return the clauses of groups, and those of the background that they can touch."""
        clauses, groups = self._grouped.clauses, self._grouped.groups
        found: list[Labelled] = [
            (clauses[at], 1 << label)
            for label, place in enumerate(chosen)
            for at in groups[place].clauses
        ]
        around = self._about.clauses(literal for clause, _ in found for literal in clause)
        return [*found, *((each, 0) for each in around)]
