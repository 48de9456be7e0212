"""What `show` says of a name: whatever refers to it, and until when a statement stood."""

from __future__ import annotations

import pytest

from termcheck.report.lookup import Shown, look_up
from tests.texts import library

SAID = """
party north "North"
set valleys = {east, west}
phase war "war"
phase peace "peace" default
term rule_of[valleys]: {none_at_all < shared < full} "self-rule"
term tax: {low < high} by phase "the tax"
position north on 2032-01-20 {
    self: demand weight 3 score rule_of[east] {none_at_all: 0, shared: 3, full: 7}
    tax:  demand weight 1 score tax {low: 1, high: 0}
    whole: red line rule_of[west] = full
    kept: red line rule_of[west] >= shared
    back: red line rule_of[east] >= shared
}
position north on 2032-02-01 {
    withdraw whole
    withdraw back
}
position north on 2032-03-12 {
    self: demand weight 3 score rule_of[east] {none_at_all: 0, shared: 5, full: 7}
    back: red line rule_of[east] = full
}
"""


def shown(name: str) -> tuple[Shown, ...]:
    """Return what is shown of a name."""
    return look_up(library(SAID), name)


@pytest.mark.parametrize(("term", "sheet"), [("rule_of", "north.self"), ("tax", "north.tax")])
def test_a_scoring_sheet_reads_its_term(term: str, sheet: str) -> None:
    """Who scores a term refers to it, members and phases or not."""
    (found,) = shown(term)
    assert sheet in dict(found.referred)["read by"]


def test_a_party_shows_what_it_no_longer_says() -> None:
    """Statements that were replaced or withdrawn carry the day on which they ended."""
    (found,) = shown("north")
    heads = [each.partition(": ")[0] for each in dict(found.facts)["has said"]]
    assert heads == [
        "north.self (2032-01-20, demand, replaced 2032-03-12)",
        "north.tax (2032-01-20, demand)",
        "north.whole (2032-01-20, red line, withdrawn 2032-02-01)",
        "north.kept (2032-01-20, red line)",
        "north.back (2032-01-20, red line, withdrawn 2032-02-01)",
        "north.self (2032-03-12, demand)",
        "north.back (2032-03-12, red line)",
    ]


def test_a_clause_shows_its_end() -> None:
    """Of two statements under one name the first shows how it ended, the second does not."""
    ends = [dict(each.facts).get("in force until") for each in shown("north.self")]
    assert ends == [("2032-03-12 (replaced)",), None]
