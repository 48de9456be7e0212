"""Comparisons of numbers, and what the bounds of their terms make of them.

Accepts two measures of one comparison; returns a formula, or nothing after a
fault. A literal that a term cannot have is a fault, a comparison that the
bounds decide a warning.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from termcheck.language import tree
from termcheck.language.source import Span
from termcheck.library import formula as f
from termcheck.library.arithmetic import PERCENT, common_dimension, named
from termcheck.library.model import Range
from termcheck.library.scope import Scope
from termcheck.library.typed import CALENDAR, PLAIN, Measure

MIRRORED: dict[tree.Comparator, tree.Comparator] = {
    "=": "=",
    "!=": "!=",
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
}
"""What a comparison becomes when its sides change places."""


class Sized:
    """One side of a comparison of numbers: as written, and what it measures."""

    __slots__ = ("measure", "node")

    def __init__(self, node: tree.Expression, measure: Measure) -> None:
        self.node = node
        self.measure = measure

    def is_literal(self) -> bool:
        """Say whether this is a number or a day as written, perhaps negative."""
        inner = self.node.operand if isinstance(self.node, tree.Negative) else self.node
        return isinstance(inner, tree.Number | tree.Day)


def compare_numbers(
    scope: Scope, span: Span, left: Sized, operator: tree.Comparator, right: Sized
) -> f.Formula | None:
    """Return a comparison of two measures, after the lints that its bounds allow."""
    if not have_one_dimension(scope, span, left, right):
        return None
    for literal, side in ((right, left), (left, right)):
        if literal.is_literal() and not _fits(scope, literal, operator, side):
            return None
    if left.is_literal() or right.is_literal():
        _warn_if_constant(scope, span, left.measure, operator, right.measure)
    return relation(left.measure, operator, right.measure)


def have_one_dimension(scope: Scope, span: Span, left: Sized, right: Sized) -> bool:
    """Say whether two numbers can be compared; a fault is noted if not."""
    one, other = left.measure, right.measure
    if common_dimension(one, other) is not None:
        return True
    texts = [scope.faults.spelled(side.node.span) for side in (left, right)]
    kinds = (named(one.dimension), named(other.dimension))
    message = f"`{texts[0]}` is {kinds[0]}, but `{texts[1]}` is {kinds[1]}"
    help = ""
    for bare, text, sized in ((one, texts[0], other), (other, texts[1], one)):
        unit = sized.domain.unit if sized.domain else ""
        if not bare.dimension and bare.known is not None and unit:
            help = f"say `{text} {unit}`"
    if not help and {one.dimension, other.dimension} == {PLAIN, PERCENT}:
        help = "to take 5 % of a plain number, multiply it by 0.05"
    scope.fault("TC230", span, message, help)
    return False


def _fits(scope: Scope, literal: Sized, operator: tree.Comparator, side: Sized) -> bool:
    """Say whether a term can have the value that ``=`` or ``!=`` compares it with."""
    number, term = literal.measure, side.measure
    if term.domain is None or number.known is None or operator not in ("=", "!="):
        return True
    value = number.known / (term.grain or Fraction(1))
    whole = value.denominator == 1 or not term.domain.whole
    if whole and term.domain.low <= value <= term.domain.high:
        return True
    texts = [scope.faults.spelled(each.node.span) for each in (side, literal)]
    why = "" if whole else ", which must be whole"
    message = f"`{texts[1]}` is no value of `{texts[0]}`{why}"
    scope.fault("TC233", literal.node.span, message, f"its type is {type_in_words(term)}")
    return False


def type_in_words(term: Measure) -> str:
    """Return the bounds of a numeric term as they would be declared."""
    domain = term.domain
    if domain is None:
        return ""
    decimal = "" if domain.whole else "decimal "
    unit = f" {domain.unit}" if domain.unit else ""
    return f"{decimal}{in_digits(domain.low)}..{in_digits(domain.high)}{unit}"


def in_digits(value: Fraction) -> str:
    """Return an exact number as digits, or as a ratio where it has no end."""
    places, scaled = 0, value
    while scaled.denominator != 1 and places < 12:
        scaled, places = scaled * 10, places + 1
    if scaled.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    if not places:
        return str(value.numerator)
    sign, digits = ("-" if value < 0 else ""), str(abs(scaled.numerator)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


# --- What the bounds decide --------------------------------------------------------


def _always(one: Measure, operator: tree.Comparator, other: Measure) -> bool | None:
    """Return what the bounds alone make of a comparison, ``None`` if nothing."""
    match operator:
        case "<=" | "<":
            below = one.high < other.low or (operator == "<=" and one.high == other.low)
            above = one.low > other.high or (operator == "<" and one.low == other.high)
            return True if below else False if above else None
        case ">=" | ">":
            return _always(other, MIRRORED[operator], one)
        case "=" | "!=":
            apart = one.high < other.low or one.low > other.high
            return (operator == "!=") if apart else None


def _warn_if_constant(
    scope: Scope, span: Span, one: Measure, operator: tree.Comparator, other: Measure
) -> None:
    always = _always(one, operator, other)
    if always is None or (one.known is not None and other.known is not None):
        return
    text = scope.faults.spelled(span)
    if always and CALENDAR in (one.dimension, other.dimension):
        return
    message = _decided(scope, text, always, (one, other))
    term = one if one.domain else other
    help = f"the type is {type_in_words(term)}" if term.domain else ""
    scope.fault("TC304", span, message, help)


def _decided(scope: Scope, text: str, always: bool, measures: Sequence[Measure]) -> str:
    """Return what the bounds make of a comparison, which is false of what is ``none``."""
    if not always:
        return f"`{text}` never holds, by the bounds alone"
    if any(each.domain is not None and each.domain.or_none for each in measures):
        return f"`{text}` only says that there is a limit"
    if any(_may_be_none(scope, each) for each in measures):
        return f"`{text}` holds unless something in it is `none`, by the bounds alone"
    return f"`{text}` always holds, by the bounds alone"


def _may_be_none(scope: Scope, measure: Measure) -> bool:
    domains = (scope.vocabulary.domains.get(v.term) for v in f.variables(measure.quantity))
    return any(isinstance(each, Range) and each.or_none for each in domains)


def range_is_good(scope: Scope, span: Span, subject: Measure, low: Measure, high: Measure) -> bool:
    """Say whether a range begins before it ends; warn where it decides nothing."""
    text = scope.faults.spelled(span)
    if low.known is not None and high.known is not None and low.known > high.known:
        scope.fault("TC234", span, f"the range in `{text}` ends before it begins")
        return False
    never = subject.high < low.low or subject.low > high.high
    inside = low.high <= subject.low and subject.high <= high.low
    free = subject.known is None and subject.dimension != CALENDAR
    if never or (inside and free):
        scope.fault("TC304", span, _decided(scope, text, not never, (subject, low, high)))
    return True


# --- Formulas ----------------------------------------------------------------------


def relation(one: Measure, operator: tree.Comparator, other: Measure) -> f.Formula:
    """Return ``one operator other`` for measures of one dimension, simply put."""
    match operator:
        case ">" | ">=":
            return relation(other, MIRRORED[operator], one)
        case "=" | "!=" | "<" | "<=":
            order: f.Order = operator
    if one.known is not None and other.known is not None:
        return f.Constant(_holds(one.known, order, other.known))
    if other.known is not None:
        return _against_number(one.quantity, order, other.known, False)
    if one.known is not None:
        return _against_number(other.quantity, order, one.known, True)
    return f.Compare(one.quantity, order, other.quantity)


def _holds(left: Fraction, order: f.Order, right: Fraction) -> bool:
    match order:
        case "=":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right


def _against_number(
    quantity: f.Quantity, order: f.Order, number: Fraction, mirrored: bool
) -> f.Formula:
    """Return a comparison with a number; a factor moves over to the number.

    ``mirrored``: the number stands on the left.
    """
    if isinstance(quantity, f.Times):
        turned = mirrored != (quantity.factor < 0)
        return _against_number(quantity.part, order, number / quantity.factor, turned)
    if isinstance(quantity, f.Tally) and all(
        part.part == f.Exactly(Fraction(1)) for part in quantity.parts
    ):
        return _how_many(quantity, order, number, mirrored)
    if mirrored and order in ("<", "<="):
        return f.Compare(f.Exactly(number), order, quantity)
    return f.Compare(quantity, order, f.Exactly(number))


def _how_many(tally: f.Tally, order: f.Order, number: Fraction, mirrored: bool) -> f.Formula:
    conditions = tuple([part.condition for part in tally.parts])
    if order == "!=":
        same = _how_many(tally, "=", number, mirrored)
        return f.TRUE if same == f.FALSE else f.Not(same)
    counts = [
        count
        for count in map(Fraction, range(len(conditions) + 1))
        if (_holds(number, order, count) if mirrored else _holds(count, order, number))
    ]
    return f.HowMany(int(counts[0]), int(counts[-1]), conditions) if counts else f.FALSE
