"""Packages by weight: the best deals, and the front, where deals are too many to be listed.

Accepts the parts of an offer without wishes; of a part whose choices are not
listed, what is given up at least is added up clause by clause. Of deals that
are equally good that is meant which leaves out fewest, as where all are listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import lcm, prod

from termcheck.logic.problem import Unit
from termcheck.questions import preference
from termcheck.questions.bargain import Choice, Deal, Packages, Part, Point
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.offer import Offer
from termcheck.questions.preference import Key, Objective, Outcome, Scores
from termcheck.solve.bucketed import TooWide
from termcheck.solve.fixes import TOO_MANY
from termcheck.solve.grouped import Grouped
from termcheck.solve.losses import Ties, least_loss, least_losses
from termcheck.solve.masks import members
from termcheck.solve.oracle import Undecided
from termcheck.solve.undominated import Costs, Front

_Worth = Callable[[int], int]
"""Says how much the demand at a place is worth, in whole numbers."""


def by_weight(
    inquiry: Inquiry, offer: Offer, best: Scores, parts: Sequence[Part], objective: Objective
) -> Packages | Undecided:
    """Return the best deal by ``objective``, and the front if that was asked.

    Undecided where the clauses of a part are too tangled, or say more than clauses can.
    """
    search = _Search(inquiry, offer, best, parts)
    try:
        front = () if objective in ("total", "lexicographic") else search.front()
        given_up = search.best(objective, front)
    except TooWide:
        return Undecided(inquiry.oracle.ended() or TOO_MANY)
    deal = search.deal(given_up)
    told = tuple(
        part if part.listed else part.but(choices=(choice,))
        for part, choice in zip(parts, deal.choices, strict=True)
    )
    number = prod(part.number for part in parts)
    shown = front if objective == "pareto" else ()
    return Packages(offer, best, told, objective, (deal,), number, False, shown, True, True)


class _Search:
    """The parts of an offer, and what each clause on offer is worth to whom."""

    def __init__(self, inquiry: Inquiry, offer: Offer, best: Scores, parts: Sequence[Part]) -> None:
        self._inquiry = inquiry
        self._offer = offer
        self._best = best
        self._parts = parts
        self._demand = dict(offer.of_unit)
        self._grouped: dict[Part, Grouped] = {}

    def best(self, objective: Objective, front: Sequence[Point]) -> frozenset[Unit]:
        """Return what the best deal leaves out."""
        if objective in ("fair", "nash"):
            return frozenset(max(front, key=lambda point: _key(objective, point)).left)
        demands = self._offer.demands
        scale = lcm(*(each.weight.denominator for each in demands))

        def by_place(place: int) -> int:
            return 1 << len(demands) - place

        def by_total(place: int) -> int:
            return int(demands[place].weight * scale)

        worth = by_place if objective == "lexicographic" else by_total
        return frozenset(unit for part in self._parts for unit in self._least(part, worth))

    def deal(self, left: frozenset[Unit]) -> Deal:
        """Return the deal that leaves out just ``left``."""
        choices = tuple(self._choice(part, left) for part in self._parts)
        columns = zip(self._offer.settled, *(choice.met for choice in choices), strict=True)
        met = tuple(sum(column, Fraction(0)) for column in columns)
        return Deal(choices, self._offer.outcome(met, self._best))

    def _choice(self, part: Part, left: frozenset[Unit]) -> Choice:
        for each in part.choices:
            if left.issuperset(each.left):
                return each
        kept = tuple(unit for unit in part.component.units if unit not in left)
        own = tuple(unit for unit in part.component.units if unit in left)
        return Choice(kept, own, (), self._offer.met(kept))

    def _least(self, part: Part, worth: _Worth) -> Iterable[Unit]:
        """Return what the best choice of ``part`` leaves out."""
        if part.listed:
            return min(part.deals, key=lambda each: sum(self._worth(each.left, worth))).left
        units = part.component.units
        found = least_loss(self._of(part), self._worth(units, worth))
        if found is None:
            raise TooWide
        return members(units, found)

    def _worth(self, units: Iterable[Unit], worth: _Worth) -> list[int]:
        return [worth(self._demand[unit]) if unit in self._demand else 0 for unit in units]

    def _of(self, part: Part) -> Grouped:
        if part not in self._grouped:
            oracle, items = self._inquiry.oracle, [unit.items for unit in part.component.units]
            self._grouped[part] = Grouped(
                oracle.domains, oracle.horizon, part.component.background, items
            )
        return self._grouped[part]

    # --- the front ---------------------------------------------------------------

    def front(self) -> tuple[Point, ...]:
        """Return every outcome that no other one dominates, the greatest first."""
        offer, units = self._offer, self._offer.case.units
        rows = [self._of_party(party) for party in offer.parties]
        scales = [lcm(*(weight.denominator for weight in row.values())) for row in rows]
        lost = [
            tuple(int(row.get(unit, 0) * scale) for row, scale in zip(rows, scales, strict=True))
            for unit in units
        ]
        totals = [sum(column) for column in zip(*lost, strict=True)]
        costs = Costs(totals, lambda: bool(self._inquiry.oracle.ended()))
        ties = Ties(len(units))
        number = {
            unit: (costs.of(row), ties.of(at))
            for at, (unit, row) in enumerate(zip(units, lost, strict=True))
        }
        found = costs.all_joined([self._losses(part, costs, number) for part in self._parts])
        met = zip(offer.settled, offer.met(units), strict=True)
        everything = offer.scores(tuple(held + kept for held, kept in met))
        scored = [
            [most - Fraction(steps, scale) for steps in range(total + 1)]
            for most, scale, total in zip(everything, scales, totals, strict=True)
        ]
        shared = [
            [score / most if most else Fraction(1) for score in column]
            for column, most in zip(scored, self._best, strict=True)
        ]
        return tuple(
            Point(
                tuple(column[at] for column, at in zip(scored, lost_here, strict=True)),
                tuple(column[at] for column, at in zip(shared, lost_here, strict=True)),
                tuple(members(units, ties.members(tie))),
            )
            for lost_here, tie in sorted((costs.read(each), tie) for each, tie in found.items())
        )

    def _of_party(self, party: str) -> dict[Unit, Fraction]:
        demands = self._offer.demands
        rows = self._demand.items()
        return {unit: demands[at].weight for unit, at in rows if demands[at].party == party}

    def _losses(self, part: Part, costs: Costs, number: dict[Unit, tuple[int, int]]) -> Front:
        if part.listed:
            rows = ([number[unit] for unit in each.left] for each in part.deals)
            return costs.front([(sum(c for c, _ in row), sum(t for _, t in row)) for row in rows])
        own = [number[unit] for unit in part.component.units]
        return least_losses(self._of(part), costs, [c for c, _ in own], [t for _, t in own])


def _key(objective: Objective, point: Point) -> Key:
    return preference.key(objective, Outcome((), point.scores, point.shares))
