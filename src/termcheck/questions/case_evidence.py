"""Evidence for what was found out about one case, whichever command asked.

Accepts a case of an inquiry; claims are added one by one, each with packages
and conflicts, and in the end the independent checker looks at all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod
from typing import Any

from termcheck.certify.check.library import Library as Words
from termcheck.certify.check.verify import Check, Readings
from termcheck.certify.evidence import Evidence, Record, Uncertified, plainer
from termcheck.library.formula import Formula, Variable
from termcheck.library.model import Choice
from termcheck.logic.case import Case
from termcheck.logic.components import components
from termcheck.logic.package import Package
from termcheck.logic.problem import STATUS_QUO, Item, Unit, hypothesis
from termcheck.questions import verdict as v
from termcheck.questions.forced import Possible, Settled
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.hitting import listed
from termcheck.solve.masks import in_order, places
from termcheck.solve.oracle import Compatible, Undecided

MOST_FIXES = 1_000
"""How many fixes of one part a claim that the conflicts are all may rest on."""

NOT_ALL = "that these conflicts are all"
"""What is not claimed where there are more fixes than that, or where a limit was hit."""

_WORK = 1_000_000
"""Looks at one conflict while they are sought."""


class Effort:
    """Counts proofs and packages; an answer is certified no further than ``most`` of them."""

    def __init__(self, most: int) -> None:
        """Allow ``most`` pieces of evidence."""
        self.left = most

    def spend(self, pieces: int = 1) -> bool:
        """Say whether there is effort left for so many pieces, and count them."""
        if self.left < pieces:
            return False
        self.left -= pieces
        return True


def pieces(outcome: v.Outcome) -> int:
    """Return about how many proofs and packages the evidence for an outcome has."""
    if not isinstance(outcome, v.Incompatible):
        return 1
    return sum(1 + len(each.names) for each in outcome.conflicts)


class CaseEvidence:
    """Makes the certificate of one case; ``made`` collects its claims."""

    def __init__(self, inquiry: Inquiry, words: Words, readings: Readings, case: Case) -> None:
        """``words`` are those of the library, ``readings`` what the checker has read of it."""
        self._possible: dict[frozenset[str], Package] = {}
        self._inquiry = inquiry
        self._rules = frozenset(inquiry.library.rules)
        self.case = case
        self.made = Evidence(inquiry.library, words, readings, case)
        self._holding: dict[frozenset[Unit], int] = {}
        self._inside: dict[int, tuple[Unit, ...]] = {}
        self._left: dict[int, tuple[tuple[Package, list[Unit]], ...]] = {}
        self._places = {unit.name: place for place, unit in enumerate(case.units)}

    def outcome(self, outcome: v.Outcome) -> None:
        """Claim an outcome that is not undecided."""
        match outcome:
            case v.Compatible(package=package):
                self.holds(self.case.units, package)
            case v.Incompatible():
                self._incompatible(outcome)
            case v.ContradictoryBackground(rules=rules):
                self.made.conflict((), _named(self.case.all_rules, rules))
            case v.ContradictorySupposition(suppositions=supposed, rules=rules):
                obeyed = _named(self.case.all_rules, rules)
                self.made.conflict((), [*obeyed, *_named(self.case.suppositions, supposed)])
            case v.Undecided():
                raise Uncertified("nothing was decided")

    def answer(self, answer: Possible | Settled, formula: Formula, text: str) -> None:
        """Claim what a question about a formula found."""
        if isinstance(answer, Possible):
            package = self.whole(answer.package, self.case.units, hypothesis(formula))
            self.made.holds(self.case.units, package, text)
            return
        for reason in answer.reasons:
            denied = answer.answer == "forced"
            self.made.conflict(self.in_order(reason), because(self.case, reason), text, denied)

    def checked(
        self, as_of: str = "", side: str = "", earlier: Sequence[Check] = ()
    ) -> tuple[Record, Check]:
        """Return the case of a certificate, once the checker has accepted it."""
        return self.made.record(as_of, side, earlier)

    # --- conflicts -----------------------------------------------------------

    def conflict(self, conflict: v.Conflict) -> int:
        """Claim a conflict among units of the case; return the number of the claim."""
        return self.made.conflict(self.in_order(conflict), because(self.case, conflict))

    def minimal(self, units: Sequence[Unit]) -> None:
        """Claim that each unit of a conflict is needed, unless a limit is hit."""
        packages = [self.possible([u for u in units if u != each]) for each in units]
        known = [each for each in packages if each is not None]
        if len(known) == len(units):
            self.made.minimal(units, known)

    def _incompatible(self, outcome: v.Incompatible) -> None:
        clashes: list[tuple[list[Unit], int]] = []
        for conflict in outcome.conflicts:
            units = self.in_order(conflict)
            clashes.append((units, self.conflict(conflict)))
            if conflict.minimal and units:
                self.minimal(units)
        if outcome.complete:
            self._complete(clashes)

    def _complete(self, clashes: Sequence[tuple[list[Unit], int]]) -> None:
        parts = components(self.case.units, self.case.background)
        part_of = {unit: part for part, each in enumerate(parts) for unit in each.units}
        inside: dict[int, list[tuple[list[Unit], int]]] = {}
        for each in clashes:
            if each[0]:
                inside.setdefault(part_of[each[0][0]], []).append(each)
        for part, among in sorted(inside.items()):
            if self.all(parts[part].units, among) is None:
                self.made.without(NOT_ALL)
        self._rest([unit for unit in self.case.units if part_of[unit] not in inside])

    def _rest(self, units: Sequence[Unit]) -> None:
        """Claim that what clashes with nothing holds together, unless a limit is hit."""
        package = self.possible(units) if units else None
        if package is not None:
            self.made.holds(units, package)
        elif units:
            self.made.without(NOT_ALL)

    def all(
        self, units: Sequence[Unit], inside: Sequence[tuple[Sequence[Unit], int]]
    ) -> int | None:
        """Claim that the conflicts in one part are all, by what is left after each fix.

        Returns the number of the claim; nothing if there are too many fixes, or
        if a limit was hit.
        """
        bit = {unit: 1 << place for place, unit in enumerate(units)}
        masks = [sum(bit[unit] for unit in conflict) for conflict, _ in inside]
        fixes, whole = listed(masks, MOST_FIXES, _WORK)
        if not whole:
            return None
        left: list[tuple[Package, list[Unit]]] = []
        for mask in in_order(fixes):
            fix = [units[at] for at in places(mask)]
            package = self.possible([unit for unit in units if unit not in fix])
            if package is None:
                return None
            left.append((package, fix))
        number = self.made.all(units, [claim for _, claim in inside], left)
        self._inside[number], self._left[number] = tuple(units), tuple(left)
        return number

    def in_order(self, conflict: v.Conflict) -> list[Unit]:
        """Return the units of a conflict, in the order of the case."""
        return [self.case.units[at] for at in sorted(self._places[n] for n in conflict.names)]

    def largest(self, parts: Sequence[int]) -> int | None:
        """Claim which are the largest sets that hold, one choice from each of these claims.

        Returns the number of the claim; nothing if they are too many to be
        listed, or if a limit was hit.
        """
        rows = [[(part, each) for each in self._left[part]] for part in parts]
        if prod(map(len, rows)) > MOST_FIXES:
            return None
        holding: list[int] = []
        for chosen in product(*rows):
            units = [u for part, (_, gone) in chosen for u in self._inside[part] if u not in gone]
            package = chosen[0][1][0] if len(parts) == 1 else self.possible(units)
            if package is None:
                return None
            holding.append(self.made.holds(units, package))
            self._holding[frozenset(units)] = holding[-1]
        return self.made.largest(parts, holding)

    def held(self, units: Sequence[Unit]) -> int:
        """Return the number of the claim that one of the largest sets holds."""
        number = self._holding.get(frozenset(units))
        if number is None:
            raise Uncertified("the first package is none of the largest sets")
        return number

    # --- packages ------------------------------------------------------------

    def holds(self, units: Sequence[Unit], package: Package) -> int:
        """Claim that ``units`` and the background hold in a package that was found."""
        return self.made.holds(units, self.whole(package, units))

    def possible(self, units: Sequence[Unit]) -> Package | None:
        """Return a package in which ``units`` and the background hold.

        Nothing if a limit was hit: then the certificate claims less.
        """
        asked = frozenset(unit.name for unit in units)
        if asked in self._possible:
            return self.whole(self._possible[asked], units)
        items = [item for unit in units for item in unit.items]
        found = self._inquiry.oracle.compatible((*items, *self.case.background))
        if isinstance(found, Undecided):
            return None
        if not isinstance(found, Compatible):
            raise Uncertified("a package that was found is not found again")
        self._possible[asked] = found.package
        return self.whole(found.package, units)

    def whole(self, package: Package, units: Sequence[Unit], *more: Item) -> Package:
        """Return a package that also answers what does not matter here, plainly where it can.

        A rule can speak of several things of which only some matter; the rest
        of it shares no term and no event with them, and is answered apart. So
        are rules that do not matter to ``package`` at all.
        """
        asked = [*(i for u in units for i in u.items), *self.case.background, *more]
        parts = [part for item in asked for part in item.parts]
        named = {v for part in parts for v in part.variables}, {e for p in parts for e in p.events}
        values = {v: value for v, value in package.values.items() if v in named[0]}
        days = {event: day for event, day in package.days.items() if event in named[1]}
        written = [self._written(item) for item in asked]
        answered = {item for item in asked if _is_answered(item, package)}
        apart = [item for item in written if item not in answered]
        rest = self._inquiry.oracle.compatible(apart)
        if not isinstance(rest, Compatible):
            raise Uncertified("what does not matter here cannot hold by itself")
        for part in [part for item in apart for part in item.parts]:
            for variable in part.variables:
                values.setdefault(variable, rest.package.values[variable])
            for event in part.events:
                days.setdefault(event, rest.package.days[event])
        return plainer(Package(values, days), written, {v: self._plain(v) for v in values})

    def _written(self, item: Item) -> Item:
        """Return an item whole, as it is written, if only parts of it matter."""
        if item.name in self._rules or item.name.startswith(STATUS_QUO):
            return self._inquiry.catalogue.item(item.name)
        return item

    def _plain(self, variable: Variable) -> Any:
        domain = self._inquiry.library.domains[variable.term]
        return domain.values[0] if isinstance(domain, Choice) else domain.low


def _is_answered(item: Item, package: Package) -> bool:
    """Say whether a package says all that ``item`` speaks of."""
    return all(
        package.values.keys() >= set(part.variables) and package.days.keys() >= set(part.events)
        for part in item.parts
    )


def because(case: Case, conflict: v.Conflict) -> list[Item]:
    """Return the items of the background that a conflict rests on, as they are written."""
    kept = set(conflict.keys[len(conflict.keys) - len(conflict.kept) :])
    rows = zip(case.kept, case.kept_keys, strict=True)
    return [
        *_named(case.all_rules, conflict.rules),
        *_named(case.suppositions, conflict.suppositions),
        *(item for item, key in rows if key in kept),
    ]


def _named(items: Iterable[Item], names: Iterable[str]) -> list[Item]:
    wanted = set(names)
    return [item for item in items if item.name in wanted]
