"""Lints: what is noted, where, and what is left alone."""

from __future__ import annotations

import pytest

from tests.library.sources import built_from, places

BASE = """
party north "North"
source draft "A draft" on 2025
set valleys = {east, west}
unit km
phase war "fighting"
phase peace "no fighting" default
term truce: bool
term calm: bool
term attack: bool
term vote: bool
term aid: {none < some < full} by phase
term width: 0..300 km or none
term depth: 0..300 km
term town[valleys]: bool
event talks
rule use_all: truce or calm or attack or vote or aid@war = full or talks
rule use_rest: (truce if width <= 3 km and depth <= 3 km) and town[east]
rule use_set: some(v in valleys: town[v])
proposal cited "Cited" from draft { x: calm }
"""

NOTED = [
    # --- the same clause twice
    ('proposal p "P" from draft { a: truce; b: calm; c: truce }', ["1:48 TC301"]),
    ("rule a: truce and calm\nrule b: truce and calm", ["2:1 TC301"]),
    ("position north from draft { a: red line truce; b: red line truce }", ["1:48 TC301"]),
    (
        (
            "position north on 2024 from draft { a: red line truce }\n"
            "position north on 2025 from draft { b: red line truce }"
        ),
        ["2:37 TC301"],
    ),
    # --- always and never
    ("rule a: truce if truce", ["1:1 TC302"]),
    ("rule a: truce or not truce", ["1:1 TC302"]),
    ("rule a: aid in {none, some, full}", ["1:1 TC302"]),
    ("rule a: aid < none", ["1:1 TC303"]),
    ("rule a: for each v in valleys: town[v] or not town[v]", ["1:1 TC302"]),
    ("rule a: truce and not truce", ["1:1 TC303"]),
    ('proposal p "P" from draft { a: false if false }', ["1:29 TC302"]),
    # --- bounds
    ("rule a: truce if depth <= 300 km", ["1:18 TC304"]),
    ("rule a: truce if depth < 0", ["1:18 TC304"]),
    ("rule a: truce if depth + width > 900 km", ["1:18 TC304"]),
    ("rule a: truce if width <= 300 km", ["1:18 TC304"]),
    ("rule a: truce if depth in 0..300 km", ["1:18 TC304"]),
    ("rule a: truce if depth in 301 km..400 km", ["1:18 TC304"]),
    ("rule a: truce if depth - depth = 400 km", ["1:18 TC304"]),
    # --- phases
    ("rule a: talks iff aid = full", ["1:1 TC307"]),
    ("rule a: truce iff aid = full", ["1:1 TC307"]),
    ("rule a: in war: truce", ["1:9 TC312"]),
    ("rule a: for each v in valleys: always town[v]", ["1:32 TC312"]),
    # --- values, counts
    ("term light: {calm, none}\nrule a: light = calm", ["1:14 TC308"]),
    ("rule a: truce if at least 0 of (calm, vote)", ["1:18 TC309"]),
    # --- overrides
    ('proposal p "P" from draft { a: truce; b: calm overrides a }', ["1:57 TC310"]),
    (
        'proposal p "P" from draft { a: aid = full; b: in war: calm if vote overrides a }',
        ["1:78 TC311"],
    ),
    # --- provenance
    ('proposal p "P" { a: truce; b: calm from draft "1" }', ["1:10 TC401"]),
    ('proposal p "P" { a: truce from "1" }', ["1:27 TC411"]),
    ("position north { a: red line truce }", ["1:10 TC401"]),
    ('proposal p "P" from draft { truce }', ["1:29 TC402"]),
    ("term t: bool decided by north\nrule a: t", ["1:6 TC403"]),
    ("term t: bool", ["1:6 TC404"]),
    ("event e", ["1:7 TC404"]),
    ('source s "S" on 2025', ["1:8 TC405"]),
    ("set s = {a}", ["1:5 TC406"]),
    ("unit m", ["1:1 TC407"]),
    ("define d = truce", ["1:8 TC408"]),
    ("constant c = 3", ["1:10 TC408"]),
    ('phase later "later"', ["1:7 TC409"]),
    ('source s "S"\nrule a: truce and calm from s "1"', ["1:8 TC410"]),
    # --- combinations
    (
        (
            'proposal p "P" from draft { a: calm if fire; b: not calm if flood }\n'
            "term fire: bool\nterm flood: bool"
        ),
        ["1:61 TC305"],
    ),
]


