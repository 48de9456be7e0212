"""Formulas: what a clause claims, typed and with every name bound.

Yielded by the elaboration of a syntax tree; accepted by ``logic``, whose
``evaluate`` says what each node means. Quantifiers, families, definitions and
constants are already expanded; units are already exact multiples of their
base; conditionals are already ``Or`` and ``Not``.

A variable of a term that varies by phase may be unmarked (``HERE``): it is
read in the phase of the place that uses the formula, which ``at_phase`` fixes.
A formula without ``HERE`` is *ground*.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from termcheck.value import Value

HERE = "@"
"""The phase of an unmarked variable: that of the place which reads it."""


class Variable(Value):
    """One question that a package answers: a term, in a phase if it varies.

    ``term`` is the full name with its members, for example
    ``territory.status[crimea]``; ``phase`` is ``None`` for a term with one
    value throughout, ``HERE`` if unmarked, else the phase's name.
    """

    term: str
    phase: str | None = None

    def __str__(self) -> str:
        return self.term if self.phase is None else f"{self.term}@{self.phase}"


# --- Formulas ----------------------------------------------------------------


class Constant(Value):
    """Always true, or always false."""

    value: bool


class Among(Value):
    """The variable's value is one of ``values``.

    For terms with finitely many named values; a bool has the values
    ``"false"`` and ``"true"``. ``values`` keeps the order of the type.
    """

    variable: Variable
    values: tuple[str, ...]


class Unlimited(Value):
    """A ceiling says *no limit*: the variable's value is ``none``."""

    variable: Variable


class Happens(Value):
    """The event happens."""

    event: str


Order = Literal["=", "!=", "<", "<="]


class Compare(Value):
    """``left order right``; false if either side is undefined.

    A quantity is undefined if it needs a ceiling that is ``none`` or the day
    of an event that does not happen.
    """

    left: Quantity
    order: Order
    right: Quantity


class Not(Value):
    """The operand does not hold."""

    operand: Formula


class And(Value):
    """Every operand holds; holds if there is none."""

    operands: tuple[Formula, ...]


class Or(Value):
    """Some operand holds; fails if there is none."""

    operands: tuple[Formula, ...]


class Iff(Value):
    """Both hold or neither."""

    left: Formula
    right: Formula


class HowMany(Value):
    """At least ``low`` and at most ``high`` of the operands hold."""

    low: int
    high: int
    operands: tuple[Formula, ...]


Formula = Constant | Among | Unlimited | Happens | Compare | Not | And | Or | Iff | HowMany

# --- Quantities --------------------------------------------------------------


class Exactly(Value):
    """A number; a day is the number of days since 0001-01-01, which is 1."""

    value: Fraction


class Amount(Value):
    """The value of a numeric variable, in the unit in which it was declared."""

    variable: Variable


class DayOf(Value):
    """The day on which the event happens, as a day number."""

    event: str


class Total(Value):
    """The sum of the parts."""

    parts: tuple[Quantity, ...]


class Times(Value):
    """``factor`` times the part."""

    factor: Fraction
    part: Quantity


class Rounded(Value):
    """The part as a whole number: ``round`` is half away from zero."""

    way: Literal["round", "floor", "ceil"]
    part: Quantity


class Extreme(Value):
    """The least or the greatest of the parts."""

    way: Literal["min", "max"]
    parts: tuple[Quantity, ...]


class TallyPart(Value):
    """A quantity that counts if its condition holds, and is 0 otherwise."""

    condition: Formula
    part: Quantity


class Tally(Value):
    """The sum of the parts whose conditions hold; undefined only if one of those is."""

    parts: tuple[TallyPart, ...]


class MonthsAfter(Value):
    """The same day of the month ``months`` months on, or that month's last day.

    ``part`` is a day number; ``months`` may be negative. ``spills``: where the
    month lacks the day, the first of the next month instead. No text says so;
    a lint asks what would change.
    """

    part: Quantity
    months: int
    spills: bool = False


Quantity = Exactly | Amount | DayOf | Total | Times | Rounded | Extreme | Tally | MonthsAfter

TRUE = Constant(True)
FALSE = Constant(False)


def implies(condition: Formula, consequence: Formula) -> Formula:
    """Return: where ``condition`` holds, ``consequence`` holds."""
    return Or((Not(condition), consequence))


def _children(node: object) -> tuple[object, ...]:
    match node:
        case Not(operand=inner) | Times(part=inner) | Rounded(part=inner) | MonthsAfter(part=inner):
            return (inner,)
        case And(operands=inside) | Or(operands=inside) | HowMany(operands=inside):
            return inside
        case Total(parts=inside) | Extreme(parts=inside) | Tally(parts=inside):
            return inside
        case Iff(left=left, right=right) | Compare(left=left, right=right):
            return left, right
        case TallyPart(condition=condition, part=inner):
            return condition, inner
        case _:
            return ()


def nodes(formula: Formula | Quantity) -> Iterator[object]:
    """Yield every node of ``formula``, itself first, without recursion."""
    waiting: list[object] = [formula]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += _children(node)[::-1]


def mentioned(formula: Formula | Quantity) -> tuple[tuple[Variable, ...], tuple[str, ...]]:
    """Return the variables and the events that ``formula`` mentions, each once, as they come."""
    variables_: dict[Variable, None] = {}
    events_: dict[str, None] = {}
    for node in nodes(formula):
        if isinstance(node, Among | Unlimited | Amount):
            variables_[node.variable] = None
        elif isinstance(node, Happens | DayOf):
            events_[node.event] = None
    return tuple(variables_), tuple(events_)


def variables(formula: Formula | Quantity) -> tuple[Variable, ...]:
    """Return the variables that ``formula`` mentions, each once, as they come."""
    return mentioned(formula)[0]


def events(formula: Formula | Quantity) -> tuple[str, ...]:
    """Return the events that ``formula`` mentions, each once, as they come."""
    return mentioned(formula)[1]


def reads_here(formula: Formula | Quantity) -> bool:
    """Say whether ``formula`` has an unmarked variable of a term that varies."""
    return any(variable.phase == HERE for variable in variables(formula))
