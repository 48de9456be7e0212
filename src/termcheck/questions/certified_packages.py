"""Package deals, certified: each holds, none can keep more, they are all, and none is better.

Accepts what could be agreed; yields it with one case of a certificate for each
combination of readings. What rests on more than which clauses are kept (a
demand that is not on offer, a scoring sheet) is not certified, and said so.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.certify.check.words import Refused
from termcheck.certify.evidence import Record, Uncertified
from termcheck.library.model import Library
from termcheck.logic.case import Case
from termcheck.logic.problem import Unit
from termcheck.questions import verdict as v
from termcheck.questions.agreed import Agreed, AgreedByReading
from termcheck.questions.bargain import Packages, Part
from termcheck.questions.case_evidence import CaseEvidence, because
from termcheck.questions.certified import Certifier
from termcheck.questions.consistency import explained
from termcheck.questions.forced import NotAsked
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.offer import Offer
from termcheck.solve.hitting import listed
from termcheck.solve.masks import in_order, places

NOT_ALL = "that these packages are all"
NOT_BEST = "which package is best"
SHEETS = f"{NOT_BEST} (demands count that are not on offer, or in part)"
ABSENT = f"{NOT_BEST} (demands are on offer of parties that are not at the table)"

_WORK = 1_000_000
"""Looks at one fix while the conflicts behind the packages are sought."""


def certified_packages(
    certifier: Certifier, found: Sequence[AgreedByReading]
) -> tuple[tuple[AgreedByReading, ...], tuple[Record, ...], tuple[str, ...]]:
    """Return the answers with their certificates, and what was not certified.

    An answer whose evidence is refused becomes undecided.
    """
    effort = certifier.effort()
    answers: list[AgreedByReading] = []
    records: list[Record] = []
    without: list[str] = []
    for told in found:
        answer = told.answer
        if isinstance(answer, Agreed):
            enough = effort.spend(len(answer.shown) + answer.packages.number)
            try:
                work = _Work(certifier, answer, enough=enough)
                work.claim()
                records.append(work.evidence.checked()[0])
                without += work.evidence.made.uncertified
            except (Uncertified, Refused) as fault:
                answer = NotAsked(v.Undecided((f"certificate: {fault}",)))
        answers.append(told.but(answer=answer))
    return tuple(answers), tuple(records), tuple(dict.fromkeys(without))


class _Work:
    """The claims about the deals of one combination of readings."""

    def __init__(self, certifier: Certifier, answer: Agreed, *, enough: bool) -> None:
        self._inquiry = certifier.inquiry
        self._answer = answer
        self._found: Packages = answer.packages
        self._enough = enough
        case = _citable(certifier.inquiry, self._found.offer.case)
        self._units = {unit.name: unit for unit in case.units}
        self.evidence: CaseEvidence = certifier.evidence(case)

    def claim(self) -> None:
        """Claim what is shown, and then, if it can be, that it is all and the best."""
        made = self.evidence.made
        for full in self._answer.shown:
            self.evidence.holds(self._cited(full.kept), full.package)
            for left in full.left:
                if left.reason is not None:
                    self._conflict(left.reason)
        largest = self._largest() if self._enough else None
        if largest is None:
            made.without(NOT_ALL)
            made.without(NOT_BEST)
        elif _counts_in_part(self._inquiry.library, self._found.offer):
            made.without(SHEETS)
        elif _does_not_count(self._inquiry.library, self._found.offer):
            made.without(ABSENT)
        else:
            self._best(largest)

    def _cited(self, units: Sequence[Unit]) -> list[Unit]:
        return [self._units[unit.name] for unit in units]

    def _conflict(self, conflict: v.Conflict) -> int:
        units = [unit for name, unit in self._units.items() if name in conflict.names]
        return self.evidence.made.conflict(units, because(self.evidence.case, conflict))

    # --- all, and the best -----------------------------------------------------

    def _largest(self) -> int | None:
        """Claim that the deals are all; return the number of the claim, if it could be made."""
        if not self._found.listed:
            return None
        parts: list[int] = []
        for part in self._found.parts:
            made = self._part(part)
            if made is None:
                return None
            parts.append(made)
        return self.evidence.largest(parts)

    def _part(self, part: Part) -> int | None:
        """Claim what can be kept of one part, by the conflicts behind what is left out."""
        offered = [unit for unit in self._found.offer.case.units if unit in part.component.units]
        bit = {unit: 1 << place for place, unit in enumerate(offered)}
        left = [sum(bit[unit] for unit in each.left) for each in part.deals]
        masks, whole = listed(left, 10 * len(offered) + 1_000, _WORK) if any(left) else ([], True)
        if not whole:
            return None
        clashes: list[tuple[list[Unit], int]] = []
        for mask in in_order(masks):
            units = [offered[at] for at in places(mask)]
            found = explained(self._inquiry, self._found.offer.case, units)
            clashes.append((self._cited(units), self._conflict(found)))
        return self.evidence.all(self._cited(offered), clashes)

    def _best(self, largest: int) -> None:
        """Claim that no deal is better than the first, or than those on the front."""
        found = self._found
        firsts = found.front if found.objective == "pareto" else found.deals[:1]
        if found.objective == "pareto" and not found.whole_front:
            self.evidence.made.without(NOT_BEST)
            return
        of_unit = {place: unit for unit, place in found.offer.of_unit}
        kept = {item.name for item in found.offer.case.kept}
        order: list[str] = []
        for place, each in enumerate(found.offer.demands):
            unit = of_unit.get(place)
            names = [each.key, *(n for n in kept if n.rpartition(".")[0] == each.key)]
            order += [unit.items[0].name] if unit else [n for n in names if n in kept]
        numbers = [self._held(deal.kept(found.offer.case)) for deal in firsts]
        self.evidence.made.best(largest, numbers, found.objective, order)

    def _held(self, kept: Sequence[Unit]) -> int:
        return self.evidence.held(self._cited(kept))


def _counts_in_part(library: Library, offer: Offer) -> bool:
    """Say whether an outcome depends on more than which clauses are kept."""
    return bool(offer.wishes) or any(library.clauses[each.key].score for each in offer.demands)


def _does_not_count(library: Library, offer: Offer) -> bool:
    """Say whether some demand that is on offer or held is of a party that is not asked."""
    keys = [*(key for unit in offer.case.units for key in unit.clauses), *offer.case.kept_keys]
    clauses = [library.clauses[key] for key in keys if key in library.clauses]
    return any(e.strength == "demand" and e.owner not in offer.parties for e in clauses)


def _citable(inquiry: Inquiry, case: Case) -> Case:
    """Return the case with the clauses of whole texts as items of their own."""
    taken = dict(case.readings)
    clauses = inquiry.library.clauses

    def items(unit: Unit) -> Unit:
        if unit.kind != "text":
            return unit
        names = [clauses[key].name if key in clauses else "" for key in unit.clauses]
        labels = [f".{taken[name]}" if name in taken else "" for name in names]
        read = [f"{key}{label}" for key, label in zip(unit.clauses, labels, strict=True)]
        return unit.but(items=tuple(map(inquiry.catalogue.item, read)))

    return case.but(units=tuple(map(items, case.units)))
