"""Amendments: what a text that amends another one holds."""

from __future__ import annotations

from termcheck.library.model import Citation
from tests.library.shown import pieces_shown
from tests.library.sources import built, built_from, codes, errors

BASE = """
source draft "A draft" on 2025
source reply "A reply" on 2025
term truce: bool
term calm: bool
term aid: bool
proposal plan "Plan" from draft {
    quiet: truce from "p. 1"
    aid
    help:  should calm
}
"""
SECOND = """
proposal plan_2 "Plan 2" amends plan on 2025-09 from reply {
    extra: not calm
    quiet: not truce
    withdraw help
}
"""


def test_an_amending_text_replaces_withdraws_and_adds() -> None:
    """A repeated label replaces in place, `withdraw` removes, the rest is added at the end."""
    found = built(BASE + SECOND)
    library = found.library
    assert errors(found) == []
    assert library.proposals["plan_2"].clauses == ("plan_2.quiet", "plan_2.2", "plan_2.extra")
    assert {
        key: pieces_shown(library.clauses[key]) for key in library.proposals["plan_2"].clauses
    } == {
        "plan_2.quiet": ["not truce"],
        "plan_2.2": ["aid"],
        "plan_2.extra": ["not calm"],
    }


def test_the_amended_text_stays_as_it_was() -> None:
    """Amending makes a new text and changes no old one."""
    library = built(BASE + SECOND).library
    assert library.proposals["plan"].clauses == ("plan.quiet", "plan.2", "plan.help")
    assert pieces_shown(library.clauses["plan.quiet"]) == ["truce"]


def test_what_is_inherited_keeps_its_source_and_place() -> None:
    """An inherited clause cites what the amended text cites, and lies where it was written."""
    library = built(BASE + SECOND.replace("quiet: not truce", "")).library
    kept, original = library.clauses["plan_2.quiet"], library.clauses["plan.quiet"]
    assert kept.citations == (Citation("draft", "p. 1"),)
    assert kept.span == original.span
    assert kept.owner == "plan_2"


def test_amendments_of_amendments_add_up() -> None:
    """A third text starts from the second, whatever the order of the files."""
    third = 'proposal plan_3 "Plan 3" amends plan_2 from reply { help: aid }'
    files = {"c.terms": third, "a.terms": SECOND, "z.terms": BASE}
    library = built_from(files).library
    assert library.proposals["plan_3"].clauses == (
        "plan_3.quiet",
        "plan_3.2",
        "plan_3.extra",
        "plan_3.help",
    )
    assert library.proposals["plan_3"].amends == "plan_2"


def test_a_fault_in_an_inherited_clause_is_reported_once() -> None:
    """The amending text does not repeat the fault of what it inherits."""
    text = BASE.replace("should calm", "should clam") + SECOND.replace("withdraw help", "")
    assert codes(built(text)) == ["TC402", "TC201"]


def test_what_amends_a_lost_text_is_lost_as_well() -> None:
    """References to a text whose base is missing are no faults of their own."""
    text = """
proposal p "P" amends plann from draft { a: truce }
check "c" { given p.quiet
    expect compatible }
"""
    assert [each for each in codes(built(BASE + text)) if each < "TC3"] == ["TC266"]
