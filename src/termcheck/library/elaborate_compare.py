"""Comparisons: both sides looked at together, because a value belongs to a type.

Accepts a comparison and what its sides are; returns a formula, or nothing
after a fault. A name beside a term with named values is one of those values
first, whatever else it may be.
"""

from __future__ import annotations

from itertools import chain

from termcheck.language import tree
from termcheck.language.source import Span
from termcheck.library import formula as f
from termcheck.library.arithmetic import named
from termcheck.library.elaborate_bounds import (
    MIRRORED,
    Sized,
    compare_numbers,
    have_one_dimension,
    range_is_good,
    relation,
)
from termcheck.library.model import Choice, Domain
from termcheck.library.scope import Scope
from termcheck.library.typed import Claim, Measure, Member, Pick, Typed, Unresolved


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
    for one, other in ((left, right), (right, left)):
        if isinstance(one.what, Pick):
            value = _value(scope, other.node, one.what.domain)
            if value is not None:
                sign = operator if one is left else MIRRORED[operator]
                return _pick_against_value(scope, span, one.what, sign, value)
    for one, other in ((left, right), (right, left)):
        if _is_none(other) and isinstance(one.what, Measure):
            return _against_none(scope, span, one.node, one.what, operator)
    for one, other in ((left, right), (right, left)):
        if isinstance(one.what, Member):
            return _member_against(scope, span, one.what, operator, other)
    return _same_kinds(scope, span, left, operator, right)


def _same_kinds(
    scope: Scope, span: Span, left: Side, operator: tree.Comparator, right: Side
) -> f.Formula | None:
    match left.what, right.what:
        case Measure() as one, Measure() as other:
            sides = Sized(left.node, one), Sized(right.node, other)
            return compare_numbers(scope, span, sides[0], operator, sides[1])
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


def has_value(domain: Domain, node: tree.Name) -> bool:
    """Say whether ``node`` is, as it is written, a value of a term with this domain."""
    bare = not node.index and node.mark is None
    return bare and isinstance(domain, Choice) and not domain.bool and node.path in domain.values


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
    pairs = [(v, chosen(one.domain, MIRRORED[operator], v)) for v in values]
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


def _mismatch(scope: Scope, span: Span, left: Side, operator: tree.Comparator, right: Side) -> None:
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
    help = scope.faults.did_you_mean(name.path, chain(scope.vocabulary.names(), scope.bound))
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
    beside = scope.faults.spelled((right if left.node is value else left).node.span)
    owner = scope.vocabulary.owners_of_value(value.path)[0]
    message = f"`{value.path}` is a value of `{owner}`, not of `{beside}`"
    scope.fault("TC204", value.span, message)


def _not_a_value(scope: Scope, pick: Pick, name: tree.Name) -> None:
    owners = [n for n in scope.vocabulary.owners_of_value(name.path) if n != pick.name]
    values = pick.domain.values
    message = f"`{name.path}` is no value of `{pick.name}`"
    if owners:
        help = f"it is one of `{owners[0]}`; those of `{pick.name}` are {', '.join(values)}"
        scope.fault("TC204", name.span, message, help)
        return
    help = (
        scope.faults.did_you_mean(name.path, values) or f"the values are {', '.join(values[:12])}"
    )
    scope.fault("TC203", name.span, message, help)


def _member_against(
    scope: Scope, span: Span, member: Member, operator: tree.Comparator, other: Side
) -> f.Formula | None:
    if isinstance(other.what, Pick):
        message = f"the variable also stands for `{member.name}`"
        values = ", ".join(other.what.domain.values[:12])
        help = f"the values of `{other.what.name}` are {values}"
        scope.fault("TC203", span, f"{message}, which is no value of `{other.what.name}`", help)
        return None
    name = other.what.name if isinstance(other.what, Member) else None
    if isinstance(other.node, tree.Name) and name is None:
        name = other.node.path
        if name not in member.members:
            help = scope.faults.did_you_mean(name, member.members)
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
    scope: Scope, span: Span, node: tree.Expression, what: Measure, operator: tree.Comparator
) -> f.Formula | None:
    text = scope.faults.spelled(node.span)
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


def in_range(scope: Scope, span: Span, subject: Side, low: Side, high: Side) -> f.Formula | None:
    """Return ``subject in low..high``, both ends included."""
    match subject.what, low.what, high.what:
        case Measure() as inner, Measure() as least, Measure() as most:
            one = Sized(subject.node, inner)
            ends = (Sized(low.node, least), Sized(high.node, most))
            if not all(have_one_dimension(scope, span, one, end) for end in ends):
                return None
            if not range_is_good(scope, span, inner, least, most):
                return None
            return f.And((relation(inner, ">=", least), relation(inner, "<=", most)))
        case _:
            above = compare(scope, span, subject, ">=", low)
            below = compare(scope, span, subject, "<=", high)
            return None if above is None or below is None else f.And((above, below))
