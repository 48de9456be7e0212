"""Parity: whole sums that are equal to something and cannot be.

Sums that are held to one value are equations in whole unknowns; adding
multiples of them can give one whose factors have something in common that its
other side lacks, as in ``2x - 2y = 1``. Divided and rounded, the equation and
its mirror image then exclude each other (a cut in the sense of V. Chvatal).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from termcheck.certify.check.kernel import Inequality

_Held = tuple[int, Inequality]
_Row = tuple[dict[int, int], int, dict[int, Fraction]]
"""Whole factors, the other side, and how often each equation was taken."""


def parity(held: Sequence[_Held], whole: set[int]) -> tuple[list[int], list[Any]] | None:
    """Return the literals and rows of a contradiction among ``held``, if one is found."""
    equations = _equations(held, whole)
    rows: list[_Row] = [
        ({u: int(f) for u, f in terms}, int(bound), {place: Fraction(1)})
        for place, (terms, bound, _, _) in enumerate(equations)
    ]
    while rows:
        rows.sort(key=_size)
        factors, side, taken = rows.pop(0)
        common = gcd(*factors.values())
        if not common:
            continue
        if side % common:
            return _contradiction(equations, {k: v / common for k, v in taken.items()})
        _, pivot = min((abs(factor), unknown) for unknown, factor in factors.items())
        rows = [_without(row, (factors, side, taken), pivot) for row in rows]
    return None


def _size(row: _Row) -> tuple[int, int]:
    """Order equations: one with a small factor, and few unknowns, first."""
    return min([abs(factor) for factor in row[0].values()], default=0), len(row[0])


def _equations(
    held: Sequence[_Held], whole: set[int]
) -> list[tuple[tuple[tuple[int, Fraction], ...], Fraction, int, int]]:
    """Return sums held to one value, with the literals that hold them up and down."""
    at_most = {(terms, bound): literal for literal, (terms, bound, _) in held}
    found: list[tuple[tuple[tuple[int, Fraction], ...], Fraction, int, int]] = []
    for (terms, bound), literal in at_most.items():
        mirror = (tuple((u, -f) for u, f in terms), -bound)
        if terms and terms[0][1] > 0 and mirror in at_most and all(u in whole for u, _ in terms):
            found.append((terms, bound, literal, at_most[mirror]))
    return found


def _without(row: _Row, by: _Row, pivot: int) -> _Row:
    """Return ``row`` with multiples of ``by`` added, so that ``pivot`` is gone if it can be."""
    times = row[0].get(pivot, 0)
    if not times or times % by[0][pivot]:
        return row
    times //= by[0][pivot]
    factors = {u: row[0].get(u, 0) - times * by[0].get(u, 0) for u in row[0] | by[0]}
    zero = Fraction(0)
    taken = {k: row[2].get(k, zero) - times * by[2].get(k, zero) for k in row[2] | by[2]}
    return {u: f for u, f in factors.items() if f}, row[1] - times * by[1], taken


def _contradiction(
    equations: Sequence[tuple[Any, Fraction, int, int]], taken: dict[int, Fraction]
) -> tuple[list[int], list[Any]]:
    scale = lcm(*(times.denominator for times in taken.values()))
    literals: list[int] = []
    up: list[Any] = []
    down: list[Any] = []
    for place, fraction in taken.items():
        times = int(fraction * scale)
        if not times:
            continue
        _, _, most, least = equations[place]
        one, other = (most, least) if times > 0 else (least, most)
        for literal, row in ((one, up), (other, down)):
            literals.append(-literal)
            row.append([["n", len(literals) - 1], abs(times)])
    return literals, [up, down, [[["r", 0], 1], [["r", 1], 1]]]
