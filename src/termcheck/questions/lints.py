"""Lints that ask the oracle: clauses and rules that do less than they seem to.

Accepts a library whose background is compatible; yields warnings. Each is a
claim about what is forced or impossible, so it is as good as the oracle: what
stays undecided is not reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from termcheck.language.diagnostic import Diagnostic, Label
from termcheck.library.formula import And, Formula, Not, events
from termcheck.library.model import (
    Check,
    Clause,
    ExpectAnswer,
    Expectation,
    ExpectVerdict,
    Question,
    Reference,
)
from termcheck.library.phases import at_phase
from termcheck.logic.case import Case
from termcheck.logic.problem import Item, hypothesis
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.month_ends import month_ends
from termcheck.solve.beside import Beside
from termcheck.solve.explain import least_explanation
from termcheck.solve.oracle import Compatible, Incompatible, Undecided


def lints(inquiry: Inquiry, *, part: bool = False) -> tuple[Diagnostic, ...]:
    """Return what the oracle finds idle in texts, rules, positions and checks.

    Of a ``part``, rules and positions are left out.
    """
    found = [*(() if part else _rules(inquiry)), *_statements(inquiry, part)]
    for name in inquiry.library.proposals:
        found += _text(inquiry, name)
    for check in inquiry.library.checks:
        found += _check(inquiry, check)
    found += month_ends(inquiry, part=part)
    return tuple(found)


# --- clauses and rules ---------------------------------------------------------


def _rules(inquiry: Inquiry) -> Iterator[Diagnostic]:
    """Yield rules that follow from the other rules."""
    rules = inquiry.catalogue.rules
    beside = Beside(inquiry.oracle, rules, [_denial(each) for each in rules])
    for rule in rules:
        others = [other for other in rules if other is not rule]
        by = _implying(beside, others, (), _denial(rule))
        if by is not None:
            yield _follows(inquiry, "TC364", inquiry.library.clauses[rule.name], by)


def _statements(inquiry: Inquiry, part: bool) -> Iterator[Diagnostic]:
    """Yield clauses that nobody could ever keep, and triggers that cannot occur."""
    library = inquiry.library
    told = {
        key: clause
        for key, clause in library.clauses.items()
        if clause.strength != "rule" and not (part and clause.owner not in library.proposals)
    }
    triggers = [hypothesis(each) for clause in told.values() for each in _triggers(clause)]
    rules = inquiry.catalogue.relevant_to(triggers, Question())
    beside = Beside(inquiry.oracle, rules, triggers)
    for key, clause in told.items():
        if clause.strength != "red line" and _impossible_alone(inquiry, key, clause):
            yield Diagnostic(
                "TC360",
                "warning",
                f"`{clause.name}` can never hold: the rules exclude it",
                clause.span,
            )
        elif _is_dead(beside, rules, clause):
            yield Diagnostic(
                "TC361",
                "warning",
                f"the condition of `{clause.name}` can never occur: the rules exclude it",
                clause.span,
                (),
                "the clause never binds anybody",
            )


def _impossible_alone(inquiry: Inquiry, key: str, clause: Clause) -> bool:
    """Say whether the rules exclude a clause that is not reported as part of a text."""
    firm_alone = clause.strength == "firm" or clause.has_readings
    return not firm_alone and _excluded(inquiry, [inquiry.catalogue.item(key)])


def _is_dead(beside: Beside, rules: Sequence[Item], clause: Clause) -> bool:
    """Say whether ``rules`` exclude all triggers of a clause that has some."""
    triggers = [(*rules, hypothesis(each)) for each in _triggers(clause)]
    found = (isinstance(beside.compatible(each), Incompatible) for each in triggers)
    return bool(triggers) and all(found)


def _triggers(clause: Clause) -> list[Formula]:
    return [
        at_phase(piece.trigger, phase) if phase else piece.trigger
        for piece in clause.pieces
        if piece.trigger is not None
        for phase in piece.phases or ("",)
    ]


def _excluded(inquiry: Inquiry, items: Sequence[Item]) -> bool:
    """Say whether the rules exclude ``items``."""
    background = inquiry.catalogue.relevant_to(items, Question())
    return isinstance(inquiry.oracle.compatible((*items, *background)), Incompatible)


# --- texts -----------------------------------------------------------------------


def _text(inquiry: Inquiry, name: str) -> Iterator[Diagnostic]:
    """Yield clauses of one text that its other clauses imply, or never call in."""
    cases = _cases(inquiry, Question(given=(Reference(f"{name}.all"),)))
    if not all(_holds_together(inquiry, case) for case in cases):
        return
    clauses = [inquiry.library.clauses[key] for key in inquiry.library.proposals[name].clauses]
    told = [each for each in clauses if each.strength != "may" and not each.has_readings]
    claims = [_denial(inquiry.catalogue.item(each.key)) for each in told]
    claims += [hypothesis(trigger) for each in told for trigger in _triggers(each)]
    besides = [Beside(inquiry.oracle, [*_items(case), *case.background], claims) for case in cases]
    for clause in told:
        found = [
            _idle(inquiry, beside, case, clause)
            for beside, case in zip(besides, cases, strict=True)
        ]
        if found and all(each is not None for each in found):
            yield next(each for each in found if each is not None)


def _idle(inquiry: Inquiry, beside: Beside, case: Case, clause: Clause) -> Diagnostic | None:
    item = inquiry.catalogue.item(clause.key)
    rest = [each for each in _items(case) if each is not item]
    triggers = [each for each in _triggers(clause) if _possible(beside, case, rest, each)]
    if _triggers(clause) and not triggers:
        return _never_called(clause)
    by = _implying(beside, rest, case.background, _denial(item))
    return None if by is None else _follows(inquiry, "TC362", clause, by)


def _items(case: Case) -> list[Item]:
    return [item for unit in case.units for item in unit.items]


def _possible(beside: Beside, case: Case, rest: Sequence[Item], trigger: Formula) -> bool:
    question = (*rest, *case.background, hypothesis(trigger))
    return not isinstance(beside.compatible(question), Incompatible)


def _never_called(clause: Clause) -> Diagnostic | None:
    """Return a warning if the trigger waits for an event; else it is a threat, and meant so."""
    waits = [event for trigger in _triggers(clause) for event in events(trigger)]
    if not waits:
        return None
    return Diagnostic(
        "TC363",
        "warning",
        f"nothing can call in `{clause.name}`: the rest of the text excludes `{waits[0]}`",
        clause.span,
        (),
        "while the other clauses hold, the promise is empty",
    )


def _holds_together(inquiry: Inquiry, case: Case) -> bool:
    return isinstance(inquiry.oracle.compatible((*_items(case), *case.background)), Compatible)


def _implying(
    beside: Beside, items: Sequence[Item], background: Sequence[Item], denial: Item
) -> tuple[Item, ...] | None:
    """Return a smallest choice of ``items`` that excludes ``denial``, if all of them do."""
    answer = beside.compatible((*items, *background, denial))
    if not isinstance(answer, Incompatible):
        return None
    found = least_explanation(beside, (denial, *background), items)
    return None if isinstance(found, Undecided) else found


def _denial(item: Item) -> Item:
    return hypothesis(Not(And(tuple(part.formula for part in item.parts))))


def _follows(inquiry: Inquiry, code: str, clause: Clause, by: Iterable[Item]) -> Diagnostic:
    known = inquiry.library.clauses
    keys = (item.name if item.name in known else item.name.rpartition(".")[0] for item in by)
    clauses = [known[key] for key in keys]
    names = ", ".join(f"`{each.name}`" for each in clauses) or "the rules alone"
    return Diagnostic(
        code,
        "warning",
        f"`{clause.name}` says nothing new: it follows from {names}",
        clause.span,
        tuple(Label(each.span, f"`{each.name}`") for each in clauses),
        "every conflict with it is a conflict with those as well",
    )


# --- checks ------------------------------------------------------------------------


def _check(inquiry: Inquiry, check: Check) -> Iterator[Diagnostic]:
    """Yield a check that would pass with nothing on its table."""
    cases = _cases(inquiry, check.question)
    if check.question.given and not any(case.units for case in cases):
        message = f'check "{check.name}" puts nothing on the table: what it names has no clauses'
        yield Diagnostic("TC365", "warning", message, check.span)
    elif check.question.given and all(_is_vacuous(inquiry, check, e) for e in check.expectations):
        supposed = " and what it supposes" if check.question.suppose else ""
        message = f'check "{check.name}" expects only what the rules{supposed} settle by themselves'
        yield Diagnostic("TC365", "warning", message, check.span)


def _is_vacuous(inquiry: Inquiry, check: Check, expectation: Expectation) -> bool:
    """Say whether ``expectation`` would be met without any clause."""
    if isinstance(expectation, ExpectVerdict) or not isinstance(expectation, ExpectAnswer):
        return False
    if expectation.answer == "possible":
        return False
    claim = expectation.formula
    denial = hypothesis(Not(claim) if expectation.answer == "forced" else claim)
    cases = inquiry.catalogue.cases_about(check.question, claim)
    return all(
        isinstance(
            inquiry.oracle.compatible((*case.rules, *case.suppositions, denial)), Incompatible
        )
        for case in cases
        if isinstance(case, Case)
    )


def _cases(inquiry: Inquiry, question: Question) -> list[Case]:
    return [case for case in inquiry.catalogue.cases(question) if isinstance(case, Case)]
