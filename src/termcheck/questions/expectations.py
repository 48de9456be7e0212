"""Expectations: does a ``check`` block get the answer that it expects?

An expectation must hold under every combination of the readings that the
check leaves open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, assert_never

from termcheck.language.diagnostic import Diagnostic
from termcheck.library.model import (
    Check,
    ExpectAnswer,
    Expectation,
    ExpectCount,
    ExpectFix,
    ExpectVerdict,
    Question,
    Reference,
)
from termcheck.logic.case import Case
from termcheck.questions import verdict as v
from termcheck.questions.consistency import background_outcome, conflicts
from termcheck.questions.count import count_packages
from termcheck.questions.forced import NotAsked, Possible, Settled, answer
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.oracle import Undecided
from termcheck.value import Value

Status = Literal["passed", "failed", "undecided"]


class CheckResult(Value):
    """How a check ended; ``detail`` says why it did not pass, in one sentence."""

    name: str
    status: Status
    detail: str
    diagnostics: tuple[Diagnostic, ...]
    check: Check


class _Failure(Value):
    """Why an expectation did not hold."""

    code: str
    message: str
    help: str = ""


def run_check(inquiry: Inquiry, check: Check) -> CheckResult:
    """Return whether every expectation of ``check`` holds under every reading."""
    failures: list[Diagnostic] = []
    status: Status = "passed"
    for expectation in check.expectations:
        for failure in _failures(inquiry, check.question, expectation):
            severity: Literal["error", "warning"] = "error"
            undecided = failure.code == "TC507"
            if status != "failed":
                status = "undecided" if undecided else "failed"
            message = f"check {check.name!r}: {failure.message}".replace("'", '"')
            failures.append(
                Diagnostic(failure.code, severity, message, expectation.span, (), failure.help)
            )
            break
    detail = failures[0].message if failures else ""
    return CheckResult(check.name, status, detail, tuple(failures), check)


def _failures(inquiry: Inquiry, question: Question, expectation: Expectation) -> Iterator[_Failure]:
    if isinstance(expectation, ExpectAnswer):
        cases = inquiry.catalogue.cases_about(question, expectation.formula)
    else:
        cases = inquiry.catalogue.cases(question)
    for case in cases:
        assert isinstance(case, Case), "references of checks are resolved when the library is built"
        failure = _failure(inquiry, question, case, expectation)
        if failure is not None:
            yield failure.but(message=failure.message + _under(case))


def _under(case: Case) -> str:
    if not case.readings:
        return ""
    return f" (under {', '.join(f'{name}.{label}' for name, label in case.readings)})"


def _failure(
    inquiry: Inquiry, question: Question, case: Case, expectation: Expectation
) -> _Failure | None:
    if isinstance(expectation, ExpectAnswer):
        return _answer(inquiry, question, case, expectation)
    outcome = background_outcome(inquiry, case) or conflicts(inquiry, case, explain=False)
    if isinstance(outcome, v.Undecided):
        return _Failure("TC507", f"no answer within the limit ({', '.join(outcome.limits)})")
    if isinstance(outcome, v.ContradictoryBackground | v.ContradictorySupposition):
        return _contradiction(outcome)
    match expectation:
        case ExpectVerdict():
            return _verdict(inquiry, case, expectation, outcome)
        case ExpectCount():
            return _count(inquiry, case, expectation, outcome)
        case ExpectFix():
            return _fix(inquiry, expectation, outcome)
        case _:
            assert_never(expectation)


def _contradiction(
    outcome: v.ContradictoryBackground | v.ContradictorySupposition,
) -> _Failure:
    if isinstance(outcome, v.ContradictoryBackground):
        return _Failure("TC508", f"the rules contradict each other: {_listed(outcome.rules)}")
    supposed = _listed(outcome.suppositions)
    rules = f", by {_listed(outcome.rules)}" if outcome.rules else ""
    return _Failure("TC508", f"what is supposed cannot be: {supposed}{rules}")


def _verdict(
    inquiry: Inquiry,
    case: Case,
    expected: ExpectVerdict,
    outcome: v.Incompatible | v.Outcome | None,
) -> _Failure | None:
    if outcome is None:
        if expected.compatible:
            return None
        return _Failure("TC501", "expected incompatible, but there is a package")
    assert isinstance(outcome, v.Incompatible)
    if expected.compatible:
        found = "; ".join(_blamed(each) for each in outcome.conflicts[:3])
        return _Failure("TC501", f"expected compatible, but these clash: {found}")
    if not expected.because:
        return None
    names = _named(inquiry, expected.because) - _kept_names(inquiry, case)
    if any(names == each.names for each in outcome.conflicts):
        return None
    return _Failure(
        "TC502",
        f"{_listed(sorted(names))} is none of the minimal conflicts",
        "the conflicts are " + "; ".join(map(_blamed, outcome.conflicts[:12])),
    )


def _count(
    inquiry: Inquiry, case: Case, expected: ExpectCount, outcome: v.Outcome | None
) -> _Failure | None:
    if expected.noun == "package":
        found = 0 if outcome is not None else count_packages(inquiry, case, expected.number + 1)
        if isinstance(found, Undecided):
            return _Failure("TC507", f"no answer within the limit ({found.limit})")
        more = "or more " if found > expected.number else ""
        return _counted(expected, found, more)
    incompatible = outcome if isinstance(outcome, v.Incompatible) else None
    if incompatible is not None and not incompatible.complete:
        return _Failure("TC507", f"not all conflicts are known ({', '.join(incompatible.limits)})")
    if expected.noun == "conflict":
        conflicts_found = incompatible.conflicts if incompatible else ()
        help_ = "they are " + "; ".join(map(_blamed, conflicts_found)) if conflicts_found else ""
        failure = _counted(expected, len(conflicts_found), "")
        return failure and failure.but(help=help_)
    return _counted(expected, incompatible.fixes if incompatible else 0, "")


def _counted(expected: ExpectCount, found: int, more: str) -> _Failure | None:
    if found == expected.number:
        return None
    plural = {"conflict": "conflicts", "fix": "fixes", "package": "packages"}[expected.noun]
    noun = expected.noun if expected.number == 1 else plural
    return _Failure("TC503", f"expected {expected.number} {noun}, found {found} {more}".rstrip())


def _fix(inquiry: Inquiry, expected: ExpectFix, outcome: v.Outcome | None) -> _Failure | None:
    names = _named(inquiry, expected.refs)
    if not isinstance(outcome, v.Incompatible):
        return _Failure("TC504", "there is nothing to mend: the clauses are compatible")
    if not outcome.complete:
        return _Failure("TC507", f"not all fixes are known ({', '.join(outcome.limits)})")
    left = set(names)
    for menu in outcome.menus:
        choices = [frozenset(unit.name for unit in fix) for fix in menu]
        taken = [choice for choice in choices if choice == frozenset(left) & _all(choices)]
        if not taken:
            listed = "; ".join(_listed(sorted(choice)) for choice in choices[:8])
            return _Failure(
                "TC504", f"{_listed(sorted(names))} is no minimal fix", f"one of: {listed}"
            )
        left -= taken[0]
    if left:
        return _Failure("TC504", f"{_listed(sorted(left))} need not be given up")
    return None


def _all(choices: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset(name for choice in choices for name in choice)


def _answer(
    inquiry: Inquiry, question: Question, case: Case, expected: ExpectAnswer
) -> _Failure | None:
    found = answer(inquiry, question, case, expected.formula, bool(expected.because))
    if isinstance(found, NotAsked):
        return _not_asked(found.outcome)
    word = "possible" if isinstance(found, Possible) else found.answer
    if word != expected.answer and not (expected.answer == "possible" and word == "forced"):
        reason = f" by {_blamed(found.reasons[0])}" if isinstance(found, Settled) else ""
        return _Failure("TC505", f"`{expected.text}` is {word}{reason}, not {expected.answer}")
    if expected.because and isinstance(found, Settled):
        names = _named(inquiry, expected.because)
        if not any(names == each.names for each in found.reasons):
            listed = "; ".join(map(_blamed, found.reasons[:8]))
            return _Failure(
                "TC506", f"{_listed(sorted(names))} is no minimal reason", f"reasons: {listed}"
            )
    return None


def _not_asked(outcome: v.Outcome) -> _Failure:
    if isinstance(outcome, v.Undecided):
        return _Failure("TC507", f"no answer within the limit ({', '.join(outcome.limits)})")
    if isinstance(outcome, v.ContradictoryBackground | v.ContradictorySupposition):
        return _contradiction(outcome)
    assert isinstance(outcome, v.Incompatible)
    found = "; ".join(_blamed(each) for each in outcome.conflicts[:3])
    return _Failure("TC509", f"nothing can be asked of clauses that clash: {found}")


def _kept_names(inquiry: Inquiry, case: Case) -> frozenset[str]:
    clauses = inquiry.library.clauses
    return frozenset(clauses[key].name for key in case.kept_keys if key in clauses)


def _named(inquiry: Inquiry, references: Iterable[Reference]) -> frozenset[str]:
    """Return what is printed for ``references``: a reading counts as its clause."""
    clauses = {c.name: c for c in inquiry.library.clauses.values()}
    names = set[str]()
    for reference in references:
        owner = clauses.get(reference.text.rpartition(".")[0])
        names.add(owner.name if owner is not None and owner.has_readings else reference.text)
    return frozenset(names)


def _blamed(conflict: v.Conflict) -> str:
    names = [
        *conflict.clauses,
        *(f"status quo of {t}" for t in conflict.status_quo),
        *conflict.kept,
    ]
    return " + ".join(f"`{name}`" for name in names) or "the rules alone"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
