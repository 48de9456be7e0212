"""Typed expressions: what an expression is, before it is used as one thing.

Yielded by the elaboration of an expression; a clause turns it into a formula,
a sum into a quantity, a comparison looks at both sides together.
"""

from __future__ import annotations

from fractions import Fraction

from termcheck.language import tree
from termcheck.library.formula import Formula, Quantity, Variable
from termcheck.library.model import Choice, Range
from termcheck.value import Value

PLAIN = ""
"""The dimension of a number without a unit."""

CALENDAR = "@day"
"""The dimension of a day of the calendar; a length of time has ``day`` or ``month``."""


class Claim(Value):
    """Something that holds or not; ``event`` is its name if it is an event alone."""

    formula: Formula
    event: str = ""


class Pick(Value):
    """A term with named values; ``name`` is the term as declared."""

    variable: Variable
    domain: Choice
    name: str


class Measure(Value):
    """A number in the base unit of ``dimension``, from ``low`` to ``high``.

    ``grain`` is the size in base units of the unit that its first term or
    literal was written in, 0 if none had one. ``known`` is its value if it
    is data. ``variable`` and ``domain`` are those of a term standing alone.
    """

    quantity: Quantity
    dimension: str
    low: Fraction
    high: Fraction
    grain: Fraction = Fraction(0)
    known: Fraction | None = None
    variable: Variable | None = None
    domain: Range | None = None


class Member(Value):
    """A quantified variable: the member it stands for, among ``members``."""

    name: str
    members: tuple[str, ...]


class Unresolved(Value):
    """A name that nothing declares; it may be a choice value of the other side."""

    node: tree.Name


Typed = Claim | Pick | Measure | Member | Unresolved
