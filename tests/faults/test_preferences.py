"""What an objective prefers, outcome by outcome, written by hand from the page on packages."""

from __future__ import annotations

from fractions import Fraction

import pytest

from termcheck.questions.preference import Objective, Outcome, key

PREFERRED: tuple[tuple[Objective, str, str], ...] = (
    ("fair", "0.3 0.3", "0.2 0.9"),
    ("fair", "0.2 0.9", "0.2 0.5"),
    ("fair", "0.9 0.2", "0.2 0.5"),
    ("fair", "0.4 0.5", "0.9 0.2"),
    ("fair", "0 0.5", "0 0"),
    ("nash", "0.5 0.5", "0.9 0.2"),
    ("nash", "0 0.9", "0 0.5"),
    ("nash", "0.1 0.1", "0 1"),
    ("nash", "0.9 0", "0 0.5"),
    ("total", "0 0.9", "0.4 0.4"),
    ("total", "0.5 0.5", "0.9 0"),
)
"""An objective, the shares that it prefers, and shares that it likes less."""

EQUAL: tuple[tuple[Objective, str, str], ...] = (
    ("fair", "0.2 0.9", "0.9 0.2"),
    ("nash", "0.2 0.9", "0.9 0.2"),
    ("total", "0.2 0.9", "0.9 0.2"),
)


def outcome(shares: str) -> Outcome:
    """Return an outcome with these shares, where the best score of everybody is 1."""
    numbers = tuple(map(Fraction, shares.split()))
    return Outcome(numbers, numbers, numbers)


@pytest.mark.parametrize(("objective", "better", "worse"), PREFERRED)
def test_an_objective_prefers_the_better_shares(
    objective: Objective, better: str, worse: str
) -> None:
    """Least share first and then the next; few zeros and a great product; a great sum."""
    assert key(objective, outcome(better)) > key(objective, outcome(worse))


@pytest.mark.parametrize(("objective", "one", "other"), EQUAL)
def test_an_objective_does_not_know_the_parties(objective: Objective, one: str, other: str) -> None:
    """Who has which share makes no difference."""
    assert key(objective, outcome(one)) == key(objective, outcome(other))
