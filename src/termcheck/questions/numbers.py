"""Numbers in clauses: which there are, and what a clause says if one moves.

Accepts ground formulas; yields the numbers that bound something in them, and
the same formulas with one number moved so that they ask for less. A number is
a bound of a term, a date, or a length of time; what a ``for each`` repeats is
one number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Literal

from termcheck.library.formula import (
    Amount,
    And,
    Compare,
    DayOf,
    Exactly,
    Formula,
    MonthsAfter,
    Not,
    Or,
    Order,
    Quantity,
    Times,
    Total,
    nodes,
)
from termcheck.library.model import Library
from termcheck.logic.problem import Item, Unit
from termcheck.value import Value

Kind = Literal["amount", "day", "days", "months"]
"""What a number counts: an amount of a term, a date, or a length of time."""

Change = Callable[[Compare, bool], Formula]


class Number(Value):
    """A number that a clause gives as a bound.

    ``value`` stands as the formula has it: in base units, or a day number.
    ``shape`` tells it from the other numbers of the clause. ``rises`` says
    whether a greater number asks for less, ``None`` for an exact value, which
    may move either way. ``factor`` is what one ``unit`` comes to in base units.
    """

    shape: str
    value: Fraction
    kind: Kind
    rises: bool | None
    unit: str
    factor: Fraction


def numbers_of(library: Library, unit: Unit) -> tuple[Number, ...]:
    """Return the numbers of a unit's clauses that can move, in the order of the text."""
    found: dict[str, Number] = {}
    for item in unit.items:
        for part in item.parts:
            for comparison, holds in bounds(part.formula, holds=True):
                number = _number(library, comparison, holds)
                if number is not None:
                    found.setdefault(number.shape, number)
    return tuple(found.values())


def bounds(formula: Formula, *, holds: bool) -> Iterator[tuple[Compare, bool]]:
    """Yield the comparisons that are asked for, or asked not to hold (``False``)."""
    match formula:
        case Compare():
            yield formula, holds
        case Not(operand=operand):
            yield from bounds(operand, holds=not holds)
        case And(operands=operands) | Or(operands=operands):
            for each in operands:
                yield from bounds(each, holds=holds)
        case _:
            pass


def _number(library: Library, comparison: Compare, holds: bool) -> Number | None:
    left, right = constant_of(comparison.left), constant_of(comparison.right)
    if (left is None) == (right is None) or comparison.order == "!=":
        return None
    if comparison.order == "=" and not holds:
        return None
    value = left if left is not None else right
    assert value is not None
    kind = _kind(comparison)
    rises = None if comparison.order == "=" else (left is None) == holds
    unit, factor = _unit(library, comparison) if kind == "amount" else ("", Fraction(1))
    return Number(shape_of(comparison, holds), value, kind, rises, unit, factor)


def constant_of(quantity: Quantity) -> Fraction | None:
    """Return the one number that stands by itself in ``quantity``, if there is one."""
    match quantity:
        case Exactly(value=value):
            return value
        case Total(parts=parts):
            found = [each.value for each in parts if isinstance(each, Exactly)]
            return found[0] if len(found) == 1 else None
        case MonthsAfter(part=DayOf(), months=months):
            return Fraction(months)
        case _:
            return None


def shape_of(comparison: Compare, holds: bool) -> str:
    """Return what is the same of a number that a ``for each`` or a phase repeats."""
    return f"{holds} " + re.sub(r"\[[^]]*\]|phase=(?:'[^']*'|None)", "", repr(comparison))


def _kind(comparison: Compare) -> Kind:
    parts = [*nodes(comparison.left), *nodes(comparison.right)]
    if any(isinstance(each, MonthsAfter) for each in parts):
        return "months"
    if not any(isinstance(each, DayOf) for each in parts):
        return "amount"
    net = _days_in(comparison.left) - _days_in(comparison.right)
    return "day" if net else "days"


def _days_in(quantity: Quantity) -> Fraction:
    match quantity:
        case DayOf():
            return Fraction(1)
        case Total(parts=parts):
            return sum(map(_days_in, parts), Fraction(0))
        case Times(factor=factor, part=part):
            return factor * _days_in(part)
        case _:
            return Fraction(0)


