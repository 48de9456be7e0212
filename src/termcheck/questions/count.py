"""Counting: how many different packages do these clauses leave?"""

from __future__ import annotations

from fractions import Fraction

from termcheck.library.formula import (
    Among,
    Amount,
    And,
    Compare,
    DayOf,
    Exactly,
    Formula,
    Happens,
    Not,
    Unlimited,
    Variable,
)
from termcheck.logic.case import Case
from termcheck.logic.package import Package
from termcheck.logic.problem import hypothesis
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.oracle import Incompatible, Undecided


def count_packages(inquiry: Inquiry, case: Case, most: int) -> int | Undecided:
    """Return the number of packages that differ in a term or an event in play.

    Stops at ``most``. In play is what the clauses and the rules that matter
    to them mention; where that is a decimal, there may be no end.
    """
    items = [*(item for unit in case.units for item in unit.items), *case.background]
    variables = inquiry.in_order(items)
    happenings = sorted({e for i in items for part in i.parts for e in part.events})
    found = 0
    while found < most:
        answer = inquiry.oracle.compatible(items)
        if isinstance(answer, Undecided):
            return answer
        if isinstance(answer, Incompatible):
            break
        found += 1
        seen = tuple(says(answer.package, v) for v in variables)
        days = tuple(says_when(answer.package, event) for event in happenings)
        items.append(hypothesis(Not(And((*seen, *days)))))
    return found


def says(package: Package, variable: Variable) -> Formula:
    """Return: ``variable`` has the value that it has in ``package``."""
    value = package.values[variable]
    if value is None:
        return Unlimited(variable)
    if isinstance(value, str):
        return Among(variable, (value,))
    return Compare(Amount(variable), "=", Exactly(value))


def says_when(package: Package, event: str) -> Formula:
    """Return: ``event`` happens when it does in ``package``, or not at all."""
    day = package.days[event]
    if day is None:
        return Not(Happens(event))
    return Compare(DayOf(event), "=", Exactly(Fraction(day)))
