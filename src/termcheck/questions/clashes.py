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
from termcheck.solve.masks import places
from termcheck.value import Value

_Said = tuple[tuple[Formula, ...], ...]
"""What a unit says: the formulas of the parts of its items, whatever it is called."""


class _Text(Value):
    """A text: its units, and for each what it says and what it mentions.

    ``rows`` are places of what is said, ``first`` where each stands first, and
    ``members`` the same as bits. ``clashing`` are what clashes with something
    that it says, ``unknown`` that of which this is not known. ``linked`` are
    names as bits, ``parts`` those joined, each with its first unit; ``names``
    are the units'.
    """

    units: tuple[Unit, ...]
    rows: tuple[int, ...]
    first: dict[int, int]
    members: int
    clashing: int
    unknown: int
    linked: tuple[int, ...]
    parts: tuple[tuple[int, int], ...]
    names: frozenset[str]


class Clashes:
    """The clauses of texts, which are said by their places; ``texts`` are rows of units.

    Nothing but the rules is held beside them.
    """

    def __init__(self, inquiry: Inquiry, texts: Sequence[Sequence[Unit]]) -> None:
        self._inquiry = inquiry
        self._aside = inquiry.aside()
        said = [[_said(unit) for unit in units] for units in texts]
        first: dict[_Said, Unit] = {}
        for units, row in zip(texts, said, strict=True):
            for unit, each in zip(units, row, strict=True):
                first.setdefault(each, unit)
        place = {each: at for at, each in enumerate(first)}
        groups = [unit.items for unit in first.values()]
        library, rules = inquiry.library, inquiry.catalogue.rules
        self._clashing = Clashing(Grouped(library.domains, library.horizon, rules, groups))
        links = Links(rules)
        self._texts = [
            self._text(units, [place[each] for each in row], links)
            for units, row in zip(texts, said, strict=True)
        ]
        self._inside: dict[int, list[tuple[int, int]]] = {}
        self._explained: dict[tuple[int, ...], v.Conflict] = {}

    def _text(self, units: Sequence[Unit], rows: Sequence[int], links: Links) -> _Text:
        first: dict[int, int] = {}
        members = clashing = unknown = 0
        for at, row in enumerate(rows):
            first.setdefault(row, at)
            members |= 1 << row
        unknown = self._clashing.unknown if members & self._clashing.unknown else 0
        for row in first:
            known, open_ = self._clashing.others(row)
            clashing, unknown = clashing | known, unknown | open_
        linked = tuple(map(links.of, units))
        parts = tuple(joined((mask, at) for at, mask in enumerate(linked)))
        names = frozenset(unit.name for unit in units)
        told = (tuple(units), tuple(rows), first, members, clashing, unknown)
        return _Text(*told, linked, parts, names)

    def conflict(self, one: int, other: int) -> v.Conflict | None:
        """Return the conflict of two texts that a question would name, ``None`` if it is not known.

        A shortest one, of these the first by independent parts and then by clauses.
        Of texts with a clause in common nothing is known.
        """
        first, second = self._texts[one], self._texts[other]
        if not first.names.isdisjoint(second.names):
            return None
        found: list[tuple[int, ...]] = [*self._of_two(one, other)]
        if not found:
            found = self._of_more(first, second)
        if not found:
            return None
        least = min(map(len, found))
        found = [each for each in found if len(each) == least]
        best = found[0] if len(found) == 1 else _first(found, first, second)
        units, rows = (*first.units, *second.units), (*first.rows, *second.rows)
        return self._told([units[at] for at in best], tuple(rows[at] for at in best))

    def _of_two(self, one: int, other: int) -> list[tuple[int, int]]:
        """Return the conflicts of two clauses, by their places; none if some are not known."""
        first, second = self._texts[one], self._texts[other]
        if (first.unknown | second.unknown) & (first.members | second.members):
            return []
        size = len(first.units)
        found = [*self._within(one)]
        for its in places(first.clashing & second.members):
            own = self._clashing.others(its)[0] & first.members
            found += [(first.first[at], size + second.first[its]) for at in places(own)]
        return found + [(size + at, size + its) for at, its in self._within(other)]

    def _within(self, one: int) -> list[tuple[int, int]]:
        """Return the clauses of a text that clash with each other."""
        found = self._inside.get(one)
        if found is None:
            text = self._texts[one]
            both = [
                (text.first[at], text.first[its])
                for at in places(text.clashing & text.members)
                for its in places(self._clashing.others(at)[0] & text.members)
            ]
            found = self._inside[one] = [(at, its) for at, its in both if at < its]
        return found

    def _of_more(self, one: _Text, other: _Text) -> list[tuple[int, ...]]:
        """Return all conflicts, by the places of their clauses; none if that is too much work."""
        found = self._clashing.together((*one.rows, *other.rows))
        if found is not None:
            return [tuple(places(each)) for each in found]
        units = (*one.units, *other.units)
        items = [item for unit in units for item in unit.items]
        rules = self._inquiry.catalogue.relevant_to(items, Question())
        known = by_elimination(self._inquiry.oracle, units, rules)
        place = {unit: at for at, unit in enumerate(units)}
        return [tuple(sorted(place[unit] for unit in each)) for each in known.conflicts]

    def _told(self, units: Sequence[Unit], rows: tuple[int, ...]) -> v.Conflict:
        """Return the conflict of ``units``; what it rests on is found once for all that say so."""
        found = self._explained.get(rows)
        if found is None:
            found = self._explained[rows] = self._explain(units, rows)
        keys = tuple(key for unit in units for key in unit.clauses)
        return found.but(clauses=tuple(unit.name for unit in units), keys=keys)

    def _explain(self, units: Sequence[Unit], rows: Sequence[int]) -> v.Conflict:
        catalogue = self._aside.catalogue
        items = [item for unit in units for item in unit.items]
        needed = self._clashing.needs_background(rows)
        rules = catalogue.relevant_to(items, Question()) if needed else ()
        case = Case((), tuple(units), (), (), (), rules, catalogue.rules)
        return explained(self._aside, case, units)


def _first(found: Sequence[tuple[int, ...]], one: _Text, other: _Text) -> tuple[int, ...]:
    """Return the first of equally short conflicts: by independent parts, then by clauses."""
    size = len(one.units)
    parts = (*one.parts, *((mask, size + at) for mask, at in other.parts))
    linked = (*one.linked, *other.linked)
    starts = {at: _start(linked[at], at, parts) for at in {each[0] for each in found}}
    return min(found, key=lambda each: (starts[each[0]], each))


def _start(mask: int, at: int, parts: Sequence[tuple[int, int]]) -> int:
    """Return where the independent part begins to which the clause at ``at`` belongs."""
    before = 0
    while mask != before:
        before = mask
        for part, start in parts:
            if part & mask:
                mask, at = mask | part, min(at, start)
    return at


def _said(unit: Unit) -> _Said:
    return tuple(tuple(part.formula for part in item.parts) for item in unit.items)
