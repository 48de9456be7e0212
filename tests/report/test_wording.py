"""What clauses mean, in plain English: text beside meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from termcheck.language.parser import parse
from termcheck.library.build import build
from termcheck.library.model import Library
from termcheck.report.layout import width
from termcheck.report.wording import (
    LONGEST_MEANING,
    context,
    define_meaning,
    meaning,
    supposed_meaning,
)

FOLDER = Path(__file__).parent
VOCABULARY = (FOLDER / "words.terms").read_text(encoding="utf-8")
_LINES = (FOLDER / "meanings.txt").read_text(encoding="utf-8").splitlines()
MEANINGS = [(body, said.strip()) for body, said in zip(_LINES[::2], _LINES[1::2], strict=True)]
"""Bodies of clauses, each with its meaning on the next line."""


def library(*lines: str) -> Library:
    """Return a library of the vocabulary and more lines; it must have no errors."""
    built = build("", [parse("words.terms", VOCABULARY + "\n".join(lines) + "\n")])
    assert [each for each in built.diagnostics if each.severity == "error"] == []
    return built.library


@pytest.mark.parametrize(("body", "expected"), MEANINGS, ids=[body for body, _ in MEANINGS])
def test_a_clause_means_what_its_terms_describe(body: str, expected: str) -> None:
    """The meaning of a clause is made of the terms' descriptions and plain connectives."""
    found = library(f"proposal p from plan {{ c: {body} }}")
    assert meaning(found, found.clauses["p.c"], longest=400) == expected


def test_a_meaning_is_cut_to_two_lines() -> None:
    """A very long clause is cut at a word, with dots."""
    long = " and ".join(f"many_of[a{1 + n % 7}]" for n in range(40))
    found = library(f"proposal p from plan {{ c: {long} }}")
    said = meaning(found, found.clauses["p.c"])
    assert (said[-1], width(said) <= LONGEST_MEANING) == ("…", True)


def test_one_reading_is_said_alone() -> None:
    """Where a reading was taken, only that one is said."""
    found = library("proposal p from plan { c: readings { a: troops; b: bare } }")
    assert meaning(found, found.clauses["p.c"], "b") == "bare"


def test_a_clause_that_gives_way_names_what_overrides_it() -> None:
    """A clause that another one overrides says so."""
    found = library("proposal p from plan {", "c: troops", "d: bare if nato overrides c", "}")
    said = meaning(found, found.clauses["p.c"])
    assert said == "foreign troops are in Ukraine, except as p.d says"


def test_a_statement_without_a_formal_reading_is_its_note() -> None:
    """``prefer true`` says what its note says."""
    found = library('position eu from plan { c: prefer true note "peace is good" }')
    assert meaning(found, found.clauses["eu.c"]) == "peace is good"


def test_a_scoring_sheet_lists_its_points() -> None:
    """A demand with a score says what it gives points for."""
    found = library("position eu from plan { c: demand score chair {eu: 5, nobody: 2.5} }")
    assert meaning(found, found.clauses["eu.c"]) == "points for who has the chair: eu 5, nobody 2.5"


def test_definitions_and_hypotheses_have_meanings() -> None:
    """What a definition or a hypothesis means is said in the same words."""
    found = library()
    assert (
        define_meaning(found, "neutral"),
        define_meaning(found, "total"),
        supposed_meaning(found, "ceasefire and not nato"),
    ) == (
        "not: Ukraine is a member of NATO, and not: foreign troops are in Ukraine",
        (
            "the sum of weight over those of crimea, donetsk"
            " for which legal status of each region: ceded"
        ),
        "fighting stops, and not: Ukraine is a member of NATO",
    )


CONTEXTS = [
    ('proposal p "The plan" from plan { c: troops from "page 2" }', "p.c", "The plan, page 2"),
    (
        'proposal p "Ours" from plan { c: should bare from "p" from paper "a" from paper "b" }',
        "p.c",
        "recommended in Ours · The plan, p; The paper, a, b",
    ),
    (
        'proposal p "Ours" from plan { c: may troops from "x" }',
        "p.c",
        "option in Ours · The plan, x",
    ),
    (
        'position eu on 2025-05-12 from plan attested reported { c: red line troops from "p. 1" }',
        "eu.c@2025-05-12",
        "red line of European Union, 2025-05-12, as reported · The plan, p. 1",
    ),
    ("position eu { c: accepts troops }", "eu.c", "accepted of European Union"),
]


@pytest.mark.parametrize(("text", "key", "expected"), CONTEXTS, ids=[key for _, key, _ in CONTEXTS])
def test_a_clause_says_whose_it_is_and_where_it_stands(text: str, key: str, expected: str) -> None:
    """Beside a meaning stand the strength, the speaker, the day and the passages."""
    found = library(text)
    assert context(found, found.clauses[key]) == expected
