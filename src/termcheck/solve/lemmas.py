"""Lemmas: clauses that say of inequalities which of them exclude each other.

Accepts the inequalities of an encoding; yields every minimal set of them, and
of their denials, that no numbers fulfil, as a clause each. With these clauses
the inequalities can be forgotten: any choice of literals that obeys them has
numbers to go with it.

The method is that of J. Fourier, 1826: one unknown after the other is taken
away, by adding each inequality that bounds it from above to each that bounds it
from below. It is exact for numbers that need not be whole, and for whole
numbers of which only differences are bounded, as of days; nothing else is
answered here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from termcheck.solve.linear import Linear, linear
from termcheck.solve.masks import places
from termcheck.solve.numbers import Inequality, Unknown
from termcheck.value import Value

_MOST = 3_000
"""How many rows may stand side by side, and how many sums of two be made at a time."""


class _Row(Value):
    """``sum`` is below 0, or 0 as well unless ``strict``, where all of ``because`` hold.

    ``because`` is a set of literals: bit 2k is the k-th plainly, 2k + 1 its denial.
    """

    sum: Linear
    strict: bool
    because: int


def lemmas(
    inequalities: Sequence[Inequality],
    unknowns: Sequence[Unknown],
    said: set[int],
    *,
    exact: bool = True,
) -> list[tuple[int, ...]] | None:
    """Return the clauses, ``None`` if they cannot be found here, or are too many.

    ``said`` are the literals that stand in some clause: nothing depends on what
    others exclude. Unless ``exact``, they are returned as well where they do not
    say everything, because some sums are of whole numbers.
    """
    whole = {each.number for each in unknowns if each.whole}
    if exact and not all(_is_simple(each.sum, whole) for each in inequalities):
        return None
    literals = sorted({each.literal for each in inequalities})
    bit = {literal: 1 << 2 * place for place, literal in enumerate(literals)}
    rows = [row for each in unknowns for row in _ends(each)]
    for each in inequalities:
        if each.literal in said:
            rows.append(_row(each.sum, not each.included, bit[each.literal]))
        if -each.literal in said:
            rows.append(_denied(each, whole, bit[each.literal] << 1))
    found = _contradictions(rows, [each.number for each in unknowns])
    if found is None:
        return None
    return [
        tuple(literals[at // 2] if at % 2 else -literals[at // 2] for at in places(because))
        for because in found
    ]


def _is_simple(sum_: Linear, whole: set[int]) -> bool:
    """Say whether ``sum_`` has no whole number, or is one whole number or a difference of two."""
    if not any(number in whole for number, _ in sum_.terms):
        return True
    factors = sorted(factor for _, factor in sum_.terms)
    fine = factors in ([Fraction(1)], [Fraction(-1)], [Fraction(-1), Fraction(1)])
    return fine and all(number in whole for number, _ in sum_.terms)


def _row(sum_: Linear, strict: bool, because: int) -> _Row:
    """Return a row whose first factor is 1 or -1, so that rows can be compared."""
    if sum_.terms:
        sum_ = sum_.times(1 / abs(sum_.terms[0][1]))
    return _Row(sum_, strict, because)


def _ends(unknown: Unknown) -> tuple[_Row, _Row]:
    """Return the rows that keep ``unknown`` within its limits."""
    above = unknown.alone.plus(linear({}, -unknown.high))
    below = linear({}, unknown.low).minus(unknown.alone)
    return _Row(above, False, 0), _Row(below, False, 0)


def _denied(inequality: Inequality, whole: set[int], because: int) -> _Row:
    """Return what holds where ``inequality`` does not; of whole numbers, a plain one."""
    back = inequality.sum.times(Fraction(-1))
    if inequality.sum.terms[0][0] not in whole:
        return _row(back, inequality.included, because)
    more = Fraction(1 if inequality.included else 0)
    return _Row(back.plus(linear({}, more)), False, because)


def _contradictions(rows: Iterable[_Row], unknowns: Sequence[int]) -> list[int] | None:
    """Return the minimal sets of literals under which the rows cannot all hold."""
    left = list(unknowns)
    here: list[_Row] = []
    found: list[int] = []
    new = list(rows)
    while True:
        here = _tightest([*here, *new], found)
        if not left:
            return found
        sides = {u: _sides(here, u) for u in left}
        unknown = min(left, key=lambda u: len(sides[u][0]) * len(sides[u][1]))
        left.remove(unknown)
        above, below = sides[unknown]
        if len(above) * len(below) > _MOST or len(here) > _MOST:
            return None
        new = [_added(a, b, unknown) for a in above for b in below]
        gone = {*above, *below}
        here = [row for row in here if row not in gone]


def _sides(rows: Iterable[_Row], unknown: int) -> tuple[list[_Row], list[_Row]]:
    """Return the rows that bound ``unknown`` from above, and those that do from below."""
    above: list[_Row] = []
    below: list[_Row] = []
    for row in rows:
        factor = next((factor for number, factor in row.sum.terms if number == unknown), 0)
        if factor:
            (above if factor > 0 else below).append(row)
    return above, below


def _added(above: _Row, below: _Row, unknown: int) -> _Row:
    """Return the sum of two rows in which ``unknown`` cancels out."""
    up = dict(above.sum.terms)[unknown]
    down = -dict(below.sum.terms)[unknown]
    sum_ = above.sum.times(1 / up).plus(below.sum.times(1 / down))
    return _row(sum_, above.strict or below.strict, above.because | below.because)


def _tightest(rows: Iterable[_Row], found: list[int]) -> list[_Row]:
    """Return the rows that say more than any other; add to ``found`` what they exclude.

    A row that holds anyway, or only where a literal
    and its denial do, or where ``found`` excludes it, says nothing.
    """
    alike: dict[tuple[tuple[int, Fraction], ...], list[_Row]] = {}
    for row in sorted(rows, key=lambda row: (row.because.bit_count(), row.because)):
        because = row.because
        if because & because >> 1 & _EVEN or any(each & because == each for each in found):
            continue
        if not row.sum.terms:
            if row.sum.constant > 0 or (row.strict and row.sum.constant == 0):
                found.append(because)
            continue
        same = alike.setdefault(row.sum.terms, [])
        if not any(_says_more(other, row) for other in same):
            same[:] = [other for other in same if not _says_more(row, other)]
            same.append(row)
    return [
        row
        for same in alike.values()
        for row in same
        if not any(each & row.because == each for each in found)
    ]


_EVEN = sum(1 << 2 * place for place in range(4096))
"""The bits of literals that are not denied."""


def _says_more(one: _Row, other: _Row) -> bool:
    """Say whether ``one`` is as tight as ``other`` and holds wherever that does."""
    if one.because & other.because != one.because:
        return False
    left, right = (one.sum.constant, one.strict), (other.sum.constant, other.strict)
    return left >= right
