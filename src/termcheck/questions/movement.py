"""Movement: how far a number in a clause has to move, instead of being given up.

Accepts a unit and what it has to go together with; yields its moves, each the
least: the number at its new place is compatible with the rest, and anywhere
between the old place and the new one it is not. The least is found by halving
the distance, and exactly, in fractions; where numbers may be any fraction, a
last question proves that nothing short of it will do.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Protocol

from termcheck.library.model import Library
from termcheck.logic.problem import Item, Unit
from termcheck.questions.number_ranges import grain, reach
from termcheck.questions.numbers import (
    Kind,
    Number,
    at_least_as_wide,
    changed,
    exactly,
    numbers_of,
    with_days,
)
from termcheck.solve.canonical import simplest
from termcheck.solve.oracle import Compatible, Oracle, Undecided
from termcheck.value import Value

MOST_MONTHS = 24
"""How far an exact number of months is moved."""

_REFINEMENTS = 40
"""How often the distance is halved before the plainest number in it is proved or not."""


class Move(Value):
    """The number ``start`` of a clause becomes ``end``, and nothing nearer will do.

    Both are in ``unit``, or day numbers if ``kind`` says so. ``included``: the
    bound itself counts from now on, though the clause had excluded it.
    """

    clause: str
    start: Fraction
    end: Fraction
    kind: Kind
    unit: str
    included: bool


class Moved(Value):
    """A unit as it was, as it is after ``move``, and which number moved.

    ``old`` and ``new`` are in base units; ``up`` is the direction.
    """

    move: Move
    before: Unit
    after: Unit
    number: Number
    new: Fraction
    up: bool


class _Allowed(Protocol):
    """Says whether a number may go as far as ``distance``, there included or not."""

    def __call__(self, distance: Fraction, *, included: bool = True) -> bool: ...


class NoAnswer(Exception):
    """A question stayed undecided; the message names the limit."""


def least_moves(
    library: Library, oracle: Oracle, unit: Unit, rest: Sequence[Item]
) -> tuple[Moved, ...]:
    """Return the least move of each number of ``unit`` that alone makes peace with ``rest``.

    ``unit`` and ``rest`` are incompatible. Raises ``NoAnswer`` at a limit.
    """
    if unit.kind != "clause":
        return ()
    search = _Search(library, oracle, unit, rest)
    found = (search.least(number) for number in numbers_of(library, unit))
    return tuple(each for each in found if each is not None)


class _Search:
    """Looks for the least move of the numbers of one unit."""

    def __init__(self, library: Library, oracle: Oracle, unit: Unit, rest: Sequence[Item]) -> None:
        self._library = library
        self._oracle = oracle
        self._unit = unit
        self._rest = tuple(rest)

    def least(self, number: Number) -> Moved | None:
        """Return the least move of ``number``; of two that are equally far, upwards."""
        ways = (True, False) if number.rises is None else (number.rises,)
        found = [each for up in ways if (each := self._least(number, up=up)) is not None]
        return min(found, key=lambda each: abs(each.new - number.value), default=None)

    def _least(self, number: Number, *, up: bool) -> Moved | None:
        limits = self._limits(number)
        if limits is None:
            return None
        low, high = limits
        sign = 1 if up else -1
        start, end = number.value * sign, (high if up else -low)
        if end < start:
            return None

        def allowed(distance: Fraction, *, included: bool = True) -> bool:
            wide = at_least_as_wide(number, distance * sign, up=up, included=included)
            return self._allowed(changed(self._unit, number, wide))

        if not allowed(end):
            return None
        step = grain(self._library, self._unit, number)
        if step:
            new: Fraction | None = _least_step(allowed, start, end, step)
        else:
            new = _least_fraction(allowed, start, end)
        return None if new is None else self._moved(number, new * sign, up=up)

    def _limits(self, number: Number) -> tuple[Fraction, Fraction] | None:
        """Return between which values the least one lies, ``None`` if there is none.

        Months are dear to ask about, so their number is first found in days:
        a month has 28 days at least and 31 at most.
        """
        if number.kind != "months":
            return reach(self._library, self._unit, number)
        if number.rises is None:
            return max(number.value - MOST_MONTHS, Fraction(0)), number.value + MOST_MONTHS
        least = number.value * (28 if number.rises else 31)
        in_days = changed(self._unit, number, with_days(least))
        old = {each.shape for each in numbers_of(self._library, self._unit)}
        (days,) = [e for e in numbers_of(self._library, in_days) if e.shape not in old]
        found = _Search(self._library, self._oracle, in_days, self._rest).least(days)
        if found is None:
            return None
        if number.rises:
            return number.value, Fraction(ceil(found.new / 28))
        return Fraction(floor(found.new / 31)), number.value

    def _moved(self, number: Number, new: Fraction, *, up: bool) -> Moved | None:
        if number.rises is None:
            after = changed(self._unit, number, exactly(new))
            if not self._allowed(after):
                return None
        else:
            wide = at_least_as_wide(number, new, up=up, included=True)
            after = changed(self._unit, number, wide)
        same = changed(self._unit, number, exactly(new))
        move = Move(
            self._unit.name,
            number.value / number.factor,
            new / number.factor,
            number.kind,
            number.unit,
            after != same,
        )
        return Moved(move, self._unit, after, number, new, up)

    def _allowed(self, unit: Unit) -> bool:
        answer = self._oracle.compatible((*unit.items, *self._rest))
        if isinstance(answer, Undecided):
            raise NoAnswer(answer.limit)
        return isinstance(answer, Compatible)


def _least_step(allowed: _Allowed, start: Fraction, end: Fraction, step: Fraction) -> Fraction:
    """Return the first multiple of ``step`` from ``start`` on that is allowed; ``end`` is."""
    below, reached = ceil(start / step) - 1, ceil(end / step)
    while reached - below > 1:
        middle = (below + reached) // 2
        if allowed(middle * step):
            reached = middle
        else:
            below = middle
    return reached * step


def _least_fraction(allowed: _Allowed, start: Fraction, end: Fraction) -> Fraction | None:
    """Return the least number from ``start`` on that is allowed, ``None`` if there is none."""
    if allowed(start):
        return start
    below, reached = start, end
    for _ in range(_REFINEMENTS):
        middle = (below + reached) / 2
        if allowed(middle):
            reached = middle
        else:
            below = middle
    least = simplest(below, reached)
    return least if allowed(least) and not allowed(least, included=False) else None
