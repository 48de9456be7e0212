"""Clauses over literals, and the connectives that they are made of.

A literal is a whole number, negative if denied; literal 1 is true. A clause
is a tuple of literals of which one must hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb

TRUE = 1
FALSE = -1

PAIRWISE = 16
"""Literals of which at most one holds, up to which every pair has a clause of its own."""

SUBSETS = PAIRWISE * (PAIRWISE - 1) // 2
"""Clauses up to which it is said of literals, by the subset, how many hold."""

COUNTED = 8
"""How many of some literals hold, or may fail, up to which they are counted one by one."""


Count = tuple[int, int, tuple[int, ...]]
"""A literal under which so many of some literals hold."""


def tidy(literals: Sequence[int]) -> tuple[int, ...] | None:
    """Return the clause that one of ``literals`` holds, ``None`` if that says nothing."""
    if TRUE in literals:
        return None
    if FALSE in literals:
        literals = [each for each in literals if each != FALSE]
    return tuple(dict.fromkeys(literals))


def is_large(number: int, size: int) -> bool:
    """Say whether counting ``number`` of so many literals one by one takes too many clauses."""
    return min(number, size - number + 1) > COUNTED


class Cnf:
    """Clauses that only grow; ``size`` is the number of the last literal made.

    The literals that connectives return are one-sided: where such a literal
    holds, what it stands for holds, but not the other way round. ``keeps_counts``
    has large counts stay what they are, in ``counts``, for a solver that can count.
    """

    def __init__(self, *, keeps_counts: bool = False) -> None:
        self.counts: list[Count] = []
        self._keeps_counts = keeps_counts
        self.clauses: list[tuple[int, ...]] = [(TRUE,)]
        self.size = 1

    def fresh(self) -> int:
        """Return a new literal."""
        self.size += 1
        return self.size

    def insist(self, *literals: int) -> None:
        """Require one of ``literals`` everywhere."""
        if TRUE not in literals:
            self.clauses.append(tuple(each for each in literals if each != FALSE))

    def some(self, literals: Sequence[int]) -> int:
        """Return a literal under which one of ``literals`` holds."""
        if TRUE in literals:
            return TRUE
        kept = tuple(dict.fromkeys(each for each in literals if each != FALSE))
        if len(kept) < 2:
            return kept[0] if kept else FALSE
        literal = self.fresh()
        self.clauses.append((-literal, *kept))
        return literal

    def every(self, literals: Sequence[int]) -> int:
        """Return a literal under which all of ``literals`` hold."""
        if FALSE in literals:
            return FALSE
        kept = tuple(dict.fromkeys(each for each in literals if each != TRUE))
        if len(kept) < 2:
            return kept[0] if kept else TRUE
        literal = self.fresh()
        self.clauses.extend((-literal, each) for each in kept)
        return literal

    def at_least_said(self, number: int, literals: Sequence[int]) -> list[Sequence[int]]:
        """Return rows of literals, one of each of which holds if ``number`` of ``literals`` do.

        Few enough are said without counting: of every so many, one holds.
        """
        size = len(literals) - number + 1
        if number <= 0:
            return []
        if size <= 0:
            return [()]
        if comb(len(literals), size) <= SUBSETS:
            return list(combinations(literals, size))
        return [(self.at_least(number, literals),)]

    def at_least(self, number: int, literals: Sequence[int]) -> int:
        """Return a literal under which ``number`` of ``literals`` hold."""
        if number <= 0:
            return TRUE
        if number > len(literals):
            return FALSE
        if is_large(number, len(literals)):
            if not self._keeps_counts:
                return self._sorted(literals, number)[number - 1]
            self.counts.append((self.fresh(), number, tuple(literals)))
            return self.counts[-1][0]
        return self._counted(number, literals)

    def _counted(self, number: int, literals: Sequence[int]) -> int:
        """Return the same by counting one after the other.

        ``rows[k]`` means that k of the literals read so far hold; it is kept up
        only as long as those that are left could still make it ``number``.
        """
        rows = [TRUE] + [FALSE] * number
        for read, literal in enumerate(literals, 1):
            first = max(1, number - (len(literals) - read))
            rows = rows[:first] + [
                self.some([rows[k], self.every([rows[k - 1], literal])])
                for k in range(first, number + 1)
            ]
        return rows[number]

    def _sorted(self, literals: Sequence[int], most: int) -> list[int]:
        """Return literals of which the k-th means that k of ``literals`` hold, at most so many.

        They are sorted by halves (Batcher 1968), in about n log² n clauses.
        """
        if len(literals) < 2:
            return [*literals]
        half = len(literals) // 2
        first, second = self._sorted(literals[:half], most), self._sorted(literals[half:], most)
        return self._merged(first, second)[:most]

    def _merged(self, first: Sequence[int], second: Sequence[int]) -> list[int]:
        """Return two sorted rows as one."""
        if not first or not second:
            return [*first, *second]
        if len(first) == len(second) == 1:
            return [self.some([*first, *second]), self.every([*first, *second])]
        odd = self._merged(first[0::2], second[0::2])
        even = self._merged(first[1::2], second[1::2])
        found = odd[:1]
        for low, high in zip(even, odd[1:], strict=False):
            found += [self.some([low, high]), self.every([low, high])]
        return found + odd[len(even) + 1 :] + even[len(odd) - 1 :]

    def exactly_one(self, size: int) -> tuple[int, ...]:
        """Return ``size`` literals of which exactly one holds."""
        if size == 1:
            return (TRUE,)
        if size == 2:
            literal = self.fresh()
            return (-literal, literal)
        literals = tuple(self.fresh() for _ in range(size))
        self.clauses.append(literals)
        if size <= PAIRWISE:
            pairs = ((-a, -b) for i, a in enumerate(literals) for b in literals[i + 1 :])
            self.clauses.extend(pairs)
        else:
            self._at_most_one(literals)
        return literals

    def _at_most_one(self, literals: Sequence[int]) -> None:
        """Let at most one hold, in three clauses each (Sinz 2005, the sequential counter)."""
        before = self.fresh()
        self.clauses.append((-literals[0], before))
        for literal in literals[1:]:
            here = self.fresh()
            self.clauses += [(-before, here), (-literal, here), (-literal, -before)]
            before = here

    def holds_if(self, condition: int, literal: int) -> int:
        """Return the literal that holds exactly where ``literal`` does or ``condition`` fails.

        ``literal`` must not be one-sided.
        """
        made = self.fresh()
        self.clauses += [(-made, -condition, literal), (made, condition), (made, -literal)]
        return made
