"""Forced, possible, impossible: what a set of clauses says about a formula.

A formula is forced if it is true in every package, impossible if in none,
else possible. A reason is a minimal set of the question's clauses that already
settles it. Of an incompatible set nothing can be asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from termcheck.library.formula import Formula, Not
from termcheck.library.model import Question
from termcheck.logic.case import Case, Fault
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, Unit, hypothesis
from termcheck.questions import verdict as v
from termcheck.questions.consistency import (
    background_outcome,
    conflicts,
    explained,
    in_order,
)
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.conflicts import Found, all_conflicts
from termcheck.solve.explain import least_explanation
from termcheck.solve.fixes import multiplied
from termcheck.solve.oracle import Compatible, Undecided
from termcheck.value import Value


class Settled(Value):
    """The formula is forced or impossible, by each of the ``reasons``.

    A reason is a conflict with the formula's denial, or with the formula.
    ``complete`` if these are all the minimal reasons. Then ``ways_out`` are the
    least sets of clauses without which the formula would stand otherwise.
    """

    answer: Literal["forced", "impossible"]
    reasons: tuple[v.Conflict, ...]
    complete: bool
    ways_out: tuple[tuple[str, ...], ...] = ()


class Possible(Value):
    """The formula holds in ``package``, and fails in another.

    ``limits`` were hit while the plainest was looked for; then it is another one.
    """

    package: Package
    limits: tuple[str, ...] = ()


class NotAsked(Value):
    """The clauses cannot hold together, or a limit was hit; ``outcome`` says which."""

    outcome: v.Outcome


Answer = Settled | Possible | NotAsked


class AnswerByReading(Value):
    """An answer and the readings under which it holds."""

    readings: v.Readings
    answer: Answer


def answers(
    inquiry: Inquiry, question: Question, formula: Formula, *, all_reasons: bool = False
) -> tuple[AnswerByReading, ...] | tuple[Fault, ...]:
    """Return what the question's clauses say about ``formula``, by reading.

    One minimal reason, or all of them if ``all_reasons``.
    """
    cases = inquiry.catalogue.cases_about(question, formula)
    faults = tuple(each for each in cases if isinstance(each, Fault))
    if faults:
        return faults
    return tuple(
        AnswerByReading(case.readings, answer(inquiry, question, case, formula, all_reasons))
        for case in cases
        if isinstance(case, Case)
    )


def answer(
    inquiry: Inquiry, question: Question, case: Case, formula: Formula, all_reasons: bool
) -> Answer:
    """Return what one case, made by ``cases_about``, says about ``formula``."""
    first = background_outcome(inquiry, case) or conflicts(inquiry, case, explain=False)
    word = NotAsked(first) if first is not None else standing(inquiry, case, formula)
    if isinstance(word, NotAsked):
        return word
    if word != "possible":
        return settled(inquiry, case, formula, word, all_reasons)
    plain = inquiry.plain_package(case, question, (hypothesis(formula),))
    if isinstance(plain, Undecided):
        return NotAsked(v.Undecided((plain.limit,)))
    assert plain is not None
    return Possible(plain.package, plain.limits)


def standing(
    inquiry: Inquiry, case: Case, formula: Formula
) -> Literal["forced", "possible", "impossible"] | NotAsked:
    """Return how ``formula`` stands in one compatible case, without a reason."""
    units = [item for unit in case.units for item in unit.items]
    for claim, word in ((Not(formula), "forced"), (formula, "impossible")):
        found = inquiry.oracle.compatible((*units, *case.background, hypothesis(claim)))
        if isinstance(found, Undecided):
            return NotAsked(v.Undecided((found.limit,)))
        if not isinstance(found, Compatible):
            return "forced" if word == "forced" else "impossible"
    return "possible"


def settled(
    inquiry: Inquiry,
    case: Case,
    formula: Formula,
    word: Literal["forced", "impossible"],
    all_reasons: bool,
) -> Settled | NotAsked:
    """Return why ``formula`` stands as ``word`` says, as ``standing`` found."""
    claim = hypothesis(Not(formula) if word == "forced" else formula)
    found = _reasons(inquiry, case, claim, all_reasons)
    if isinstance(found, Undecided):
        return NotAsked(v.Undecided((found.limit,)))
    return Settled(word, *found)


def minimal_reasons(inquiry: Inquiry, case: Case, claim: Item) -> Found:
    """Return all minimal sets of units that exclude ``claim`` in a compatible case.

    The empty set, alone, if the background excludes it.
    """
    background = (*case.background, claim)
    by_rules = inquiry.oracle.compatible(background)
    if isinstance(by_rules, Undecided):
        return Found((), (by_rules.limit,))
    if not isinstance(by_rules, Compatible):
        return Found((frozenset(),))
    return all_conflicts(inquiry.oracle, case.units, background)


_Reasons = tuple[tuple[v.Conflict, ...], bool, tuple[tuple[str, ...], ...]]
"""The fields of ``Settled`` after the first."""


def _reasons(inquiry: Inquiry, case: Case, claim: Item, all_reasons: bool) -> _Reasons | Undecided:
    if not all_reasons:
        return _one_reason(inquiry, case, (*case.background, claim), claim)
    found = minimal_reasons(inquiry, case, claim)
    if found.limits and not found.conflicts:
        return Undecided(found.limits[0])
    reasons = [explained(inquiry, case, in_order(case, each), claim) for each in found.conflicts]
    complete = not found.limits
    fixes = multiplied(case.units, found.conflicts) if complete and all(found.conflicts) else None
    ways_out = tuple(tuple(u.name for u in in_order(case, fix)) for fix in fixes or ())
    return tuple(reasons), complete, ways_out


def _one_reason(
    inquiry: Inquiry, case: Case, background: Sequence[Item], claim: Item
) -> _Reasons | Undecided:
    unit_of = {_as_one(unit): unit for unit in case.units}
    needed = least_explanation(inquiry.oracle, background, tuple(unit_of))
    if isinstance(needed, Undecided):
        return needed
    units = frozenset(unit_of[item] for item in needed)
    return (explained(inquiry, case, in_order(case, units), claim),), False, ()


def _as_one(unit: Unit) -> Item:
    """Return all that a unit brings as one item: a text is needed whole or not at all."""
    return Item(unit.name, tuple(part for item in unit.items for part in item.parts))
