"""Domains: from the type of a term to its values, and its status quo among them."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from termcheck.language import tree
from termcheck.library.arithmetic import common_dimension
from termcheck.library.elaborate import Elaborator
from termcheck.library.elaborate_bounds import in_digits
from termcheck.library.elaborate_numbers import is_unit
from termcheck.library.limits import VALUES, WIDEST_BOUND
from termcheck.library.model import Answer, Choice, Domain, Range
from termcheck.library.typed import PLAIN
from termcheck.library.units import SCALES
from termcheck.value import Value

BOOL = Choice(("false", "true"), False, True)


def domain_of(scope: Elaborator, type_: tree.TypeExpression) -> Domain | None:
    """Return the values of a type, nothing after a fault."""
    match type_:
        case tree.BoolType():
            return BOOL
        case tree.ChoiceType():
            return _choice(scope, type_)
        case tree.NumberType():
            return _range(scope, type_)
        case _:
            assert_never(type_)


def _choice(scope: Elaborator, type_: tree.ChoiceType) -> Choice | None:
    if len(type_.values) > VALUES:
        message = f"this type has more than {VALUES:_} values"
        scope.fault("TC240", type_.span, message)
        return None
    if not type_.values:
        scope.fault("TC248", type_.span, "this type has no values")
        return None
    seen: dict[str, None] = {}
    for word in type_.values:
        if word.text in seen:
            message = f"`{word.text}` stands twice among the values"
            scope.fault("TC249", word.span, message)
        seen[word.text] = None
    return Choice(tuple(seen), type_.ordered)


def _range(scope: Elaborator, type_: tree.NumberType) -> Range | None:
    if not (is_unit(scope, type_) and is_unit(scope, type_.low) and is_unit(scope, type_.high)):
        return None
    unit = type_.unit or type_.high.unit or type_.low.unit
    low, high = _bound(type_, type_.low), _bound(type_, type_.high)
    if low > high:
        message = f"the lower bound {in_digits(low)} is above the upper bound {in_digits(high)}"
        scope.fault("TC234", type_.span, message)
        return None
    if max(abs(low), abs(high)) > WIDEST_BOUND:
        message = f"a bound may be at most {WIDEST_BOUND:_}"
        scope.fault("TC236", type_.span, message, "count in a larger unit")
        return None
    if not type_.decimal and (low.denominator != 1 or high.denominator != 1):
        message = "the bounds of a whole number must be whole"
        scope.fault("TC235", type_.span, message, "write `decimal` before the bounds")
        return None
    return Range(low, high, not type_.decimal, type_.or_none, unit)


def _bound(type_: tree.NumberType, number: tree.Number) -> Fraction:
    return number.value * SCALES.get(number.scale or type_.scale, 1)


class StatusQuo(Value):
    """A value that was declared with ``now``; ``None`` is *no limit*."""

    value: Answer


def status_quo(
    scope: Elaborator, name: str, domain: Domain, now: tree.Expression
) -> StatusQuo | None:
    """Return the value ``now`` of the term ``name``, nothing after a fault."""
    match domain:
        case Choice():
            return _chosen(scope, name, domain, now)
        case Range():
            return _number(scope, name, domain, now)
        case _:
            assert_never(domain)


def _chosen(scope: Elaborator, name: str, domain: Choice, now: tree.Expression) -> StatusQuo | None:
    if isinstance(now, tree.Truth) and domain.bool:
        return StatusQuo("true" if now.value else "false")
    if isinstance(now, tree.Name) and now.path in domain.values and not domain.bool:
        return StatusQuo(now.path)
    text = scope.faults.spelled(now.span)
    help = (
        scope.faults.did_you_mean(text, domain.values)
        or f"the values are {', '.join(domain.values[:12])}"
    )
    scope.fault("TC203", now.span, f"`{text}` is no value of `{name}`", help)
    return None


def _number(scope: Elaborator, name: str, domain: Range, now: tree.Expression) -> StatusQuo | None:
    if isinstance(now, tree.Name) and now.path == "none" and domain.or_none:
        return StatusQuo(None)
    found = scope.measure(now)
    if found is None:
        return None
    factor = scope.vocabulary.factor(domain.unit)
    like = found.but(dimension=scope.vocabulary.dimension(domain.unit), known=None)
    text = scope.faults.spelled(now.span)
    if common_dimension(found, like) is None:
        help = f"say `{text} {domain.unit}`" if found.dimension == PLAIN else ""
        scope.fault("TC230", now.span, f"`{text}` is not in the unit of `{name}`", help)
        return None
    value = None if found.known is None else found.known / factor
    whole = value is not None and (value.denominator == 1 or not domain.whole)
    if value is None or not whole or not domain.low <= value <= domain.high:
        bounds = f"{in_digits(domain.low)}..{in_digits(domain.high)} {domain.unit}".strip()
        scope.fault("TC233", now.span, f"`{text}` is no value of `{name}`", f"its type is {bounds}")
        return None
    return StatusQuo(value)
