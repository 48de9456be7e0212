"""Alike: units that can change places without changing anything else.

Accepts a question; yields blocks of units, any two of which can be exchanged:
some renaming of variables, values and events turns one into the other and back,
leaves every other unit as it is, and turns each rule into a rule. What is found
depends on guesses, which are made where formulas look alike; whether a guess is
right is checked on every formula that it touches, so what is found is sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from termcheck.library.formula import Variable
from termcheck.library.model import Choice, Domain
from termcheck.logic.problem import Item, Unit
from termcheck.solve.web import Web, is_ordered

Swap = dict[int, int]
"""A renaming of leaves that is its own way back; what is not in it stays."""

Block = tuple[tuple[int, ...], tuple[Swap, ...]]
"""Units by their places, and what exchanges each with the next."""

_MOST_NODES = 20_000
"""How large a question may be for what is alike in it to be looked for."""

_MOST_LOOKS = 3_000_000
"""How many nodes may be looked at meanwhile, some seconds at worst."""

_ROUNDS = 12
"""How far around a node it is looked for what makes it different from others."""


def blocks(
    domains: Mapping[str, Domain], units: Sequence[Unit], background: Sequence[Item]
) -> tuple[Web, list[Block]]:
    """Return the formulas as a web, and the blocks of more than one unit, in order."""
    web = Web(domains, units, background)
    if len(web.kind) > _MOST_NODES:
        return web, []
    colours = _colours(web)
    like: dict[object, list[int]] = {}
    for place, roots in enumerate(web.roots):
        like.setdefault(tuple(sorted(colours[each] for each in roots)), []).append(place)
    left = _MOST_LOOKS
    found: list[tuple[list[int], list[Swap]]] = []
    for same in like.values():
        here: list[tuple[list[int], list[Swap]]] = []
        for place in same:
            for members, swaps in here:
                left -= len(web.kind)
                swap = _swap(web, colours, members[-1], place) if left > 0 else None
                if swap is not None:
                    members.append(place)
                    swaps.append(swap)
                    break
            else:
                here.append(([place], []))
        found += here
    return web, [(tuple(m), tuple(s)) for m, s in sorted(found) if len(m) > 1]


def _colours(web: Web) -> list[int]:
    """Return a number for each node, the same where nothing around two of them differs."""
    colours = _numbered([(kind, each in web.rules) for each, kind in enumerate(web.kind)])
    of_unit = [0] * len(colours)
    for roots in web.roots:
        for each in roots:
            of_unit[each] += 1
    count = 0
    for _ in range(_ROUNDS):
        rows: list[object] = []
        for each, inside in enumerate(web.inside):
            within = [colours[other] for other in inside]
            if not is_ordered(web.kind[each]):
                within.sort()
            around = sorted(colours[other] for other in web.around[each])
            rows.append((colours[each], of_unit[each], tuple(within), tuple(around)))
        colours = _numbered(rows)
        if max(colours, default=0) == count:
            break
        count = max(colours, default=0)
    return colours


def _numbered(rows: Sequence[object]) -> list[int]:
    numbers: dict[object, int] = {}
    return [numbers.setdefault(row, len(numbers)) for row in rows]


def _swap(web: Web, colours: Sequence[int], one: int, other: int) -> Swap | None:
    """Return what exchanges two units and nothing else, if a guess finds it."""
    pairs = _guess(web, colours, one, other)
    swap = None if pairs is None else _completed(web, pairs)
    return swap if swap is not None and _is_right(web, swap, one, other) else None


def _guess(
    web: Web, colours: Sequence[int], one: int, other: int
) -> list[tuple[int, int]] | None:
    """Return pairs of leaves that stand at the same places of two units."""
    pairs: list[tuple[int, int]] = []
    waiting = list(_matched(web, colours, tuple(web.roots[one]), tuple(web.roots[other])))
    seen: set[tuple[int, int]] = set()
    while waiting:
        a, b = waiting.pop()
        if a == b or (a, b) in seen:
            continue
        seen.add((a, b))
        if colours[a] != colours[b]:
            return None
        if a in web.leaf:
            pairs.append((a, b))
        elif is_ordered(web.kind[a]):
            waiting += zip(web.inside[a], web.inside[b], strict=True)
        else:
            waiting += _matched(web, colours, web.inside[a], web.inside[b])
    return pairs


def _matched(
    web: Web, colours: Sequence[int], ones: Sequence[int], others: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield nodes of one row with those of another that look most like them."""
    free = [each for each in sorted(others) if each not in ones]
    for a in sorted(ones):
        if a in others:
            continue
        near = {*web.around[a], *web.inside[a]}
        same = [b for b in free if colours[b] == colours[a]]
        if same:
            b = max(same, key=lambda b: len(near.intersection((*web.around[b], *web.inside[b]))))
            free.remove(b)
            yield a, b


def _completed(web: Web, pairs: Sequence[tuple[int, int]]) -> Swap | None:
    """Return the renaming of all leaves that pairs of some of them ask for, if there is one."""
    swap: Swap = {}
    for a, b in pairs:
        for here, there in ((a, b), (b, a)):
            x, y = web.leaf[here], web.leaf[there]
            rows = [(here, there)]
            if isinstance(x, tuple) and isinstance(y, tuple):
                rows.append((web.inside[here][0], web.inside[there][0]))
            for left, right in rows:
                if swap.setdefault(left, right) != right:
                    return None
    for here, there in list(swap.items()):
        x, y = web.leaf[here], web.leaf[there]
        if isinstance(x, Variable) and isinstance(y, Variable):
            domain = web.domain(x)
            if isinstance(domain, Choice) and not _complete_values(web, swap, x, y, domain):
                return None
    return swap


def _complete_values(web: Web, swap: Swap, x: Variable, y: Variable, domain: Choice) -> bool:
    """Say where the values go of which no pair speaks: to the same place; say whether that can be.

    A value that no formula mentions stands for all such, and need not go anywhere.
    """
    for place in range(len(domain.values)):
        here, there = web.value(x, place), web.value(y, place)
        if here is None or here in swap:
            continue
        if there is None or swap.setdefault(there, here) != here:
            return False
        swap[here] = there
    return True


def _is_right(web: Web, swap: Swap, one: int, other: int) -> bool:
    """Say whether a renaming exchanges two units, keeps the others, and turns rules into rules."""
    if len(set(swap.values())) != len(swap) or any(swap[b] != a for a, b in swap.items()):
        return False
    image: dict[int, int] = dict(swap)
    for each in _touched(web, [a for a, b in swap.items() if a != b]):
        if each not in image:
            made = web.found(each, [image.get(inner, inner) for inner in web.inside[each]])
            if made is None:
                return False
            image[each] = made
    if any(image.get(each, each) not in web.rules for each in web.rules):
        return False
    turned = [frozenset(image.get(each, each) for each in roots) for roots in web.roots]
    expected = list(web.roots)
    expected[one], expected[other] = expected[other], expected[one]
    return turned == expected


def _touched(web: Web, leaves: Sequence[int]) -> list[int]:
    """Return the nodes that have one of ``leaves`` somewhere inside, inner ones first."""
    found = set(leaves)
    waiting = list(leaves)
    while waiting:
        for each in web.around[waiting.pop()]:
            if each not in found:
                found.add(each)
                waiting.append(each)
    return sorted(found)
