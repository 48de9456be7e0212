"""Phases of a formula: its unmarked variables, read in one phase.

Accepts any formula; returns one in which the variables marked ``HERE`` stand
in the given phase. What is marked already stays as it is.
"""

from __future__ import annotations

from typing import assert_never

from termcheck.library import formula as f


def at_phase(formula: f.Formula, phase: str) -> f.Formula:
    """Return ``formula`` with every unmarked variable read in ``phase``."""
    match formula:
        case f.Among(variable=variable, values=values):
            return f.Among(_there(variable, phase), values)
        case f.Unlimited(variable=variable):
            return f.Unlimited(_there(variable, phase))
        case f.Compare(left=left, order=order, right=right):
            return f.Compare(quantity_at(left, phase), order, quantity_at(right, phase))
        case f.Not(operand=operand):
            return f.Not(at_phase(operand, phase))
        case f.And(operands=operands):
            return f.And(_all_at(operands, phase))
        case f.Or(operands=operands):
            return f.Or(_all_at(operands, phase))
        case f.Iff(left=one, right=other):
            return f.Iff(at_phase(one, phase), at_phase(other, phase))
        case f.HowMany(low=low, high=high, operands=operands):
            return f.HowMany(low, high, _all_at(operands, phase))
        case f.Constant() | f.Happens():
            return formula
        case _:
            assert_never(formula)


def _all_at(formulas: tuple[f.Formula, ...], phase: str) -> tuple[f.Formula, ...]:
    return tuple([at_phase(each, phase) for each in formulas])


def _there(variable: f.Variable, phase: str) -> f.Variable:
    return f.Variable(variable.term, phase) if variable.phase == f.HERE else variable


def quantity_at(quantity: f.Quantity, phase: str) -> f.Quantity:
    """Return ``quantity`` with every unmarked variable read in ``phase``."""
    match quantity:
        case f.Amount(variable=variable):
            return f.Amount(_there(variable, phase))
        case f.Total(parts=parts):
            return f.Total(tuple([quantity_at(each, phase) for each in parts]))
        case f.Times(factor=factor, part=part):
            return f.Times(factor, quantity_at(part, phase))
        case f.Rounded(way=way, part=part):
            return f.Rounded(way, quantity_at(part, phase))
        case f.Extreme(way=extreme, parts=parts):
            return f.Extreme(extreme, tuple([quantity_at(each, phase) for each in parts]))
        case f.Tally(parts=tallied):
            return f.Tally(tuple([_counted_at(each, phase) for each in tallied]))
        case f.MonthsAfter(part=part, months=months, spills=spills):
            return f.MonthsAfter(quantity_at(part, phase), months, spills)
        case f.Exactly() | f.DayOf():
            return quantity
        case _:
            assert_never(quantity)


def _counted_at(part: f.TallyPart, phase: str) -> f.TallyPart:
    return f.TallyPart(at_phase(part.condition, phase), quantity_at(part.part, phase))
