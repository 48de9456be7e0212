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


_HARDLY = Fraction(1, 2**200)
"""Which part of the distance counts as hardly anything."""


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


class NoLeast(Value):
    """The ``number`` of ``before`` has to go beyond ``bound``, however little.

    ``bound`` is in base units and itself not enough, so no place is the nearest.
    ``up`` is the direction.
    """

    before: Unit
    number: Number
    bound: Fraction
    up: bool


class Least(Value):
    """The least moves of a unit, and its numbers whose moves have none."""

    moved: tuple[Moved, ...] = ()
    none: tuple[NoLeast, ...] = ()


class _Allowed(Protocol):
    """Says whether a number may go as far as ``distance``, there included or not."""

    def __call__(self, distance: Fraction, *, included: bool = True) -> bool: ...


class NoAnswer(Exception):
    """A question stayed undecided; the message names the limit."""


def least_moves(library: Library, oracle: Oracle, unit: Unit, rest: Sequence[Item]) -> Least:
    """Return the least move of each number of ``unit`` that alone makes peace with ``rest``.

    ``unit`` and ``rest`` are incompatible. Raises ``NoAnswer`` at a limit.
    """
    if unit.kind != "clause":
        return Least()
    search = _Search(library, oracle, unit, rest)
    found = [each for number in numbers_of(library, unit) for each in search.least(number)]
    return Least(
        tuple(each for each in found if isinstance(each, Moved)),
        tuple(each for each in found if isinstance(each, NoLeast)),
    )


class _Search:
    """Looks for the least move of the numbers of one unit."""

    def __init__(self, library: Library, oracle: Oracle, unit: Unit, rest: Sequence[Item]) -> None:
        self._library = library
        self._oracle = oracle
        self._unit = unit
        self._rest = tuple(rest)

    def least(self, number: Number) -> list[Moved | NoLeast]:
        """Return the least move of ``number``; of two that are equally far, upwards.

        What has no least is told if it is nearer.
        """
        ways = (True, False) if number.rises is None else (number.rises,)
        found = [each for up in ways if (each := self._least(number, up=up)) is not None]
        moved = [each for each in found if isinstance(each, Moved)]
        nearest = min(moved, key=lambda each: abs(each.new - number.value), default=None)
        if nearest is None:
            return [*found]
        far = abs(nearest.new - number.value)
        return [nearest, *(e for e in found if isinstance(e, NoLeast) and _way(e) < far)]

    def _least(self, number: Number, *, up: bool) -> Moved | NoLeast | None:
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
            return self._moved(number, _least_step(allowed, start, end, step) * sign, up=up)
        new = _least_fraction(allowed, start, end)
        if allowed(new):
            least = new == start or not allowed(new, included=False)
            return self._moved(number, new * sign, up=up) if least else None
        return self._no_least(number, new * sign, (end - start) * sign, up=up)

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
        search = _Search(self._library, self._oracle, in_days, self._rest)
        found = next((e for e in search.least(days) if isinstance(e, Moved)), None)
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

    def _no_least(
        self, number: Number, bound: Fraction, way: Fraction, *, up: bool
    ) -> NoLeast | None:
        """Return that ``number`` has to go beyond ``bound``, if hardly beyond it is enough."""
        beyond = bound + way * _HARDLY
        wide = at_least_as_wide(number, beyond, up=up, included=True)
        change = exactly(beyond) if number.rises is None else wide
        if self._allowed(changed(self._unit, number, change)):
            return NoLeast(self._unit, number, bound, up)
        return None

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


def _way(found: NoLeast) -> Fraction:
    return abs(found.bound - found.number.value)


def _least_fraction(allowed: _Allowed, start: Fraction, end: Fraction) -> Fraction:
    """Return the bound below which no number from ``start`` on is allowed.

    It is itself allowed, or there is no least.
    """
    if allowed(start):
        return start
    below, reached = start, end
    for _ in range(_REFINEMENTS):
        middle = (below + reached) / 2
        if allowed(middle):
            reached = middle
        else:
            below = middle
    return simplest(below, reached)
