"""Extent: which values does a set of items leave to a term?

For a term of named values the values that some package takes; for a number
the least and the greatest; for an event whether it must, can or cannot happen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor

from termcheck.library.formula import (
    Among,
    Amount,
    Compare,
    Exactly,
    Formula,
    Happens,
    Not,
    Unlimited,
    Variable,
)
from termcheck.library.model import Choice, Range
from termcheck.logic.problem import Item, hypothesis
from termcheck.solve.canonical import simplest
from termcheck.solve.oracle import Compatible, Oracle, Undecided
from termcheck.value import Value

REFINEMENTS = 30
"""How often an interval of decimals is halved before its ends are taken as found."""


class Values(Value):
    """The named values that are left, in the order of the type; of an event yes and no."""

    left: tuple[str, ...]


class Bounds(Value):
    """The numbers that are left lie from ``low`` to ``high``; ``no_limit`` may be left too.

    No number is left if ``low`` is ``None``. Both ends are taken by some
    package, or are approached by some if the term is a decimal.
    """

    low: Fraction | None
    high: Fraction | None
    no_limit: bool


Extent = Values | Bounds


class _NoAnswer(Exception):
    """A question stayed undecided; caught in this module."""


def extent(oracle: Oracle, items: Sequence[Item], name: Variable | str) -> Extent | Undecided:
    """Return what ``items``, which are compatible, leave to a variable or an event."""
    ask = _Asking(oracle, items)
    try:
        if isinstance(name, str):
            claims: tuple[tuple[str, Formula], ...] = (
                ("never", Not(Happens(name))),
                ("happens", Happens(name)),
            )
            return Values(tuple(word for word, claim in claims if ask.allows(claim)))
        domain = oracle.domains[name.term]
        if isinstance(domain, Choice):
            left = [each for each in domain.values if ask.allows(Among(name, (each,)))]
            return Values(tuple(left))
        return ask.bounds(name, domain)
    except _NoAnswer as stopped:
        return Undecided(str(stopped))


class _Asking:
    """Items with one claim more."""

    def __init__(self, oracle: Oracle, items: Sequence[Item]) -> None:
        self._oracle = oracle
        self._items = items

    def allows(self, claim: Formula) -> bool:
        """Say whether ``claim`` can hold beside the items."""
        answer = self._oracle.compatible((*self._items, hypothesis(claim)))
        if isinstance(answer, Undecided):
            raise _NoAnswer(answer.limit)
        return isinstance(answer, Compatible)

    def bounds(self, variable: Variable, domain: Range) -> Bounds:
        """Return the ends of the numbers that are left to ``variable``."""
        no_limit = domain.or_none and self.allows(Unlimited(variable))
        if domain.or_none and not self.allows(Not(Unlimited(variable))):
            return Bounds(None, None, no_limit)
        return Bounds(self._end(variable, domain, 1), self._end(variable, domain, -1), no_limit)

    def _end(self, variable: Variable, domain: Range, way: int) -> Fraction:
        """Return the least number that is left (``way`` 1), or the greatest (-1)."""

        def reaches(number: Fraction) -> bool:
            value, bound = Amount(variable), Exactly(number)
            sides = (value, bound) if way > 0 else (bound, value)
            return self.allows(Compare(sides[0], "<=", sides[1]))

        outer, inner = (domain.low, domain.high)[::way]
        if reaches(outer):
            return outer
        if domain.whole:
            return self._whole(reaches, outer, inner, way)
        for _ in range(REFINEMENTS):
            middle = (outer + inner) / 2
            outer, inner = (outer, middle) if reaches(middle) else (middle, inner)
        low, high = sorted((outer, inner))
        for guess in (roundest(low, high), simplest(low, high)):
            value, bound = Amount(variable), Exactly(guess)
            sides = (value, bound) if way > 0 else (bound, value)
            if reaches(guess) and not self.allows(Compare(sides[0], "<", sides[1])):
                return guess
        return inner

    def _whole(
        self, reaches: Callable[[Fraction], bool], outer: Fraction, inner: Fraction, way: int
    ) -> Fraction:
        low, high = (ceil(outer), floor(inner)) if way > 0 else (-floor(outer), -ceil(inner))
        below, reached = low, high
        while reached - below > 1:
            middle = (below + reached) // 2
            if reaches(Fraction(way * middle)):
                reached = middle
            else:
                below = middle
        return Fraction(way * reached)


def roundest(low: Fraction, high: Fraction) -> Fraction:
    """Return the decimal with the fewest digits between ``low`` and ``high``, which differ."""
    step = Fraction(10) ** len(str(ceil(max(abs(low), abs(high)))))
    while True:
        guess = ceil(low / step) * step
        if guess <= high:
            return guess
        step /= 10
