"""Coalitions, certified: packages for the sets that agree, conflicts for those that block.

Every other set follows: it has a blocking set in it, or lies in one that agrees.
"""

from __future__ import annotations

from termcheck.certify.check.words import Refused
from termcheck.certify.evidence import Record, Uncertified
from termcheck.library.model import Question
from termcheck.logic.case import Case
from termcheck.logic.problem import Unit
from termcheck.questions import verdict as v
from termcheck.questions.case_evidence import CaseEvidence, because
from termcheck.questions.certified import Certifier
from termcheck.questions.coalitions import Coalitions, with_status_quo_held
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.shortest import shortest
from termcheck.solve.conflicts import all_conflicts

NOT_EVERY_READING = "every combination of readings"
NOT_EVERY_SET = "that these sets are all"


def certified_coalitions(
    certifier: Certifier, found: Coalitions
) -> tuple[Coalitions, tuple[Record, ...], tuple[str, ...]]:
    """Return coalitions with their certificates, and what was not certified.

    If evidence is refused, no set is decided.
    """
    question = found.question.but(by_text=True)
    cases = [e for e in certifier.inquiry.catalogue.cases(question) if isinstance(e, Case)]
    effort = certifier.effort()
    records: list[Record] = []
    without: list[str] = []
    try:
        for case in cases:
            if not effort.spend(len(found.blocking) + len(found.agreeing)):
                without.append(NOT_EVERY_READING)
                break
            evidence = certifier.evidence(with_status_quo_held(case))
            _Work(certifier.inquiry, found, evidence).claim()
            records.append(evidence.checked()[0])
            without += evidence.made.uncertified
    except (Uncertified, Refused) as fault:
        limits = (*found.limits, f"certificate: {fault}")
        nothing = found.but(blocking=(), reasons=(), agreeing=(), never_happens=(), limits=limits)
        return nothing, (), ()
    return found, tuple(records), tuple(dict.fromkeys(without))


class _Work:
    """The claims under one combination of readings."""

    def __init__(self, inquiry: Inquiry, found: Coalitions, evidence: CaseEvidence) -> None:
        self._inquiry = inquiry
        self._found = found
        self._evidence = evidence
        self._case = evidence.case

    def claim(self) -> None:
        """Claim which sets block under these readings, and that the others can agree."""
        units = self._case.units
        answer = all_conflicts(self._inquiry.oracle, units, self._case.background)
        clashes: list[tuple[list[Unit], int]] = []
        for blocking in answer.conflicts:
            parties = [unit for unit in units if unit in blocking]
            clashes.append((parties, self._blocks(parties)))
            self._evidence.minimal(parties)
        made = None if answer.limits else self._evidence.all(units, clashes)
        if made is None:
            self._evidence.made.without(NOT_EVERY_SET)
            return
        self._evidence.largest([made])

    def _blocks(self, parties: list[Unit]) -> int:
        """Claim that parties cannot agree, by a shortest conflict of theirs."""
        case, conflict = self._conflict({unit.name for unit in parties})
        units = [unit for unit in case.units if unit.name in conflict.names]
        number = self._evidence.made.conflict(units, because(case, conflict))
        return self._evidence.made.clash(parties, number)

    def _conflict(self, names: set[str]) -> tuple[Case, v.Conflict]:
        """Return the conflict that is told, or under other readings a shortest one."""
        question = self._found.question
        given = tuple(e for e in question.given if e.text.partition(".")[0] in names)
        case = self._read(question.but(given=given))
        rows = zip(self._found.blocking, self._found.reasons, strict=True)
        told = next((reason for sets, reason in rows if set(sets) == names), None)
        if told is None or told.readings != case.readings:
            told = shortest(self._inquiry, [case])
        if told.conflict is None:
            raise Uncertified(f"no conflict among what {', '.join(sorted(names))} bring")
        return case, told.conflict

    def _read(self, question: Question) -> Case:
        """Return the case of a smaller question that is read in the same way."""
        readings = set(self._case.readings)
        found = self._inquiry.catalogue.cases(question)
        fitting = (c for c in found if isinstance(c, Case) and set(c.readings) <= readings)
        case = next(fitting, None)
        if case is None:
            raise Uncertified("a part of a question is not read as the whole")
        return case
