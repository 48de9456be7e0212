"""Formulas as text: expressions, sets and types, in pieces that can be laid out.

Accepts nodes of the tree; yields pieces whose text parses to the same nodes.
Brackets stand exactly where the ladder of the grammar needs them.
"""

from __future__ import annotations

from typing import Final

from termcheck.language.format_layout import NEVER, Pieces, closed, led, listed
from termcheck.language.tree import (
    AmongValues,
    And,
    Arithmetic,
    BoolType,
    Call,
    ChoiceType,
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
    SetExcept,
    SetExpression,
    SetMembers,
    SetName,
    Truth,
    TypeExpression,
    Word,
)

ANY, FORMULA, CONJUNCTION, RELATION, SUM, PRODUCT, UNARY, ATOM, OPERAND = range(9)
"""The ladder of the grammar, from what binds loosest."""

RUNGS: Final[dict[type, int]] = {
    Conditional: ANY,
    Or: FORMULA,
    And: CONJUNCTION,
    Compare: RELATION,
    AmongValues: RELATION,
    InRange: RELATION,
    EventRelation: RELATION,
    EventDate: RELATION,
    Not: UNARY,
    Negative: UNARY,
    Name: OPERAND,
}

ITEM, CONDITION, EITHER, BOTH, COMPARISON, TERM, FACTOR = range(7)
DEEPER: Final = 10
"""What a bracket adds to the levels of the breaks in it."""

GOES_ON: Final = ("only after", "within", "upon")
"""The words of events that continue a line when they begin one."""


def expression(node: Expression, rung: int = ANY, depth: int = 0) -> Pieces:
    """Return ``node`` where the grammar asks for ``rung``, inside ``depth`` brackets."""
    if _rung(node) >= rung:
        return _open(node, depth)
    return bracketed(_open(node, depth + DEEPER))


def bracketed(pieces: Pieces) -> Pieces:
    """Return ``pieces`` in round brackets."""
    return closed(led(NEVER, "(", pieces), ")")


def word(text: str) -> Pieces:
    """Return ``text`` as one piece that is never broken."""
    return [(NEVER, text)]


def quoted(text: str) -> str:
    """Return ``text`` in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def number(node: Number) -> str:
    """Return a number with its scale and unit."""
    return " ".join(filter(None, (node.written, node.scale, node.unit)))


def day(node: Day) -> str:
    """Return a day, a month or a year."""
    fields = (f"{node.year:04}", f"{node.month:02}", f"{node.day:02}")
    return "-".join(fields[: 1 + bool(node.month) + bool(node.day)])


def plural(count: int, noun: str, ending: str = "s") -> str:
    """Return ``1 day`` or ``2 days``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}{ending}"


def indexed(path: str, index: tuple[Word, ...]) -> str:
    """Return ``path[a, b]``."""
    return f"{path}[{', '.join(each.text for each in index)}]" if index else path


def members(node: SetExpression, depth: int = 0) -> Pieces:
    """Return a set."""
    match node:
        case SetName():
            return word(node.name)
        case SetMembers():
            return braced(node.members, depth)
        case SetExcept():
            base = members(node.base, depth)
            return [*closed(base, " except "), *braced(node.removed, depth)]


def braced(names: tuple[Word, ...], depth: int = 0) -> Pieces:
    """Return ``{a, b}``."""
    return _enclosed([word(each.text) for each in names], "{", "}", depth)


def type_expression(node: TypeExpression) -> Pieces:
    """Return the type of a term."""
    match node:
        case BoolType():
            return word("bool")
        case ChoiceType():
            return _ordered(node.values) if node.ordered else braced(node.values)
        case NumberType():
            bounds = f"{node.low.written}..{node.high.written}"
            words = (
                "decimal" if node.decimal else "", bounds, node.scale, node.unit,
                "or none" if node.or_none else "",
            )  # fmt: skip
            return word(" ".join(filter(None, words)))


def _ordered(values: tuple[Word, ...]) -> Pieces:
    """Return ``{a < b}``."""
    first, *rest = (each.text for each in values)
    return closed([(NEVER, "{" + first), *((DEEPER, " < " + each) for each in rest)], "}")


def _rung(node: Expression) -> int:
    """Return the rung of the ladder on which ``node`` stands without brackets."""
    if isinstance(node, Arithmetic):
        return SUM if node.operator in "+-" else PRODUCT
    return RUNGS.get(type(node), ATOM)


