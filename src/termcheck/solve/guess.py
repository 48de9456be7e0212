"""Guess: a package in which items hold, where one is found by following what they say.

Accepts items; tells an oracle of a package, which replays it whenever it is
asked. A solver is not needed then, nor a process for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from termcheck.library.formula import MonthsAfter, nodes
from termcheck.library.model import Domain
from termcheck.logic.package import Package
from termcheck.logic.problem import Item
from termcheck.solve.chosen import Chosen
from termcheck.solve.closing import Closed, chosen
from termcheck.solve.grouped import Grouped
from termcheck.solve.oracle import Oracle, plain_value

MANY = 500
"""Items above which nothing is guessed: to look at all their sums would take too long."""


def is_soon_written(items: Sequence[Item]) -> bool:
    """Say whether items can be written as clauses soon: no more than ``MANY``, without months."""
    return len(items) <= MANY and not any(
        isinstance(node, MonthsAfter)
        for item in items
        for part in item.parts
        for node in nodes(part.formula)
    )


def guess(oracle: Oracle, items: Sequence[Item]) -> None:
    """Offer ``oracle`` a package in which all ``items`` may hold, if one is soon found."""
    if not is_soon_written(items):
        return
    grouped = Grouped(oracle.domains, oracle.horizon, (), (items,), replayed=True)
    found = chosen(grouped, (*grouped.groups, grouped.background), abs, {})
    if isinstance(found, Closed):
        plain = completed(Package({}, {}), oracle.domains, items)
        changes = Chosen(grouped.encoder, grouped.said, plain).changes(found.literals)
        oracle.offer(changes.of(plain))


def completed(package: Package, domains: Mapping[str, Domain], items: Iterable[Item]) -> Package:
    """Return ``package`` with plain answers to all that ``items`` mention and it does not answer."""
    parts = [part for item in items for part in item.parts]
    values = {v: plain_value(domains[v.term]) for part in parts for v in part.variables}
    days = dict.fromkeys([event for part in parts for event in part.events])
    return Package({**values, **package.values}, {**days, **package.days})
