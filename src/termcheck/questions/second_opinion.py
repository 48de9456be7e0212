"""Second opinions: is a verdict also that of another program?

Accepts what was found; asks cvc5, through the text that ``export`` writes, of
every package whether it can be, and of every conflict whether it is one. What
it does not confirm becomes undecided. Not asked: whether a conflict is
minimal, and whether there are others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from termcheck.library.formula import (
    And,
    Compare,
    DayOf,
    Exactly,
    Formula,
    Happens,
    Not,
)
from termcheck.library.model import Question
from termcheck.logic.case import Case
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, has_value, hypothesis
from termcheck.questions import verdict as v
from termcheck.questions.case_evidence import because
from termcheck.questions.forced import AnswerByReading, NotAsked, Possible
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.cvc5 import Opinion, opinions
from termcheck.solve.script import Group, Script
from termcheck.value import Value


class Claim(Value):
    """That ``items`` can hold together, or that they cannot; ``what`` names them."""

    what: str
    items: tuple[Item, ...]
    can: bool


def confirmed(inquiry: Inquiry, found: v.Verdict) -> v.Verdict:
    """Return ``found``, which says who confirmed it; an outcome that is not becomes undecided."""
    cases = inquiry.catalogue.cases(found.question)
    outcomes: list[v.ByReading] = []
    for each, case in zip(found.outcomes, cases, strict=True):
        assert isinstance(case, Case)
        claims = tuple(_claims(case, each.outcome))
        limits = refused(inquiry, claims)
        outcomes.append(each.but(outcome=v.Undecided(limits)) if limits else each)
    decided = not any(isinstance(each.outcome, v.Undecided) for each in outcomes)
    return v.Verdict(found.question, tuple(outcomes), v.CONFIRMS if decided else "")


def confirmed_answers(
    inquiry: Inquiry, question: Question, formula: Formula, found: Sequence[AnswerByReading]
) -> v.Verdict | None:
    """Return what was not confirmed of the answers about ``formula``, as undecided, if any."""
    cases = inquiry.catalogue.cases_about(question, formula)
    by_readings = {case.readings: case for case in cases if isinstance(case, Case)}
    failed: list[v.ByReading] = []
    for each in found:
        claims = tuple(_claims_of_answer(by_readings[each.readings], each, formula))
        limits = refused(inquiry, claims)
        failed += [v.ByReading(each.readings, v.Undecided(limits))] if limits else []
    return v.Verdict(question, tuple(failed)) if failed else None


def refused(inquiry: Inquiry, claims: Sequence[Claim]) -> tuple[str, ...]:
    """Return the limits that say what was not confirmed, none if all was."""
    oracle = inquiry.oracle
    scripts = [
        Script(oracle.domains, oracle.horizon, [Group("question", each.items)]).smtlib()
        for each in claims
    ]
    said = opinions(scripts, oracle.patience) if scripts else ()
    for claim, opinion in zip(claims, said, strict=False):
        if opinion != Opinion("can" if claim.can else "cannot"):
            return _dissent(claim, opinion)
    return ()


def _dissent(claim: Claim, opinion: Opinion) -> tuple[str, ...]:
    if opinion.word == "none":
        return (f"{v.SECOND_OPINION}cvc5 has no answer", opinion.reason)
    return (f"{v.SECOND_OPINION}cvc5 disagrees: it finds that {claim.what} {opinion.word} hold",)


# --- what is claimed ---------------------------------------------------------


def _claims(case: Case, outcome: v.Outcome) -> Iterator[Claim]:
    match outcome:
        case v.Compatible(package=package):
            yield Claim("the package", (*_everything(case), package_item(package)), True)
        case v.Incompatible(conflicts=conflicts):
            yield from (_conflict(case, each) for each in conflicts)
        case v.ContradictoryBackground(rules=rules):
            yield _conflict(case, v.Conflict((), (), rules))
        case v.ContradictorySupposition(suppositions=supposed, rules=rules):
            yield _conflict(case, v.Conflict((), (), rules, suppositions=supposed))
        case v.Undecided():
            pass


def _claims_of_answer(case: Case, found: AnswerByReading, formula: Formula) -> Iterator[Claim]:
    answer = found.answer
    if isinstance(answer, NotAsked):
        return
    if isinstance(answer, Possible):
        more = (package_item(answer.package), hypothesis(formula))
        yield Claim("the package", (*_everything(case), *more), True)
        return
    denied = hypothesis(Not(formula) if answer.answer == "forced" else formula)
    for reason in answer.reasons:
        yield _conflict(case, reason, denied)


def _everything(case: Case) -> tuple[Item, ...]:
    return (*(item for unit in case.units for item in unit.items), *case.background)


def _conflict(case: Case, conflict: v.Conflict, *more: Item) -> Claim:
    units = [unit for unit in case.units if unit.name in conflict.names]
    items = [item for unit in units for item in unit.items]
    named = ", ".join([*(unit.name for unit in units), *conflict.rules]) or "what is supposed"
    return Claim(named, (*items, *because(case, conflict), *more), False)


def package_item(package: Package) -> Item:
    """Return the item that says what ``package`` answers, and nothing else."""
    values = [has_value(variable, value) for variable, value in package.values.items()]
    return hypothesis(And((*values, *(_on(*each) for each in package.days.items()))), "package")


def _on(event: str, day: int | None) -> Formula:
    if day is None:
        return Not(Happens(event))
    return Compare(DayOf(event), "=", Exactly(Fraction(day)))
