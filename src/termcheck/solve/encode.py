"""Encoding: ground formulas as clauses over literals, for any solver.

Accepts ground formulas; yields clauses (``cnf``) and definitions of literals
by inequalities (``numbers``). A bool is one literal, another choice one
literal per value, of which exactly one holds. Whatever is not a sum of
numbers (rounding, extremes, tallies, months) is an unknown of its own.

Encoding is one-sided, after D. Plaisted and S. Greenbaum, "A
structure-preserving clause form translation", 1986: a literal is made under
which a formula holds, or one under which it fails, as needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from termcheck.library.formula import (
    Among,
    Amount,
    And,
    Compare,
    Constant,
    DayOf,
    Exactly,
    Extreme,
    Formula,
    Happens,
    HowMany,
    Iff,
    MonthsAfter,
    Not,
    Or,
    Quantity,
    Rounded,
    Tally,
    TallyPart,
    Times,
    Total,
    Unlimited,
    Variable,
)
from termcheck.library.model import Choice, Domain
from termcheck.solve.calendar import month_shift
from termcheck.solve.cnf import FALSE, TRUE, Cnf, tidy
from termcheck.solve.linear import Linear, linear, total_of
from termcheck.solve.numbers import Numbers, Unknown
from termcheck.solve.quantities import extreme, rounded
from termcheck.solve.shifts import Shifts

Sum = tuple[Linear, tuple[int, ...]]
"""A sum, and the literals under which it is defined."""


class Encoder:
    """Encodes each formula once; what it has made only grows.

    ``choices``, ``unlimited``, ``amounts``, ``happening`` and ``days`` say
    which literals and unknowns stand for the values of variables and events.
    ``by_and_by`` has months written out only where ``pin`` finds a need, and
    large counts not at all: solvers that can add can count.
    """

    def __init__(
        self,
        domains: Mapping[str, Domain],
        horizon: tuple[int, int],
        *,
        by_and_by: bool = False,
    ) -> None:
        self.cnf = Cnf(keeps_counts=by_and_by)
        self.numbers = Numbers(self.cnf)
        self.choices: dict[Variable, tuple[int, ...]] = {}
        self._named: dict[Variable, Mapping[str, int]] = {}
        self.unlimited: dict[Variable, int] = {}
        self.happening: dict[str, int] = {}
        self.amounts: dict[Variable, Unknown] = {}
        self.days: dict[str, Unknown] = {}
        self.domains = domains
        self._horizon = horizon
        self._shifts = Shifts(self.numbers, horizon) if by_and_by else None
        self._memo: dict[tuple[Formula, bool], int] = {}
        self._defined: dict[Quantity, Sum] = {}

    def said(self, formula: Formula, denied: bool = False) -> list[tuple[int, ...]]:
        """Return clauses that together say ``formula``, or that it fails if ``denied``."""
        rows: list[Sequence[int]]
        match formula:
            case Among() | Or() if not denied:
                rows = [self.ways(formula)]
            case Not(operand=operand):
                return self.said(operand, not denied)
            case And(operands=operands) if not denied:
                return [row for each in operands for row in self.said(each)]
            case Or(operands=operands) if denied:
                return [row for each in operands for row in self.said(each, True)]
            case Iff(left=left, right=right):
                sides = ((left, True, right, denied), (left, False, right, not denied))
                rows = [self.ways(a, no) + self.ways(b, not_) for a, no, b, not_ in sides]
            case HowMany(low=low, high=high, operands=operands) if not denied:
                hold = [self.implied_by(each) for each in operands] if low > 0 else []
                fail = [self.implied_by(each, True) for each in operands]
                rows = self.cnf.at_least_said(low, hold) if low > 0 else []
                rows += self.cnf.at_least_said(len(fail) - high, fail)
            case _:
                rows = [self.ways(formula, denied)]
        return [clause for row in rows if (clause := tidy(row)) is not None]

    def ways(self, formula: Formula, denied: bool = False) -> list[int]:
        """Return literals, under each of which ``formula`` holds, and one of which it needs to.

        Or fails, if ``denied``.
        """
        match formula:
            case Among(variable=variable, values=values):
                return self._wanted(variable, values, denied)
            case Not(operand=operand):
                return self.ways(operand, not denied)
            case Or(operands=operands) if not denied:
                return [way for each in operands for way in self.ways(each)]
            case And(operands=operands) if denied:
                return [way for each in operands for way in self.ways(each, True)]
            case _:
                return [self.implied_by(formula, denied)]

    def implied_by(self, formula: Formula, denied: bool = False) -> int:
        """Return a literal under which ``formula`` holds, or fails if ``denied``."""
        key = (formula, denied)
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._literal(formula, denied)
        return found

    def pin(self, found: Iterable[tuple[str, Fraction]]) -> bool:
        """Say more of the months that the values ``found`` get wrong; say whether they did."""
        return self._shifts is not None and self._shifts.pin(dict(found))

    def observed(self) -> set[int]:
        """Return the literals, none denied, from which values of variables and events are read."""
        found = {abs(literal) for row in self.choices.values() for literal in row}
        found.update(self.unlimited.values(), self.happening.values())
        for unknown in (*self.amounts.values(), *self.days.values()):
            found.update(literal for _, literal in self.numbers.thresholds[unknown.number])
        return found

    def _literal(self, formula: Formula, denied: bool) -> int:
        match formula:
            case Constant(value=value):
                return TRUE if value != denied else FALSE
            case Among(variable=variable, values=values):
                return self._among(variable, values, denied)
            case Unlimited(variable=variable):
                self._amount(variable)
                limit = self.unlimited.get(variable, FALSE)
                return -limit if denied else limit
            case Happens(event=event):
                self._day(event)
                happens = self.happening[event]
                return -happens if denied else happens
            case Compare(left=left, order=order, right=right):
                return self._compare(left, order, right, denied)
            case Not(operand=operand):
                return self.implied_by(operand, not denied)
            case And() | Or() | Iff():
                return self.cnf.every([self.cnf.some(row) for row in self.said(formula, denied)])
            case HowMany(low=low, high=high, operands=operands):
                return self._how_many(low, high, operands, denied)
            case _:
                assert_never(formula)

    def _how_many(self, low: int, high: int, operands: tuple[Formula, ...], denied: bool) -> int:
        if denied:
            return self.cnf.some(
                [self._at_most(low - 1, operands), self._at_least(high + 1, operands)]
            )
        return self.cnf.every([self._at_least(low, operands), self._at_most(high, operands)])

    def _at_least(self, number: int, operands: tuple[Formula, ...]) -> int:
        return self.cnf.at_least(number, [self.implied_by(each) for each in operands])

    def _at_most(self, number: int, operands: tuple[Formula, ...]) -> int:
        fail = [self.implied_by(each, True) for each in operands]
        return self.cnf.at_least(len(operands) - number, fail)

    # --- choices -------------------------------------------------------------

    def _among(self, variable: Variable, values: tuple[str, ...], denied: bool) -> int:
        return self.cnf.some(self._wanted(variable, values, denied))

    def _wanted(self, variable: Variable, values: tuple[str, ...], denied: bool) -> list[int]:
        """Return literals of which one holds where the value is one of ``values``, or is none."""
        literal_of = self._named.get(variable) or self._named_by(variable)
        if len(values) == 1:
            literal = literal_of[values[0]]
            return [-literal if denied else literal]
        wanted = [lit for value, lit in literal_of.items() if (value in values) != denied]
        return wanted if len(wanted) < len(literal_of) else [TRUE]

    def _named_by(self, variable: Variable) -> Mapping[str, int]:
        """Return the literals of the values of a choice by their names, made if there are none."""
        domain = self.domains[variable.term]
        assert isinstance(domain, Choice)
        row = self.choices[variable] = self.cnf.exactly_one(len(domain.values))
        found = self._named[variable] = dict(zip(domain.values, row, strict=True))
        return found

    # --- numbers -------------------------------------------------------------

    def _amount(self, variable: Variable) -> Unknown:
        found = self.amounts.get(variable)
        if found is None:
            domain = self.domains[variable.term]
            assert not isinstance(domain, Choice)
            found = self.numbers.unknown(domain.low, domain.high, domain.whole)
            self.amounts[variable] = found
            if domain.or_none:
                self.unlimited[variable] = self.cnf.fresh()
        return found

    def _day(self, event: str) -> Unknown:
        found = self.days.get(event)
        if found is None:
            first, last = self._horizon
            found = self.days[event] = self.numbers.unknown(Fraction(first), Fraction(last), True)
            self.happening[event] = self.cnf.fresh()
        return found

    def _compare(self, left: Quantity, order: str, right: Quantity, denied: bool) -> int:
        left_sum, left_needs = self._sum(left)
        right_sum, right_needs = self._sum(right)
        needs = tuple(dict.fromkeys((*left_needs, *right_needs)))
        literal = self._ordered(left_sum.minus(right_sum), order, denied)
        if denied:
            return self.cnf.some([*(-need for need in needs), literal])
        return self.cnf.every([*needs, literal])

    def _ordered(self, difference: Linear, order: str, denied: bool) -> int:
        if order in {"<=", "<"}:
            literal = self.numbers.below(difference, included=order == "<=")
            return -literal if denied else literal
        at_most = self.numbers.below(difference, included=True)
        under = self.numbers.below(difference, included=False)
        if (order == "=") != denied:
            return self.cnf.every([at_most, -under])
        return self.cnf.some([-at_most, under])

    # --- sums ----------------------------------------------------------------

    def _sum(self, quantity: Quantity) -> Sum:
        """Return ``quantity`` as a sum, with the literals under which it is defined."""
        match quantity:
            case Exactly(value=value):
                return linear({}, value), ()
            case Amount(variable=variable):
                unknown = self._amount(variable)
                limit = self.unlimited.get(variable)
                return unknown.alone, () if limit is None else (-limit,)
            case DayOf(event=event):
                return self._day(event).alone, (self.happening[event],)
            case Times(factor=factor, part=part):
                sum_, needs = self._sum(part)
                return sum_.times(factor), needs
            case Total(parts=parts):
                found_parts = [self._sum(part) for part in parts]
                needs = tuple(need for _, needs in found_parts for need in needs)
                return total_of(sum_ for sum_, _ in found_parts), needs
            case Rounded() | Extreme() | Tally() | MonthsAfter():
                found = self._defined.get(quantity)
                if found is None:
                    found = self._defined[quantity] = self._define(quantity)
                return found
            case _:
                assert_never(quantity)

    def _define(self, quantity: Rounded | Extreme | Tally | MonthsAfter) -> Sum:
        match quantity:
            case Rounded(way=way, part=part):
                sum_, needs = self._sum(part)
                return rounded(self.numbers, way, sum_), needs
            case Extreme(way=way, parts=parts):
                sums = [self._sum(part) for part in parts]
                chosen = extreme(self.numbers, way, [sum_ for sum_, _ in sums])
                return chosen, tuple(need for _, needs in sums for need in needs)
            case Tally(parts=tallied):
                return self._tally(tallied)
            case MonthsAfter(part=part, months=months, spills=spills):
                sum_, needs = self._sum(part)
                if self._shifts is not None:
                    return self._shifts.later(sum_, months, spills), needs
                return month_shift(self.numbers, sum_, months, self._horizon, spills), needs
            case _:
                assert_never(quantity)

    def _tally(self, parts: tuple[TallyPart, ...]) -> Sum:
        shares, all_needs = list[Linear](), list[int]()
        for each in parts:
            sum_, needs = self._sum(each.part)
            switch = self.cnf.fresh()
            self.cnf.insist(-switch, self.implied_by(each.condition))
            self.cnf.insist(switch, self.implied_by(each.condition, True))
            shares.append(self._share(switch, sum_))
            all_needs.extend(self.cnf.holds_if(switch, need) for need in needs)
        return total_of(shares), tuple(all_needs)

    def _share(self, switch: int, sum_: Linear) -> Linear:
        """Return ``sum_`` where ``switch`` holds, and 0 elsewhere."""
        low, high = self.numbers.span(sum_)
        whole = self.numbers.is_whole(sum_)
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
        share = self.numbers.unknown(low, high, whole).alone
        for gap, unless in ((share.minus(sum_), -switch), (share, switch)):
            self.cnf.insist(unless, self.numbers.below(gap, included=True))
            self.cnf.insist(unless, -self.numbers.below(gap, included=False))
        return share
