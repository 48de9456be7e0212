"""Values of a sweep: those of a type, and those that a range with a step names."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from termcheck.library.model import Choice, Domain
from termcheck.value import Value

MOST_POINTS: Final = 2_000
"""Choices of one axis."""

_NUMBER = r"-?\s*[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?"
_RANGE = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})(?:\s+by\s+({_NUMBER}))?(?P<unit>\s.*)?")


class NoValues(Value):
    """Why there are no values: a sentence and a suggestion."""

    message: str
    help: str = ""


def values_in(said: str) -> tuple[str, ...] | NoValues:
    """Return the values that ``said`` names: one, or those of ``LOW..HIGH by STEP UNIT``."""
    found = _RANGE.fullmatch(said)
    if found is None:
        return (said,)
    low, high, step = (_number(each) for each in (found[1], found[2], found[3] or "1"))
    if step <= 0 or high < low:
        return NoValues(f"`{said}` holds no value", "write LOW..HIGH by STEP, the lower end first")
    return _steps(low, high, step, (found["unit"] or "").rstrip())


def values_of(domain: Domain) -> tuple[str, ...] | NoValues:
    """Return all values of a type, as they are written."""
    if isinstance(domain, Choice):
        return domain.values
    if not domain.whole:
        help = "write `{ LOW..HIGH by STEP }`"
        return NoValues("a decimal has no end of values", help)
    unit = f" {domain.unit}" if domain.unit else ""
    found = _steps(domain.low, domain.high, Fraction(1), unit)
    return (*found, "none") if isinstance(found, tuple) and domain.or_none else found


def _steps(low: Fraction, high: Fraction, step: Fraction, unit: str) -> tuple[str, ...] | NoValues:
    number = (high - low) // step + 1
    if number > MOST_POINTS:
        return too_many(number)
    return tuple(f"{_text(low + place * step)}{unit}" for place in range(number))


def too_many(number: int) -> NoValues:
    """Return that one axis cannot have so many choices."""
    message = f"these are {number} choices, and one line can have {MOST_POINTS}"
    return NoValues(message, "write fewer, or a greater step as `LOW..HIGH by STEP`")


def _number(text: str) -> Fraction:
    return Fraction(text.replace("_", "").replace(" ", ""))


def _text(number: Fraction) -> str:
    """Return a number that was written as a decimal, as one."""
    if number.denominator == 1:
        return str(number.numerator)
    return format(Decimal(number.numerator) / Decimal(number.denominator), "f")
