"""The kernel: does this proof show that these clauses cannot hold together?

Accepts clauses over literals, some of which stand for inequalities between
sums of unknowns, and the steps of a proof; each step adds one clause that
follows from those before it, and the last one is empty. Reads nothing else
and believes nothing: a step that does not follow is refused.

A literal is a whole number other than 0, negative if denied; a clause says
that one of its literals holds. The steps, as lists:

- ``["p", literals, places]``: with every one of ``literals`` denied, each
  clause at ``places``, in turn, has one literal left that can hold, and the
  last has none.
- ``["s", literals, rows]``: the inequalities that the denials of ``literals``
  are, and the bounds of unknowns, add up to a contradiction. A row is a list of
  pairs of a summand and how often it is taken (at least once). A summand is
  ``["n", i]``, the denial of the i-th literal, ``["l", u]`` or ``["u", u]``,
  the lower or upper bound of an unknown, or ``["r", i]``, an earlier row. A row
  of whole unknowns is divided by what its factors have in common and rounded.
  Unknown ``-k`` is the truth of literal k: 1 if it holds, else 0. About truths
  speak also ``["t", i]``, that of the i-th literal is 0, and ``["c", place]``:
  those of the literals of a clause are 1 at least, together.
- ``["a", terms, bound, strict]``: a name, the next literal, for an inequality
  (each number a fraction as text); adds no clause.
- ``["m", y, first, last]``: what the calendar says of an unknown that is another
  one, months later, if that one lies between two days; adds four clauses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor, gcd
from typing import Any

from termcheck.certify.check.holds import months_after
from termcheck.certify.check.months import gaps
from termcheck.certify.check.words import Refused

_FRACTION = re.compile(r"-?[0-9]{1,60}(/[1-9][0-9]{0,59})?")

_MOST_MONTHS = 200_000
"""How many months of the calendar a proof may look at."""

_TRUTH = Fraction(0), Fraction(1), True
"""Between what the truth of a literal lies, and that it is whole."""

Terms = tuple[tuple[int, Fraction], ...]
"""Factors by the numbers of unknowns, in order, none of them 0."""

Inequality = tuple[Terms, Fraction, bool]
"""The sum is at most the bound, or below it if the third is true."""


class Kernel:
    """Clauses known to hold; ``refutes`` goes through a proof."""

    def __init__(
        self,
        clauses: Sequence[tuple[int, ...]],
        atoms: Mapping[int, Inequality],
        unknowns: Sequence[tuple[Fraction, Fraction, bool]],
        months: Mapping[int, tuple[int, int]],
        size: int,
    ) -> None:
        self.clauses = list(clauses)
        self.unknowns = list(unknowns)
        self.months = dict(months)
        self.size = size
        self._looks = _MOST_MONTHS
        self._atoms: dict[int, Inequality] = {}
        self._literals: dict[Inequality, int] = {}
        for literal, (terms, bound, strict) in atoms.items():
            self._atoms[literal] = self.tight(dict(terms), bound, strict)
            self._literals.setdefault(self._atoms[literal], literal)

    def refutes(self, steps: Sequence[Any]) -> None:
        """Go through ``steps``; refuse unless the last one adds the empty clause."""
        for step in steps:
            self.add(step)
        if not self.clauses or self.clauses[-1]:
            raise Refused("the proof does not end in a contradiction")

    def add(self, step: Any) -> None:
        """Add what one step claims, if it follows."""
        match step:
            case ["p", [*literals], [*places]]:
                self._propagation([_whole(each) for each in literals], places)
            case ["s", [*literals], [*rows]]:
                self._sum([_whole(each) for each in literals], rows)
            case ["a", [*terms], bound, bool(strict)]:
                factors = {self._unknown(u): _fraction(factor) for u, factor in _pairs(terms)}
                self.name(self.tight(factors, _fraction(bound), strict))
            case ["m", unknown, first, last]:
                self._months(self._unknown(unknown), _whole(first), _whole(last))
            case _:
                raise Refused("a step of no known kind")

    # --- clauses -------------------------------------------------------------

    def _propagation(self, literals: list[int], places: Sequence[Any]) -> None:
        false = set(literals)
        for place in places:
            if not 0 <= _whole(place) < len(self.clauses):
                raise Refused("a step cites a clause that is not there")
            clause: tuple[int, ...] = self.clauses[_whole(place)]
            left = [each for each in clause if each not in false]
            if not left:
                self.clauses.append(tuple(literals))
                return
            if len(left) > 1:
                raise Refused("a step cites a clause that settles nothing")
            false.add(-left[0])
        raise Refused("a step does not follow from what it cites")

    # --- sums ----------------------------------------------------------------

    def _sum(self, literals: list[int], rows: Sequence[Any]) -> None:
        made: list[Inequality] = []
        for row in rows:
            total: dict[int, Fraction] = {}
            bound, strict = Fraction(0), False
            for summand, times in _pairs(row):
                terms, limit, below = self._summand(summand, literals, made)
                if _whole(times) < 1:
                    raise Refused("a row takes a summand less than once")
                for unknown, factor in terms:
                    total[unknown] = total.get(unknown, Fraction(0)) + times * factor
                bound, strict = bound + times * limit, strict or below
            made.append(self.tight(total, bound, strict))
        terms, bound, strict = made[-1] if made else ((), Fraction(0), False)
        if terms or bound > 0 or (bound == 0 and not strict):
            raise Refused("the sum is no contradiction")
        self.clauses.append(tuple(literals))

    def _summand(self, which: Any, literals: list[int], made: list[Inequality]) -> Inequality:
        match which:
            case ["n", int(place)] if 0 <= place < len(literals):
                return self.inequality(-literals[place])
            case ["t", int(place)] if 0 <= place < len(literals):
                return self.one_of((-literals[place],))
            case ["c", int(place)] if 0 <= place < len(self.clauses):
                return self.one_of(self.clauses[place])
            case ["r", int(place)] if 0 <= place < len(made):
                return made[place]
            case ["l", unknown]:
                number = self._unknown(unknown)
                return ((number, Fraction(-1)),), -self.span(number)[0], False
            case ["u", unknown]:
                number = self._unknown(unknown)
                return ((number, Fraction(1)),), self.span(number)[1], False
            case _:
                raise Refused("a row adds something that is not there")

    def one_of(self, clause: tuple[int, ...]) -> Inequality:
        """Return that the truths of these literals are 1 at least, together."""
        if not all(0 < abs(each) <= self.size for each in clause):
            raise Refused("a sum uses a literal that is not there")
        terms = tuple((-abs(each), Fraction(-1 if each > 0 else 1)) for each in clause)
        return terms, Fraction(sum(each < 0 for each in clause) - 1), False

    def span(self, unknown: int) -> tuple[Fraction, Fraction, bool]:
        """Return between what an unknown lies, and whether it is whole."""
        return _TRUTH if unknown < 0 else self.unknowns[unknown]

    def is_inequality(self, literal: int) -> bool:
        """Say whether ``literal`` or its denial stands for an inequality."""
        return abs(literal) in self._atoms

    def inequality(self, literal: int) -> Inequality:
        """Return the inequality that ``literal`` is."""
        if abs(literal) not in self._atoms:
            raise Refused("a sum uses a literal that is no inequality")
        terms, bound, strict = self._atoms[abs(literal)]
        if literal > 0:
            return terms, bound, strict
        return self.tight({u: -factor for u, factor in terms}, -bound, not strict)

    def tight(self, factors: dict[int, Fraction], bound: Fraction, strict: bool) -> Inequality:
        """Return the inequality in its one form; whole sums get a whole bound."""
        terms = tuple(sorted((u, f) for u, f in factors.items() if f))
        parts = [factor for _, factor in terms]
        if not parts:
            return terms, bound, strict
        below = 1
        for each in parts:
            below = below * each.denominator // gcd(below, each.denominator)
        scale = Fraction(below, gcd(*(int(each * below) for each in parts)))
        terms = tuple((u, factor * scale) for u, factor in terms)
        bound *= scale
        if all(self.span(u)[2] for u, _ in terms):
            bound, strict = Fraction(ceil(bound) - 1 if strict else floor(bound)), False
        return terms, bound, strict

    def name(self, inequality: Inequality) -> int:
        """Return the literal of an inequality, made if this is the first time."""
        found = self._literals.get(inequality)
        if found is None:
            self.size += 1
            found = self._literals[inequality] = self.size
            self._atoms[found] = inequality
        return found

    def _months(self, later: int, first: int, last: int) -> None:
        """Add: later days grow with earlier ones, and between two days so far apart they lie."""
        if later not in self.months:
            raise Refused("a step counts months where there are none")
        earlier, months = self.months[later]
        low, high, _ = self.span(earlier)
        self._looks -= abs(last - first) // 28 + 1
        if self._looks < 0 or not low <= first <= last <= high:
            raise Refused("a step counts months of too many days")
        before, after = self.at_most(earlier, first - 1), -self.at_most(earlier, last)
        least, most = gaps(first, last, months)
        for sign, gap in ((1, most), (-1, -least)):
            apart = {later: Fraction(sign), earlier: Fraction(-sign)}
            near = self.name(self.tight(apart, Fraction(gap), False))
            self.clauses.append((before, after, near))
        start, end = (months_after(Fraction(day), months) for day in (first, last))
        self.clauses.append((after, self.at_most(later, end)))
        self.clauses.append((before, -self.at_most(later, start - 1)))

    def at_most(self, unknown: int, number: int) -> int:
        """Return the literal: ``unknown`` is at most ``number``."""
        return self.name(self.tight({unknown: Fraction(1)}, Fraction(number), False))

    def _unknown(self, number: Any) -> int:
        if not -self.size <= _whole(number) < len(self.unknowns):
            raise Refused("an unknown that is not there")
        return int(number)


def _pairs(value: Any) -> list[Any]:
    match value:
        case [*found] if all(type(each) is list and len(each) == 2 for each in found):
            return found
        case _:
            raise Refused("a list of pairs was expected")


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise Refused("a whole number was expected")
    return value


def _fraction(value: Any) -> Fraction:
    if not isinstance(value, str) or not _FRACTION.fullmatch(value):
        raise Refused("a fraction was expected")
    return Fraction(value)
