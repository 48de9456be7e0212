"""Asking again: what holds together, and all conflicts of some units, found the plain way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from termcheck.library.formula import Formula, Happens
from termcheck.library.model import Library, Range
from termcheck.logic.case import Case
from termcheck.logic.problem import Item, Unit, hypothesis
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.oracle import Compatible

Names = frozenset[str]


class Asking:
    """Puts claims about one library to an oracle of its own."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.inquiry = Inquiry(library)

    def holds(self, units: Iterable[Unit], background: Iterable[Item], *claims: Formula) -> bool:
        """Say whether units can hold together with a background and some claims."""
        items = [item for unit in units for item in unit.items]
        asked = (*items, *background, *map(hypothesis, claims))
        return isinstance(self.inquiry.oracle.compatible(asked), Compatible)

    def conflicts(
        self, units: Sequence[Unit], background: Sequence[Item], *claims: Formula
    ) -> set[Names]:
        """Return all minimal sets of units that cannot hold with the background and the claims."""
        found: set[Names] = set()
        good: set[Names] = set()
        while True:
            waiting = [each for each in least_hitting(found) if each not in good]
            if not waiting:
                return found
            for gone in waiting:
                rest = [unit for unit in units if unit.name not in gone]
                if self.holds(rest, background, *claims):
                    good.add(gone)
                else:
                    found.add(self._shrunk(rest, background, *claims))

    def _shrunk(self, units: Sequence[Unit], background: Sequence[Item], *claims: Formula) -> Names:
        kept, size = list(units), max(1, len(units) // 2)
        while kept:
            at = 0
            while at < len(kept):
                less = kept[:at] + kept[at + size :]
                if self.holds(less, background, *claims):
                    at += size
                else:
                    kept = less
            if size == 1:
                break
            size //= 2
        return frozenset(unit.name for unit in kept)

    def never(self, cases: Iterable[Case]) -> list[str]:
        """Return the events that some case excludes, and none of its units nor its background."""
        found: set[str] = set()
        for case in cases:
            parts = [part for unit in case.units for item in unit.items for part in item.parts]
            for event in {each for part in parts for each in part.events}:
                fewer = [(), *([unit] for unit in case.units)]
                if not self.holds(case.units, case.background, Happens(event)) and all(
                    self.holds(each, case.background, Happens(event)) for each in fewer
                ):
                    found.add(event)
        return sorted(found)

    def relaxed(self) -> Asking:
        """Return the same for numbers that need not be whole."""
        domains = {
            name: each.but(whole=False) if isinstance(each, Range) else each
            for name, each in self.library.domains.items()
        }
        return Asking(self.library.but(domains=domains))


def least_hitting(sets: Iterable[Names]) -> set[Names]:
    """Return the minimal sets that share something with every one of ``sets``."""
    found: set[Names] = {frozenset()}
    for each in sorted(sets, key=sorted):
        grown = {hit | {name} for hit in found if not hit & each for name in each}
        kept = {hit for hit in found if hit & each}
        new = {hit for hit in grown if not any(other <= hit for other in kept)}
        found = kept | {hit for hit in new if not any(other < hit for other in new)}
    return found
