"""Expectations: does a ``check`` block get the answer that it expects?

An expectation must hold under every combination of the readings that the
check leaves open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from termcheck.language.codes import CODES
from termcheck.language.diagnostic import Diagnostic, Label
from termcheck.library.formula import Not
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
from termcheck.logic.problem import hypothesis
from termcheck.questions import verdict as v
from termcheck.questions.consistency import (
    background_outcome,
    bare,
    conflicts,
    in_order,
    with_fixes,
)
from termcheck.questions.count import count_packages
from termcheck.questions.forced import NotAsked, minimal_reasons, standing
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.sound import CheckResult, Status
from termcheck.solve.fixes import TOO_MANY
from termcheck.solve.oracle import Undecided
from termcheck.value import Value

MOST_PLACES: Final = 6
"""How many clauses a check that fails points to."""


class _Failure(Value):
    """Why an expectation did not hold; ``keys`` are those of the clauses concerned."""

    code: str
    message: str
    help: str = ""
    keys: tuple[str, ...] = ()


def run_check(inquiry: Inquiry, check: Check) -> CheckResult:
    """Return whether every expectation of ``check`` holds under every reading."""
    run = _Run(inquiry, check.question)
    failures: list[Diagnostic] = []
    status: Status = "passed"
    for expectation in check.expectations:
        failure = run.failure(expectation)
        if failure is None:
            continue
        if status != "failed":
            status = "undecided" if failure.code == "TC507" else "failed"
        message = f'check "{check.name}": {failure.message}'
        severity = CODES[failure.code][0]
        places = _places(inquiry, failure.keys)
        found = Diagnostic(failure.code, severity, message, expectation.span, places, failure.help)
        failures.append(found)
    detail = failures[0].message if failures else ""
    return CheckResult(check.name, status, detail, tuple(failures), check.span)


def _places(inquiry: Inquiry, keys: Iterable[str]) -> tuple[Label, ...]:
    """Return where the clauses stand, each once, of many the first few."""
    known = inquiry.library.clauses
    clauses = (known.get(key) or known.get(key.rpartition(".")[0]) for key in keys)
    places = {each.key: Label(each.span, f"`{each.name}`") for each in clauses if each}
    return tuple(places.values())[:MOST_PLACES]


class _Run:
    """The question of one check; its clauses are put to the oracle once per reading."""

    def __init__(self, inquiry: Inquiry, question: Question) -> None:
        self._inquiry = inquiry
        self._question = question
        self._outcomes: dict[v.Readings, v.Outcome | None] = {}

    def failure(self, expectation: Expectation) -> _Failure | None:
        """Return why the expectation fails under the first reading under which it does."""
        for case in self._cases(expectation):
            failure = self._under(case, expectation)
            if failure is not None:
                return failure.but(message=failure.message + _reading(case))
        return None

    def _cases(self, expectation: Expectation) -> Iterator[Case]:
        catalogue = self._inquiry.catalogue
        if isinstance(expectation, ExpectAnswer):
            cases = catalogue.cases_about(self._question, expectation.formula)
        else:
            cases = catalogue.cases(self._question)
        for case in cases:
            assert isinstance(case, Case), "the build resolved the references of checks"
            yield case

    def _outcome(self, case: Case) -> v.Outcome | None:
        if case.readings not in self._outcomes:
            before = background_outcome(self._inquiry, case)
            found = before or conflicts(self._inquiry, case, explain=False)
            self._outcomes[case.readings] = found
        return self._outcomes[case.readings]

    def _under(self, case: Case, expectation: Expectation) -> _Failure | None:
        outcome = self._outcome(case)
        if isinstance(outcome, v.Undecided):
            return _out_of_limits(outcome.limits)
        if isinstance(outcome, v.ContradictoryBackground | v.ContradictorySupposition):
            return _contradiction(outcome)
        match expectation:
            case ExpectVerdict():
                return _verdict(self._inquiry, case, expectation, outcome)
            case ExpectCount():
                return _count(self._inquiry, case, expectation, outcome)
            case ExpectFix():
                return _fix(self._inquiry, case, expectation, outcome)
            case ExpectAnswer():
                return _answer(self._inquiry, case, expectation, outcome)
            case _:
                assert_never(expectation)


def _reading(case: Case) -> str:
    if not case.readings:
        return ""
    return f" (under {', '.join(f'{name}.{label}' for name, label in case.readings)})"


def _out_of_limits(limits: Iterable[str]) -> _Failure:
    return _Failure("TC507", f"no answer within the limit ({', '.join(limits)})")


def _contradiction(
    outcome: v.ContradictoryBackground | v.ContradictorySupposition,
) -> _Failure:
    if isinstance(outcome, v.ContradictoryBackground):
        message = f"the rules contradict each other: {_listed(outcome.rules)}"
        return _Failure("TC508", message, "", outcome.rules)
    supposed = _listed(outcome.suppositions)
    rules = f", by {_listed(outcome.rules)}" if outcome.rules else ""
    return _Failure("TC508", f"what is supposed cannot be: {supposed}{rules}", "", outcome.rules)


def _verdict(
    inquiry: Inquiry,
    case: Case,
    expected: ExpectVerdict,
    outcome: v.Incompatible | v.Outcome | None,
) -> _Failure | None:
    if outcome is None:
        if expected.compatible:
            return None
        because = _keys_of(inquiry, case, expected.because)
        return _Failure("TC501", "expected incompatible, but there is a package", "", because)
    assert isinstance(outcome, v.Incompatible)
    if expected.compatible:
        found = "; ".join(_blamed(each) for each in outcome.conflicts[:3])
        message = f"expected compatible, but these clash: {found}"
        return _Failure("TC501", message, "", _keys(outcome.conflicts))
    if not expected.because:
        return None
    names = _named(inquiry, expected.because) - _kept_names(inquiry, case)
    if any(names == each.names for each in outcome.conflicts):
        return None
    return _Failure(
        "TC502",
        f"{_listed(sorted(names))} is none of the minimal conflicts",
        "the conflicts are " + "; ".join(map(_blamed, outcome.conflicts[:12])),
        _keys(outcome.conflicts),
    )


def _count(
    inquiry: Inquiry, case: Case, expected: ExpectCount, outcome: v.Outcome | None
) -> _Failure | None:
    if expected.noun == "package":
        found = 0 if outcome is not None else count_packages(inquiry, case, expected.number + 1)
        if isinstance(found, Undecided):
            return _out_of_limits((found.limit,))
        more = "or more " if found > expected.number else ""
        return _counted(expected, found, more)
    incompatible = outcome if isinstance(outcome, v.Incompatible) else None
    if incompatible is not None and not incompatible.complete:
        return _Failure("TC507", f"not all conflicts are known ({', '.join(incompatible.limits)})")
    if expected.noun == "conflict":
        conflicts_found = incompatible.conflicts if incompatible else ()
        help_ = "they are " + "; ".join(map(_blamed, conflicts_found)) if conflicts_found else ""
        failure = _counted(expected, len(conflicts_found), "")
        return failure and failure.but(help=help_, keys=_keys(conflicts_found))
    if incompatible is None:
        return _counted(expected, 0, "")
    fixed = with_fixes(case, incompatible)
    if fixed.too_many_fixes:
        return _out_of_limits((TOO_MANY,))
    failure = _counted(expected, fixed.fixes, "")
    return failure and failure.but(keys=_keys(incompatible.conflicts))


def _counted(expected: ExpectCount, found: int, more: str) -> _Failure | None:
    if found == expected.number:
        return None
    plural = {"conflict": "conflicts", "fix": "fixes", "package": "packages"}[expected.noun]
    noun = expected.noun if expected.number == 1 else plural
    return _Failure("TC503", f"expected {expected.number} {noun}, found {found} {more}".rstrip())


def _fix(
    inquiry: Inquiry, case: Case, expected: ExpectFix, outcome: v.Outcome | None
) -> _Failure | None:
    failure = _no_fix(inquiry, case, expected, outcome)
    return failure and failure.but(keys=_keys_of(inquiry, case, expected.refs))


def _no_fix(
    inquiry: Inquiry, case: Case, expected: ExpectFix, outcome: v.Outcome | None
) -> _Failure | None:
    names = _named(inquiry, expected.refs)
    if not isinstance(outcome, v.Incompatible):
        return _Failure("TC504", "there is nothing to mend: the clauses are compatible")
    if not outcome.complete:
        return _Failure("TC507", f"not all fixes are known ({', '.join(outcome.limits)})")
    clashes = [frozenset(each.clauses) for each in outcome.conflicts]
    idle = names.difference(*clashes)
    needed = [names & clash for clash in clashes]
    least = frozenset(name for each in needed if len(each) == 1 for name in each)
    if not all(needed) or least | idle != names:
        message = f"{_listed(sorted(names))} is no minimal fix"
        return _Failure("TC504", message, _instead(with_fixes(case, outcome), names))
    if idle:
        return _Failure("TC504", f"{_listed(sorted(idle))} need not be given up")
    return None


def _instead(fixed: v.Incompatible, names: frozenset[str]) -> str:
    """Return the choices of the first menu from which ``names`` makes none, if there are menus."""
    for menu in fixed.menus:
        choices = [frozenset(unit.name for unit in fix) for fix in menu]
        if names & frozenset().union(*choices) not in choices:
            return "one of: " + "; ".join(_listed(sorted(choice)) for choice in choices[:8])
    return ""


def _answer(
    inquiry: Inquiry, case: Case, expected: ExpectAnswer, outcome: v.Outcome | None
) -> _Failure | None:
    if isinstance(outcome, v.Incompatible):
        clash = "; ".join(_blamed(each) for each in outcome.conflicts[:3])
        message = f"nothing can be asked of clauses that clash: {clash}"
        return _Failure("TC509", message, "", _keys(outcome.conflicts))
    word = standing(inquiry, case, expected.formula)
    if isinstance(word, NotAsked):
        return _stopped(word)
    as_expected = word == expected.answer or (expected.answer, word) == ("possible", "forced")
    if word == "possible" or (as_expected and not expected.because):
        message = f"`{expected.text}` is {word}, not {expected.answer}"
        because = _keys_of(inquiry, case, expected.because)
        return None if as_expected else _Failure("TC505", message, "", because)
    claim = hypothesis(Not(expected.formula) if word == "forced" else expected.formula)
    found = minimal_reasons(inquiry, case, claim)
    if found.limits:
        return _out_of_limits(found.limits)
    reasons = [bare(in_order(case, each)) for each in found.conflicts]
    listed = "; ".join(map(_blamed, reasons[:8]))
    if not as_expected:
        message = f"`{expected.text}` is {word}, not {expected.answer}"
        return _Failure("TC505", message, f"{word} by {listed}", _keys(reasons))
    names = _named(inquiry, expected.because) - _kept_names(inquiry, case)
    if any(names == each.names for each in reasons):
        return None
    message = f"{_listed(sorted(names))} is no minimal reason"
    return _Failure("TC506", message, f"reasons: {listed}", _keys(reasons))


def _stopped(stopped: NotAsked) -> _Failure:
    limits = stopped.outcome.limits if isinstance(stopped.outcome, v.Undecided) else ()
    return _out_of_limits(limits)


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


def _keys(conflicts: Iterable[v.Conflict]) -> tuple[str, ...]:
    """Return the keys of the clauses and rules of ``conflicts``."""
    return tuple(key for each in conflicts for key in (*each.keys, *each.rules))


def _keys_of(inquiry: Inquiry, case: Case, references: Iterable[Reference]) -> tuple[str, ...]:
    """Return the keys of what ``references`` name of the table."""
    names = _named(inquiry, references)
    return tuple(key for unit in case.units if unit.name in names for key in unit.clauses)


def _blamed(conflict: v.Conflict) -> str:
    names = [
        *conflict.clauses,
        *(f"status quo of {t}" for t in conflict.status_quo),
        *conflict.kept,
    ]
    return " + ".join(f"`{name}`" for name in names) or "the rules alone"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