def _open(node: Expression, depth: int) -> Pieces:
    """Return ``node`` without brackets of its own."""
    match node:
        case Conditional():
            right = expression(node.right, FORMULA, depth)
            left = expression(node.left, FORMULA, depth)
            return [*left, *led(depth + CONDITION, f" {node.word} ", right)]
        case Or():
            return _chain(node.operands, " or ", CONJUNCTION, depth + EITHER, depth)
        case And():
            return _chain(node.operands, " and ", RELATION, depth + BOTH, depth)
        case Compare() | AmongValues() | InRange() | EventRelation() | EventDate():
            return _relation(node, depth)
        case Arithmetic():
            return _arithmetic(node, depth)
        case Not():
            return led(NEVER, "not ", expression(node.operand, UNARY, depth))
        case Negative():
            return led(NEVER, "-", expression(node.operand, UNARY, depth))
        case Call() | Quantified() | Counted():
            return _call(node, depth)
        case Truth() | Number() | Day() | Name():
            return word(_atom(node))


def _chain(
    operands: tuple[Expression, ...], between: str, rung: int, level: int, depth: int
) -> Pieces:
    """Return ``a and b and c``."""
    found = list(expression(operands[0], rung, depth))
    for operand in operands[1:]:
        found += led(level, between, expression(operand, rung, depth))
    return found


def _relation(
    node: Compare | AmongValues | InRange | EventRelation | EventDate, depth: int
) -> Pieces:
    """Return a comparison, or a relation of events."""
    match node:
        case Compare():
            left, right = (expression(each, SUM, depth) for each in (node.left, node.right))
            return [*left, *led(depth + COMPARISON, f" {node.operator} ", right)]
        case AmongValues():
            values = [expression(each, SUM, depth + DEEPER) for each in node.values]
            subject = expression(node.subject, SUM, depth)
            return [*closed(subject, " in "), *_enclosed(values, "{", "}", depth)]
        case InRange():
            low, high = (expression(each, SUM, depth) for each in (node.low, node.high))
            subject = closed(expression(node.subject, SUM, depth), " in ")
            return [*subject, *closed(low, ".."), *high]
        case EventRelation():
            return _order(node, depth)
        case EventDate():
            return closed(expression(node.event, SUM, depth), f" {node.word} {day(node.day)}")


def _order(node: EventRelation, depth: int) -> Pieces:
    """Return ``b at least 60 days after a``."""
    said = node.word if node.word != "after" else ""
    delay = f"{_duration(node.duration)} after" if node.duration else ""
    words = " ".join(filter(None, (said, delay)))
    level = depth + COMPARISON if node.word in GOES_ON else NEVER
    right = expression(node.right, OPERAND, depth)
    return [*expression(node.left, SUM, depth), *led(level, f" {words} ", right)]


def _duration(node: Duration) -> str:
    """Return ``60 days``."""
    return plural(node.number, node.unit)


def _arithmetic(node: Arithmetic, depth: int) -> Pieces:
    """Return ``a + b``."""
    rung, level = (SUM, TERM) if node.operator in "+-" else (PRODUCT, FACTOR)
    right = expression(node.right, rung + 1, depth)
    left = expression(node.left, rung, depth)
    return [*left, *led(depth + level, f" {node.operator} ", right)]


def _call(node: Call | Quantified | Counted, depth: int) -> Pieces:
    """Return a function, a quantifier or a count of formulas."""
    inside = depth + DEEPER
    match node:
        case Call():
            rung = OPERAND if node.function == "day" else SUM
            arguments = [expression(each, rung, inside) for each in node.arguments]
            return _enclosed(arguments, f"{node.function}(", ")", depth)
        case Counted():
            operands = [expression(each, FORMULA, inside) for each in node.operands]
            return _enclosed(operands, f"{node.bound} {node.number} of (", ")", depth)
        case Quantified():
            return closed(_quantified(node, inside), ")")


def _quantified(node: Quantified, inside: int) -> Pieces:
    """Return ``all(x in S: body``, not yet closed."""
    head = led(NEVER, f"{node.function}({node.variable.text} in ", members(node.members, inside))
    rung = SUM if node.function == "sum" else ANY
    found = [*closed(head, ":"), *led(inside, " ", expression(node.body, rung, inside))]
    if node.condition is not None:
        condition = expression(node.condition, FORMULA, inside)
        found += led(inside + CONDITION, " if ", condition)
    return found


def _enclosed(parts: list[Pieces], opening: str, closing: str, depth: int) -> Pieces:
    """Return ``parts`` with commas between them and brackets around them."""
    return closed(led(NEVER, opening, listed(parts, depth + DEEPER)), closing)


def _atom(node: Truth | Number | Day | Name) -> str:
    """Return a value or a name."""
    match node:
        case Truth():
            return "true" if node.value else "false"
        case Number():
            return number(node)
        case Day():
            return day(node)
        case Name():
            mark = f"@{node.mark.text}" if node.mark else ""
            return indexed(node.path, node.index) + mark
