"""Certified: verdicts whose evidence the independent checker has accepted.

Accepts a verdict; yields the verdict with a certificate for each reading. A
verdict whose evidence cannot be made, or is refused, becomes undecided: what
a sceptic could not check is no answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from termcheck.certify.check.document import document
from termcheck.certify.check.library import Library as Words
from termcheck.certify.check.verify import Check, Readings
from termcheck.certify.check.words import Refused
from termcheck.certify.evidence import Evidence, Uncertified, plainer
from termcheck.library.formula import Formula, Variable
from termcheck.library.model import Choice, Question
from termcheck.logic.case import Case
from termcheck.logic.components import components
from termcheck.logic.package import Package
from termcheck.logic.problem import STATUS_QUO, Item, Unit, hypothesis
from termcheck.questions import verdict as v
from termcheck.questions.forced import AnswerByReading, NotAsked, Possible, Settled
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.hitting import listed
from termcheck.solve.masks import in_order, places
from termcheck.solve.oracle import Compatible, Undecided

Record = dict[str, Any]

MOST_FIXES = 200
"""How many fixes a claim that the conflicts are all may rest on."""

_WORK = 1_000_000
"""Looks at one conflict while they are sought."""


class Certifier:
    """Certifies what was found out in one inquiry; the library is cut into words once."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        texts = inquiry.library.texts
        self._words = Words({name: source.text for name, source in texts.items()})
        self._readings = Readings(inquiry.library.horizon)

    def verdict(self, found: v.Verdict) -> tuple[v.Verdict, tuple[Record, ...]]:
        """Return ``found`` with the certificates of its outcomes.

        An outcome whose evidence cannot be made or is refused becomes undecided,
        and has no certificate, as what was undecided before.
        """
        cases = self._inquiry.catalogue.cases(found.question)
        outcomes: list[v.ByReading] = []
        records: list[Record] = []
        for each, case in zip(found.outcomes, cases, strict=True):
            assert isinstance(case, Case)
            outcome = each.outcome
            if not isinstance(outcome, v.Undecided):
                try:
                    records.append(self._evidence(case).of(outcome))
                except (Uncertified, Refused) as fault:
                    outcome = v.Undecided((f"certificate: {fault}",))
            outcomes.append(each.but(outcome=outcome))
        return found.but(outcomes=tuple(outcomes)), tuple(records)

    def answer(
        self, question: Question, formula: Formula, text: str, found: AnswerByReading
    ) -> Record | v.Undecided | None:
        """Return the evidence for an answer about ``formula``, which ``text`` says.

        Nothing if nothing was answered; undecided if the evidence was refused.
        """
        if isinstance(found.answer, NotAsked):
            return None
        cases = self._inquiry.catalogue.cases_about(question, formula)
        case = next(c for c in cases if isinstance(c, Case) and c.readings == found.readings)
        try:
            return self._evidence(case).of_answer(found.answer, formula, text)
        except (Uncertified, Refused) as fault:
            return v.Undecided((f"certificate: {fault}",))

    def _evidence(self, case: Case) -> _Evidence:
        return _Evidence(self._inquiry, self._words, self._readings, case)


