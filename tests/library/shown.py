"""Formulas as short texts, so that a test can set input beside expectation."""

from __future__ import annotations

from typing import assert_never

from termcheck.library import formula as f
from termcheck.library.model import Clause, Piece


def shown(formula: f.Formula) -> str:
    """Return ``formula`` in a notation close to the language."""
    match formula:
        case f.Constant(value=value):
            return "true" if value else "false"
        case f.Among(variable=variable, values=("true",)):
            return str(variable)
        case f.Among(variable=variable, values=values):
            return f"{variable} in {{{', '.join(values)}}}"
        case f.Unlimited(variable=variable):
            return f"{variable} = none"
        case f.Happens(event=event):
            return event
        case f.Compare(left=left, order=order, right=right):
            return f"{amount(left)} {order} {amount(right)}"
        case f.Not(operand=operand):
            return f"not {shown(operand)}"
        case f.And(operands=operands):
            return f"({' and '.join(shown(each) for each in operands)})"
        case f.Or(operands=operands):
            return f"({' or '.join(shown(each) for each in operands)})"
        case f.Iff(left=one, right=other):
            return f"({shown(one)} iff {shown(other)})"
        case f.HowMany(low=low, high=high, operands=operands):
            return f"{low}..{high} of ({', '.join(shown(each) for each in operands)})"
        case _:
            assert_never(formula)


def amount(quantity: f.Quantity) -> str:
    """Return ``quantity`` in the same notation."""
    match quantity:
        case f.Exactly(value=value):
            return str(value)
        case f.Amount(variable=variable):
            return str(variable)
        case f.DayOf(event=event):
            return f"day({event})"
        case f.Total(parts=parts):
            return f"({' + '.join(amount(each) for each in parts)})"
        case f.Times(factor=factor, part=part):
            return f"{factor} * {amount(part)}"
        case f.Rounded(way=way, part=part):
            return f"{way}({amount(part)})"
        case f.Extreme(way=extreme, parts=parts):
            return f"{extreme}({', '.join(amount(each) for each in parts)})"
        case f.Tally(parts=tallied):
            inside = [f"{amount(each.part)} if {shown(each.condition)}" for each in tallied]
            return f"tally({', '.join(inside)})"
        case f.MonthsAfter(part=part, months=months):
            return f"{amount(part)} + {months} months"
        case _:
            assert_never(quantity)


def piece_shown(piece: Piece) -> str:
    """Return a piece: ``[members] @phases formula``, with only what there is."""
    members = f"[{', '.join(piece.members)}] " if piece.members else ""
    phases = f"@{','.join(piece.phases)} " if piece.phases else ""
    return f"{members}{phases}{shown(piece.formula)}"


def pieces_shown(clause: Clause) -> list[str]:
    """Return the pieces of a clause, then those of its branches as ``label: piece``."""
    found = [piece_shown(piece) for piece in clause.pieces]
    return found + [
        f"{branch.label}: {piece_shown(piece)}"
        for branch in clause.branches
        for piece in branch.pieces
    ]
