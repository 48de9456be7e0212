"""Lints that ask the oracle: clauses and rules that do less than they seem to.

Accepts a library whose background is compatible; yields warnings. Each is a
claim about what is forced or impossible, so it is as good as the oracle: what
stays undecided is not reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from termcheck.language.diagnostic import Diagnostic, Label
from termcheck.library.formula import Formula, Not, events
from termcheck.library.model import (
    Check,
    Clause,
    ExpectAnswer,
    Expectation,
    ExpectVerdict,
    Question,
    Reference,
)
from termcheck.logic.case import Case
from termcheck.logic.problem import Item, hypothesis
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.month_ends import month_ends
from termcheck.questions.neighbours import Texts, denial, items_of, triggers
from termcheck.questions.recall import Asked, about_check
from termcheck.solve.beside import Beside
from termcheck.solve.explain import least_explanation
from termcheck.solve.oracle import Compatible, Incompatible, Undecided

Findings = tuple[Diagnostic, ...]


def lints(
    inquiry: Inquiry, texts: Texts | None = None, *, part: bool = False
) -> tuple[Diagnostic, ...]:
    """Return what the oracle finds idle in texts, rules, positions and checks.

    Of a ``part``, rules and positions are left out.
    """
    texts, library = texts or Texts(inquiry), inquiry.library
    found: list[Diagnostic] = []
    if not part:
        rules = Asked("rules that follow", clauses=library.rules)
        found += inquiry.recalled(rules, Findings, lambda: tuple(_rules(inquiry)))
    for owner, clauses in groupby(library.clauses.values(), key=lambda clause: clause.owner):
        if owner in library.proposals or (owner and not part):
            found += _statements(inquiry, texts, owner, tuple(clauses))
    for name in library.proposals:
        found += _text(inquiry, texts, name)
    for check in library.checks:
        asked = about_check("lints of check", check)
        found += inquiry.recalled(asked, Findings, partial(_check, inquiry, check))
    found += month_ends(inquiry, part=part)
    return tuple(found)


# --- clauses and rules ---------------------------------------------------------


def _rules(inquiry: Inquiry) -> Iterator[Diagnostic]:
    """Yield rules that follow from the other rules."""
    rules = inquiry.catalogue.rules
    beside = Beside(inquiry.oracle, rules, [denial(each) for each in rules])
    for rule in rules:
        others = [other for other in rules if other is not rule]
        by = _implying(beside, others, (), denial(rule))
        if by is not None:
            yield _follows(inquiry, "TC364", inquiry.library.clauses[rule.name], by)


def _statements(inquiry: Inquiry, texts: Texts, owner: str, clauses: Sequence[Clause]) -> Findings:
    """Return those of an owner's clauses that nobody could ever keep, or that never bind."""
    asked = Asked(f"clauses alone {owner}", clauses=tuple([each.key for each in clauses]))
    return inquiry.recalled(
        asked, Findings, lambda: tuple([e for c in clauses for e in _alone(inquiry, texts, c)])
    )


def _alone(inquiry: Inquiry, texts: Texts, clause: Clause) -> Iterator[Diagnostic]:
    """Yield a warning if nobody could ever keep ``clause``, or if its trigger cannot occur."""
    if clause.strength != "red line" and _impossible_alone(inquiry, clause.key, clause):
        yield Diagnostic(
            "TC360",
            "warning",
            f"`{clause.name}` can never hold: the rules exclude it",
            clause.span,
        )
    elif _is_dead(inquiry, texts, clause):
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


def _is_dead(inquiry: Inquiry, texts: Texts, clause: Clause) -> bool:
    """Say whether a clause has triggers, and the rules exclude all."""
    waits = [hypothesis(each) for each in triggers(clause)]
    return bool(waits) and all(_excluded_in_text(inquiry, texts, clause, each) for each in waits)


