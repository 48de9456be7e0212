"""Linear sums: quantities as exact sums of numeric unknowns.

Accepts quantities of the library's formulas; yields ``Linear`` values, in
which every operation that is no sum stands as an unknown of its own, defined
by the caller (``Unknowns``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import gcd, lcm

from termcheck.value import Value


class Linear(Value):
    """``constant`` plus the sum of coefficient times unknown; no coefficient is 0.

    ``terms`` maps the numbers of unknowns to coefficients, in order of number.
    """

    terms: tuple[tuple[int, Fraction], ...]
    constant: Fraction

    def plus(self, other: Linear) -> Linear:
        """Return the sum of the two."""
        return total_of((self, other))

    def times(self, factor: Fraction) -> Linear:
        """Return ``factor`` times this."""
        return linear({u: f * factor for u, f in self.terms}, self.constant * factor)

    def negated(self) -> Linear:
        """Return this with all signs changed."""
        return Linear(tuple((u, -f) for u, f in self.terms), -self.constant)

    def minus(self, other: Linear) -> Linear:
        """Return the difference."""
        return self.plus(other.negated())


def linear(terms: Mapping[int, Fraction], constant: Fraction | int = 0) -> Linear:
    """Return the sum without its vanishing terms, in canonical order."""
    kept = tuple(sorted((u, f) for u, f in terms.items() if f))
    return Linear(kept, Fraction(constant))


def total_of(sums: Iterable[Linear]) -> Linear:
    """Return the sum of any number of sums."""
    terms: dict[int, Fraction] = {}
    constant = Fraction(0)
    for each in sums:
        if each.constant:
            constant += each.constant
        for unknown, factor in each.terms:
            terms[unknown] = terms[unknown] + factor if unknown in terms else factor
    return linear(terms, constant)


def scaled_whole(sum_: Linear) -> tuple[Linear, Fraction]:
    """Return ``sum_`` with coprime whole coefficients, and the factor applied.

    The factor is positive. The constant need not be whole.
    """
    denominators = lcm(*(f.denominator for _, f in sum_.terms))
    common = gcd(*(f.numerator * (denominators // f.denominator) for _, f in sum_.terms))
    factor = Fraction(denominators, common)
    return (sum_ if factor == 1 else sum_.times(factor)), factor
