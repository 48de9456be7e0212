"""Overrides: a clause that gives way says "except where the other's trigger applies"."""

from __future__ import annotations

import pytest

from tests.library.shown import pieces_shown
from tests.library.sources import built, codes, errors

VOCABULARY = """
party north "North"
source draft "A draft" on 2025
set valleys = {east, west}
set wider = {east, west, south}
phase war "fighting"
phase peace "no fighting" default
term truce: bool
term calm: bool
term attack: bool
term vote: bool
term aid: bool by phase
term raid: bool by phase
term town[valleys]: bool
term siege[valleys]: bool
term city[wider]: bool
"""

TABLE = [
    ("a: truce; b: calm if attack overrides a", ["(truce or attack)"]),
    ("a: truce; b: calm unless attack overrides a", ["(truce or not attack)"]),
    ("a: truce if vote; b: calm if attack overrides a", ["((not vote or truce) or attack)"]),
    (
        "a: truce; b: calm if attack overrides a; c: calm if vote overrides a",
        ["((truce or attack) or vote)"],
    ),
    ("a: truce; b: calm overrides a", ["(truce or true)"]),
    ("a: aid; b: calm if attack overrides a", ["@peace (aid@@ or attack)"]),
    ("a: aid; b: calm if raid overrides a", ["@peace (aid@@ or raid@@)"]),
    ("a: always aid; b: calm if attack overrides a", ["@peace,war (aid@@ or attack)"]),
    ("a: always aid; b: calm if raid overrides a", ["@peace (aid@@ or raid@@)", "@war aid@@"]),
    ("a: always aid; b: always calm if raid overrides a", ["@peace,war (aid@@ or raid@@)"]),
    (
        "a: always aid; b: in war: calm if attack overrides a",
        ["@peace aid@@", "@war (aid@@ or attack)"],
    ),
    ("a: truce; b: in war: calm if raid overrides a", ["(truce or raid@war)"]),
    ("a: truce; b: always calm if raid overrides a", ["(truce or raid@peace or raid@war)"]),
    (
        "a: for each v in valleys: town[v]; b: for each v in valleys: calm if siege[v] overrides a",
        ["[east] (town[east] or siege[east])", "[west] (town[west] or siege[west])"],
    ),
    (
        "a: truce; b: for each v in valleys: calm if siege[v] overrides a",
        ["(truce or siege[east] or siege[west])"],
    ),
    (
        "a: for each v in valleys: town[v]; b: calm if attack overrides a",
        ["[east] (town[east] or attack)", "[west] (town[west] or attack)"],
    ),
    (
        "a: for each v in valleys: town[v]; b: for each v in wider: calm if city[v] overrides a",
        [
            "[east] (town[east] or city[east] or city[west] or city[south])",
            "[west] (town[west] or city[east] or city[west] or city[south])",
        ],
    ),
    (
        "a: one of { x: truce; y: vote }; b: calm if attack overrides a",
        ["((truce or vote) or attack)", "x: (truce or attack)", "y: (vote or attack)"],
    ),
    (
        "a: readings { x: truce; y: vote }; b: calm if attack overrides a",
        ["x: (truce or attack)", "y: (vote or attack)"],
    ),
    (
        (
            "a: readings { x: truce; y: for each v in valleys: town[v] }; "
            "b: for each v in valleys: calm if siege[v] overrides a"
        ),
        [
            "x: (truce or siege[east] or siege[west])",
            "y: [east] (town[east] or siege[east])",
            "y: [west] (town[west] or siege[west])",
        ],
    ),
    (
        (
            "a: readings { x: for each v in valleys: town[v]; y: truce }; "
            "b: for each v in valleys: calm if siege[v] overrides a"
        ),
        [
            "x: [east] (town[east] or siege[east])",
            "x: [west] (town[west] or siege[west])",
            "y: (truce or siege[east] or siege[west])",
        ],
    ),
    (
        (
            "a: one of { x: for each v in valleys: town[v]; y: vote }; "
            "b: for each v in valleys: calm if siege[v] overrides a"
        ),
        [
            "(((town[east] and town[west]) or vote) or siege[east] or siege[west])",
            "x: [east] (town[east] or siege[east])",
            "x: [west] (town[west] or siege[west])",
            "y: (vote or siege[east] or siege[west])",
        ],
    ),
]


@pytest.mark.parametrize(("clauses", "pieces"), TABLE)
def test_an_overridden_clause_means_what_it_says_except_where_the_other_applies(
    clauses: str, pieces: list[str]
) -> None:
    """Member by member, phase by phase, and several overriders add up."""
    found = built(f'{VOCABULARY}\nproposal plan "Plan" from draft {{ {clauses} }}')
    assert errors(found) == []
    assert pieces_shown(found.library.clauses["plan.a"]) == pieces


def test_a_chain_of_overrides_uses_each_trigger_as_it_is_written() -> None:
    """What overrides an overriding clause does not change when that one applies."""
    text = "a: truce; b: calm if attack overrides a; c: vote if aid overrides b"
    clauses = built(f'{VOCABULARY}\nproposal p "P" from draft {{ {text} }}').library.clauses
    assert pieces_shown(clauses["p.a"]) == ["(truce or attack)"]
    assert clauses["p.b"].overrides == ("p.a",)


def test_a_position_overrides_its_own_statements() -> None:
    """A statement gives way to another one of the same position, in every phase of a red line."""
    text = "position north from draft { a: red line aid; b: red line calm if raid overrides a }"
    found = built(VOCABULARY + text)
    assert errors(found) == []
    assert pieces_shown(found.library.clauses["north.a"]) == ["@peace,war (aid@@ or raid@@)"]


def test_an_amending_text_overrides_what_it_inherits() -> None:
    """The amended text keeps its meaning; the amending one has the exception."""
    text = """
proposal plan "Plan" from draft { a: truce }
proposal plan_2 "Plan 2" amends plan from draft { b: calm if attack overrides a }
"""
    clauses = built(VOCABULARY + text).library.clauses
    assert pieces_shown(clauses["plan.a"]) == ["truce"]
    assert pieces_shown(clauses["plan_2.a"]) == ["(truce or attack)"]


def test_an_inherited_override_of_a_withdrawn_clause_is_no_fault() -> None:
    """Withdrawing what a kept clause overrides leaves nothing to give way."""
    text = """
proposal plan "Plan" from draft { a: truce; b: calm if attack overrides a }
proposal plan_2 "Plan 2" amends plan from draft { withdraw a }
"""
    found = built(VOCABULARY + text)
    assert errors(found) == []
    assert found.library.proposals["plan_2"].clauses == ("plan_2.b",)


def test_a_faulty_clause_neither_gives_way_nor_makes_way() -> None:
    """A clause that could not be read changes no other, and is reported once."""
    text = "a: truce; b: nonsense if attack overrides a; c: vote if gibberish overrides a"
    found = built(f'{VOCABULARY}\nproposal p "P" from draft {{ {text} }}')
    assert codes(found) == ["TC201", "TC201"]
    assert pieces_shown(found.library.clauses["p.a"]) == ["truce"]
