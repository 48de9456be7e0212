"""Components: parts of a question that share no variable and no event.

What is true of each is true of the whole: the conflicts of a question are
those of its components together, its fixes the products of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    groups = _Groups()
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


def _within(item: Item, groups: _Groups, group: object) -> tuple[Part, ...]:
    return tuple(
        part for part in item.parts if not part.touched or groups.of(part.touched[0]) == group
    )


class _Groups:
    """Names that belong together (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[object, object] = {}

    def of(self, name: object) -> object:
        """Return the name that stands for the group of ``name``."""
        root = name
        while (above := self._parent.get(root, root)) is not root:
            root = above
        while (above := self._parent.get(name, name)) is not root:
            self._parent[name] = root
            name = above
        return root

    def join(self, names: Sequence[object]) -> None:
        """Put ``names`` into one group."""
        for name in names[1:]:
            self._parent[self.of(name)] = self.of(names[0])
