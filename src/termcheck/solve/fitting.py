"""Fitting: numbers for a choice of literals, near to numbers that are known.

Accepts literals that a search chose, and what each unknown is known to be. A
number stays on the side of every threshold on which it is known to be, unless
the choice says otherwise or nothing depends on it; within that, numbers are
shifted until the sums come out right, if they soon do. What is yielded has to
be replayed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from termcheck.solve.encode import Encoder
from termcheck.solve.numbers import Bound, Inequality, Unknown

_ROUNDS = 10
"""How often sums are looked at; a shift for one may spoil another."""


class Fitting:
    """The unknowns of ``encoder``, of which some, by their numbers, are ``known``.

    ``said`` are the literals on which something depends.
    """

    def __init__(
        self,
        encoder: Encoder,
        said: Collection[int],
        unknowns: Iterable[Unknown],
        known: Mapping[int, Fraction],
    ) -> None:
        self._thresholds = encoder.numbers.thresholds
        self._said = said
        self._known = known
        self._unknowns = {each.number: each for each in unknowns}
        self._sums = [
            each
            for each in encoder.numbers.inequalities
            if len(each.sum.terms) > 1 and all(number in known for number, _ in each.sum.terms)
        ]

    def fitted(
        self, chosen: Collection[int], touched: Iterable[Unknown], gone: Collection[int]
    ) -> dict[int, Fraction]:
        """Return numbers for those that are ``touched``, and for others that have to change.

        Unknowns that are ``gone`` have no number any more.
        """
        numbers: dict[int, Fraction] = {}
        for unknown in touched:
            low, high = self._ends(unknown, chosen)
            before = self._known.get(unknown.number, low)
            numbers[unknown.number] = min(max(before, low), high)
        for turn in range(_ROUNDS if self._sums else 0):
            sums = [each for each in self._sums if self._matters(each, chosen, numbers, gone)]
            wrong = [each for each in sums if not self._is_right(each, chosen, numbers)]
            if not wrong:
                break
            for each in wrong:
                self._shift(each, chosen, numbers, turn)
        return numbers

    def _ends(self, unknown: Unknown, chosen: Collection[int]) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest number on the right sides of all thresholds."""
        low: Bound = (unknown.low, True)
        high: Bound = (unknown.high, True)
        for bound, literal in self._thresholds[unknown.number]:
            is_below = self._side(literal, bound, unknown.number, chosen)
            if is_below:
                high = min(high, bound)
            elif is_below is not None:
                low = max(low, (bound[0], not bound[1]), key=lambda end: (end[0], not end[1]))
        beyond = Fraction(1)
        if not unknown.whole:
            beyond = min(beyond, (high[0] - low[0]) / 2)
        return low[0] if low[1] else low[0] + beyond, high[0] if high[1] else high[0] - beyond

    def _side(
        self, literal: int, bound: Bound, number: int, chosen: Collection[int]
    ) -> bool | None:
        """Say whether a number is to be below a threshold, ``None`` if that does not matter."""
        if literal in chosen or -literal in chosen:
            return literal in chosen
        if number not in self._known:
            return None
        known = self._known[number]
        is_below = known < bound[0] or (bound[1] and known == bound[0])
        return is_below if (literal if is_below else -literal) in self._said else None

    # --- sums ----------------------------------------------------------------

    def _matters(
        self,
        sum_: Inequality,
        chosen: Collection[int],
        numbers: Mapping[int, Fraction],
        gone: Collection[int],
    ) -> bool:
        terms = [number for number, _ in sum_.sum.terms]
        if any(number in gone for number in terms):
            return False
        is_said = sum_.literal in chosen or -sum_.literal in chosen
        return is_said or any(number in numbers for number in terms)

    def _is_right(
        self, sum_: Inequality, chosen: Collection[int], numbers: Mapping[int, Fraction]
    ) -> bool:
        now = _holds(sum_, self._total(sum_, numbers))
        if sum_.literal in chosen or -sum_.literal in chosen:
            return now == (sum_.literal in chosen)
        wanted = _holds(sum_, self._total(sum_, {}))
        return now == wanted or (sum_.literal if wanted else -sum_.literal) not in self._said

    def _total(self, sum_: Inequality, numbers: Mapping[int, Fraction]) -> Fraction:
        known = self._known
        parts = (factor * numbers.get(n, known[n]) for n, factor in sum_.sum.terms)
        return sum(parts, sum_.sum.constant)

    def _shift(
        self, sum_: Inequality, chosen: Collection[int], numbers: dict[int, Fraction], turn: int
    ) -> None:
        """Shift what is added up, one after the other, until the sum comes out the other way.

        Every other two turns begin at the other end, so that sums do not undo each other for ever.
        """
        over = self._total(sum_, numbers)
        held = _holds(sum_, over)
        for number, factor in sum_.sum.terms[:: -1 if turn // 2 % 2 else 1]:
            unknown = self._unknowns[number]
            low, high = self._ends(unknown, chosen)
            now = numbers.get(number, self._known[number])
            room = (high if (factor > 0) == held else low) - now
            step = _step(abs(over / factor), abs(room), sum_.included == held, unknown.whole)
            shift = step if room > 0 else -step
            numbers[number] = now + shift
            over += factor * shift
            if _holds(sum_, over) != held:
                return


def _step(need: Fraction, room: Fraction, beyond: bool, whole: bool) -> Fraction:
    """Return how far to go: as far as there is need, or just ``beyond``, if there is room."""
    if beyond:
        need = need + 1 if whole or need >= room else (need + room) / 2
    return min(need, room)


def _holds(sum_: Inequality, total: Fraction) -> bool:
    return total < 0 or (sum_.included and total == 0)
