"""Shortest clashes: for many pairs of texts, a shortest conflict of each.

Where each clause holds alone no conflict is shorter than one of two clauses,
and most are of this kind. So all clauses of all texts are compared once, and
for a pair of texts it is only looked up which of their clauses clash. Where
none do, all conflicts of the pair are found by elimination.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.formula import Formula
from termcheck.library.model import Question
from termcheck.logic.case import Case
from termcheck.logic.components import Links, joined
from termcheck.logic.problem import Unit
from termcheck.questions import verdict as v
from termcheck.questions.consistency import explained
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.clashing import Clashing
from termcheck.solve.conflicts import by_elimination
from termcheck.solve.grouped import Grouped

_Said = tuple[tuple[Formula, ...], ...]
"""What a unit says: the formulas of the parts of its items, whatever it is called."""


class Clashes:
    """The clauses of texts, which are said by their places; ``texts`` are rows of units.

    Nothing but the rules is held beside them.
    """

    def __init__(self, inquiry: Inquiry, texts: Sequence[Sequence[Unit]]) -> None:
        self._inquiry = inquiry
        self._aside = inquiry.aside()
        self._texts = texts
        first: dict[_Said, Unit] = {}
        for units in texts:
            for unit in units:
                first.setdefault(_said(unit), unit)
        place = {said: at for at, said in enumerate(first)}
        self._rows = [[place[_said(unit)] for unit in units] for units in texts]
        groups = [unit.items for unit in first.values()]
        library, rules = inquiry.library, inquiry.catalogue.rules
        grouped = Grouped(library.domains, library.horizon, rules, groups)
        self._clashing = Clashing(grouped)
        self._members = [sum(1 << place for place in set(row)) for row in self._rows]
        links = Links(rules)
        self._linked = [[links.of(unit) for unit in units] for units in texts]
        self._parts = [joined((mask, at) for at, mask in enumerate(row)) for row in self._linked]
        self._inside: dict[int, list[tuple[int, int]]] = {}
        self._explained: dict[tuple[int, ...], v.Conflict] = {}

    def conflict(self, one: int, other: int) -> v.Conflict | None:
        """Return the conflict of two texts that a question would name, ``None`` if it is not known.

        A shortest one, of these the first by independent parts and then by clauses.
        """
        found = self._of_two(one, other)
        if not found:
            found = self._of_more(one, other)
        if not found:
            return None
        starts = self._starts(one, other) if len(found) > 1 else dict[int, int]()
        best = min(found, key=lambda each: (len(each), starts.get(each[0], 0), each))
        units = (*self._texts[one], *self._texts[other])
        rows = (*self._rows[one], *self._rows[other])
        return self._told([units[at] for at in best], tuple(rows[at] for at in best))

    def _of_two(self, one: int, other: int) -> list[tuple[int, ...]]:
        """Return the conflicts of two clauses, by their places; none if some are not known."""
        if (self._members[one] | self._members[other]) & self._clashing.unknown:
            return []
        size = len(self._rows[one])
        found: list[tuple[int, ...]] = []
        both = ((one, one, 0, 0), (one, other, 0, size), (other, other, size, size))
        for first, second, before, after in both:
            clashing = self._between(first, second)
            if clashing is None:
                return []
            found += [(before + at, after + its) for at, its in clashing]
        return found

    def _of_more(self, one: int, other: int) -> list[tuple[int, ...]]:
        """Return all conflicts, by the places of their clauses; none if that is too much work."""
        units = (*self._texts[one], *self._texts[other])
        items = [item for unit in units for item in unit.items]
        rules = self._inquiry.catalogue.relevant_to(items, Question())
        found = by_elimination(self._inquiry.oracle, units, rules)
        place = {unit: at for at, unit in enumerate(units)}
        return [tuple(sorted(place[unit] for unit in each)) for each in found.conflicts]

    def _between(self, one: int, other: int) -> list[tuple[int, int]] | None:
        """Return the clauses of one text that clash with one of another, or of the same."""
        known = self._inside.get(one)
        if one == other and known is not None:
            return known
        found: list[tuple[int, int]] = []
        for at, first in enumerate(self._rows[one]):
            clashing = self._clashing.among(first, self._members[other])
            if clashing is None:
                return None
            found += [(at, self._rows[other].index(second)) for second in clashing]
        if one == other:
            found = self._inside[one] = [(at, its) for at, its in found if at < its]
        return found

    def _starts(self, one: int, other: int) -> dict[int, int]:
        """Return for each clause of two texts where the part begins to which it belongs."""
        size = len(self._texts[one])
        theirs = ((mask, size + at) for mask, at in self._parts[other])
        parts = joined((*self._parts[one], *theirs))
        return {
            at: next((first for part, first in parts if part & mask), at)
            for at, mask in enumerate((*self._linked[one], *self._linked[other]))
        }

    def _told(self, units: Sequence[Unit], rows: tuple[int, ...]) -> v.Conflict:
        """Return the conflict of ``units``; what it rests on is found once for all that say so."""
        found = self._explained.get(rows)
        if found is None:
            catalogue = self._aside.catalogue
            items = [item for unit in units for item in unit.items]
            rules = catalogue.relevant_to(items, Question())
            case = Case((), tuple(units), (), (), (), rules, catalogue.rules)
            found = self._explained[rows] = explained(self._aside, case, units)
        keys = tuple(key for unit in units for key in unit.clauses)
        return found.but(clauses=tuple(unit.name for unit in units), keys=keys)


def _said(unit: Unit) -> _Said:
    return tuple(tuple(part.formula for part in item.parts) for item in unit.items)
