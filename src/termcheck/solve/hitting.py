"""Minimal hitting sets: what to leave out so that nothing of each set remains whole.

Accepts a family of sets, as numbers with a bit for each member; yields every
minimal set that meets them all, each once. They are found one after the other,
so that whoever needs a few need not wait for all, of which there may be very
many; the method is that of K. Murakami and T. Uno, "Efficient algorithms for
dualizing large-scale hypergraphs", 2014.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from termcheck.solve.masks import bits


def hitting_sets(family: Sequence[int]) -> Iterator[int]:
    """Yield the minimal hitting sets of ``family``.

    It may grow meanwhile, by sets that the one just yielded does not meet; the
    search then goes on with them. What is yielded is minimal among the sets
    known by then, and only a search in which nothing was added yields all.
    """
    for chosen in _search(family):
        if chosen is not None:
            yield chosen


def listed(family: Sequence[int], most: int, work: int) -> tuple[list[int], bool]:
    """Return at most ``most`` minimal hitting sets, and whether these are all.

    Fewer if finding them takes more than ``work`` looks at one set.
    """
    steps = max(1, work // max(1, len(family)))
    found: list[int] = []
    for step, chosen in enumerate(_search(family)):
        if step == steps or (chosen is not None and len(found) == most):
            return found, False
        if chosen is not None:
            found.append(chosen)
    return found, True


def _search(family: Sequence[int]) -> Iterator[int | None]:
    """Yield the minimal hitting sets, and ``None`` for each step that made none.

    A node is what is chosen and what may be chosen besides. Of a set that is not
    met yet, each member that may be chosen is; those before it may be chosen
    later, those after it not, so that nothing is found twice.
    """
    waiting = [(0, -1)]
    while waiting:
        chosen, allowed = waiting.pop()
        needed, missed = 0, list[int]()
        for each in family:
            met = each & chosen
            if not met:
                missed.append(each)
            elif not met & met - 1:
                needed |= met
        if needed != chosen:
            yield None
            continue
        if missed:
            yield None
        else:
            known = len(family)
            yield chosen
            missed = list(family[known:])
            if not missed:
                continue
        branch = min((each & allowed for each in missed), key=int.bit_count)
        allowed &= ~branch
        for bit in bits(branch):
            waiting.append((chosen | bit, allowed))
            allowed |= bit
