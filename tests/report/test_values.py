"""Values in words: numbers, days, choices, lists."""

from __future__ import annotations

from fractions import Fraction

import pytest

from termcheck.library.model import Answer, Choice, Domain, Range
from termcheck.report.counting import counted
from termcheck.report.values import answer_text, day_text, few, listed, number_text, spaced

NUMBERS = [
    (Fraction(0), "0"),
    (Fraction(-5), "-5"),
    (Fraction(1, 2), "0.5"),
    (Fraction(-1, 8), "-0.125"),
    (Fraction(1, 3), "1/3"),
    (Fraction(1, 10**6), "0.000001"),
    (Fraction(1, 10**7), "1/10000000"),
    (Fraction(9999), "9999"),
    (Fraction(250_000), "250,000"),
    (Fraction(2_500_001, 2), "1,250,000.5"),
]


@pytest.mark.parametrize(("number", "expected"), NUMBERS, ids=[text for _, text in NUMBERS])
def test_a_number_is_exact(number: Fraction, expected: str) -> None:
    """A number is written as a decimal of few digits, or else as a fraction."""
    assert number_text(number) == expected


ANSWERS: list[tuple[Domain, Answer, str]] = [
    (Choice(("false", "true"), bool=True), "true", "yes"),
    (Choice(("false", "true"), bool=True), "false", "no"),
    (Choice(("true", "false")), "true", "true"),
    (Choice(("battle_line", "none")), "battle_line", "battle line"),
    (Range(Fraction(0), Fraction(9), whole=True, unit="km"), Fraction(5), "5 km"),
    (Range(Fraction(0), Fraction(9), whole=True, or_none=True), None, "no limit"),
    (Range(Fraction(0), Fraction(9), whole=False), Fraction(6_500_000_000), "6.5 billion"),
    (
        Range(Fraction(0), Fraction(9), whole=False, unit="eur"),
        Fraction(2 * 10**6),
        "2 million eur",
    ),
    (Range(Fraction(0), Fraction(9), whole=False), Fraction(1_234_567), "1,234,567"),
    (Range(Fraction(0), Fraction(9), whole=False), Fraction(250_000), "250,000"),
]


@pytest.mark.parametrize(("domain", "answer", "expected"), ANSWERS)
def test_an_answer_is_said_in_words(domain: Domain, answer: Answer, expected: str) -> None:
    """Values are printed as people say them."""
    assert answer_text(domain, answer) == expected


def test_lists_read_as_lists() -> None:
    """Lists end in a word, or in dots where they are cut."""
    assert [
        listed([]),
        listed(["a"]),
        listed(["a", "b"]),
        listed(["a", "b", "c"], "or"),
        few(["a", "b"], 2),
        few(["a", "b", "c"], 2),
        counted(1, "fix", "fixes"),
        counted(2, "fix", "fixes"),
        counted(0, "day"),
        spaced("a_b"),
        day_text(739_000),
    ] == [
        "",
        "a",
        "a and b",
        "a, b or c",
        "a, b",
        "a, b, …",
        "1 fix",
        "2 fixes",
        "0 days",
        "a b",
        "2024-04-24",
    ]