class _Evidence:
    """Makes the certificate of one case."""

    def __init__(self, inquiry: Inquiry, words: Words, readings: Readings, case: Case) -> None:
        self._inquiry = inquiry
        self._case = case
        self._words = words
        self._readings = readings
        self._made = Evidence(inquiry.library, words, readings, case)
        self._units = {unit.name: unit for unit in case.units}

    def of(self, outcome: v.Outcome) -> Record:
        """Return the certificate of an outcome that is not undecided."""
        match outcome:
            case v.Compatible(package=package):
                self._made.holds(self._case.units, self._whole(package, self._case.units))
            case v.Incompatible():
                self._incompatible(outcome)
            case v.ContradictoryBackground(rules=rules):
                self._made.conflict((), _named(self._case.all_rules, rules))
            case v.ContradictorySupposition(suppositions=supposed, rules=rules):
                obeyed = _named(self._case.all_rules, rules)
                self._made.conflict((), [*obeyed, *_named(self._case.suppositions, supposed)])
            case v.Undecided():
                raise Uncertified("nothing was decided")
        return self._checked()

    def of_answer(self, answer: Possible | Settled, formula: Formula, text: str) -> Record:
        """Return the certificate of what a question about a formula found."""
        if isinstance(answer, Possible):
            package = self._whole(answer.package, self._case.units, hypothesis(formula))
            self._made.holds(self._case.units, package, text)
            return self._checked()
        for reason in answer.reasons:
            units = [self._units[name] for name in self._in_order(reason)]
            denied = answer.answer == "forced"
            self._made.conflict(units, because(self._case, reason), text, denied)
        return self._checked()

    def _checked(self) -> Record:
        record = self._made.record()
        Check(document(json.dumps(record)), self._words, self._readings).claims()
        return record

    # --- conflicts -----------------------------------------------------------

    def _incompatible(self, outcome: v.Incompatible) -> None:
        clashes: list[list[Unit]] = []
        for conflict in outcome.conflicts:
            units = [self._units[name] for name in self._in_order(conflict)]
            clashes.append(units)
            self._made.conflict(units, because(self._case, conflict))
            if conflict.minimal and units:
                packages = [self._package([u for u in units if u != each]) for each in units]
                known = [each for each in packages if each is not None]
                if len(known) == len(units):
                    self._made.minimal(units, known)
        if outcome.complete:
            self._complete(clashes)

    def _complete(self, clashes: Sequence[Sequence[Unit]]) -> None:
        for component in components(self._case.units, self._case.background):
            inside = [each for each in clashes if each and each[0] in component.units]
            if inside:
                self._all(component.units, inside)

    def _all(self, units: Sequence[Unit], inside: Sequence[Sequence[Unit]]) -> None:
        """Claim that the conflicts in one part are all, by what is left after each fix."""
        bit = {unit: 1 << place for place, unit in enumerate(units)}
        masks = [sum(bit[unit] for unit in conflict) for conflict in inside]
        fixes, whole = listed(masks, MOST_FIXES, _WORK)
        if not whole:
            return
        left: list[tuple[Package, list[Unit]]] = []
        for mask in in_order(fixes):
            fix = [units[at] for at in places(mask)]
            package = self._package([unit for unit in units if unit not in fix])
            if package is None:
                return
            left.append((package, fix))
        self._made.all(units, inside, left)

    def _in_order(self, conflict: v.Conflict) -> list[str]:
        return [unit.name for unit in self._case.units if unit.name in conflict.names]

    # --- packages ------------------------------------------------------------

    def _package(self, units: Sequence[Unit]) -> Package | None:
        """Return a package in which ``units`` and the background hold.

        Nothing if a limit was hit: then the certificate claims less.
        """
        items = [item for unit in units for item in unit.items]
        found = self._inquiry.oracle.compatible((*items, *self._case.background))
        if isinstance(found, Undecided):
            return None
        if not isinstance(found, Compatible):
            raise Uncertified("a package that was found is not found again")
        return self._whole(found.package, units)

    def _whole(self, package: Package, units: Sequence[Unit], *more: Item) -> Package:
        """Return a package that also answers what does not matter here, plainly where it can.

        A rule can speak of several things of which only some matter; the rest
        of it shares no term and no event with them, and is answered apart.
        """
        asked = [*(i for u in units for i in u.items), *self._case.background, *more]
        values = {v: package.values[v] for i in asked for p in i.parts for v in p.variables}
        days = {e: package.days[e] for i in asked for p in i.parts for e in p.events}
        written = [self._written(item) for item in asked]
        known = set(asked)
        apart = [item for item in written if item not in known]
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
        names = self._inquiry.library.rules
        if item.name in names or item.name.startswith(STATUS_QUO):
            return self._inquiry.catalogue.item(item.name)
        return item

    def _plain(self, variable: Variable) -> Any:
        domain = self._inquiry.library.domains[variable.term]
        return domain.values[0] if isinstance(domain, Choice) else domain.low


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
