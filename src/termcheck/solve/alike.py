"""Alike: what in a question can change places without changing the question.

Accepts formulas as a web; yields renamings of variables, values and events that
turn the question into itself, and blocks of units any two of which can be
exchanged by such a renaming while every other unit stays as it is. Where to
look is guessed, from what looks alike; whether a guess is right is checked on
every formula that it touches, so what is found is sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from termcheck.library.formula import Variable
from termcheck.library.model import Choice
from termcheck.solve.web import Web, is_ordered

Swap = dict[int, int]
"""A renaming of leaves that is its own way back; what is not in it stays."""

MOST_NODES = 10_000
"""How large a question may be for what is alike in it to be looked for."""

_MOST_LOOKS = 3_000_000
"""How many nodes may be looked at meanwhile, about a second."""

_ROUNDS = 12
"""How far around a node it is looked for what makes it different from others."""


def swaps(web: Web) -> list[Swap]:
    """Return renamings that turn rules into rules, each from a rule to the next of its kind."""
    found = _chains(web, [(each,) for each in sorted(web.rules)])
    return [swap for _, made in found for swap in made]


def blocks(web: Web) -> list[tuple[int, ...]]:
    """Return the blocks of more than one unit, by places, in order."""
    found = _chains(web, [tuple(sorted(roots)) for roots in web.roots], units=True)
    return sorted(tuple(members) for members, _ in found if len(members) > 1)


def _chains(
    web: Web, rows: Sequence[tuple[int, ...]], *, units: bool = False
) -> list[tuple[list[int], list[Swap]]]:
    """Return chains of rows, by places, with what turns each into the next.

    Rows are nodes; of ``units`` all others have to stay as they are.
    """
    if len(web.kind) > MOST_NODES:
        return []
    colours = _colours(web)
    like: dict[object, list[int]] = {}
    for place, row in enumerate(rows):
        like.setdefault(tuple(sorted(colours[each] for each in row)), []).append(place)
    left = _MOST_LOOKS
    found: list[tuple[list[int], list[Swap]]] = []
    for same in like.values():
        here: list[tuple[list[int], list[Swap]]] = []
        for place in same:
            for members, made in here:
                left -= len(web.kind)
                one, other = members[-1], place
                swap = _swap(web, colours, rows[one], rows[other]) if left > 0 else None
                if swap is not None and _is_right(web, swap, (one, other) if units else None):
                    members.append(place)
                    made.append(swap)
                    break
            else:
                here.append(([place], []))
        found += here
    return found


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


def _swap(
    web: Web, colours: Sequence[int], ones: Sequence[int], others: Sequence[int]
) -> Swap | None:
    """Return a guess of what turns some nodes into others, and back."""
    pairs: list[tuple[int, int]] = []
    waiting = list(_matched(web, colours, ones, others))
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
    return _completed(web, pairs)


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


def _is_right(web: Web, swap: Swap, units: tuple[int, int] | None) -> bool:
    """Say whether a renaming turns rules into rules.

    It must also exchange two ``units``, if they are named, and keep the others.
    """
    if any(swap.get(b) != a for a, b in swap.items()):
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
    if units is None:
        return True
    one, other = units
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
