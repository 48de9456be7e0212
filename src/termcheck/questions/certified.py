"""Certified: verdicts whose evidence the independent checker has accepted.

Accepts a verdict; yields the verdict with a certificate for each reading. A
verdict whose evidence cannot be made, or is refused, becomes undecided: what
a sceptic could not check is no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from termcheck.certify.check.library import Library as Words
from termcheck.certify.check.verify import Readings
from termcheck.certify.check.words import Refused
from termcheck.certify.evidence import Record, Uncertified
from termcheck.library.formula import Formula
from termcheck.library.model import Question
from termcheck.logic.case import Case
from termcheck.questions import verdict as v
from termcheck.questions.case_evidence import CaseEvidence, Effort
from termcheck.questions.forced import AnswerByReading, NotAsked
from termcheck.questions.inquiry import Inquiry

MOST_EVIDENCE = 400
"""How many proofs and packages the evidence for one answer in many has."""


More = Callable[[CaseEvidence], None]
"""Adds to the evidence for an outcome what else is told of its case."""


class Certifier:
    """Certifies what was found out in one inquiry; the library is cut into words once."""

    def __init__(self, inquiry: Inquiry, most: int = MOST_EVIDENCE) -> None:
        """An answer in many has evidence of at most ``most`` pieces."""
        self._most = most
        self.inquiry = inquiry
        self._words: Words | None = None
        self._readings = Readings(inquiry.library.horizon)

    def verdict(
        self,
        found: v.Verdict,
        as_of: str = "",
        cases: Sequence[Case] | None = None,
        more: More | None = None,
    ) -> tuple[v.Verdict, tuple[Record, ...]]:
        """Return ``found``, said to be as of a day, with the certificates of its outcomes.

        ``cases`` are those that were asked, if not those of its question;
        ``more`` claims what is told besides. An outcome whose evidence cannot be
        made or is refused becomes undecided, and has no certificate, as what was
        undecided before.
        """
        asked = self.inquiry.catalogue.cases(found.question) if cases is None else cases
        known = {each.readings: each for each in asked if isinstance(each, Case)}
        outcomes: list[v.ByReading] = []
        records: list[Record] = []
        for each in found.outcomes:
            outcome = each.outcome
            if not isinstance(outcome, v.Undecided):
                try:
                    evidence = self.evidence(known[each.readings])
                    evidence.outcome(outcome)
                    if more is not None:
                        more(evidence)
                    records.append(evidence.checked(as_of)[0])
                except (Uncertified, Refused) as fault:
                    outcome = v.Undecided((f"certificate: {fault}",))
            outcomes.append(each.but(outcome=outcome))
        without = dict.fromkeys(said for each in records for said in each.get("uncertified", ()))
        return found.but(outcomes=tuple(outcomes), uncertified=tuple(without)), tuple(records)

    def answer(
        self, question: Question, formula: Formula, text: str, found: AnswerByReading
    ) -> Record | v.Undecided | None:
        """Return the evidence for an answer about ``formula``, which ``text`` says.

        Nothing if nothing was answered; undecided if the evidence was refused.
        """
        if isinstance(found.answer, NotAsked):
            return None
        cases = self.inquiry.catalogue.cases_about(question, formula)
        case = next(c for c in cases if isinstance(c, Case) and c.readings == found.readings)
        try:
            evidence = self.evidence(case)
            evidence.answer(found.answer, formula, text)
            return evidence.checked()[0]
        except (Uncertified, Refused) as fault:
            return v.Undecided((f"certificate: {fault}",))

    def answers(
        self, question: Question, formula: Formula, text: str, found: Sequence[AnswerByReading]
    ) -> tuple[v.Verdict | None, tuple[Record, ...]]:
        """Return what was refused of all that is said about a formula, and the evidence."""
        made = [(each.readings, self.answer(question, formula, text, each)) for each in found]
        failed = [v.ByReading(at, case) for at, case in made if isinstance(case, v.Undecided)]
        records = tuple(case for _, case in made if isinstance(case, dict))
        return (v.Verdict(question, tuple(failed)) if failed else None), records

    def effort(self) -> Effort:
        """Return what may be spent on one answer in many."""
        return Effort(self._most)

    def evidence(self, case: Case) -> CaseEvidence:
        """Return what makes the evidence for one case of the inquiry."""
        if self._words is None:
            texts = self.inquiry.library.texts
            self._words = Words({name: source.text for name, source in texts.items()})
        return CaseEvidence(self.inquiry, self._words, self._readings, case)


T = TypeVar("T")
Certify = Callable[[Certifier, T], tuple[T, tuple[Record, ...], tuple[str, ...]]]
"""What certifies an answer: returns it, the cases of its certificate, and what is not claimed."""
