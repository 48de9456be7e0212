"""Positions: which statements are in force on a day."""

from __future__ import annotations

import pytest

from termcheck.library.days import from_iso
from termcheck.library.model import Attested, Library
from termcheck.library.positions import in_force
from tests.library.sources import built, errors

TEXT = """
party north "North"
party south "South"
source letter "A letter" on 2025
term truce: bool
term calm: bool
term aid: bool
position north from letter attested own {
    always: red line truce
}
position north on 2025-01 from letter attested own {
    quiet: red line truce
    help:  demand aid
    demand calm
}
position north on 2025-03-15 from letter attested analyst {
    quiet: red line not truce
    late:  accepts aid
}
position north on 2025-04-01 from letter attested reported {
    withdraw help
}
position north on 2025-06-01 from letter attested own {
    help: demand not aid
    always: red line calm
}
position south on 2025-02-01 from letter { quiet: red line aid }
"""


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the library with the positions above."""
    found = built(TEXT)
    assert errors(found) == []
    return found.library


JANUARY = ["always", "quiet@2025-01-01", "help@2025-01-01", "3@2025-01-01"]
IN_FORCE = [
    ("2024-12-31", ["always"]),
    ("2025-01-01", JANUARY),
    ("2025-03-14", JANUARY),
    (
        "2025-03-15",
        ["always", "help@2025-01-01", "3@2025-01-01", "quiet@2025-03-15", "late@2025-03-15"],
    ),
    ("2025-04-01", ["always", "3@2025-01-01", "quiet@2025-03-15", "late@2025-03-15"]),
    (
        "",
        [
            "3@2025-01-01",
            "quiet@2025-03-15",
            "late@2025-03-15",
            "help@2025-06-01",
            "always@2025-06-01",
        ],
    ),
]


@pytest.mark.parametrize(("day", "keys"), IN_FORCE)
def test_statements_add_up_and_later_ones_replace(
    library: Library, day: str, keys: list[str]
) -> None:
    """A later statement replaces the label it repeats, a withdrawal ends one, the rest stays."""
    as_of = from_iso(day) if day else None
    assert list(in_force(library, "north", as_of)) == [f"north.{key}" for key in keys]


ATTESTED: list[tuple[tuple[Attested, ...], str, list[str]]] = [
    (("own",), "2025-04-01", JANUARY),
    (("analyst",), "2025-04-01", ["quiet@2025-03-15", "late@2025-03-15"]),
    (("own", "reported"), "2025-04-01", ["always", "quiet@2025-01-01", "3@2025-01-01"]),
]


@pytest.mark.parametrize(("kinds", "day", "keys"), ATTESTED)
def test_only_statements_of_the_kinds_asked_for_count(
    library: Library, kinds: tuple[Attested, ...], day: str, keys: list[str]
) -> None:
    """What does not count neither speaks, nor replaces, nor withdraws."""
    found = in_force(library, "north", from_iso(day), kinds)
    assert list(found) == [f"north.{key}" for key in keys]


def test_a_party_is_not_pooled_with_another(library: Library) -> None:
    """Each party has its own statements, even under one label."""
    assert in_force(library, "south", None) == ("south.quiet@2025-02-01",)
    assert in_force(library, "nobody", None) == ()


def test_statements_come_oldest_first_then_by_party(library: Library) -> None:
    """The list of all statements does not depend on the order of the text."""
    days = [(library.clauses[key].day, library.clauses[key].owner) for key in library.statements]
    assert days == sorted(days)
    assert sum(len(keys) for keys in library.positions.values()) == len(library.statements)


def test_an_undated_position_is_older_than_every_dated_one(library: Library) -> None:
    """A position without a day is always in force until something replaces it."""
    assert library.clauses["north.always"].day == 0
    assert library.clauses["north.always"].key == "north.always"


def test_statements_without_labels_add_up() -> None:
    """A statement without a label replaces no other, and none replaces it."""
    text = """
party north "North"
term truce: bool
term aid: bool
position north on 2025-01-01 { red line truce; red line aid }
position north on 2025-02-01 { red line not truce }
"""
    assert in_force(built(text).library, "north", None) == (
        "north.1@2025-01-01",
        "north.2@2025-01-01",
        "north.1@2025-02-01",
    )
