"""What could be agreed, against its definition on random small libraries."""

from __future__ import annotations

import pytest

from tests.questions.bargains import faults

SLICE = range(40)
"""The seeds that every run of the tests looks at; ``packages_run`` looks at 10,000."""


@pytest.mark.parametrize("seed", SLICE)
def test_packages_are_those_of_brute_force(seed: int) -> None:
    """Deals, order, scores, front, fixed values and reasons are what trying everything says."""
    assert faults(seed) == []
