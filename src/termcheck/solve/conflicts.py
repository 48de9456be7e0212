"""All minimal conflicts and all minimal fixes of a set of units.

Accepts units (clauses, or whole texts) and a background; yields every minimal
set of units that the background excludes, and every minimal set of units
whose removal leaves a compatible rest. Each determines the other: fixes are
the minimal hitting sets of the conflicts.

The method is that of D. Gunopulos, R. Khardon, H. Mannila and H. Toivonen,
"Data mining, hypergraph transversals, and machine learning", 1997: take a
minimal hitting set of the conflicts known so far; if the rest is compatible it
is a fix, else the rest contains a new conflict. Hitting sets are kept up to
date after C. Berge, "Hypergraphs", 1989. Ours works apart on parts of the
problem that share no variable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from termcheck.logic.problem import Item, Unit
from termcheck.solve.oracle import Compatible, Incompatible, Oracle, Undecided
from termcheck.value import Value

Conflict = frozenset[Unit]
Fix = frozenset[Unit]


class Found(Value):
    """What an enumeration found.

    ``conflicts`` are minimal and all different; ``fixes`` hit every one of
    them. Both are complete if ``limits`` is empty, which otherwise says which
    limits were hit; then ``fixes`` is empty.
    """

    conflicts: tuple[Conflict, ...]
    fixes: tuple[Fix, ...]
    limits: tuple[str, ...] = ()


Enumerator = Callable[[Oracle, Sequence[Unit], Sequence[Item]], Found]
"""Every method of enumeration has this form; they must agree."""


def by_hitting_sets(oracle: Oracle, units: Sequence[Unit], background: Sequence[Item]) -> Found:
    """Enumerate the conflicts among ``units``; the background alone is compatible."""
    search = _Search(oracle, units, background)
    fixes = {0}
    confirmed: set[int] = set()
    conflicts: list[int] = []
    while True:
        open_fixes = sorted(fixes - confirmed, key=lambda fix: (fix.bit_count(), fix))
        if not open_fixes:
            return search.found(conflicts, confirmed)
        fix = open_fixes[0]
        answer = search.conflict_outside(fix)
        if isinstance(answer, Undecided):
            return search.found(conflicts, set(), answer.limit)
        if answer is None:
            confirmed.add(fix)
            continue
        conflicts.append(answer)
        fixes = hit(fixes, answer)


def hit(fixes: Iterable[int], conflict: int) -> set[int]:
    """Return the minimal hitting sets that also hit ``conflict`` (Berge's step)."""
    hitting = {fix for fix in fixes if fix & conflict}
    missing = [fix for fix in fixes if not fix & conflict]
    extended = {fix | bit for fix in missing for bit in bits(conflict)}
    return hitting | {new for new in extended if not any(old & new == old for old in hitting)}


def bits(mask: int) -> Iterable[int]:
    """Yield the single bits of ``mask``, lowest first."""
    while mask:
        low = mask & -mask
        yield low
        mask ^= low


class _Search:
    """Sets of units as bit sets, put to the oracle."""

    def __init__(self, oracle: Oracle, units: Sequence[Unit], background: Sequence[Item]) -> None:
        self._oracle = oracle
        self._units = units
        self._background = tuple(background)
        self._everything = (1 << len(units)) - 1
        self._unit_of: dict[Item, int] = {}
        for place, unit in enumerate(units):
            for item in unit.items:
                self._unit_of.setdefault(item, 1 << place)

    def conflict_outside(self, fix: int) -> int | Undecided | None:
        """Return a minimal conflict among the units outside ``fix``, if there is one."""
        rest = self._everything & ~fix
        answer = self._ask(rest)
        if isinstance(answer, Compatible):
            return None
        if isinstance(answer, Undecided):
            return answer
        return self._shrink(self._core(answer) & rest)

    def _ask(self, mask: int) -> Compatible | Incompatible | Undecided:
        items = [item for bit in bits(mask) for item in self._units[bit.bit_length() - 1].items]
        return self._oracle.compatible((*items, *self._background))

    def _core(self, answer: Incompatible) -> int:
        core = 0
        for item in answer.core:
            core |= self._unit_of.get(item, 0)
        return core

    def _shrink(self, conflict: int) -> int | Undecided:
        """Drop units as long as a conflict remains."""
        for bit in bits(conflict):
            if not conflict & bit:
                continue
            answer = self._ask(conflict & ~bit)
            if isinstance(answer, Undecided):
                return answer
            if isinstance(answer, Incompatible):
                conflict &= ~bit & self._core(answer)
        return conflict

    def found(self, conflicts: Iterable[int], fixes: Iterable[int], limit: str = "") -> Found:
        """Return the sets of units, smallest first and then in order of the units."""
        return Found(self._sets(conflicts), self._sets(fixes), (limit,) if limit else ())

    def _sets(self, masks: Iterable[int]) -> tuple[frozenset[Unit], ...]:
        ordered = sorted(masks, key=lambda mask: (mask.bit_count(), [*bits(mask)]))
        return tuple(
            frozenset(self._units[bit.bit_length() - 1] for bit in bits(mask)) for mask in ordered
        )
