"""Comparisons: both sides looked at together, because a value belongs to a type.

Accepts a comparison and what its sides are; returns a formula, or nothing
after a fault. A name beside a term with named values is one of those values
first, whatever else it may be.
"""

from __future__ import annotations

from fractions import Fraction

from termcheck.language import tree
from termcheck.language.source import Span
from termcheck.library import formula as f
from termcheck.library.elaborate_numbers import common_dimension, named
from termcheck.library.model import Choice
from termcheck.library.scope import Scope
from termcheck.library.suggest import did_you_mean
from termcheck.library.typed import CALENDAR, Claim, Measure, Member, Pick, Typed, Unresolved

_MIRRORED: dict[tree.Comparator, tree.Comparator] = {
    "=": "=",
    "!=": "!=",
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
}


class Side:
    """One side of a comparison: as written, and what it is."""

    __slots__ = ("node", "what")

    def __init__(self, node: tree.Expression, what: Typed) -> None:
        self.node = node
        self.what = what


def compare(
    scope: Scope, span: Span, left: Side, operator: tree.Comparator, right: Side
) -> f.Formula | None:
    """Return ``left operator right`` as a formula."""
    for one, sign, other in ((left, operator, right), (right, _MIRRORED[operator], left)):
        if isinstance(one.what, Pick):
            value = _value(scope, other.node, one.what.domain)
            if value is not None:
                return _pick_against_value(scope, span, one.what, sign, value)
    for one, other in ((left, right), (right, left)):
        if _is_none(other) and isinstance(one.what, Measure):
            return _against_none(scope, span, one, operator)
    for one, other in ((left, right), (right, left)):
        if isinstance(one.what, Member):
            return _member_against(scope, span, one.what, operator, other)
    return _same_kinds(scope, span, left, operator, right)


def _same_kinds(
    scope: Scope, span: Span, left: Side, operator: tree.Comparator, right: Side
) -> f.Formula | None:
    match left.what, right.what:
        case Measure(), Measure():
            return compare_numbers(scope, span, left, operator, right)
        case Pick() as one, Pick() as other if _same_type(one.domain, other.domain):
            return _picks(scope, span, one, operator, other)
        case (Unresolved(), _) | (_, Unresolved()):
            _unknown(scope, left, right)
        case (Claim() | Pick(), Claim() | Pick()) if operator in ("=", "!="):
            return _claims(scope, span, left.what, operator, right.what)
        case _:
            _mismatch(scope, span, left, operator, right)
    return None


# --- Named values ------------------------------------------------------------


def _value(scope: Scope, node: tree.Expression, domain: Choice) -> str | None:
    """Return the value of ``domain`` that ``node`` names, if it names one."""
    match node:
        case tree.Truth(value=value) if domain.bool:
            return "true" if value else "false"
        case tree.Name(path=path, index=(), mark=None):
            bound = scope.bound.get(path)
            name = bound.name if bound and path not in domain.values else path
            return name if name in domain.values and not domain.bool else None
        case _:
            return None


def _pick_against_value(
    scope: Scope, span: Span, pick: Pick, operator: tree.Comparator, value: str
) -> f.Formula | None:
    if operator not in ("=", "!=") and not pick.domain.ordered:
        _unordered(scope, span, pick)
        return None
    return f.Among(pick.variable, chosen(pick.domain, operator, value))


def chosen(domain: Choice, operator: tree.Comparator, value: str) -> tuple[str, ...]:
    """Return the values of ``domain`` that stand in ``operator`` to ``value``."""
    at = domain.values.index(value)
    match operator:
        case "=":
            return (value,)
        case "!=":
            return domain.values[:at] + domain.values[at + 1 :]
        case "<":
            return domain.values[:at]
        case "<=":
            return domain.values[: at + 1]
        case ">":
            return domain.values[at + 1 :]
        case ">=":
            return domain.values[at:]


def _unordered(scope: Scope, span: Span, pick: Pick) -> None:
    values = ", ".join(pick.domain.values[:6])
    scope.fault(
        "TC225",
        span,
        f"the values of `{pick.name}` have no order",
        f"compare with `=` or `!=`, or declare an order: `{{{values.replace(', ', ' < ')}}}`",
    )


