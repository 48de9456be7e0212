"""Packages by weight: the best deals, and the front, where deals are too many to be listed.

Accepts the parts of an offer; of a part whose choices are not listed, and which
has no wishes, what is given up at least is added up clause by clause. Of deals
that are equally good that is meant which leaves out fewest, as where all are listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm, prod

from termcheck.logic.problem import Unit
from termcheck.questions import preference
from termcheck.questions.bargain import Choice, Deal, Packages, Part, Point
from termcheck.questions.front import front
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.offer import Offer
from termcheck.questions.preference import Key, Objective, Outcome, Scores
from termcheck.solve.bucketed import TooWide
from termcheck.solve.fixes import TOO_MANY
from termcheck.solve.grouped import Grouped
from termcheck.solve.losses import least_loss
from termcheck.solve.masks import members
from termcheck.solve.oracle import Undecided


def by_weight(
    inquiry: Inquiry, offer: Offer, best: Scores, parts: Sequence[Part], objective: Objective
) -> Packages | Undecided:
    """Return the best deal by ``objective``, and the front if that was asked and found.

    Undecided where the clauses of a part are too tangled, or say more than
    clauses can, or where the front is too long from which the best is taken;
    there is no front if demands that are not on offer count.
    """
    search = _Search(inquiry, offer, best, parts)
    fronts = objective not in ("total", "lexicographic") and not offer.wishes
    points = search.front() if fronts else None
    try:
        deal = search.deal(search.best(objective, points))
    except TooWide:
        return Undecided(inquiry.oracle.ended() or TOO_MANY)
    told = tuple(
        part if part.listed else part.but(choices=(choice,))
        for part, choice in zip(parts, deal.choices, strict=True)
    )
    number = prod(part.number for part in parts)
    asked = objective == "pareto"
    shown, whole = (points or () if asked else ()), points is not None or not asked
    return Packages(offer, best, told, objective, (deal,), number, False, shown, whole, True)


class _Search:
    """The parts of an offer, and what each clause on offer is worth."""

    def __init__(self, inquiry: Inquiry, offer: Offer, best: Scores, parts: Sequence[Part]) -> None:
        self._oracle = inquiry.oracle
        self._offer = offer
        self._best = best
        self._parts = parts
        self._demand = dict(offer.of_unit)
        self._known: dict[Part, Grouped] = {}

    def front(self) -> tuple[Point, ...] | None:
        """Return the front, ``None`` if it is too much work."""
        ended = self._oracle.ended
        try:
            return front(self._offer, self._best, self._parts, self._grouped, ended)
        except TooWide:
            return None

    def best(self, objective: Objective, points: Sequence[Point] | None) -> tuple[Choice, ...]:
        """Return the best choice of each part; raises ``TooWide``."""
        if objective in ("fair", "nash"):
            if points is None:
                raise TooWide
            left = max(points, key=lambda point: _key(objective, point)).left
            return tuple(self._leaving(part, frozenset(left)) for part in self._parts)
        demands = self._offer.demands
        scale = lcm(*(each.weight.denominator for each in demands))
        worth = [int(each.weight * scale) for each in demands]
        if objective == "lexicographic":
            worth = [1 << len(demands) - place for place in range(len(demands))]
        return tuple(
            self._best_of(part, objective) if part.listed else self._least(part, worth)
            for part in self._parts
        )

    def deal(self, choices: tuple[Choice, ...]) -> Deal:
        """Return the deal of ``choices``, one of each part."""
        columns = zip(self._offer.settled, *(choice.met for choice in choices), strict=True)
        met = tuple(sum(column, Fraction(0)) for column in columns)
        return Deal(choices, self._offer.outcome(met, self._best))

    def _best_of(self, part: Part, objective: Objective) -> Choice:
        """Return the first best of the choices of ``part``, all of which are listed."""

        def key(choice: Choice) -> Key:
            return preference.key(objective, self._offer.outcome(choice.met, self._best))

        return max(part.choices, key=key)

    def _leaving(self, part: Part, left: frozenset[Unit]) -> Choice:
        """Return the choice of ``part``, which has no wishes, that leaves out just ``left``."""
        for each in part.choices:
            if left.issuperset(each.left):
                return each
        kept = tuple(unit for unit in part.component.units if unit not in left)
        own = tuple(unit for unit in part.component.units if unit in left)
        return Choice(kept, own, (), self._offer.met(kept))

    def _least(self, part: Part, worth: Sequence[int]) -> Choice:
        """Return the best choice of ``part``, not listed; ``worth`` is that of each demand."""
        units = part.component.units
        value = [worth[self._demand[unit]] if unit in self._demand else 0 for unit in units]
        found = least_loss(self._grouped(part), value)
        if found is None:
            raise TooWide
        return self._leaving(part, frozenset(members(units, found)))

    def _grouped(self, part: Part) -> Grouped:
        if part not in self._known:
            oracle, items = self._oracle, [unit.items for unit in part.component.units]
            background = part.component.background
            self._known[part] = Grouped(oracle.domains, oracle.horizon, background, items)
        return self._known[part]


def _key(objective: Objective, point: Point) -> Key:
    return preference.key(objective, Outcome((), point.scores, point.shares))
