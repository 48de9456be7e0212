"""The small world of `tests.worlds`, as the checker knows it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from termcheck.certify.check.holds import Core
from termcheck.certify.check.reader import Reader
from termcheck.library import formula as f
from termcheck.logic.package import Package
from tests.worlds import HORIZON

DECLARATIONS = (
    "term peace: bool",
    "term aid: bool",
    "term status: {ceded < deferred < restored}",
    "term cap: -1..2 or none",
    "term years: 0..2",
    "event truce",
    "event treaty",
)


def reader() -> Reader:
    """Return a reader that knows the small world."""
    found = Reader(HORIZON)
    for each in DECLARATIONS:
        found.declare(each)
    return found


def named(package: Package) -> tuple[Mapping[str, str | Fraction | None], Mapping[str, int | None]]:
    """Return the values of ``package`` by printed name, and its days."""
    return {str(variable): value for variable, value in package.values.items()}, package.days


def core(node: f.Formula | f.Quantity) -> Core:
    """Return ``node`` as the checker writes it."""
    match node:
        case f.Constant(value=value):
            return ("const", value)
        case f.Among(variable=variable, values=values):
            return ("in", str(variable), values)
        case f.Unlimited(variable=variable):
            return ("none", str(variable))
        case f.Happens(event=event):
            return ("happens", event)
        case f.Compare(left=left, order=order, right=right):
            return ("cmp", order, core(left), core(right))
        case f.Not(operand=operand):
            return ("not", core(operand))
        case f.And(operands=operands):
            return ("and", tuple(map(core, operands)))
        case f.Or(operands=operands):
            return ("or", tuple(map(core, operands)))
        case f.Iff(left=one, right=other):
            return ("iff", core(one), core(other))
        case f.HowMany(low=low, high=high, operands=operands):
            return ("count", low, high, tuple(map(core, operands)))
        case _:
            return _quantity(node)


def _quantity(node: f.Quantity) -> Core:
    match node:
        case f.Exactly(value=value):
            return ("num", value)
        case f.Amount(variable=variable):
            return ("amount", str(variable))
        case f.DayOf(event=event):
            return ("day", event)
        case f.Total(parts=parts):
            return ("sum", tuple(map(core, parts)))
        case f.Times(factor=factor, part=part):
            return ("times", factor, core(part))
        case f.Rounded(way=way, part=part):
            return (way, core(part))
        case f.Extreme(way=way, parts=parts):
            return (way, tuple(map(core, parts)))
        case f.Tally(parts=parts):
            return ("tally", tuple((core(each.condition), core(each.part)) for each in parts))
        case f.MonthsAfter(part=part, months=months):
            return ("months", core(part), months)