def _unit(library: Library, comparison: Compare) -> tuple[str, Fraction]:
    for node in (*nodes(comparison.left), *nodes(comparison.right)):
        if isinstance(node, Amount):
            domain = library.domains[node.variable.term]
            unit = str(getattr(domain, "unit", ""))
            known = library.units.get(unit)
            return unit, known.factor if known else Fraction(1)
    return "", Fraction(1)


# --- moving ------------------------------------------------------------------


def comparisons(unit: Unit, number: Number) -> Iterator[Compare]:
    """Yield the comparisons in which ``number`` stands."""
    for item in unit.items:
        for part in item.parts:
            for comparison, holds in bounds(part.formula, holds=True):
                if shape_of(comparison, holds) == number.shape:
                    yield comparison


def changed(unit: Unit, number: Number, change: Change) -> Unit:
    """Return ``unit`` with every comparison of ``number`` put through ``change``."""

    def only(comparison: Compare, holds: bool) -> Formula:
        same = shape_of(comparison, holds) == number.shape
        return change(comparison, holds) if same else comparison

    items = tuple(
        Item(
            item.name,
            tuple(part.but(formula=_mapped(part.formula, only)) for part in item.parts),
        )
        for item in unit.items
    )
    return unit.but(items=items)


def _mapped(formula: Formula, change: Change, holds: bool = True) -> Formula:
    match formula:
        case Compare():
            return change(formula, holds)
        case Not(operand=operand):
            return Not(_mapped(operand, change, not holds))
        case And(operands=operands):
            return And(tuple(_mapped(each, change, holds) for each in operands))
        case Or(operands=operands):
            return Or(tuple(_mapped(each, change, holds) for each in operands))
        case _:
            return formula


def at_least_as_wide(number: Number, value: Fraction, *, up: bool, included: bool) -> Change:
    """Return the change that lets the number be anything up to ``value``.

    ``up`` says on which side of the number ``value`` lies; an exact number
    becomes the interval between the two. ``included`` says whether ``value``
    itself is allowed.
    """

    def change(comparison: Compare, holds: bool) -> Formula:
        order: Order = "<=" if included == holds else "<"
        if number.rises is not None:
            left, right = _sides(comparison, value)
            return Compare(left, order, right)
        return _between(comparison, value, order, up=up)

    return change


def exactly(value: Fraction) -> Change:
    """Return the change that puts ``value`` in the number's place."""

    def change(comparison: Compare, holds: bool) -> Formula:  # noqa: ARG001 - one form for all
        left, right = _sides(comparison, value)
        return Compare(left, comparison.order, right)

    return change


def with_days(value: Fraction) -> Change:
    """Return the change that puts so many days in the place of a number of months."""

    def days(quantity: Quantity) -> Quantity:
        if isinstance(quantity, MonthsAfter):
            return Total((quantity.part, Exactly(value)))
        return quantity

    def change(comparison: Compare, holds: bool) -> Formula:  # noqa: ARG001 - one form for all
        return Compare(days(comparison.left), comparison.order, days(comparison.right))

    return change


def _sides(comparison: Compare, value: Fraction) -> tuple[Quantity, Quantity]:
    left, right = comparison.left, comparison.right
    if constant_of(left) is not None:
        return _with_constant(left, value), right
    return left, _with_constant(right, value)


def _between(comparison: Compare, value: Fraction, order: Order, *, up: bool) -> Formula:
    """Return an equality as an interval from its own number to ``value``."""
    left, right = comparison.left, comparison.right
    far_left, far_right = _sides(comparison, value)
    if (constant_of(left) is None) == up:
        return And((Compare(right, "<=", left), Compare(far_left, order, far_right)))
    return And((Compare(left, "<=", right), Compare(far_right, order, far_left)))


def _with_constant(quantity: Quantity, value: Fraction) -> Quantity:
    match quantity:
        case Total(parts=parts):
            return Total(tuple(Exactly(value) if isinstance(p, Exactly) else p for p in parts))
        case MonthsAfter(part=part, spills=spills):
            return MonthsAfter(part, int(value), spills)
        case _:
            return Exactly(value)
