"""A matrix, certified: a package for each group that holds, a conflict for each pair that cannot.

Accepts a matrix; yields it with one case of a certificate, in which a conflict
stands once for all pairs that have it. A pair whose conflict could not be
proved becomes undecided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from termcheck.certify.check.words import Refused
from termcheck.certify.evidence import Record, Uncertified
from termcheck.library.model import Reference
from termcheck.logic.case import Case
from termcheck.logic.problem import Item, Unit
from termcheck.questions import verdict as v
from termcheck.questions.case_evidence import CaseEvidence, because
from termcheck.questions.certified import Certifier
from termcheck.questions.matrix import Matrix
from termcheck.questions.shortest import Shortest
from termcheck.solve.masks import places
from termcheck.solve.oracle import Compatible
from termcheck.value import Value

Cell = tuple[int, int]
"""The places of two texts; of a text alone, its place twice."""


def certified_matrix(
    certifier: Certifier, found: Matrix
) -> tuple[Matrix, tuple[Record, ...], tuple[str, ...]]:
    """Return a matrix with its certificate, and what in it was not certified."""
    refused: dict[Cell, str] = {}
    while True:
        work = _Work(certifier, found, frozenset(refused))
        try:
            work.claim()
            record, _ = work.evidence.checked()
        except Uncertified as fault:
            here = work.cells_of(fault.number)
            refused |= dict.fromkeys(here or work.every, str(fault))
            if not here:
                return _without(found, refused), (), ()
        except Refused as fault:
            return _without(found, dict.fromkeys(work.every, str(fault))), (), ()
        else:
            return _without(found, refused), (record,), tuple(work.evidence.made.uncertified)


def _without(found: Matrix, refused: dict[Cell, str]) -> Matrix:
    """Return a matrix in which the cells whose evidence was refused are undecided."""

    def undecided(cell: Cell, told: Shortest) -> Shortest:
        if cell not in refused:
            return told
        return Shortest("undecided", limits=(f"certificate: {refused[cell]}",))

    place = {name: at for at, name in enumerate(found.names)}
    pairs = tuple(
        each.but(found=undecided((place[each.a], place[each.b]), each.found), group=each.group)
        for each in found.pairs
    )
    alone = tuple(undecided((at, at), each) for at, each in enumerate(found.alone))
    return found.but(
        pairs=tuple(e if e.found.word == "compatible" else e.but(group=None) for e in pairs),
        alone=alone,
    )


class _Text(Value):
    """One text under one combination of its readings, as a unit that is cited as a whole."""

    readings: v.Readings
    unit: Unit


class _Work:
    """The claims of one matrix."""

    def __init__(self, certifier: Certifier, found: Matrix, refused: frozenset[Cell]) -> None:
        self._inquiry = certifier.inquiry
        self._effort = certifier.effort()
        self._found = found
        self._refused = refused
        self._cells: dict[int, list[Cell]] = {}
        self._known: dict[object, int] = {}
        self._holding: dict[str, int] = {}
        self._missing = 0
        self._place = {name: at for at, name in enumerate(found.names)}
        cases = [self._asked((name,)) for name in found.names]
        self._rows = [_texts(n, row) for n, row in zip(found.names, cases, strict=True)]
        self.evidence: CaseEvidence = certifier.evidence(self._case(cases))
        alone = [(at, at) for at in range(len(found.names))]
        self.every = [*alone, *combinations(range(len(found.names)), 2)]

    def _asked(self, names: Sequence[str]) -> list[Case]:
        given = tuple(map(Reference, names))
        found = self._inquiry.catalogue.cases(self._found.question.but(given=given))
        return [each for each in found if isinstance(each, Case)]

    def _case(self, cases: Sequence[Sequence[Case]]) -> Case:
        """Return the case of which only the background matters: what holds for all texts."""
        every = [case for row in cases for case in row]
        kept = [item for item in every[0].kept if all(item in each.kept for each in every)]
        texts = [item for row in self._rows for each in row for item in each.unit.items]
        start = (*texts, *every[0].suppositions, *kept)
        rules = {
            e.name: e for e in self._inquiry.catalogue.relevant_to(start, self._found.question)
        }
        for unit in (unit for case in every for unit in case.units if unit.kind == "status quo"):
            rules.setdefault(unit.name, unit.items[0])
        return every[0].but(
            readings=(),
            units=(),
            kept=tuple(kept),
            kept_keys=tuple(item.name for item in kept),
            rules=tuple(rules.values()),
        )

    def cells_of(self, number: int | None) -> list[Cell]:
        """Return the cells that rest on the claim with this number."""
        return self._cells.get(-1 if number is None else number, [])

    # --- claims --------------------------------------------------------------

    def claim(self) -> None:
        """Claim everything, as long as there is effort left."""
        for group in self._found.groups:
            self._hold([self._place[name] for name in group.names], {})
        told = {(self._place[e.a], self._place[e.b]): e.found for e in self._found.pairs}
        told |= {(at, at): each for at, each in enumerate(self._found.alone)}
        for cell, each in told.items():
            if cell in self._refused:
                continue
            if each.word == "incompatible":
                self._clash(cell, each)
            elif each.word == "compatible":
                self._cover(cell)
        if self._missing:
            self.evidence.made.without(f"{self._missing} of {len(told)} pairs and texts alone")
        elif not self._refused and all(each.word != "undecided" for each in told.values()):
            rows = [[each.unit for each in row] for row in self._rows]
            holding = [number for known in self._holding.values() for number in places(known)]
            self.evidence.made.pairs(rows, holding, list(self._cells))

    def _clash(self, cell: Cell, told: Shortest) -> None:
        """Claim the conflict of a pair."""
        assert told.conflict is not None
        told_by = (told.readings, told.conflict)
        if told_by in self._known:
            self._cells[self._known[told_by]].append(cell)
            return
        if not self._effort.spend():
            self._missing += 1
            return
        names = dict.fromkeys(self._found.names[at] for at in cell)
        case = next(each for each in self._asked(list(names)) if each.readings == told.readings)
        units = [unit for unit in case.units if unit.name in told.conflict.names]
        number = self.evidence.made.conflict(units, because(case, told.conflict))
        self._known[told_by] = number
        self._cells.setdefault(number, []).append(cell)

    def _cover(self, cell: Cell) -> None:
        """Claim a package for each combination of readings of a pair that has none yet."""
        for texts in self._combinations(cell):
            if self._are_together([each.unit for each in texts]):
                continue
            if not self._effort.left:
                self._missing += 1
                return
            taken = dict(zip(dict.fromkeys(cell), texts, strict=True))
            group = self._group(cell)
            if not self._hold(group, taken) and not self._hold(list(taken), taken):
                self._missing += 1
                return

    def _combinations(self, cell: Cell) -> Iterator[tuple[_Text, ...]]:
        """Yield the readings of a pair that agree with each other."""
        if cell[0] == cell[1]:
            yield from ((each,) for each in self._rows[cell[0]])
            return
        for a in self._rows[cell[0]]:
            yield from ((a, b) for b in self._rows[cell[1]] if _agree(a.readings, b.readings))

    def _group(self, cell: Cell) -> list[int]:
        """Return the largest group of texts that has both."""
        found = [[self._place[name] for name in e.names] for e in self._found.groups]
        return max((each for each in found if set(cell) <= set(each)), key=len, default=[*cell])

    def _hold(self, group: Sequence[int], taken: dict[int, _Text]) -> bool:
        """Claim that texts hold together, with those readings that are ``taken``, if they do."""
        readings = tuple(r for each in taken.values() for r in each.readings)
        units: list[Unit] = []
        for at in dict.fromkeys(group):
            fitting = (each for each in self._rows[at] if _agree(readings, each.readings))
            text = taken.get(at) or next(fitting, None)
            if text is None:
                return False
            readings += text.readings
            units.append(text.unit)
        if self._are_together(units):
            return True
        if not self._effort.left:
            return False
        items = [item for unit in units for item in unit.items]
        asked = (*items, *self.evidence.case.background)
        answer = self._inquiry.oracle.compatible(asked)
        if not isinstance(answer, Compatible) or not self._effort.spend():
            return False
        number = self.evidence.holds(units, answer.package)
        for unit in units:
            self._holding[unit.name] = self._holding.get(unit.name, 0) | 1 << number
        return True

    def _are_together(self, units: Sequence[Unit]) -> bool:
        """Say whether a package was claimed in which all of them hold."""
        both = -1
        for unit in units:
            both &= self._holding.get(unit.name, 0)
        return bool(both)


def _texts(name: str, cases: Sequence[Case]) -> list[_Text]:
    """Return a text under each of its readings; what is kept under a reading goes with it."""
    kept = [item for case in cases for item in case.kept]
    common = {item for item in kept if all(item in case.kept for case in cases)}
    found: list[_Text] = []
    for case in cases:
        own = [unit for unit in case.units if unit.kind != "status quo"]
        items: list[Item] = [item for unit in own for item in unit.items]
        items += [item for item in case.kept if item not in common]
        read = ", ".join(f"{clause}.{label}" for clause, label in case.readings)
        full = f"{name} under {read}" if read else name
        keys = tuple(key for unit in own for key in unit.clauses)
        found.append(_Text(case.readings, Unit(full, "text", keys, tuple(items))))
    return found


def _agree(one: v.Readings, other: v.Readings) -> bool:
    taken = dict(one)
    return all(taken.get(name, label) == label for name, label in other)
