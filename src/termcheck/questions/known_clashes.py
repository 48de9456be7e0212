"""Clashes: which clauses of one case cannot hold together, by memory before by solving.

What clashes is known by names, so that it can be told to another process: a
set of names that cannot hold together with the rules, which are the same in
every question of a library.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from termcheck.logic.case import Case
from termcheck.logic.problem import Unit
from termcheck.questions import verdict as v
from termcheck.questions.first_conflict import Mask, Undecided
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.oracle import Incompatible
from termcheck.solve.oracle import Undecided as NoAnswer

Known = frozenset[str]
"""What clashes: keys of clauses with the readings taken, status quos, suppositions."""


class KnownClashes:
    """What is known, and what the oracle says, of the units of one case.

    Of what is ``known``, all that the case contains is used. ``solved`` counts
    the sets that were put to the oracle.
    """

    def __init__(self, inquiry: Inquiry, case: Case, known: Iterable[Known]) -> None:
        self.solved = 0
        self._inquiry = inquiry
        self._case = case
        self._labels = dict(case.readings)
        self._units = [self._of_unit(unit) for unit in case.units]
        self._fixed = self._of_keys(case.kept_keys)
        self._fixed |= {_supposed(each.name) for each in case.suppositions}
        everything = self._fixed.union(*self._units)
        self._here = [self._mask(each) for each in known if each <= everything]

    def among(self, units: Mask) -> Mask | Undecided | None:
        """Return some of ``units`` that cannot hold together with the background, if any cannot."""
        for each in self._here:
            if each & units == each:
                return each
        self.solved += 1
        chosen = [each for place, each in enumerate(self._case.units) if units >> place & 1]
        items = [item for unit in chosen for item in unit.items]
        found = self._inquiry.oracle.compatible((*items, *self._case.background))
        if isinstance(found, NoAnswer):
            return Undecided(found.limit)
        if not isinstance(found, Incompatible):
            return None
        blamed = found.core.difference(self._case.background)
        return sum(
            1 << place
            for place, unit in enumerate(self._case.units)
            if units >> place & 1 and not blamed.isdisjoint(unit.items)
        )

    def clash(self, units: Sequence[Unit], conflict: v.Conflict) -> Known:
        """Return what has to be there for ``conflict``, which is the one among ``units``."""
        kept = conflict.keys[len(conflict.keys) - len(conflict.kept) :]
        supposed = frozenset(map(_supposed, conflict.suppositions))
        return frozenset[str]().union(self._of_keys(kept), supposed, *map(self._of_unit, units))

    def _mask(self, clash: Known) -> Mask:
        """Return the units that bring what ``clash`` needs and the background does not bring."""
        needed = clash - self._fixed
        return sum(
            1 << place for place, names in enumerate(self._units) if not needed.isdisjoint(names)
        )

    def _of_unit(self, unit: Unit) -> Known:
        return self._of_keys(unit.clauses) or frozenset((unit.name,))

    def _of_keys(self, keys: Iterable[str]) -> Known:
        clauses = self._inquiry.library.clauses
        names = ((key, clauses[key].name if key in clauses else "") for key in keys)
        return frozenset(
            f"{key}.{self._labels[name]}" if name in self._labels else key for key, name in names
        )


def _supposed(text: str) -> str:
    return f"suppose {text}"
