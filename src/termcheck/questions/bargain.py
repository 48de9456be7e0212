"""Bargains: choices among the clauses on offer, and the deals that they make.

The nouns of ``packages``: a part of the question that shares nothing with the
others has choices, and one choice from every part is a deal.
"""

from __future__ import annotations

from fractions import Fraction

from termcheck.logic.case import Case
from termcheck.logic.components import Component
from termcheck.logic.problem import Unit
from termcheck.questions import verdict as v
from termcheck.questions.forced import NotAsked
from termcheck.questions.offer import Offer
from termcheck.questions.preference import Objective, Outcome, Scores
from termcheck.value import Value


class Choice(Value):
    """A maximal choice within one part, and demands that can be met with it.

    ``kept`` and ``left`` are clauses on offer, in their order. ``wishes`` are
    a maximal set of grades of demands that are not on offer. ``met`` says how
    far each demand is met by this part.
    """

    kept: tuple[Unit, ...]
    left: tuple[Unit, ...]
    wishes: tuple[Unit, ...]
    met: tuple[Fraction, ...]


class Part(Value):
    """A part of the question that shares nothing with the others, and all its choices.

    Several choices may keep the same clauses and meet different demands. Of a
    part that has too many, ``choices`` is the best alone, ``contested`` are the
    clauses that some of them may leave out, and there are ``more`` at least;
    ``limit`` is the one that was hit while its conflicts were listed, if one was.
    """

    component: Component
    choices: tuple[Choice, ...]
    contested: frozenset[Unit] = frozenset()
    more: int = 0
    limit: str = ""

    @property
    def number(self) -> int:
        """How many choices differ in what they keep, at least if they are not listed."""
        return len(self.deals) if self.listed else self.more

    @property
    def listed(self) -> bool:
        """Whether ``choices`` are all."""
        return not self.contested

    @property
    def deals(self) -> tuple[Choice, ...]:
        """The choices that differ in what they keep: of equals the first."""
        first: dict[tuple[Unit, ...], Choice] = {}
        for each in self.choices:
            first.setdefault(each.kept, each)
        return tuple(first.values())


class Deal(Value):
    """A package deal: one choice from every part, and what it comes to."""

    choices: tuple[Choice, ...]
    outcome: Outcome

    @property
    def left(self) -> tuple[Unit, ...]:
        """What is left out, part by part."""
        return tuple(unit for each in self.choices for unit in each.left)

    def kept(self, case: Case) -> tuple[Unit, ...]:
        """Return what is kept, in the order of the question."""
        left = set(self.left)
        return tuple(unit for unit in case.units if unit not in left)


class Point(Value):
    """An outcome that no other one dominates, and a least choice of what to leave out for it."""

    scores: Scores
    shares: Scores
    left: tuple[Unit, ...]

    def kept(self, case: Case) -> tuple[Unit, ...]:
        """Return what is kept, in the order of the question."""
        left = set(self.left)
        return tuple(unit for unit in case.units if unit not in left)


class Packages(Value):
    """All package deals under one combination of readings.

    ``number`` is how many there are, or if not all parts are ``counted`` how
    many there are at least. ``deals`` holds all of them, best first,
    if they could be multiplied out, else the best one; ``listed`` says which.
    ``best`` is the best score of each party in any compatible package.
    ``front`` are the outcomes that no other one dominates, if ``pareto`` was
    asked; ``whole_front`` that these are all. ``proved_best`` that no deal is
    better by the objective than the first.
    """

    offer: Offer
    best: Scores
    parts: tuple[Part, ...]
    objective: Objective
    deals: tuple[Deal, ...]
    number: int
    listed: bool
    front: tuple[Point, ...]
    whole_front: bool
    proved_best: bool

    @property
    def counted(self) -> bool:
        """Whether the choices of every part are listed, so that their number is known."""
        return all(part.listed for part in self.parts)


class PackagesByReading(Value):
    """The answer under one combination of readings."""

    readings: v.Readings
    answer: Packages | NotAsked
