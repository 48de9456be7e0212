"""The front: every outcome that cannot be bettered for one party without loss for another.

Accepts the parts of an offer without wishes; yields outcomes with a least
choice of what to leave out for each. A part whose choices are listed brings
those; of any other all undominated losses are added up clause by clause.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm

from termcheck.logic.problem import Unit
from termcheck.questions.bargain import Part, Point
from termcheck.questions.offer import Offer
from termcheck.questions.preference import Scores
from termcheck.solve.grouped import Grouped
from termcheck.solve.losses import Ties, least_losses
from termcheck.solve.masks import members
from termcheck.solve.undominated import Costs, Front


def front(
    offer: Offer,
    best: Scores,
    parts: Sequence[Part],
    grouped: Callable[[Part], Grouped],
    ended: Callable[[], str],
) -> tuple[Point, ...]:
    """Return every outcome that no other one dominates, the greatest first.

    ``best`` are the best scores of the parties, ``grouped`` returns the clauses
    of a part, ``ended`` which limit was hit. Raises ``TooWide`` if that is too much work.
    """
    units = offer.case.units
    weights = [_of_party(offer, party) for party in offer.parties]
    scales = [lcm(*(weight.denominator for weight in row.values())) for row in weights]
    both = [*zip(weights, scales, strict=True)]
    lost = [tuple(int(row.get(unit, 0) * scale) for row, scale in both) for unit in units]
    totals = [sum(column) for column in zip(*lost, strict=True)]
    costs, ties = Costs(totals, ended), Ties(len(units))
    numbers = [(costs.of(row), ties.of(at)) for at, row in enumerate(lost)]
    number = dict(zip(units, numbers, strict=True))
    found = costs.all_joined([_losses(part, costs, number, grouped) for part in parts])
    everything = _everything(offer)
    scores = [
        [most - Fraction(steps, scale) for steps in range(total + 1)]
        for most, scale, total in zip(everything, scales, totals, strict=True)
    ]
    shares = [
        [score / most if most else Fraction(1) for score in column]
        for column, most in zip(scores, best, strict=True)
    ]
    return tuple(
        Point(
            tuple(column[at] for column, at in zip(scores, steps, strict=True)),
            tuple(column[at] for column, at in zip(shares, steps, strict=True)),
            tuple(members(units, ties.members(tie))),
        )
        for steps, tie in sorted((costs.read(each), tie) for each, tie in found.items())
    )


def _of_party(offer: Offer, party: str) -> dict[Unit, Fraction]:
    """Return what the clauses on offer that ``party`` demands weigh."""
    demands = offer.demands
    return {unit: demands[at].weight for unit, at in offer.of_unit if demands[at].party == party}


def _everything(offer: Offer) -> Scores:
    """Return the scores that there would be if everything on offer could be kept."""
    met = zip(offer.settled, offer.met(offer.case.units), strict=True)
    return offer.scores(tuple(held + kept for held, kept in met))


def _losses(
    part: Part,
    costs: Costs,
    number: dict[Unit, tuple[int, int]],
    grouped: Callable[[Part], Grouped],
) -> Front:
    if part.listed:
        rows = ([number[unit] for unit in each.left] for each in part.deals)
        return costs.front([(sum(c for c, _ in row), sum(t for _, t in row)) for row in rows])
    own = [number[unit] for unit in part.component.units]
    return least_losses(grouped(part), costs, [c for c, _ in own], [t for _, t in own])
