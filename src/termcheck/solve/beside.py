"""Beside: can a claim hold beside items that hold together, or beside some of them?

Most claims can, and a package shows it that differs little from one of all
items: what the claim touches is chosen anew, the rest stays as it was, and all
that is changed is replayed. That a claim cannot is seen from clauses that
cannot be kept. Only where neither is found is the oracle asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from termcheck.library.formula import MonthsAfter, nodes
from termcheck.library.model import Domain
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, Part
from termcheck.solve.around import Around
from termcheck.solve.chosen import Changes, Chosen, Name
from termcheck.solve.closing import Clash, Closed, chosen
from termcheck.solve.grouped import Grouped
from termcheck.solve.oracle import Compatible, Incompatible, Judgement, Oracle, plain_value

MANY = 1_000
"""Items and claims above which the oracle is asked at once: to write all out takes too long."""


class Beside:
    """Answers as ``oracle`` does about any of ``items`` together with one of ``claims``."""

    def __init__(self, oracle: Oracle, items: Sequence[Item], claims: Sequence[Item]) -> None:
        self._oracle = oracle
        self._items = tuple(dict.fromkeys(items))
        self._claims = tuple(dict.fromkeys(claims))
        self._neighbours: _Neighbours | None = None
        self._prepared = False

    def prepare(self) -> None:
        """Look for a package of all items; the oracle remembers it, if it is one."""
        if self._prepared or self._oracle.ended():
            return
        self._prepared = True
        if not _is_soon_written((*self._items, *self._claims)):
            return
        near = _Neighbours(self._oracle, self._items, self._claims)
        guess = near.guess()
        if guess is not None:
            self._oracle.offer(guess)
        together = self._oracle.compatible(self._items)
        if isinstance(together, Compatible):
            near.begin(together.package)
            self._neighbours = near

    def compatible(self, items: Iterable[Item]) -> Judgement:
        """Say whether ``items``, of which one at most is a claim, can hold together."""
        wanted = tuple(items)
        self.prepare()
        if self._neighbours is not None and not self._oracle.ended():
            found = self._neighbours.judged(wanted)
            if found is not None:
                return found
        return self._oracle.compatible(wanted)


def _is_soon_written(items: Sequence[Item]) -> bool:
    """Say whether items can be written as clauses soon: not too many, and no months."""
    dated = (part.formula for item in items for part in item.parts if part.events)
    return len(items) <= MANY and not any(
        isinstance(node, MonthsAfter) for formula in dated for node in nodes(formula)
    )


class _Neighbours:
    """The clauses of items and claims; from ``begin`` on, beside a package of all items."""

    def __init__(self, oracle: Oracle, items: Sequence[Item], claims: Sequence[Item]) -> None:
        everything = (*items, *claims)
        groups = [(each,) for each in everything]
        self._grouped = Grouped(oracle.domains, oracle.horizon, (), groups, replayed=True)
        self._package = _plain_package(oracle.domains, everything)
        self._size = len(items)
        self._everything = everything
        self._places = {item: place for place, item in enumerate(everything)}
        self._place_of = {id(item): place for item, place in self._places.items()}
        self._around = Around(self._grouped, self._grouped.groups[: self._size])
        self._parts: dict[Name, list[tuple[int, Part]]] = {}
        for place, item in enumerate(items):
            for part in item.parts:
                names: tuple[Name, ...] = (*part.variables, *part.events)
                for name in names:
                    self._parts.setdefault(name, []).append((place, part))

    def guess(self) -> Package | None:
        """Return what may be a package of all items, if clauses alone leave one."""
        found = chosen(self._grouped, (self._around.whole,), abs, {})
        if not isinstance(found, Closed):
            return None
        return self._read().changes(found.literals).of(self._package)

    def begin(self, package: Package) -> None:
        """Take ``package``, in which all items hold, for the one that others are to be near."""
        plain = self._package
        self._package = Package({**plain.values, **package.values}, {**plain.days, **package.days})
        self._chosen = self._read()

    def _read(self) -> Chosen:
        return Chosen(self._grouped.encoder, self._grouped.spoken, self._package)

    def _place(self, item: Item) -> int | None:
        """Return the place of an item or a claim; most are asked about as the very same."""
        found = self._place_of.get(id(item))
        return self._places.get(item) if found is None else found

    def judged(self, wanted: Sequence[Item]) -> Judgement | None:
        """Return the judgement of ``wanted``, if it can be seen."""
        places = set(map(self._place, wanted))
        claims = places.difference(range(self._size))
        at = claims.pop() if len(claims) == 1 else None
        if at is None:
            return None
        claim = self._everything[at]
        if all(holds(part.formula, self._package) for part in claim.parts):
            return Compatible(self._package)
        left_out = [place for place in range(self._size) if place not in places]
        around = self._around.without(left_out)
        found = chosen(self._grouped, (self._grouped.groups[at],), abs, around)
        if found is None:
            return None
        if isinstance(found, Clash):
            return Incompatible(frozenset(wanted))
        return self._replayed(claim, places, self._chosen.changes(found.literals))

    def _replayed(self, claim: Item, kept: set[int | None], changes: Changes) -> Compatible | None:
        """Return the package with ``changes``, if the claim and all that is kept hold in it."""
        package = changes.of(self._package)
        near = [row for name in changes.names for row in self._parts.get(name, ())]
        parts = {id(part): part for place, part in near if place in kept}
        if not all(holds(part.formula, package) for part in (*claim.parts, *parts.values())):
            return None
        return Compatible(package)


def _plain_package(domains: Mapping[str, Domain], items: Iterable[Item]) -> Package:
    """Return a package that answers all that ``items`` mention, whatever it says."""
    parts = [part for item in items for part in item.parts]
    values = {each: plain_value(domains[each.term]) for part in parts for each in part.variables}
    return Package(values, dict.fromkeys([event for part in parts for event in part.events]))
