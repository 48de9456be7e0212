"""The promises of the records: names that programs build on, which are never lost or renamed.

A record may gain fields. So what stands here is a part of what is published.
"""

from __future__ import annotations

from typing import Any

import pytest

from termcheck.report.schemas import schemas

QUESTION = "kind given keep without as_of table suppose readings attested by"
CONFLICT = "id clauses rules kept suppositions status_quo phases minimal"
PACKAGE = "terms events options"
VERDICT = "schema library question verdict conflicts complete package never_happens limits"
CHANGES = "conflicts_opened conflicts_closed newly_forced checks_changed without_effect"
CONTRADICTORY = "contradictory-background contradictory-supposition"

PROMISED = [
    ("check", "", "schema library diagnostics checks proposals positions summary"),
    ("check", "library", "root digest"),
    (
        "check",
        "diagnostics",
        "code severity message file line column end_line end_column help sources",
    ),
    ("check", "checks", "name file line status detail"),
    ("check", "proposals", "name verdict"),
    ("check", "positions", "party day verdict"),
    ("check", "summary", "errors warnings checks failed"),
    ("verdict", "", VERDICT),
    ("verdict", "question", QUESTION),
    ("verdict", "conflicts", CONFLICT),
    ("verdict", "package", PACKAGE),
    ("gap", "", f"{VERDICT} menus product_form parties disclosures"),
    ("gap", "question", QUESTION),
    ("gap", "conflicts", CONFLICT),
    ("gap", "package", PACKAGE),
    ("gap", "menus", "conflicts fixes"),
    ("gap", "menus fixes", "give_up move parties cost package"),
    ("gap", "menus fixes move", "clause from to unit"),
    ("gap", "menus fixes package", PACKAGE),
    ("gap", "parties *", "indispensable alone"),
    ("packages", "", "schema library question packages objective front complete limits"),
    ("packages", "packages", "kept left options terms open scores"),
    ("packages", "packages left", "clause because"),
    ("why", "", "schema formula answer reasons package"),
    ("why", "package", PACKAGE),
    (
        "diff",
        "",
        f"schema base head changes {CHANGES}",
    ),
    ("diff", "changes", "name relation gained lost"),
    ("diff", "changes gained", PACKAGE),
    ("diff", "changes lost", PACKAGE),
    ("coalitions", "", "schema sets blocking agreeing complete"),
    ("coalitions", "sets", "parties verdict"),
    ("sweep", "", "schema spec questions answered results"),
    ("timeline", "", "schema days"),
    ("timeline", "days", "day verdict conflicts moved opened_by closed_by"),
    ("matrix", "", "schema names pairs complete"),
    ("matrix", "pairs", "a b verdict conflict"),
    ("matrix", "pairs conflict", CONFLICT),
]
"""A record, the way to a place in it, and the names that stand there; ``*`` is any key."""

WORDS = [
    ("verdict", "verdict", f"compatible incompatible undecided {CONTRADICTORY}"),
    ("check", "checks status", "passed failed undecided"),
    ("check", "diagnostics severity", "error note warning"),
    ("why", "answer", "forced possible impossible"),
    ("packages", "objective", "total fair lexicographic nash pareto"),
    ("diff", "changes relation", "same tighter looser different new gone undecided"),
]
"""A record, the way to a word in it, and all that the word may be."""


def _place(name: str, way: str) -> dict[str, Any]:
    """Return the schema of what stands at the end of ``way``."""
    whole = schemas()[name]
    place = whole
    for step in way.split():
        place = place["additionalProperties"] if step == "*" else place["properties"][step]
        place = _inside(whole, place)
    return place


def _inside(whole: dict[str, Any], place: dict[str, Any]) -> dict[str, Any]:
    """Return what a place holds: of a list its members, of what may be null what else it is."""
    while True:
        if "$ref" in place:
            place = whole["$defs"][place["$ref"].rpartition("/")[2]]
        elif place.get("type") == "array":
            place = place["items"]
        elif "anyOf" in place:
            place = next(each for each in place["anyOf"] if each.get("type") != "null")
        else:
            return place


@pytest.mark.parametrize(("name", "way", "fields"), PROMISED)
def test_a_record_holds_every_promised_field(name: str, way: str, fields: str) -> None:
    """Each name is there, and is never left out: a program need not ask whether it is."""
    place = _place(name, way)
    promised = set(fields.split())
    assert promised - set(place["properties"]) == set()
    assert promised - set(place["required"]) == set()


@pytest.mark.parametrize(("name", "way", "words"), WORDS)
def test_a_word_is_one_of_those_promised(name: str, way: str, words: str) -> None:
    """A word of a record is one of a closed list."""
    assert sorted(_place(name, way)["enum"]) == sorted(words.split())


@pytest.mark.parametrize("name", sorted({name for name, _, _ in PROMISED}))
def test_a_record_names_its_version(name: str) -> None:
    """``schema`` comes first, and is the name of the record with the number of its version."""
    (first, version), *_ = schemas()[name]["properties"].items()
    assert (first, version["const"]) == ("schema", f"termcheck.{name}/1")


def test_a_share_is_a_number_from_0_to_1() -> None:
    """The published schema of a score says its range."""
    scores = _place("packages", "packages scores *")
    assert (scores["type"], scores["minimum"], scores["maximum"]) == ("number", 0, 1)
