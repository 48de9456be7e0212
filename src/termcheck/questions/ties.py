"""Ties: of deals that an objective holds equal, which meets more preferences?

A preference decides nothing else: it is no demand and scores nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.model import Question
from termcheck.library.positions import in_force
from termcheck.logic.problem import Unit
from termcheck.questions import preference
from termcheck.questions.bargain import Deal
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.offer import Offer
from termcheck.questions.preference import Objective
from termcheck.solve.conflicts import all_conflicts
from termcheck.solve.fixes import menus

MOST_TIED = 16
"""How many equal deals are told apart by the preferences of the parties."""


def by_preferences(
    inquiry: Inquiry,
    question: Question,
    offer: Offer,
    deals: Sequence[Deal],
    objective: Objective,
) -> tuple[Deal, ...]:
    """Return ``deals``, best first, with those that tie for the first place in a better order.

    Of these, what can be kept with more preferences of the parties comes first.
    """
    keys = [preference.key(objective, deal.outcome) for deal in deals]
    tied = [deal for deal, key in zip(deals, keys, strict=True) if key == keys[0]]
    wanted = _preferences(inquiry, question, offer)
    if not wanted or not 1 < len(tied) <= MOST_TIED:
        return tuple(deals)
    ordered = sorted(tied, key=lambda deal: -_most_met(inquiry, offer, deal, wanted))
    return (*ordered, *deals[len(tied) :])


def _preferences(inquiry: Inquiry, question: Question, offer: Offer) -> list[Unit]:
    clauses = [
        inquiry.library.clauses[key]
        for party in offer.parties
        for key in in_force(inquiry.library, party, question.as_of, question.attested)
    ]
    return [
        Unit(each.name, "clause", (each.key,), (inquiry.catalogue.item(each.key),))
        for each in clauses
        if each.strength == "prefer" and not each.has_readings
    ]


def _most_met(inquiry: Inquiry, offer: Offer, deal: Deal, wanted: Sequence[Unit]) -> int:
    """Return how many preferences can be met with ``deal``; none if a limit is hit."""
    case = offer.case
    kept = [item for unit in deal.kept(case) for item in unit.items]
    kept += [item for each in deal.choices for unit in each.wishes for item in unit.items]
    background = (*case.all_rules, *case.suppositions, *case.kept, *kept)
    found = all_conflicts(inquiry.oracle, wanted, background)
    choices = menus(wanted, found.conflicts)
    if found.limits or not all(menu.whole for menu in choices):
        return 0
    return len(wanted) - sum(min(map(len, menu.choices)) for menu in choices)
