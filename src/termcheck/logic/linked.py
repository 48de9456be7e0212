"""Linked names: which names belong together because something mentions both?"""

from __future__ import annotations

from collections.abc import Sequence


class Linked:
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
