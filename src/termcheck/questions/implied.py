"""Implied commitments: what does a text force although none of its clauses says it?

A fact is a value of a term, or that an event happens or never does. It is
implied if the firm clauses of a text force it together with the rules, while
neither the rules alone nor any one clause alone does. What stays undecided is
not told.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.formula import (
    Among,
    Amount,
    Compare,
    Exactly,
    Formula,
    Happens,
    Not,
    Or,
    Unlimited,
    Variable,
)
from termcheck.library.model import Answer
from termcheck.logic.case import Case
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, hypothesis
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.explain import least_explanation
from termcheck.solve.oracle import Compatible, Incompatible, Oracle, Undecided
from termcheck.value import Value

AT_ONCE = 4
"""How many facts are denied in one question."""


class Fact(Value):
    """What a package says of one variable, or of an event: ``happens`` or ``never``."""

    name: Variable | str
    value: Answer

    @property
    def claim(self) -> Formula:
        """Return the fact as a formula."""
        if isinstance(self.name, str):
            happens = Happens(self.name)
            return happens if self.value == "happens" else Not(happens)
        match self.value:
            case None:
                return Unlimited(self.name)
            case str(word):
                return Among(self.name, (word,))
            case number:
                return Compare(Amount(self.name), "=", Exactly(number))


class Implied(Value):
    """A fact, and the least clauses and rules, by name, that already force it."""

    fact: Fact
    clauses: tuple[str, ...]
    rules: tuple[str, ...]


def implied(inquiry: Inquiry, case: Case) -> tuple[Implied, ...]:
    """Return what the clauses of ``case`` imply, terms by name and then events by name.

    Nothing if the clauses cannot hold together.
    """
    oracle = inquiry.oracle
    items = [item for unit in case.units for item in unit.items]
    everything = (*items, *case.background)
    answer = oracle.compatible(everything)
    if not isinstance(answer, Compatible):
        return ()
    facts = forced(oracle, everything, _facts(inquiry, everything, answer.package))
    by_rules = set(forced(oracle, case.background, facts))
    facts = [each for each in facts if each not in by_rules]
    for unit in case.units:
        touched = {name for item in unit.items for part in item.parts for name in part.touched}
        own = [each for each in facts if str(each.name) in touched]
        stated = set(forced(oracle, unit.items, own))
        facts = [each for each in facts if each not in stated]
    found = (_with_reason(inquiry, case, each) for each in facts)
    return tuple(each for each in found if each is not None)


def _facts(inquiry: Inquiry, items: Sequence[Item], package: Package) -> list[Fact]:
    """Return what ``package`` says of all that ``items`` mention."""
    found = [Fact(each, package.values[each]) for each in inquiry.in_order(items)]
    events = sorted({name for item in items for part in item.parts for name in part.events})
    happening = {name: package.days[name] is not None for name in events}
    return found + [Fact(n, "happens" if yes else "never") for n, yes in happening.items()]


def forced(oracle: Oracle, items: Sequence[Item], facts: Sequence[Fact]) -> list[Fact]:
    """Return those of ``facts`` that hold in every package of ``items``, which has one.

    The oracle is asked only about what cannot be seen without it. Every package
    that it finds rules out all facts that fail in it.
    """
    seen = oracle.sifted(items, [each.claim for each in facts])
    asked = _asked(oracle, items, seen.open, facts)
    return [facts[place] for place in sorted((*seen.forced, *asked))]


def _asked(
    oracle: Oracle, items: Sequence[Item], places: Sequence[int], facts: Sequence[Fact]
) -> list[int]:
    """Return at which of ``places`` are facts that the oracle says hold in every package."""
    left, found = list(places), list[int]()
    while left:
        some = left[:AT_ONCE]
        denial = hypothesis(Or(tuple(Not(facts[each].claim) for each in some)))
        answer = oracle.compatible((*items, denial))
        match answer:
            case Incompatible():
                found += some
                left = left[AT_ONCE:]
            case Undecided():
                left = left[AT_ONCE:]
            case Compatible(package=package):
                left = [each for each in left if _may_hold(facts[each], package)]
    return found


def _may_hold(fact: Fact, package: Package) -> bool:
    """Say whether ``package`` leaves ``fact`` in doubt: it holds in it, or is not told."""
    told = package.days if isinstance(fact.name, str) else package.values
    return fact.name not in told or holds(fact.claim, package)


def _with_reason(inquiry: Inquiry, case: Case, fact: Fact) -> Implied | None:
    """Return ``fact`` with its least reason, in which earlier clauses are preferred."""
    owner = {item: unit.name for unit in case.units for item in unit.items}
    denial = hypothesis(Not(fact.claim))
    least = least_explanation(inquiry.oracle, (denial,), (*owner, *case.background))
    if isinstance(least, Undecided):
        return None
    clauses = dict.fromkeys(owner[item] for item in least if item in owner)
    return Implied(fact, tuple(clauses), tuple(i.name for i in least if i not in owner))
