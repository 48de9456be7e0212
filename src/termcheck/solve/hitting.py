"""Minimal hitting sets: what to leave out so that nothing of each set remains whole.

Accepts a family of sets, as numbers with a bit for each member; yields every
minimal set that meets them all, each once. They are found one after the other,
so that whoever needs a few need not wait for all, of which there may be very
many; the method is that of K. Murakami and T. Uno, "Efficient algorithms for
dualizing large-scale hypergraphs", 2014.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from termcheck.solve.masks import bits, places

Choosable = Callable[[int], int]
"""Returns the members of a set that may be chosen to meet it, at least all that are needed."""


def hitting_sets(family: Sequence[int], choosable: Choosable = int) -> Iterator[int]:
    """Yield the minimal hitting sets of ``family``.

    It may grow meanwhile, by sets that the one just yielded does not meet; the
    search then goes on with them. What is yielded is minimal among the sets
    known by then, and only a search in which nothing was added yields all.
    """
    for chosen in looks(family, choosable):
        if chosen is not None:
            yield chosen


def listed(family: Sequence[int], most: int, work: int) -> tuple[list[int], bool]:
    """Return at most ``most`` minimal hitting sets, and whether these are all.

    Fewer if finding them takes more than ``work`` looks at one set.
    """
    steps = max(1, work // max(1, len(family)))
    found: list[int] = []
    for step, chosen in enumerate(looks(family)):
        if step == steps or (chosen is not None and len(found) == most):
            return found, False
        if chosen is not None:
            found.append(chosen)
    return found, True


def looks(family: Sequence[int], choosable: Choosable = int) -> Iterator[int | None]:
    """Yield the minimal hitting sets, and ``None`` for each step that made none.

    A node is what is chosen, what may be chosen besides, the sets that are not
    met yet, and for each member chosen the sets that it alone meets (sets as
    bits, by their places in the family). Of a set that is not met yet, each member
    that may be chosen is; those before it may be chosen later, those after it
    not, so that nothing is found twice.
    """
    meeting: dict[int, int] = {}
    known = _take_up(family, 0, meeting)
    waiting: list[_Node] = [((), -1, (1 << known) - 1, (), known)]
    while waiting:
        node = waiting.pop()
        if node[4] < len(family):
            known = _take_up(family, known, meeting)
            node = _told(node, family)
        chosen, allowed, missed, alone, told = node
        if not missed:
            yield sum(chosen)
            if told < len(family):
                waiting.append(node)
            continue
        yield None
        near = islice(places(missed), _LOOKED_AT)
        branch = min((choosable(family[at]) & allowed for at in near), key=_size)
        allowed &= ~branch
        for bit in bits(branch):
            others = ~meeting[bit]
            needed: list[int] = []
            for sets in alone:
                if not (left := sets & others):
                    break
                needed.append(left)
            else:
                needed.append(missed & ~others)
                waiting.append(((*chosen, bit), allowed, missed & others, needed, told))
                allowed |= bit


_Node = tuple[tuple[int, ...], int, int, Sequence[int], int]

_size = int.bit_count

_LOOKED_AT = 40
"""Among how many sets that are not met yet the smallest is looked for."""


def _take_up(family: Sequence[int], known: int, meeting: dict[int, int]) -> int:
    """Note which of the new sets each member meets; return how many sets there are now."""
    for place in range(known, len(family)):
        for bit in bits(family[place]):
            meeting[bit] = meeting.get(bit, 0) | 1 << place
    return len(family)


def _told(node: _Node, family: Sequence[int]) -> _Node:
    """Return a node that knows of all sets of the family."""
    chosen, allowed, missed, alone, told = node
    needed = dict(zip(chosen, alone, strict=True))
    for place in range(told, len(family)):
        met = [bit for bit in chosen if family[place] & bit]
        if not met:
            missed |= 1 << place
        elif len(met) == 1:
            needed[met[0]] |= 1 << place
    return chosen, allowed, missed, [*needed.values()], len(family)
