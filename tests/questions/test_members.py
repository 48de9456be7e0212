"""Members of a clause: what ``label[member]`` says is what the clause says for it alone."""

from __future__ import annotations

from itertools import product

import pytest

from termcheck.library.model import Library, Question, Reference
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.verdict import Incompatible, Verdict
from tests.cli.running import run
from tests.library.sources import built, errors

HEAD = """
party north "North"
source s "S" by "x" on 2025
set towns = {east, mid, west}
term zone[towns]: bool "there is a zone"
term paid: bool "it is paid"
rule one: not (zone[east] and zone[mid])
"""
WHOLE = """
proposal plan { each: for each t in towns: zone[t] or paid from s "1" }
position north on 2025-01-01 from s attested own {
    none: red line for each t in {mid, west}: not zone[t] from s "2"
    free: red line not paid from s "3"
}
"""
APART = """
proposal plan {
    east: zone[east] or paid from s "1"
    mid:  zone[mid] or paid from s "1"
    west: zone[west] or paid from s "1"
}
position north on 2025-01-01 from s attested own {
    n_mid:  red line not zone[mid] from s "2"
    n_west: red line not zone[west] from s "2"
    free:   red line not paid from s "3"
}
"""
NAMES = {
    "plan.each[east]": "plan.east",
    "plan.each[mid]": "plan.mid",
    "plan.each[west]": "plan.west",
    "north.none[mid]": "north.n_mid",
    "north.none[west]": "north.n_west",
    "north.free": "north.free",
}
"""A part of a clause, and the clause that says the same alone."""


def _library(text: str) -> Library:
    found = built(HEAD + text)
    assert errors(found) == []
    return found.library


def _conflicts(library: Library, given: list[str], without: list[str]) -> set[frozenset[str]]:
    references = [tuple(map(Reference, names)) for names in (given, without)]
    question = Question(given=references[0], without=references[1])
    found = verdict(Inquiry(library), question)
    assert isinstance(found, Verdict)
    outcome = found.outcome
    return {c.names for c in outcome.conflicts} if isinstance(outcome, Incompatible) else set()


def test_members_clash_as_clauses_written_apart_do() -> None:
    """Of every choice of members, the conflicts are those of clauses that say one member each."""
    whole, apart = _library(WHOLE), _library(APART)
    for taken in product((False, True), repeat=len(NAMES)):
        parts = [name for name, is_taken in zip(NAMES, taken, strict=True) if is_taken]
        named = {frozenset(NAMES[name] for name in names) for names in _conflicts(whole, parts, [])}
        assert named == _conflicts(apart, [NAMES[name] for name in parts], [])


def test_a_clause_without_a_member_stands_for_the_others() -> None:
    """What is taken off the table is the member alone."""
    whole = _library(WHOLE)
    left = _conflicts(whole, ["plan", "north"], ["plan.each[mid]"])
    assert left == _conflicts(whole, ["plan.each[east]", "plan.each[west]", "north"], [])
    assert left == {frozenset({"plan.each[west]", "north.none", "north.free"})}


EXPECTED = [
    ("given plan.each[west], north\n expect incompatible because", "plan.each[west]", ""),
    ("given plan, north\n without plan.each[mid]\n expect incompatible because",
     "plan.each[west]", ""),
    ("given plan.each, north\n without plan.each[mid]\n expect incompatible because",
     "plan.each", "TC502"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "name", "code"), EXPECTED)
def test_a_check_names_the_member_that_is_on_the_table(
    tmp_path_factory: pytest.TempPathFactory, asked: str, name: str, code: str
) -> None:
    """A reason is named as it is on the table: a member by its name, a clause by its own."""
    folder = tmp_path_factory.mktemp("library")
    check = f'check "x" {{ {asked} {name}, north.none, north.free }}\n'
    (folder / "all.terms").write_text(HEAD + WHOLE + check, encoding="utf-8")
    ran = run("check", ".", "--format", "concise", folder=folder)
    assert (ran.status, code in ran.out) == (1 if code else 0, True)


def test_a_month_is_printed_as_a_month(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A statement of a month or a year is cited with that, never with its first day."""
    folder = tmp_path_factory.mktemp("library")
    for period in ("2025-09", "2025", "2025-09-01"):
        text = (HEAD + WHOLE).replace("2025-01-01", period)
        (folder / "all.terms").write_text(text, encoding="utf-8")
        out = run("conflicts", "plan", "north", "-L", ".", folder=folder).out
        shown = run("show", "north", "-L", ".", folder=folder).out
        assert f"red line of North, {period}, in its own words" in out
        assert f"north.none ({period}, red line)" in shown


def test_a_member_of_a_red_line_is_a_red_line(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What gives up a part of a red line gives up a red line, and is listed last."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "all.terms").write_text(HEAD + WHOLE, encoding="utf-8")
    words = ("north.none[west]", "plan.each[west]", "north.free")
    out = run("conflicts", *words, "-L", ".", folder=folder).out
    assert "   or give up north.none[west] (a red line)" in out.split("reopens a deal\n")[1]
    assert "of west alone: for each of east, mid, west: " in out