def _same_type(one: Choice, other: Choice) -> bool:
    """Say whether two types are the same; bools are compared as statements."""
    return one.values == other.values and one.ordered == other.ordered and not one.bool


def _picks(
    scope: Scope, span: Span, one: Pick, operator: tree.Comparator, other: Pick
) -> f.Formula | None:
    if operator not in ("=", "!=") and not one.domain.ordered:
        _unordered(scope, span, one)
        return None
    if operator == "!=":
        same = _picks(scope, span, one, "=", other)
        return same and f.Not(same)
    values = one.domain.values
    pairs = [(v, chosen(one.domain, _MIRRORED[operator], v)) for v in values]
    return f.Or(
        tuple(
            [
                f.And((f.Among(one.variable, (v,)), f.Among(other.variable, others)))
                for v, others in pairs
                if others
            ]
        )
    )


# --- Truths ------------------------------------------------------------------


def claim_of(what: Claim | Pick) -> f.Formula | None:
    """Return what a claim says, or a bool term for itself; ``None`` for other terms."""
    if isinstance(what, Claim):
        return what.formula
    return f.Among(what.variable, ("true",)) if what.domain.bool else None


def _claims(
    scope: Scope, span: Span, left: Claim | Pick, operator: tree.Comparator, right: Claim | Pick
) -> f.Formula | None:
    one, other = claim_of(left), claim_of(right)
    if one is None or other is None:
        names = [f"`{each.name}`" for each in (left, right) if isinstance(each, Pick)]
        message = f"{' and '.join(names)} cannot be compared: the values are not of one type"
        scope.fault("TC226", span, message)
        return None
    for fixed, free in ((one, other), (other, one)):
        if isinstance(fixed, f.Constant):
            return free if fixed.value == (operator == "=") else f.Not(free)
    return f.Iff(one, other) if operator == "=" else f.Not(f.Iff(one, other))


def _mismatch(
    scope: Scope, span: Span, left: Side, operator: tree.Comparator, right: Side
) -> None:
    for one in (left, right):
        if isinstance(one.what, Claim) and one.what.event:
            name = scope.faults.spelled(one.node.span)
            message = f"`{name}` is an event; only its day can be compared"
            scope.fault("TC223", one.node.span, message, f"write `day({name})`")
            return
    texts = [scope.faults.spelled(side.node.span) for side in (left, right)]
    message = f"`{texts[0]}` and `{texts[1]}` cannot be compared with `{operator}`"
    kinds = " and ".join(_kind(side.what) for side in (left, right))
    scope.fault("TC226", span, message, f"these are {kinds}")


def _kind(what: Typed) -> str:
    match what:
        case Claim():
            return "a statement"
        case Pick(domain=domain):
            return "a statement" if domain.bool else "a term with named values"
        case Measure(dimension=dimension):
            return named(dimension)
        case Member() | Unresolved():
            return "a name"


# --- Names that nothing declares ----------------------------------------------


def unknown_name(scope: Scope, name: tree.Name) -> None:
    """Note that nothing declares ``name``, with the nearest name that is declared."""
    owners = scope.vocabulary.owners_of_value(name.path)
    if owners:
        help = f"`{name.path}` is a value of `{owners[0]}`: write `{owners[0]} = {name.path}`"
        scope.fault("TC204", name.span, f"the value `{name.path}` stands alone", help)
        return
    help = did_you_mean(name.path, (*scope.vocabulary.names(), *scope.bound))
    scope.fault("TC201", name.span, f"`{name.path}` is not declared", help)


def _unknown(scope: Scope, left: Side, right: Side) -> None:
    for one, other in ((left, right), (right, left)):
        if isinstance(one.what, Pick) and isinstance(other.what, Unresolved):
            _not_a_value(scope, one.what, other.what.node)
            return
    names = [side.what.node for side in (left, right) if isinstance(side.what, Unresolved)]
    values = [name for name in names if scope.vocabulary.owners_of_value(name.path)]
    strangers = [name for name in names if name not in values]
    if strangers or len(names) == 2:
        unknown_name(scope, (strangers or names)[0])
        return
    value = names[0]
    other = scope.faults.spelled((right if left.node is value else left).node.span)
    owner = scope.vocabulary.owners_of_value(value.path)[0]
    message = f"`{value.path}` is a value of `{owner}`, not of `{other}`"
    scope.fault("TC204", value.span, message)


