"""Clauses: the pieces, phases, triggers and branches of each body."""

from __future__ import annotations

from fractions import Fraction

import pytest

from termcheck.library.model import Citation, Clause
from tests.library.shown import piece_shown, pieces_shown, shown
from tests.library.sources import built, codes, errors

VOCABULARY = """
party north "North"
source draft "A draft" on 2025
source letter "A letter" on 2025
set valleys = {east, west}
set coast = {cape}
phase war "fighting"
phase peace "no fighting" default
phase later "afterwards"
term truce: bool
term calm: bool
term aid: bool by phase
term arms: bool by phase
term garrison[valleys]: bool by phase
term road[valleys, coast]: bool
term border: {closed < guarded < open} by phase
"""

BODIES = [
    ("truce", ["truce"]),
    ("aid", ["@peace aid@@"]),
    ("aid@war", ["aid@war"]),
    ("aid if truce", ["@peace (not truce or aid@@)"]),
    ("truce in return for aid", ["@peace (truce and aid@@)"]),
    ("in war: aid", ["@war aid@@"]),
    ("in war, later: aid", ["@later,war aid@@"]),
    ("always aid", ["@later,peace,war aid@@"]),
    ("always truce", ["truce"]),
    (
        "for each v in valleys: garrison[v]",
        ["[east] @peace garrison[east]@@", "[west] @peace garrison[west]@@"],
    ),
    (
        "for each v in valleys: for each c in coast: road[v, c]",
        ["[east, cape] road[east, cape]", "[west, cape] road[west, cape]"],
    ),
    (
        "for each v in valleys: in war: garrison[v]@peace",
        ["[east] garrison[east]@peace", "[west] garrison[west]@peace"],
    ),
    (
        "in war: for each v in valleys except {east}: garrison[v]",
        ["[west] @war garrison[west]@@"],
    ),
    (
        "one of { a: truce; b by north: aid }",
        ["@peace (truce or aid@@)", "a: truce", "b: @peace aid@@"],
    ),
    (
        "one of { a: in war: aid; b: truce }",
        ["(aid@war or truce)", "a: @war aid@@", "b: truce"],
    ),
    (
        "one of { a: always aid; b: arms }",
        [
            "@peace ((aid@later and aid@peace and aid@war) or arms@@)",
            "a: @later,peace,war aid@@",
            "b: @peace arms@@",
        ],
    ),
    (
        "one of { a: for each v in valleys: garrison[v]; b: truce }",
        [
            "@peace ((garrison[east]@@ and garrison[west]@@) or truce)",
            "a: [east] @peace garrison[east]@@",
            "a: [west] @peace garrison[west]@@",
            "b: truce",
        ],
    ),
    (
        "for each v in valleys: one of { a: garrison[v]; b: truce }",
        [
            "[east] @peace (garrison[east]@@ or truce)",
            "[west] @peace (garrison[west]@@ or truce)",
            "a: [east] @peace garrison[east]@@",
            "a: [west] @peace garrison[west]@@",
            "b: [east] truce",
            "b: [west] truce",
        ],
    ),
    ("readings { a: truce; b: always aid }", ["a: truce", "b: @later,peace,war aid@@"]),
    (
        "one of { a: one of { x: truce; y: calm }; b: aid }",
        ["@peace ((truce or calm) or aid@@)", "a: (truce or calm)", "b: @peace aid@@"],
    ),
]


def clause_of(clause: str) -> Clause:
    """Return a clause of a proposal, given as its text."""
    found = built(f'{VOCABULARY}\nproposal plan "Plan" from draft {{ c: {clause}\n }}')
    assert errors(found) == []
    return found.library.clauses["plan.c"]


@pytest.mark.parametrize(("body", "pieces"), BODIES)
def test_a_body_is_read_in_pieces(body: str, pieces: list[str]) -> None:
    """Each form of body gives its pieces, with the phases in which they are read."""
    assert pieces_shown(clause_of(body)) == pieces


def test_a_rule_and_a_red_line_are_read_in_every_phase() -> None:
    """An unmarked term of a rule or red line is read once in every phase, others as clauses are."""
    found = built(
        f"{VOCABULARY}\nrule r: aid\n"
        "position north from letter { x: red line aid; y: demand aid; z: accepts arms }"
    )
    clauses = found.library.clauses
    assert {key: clause.pieces[0].phases for key, clause in clauses.items()} == {
        "r": ("later", "peace", "war"),
        "north.x": ("later", "peace", "war"),
        "north.y": ("peace",),
        "north.z": ("peace",),
    }


