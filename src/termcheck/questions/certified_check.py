"""A check of a library, certified: every verdict that it reports, one question after the other.

Accepts what a check found; yields it with cases of a certificate for each
proposal, each day of a position, what its party accepts, and each ``check``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import chain

from termcheck.certify.check.words import Refused
from termcheck.certify.evidence import Record, Uncertified
from termcheck.library.model import ExpectAnswer, ExpectCount, Question, Reference
from termcheck.library.positions import in_force
from termcheck.logic.case import Case
from termcheck.questions import verdict as v
from termcheck.questions.case_evidence import pieces
from termcheck.questions.certified import Certifier
from termcheck.questions.consistency import background_outcome, conflicts
from termcheck.questions.forced import AnswerByReading, NotAsked, answers
from termcheck.questions.recall import Asked
from termcheck.questions.sound import CheckResult, PositionResult, Soundness, TextResult
from termcheck.value import Value

MOST_EVIDENCE = 20_000
"""How many proofs and packages the certificate of one check of a library has."""

QUICK = 100
"""How many of them are checked if nobody wants the certificate."""

NOT_COUNTED = "how many packages there are, where a check counts them"

_CLASHES = ("TC351", "TC352", "TC353", "TC354")
"""The findings that say that clauses of one owner cannot hold together."""


_LONG = 20
"""So many clauses of one question count as one more piece of evidence."""


def certified_check(
    certifier: Certifier, found: Soundness
) -> tuple[Soundness, tuple[Record, ...], tuple[str, ...]]:
    """Return what a check found with its certificate, and what in it was not certified.

    A verdict whose evidence is refused becomes undecided, and its findings go.
    """
    work = _Work(certifier)
    work.rules(found)
    proposals = tuple(map(work.proposal, found.proposals))
    positions = tuple(map(work.position, found.positions))
    checks = tuple(map(work.check, found.checks))
    findings = [*found.diagnostics]
    for name in work.refused:
        findings = [e for e in findings if e.code not in _CLASHES or f"`{name}" not in e.message]
    gone = [each for old, new in zip(found.checks, checks, strict=True)
            if old != new for each in old.diagnostics]  # fmt: skip
    findings = [each for each in findings if each not in gone]
    if work.left_out:
        work.without[work.left_out] = None
    told = found.but(
        diagnostics=tuple(findings), proposals=proposals, positions=positions, checks=checks
    )
    return told, tuple(work.records), tuple(work.without)


class _Evidence(Value):
    """What became of the evidence for one question: whether it stands, how many pieces it has.

    ``without`` is what it does not claim.
    """

    stands: bool
    pieces: int = 0
    without: tuple[str, ...] = ()


class _Work:
    """Asks again, question by question, and certifies the answers.

    ``records`` lacks the evidence that the inquiry has from an earlier run.
    """

    def __init__(self, certifier: Certifier) -> None:
        self._certifier = certifier
        self._inquiry = certifier.inquiry
        self._effort = certifier.effort()
        self._checks = {each.span: each for each in self._inquiry.library.checks}
        self._asked = self._left_out = 0
        self.records: list[Record] = []
        self.without: dict[str, None] = {}
        self.refused: list[str] = []

    def rules(self, found: Soundness) -> None:
        """Certify that the rules contradict each other, if that was found."""
        if any(each.code == "TC350" for each in found.diagnostics):
            self._stands(Question())

    def proposal(self, found: TextResult) -> TextResult:
        """Certify the verdict on a proposal."""
        if self._stands(Question(given=(Reference(found.name),))):
            return found
        self.refused.append(found.name)
        return found.but(verdict="undecided")

    def position(self, found: PositionResult) -> PositionResult:
        """Certify the verdict on red lines, and on what their party accepts."""
        day = date.fromisoformat(found.day).toordinal() if found.day else 0
        red = Question(given=(Reference(found.party),), as_of=day)
        library = self._inquiry.library
        clauses = [library.clauses[key] for key in in_force(library, found.party, day, ())]
        accepted = [each.name for each in clauses if each.strength == "accepts"]
        asked = chain((red,), (red.but(given=(Reference(n), *red.given)) for n in accepted))
        if all(self._stands(each) for each in asked):
            return found
        self.refused.append(found.party)
        return found.but(verdict="undecided")

    def check(self, found: CheckResult) -> CheckResult:
        """Certify the answer to a check's question, and to each formula that it asks about."""
        said = f'check "{found.name}"'
        check = self._checks[found.span]
        stands = self._stands(check.question)
        for each in check.expectations:
            if isinstance(each, ExpectAnswer):
                stands = self._answers(check.question, each) and stands
            elif isinstance(each, ExpectCount) and each.noun == "package":
                self.without[NOT_COUNTED] = None
        if stands:
            return found
        detail = f"{said}: the evidence was refused"
        return found.but(status="undecided", detail=detail, diagnostics=())

    # --- one question --------------------------------------------------------

    def _stands(self, question: Question) -> bool:
        """Certify how a question ends under each reading; say whether nothing was refused."""
        if not self._afforded(question):
            return True
        asked = Asked("evidence", (question,), reach="words")
        work = partial(self._evidence, question)
        return self._counted(self._inquiry.recalled(asked, _Evidence, work))

    def _counted(self, found: _Evidence) -> bool:
        """Count evidence that was made, now or earlier; say whether nothing was refused."""
        self._effort.left -= found.pieces
        self.without |= dict.fromkeys(found.without)
        return found.stands

    def _evidence(self, question: Question) -> _Evidence:
        made, without = 0, list[str]()
        for case, outcome in self._outcomes(question):
            if isinstance(outcome, v.Undecided):
                continue
            made += 0 if outcome is None else pieces(outcome)
            try:
                record = self._record(case, outcome)
            except (Uncertified, Refused):
                return _Evidence(False, made, tuple(without))
            self.records.append(record)
            without += record.get("uncertified", ())
        return _Evidence(True, made, tuple(without))

    def _record(self, case: Case, outcome: v.Outcome | None) -> Record:
        """Return the evidence for an outcome, or for a package if there is none."""
        evidence = self._certifier.evidence(case)
        if outcome is not None:
            evidence.outcome(outcome)
            return evidence.checked()[0]
        package = evidence.possible(case.units)
        if package is None:
            raise Uncertified("a limit was hit")
        evidence.made.holds(case.units, package)
        return evidence.checked()[0]

    def _afforded(self, question: Question) -> bool:
        """Say whether there is effort left for a question; long ones take more."""
        self._asked += 1
        if self._effort.left <= 0:
            self._left_out += 1
            return False
        cases = [e for e in self._inquiry.catalogue.cases(question) if isinstance(e, Case)]
        spent = self._effort.spend(sum(1 + len(each.units) // _LONG for each in cases))
        self._left_out += not spent
        return spent

    @property
    def left_out(self) -> str:
        """What was not certified because it would take too long, if there is such."""
        return f"{self._left_out} of {self._asked} verdicts" if self._left_out else ""

    def _outcomes(self, question: Question) -> Iterator[tuple[Case, v.Outcome | None]]:
        for case in self._inquiry.catalogue.cases(question):
            if isinstance(case, Case):
                before = background_outcome(self._inquiry, case)
                yield case, before or conflicts(self._inquiry, case)

    def _answers(self, question: Question, expected: ExpectAnswer) -> bool:
        """Certify what is said about a formula; say whether nothing was refused."""
        if not self._afforded(question):
            return True
        asked = Asked(
            "evidence about a formula",
            (question,),
            about=(expected.formula,),
            detail=(expected.text, bool(expected.because)),
            reach="words",
        )
        work = partial(self._evidence_about, question, expected)
        return self._counted(self._inquiry.recalled(asked, _Evidence, work))

    def _evidence_about(self, question: Question, expected: ExpectAnswer) -> _Evidence:
        every = bool(expected.because)
        for each in answers(self._inquiry, question, expected.formula, all_reasons=every):
            if not isinstance(each, AnswerByReading) or isinstance(each.answer, NotAsked):
                continue
            record = self._certifier.answer(question, expected.formula, expected.text, each)
            if isinstance(record, v.Undecided):
                return _Evidence(False)
            if record is not None:
                self.records.append(record)
        return _Evidence(True)
