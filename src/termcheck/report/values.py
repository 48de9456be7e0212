"""Values in words: numbers with their units, days, choices, lists of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from termcheck.library.model import Answer, Choice, Domain

DECIMALS = 6
"""Digits after the point that a number gets before it is written as a fraction."""


def number_text(number: Fraction) -> str:
    """Return ``number`` as a decimal if it is one of few digits, else as a fraction."""
    scaled = number * 10**DECIMALS
    if scaled.denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    sign, digits = "-" if number < 0 else "", str(abs(scaled.numerator)).zfill(DECIMALS + 1)
    whole, rest = digits[:-DECIMALS], digits[-DECIMALS:].rstrip("0")
    return f"{sign}{grouped(whole)}{'.' + rest if rest else ''}"


def grouped(digits: str) -> str:
    """Return five and more ``digits`` with a comma at each thousand."""
    return f"{int(digits):,}" if len(digits) > 4 else digits


def amount_text(number: Fraction, unit: str) -> str:
    """Return ``number`` with its unit, if it has one; millions and billions in words."""
    for word, size in (("billion", 10**9), ("million", 10**6)):
        short = number / size
        if abs(short) >= 1 and (short * 1000).denominator == 1:
            return f"{number_text(short)} {word} {unit}".rstrip()
    return f"{number_text(number)} {unit}".rstrip()


def answer_text(domain: Domain, answer: Answer) -> str:
    """Return the value of a term as it is printed."""
    if answer is None:
        return "no limit"
    if isinstance(domain, Choice):
        return {"true": "yes", "false": "no"}[str(answer)] if domain.bool else spaced(str(answer))
    return amount_text(Fraction(answer), domain.unit)


def day_text(day: int) -> str:
    """Return the day with this number as ``2025-05-12``."""
    return date.fromordinal(day).isoformat()


def spaced(name: str) -> str:
    """Return a name of the library as words: ``battle_line`` gives ``battle line``."""
    return name.replace("_", " ").strip()


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return ``a``, ``a and b``, or ``a, b and c``."""
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {last} {found[-1]}"


def few(words: Sequence[str], most: int) -> str:
    """Return the words with commas, the first ``most`` and ``…`` if there are more."""
    return ", ".join(words) if len(words) <= most else ", ".join(words[:most]) + ", …"
