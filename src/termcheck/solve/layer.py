"""A layer: choices of literals, one for each group, as a bit set of groups for each literal."""

from __future__ import annotations


class Layer:
    """At most one choice of literals for each group.

    ``of`` says it by group, ``having`` which groups have a literal, and
    ``there`` which have a choice, both as bits.
    """

    def __init__(self) -> None:
        self.of: dict[int, tuple[int, ...]] = {}
        self.having: dict[int, int] = {}
        self.there = 0

    def put(self, place: int, literals: tuple[int, ...]) -> None:
        """Let the group at ``place``, which has none yet, have ``literals``."""
        bit = 1 << place
        self.of[place] = literals
        self.there |= bit
        for each in literals:
            self.having[each] = self.having.get(each, 0) | bit

    def drop(self, place: int) -> None:
        """Take the choice of a group away, if it has one."""
        bit = 1 << place
        for each in self.of.pop(place, ()):
            self.having[each] ^= bit
        self.there &= ~bit