def _excluded_in_text(inquiry: Inquiry, texts: Texts, clause: Clause, trigger: Item) -> bool:
    """Say whether the rules exclude ``trigger``; ask who knows all rules that the text touches."""
    in_text = texts.of(clause.owner) if clause.owner in inquiry.library.proposals else ()
    for text in in_text:
        if text.touched.issuperset(trigger.parts[0].touched):
            answer = text.beside.compatible((*text.case.rules, trigger))
            return isinstance(answer, Incompatible)
    return _excluded(inquiry, [trigger])


def _excluded(inquiry: Inquiry, items: Sequence[Item]) -> bool:
    """Say whether the rules exclude ``items``."""
    background = inquiry.catalogue.relevant_to(items, Question())
    return isinstance(inquiry.oracle.compatible((*items, *background)), Incompatible)


# --- texts -----------------------------------------------------------------------


def _text(inquiry: Inquiry, texts: Texts, name: str) -> Findings:
    """Return clauses of one text that its other clauses imply, or never call in."""
    question = Question(given=(Reference(f"{name}.all"),))
    asked = Asked(f"lints {name}", (question,), inquiry.library.proposals[name].clauses)
    return inquiry.recalled(asked, Findings, lambda: tuple(_idle_in(inquiry, texts, name)))


def _idle_in(inquiry: Inquiry, texts: Texts, name: str) -> Iterator[Diagnostic]:
    cases = texts.of(name)
    if not all(_holds_together(inquiry, each.case) for each in cases):
        return
    for key in inquiry.library.proposals[name].clauses:
        clause = inquiry.library.clauses[key]
        if clause.strength == "may" or clause.has_readings:
            continue
        found = [_idle(inquiry, each.beside, each.case, clause) for each in cases]
        if found and all(each is not None for each in found):
            yield next(each for each in found if each is not None)


def _idle(inquiry: Inquiry, beside: Beside, case: Case, clause: Clause) -> Diagnostic | None:
    item, waits = inquiry.catalogue.item(clause.key), triggers(clause)
    rest = [each for each in items_of(case) if each is not item]
    if waits and not any(_possible(beside, case, rest, each) for each in waits):
        return _never_called(clause)
    by = _implying(beside, rest, case.background, denial(item))
    return None if by is None else _follows(inquiry, "TC362", clause, by)


def _possible(beside: Beside, case: Case, rest: Sequence[Item], trigger: Formula) -> bool:
    question = (*rest, *case.background, hypothesis(trigger))
    return not isinstance(beside.compatible(question), Incompatible)


def _never_called(clause: Clause) -> Diagnostic | None:
    """Return a warning if the trigger waits for an event; else it is a threat, and meant so."""
    waits = [event for trigger in triggers(clause) for event in events(trigger)]
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
    return isinstance(inquiry.oracle.compatible((*items_of(case), *case.background)), Compatible)


def _implying(
    beside: Beside, items: Sequence[Item], background: Sequence[Item], denied: Item
) -> tuple[Item, ...] | None:
    """Return a smallest choice of ``items`` that excludes ``denied``, if all of them do."""
    answer = beside.compatible((*items, *background, denied))
    if not isinstance(answer, Incompatible):
        return None
    found = least_explanation(beside, (denied, *background), items)
    return None if isinstance(found, Undecided) else found


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


def _check(inquiry: Inquiry, check: Check) -> Findings:
    """Return a warning if a check would pass with nothing on its table."""
    cases = _cases(inquiry, check.question)
    if check.question.given and not any(case.units for case in cases):
        message = f'check "{check.name}" puts nothing on the table: what it names has no clauses'
        return (Diagnostic("TC365", "warning", message, check.span),)
    if check.question.given and all(_is_vacuous(inquiry, check, e) for e in check.expectations):
        supposed = " and what it supposes" if check.question.suppose else ""
        message = f'check "{check.name}" expects only what the rules{supposed} settle by themselves'
        return (Diagnostic("TC365", "warning", message, check.span),)
    return ()


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
