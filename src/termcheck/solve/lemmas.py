"""Lemmas: clauses that say of inequalities which of them exclude each other.

Accepts the inequalities of an encoding; yields every minimal set of them, and
of their denials, that no numbers fulfil, as a clause each. With these clauses
the inequalities can be forgotten: any choice of literals that obeys them has
numbers to go with it.

The method is that of J. Fourier, 1826: one unknown after the other is taken
away, by adding each inequality that bounds it from above to each that bounds it
from below. That is exact for numbers that need not be whole, which go first; and
for whole ones if of any two that are added one has the unknown once, after
W. Pugh, "The Omega test", 1991. Nothing else is answered here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import NamedTuple

from termcheck.solve.linear import Linear
from termcheck.solve.masks import places
from termcheck.solve.numbers import Inequality, Unknown

_MOST = 3_000
"""How many rows may stand side by side, and how many sums of two be made at a time."""

Terms = tuple[tuple[int, int], ...]
"""Unknowns by number, in order, with whole factors that have no divisor in common."""


class _Row(NamedTuple):
    """``terms`` and ``constant`` are below 0 together, or 0 as well unless ``strict``.

    So it is where all of ``because`` hold, a set of literals: bit 2k is the k-th
    plainly, 2k + 1 its denial. A row of whole unknowns is not strict, and its
    constant is whole.
    """

    terms: Terms
    constant: Fraction | int
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
    literals = sorted({each.literal for each in inequalities})
    bit = {literal: 1 << 2 * place for place, literal in enumerate(literals)}
    whole = frozenset(each.number for each in unknowns if each.whole)
    rows = [row for each in unknowns for row in _ends(each, whole)]
    for each in inequalities:
        if each.literal in said:
            rows.append(_row(each.sum, 1, not each.included, bit[each.literal], whole))
        if -each.literal in said:
            rows.append(_row(each.sum, -1, each.included, bit[each.literal] << 1, whole))
    found = _contradictions(rows, {each.number for each in unknowns}, whole, exact=exact)
    if found is None:
        return None
    return [
        tuple(literals[at // 2] if at % 2 else -literals[at // 2] for at in places(because))
        for because in found
    ]


def _ends(unknown: Unknown, whole: frozenset[int]) -> tuple[_Row, _Row]:
    """Return the rows that keep ``unknown`` within its limits."""
    ((number, _),) = unknown.alone.terms
    above = _made({number: 1}, -unknown.high, False, 0, whole)
    return above, _made({number: -1}, unknown.low, False, 0, whole)


def _row(sum_: Linear, sign: int, strict: bool, because: int, whole: frozenset[int]) -> _Row:
    """Return the row that says that ``sum_``, times 1 or -1, is below 0."""
    scale = sign * lcm(*(factor.denominator for _, factor in sum_.terms))
    terms = {number: int(factor * scale) for number, factor in sum_.terms}
    return _made(terms, sum_.constant * scale, strict, because, whole)


def _made(
    terms: dict[int, int],
    constant: Fraction | int,
    strict: bool,
    because: int,
    whole: frozenset[int],
) -> _Row:
    """Return a row in its plainest form, so that rows can be compared."""
    common = gcd(*terms.values()) or 1
    if common > 1:
        constant = Fraction(constant) / common
    plain = tuple(sorted((number, factor // common) for number, factor in terms.items() if factor))
    if not whole.issuperset(terms):
        return _Row(plain, constant, strict, because)
    return _Row(plain, floor(constant) + 1 if strict else ceil(constant), False, because)


def _contradictions(
    rows: Iterable[_Row], left: set[int], whole: frozenset[int], *, exact: bool
) -> list[int] | None:
    """Return the minimal sets of literals under which the rows cannot all hold.

    Unless ``exact``, those that are found though whole numbers might exclude more.
    """
    here: list[_Row] = []
    found: list[int] = []
    new = list(rows)
    while True:
        here = _tightest(here, new, found)
        if not left:
            return found
        next_ = _next(here, left, whole, exact=exact)
        if next_ is None or len(here) > _MOST:
            return None
        unknown, above, below = next_
        left = left - {unknown}
        new = [_added(a, b, unknown, whole) for a in above for b in below]
        gone = {*above, *below}
        here = [row for row in here if row not in gone]


def _next(
    here: Sequence[_Row], left: set[int], whole: frozenset[int], *, exact: bool
) -> tuple[int, list[_Row], list[_Row]] | None:
    """Return which unknown to take away, with what bounds it from above and below.

    ``None`` if that would not be ``exact``, though it has to be, or take too many sums.
    """
    above: dict[int, list[_Row]] = {each: [] for each in left}
    below: dict[int, list[_Row]] = {each: [] for each in left}
    wide: dict[int, int] = dict.fromkeys(left, 0)
    for row in here:
        for number, factor in row.terms:
            (above if factor > 0 else below)[number].append(row)
            if factor not in {1, -1}:
                wide[number] |= 1 if factor > 0 else 2
    first = left - whole or {each for each in left if wide[each] < _BOTH}
    sums = {each: len(above[each]) * len(below[each]) for each in left}
    unknown = min(sorted(first if first or exact else left), key=sums.__getitem__, default=None)
    if unknown is None or sums[unknown] > _MOST:
        return None
    return unknown, above[unknown], below[unknown]


_BOTH = 3
"""What is said of an unknown that stands more than once in some row of either kind."""


def _added(above: _Row, below: _Row, unknown: int, whole: frozenset[int]) -> _Row:
    """Return the sum of two rows in which ``unknown`` cancels out."""
    terms, others = dict(above.terms), dict(below.terms)
    up, down = terms[unknown], -others[unknown]
    if down != 1:
        terms = {number: factor * down for number, factor in terms.items()}
    for number, factor in others.items():
        terms[number] = terms.get(number, 0) + factor * up
    terms = {number: factor for number, factor in terms.items() if factor}
    constant = above.constant * down + below.constant * up
    return _made(
        terms, constant, above.strict or below.strict, above.because | below.because, whole
    )


def _tightest(here: Iterable[_Row], new: Iterable[_Row], found: list[int]) -> list[_Row]:
    """Return which rows, ``new`` ones and those that are here, say more than any other.

    Add to ``found`` what the new ones exclude. A row that holds anyway, or only
    where a literal and its denial do, or where ``found`` excludes it, says nothing.
    """
    alike: dict[Terms, list[_Row]] = {}
    for row in here:
        alike.setdefault(row.terms, []).append(row)
    known = len(found)
    for row in sorted(new, key=lambda row: (row.because.bit_count(), row.because)):
        because = row.because
        if because & because >> 1 & _EVEN or any(each & because == each for each in found):
            continue
        if not row.terms:
            if row.constant > 0:
                found.append(because)
            continue
        same = alike.setdefault(row.terms, [])
        if not any(_says_more(other, row) for other in same):
            same[:] = [other for other in same if not _says_more(row, other)]
            same.append(row)
    excluded = found[known:]
    return [
        row
        for same in alike.values()
        for row in same
        if not any(each & row.because == each for each in excluded)
    ]


_EVEN = sum(1 << 2 * place for place in range(4096))
"""The bits of literals that are not denied."""


def _says_more(one: _Row, other: _Row) -> bool:
    """Say whether ``one`` is as tight as ``other`` and holds wherever that does."""
    if one.because & other.because != one.because:
        return False
    left, right = (one.constant, one.strict), (other.constant, other.strict)
    return left >= right
