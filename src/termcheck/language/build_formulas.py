"""Formulas: the nodes of values, formulas, sets and types.

One method for each rule of that part of the grammar, called by the machine
with the span of the rule and its children; yields the node.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

from termcheck.language.build_leaves import Leaves
from termcheck.language.numerals import fraction
from termcheck.language.source import Span
from termcheck.language.tree import (
    AmongValues,
    And,
    Arithmetic,
    BoolType,
    Call,
    ChoiceType,
    Comparator,
    Compare,
    Conditional,
    Counted,
    Day,
    Duration,
    EventDate,
    EventRelation,
    Expression,
    InRange,
    Name,
    Negative,
    Not,
    Number,
    NumberType,
    Or,
    Quantified,
    RelationWord,
    SetExcept,
    SetExpression,
    SetMembers,
    SetName,
    Truth,
    Word,
)


class Formulas(Leaves):
    """Builds expressions, sets and types."""

    # --- Values ---

    def true(self, at: Span) -> Truth:
        """``true``."""
        return Truth(at, True)

    def false(self, at: Span) -> Truth:
        """``false``."""
        return Truth(at, False)

    def number(self, at: Span, digits: Word, scale: str | None, unit: Word | str | None) -> Number:
        """``250 thousand persons``."""
        return self.quantity(at, None, digits, scale, unit)

    def quantity(
        self,
        at: Span,
        minus: str | None,
        digits: Word,
        scale: str | None = None,
        unit: Word | str | None = None,
    ) -> Number:
        """``-5 km``."""
        value = fraction(digits.text)
        if value is None:
            self.report("TC117", "this number has too many digits", digits.span)
            return Number(at, Fraction(0), "0")
        name = unit.text if isinstance(unit, Word) else unit or ""
        value, written = -value if minus else value, (minus or "") + digits.text
        return Number(at, value, written, scale or "", name)

    quantity_bound = quantity

    def year(self, at: Span, digits: Word) -> Day:
        """``2025``, where a day or a period is asked for."""
        return self.day(at, digits)

    def day(self, at: Span, digits: Word) -> Day:
        """``2025-03-18``."""
        return self.calendar_day(at, digits)

    month = day

    def name(self, at: Span, path: Word, index: tuple[Word, ...] | None, mark: Word | None) -> Name:
        """``territory.status[r]@settled``."""
        return Name(at, path.text, index or (), mark)

    def index(self, at: Span, *members: Word) -> tuple[Word, ...]:
        """``[a, b]``."""
        del at
        return members

    # --- Formulas ---

    def question(self, at: Span, formula: Expression) -> Expression:
        """A formula by itself."""
        del at
        return formula

    def bracketed(self, at: Span, formula: Expression) -> Expression:
        """``(F)``."""
        del at
        return formula

    def conditional(self, at: Span, left: Expression, word: Any, right: Expression) -> Conditional:
        """``F if G``."""
        return Conditional(at, word, left, right)

    def or_(self, at: Span, *operands: Expression) -> Or:
        """``F or G``."""
        return Or(at, operands)

    def and_(self, at: Span, *operands: Expression) -> And:
        """``F and G``."""
        return And(at, operands)

    def not_(self, at: Span, operand: Expression) -> Not:
        """``not F``."""
        return Not(at, operand)

    def compare(
        self, at: Span, left: Expression, operator: Comparator, right: Expression
    ) -> Compare:
        """``a <= b``."""
        return Compare(at, operator, left, right)

    def among_values(self, at: Span, subject: Expression, *values: Expression) -> AmongValues:
        """``t in {a, b}``."""
        return AmongValues(at, subject, values)

    def in_range(self, at: Span, subject: Expression, low: Expression, high: Expression) -> InRange:
        """``t in 3..5``."""
        return InRange(at, subject, low, high)

    def counted(
        self, at: Span, bound: Literal["at least", "at most", "exactly"], number: Word,
        *operands: Expression,
    ) -> Counted:  # fmt: skip
        """``at least 2 of (F, G, H)``."""
        return Counted(at, bound, self.whole(number), operands)

    def quantified(
        self, at: Span, function: Any, variable: Word, members: SetExpression, body: Expression
    ) -> Quantified:
        """``all(x in S: F)``."""
        return Quantified(at, function, variable, members, body)

    def summed(
        self, at: Span, function: Any, variable: Word, members: SetExpression,
        body: Expression, condition: Expression | None,
    ) -> Quantified:  # fmt: skip
        """``sum(x in S: E if F)``."""
        return Quantified(at, function, variable, members, body, condition)

    # --- Events ---

    def order(
        self, at: Span, left: Expression, word: RelationWord, right: Expression
    ) -> EventRelation:
        """``b only after a``."""
        return EventRelation(at, word, left, right)

    def order_with_delay(
        self, at: Span, left: Expression, word: RelationWord, delay: Duration, right: Expression
    ) -> EventRelation:
        """``b at least 60 days after a``."""
        return EventRelation(at, word, left, right, delay)

    def exactly_after(
        self, at: Span, left: Expression, delay: Duration, right: Expression
    ) -> EventRelation:
        """``a 1 day after b``."""
        return EventRelation(at, "after", left, right, delay)

    def event_date(
        self, at: Span, event: Expression, word: Literal["on", "by", "not before"], day: Day
    ) -> EventDate:
        """``a by 2025-05-12``."""
        return EventDate(at, word, event, day)

    def duration(self, at: Span, number: Word, period: str) -> Duration:
        """``60 days``."""
        return Duration(at, self.whole(number), period.rstrip("s"))

    # --- Arithmetic ---

    def plus(self, at: Span, left: Expression, right: Expression) -> Arithmetic:
        """``a + b``."""
        return Arithmetic(at, "+", left, right)

    def minus(self, at: Span, left: Expression, right: Expression) -> Arithmetic:
        """``a - b``."""
        return Arithmetic(at, "-", left, right)

    def times(self, at: Span, left: Expression, right: Expression) -> Arithmetic:
        """``a * b``."""
        return Arithmetic(at, "*", left, right)

    def over(self, at: Span, left: Expression, right: Expression) -> Arithmetic:
        """``a / b``."""
        return Arithmetic(at, "/", left, right)

    def negative(self, at: Span, operand: Expression) -> Negative:
        """``-a``."""
        return Negative(at, operand)

    def call(self, at: Span, function: Any, *arguments: Expression) -> Call:
        """``round(E)``."""
        return Call(at, function, arguments)

    # --- Sets and types ---

    def braced(self, at: Span, *names: Word) -> tuple[Word, ...]:
        """``{a, b}``."""
        del at
        return names

    def names(self, at: Span, *names: Word) -> tuple[Word, ...]:
        """``a, b``."""
        del at
        return names

    def families(self, at: Span, *members: SetExpression) -> tuple[SetExpression, ...]:
        """``[S, T]`` in a declaration."""
        del at
        return members

    def set_name(self, at: Span, name: Word) -> SetName:
        """``S``."""
        return SetName(at, name.text)

    def set_members(self, at: Span, members: tuple[Word, ...]) -> SetMembers:
        """``{a, b}``."""
        return SetMembers(at, members)

    def set_name_except(self, at: Span, name: Word, removed: tuple[Word, ...]) -> SetExcept:
        """``S except {a}``."""
        return SetExcept(at, SetName(name.span, name.text), removed)

    def set_members_except(
        self, at: Span, members: tuple[Word, ...], removed: tuple[Word, ...]
    ) -> SetExcept:
        """``{a, b} except {a}``."""
        return SetExcept(at, SetMembers(at, members), removed)

    def bool_type(self, at: Span) -> BoolType:
        """``bool``."""
        return BoolType(at)

    def choice_type(self, at: Span, values: tuple[Word, ...]) -> ChoiceType:
        """``{a, b}``."""
        return ChoiceType(at, values, ordered=False)

    def ordered_type(self, at: Span, *values: Word) -> ChoiceType:
        """``{a < b}``."""
        return ChoiceType(at, values, ordered=True)

    def or_none(self, at: Span, *words: str) -> bool:
        """``or none``."""
        del at
        return bool(words)

    def number_type(
        self, at: Span, decimal: str | None, low: Number, high: Number,
        scale: str | None, unit: Word | str | None, or_none: bool | None,
    ) -> NumberType:  # fmt: skip
        """``decimal 0..100 %``."""
        name = unit.text if isinstance(unit, Word) else unit or ""
        return NumberType(at, low, high, scale or "", name, bool(decimal), bool(or_none))
