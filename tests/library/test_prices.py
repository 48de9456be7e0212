"""Amounts per unit: refused as such, and said in plain numbers."""

from __future__ import annotations

import pytest

from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from tests.texts import built, library, question

MARKET = """
unit crown
unit tonne
set towns = {east, west}
term cost: 0..90_000 crown
term flow: 0..50 tonne
term mill[towns]: bool
"""


@pytest.mark.parametrize(
    ("body", "units"),
    [
        ("cost >= flow * 1_000 crown", "`… / 1 tonne` and `… / 1 crown` are plain numbers"),
        ("cost >= 1_000 crown / 1 tonne", "`… / 1 crown` and `… / 1 tonne` are plain numbers"),
        (
            "cost >= count(t in towns: mill[t]) * 100_000 crown",
            "`… / 1 crown` is a plain number",
        ),
    ],
)
def test_help_says_how_an_amount_per_unit_is_written(body: str, units: str) -> None:
    """A price is refused with the way to say it."""
    _, faults = built(f"{MARKET}rule price: {body}")
    told = [(each.code, each.help) for each in faults]
    assert told == [("TC230", f"{units}: divide both sides of the comparison by their units")]


def test_a_sum_of_two_dimensions_gets_no_such_help() -> None:
    """What is added cannot be mended by dividing."""
    _, faults = built(f"{MARKET}rule r: cost + flow > 5 crown")
    assert [(each.code, each.help) for each in faults] == [("TC230", "")]


@pytest.mark.parametrize(("flow", "cost", "fits"), [(10, 10_000, True), (10, 9_999, False)])
def test_a_price_in_plain_numbers_means_the_price(flow: int, cost: int, fits: bool) -> None:
    """At 1,000 crowns a tonne ten tonnes cost ten thousand crowns at least."""
    made = library(
        f"{MARKET}rule price: cost / 1 crown >= 1_000 * (flow / 1 tonne)\n"
        f"proposal p {{ f: flow = {flow} tonne\n c: cost = {cost} crown }}"
    )
    found = verdict(Inquiry(made), question(made, "p"))
    assert isinstance(found, v.Verdict)
    assert isinstance(found.outcome, v.Compatible) == fits
