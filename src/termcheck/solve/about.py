"""About: what a background says of some literals, in few clauses.

Of clauses with two literals all that follows is found by going from one to
the next (B. Aspvall, M. Plass and R. Tarjan, "A linear-time algorithm for testing
the truth of certain quantified boolean formulas", 1979). So a long row of bounds
or dates, of which somebody mentions two, comes down to one clause.
"""

from __future__ import annotations

from collections.abc import Iterable

from termcheck.solve.grouped import Clause
from termcheck.solve.masks import places


class About:
    """Clauses of a background, which hold together.

    Sets of literals are bits: 2k for literal k, 2k + 1 for its denial.
    """

    def __init__(self, background: Iterable[Clause]) -> None:
        self._next: dict[int, list[int]] = {}
        self._others: dict[int, list[Clause]] = {}
        self._implied: dict[int, int] = {}
        for clause in background:
            if len(clause) == 2:
                one, other = clause
                self._next.setdefault(-one, []).append(other)
                self._next.setdefault(-other, []).append(one)
            else:
                for literal in clause:
                    self._others.setdefault(literal, []).append(clause)
        self._opening = _bits(-literal for literal in self._others)

    def clauses(self, literals: Iterable[int]) -> set[Clause]:
        """Return clauses that exclude the same as the background, where others have ``literals``.

        Whatever clauses over ``literals`` are put beside them, and beside the
        background, both hold together or both do not.
        """
        said, found = set(literals), set[Clause]()
        waiting, reached = list(said), 0
        while waiting:
            before = reached
            for literal in waiting:
                reached |= self._implied_by(literal)
            opened = _literals(reached & ~before & self._opening)
            more = {each for denied in opened for each in self._others[-denied]} - found
            found |= more
            waiting = list({literal for clause in more for literal in clause} - said)
            said.update(waiting)
        denials = _bits(-each for each in said)
        for one in said:
            for denied in _literals(self._implied_by(one) & denials):
                if one <= -denied:
                    found.add((-one,) if one == -denied else tuple(sorted((-one, denied))))
        return found

    def _implied_by(self, literal: int) -> int:
        """Return what follows from a literal by clauses of two, with the literal itself."""
        found = self._implied.get(literal)
        if found is None:
            seen, waiting = {literal}, [literal]
            while waiting:
                for each in self._next.get(waiting.pop(), ()):
                    if each not in seen:
                        seen.add(each)
                        waiting.append(each)
            found = self._implied[literal] = _bits(seen)
        return found


def _bits(literals: Iterable[int]) -> int:
    rows = {2 * abs(each) + (each < 0) for each in literals}
    found = bytearray(max(rows, default=0) // 8 + 1)
    for at in rows:
        found[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(found, "little")


def _literals(mask: int) -> list[int]:
    return [-(at >> 1) if at & 1 else at >> 1 for at in places(mask)]
