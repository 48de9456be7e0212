"""What could be agreed, against its definition on random small libraries."""

from __future__ import annotations

from fractions import Fraction

import pytest

from termcheck.library.model import Question, Reference
from termcheck.questions.bargain import Packages, PackagesByReading
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.packages import packages
from tests.questions.bargains import faults
from tests.texts import library

SLICE = range(40)
"""The seeds that every run of the tests looks at; ``packages_run`` looks at 10,000."""


@pytest.mark.parametrize("seed", SLICE)
def test_packages_are_those_of_brute_force(seed: int) -> None:
    """Deals, order, scores, front, fixed values and reasons are what trying everything says."""
    assert faults(seed) == []


def test_a_product_is_stated_and_not_multiplied_out() -> None:
    """Twelve parts with three choices each make 531,441 deals: the parts and the best are given."""
    terms = "\n".join(f"term t{n}: {{a, b, c}}" for n in range(12))
    wanted = "\n".join(
        f"    {value}{n}: demand weight {weight}: t{n} = {value}"
        for n in range(12)
        for value, weight in (("a", 1), ("b", 3), ("c", 2))
    )
    made = library(f"party p\n{terms}\nposition p {{\n{wanted}\n}}")
    (found,) = packages(Inquiry(made), Question(), (Reference("p.demands"),), "fair")
    assert isinstance(found, PackagesByReading)
    assert isinstance(found.answer, Packages)
    assert (found.answer.number, found.answer.listed) == (3**12, False)
    assert [len(part.deals) for part in found.answer.parts] == [3] * 12
    assert found.answer.deals[0].outcome.scores == (Fraction(36),)
    assert found.answer.proved_best
