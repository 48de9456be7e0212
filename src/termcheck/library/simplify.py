"""Truth by form: what a formula is whatever the values of its terms.

Accepts any formula; returns true, false, or nothing where its form does not
show it. Sound and not complete: a solver sees more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from termcheck.library import formula as f
from termcheck.library.model import Choice, Domain


def truth(domains: Mapping[str, Domain], formula: f.Formula) -> bool | None:
    """Return what ``formula`` always is, ``None`` if its form does not show it."""
    match formula:
        case f.Constant(value=value):
            return value
        case f.Among(variable=variable, values=values):
            return _among(domains.get(variable.term), values)
        case f.Not(operand=operand):
            inner = truth(domains, operand)
            return None if inner is None else not inner
        case f.And(operands=operands):
            return _any(domains, operands, False)
        case f.Or(operands=operands):
            return _any(domains, operands, True)
        case f.Iff(left=left, right=right):
            if left == right:
                return True
            one, other = truth(domains, left), truth(domains, right)
            return None if one is None or other is None else one == other
        case f.HowMany(low=low, high=high, operands=operands):
            return _how_many(domains, low, high, operands)
        case f.Unlimited() | f.Happens() | f.Compare():
            return None
        case _:
            assert_never(formula)


def _among(domain: Domain | None, values: tuple[str, ...]) -> bool | None:
    if not values:
        return False
    full = isinstance(domain, Choice) and set(domain.values) == set(values)
    return True if full else None


def _any(
    domains: Mapping[str, Domain], operands: tuple[f.Formula, ...], decisive: bool
) -> bool | None:
    """Return ``decisive`` if one operand is it, or if one denies another."""
    found = [truth(domains, each) for each in operands]
    if decisive in found:
        return decisive
    denied = [each.operand for each in operands if isinstance(each, f.Not)]
    if any(each in operands for each in denied):
        return decisive
    return None if None in found else not decisive


def _how_many(
    domains: Mapping[str, Domain], low: int, high: int, operands: tuple[f.Formula, ...]
) -> bool | None:
    found = [truth(domains, each) for each in operands]
    least = found.count(True)
    most = least + found.count(None)
    if least >= low and most <= high:
        return True
    return False if most < low or least > high else None
