"""Holds: what a core means in a package, in plain Python.

A core is a nested tuple. Formulas: ("const", truth), ("in", variable, values),
("none", variable), ("happens", event), ("cmp", sign, quantity, quantity) with
the signs = != < <=, ("not", f), ("and", fs), ("or", fs), ("iff", f, g),
("count", low, high, fs). Quantities: ("num", fraction), ("amount", variable),
("day", event), ("sum", qs), ("times", factor, q), ("round"/"floor"/"ceil", q),
("min"/"max", qs), ("tally", ((f, q), ...)), ("months", q, number).

A package gives every variable a value (a name, a number, or ``None`` for no
limit) and every event a day number, or ``None`` if it does not happen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from termcheck.certify.check.words import Refused

Core = tuple[Any, ...]
Values = Mapping[str, str | Fraction | None]
Days = Mapping[str, int | None]


def holds(core: Core, values: Values, days: Days) -> bool:
    """Say whether ``core`` is true in the package; ``Refused`` if that is not said in it."""
    try:
        return _holds(core, values, days)
    except KeyError as missing:
        raise Refused(f"the package does not say what becomes of {missing}") from None
    except RecursionError:
        raise Refused("nested too deeply") from None


def _holds(core: Core, values: Values, days: Days) -> bool:
    kind = core[0]
    if kind == "const":
        return bool(core[1])
    if kind == "in":
        return values[core[1]] in core[2]
    if kind == "cmp":
        left, right = amount(core[2], values, days), amount(core[3], values, days)
        return left is not None and right is not None and compares(core[1], left, right)
    if kind == "not":
        return not _holds(core[1], values, days)
    if kind == "and":
        return all(_holds(each, values, days) for each in core[1])
    if kind == "or":
        return any(_holds(each, values, days) for each in core[1])
    if kind == "iff":
        return _holds(core[1], values, days) == _holds(core[2], values, days)
    if kind == "count":
        return bool(core[1] <= sum([_holds(each, values, days) for each in core[3]]) <= core[2])
    if kind == "happens":
        return days[core[1]] is not None
    if kind == "none":
        return values[core[1]] is None
    raise Refused(f"`{kind}` is no formula")


def asked(core: Core) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the variables and the events that a package has to answer for ``core``."""
    variables: dict[str, None] = {}
    events: dict[str, None] = {}
    waiting: list[Any] = [core]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, tuple) or not node:
            continue
        if node[0] in ("in", "none", "amount"):
            variables[node[1]] = None
        elif node[0] in ("happens", "day"):
            events[node[1]] = None
        else:
            waiting += node[::-1]
    return tuple(variables), tuple(events)


def compares(sign: str, left: Fraction, right: Fraction) -> bool:
    """Say whether the two numbers stand so to each other."""
    if sign == "=":
        return left == right
    if sign == "!=":
        return left != right
    return left < right or (sign == "<=" and left == right)


def amount(quantity: Core, values: Values, days: Days) -> Fraction | None:
    """Return the number that ``quantity`` is in the package, or ``None`` if it is undefined."""
    kind = quantity[0]
    if kind == "num":
        number: Fraction = quantity[1]
        return number
    if kind == "amount":
        value = values[quantity[1]]
        if isinstance(value, str):
            raise Refused(f"`{quantity[1]}` is a number")
        return value
    if kind == "day":
        day = days[quantity[1]]
        return None if day is None else Fraction(day)
    if kind == "tally":
        return _sum([amount(q, values, days) for f, q in quantity[1] if _holds(f, values, days)])
    if kind in ("sum", "min", "max"):
        parts = [amount(each, values, days) for each in quantity[1]]
        if kind == "sum":
            return _sum(parts)
        known = [each for each in parts if each is not None]
        if len(known) < len(parts) or not known:
            return None
        return min(known) if kind == "min" else max(known)
    if kind == "times":
        part = amount(quantity[2], values, days)
        return None if part is None else quantity[1] * part
    part = amount(quantity[1], values, days)
    if part is None:
        return None
    if kind == "months":
        return Fraction(months_after(part, quantity[2]))
    return Fraction(rounded(kind, part))


def _sum(parts: list[Fraction | None]) -> Fraction | None:
    total = Fraction(0)
    for each in parts:
        if each is None:
            return None
        total += each
    return total


def rounded(way: str, number: Fraction) -> int:
    """Return the whole number next to ``number``; ``round`` goes from a half away from zero."""
    if way == "floor":
        return floor(number)
    if way == "ceil":
        return ceil(number)
    if way != "round":
        raise Refused(f"`{way}` is no quantity")
    return floor(abs(number) + Fraction(1, 2)) * (1 if number > 0 else -1)


def months_after(day: Fraction, months: int) -> int:
    """Return the day ``months`` months after ``day``: its day of the month, or the last."""
    if day.denominator != 1 or not 1 <= day <= date.max.toordinal():
        raise Refused("months are counted from a day of the calendar")
    start = date.fromordinal(int(day))
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise Refused("months lead out of the calendar")
    return date(year, month + 1, min(start.day, month_length(year, month + 1))).toordinal()


def month_length(year: int, month: int) -> int:
    """Return how many days a month has, of a year of the Gregorian calendar."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
