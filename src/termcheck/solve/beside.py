"""Beside: can a claim hold beside items that are known to hold together, or beside some of them?

Most claims can, and a package shows it that differs little from one of all
items: what the claim touches is chosen anew, the rest stays as it was, and all
that is changed is replayed. That a claim cannot is seen from clauses that
cannot be kept. Only where neither is found is the oracle asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, Part
from termcheck.solve.around import Around
from termcheck.solve.chosen import Changes, Chosen, Name
from termcheck.solve.closing import Clash, chosen
from termcheck.solve.grouped import Grouped
from termcheck.solve.guess import completed, is_soon_written
from termcheck.solve.oracle import Compatible, Incompatible, Judgement, Oracle

class Beside:
    """Answers as ``oracle`` does about any of ``items`` together with one of ``claims``."""

    def __init__(self, oracle: Oracle, items: Sequence[Item], claims: Sequence[Item]) -> None:
        self._oracle = oracle
        self._items = tuple(dict.fromkeys(items))
        self._claims = tuple(dict.fromkeys(claims))
        self._neighbours: _Neighbours | None = None
        self._looked = False

    def compatible(self, items: Iterable[Item]) -> Judgement:
        """Say whether ``items``, of which one at most is a claim, can hold together."""
        wanted = tuple(items)
        if not self._looked:
            self._looked = True
            self._neighbours = self._found()
        if self._neighbours is not None and not self._oracle.ended():
            found = self._neighbours.judged(wanted)
            if found is not None:
                return found
        return self._oracle.compatible(wanted)

    def _found(self) -> _Neighbours | None:
        """Return what is needed to answer without the oracle, if all items hold together."""
        everything = (*self._items, *self._claims)
        if not is_soon_written(everything):
            return None
        together = self._oracle.compatible(self._items)
        if not isinstance(together, Compatible):
            return None
        return _Neighbours(self._oracle, self._items, self._claims, together.package)


class _Neighbours:
    """The clauses of items and claims, beside a package in which all items hold."""

    def __init__(
        self, oracle: Oracle, items: Sequence[Item], claims: Sequence[Item], package: Package
    ) -> None:
        groups = [(each,) for each in (*items, *claims)]
        self._grouped = grouped = Grouped(
            oracle.domains, oracle.horizon, (), groups, replayed=True
        )
        self._package = completed(package, oracle.domains, (*items, *claims))
        self._items = {item: place for place, item in enumerate(items)}
        self._claims = {item: len(items) + place for place, item in enumerate(claims)}
        self._chosen = Chosen(grouped.encoder, grouped.said, self._package)
        self._around = Around(grouped, grouped.groups[: len(items)])
        self._parts: dict[Name, list[tuple[Item, Part]]] = {}
        for item in items:
            for part in item.parts:
                for name in (*part.variables, *part.events):
                    self._parts.setdefault(name, []).append((item, part))

    def judged(self, wanted: Sequence[Item]) -> Judgement | None:
        """Return the judgement of ``wanted``, if it can be seen."""
        claims = [item for item in wanted if item not in self._items]
        if len(claims) != 1 or claims[0] not in self._claims:
            return None
        claim, kept = claims[0], set(wanted)
        if all(holds(part.formula, self._package) for part in claim.parts):
            return Compatible(self._package)
        left_out = [place for item, place in self._items.items() if item not in kept]
        group = self._grouped.groups[self._claims[claim]]
        found = chosen(self._grouped, (group,), abs, self._around.without(left_out))
        if found is None:
            return None
        if isinstance(found, Clash):
            return Incompatible(frozenset(wanted))
        return self._replayed(claim, kept, self._chosen.changes(found.literals))

    def _replayed(
        self, claim: Item, kept: Collection[Item], changes: Changes
    ) -> Compatible | None:
        """Return the package with ``changes``, if the claim and all that is kept hold in it."""
        package = changes.of(self._package)
        near = [row for name in changes.names for row in self._parts.get(name, ())]
        parts = {id(part): part for item, part in near if item in kept}
        if not all(holds(part.formula, package) for part in (*claim.parts, *parts.values())):
            return None
        return Compatible(package)
