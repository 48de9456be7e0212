"""Sifting: which of many claims follow from some items, without the solver.

Whatever follows clause by clause is forced. Of each other claim it is asked
whether it can fail: only clauses that its failing touches have to be looked
at, because the rest can be kept as before. A choice of literals in which one
claim fails often shows of many others that they can.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from termcheck.library.formula import Formula, Not
from termcheck.library.model import Domain
from termcheck.logic.problem import Item, hypothesis
from termcheck.solve.closing import Clash, closed, forced
from termcheck.solve.grouped import Grouped
from termcheck.solve.mending import Sifted


def sifted(
    domains: Mapping[str, Domain],
    horizon: tuple[int, int],
    items: Sequence[Item],
    claims: Sequence[Formula],
    stopped: Callable[[], bool] = lambda: False,
) -> Sifted:
    """Return which of ``claims`` follow from ``items``, which are compatible.

    ``stopped`` is asked now and then whether to leave the rest open.
    """
    grouped = Grouped(domains, horizon, items, [(hypothesis(Not(each)),) for each in claims])
    known = forced(grouped, grouped.background)
    assert not isinstance(known, Clash), "the items are compatible"
    grouped.settle(known)
    return _sifted(grouped, stopped)


def _sifted(grouped: Grouped, stopped: Callable[[], bool]) -> Sifted:
    """Return which groups, each the denial of a claim, clash with the background."""
    deniers: dict[int, list[int]] = {}
    for place, group in enumerate(grouped.groups):
        if len(group.clauses) == 1 and len(clause := grouped.clauses[group.clauses[0]]) == 1:
            deniers.setdefault(clause[0], []).append(place)
    clashing: list[int] = []
    open_: list[int] = []
    possible: set[int] = set()
    for place, group in enumerate(grouped.groups):
        if place in possible:
            continue
        found = None if stopped() else closed(grouped, (group,), lambda lit: lit not in deniers)
        if found is None:
            open_.append(place)
        elif isinstance(found, Clash):
            clashing.append(place)
        else:
            possible.update(at for each in found.literals for at in deniers.get(each, ()))
    return Sifted(tuple(clashing), tuple(open_))
