"""Matrix, coalitions, timeline and diff against brute force on generated negotiations."""

from __future__ import annotations

import pytest

from termcheck.questions.difference import Difference
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.timeline import Timeline, timeline
from tests.questions.comparison_brute import faults
from tests.questions.test_difference import difference
from tests.texts import library, question

SLICE = range(30)
"""The seeds that every run of the tests looks at; ``comparison_run`` looks at 10,000."""


@pytest.mark.parametrize("seed", SLICE)
def test_answers_of_many_questions_are_those_of_brute_force(seed: int) -> None:
    """Cells, sets of parties, days, moves, relations and what follows are as defined."""
    assert faults(seed) == []


RESTATED = """
party a "A"
party b "B"
term t: 0..10 "t"
position a on 2025-01-01 { low: red line t <= 3 }
position a on 2025-02-01 { low: red line t <= 3 }
position b on 2025-02-01 { high: red line t >= 6 }
position a on 2025-03-01 { low: red line not (t > 3) }
position b on 2025-03-01 { withdraw high }
"""


def test_who_only_repeats_what_it_said_closes_and_opens_nothing() -> None:
    """A party that restates a clause in other words does not answer for what others did."""
    made = library(RESTATED)
    found = timeline(Inquiry(made), question(made, "a b"))
    assert isinstance(found, Timeline)
    assert [[move.name for move in day.closed_by] for day in found.days] == [[], ["b.high"], []]
    assert [[move.name for move in day.opened_by] for day in found.days] == [[], [], ["b.high"]]


TOGETHER = """
party a "A"
party b "B"
term t: 0..10 "t"
position a on 2025-01-01 { low: red line t <= 5 }
position b on 2025-01-01 { high: red line t >= 5 }
position a on 2025-02-01 { low: red line t <= 4 }
position b on 2025-02-01 { high: red line t >= 6 }
"""


def test_what_only_both_could_have_left_both_did() -> None:
    """Two parties who each harden enough to clash with what the other said both closed it."""
    made = library(TOGETHER)
    found = timeline(Inquiry(made), question(made, "a b"))
    assert isinstance(found, Timeline)
    assert [move.name for move in found.days[1].closed_by] == ["a.low", "b.high"]


STOOD = """
party a "A"
term t: 0..10 "t"
position a { low: red line t <= 3
    high: red line t >= 6 }
proposal plan { some: t >= 1 }
"""


def test_a_conflict_that_stood_before_is_not_opened_by_a_new_text() -> None:
    """A new proposal does not answer for red lines of a party that clashed without it."""
    found: Difference = difference(
        library(STOOD), library(f"{STOOD}\nproposal other {{ few: t <= 9 }}")
    )
    assert [each.name for each in found.changes] == ["other"]
    assert found.opened == found.closed == ()