def _not_a_value(scope: Scope, pick: Pick, name: tree.Name) -> None:
    owners = [n for n in scope.vocabulary.owners_of_value(name.path) if n != pick.name]
    values = pick.domain.values
    message = f"`{name.path}` is no value of `{pick.name}`"
    if owners:
        help = f"it is one of `{owners[0]}`; those of `{pick.name}` are {', '.join(values)}"
        scope.fault("TC204", name.span, message, help)
        return
    help = did_you_mean(name.path, values) or f"the values are {', '.join(values[:12])}"
    scope.fault("TC203", name.span, message, help)


def _member_against(
    scope: Scope, span: Span, member: Member, operator: tree.Comparator, other: Side
) -> f.Formula | None:
    name = other.what.name if isinstance(other.what, Member) else None
    if isinstance(other.node, tree.Name) and name is None:
        name = other.node.path
        if name not in member.members:
            help = did_you_mean(name, member.members)
            scope.fault("TC208", other.node.span, f"`{name}` is no member of the set", help)
            return None
    if name is None or operator not in ("=", "!="):
        scope.fault("TC226", span, "a member of a set can only be compared with a member")
        return None
    return f.Constant((member.name == name) == (operator == "="))


# --- Numbers -----------------------------------------------------------------


def _is_none(side: Side) -> bool:
    node = side.node
    return isinstance(node, tree.Name) and node.path == "none" and isinstance(side.what, Unresolved)


def _against_none(
    scope: Scope, span: Span, side: Side, operator: tree.Comparator
) -> f.Formula | None:
    what = side.what
    assert isinstance(what, Measure)
    text = scope.faults.spelled(side.node.span)
    if what.variable is None or what.domain is None:
        scope.fault("TC227", span, f"only a term can be `none`, and `{text}` is not one")
    elif not what.domain.or_none:
        message = f"`{text}` always has a number, so it cannot be `none`"
        scope.fault("TC227", span, message, "declare it with `or none` after its type")
    elif operator not in ("=", "!="):
        scope.fault("TC227", span, "`none` is no number", "write `= none` or `!= none`")
    else:
        unlimited = f.Unlimited(what.variable)
        return unlimited if operator == "=" else f.Not(unlimited)
    return None


def compare_numbers(
    scope: Scope, span: Span, left: Side, operator: tree.Comparator, right: Side
) -> f.Formula | None:
    """Return a comparison of two measures, after the lints that its bounds allow."""
    one, other = left.what, right.what
    assert isinstance(one, Measure) and isinstance(other, Measure)
    if common_dimension(one, other) is None:
        _dimensions(scope, span, left, right)
        return None
    for literal, side in ((right, left), (left, right)):
        if is_literal(literal.node) and not _fits(scope, span, literal, operator, side):
            return None
    if is_literal(left.node) or is_literal(right.node):
        _warn_if_constant(scope, span, one, operator, other)
    return relation(one, operator, other)


def in_range(scope: Scope, span: Span, subject: Side, low: Side, high: Side) -> f.Formula | None:
    """Return ``subject in low..high``, both ends included."""
    for end in (low, high):
        if isinstance(subject.what, Measure) and isinstance(end.what, Measure):
            if common_dimension(subject.what, end.what) is None:
                _dimensions(scope, span, subject, end)
                return None
    match subject.what, low.what, high.what:
        case Measure() as inner, Measure() as least, Measure() as most:
            if _range_is_good(scope, span, inner, least, most):
                return f.And((relation(inner, ">=", least), relation(inner, "<=", most)))
            return None
        case _:
            above = compare(scope, span, subject, ">=", low)
            below = compare(scope, span, subject, "<=", high)
            return None if above is None or below is None else f.And((above, below))


def _range_is_good(
    scope: Scope, span: Span, subject: Measure, low: Measure, high: Measure
) -> bool:
    """Say whether a range begins before it ends; warn where it decides nothing."""
    text = scope.faults.spelled(span)
    if low.known is not None and high.known is not None and low.known > high.known:
        scope.fault("TC234", span, f"the range in `{text}` ends before it begins")
        return False
    never = subject.high < low.low or subject.low > high.high
    inside = low.high <= subject.low and subject.high <= high.low
    free = subject.known is None and subject.dimension != CALENDAR
    if never or (inside and free):
        outcome = "never" if never else "always"
        scope.fault("TC304", span, f"`{text}` {outcome} holds, by the bounds alone")
    return True


