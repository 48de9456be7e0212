"""Packages: what could be agreed?

A package deal is a maximal compatible choice among the clauses on offer that
respects what is given. ``packages`` yields all of them as choices from
independent parts, one choice from each, and the deals themselves in the order
of an objective as long as they are few enough to be multiplied out.

A maximal choice is what a minimal fix leaves, so each part is enumerated by
its fixes. A demand that is not on offer does not decide what is kept; of the
packages that keep a choice, the one that the objective favours counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import prod

from termcheck.library.model import Question, Reference
from termcheck.logic.case import Fault
from termcheck.logic.components import Component, components
from termcheck.logic.problem import Item, Unit
from termcheck.questions import preference
from termcheck.questions import verdict as v
from termcheck.questions.bargain import (
    Choice,
    Deal,
    Packages,
    PackagesByReading,
    Part,
    Point,
)
from termcheck.questions.by_weight import by_weight
from termcheck.questions.consistency import background_outcome, conflicts
from termcheck.questions.demands import best_score
from termcheck.questions.forced import NotAsked
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.offer import Offer, Wish, offers
from termcheck.questions.preference import Key, Objective, Scores
from termcheck.questions.ties import by_preferences
from termcheck.solve.conflicts import all_conflicts
from termcheck.solve.fixes import TOO_MANY, Fix, chosen, menus, multiplied
from termcheck.solve.oracle import Undecided

MOST_COMBINED = 10_000
"""How many combinations of choices are multiplied out and compared one by one."""

_HALF = 0.5
"""Which part of the time goes into listing conflicts where there is another way to the best."""


def packages(
    inquiry: Inquiry, question: Question, offered: Sequence[Reference], objective: Objective
) -> tuple[PackagesByReading, ...] | tuple[Fault, ...]:
    """Return all package deals among ``offered``, by reading.

    What the question gives or keeps is held, and so is a red line on offer.
    Not asked if what is held admits nothing, or if a limit was hit.
    """
    found = offers(inquiry, question, offered)
    faults = tuple(each for each in found if isinstance(each, Fault))
    if faults:
        return faults
    return tuple(
        PackagesByReading(each.case.readings, _answer(inquiry, question, each, objective))
        for each in found
        if isinstance(each, Offer)
    )


def _answer(
    inquiry: Inquiry, question: Question, offer: Offer, objective: Objective
) -> Packages | NotAsked:
    held = offer.before_choice
    before = background_outcome(inquiry, held) or conflicts(inquiry, held)
    if before is not None:
        return NotAsked(before)
    best = _best(inquiry, offer)
    parts = _parts(inquiry, offer)
    for found in (best, parts):
        if isinstance(found, Undecided):
            return NotAsked(v.Undecided((found.limit,)))
    assert not isinstance(best, Undecided)
    assert not isinstance(parts, Undecided)
    if not all(part.listed for part in parts):
        weighed = by_weight(inquiry, offer, best, parts, objective)
        if isinstance(weighed, Undecided):
            limits = [part.limit for part in parts if part.limit]
            return NotAsked(v.Undecided((*limits, weighed.limit)[:1]))
        return weighed
    number = prod(part.number for part in parts)
    search = _Search(offer, best, parts, objective)
    if prod(len(part.choices) for part in parts) <= MOST_COMBINED:
        every = search.every()
        ranked = search.ranked(every)
        deals = by_preferences(inquiry, question, offer, ranked, objective)
        front = _points(_front(every)) if objective == "pareto" else ()
        return Packages(
            offer, best, parts, objective, deals, number, True, front, bool(front), True
        )
    deal, on_front, whole = search.factored()
    kept_front = _points(on_front) if objective == "pareto" else ()
    return Packages(offer, best, parts, objective, (deal,), number, False, kept_front, whole, whole)


def _best(inquiry: Inquiry, offer: Offer) -> Scores | Undecided:
    found: list[Fraction] = []
    for party in offer.parties:
        score = best_score(inquiry, offer.of(party), offer.case.background)
        if isinstance(score, Undecided):
            return score
        found.append(score)
    return tuple(found)


# --- parts ------------------------------------------------------------------------


def _parts(inquiry: Inquiry, offer: Offer) -> tuple[Part, ...] | Undecided:
    """Return the independent parts with all their choices, in the order of the question."""
    wished = {wish.unit: wish for wish in offer.wishes}
    units = (*offer.case.units, *wished)
    found: list[Part] = []
    for component in components(units, offer.case.background):
        part = _part(inquiry, offer, component, wished)
        if isinstance(part, Undecided):
            return part
        found.append(part)
    return tuple(found)


def _part(
    inquiry: Inquiry, offer: Offer, component: Component, wished: dict[Unit, Wish]
) -> Part | Undecided:
    """Return one part, without its choices if there are too many to be listed."""
    on_offer = tuple(unit for unit in component.units if unit not in wished)
    alone = len(on_offer) == len(component.units)
    with inquiry.oracle.sharing(_HALF if alone else 1.0):
        found = all_conflicts(inquiry.oracle, on_offer, component.background)
    if found.limits and (not alone or inquiry.oracle.ended()):
        return Undecided(found.limits[0])
    if found.limits:
        return Part(component, (), frozenset(on_offer), 1 + bool(found.conflicts), found.limits[0])
    ways = menus(on_offer, found.conflicts)
    fixes = chosen(on_offer, ways)
    if fixes is None and not alone:
        return Undecided(TOO_MANY)
    if fixes is None:
        more = max(2, prod(len(menu.choices) for menu in ways))
        return Part(component, (), frozenset[Unit]().union(*found.conflicts), more)
    choices = _choices(inquiry, offer, component, wished, fixes)
    return choices if isinstance(choices, Undecided) else Part(component, choices)


def _choices(
    inquiry: Inquiry,
    offer: Offer,
    component: Component,
    wished: dict[Unit, Wish],
    fixes: Sequence[Fix],
) -> tuple[Choice, ...] | Undecided:
    on_offer = tuple(unit for unit in component.units if unit not in wished)
    wishes = tuple(wished[unit] for unit in component.units if unit in wished)
    choices: list[Choice] = []
    for fix in fixes:
        kept = tuple(unit for unit in on_offer if unit not in fix)
        left = tuple(unit for unit in on_offer if unit in fix)
        items = [item for unit in kept for item in unit.items]
        wanted = [wish.unit for wish in wishes]
        more = _fixes(inquiry, wanted, (*items, *component.background))
        if isinstance(more, Undecided):
            return more
        for given_up in more:
            granted = tuple(wish for wish in wishes if wish.unit not in given_up)
            units = tuple(wish.unit for wish in granted)
            choices.append(Choice(kept, left, units, offer.met(kept, granted)))
    return tuple(choices)


def _fixes(
    inquiry: Inquiry, units: Sequence[Unit], background: Sequence[Item]
) -> tuple[Fix, ...] | Undecided:
    found = all_conflicts(inquiry.oracle, units, background)
    if found.limits:
        return Undecided(found.limits[0])
    fixes = multiplied(units, found.conflicts)
    return Undecided(TOO_MANY) if fixes is None else fixes


# --- the best -----------------------------------------------------------------------


class _Search:
    """Choices from all parts, and what they come to together."""

    def __init__(
        self, offer: Offer, best: Scores, parts: tuple[Part, ...], objective: Objective
    ) -> None:
        self._offer = offer
        self._best = best
        self._parts = parts
        self._objective: Objective = objective

    def every(self) -> list[Deal]:
        """Return every combination of choices."""
        return [self._deal(each) for each in product(*(part.choices for part in self._parts))]

    def ranked(self, every: Sequence[Deal]) -> tuple[Deal, ...]:
        """Return the best combination for each thing that can be kept, best first."""
        best: dict[tuple[tuple[Unit, ...], ...], tuple[Key, Deal]] = {}
        for deal in every:
            kept = tuple(choice.kept for choice in deal.choices)
            key = preference.key(self._objective, deal.outcome)
            if kept not in best or key > best[kept][0]:
                best[kept] = (key, deal)
        ordered = sorted(best.values(), key=lambda pair: pair[0], reverse=True)
        return tuple(deal for _, deal in ordered)

    def factored(self) -> tuple[Deal, tuple[Deal, ...], bool]:
        """Return the best deal, the front as far as it was kept, and whether that is whole."""
        if self._objective in ("total", "lexicographic"):
            return self._deal([self._best_of(part) for part in self._parts]), (), True
        rows = [[self._offer.scores(each.met) for each in part.choices] for part in self._parts]
        sums, whole = preference.combined(rows, len(self._best))
        front = tuple(
            self._deal(
                [part.choices[at] for part, at in zip(self._parts, each.chosen, strict=True)]
            )
            for each in sums
        )
        best = max(front, key=lambda deal: preference.key(self._objective, deal.outcome))
        return best, front, whole

    def _best_of(self, part: Part) -> Choice:
        def key(choice: Choice) -> Key:
            outcome = self._offer.outcome(choice.met, self._best)
            return preference.key(self._objective, outcome)

        return max(part.choices, key=key)

    def _deal(self, choices: Sequence[Choice]) -> Deal:
        columns = zip(self._offer.settled, *(choice.met for choice in choices), strict=True)
        met = tuple(sum(column, Fraction(0)) for column in columns)
        return Deal(tuple(choices), self._offer.outcome(met, self._best))


def _front(every: Sequence[Deal]) -> tuple[Deal, ...]:
    return tuple(preference.undominated(every, lambda deal: deal.outcome.shares))


def _points(deals: Sequence[Deal]) -> tuple[Point, ...]:
    outcomes = ((deal.outcome, deal.left) for deal in deals)
    return tuple(Point(each.scores, each.shares, left) for each, left in outcomes)
