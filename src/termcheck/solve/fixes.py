"""All minimal fixes, from all minimal conflicts.

A fix takes something from every conflict. Accepts conflicts; yields menus, one
for each group of conflicts that are linked by shared units, such that one
choice from each menu, and nothing less, is a fix, and these are all. They are
multiplied out only on request, because of many groups there are too many.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod

from termcheck.logic.problem import Unit
from termcheck.solve.conflicts import Conflict
from termcheck.solve.hitting import listed
from termcheck.solve.masks import in_order, places
from termcheck.value import Value

Fix = frozenset[Unit]

MOST = 1_000
"""How many choices of one menu are listed."""

TOO_MANY = f"more than {MOST:,} choices of what to give up"
"""The limit that is hit where there are more, or where they are hard to find."""

_WORK = 5_000_000
"""Looks at one conflict while choices are sought for, about half a second."""


class Menu(Value):
    """Choices of which any one repairs the conflicts at these places of the list.

    ``whole`` if these are all the choices that are least; else they are some.
    """

    conflicts: tuple[int, ...]
    choices: tuple[Fix, ...]
    whole: bool = True


def menus(
    units: Sequence[Unit], conflicts: Sequence[Conflict], most: int = MOST
) -> tuple[Menu, ...]:
    """Return one menu for each group of ``conflicts``, in the order of their first.

    Choices are in the order of ``units``, small ones first. No conflict may be
    empty: what nobody can be blamed for, nobody can repair.
    """
    bit = {unit: 1 << place for place, unit in enumerate(units)}
    masks = [sum(bit[unit] for unit in conflict) for conflict in conflicts]
    return tuple(_menu(units, group, [masks[at] for at in group], most) for group in groups(masks))


def _menu(units: Sequence[Unit], group: Sequence[int], masks: Sequence[int], most: int) -> Menu:
    found, whole = listed(masks, most, _WORK)
    choices = (frozenset(units[at] for at in places(mask)) for mask in in_order(found))
    return Menu(tuple(group), tuple(choices), whole)


def groups(masks: Sequence[int]) -> list[list[int]]:
    """Return the places of sets that are linked by shared members, in order."""
    found: list[tuple[int, list[int]]] = []
    for place, mask in enumerate(masks):
        members, joined = mask, [place]
        for group in [group for group in found if group[0] & mask]:
            found.remove(group)
            members, joined = members | group[0], joined + group[1]
        found.append((members, sorted(joined)))
    return sorted(joined for _, joined in found)


def multiplied(
    units: Sequence[Unit], conflicts: Sequence[Conflict], most: int = MOST
) -> tuple[Fix, ...] | None:
    """Return all minimal fixes, ``None`` if there are more than ``most``."""
    return chosen(units, menus(units, conflicts, most), most)


def chosen(
    units: Sequence[Unit], found: Sequence[Menu], most: int = MOST
) -> tuple[Fix, ...] | None:
    """Return one choice from each menu in all ways, ``None`` if they are more than ``most``."""
    if not all(menu.whole for menu in found) or prod(len(m.choices) for m in found) > most:
        return None
    every = [frozenset[Unit]().union(*each) for each in product(*(m.choices for m in found))]
    place = {unit: at for at, unit in enumerate(units)}
    return tuple(sorted(every, key=lambda fix: (len(fix), sorted(place[unit] for unit in fix))))