def noted(text: str) -> list[str]:
    """Return the places of what is noted in a case beside the base."""
    found = built_from({"base.terms": BASE, "case.terms": text})
    return [
        place
        for place, each in zip(places(found), found.diagnostics, strict=True)
        if each.span.file == "case.terms"
    ]


def test_the_base_is_quiet() -> None:
    """The base beside which the cases stand gives no message."""
    assert places(built_from({"base.terms": BASE})) == []


@pytest.mark.parametrize(("text", "expected"), NOTED)
def test_a_lint_notes_its_place(text: str, expected: list[str]) -> None:
    """Each lint gives its code at the place to look at, once."""
    assert noted(text) == expected


BOUNDS = [
    ("depth <= 300 km", "always holds, by the bounds alone"),
    ("depth in 0..300 km", "always holds, by the bounds alone"),
    ("depth + depth <= 600 km", "always holds, by the bounds alone"),
    ("width <= 300 km", "only says that there is a limit"),
    ("width in 0..300 km", "only says that there is a limit"),
    ("depth + width <= 600 km", "holds unless something in it is `none`, by the bounds alone"),
    ("depth + width in 0..600 km", "holds unless something in it is `none`, by the bounds alone"),
    ("width > 300 km", "never holds, by the bounds alone"),
    ("width in 301 km..400 km", "never holds, by the bounds alone"),
]


@pytest.mark.parametrize(("comparison", "said"), BOUNDS)
def test_what_the_bounds_decide_is_told_as_it_is(comparison: str, said: str) -> None:
    """No comparison but ``!= none`` is true of what has no limit, so none always holds of it."""
    found = built_from({"base.terms": BASE, "case.terms": f"rule a: truce if {comparison}"})
    told = [each.message for each in found.diagnostics if each.span.file == "case.terms"]
    assert told == [f"`{comparison}` {said}"]


QUIET = [
    'proposal p "P" from draft { a: truce; b: should truce }',
    (
        "position north on 2024 from draft { a: red line truce }\n"
        "position north on 2025 from draft { a: red line truce }"
    ),
    (
        "position north on 2024 from draft { a: red line truce }\n"
        "position north on 2025 from draft { withdraw a; b: red line truce }"
    ),
    'position north { prefer true note "no formal reading" }',
    "rule a: truce if width != none",
    "rule a: truce if depth in 0..200 km",
    "rule a: truce if depth <= width",
    "rule a: talks iff aid@war = full",
    "rule a: truce if talks by 2100-01-01",
    "rule a: all(v in valleys: town[v] or v = east)",
    "term light: {red, none}\nrule a: light = red",
    "rule a: truce if sum(v in valleys: 1 if town[v]) >= 1",
    'proposal p "P" from draft { a: aid = full if vote overrides b; b: calm }',
    (
        'proposal p "P" from draft { a: calm if fire; b: not calm if flood }\n'
        "term fire: bool\nterm flood: bool\n"
        'check "both" { given p\n suppose fire and flood\n expect incompatible }'
    ),
    (
        'proposal p "P" from draft { a: calm if fire; b: not calm if flood and not fire }\n'
        "term fire: bool\nterm flood: bool"
    ),
    (
        'proposal p "P" from draft { a: calm if fire; b: not calm if flood; c: fire or calm }\n'
        "term fire: bool\nterm flood: bool"
    ),
]


@pytest.mark.parametrize("text", QUIET)
def test_a_lint_leaves_alone_what_is_meant(text: str) -> None:
    """What a careful drafter means gives no message."""
    assert noted(text) == []


def test_names_that_seem_unused_are_not_noted_beside_errors() -> None:
    """A use may stand in what could not be read."""
    assert noted("term t: bool\nrule a: nonsense") == ["2:9 TC201"]