def is_literal(node: tree.Expression) -> bool:
    """Say whether ``node`` is a number or a day as written, perhaps negative."""
    inner = node.operand if isinstance(node, tree.Negative) else node
    return isinstance(inner, tree.Number | tree.Day)


def _dimensions(scope: Scope, span: Span, left: Side, right: Side) -> None:
    one, other = left.what, right.what
    assert isinstance(one, Measure) and isinstance(other, Measure)
    texts = [scope.faults.spelled(side.node.span) for side in (left, right)]
    message = (
        f"`{texts[0]}` is {named(one.dimension)}, "
        f"but `{texts[1]}` is {named(other.dimension)}"
    )
    help = ""
    for a, text, b in ((one, texts[0], other), (other, texts[1], one)):
        unit = b.domain.unit if b.domain else ""
        if not a.dimension and a.known is not None and unit:
            help = f"say `{text} {unit}`"
    scope.fault("TC230", span, message, help)


def _fits(
    scope: Scope, span: Span, literal: Side, operator: tree.Comparator, side: Side
) -> bool:
    """Say whether a term can have the value that ``=`` or ``!=`` compares it with."""
    number, term = literal.what, side.what
    assert isinstance(number, Measure) and isinstance(term, Measure)
    if term.domain is None or number.known is None or operator not in ("=", "!="):
        return True
    factor = term.grain or Fraction(1)
    value = number.known / factor
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
    if value.denominator == 1:
        return str(value.numerator)
    places = 0
    scaled = value
    while scaled.denominator != 1 and places < 12:
        scaled, places = scaled * 10, places + 1
    if scaled.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    sign, digits = ("-" if value < 0 else ""), str(abs(scaled.numerator)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def _always(one: Measure, operator: tree.Comparator, other: Measure) -> bool | None:
    """Return what the bounds alone make of a comparison, ``None`` if nothing."""
    match operator:
        case "<=" | "<":
            below = one.high < other.low or (operator == "<=" and one.high == other.low)
            above = one.low > other.high or (operator == "<" and one.low == other.high)
            return True if below else False if above else None
        case ">=" | ">":
            return _always(other, _MIRRORED[operator], one)
        case "=" | "!=":
            apart = one.high < other.low or one.low > other.high
            return (operator == "!=") if apart else None


def _warn_if_constant(
    scope: Scope, span: Span, one: Measure, operator: tree.Comparator, other: Measure
) -> None:
    if one.known is not None and other.known is not None:
        return
    always = _always(one, operator, other)
    if always is None:
        return
    optional = any(each.domain is not None and each.domain.or_none for each in (one, other))
    day = CALENDAR in (one.dimension, other.dimension)
    if always and optional:
        message = f"`{scope.faults.spelled(span)}` only says that there is a limit"
    elif always and day:
        return
    else:
        outcome = "always" if always else "never"
        message = f"`{scope.faults.spelled(span)}` {outcome} holds, by the bounds alone"
    term = one if one.domain else other
    help = f"the type is {type_in_words(term)}" if term.domain else ""
    scope.fault("TC304", span, message, help)


def relation(one: Measure, operator: tree.Comparator, other: Measure) -> f.Formula:
    """Return ``one operator other`` for measures of one dimension, simply put."""
    if operator in (">", ">="):
        return relation(other, _MIRRORED[operator], one)
    order: f.Order = "<" if operator == "<" else "<=" if operator == "<=" else _equal(operator)
    if one.known is not None and other.known is not None:
        return f.Constant(_holds(one.known, order, other.known))
    if one.known is None and other.known is not None:
        return _against_number(one.quantity, order, other.known, False)
    if one.known is not None:
        return _against_number(other.quantity, order, one.known, True)
    return f.Compare(one.quantity, order, other.quantity)


def _equal(operator: tree.Comparator) -> f.Order:
    return "=" if operator == "=" else "!="


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
