"""Components: parts of a question that share no variable and no event.

What is true of each is true of the whole: the conflicts of a question are
those of its components together, its fixes the products of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from termcheck.logic.linked import Linked
from termcheck.logic.problem import Item, Part, Unit
from termcheck.value import Value


class Component(Value):
    """Units with the parts of the background that can matter to them."""

    units: tuple[Unit, ...]
    background: tuple[Item, ...]


def components(units: Sequence[Unit], background: Sequence[Item]) -> tuple[Component, ...]:
    """Return the components that have units, in the order of their first unit.

    Parts of the background that mention nothing belong to every component.
    """
    groups = Linked()
    for unit in units:
        groups.join([name for item in unit.items for part in item.parts for name in part.touched])
    for item in background:
        for part in item.parts:
            groups.join(part.touched)
    found: dict[object, list[Unit]] = {}
    for unit in units:
        found.setdefault(groups.of(_first(unit) or unit), []).append(unit)
    return tuple(
        Component(
            tuple(members),
            tuple(
                Item(item.name, parts)
                for item in background
                if (parts := _within(item, groups, group))
            ),
        )
        for group, members in found.items()
    )


def _first(unit: Unit) -> object:
    names = (n for item in unit.items for part in item.parts for n in part.touched)
    return next(names, None)


def _within(item: Item, groups: Linked, group: object) -> tuple[Part, ...]:
    return tuple(
        part for part in item.parts if not part.touched or groups.of(part.touched[0]) == group
    )


class Links:
    """Which names belong together because some part of ``background`` mentions both."""

    def __init__(self, background: Iterable[Item]) -> None:
        self._groups = Linked()
        self._bits: dict[object, int] = {}
        for item in background:
            for part in item.parts:
                self._groups.join(part.touched)

    def of(self, unit: Unit) -> int:
        """Return what a unit mentions, a bit for each group of names that belong together."""
        found = 0
        for item in unit.items:
            for part in item.parts:
                for name in part.touched:
                    group = self._groups.of(name)
                    found |= self._bits.setdefault(group, 1 << len(self._bits))
        return found


def joined(rows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what is left of sets with a place each once those that meet are joined.

    A joined set has the first of their places.
    """
    found: list[tuple[int, int]] = []
    for row, start in rows:
        mask, place, rest = row, start, list[tuple[int, int]]()
        for other, first in found:
            if other & row:
                mask, place = mask | other, min(place, first)
            else:
                rest.append((other, first))
        found = [*rest, (mask, place)]
    return found
