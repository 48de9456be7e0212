"""Ordering: what may be added to a question because parts of it are alike.

Accepts the items of a question; yields items that hold in some package if the
question has any: of the packages that renamings make of one, only the first in
a fixed order need be looked for. Parties who want the same posts are a hard
question for a solver that tries who gets which, and an easy one if the first
party is to have the first of the posts.

After M. Crawford, M. Ginsberg, E. Luks and A. Roy, "Symmetry-breaking
predicates for search problems", 1996.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from termcheck.library.formula import Among, And, Formula, Happens, Not, Or
from termcheck.library.model import Choice, Domain
from termcheck.logic.problem import Item, hypothesis
from termcheck.solve.alike import Swap, swaps
from termcheck.solve.web import Web

_LONGEST = 60
"""How many values of a package are compared with those of another."""


def ordering(domains: Mapping[str, Domain], items: Sequence[Item]) -> tuple[Item, ...]:
    """Return what may be added to ``items``; nothing if nothing is found to be alike."""
    web = Web(domains, (), [part.formula for item in items for part in item.parts])
    said = (_no_later(web, domains, swap) for swap in swaps(web))
    return tuple(hypothesis(each, "order") for each in dict.fromkeys(said) if each is not None)


def _no_later(web: Web, domains: Mapping[str, Domain], swap: Swap) -> Formula | None:
    """Return that a package comes no later than what ``swap`` makes of it.

    Values are compared in the order of their nodes, the same for all renamings;
    numbers and days would come after them and are left out.
    """
    pairs = [
        (one, other)
        for a, b in sorted(swap.items())
        if a < b and (one := _atom(web, domains, a)) and (other := _atom(web, domains, b))
    ]
    said: Formula | None = None
    for one, other in reversed(pairs[:_LONGEST]):
        no_more = Or((one, Not(other)))
        less = And((one, Not(other)))
        said = no_more if said is None else And((no_more, Or((less, said))))
    return said


def _atom(web: Web, domains: Mapping[str, Domain], leaf: int) -> Formula | None:
    match web.leaf[leaf]:
        case (variable, place):
            domain = domains[variable.term]
            assert isinstance(domain, Choice)
            return Among(variable, (domain.values[place],))
        case str() as event:
            return Happens(event)
        case _:
            return None