EVERYWHERE = "(aid@later and aid@peace and aid@war)"
ALTERNATIVES = [
    ("one of { a: aid; b: arms }", ["@later,peace,war (aid@@ or arms@@)"]),
    ("one of { a: always aid; b: arms }", [f"@later,peace,war ({EVERYWHERE} or arms@@)"]),
    ("one of { a: in war, peace, later: aid; b: truce }", [f"({EVERYWHERE} or truce)"]),
    (
        "one of { a: for each v in valleys: always garrison[v]; b: in war: arms }",
        [
            (
                "((garrison[east]@later and garrison[east]@peace and garrison[east]@war"
                " and garrison[west]@later and garrison[west]@peace and garrison[west]@war)"
                " or arms@war)"
            )
        ],
    ),
    (
        "one of { a: one of { x: always aid; y: arms }; b: truce }",
        [f"@later,peace,war (({EVERYWHERE} or arms@@) or truce)"],
    ),
]


@pytest.mark.parametrize(("body", "pieces"), ALTERNATIVES)
def test_an_alternative_that_names_its_phases_holds_in_all_of_them(
    body: str, pieces: list[str]
) -> None:
    """In a rule and a red line no other alternative stands in for it in some of its phases."""
    found = built(
        f"{VOCABULARY}\nrule r: {body}\nposition north from letter {{ x: red line {body}\n }}"
    )
    assert errors(found) == []
    shown_so = [piece_shown(piece) for piece in found.library.clauses["r"].pieces]
    assert shown_so == pieces
    assert [piece_shown(piece) for piece in found.library.clauses["north.x"].pieces] == pieces


TRIGGERS = [
    ("aid if truce", "truce"),
    ("aid unless truce", "not truce"),
    ("aid only if truce", None),
    ("aid iff truce", None),
    ("always aid if arms", "arms@@"),
    ("truce in return for aid", None),
]


@pytest.mark.parametrize(("body", "trigger"), TRIGGERS)
def test_a_trigger_is_what_stands_after_if_or_is_denied_after_unless(
    body: str, trigger: str | None
) -> None:
    """Only `if` and `unless` at the head of a clause give it a trigger."""
    found = clause_of(body).pieces[0].trigger
    assert (shown(found) if found is not None else None) == trigger


def test_a_clause_keeps_what_was_written_beside_it() -> None:
    """Sources, confidence, notes and branches of a clause are those of its text."""
    clause = clause_of(
        'one of { a by north: truce; b: aid } from "p. 1" from letter "p. 2"'
        ' confidence low note "x" note "y"'
    )
    assert clause.citations == (Citation("draft", "p. 1"), Citation("letter", "p. 2"))
    assert (clause.confidence, clause.note) == ("low", "x y")
    assert [(each.label, each.by) for each in clause.branches] == [("a", "north"), ("b", "")]


def test_a_clause_without_a_passage_cites_the_source_of_its_text() -> None:
    """The source of the block stands for every clause that names no passage."""
    assert clause_of("truce").citations == (Citation("draft", ""),)


def test_a_demand_has_a_weight_and_a_score() -> None:
    """Weights are exact, 1 if not said, and a score is in the order of the type."""
    text = (
        VOCABULARY
        + """
position north from letter {
    a: demand truce
    b: demand weight 0.3031: truce
    c: demand weight 2 score border {open: 0.5, closed: 3}
    d: demand score border@war {open: 1}
}"""
    )
    found = built(text)
    assert errors(found) == []
    clauses = found.library.clauses
    assert [clauses[f"north.{x}"].weight for x in "abcd"] == [1, Fraction("0.3031"), 2, 1]
    assert clauses["north.c"].score == (("closed", Fraction(3)), ("open", Fraction(1, 2)))
    assert (clauses["north.c"].score_term, clauses["north.d"].score_term) == (
        "border@peace",
        "border@war",
    )


def test_clauses_without_labels_are_called_by_their_place() -> None:
    """The place counts every clause of the text, those with labels as well."""
    found = built(VOCABULARY + 'proposal plan "P" from draft { truce; b: calm; aid }')
    assert list(found.library.clauses) == ["plan.1", "plan.b", "plan.3"]
    assert codes(found).count("TC402") == 2


def test_an_empty_proposal_is_listed_and_says_nothing() -> None:
    """A proposal of which only the name is known has no clauses."""
    found = built('proposal stub "Only a name" { }')
    assert codes(found) == []
    assert found.library.proposals["stub"].clauses == ()


def test_a_library_without_phases_has_no_phases_in_its_pieces() -> None:
    """Where no phase is declared, nothing is read in one."""
    library = built("term truce: bool\nrule r: truce").library
    assert library.default_phase is None
    assert pieces_shown(library.clauses["r"]) == ["truce"]
