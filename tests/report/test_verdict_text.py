"""Verdicts as text: what is claimed, and what is not."""

from __future__ import annotations

import pytest

from termcheck.language.parser import parse
from termcheck.library.build import build
from termcheck.library.model import Question, Reference
from termcheck.logic.package import Package
from termcheck.logic.problem import Unit
from termcheck.questions import verdict as v
from termcheck.report.by_reading import condition, shared_conflicts
from termcheck.report.page import to_text
from termcheck.report.verdict_text import headline, verdict_page

TEXT = """
phase calm "no war" default
phase war "guns fire"
term a: bool now false "the gate is open"
event bell "the bell rings"
source s "Source" by "x" on 2020
proposal p "Paper" from s {
    one: a from "page 1"
    two: not a from "page 2" confidence low
    three: readings { x: a; y: not a } from "page 3"
}
"""
LIBRARY = build("", [parse("a.terms", TEXT)]).library
CONFLICT = v.Conflict(("p.one", "p.two"), ("p.one", "p.two"))
ONE, TWO = (Unit(name, "clause", (name,), ()) for name in ("p.one", "p.two"))
NO_DEAL = v.Incompatible((CONFLICT,), ((frozenset([ONE]), frozenset([TWO])),), True)
DEAL = v.Compatible(Package({}, {}))
X, Y = (("p.three", "x"),), (("p.three", "y"),)


def said(*outcomes: tuple[v.Readings, v.Outcome]) -> str:
    """Return what is printed of outcomes by reading."""
    question = Question(given=(Reference("p"),))
    verdict = v.Verdict(question, tuple(v.ByReading(*each) for each in outcomes))
    return to_text(verdict_page(LIBRARY, verdict, 100))


HEADLINES = [
    (DEAL, "a deal is possible"),
    (DEAL.but(never_happens=("bell",)), "a deal is possible only because bell never happens"),
    (NO_DEAL, "no deal: 1 conflict"),
    (NO_DEAL.but(complete=False, limits=("time",)), "no deal: at least 1 conflict"),
    (v.Undecided(("time",)), "undecided: the time was up before there was an answer"),
    (v.ContradictoryBackground(("r",)), "the rules contradict each other: nothing obeys them all"),
    (v.ContradictorySupposition(("a",), ()), "what is supposed cannot be"),
]


@pytest.mark.parametrize(("outcome", "expected"), HEADLINES, ids=[text for _, text in HEADLINES])
def test_the_first_line_is_the_verdict(outcome: v.Outcome, expected: str) -> None:
    """The first line says the verdict, in words."""
    assert "".join(p.text for p in headline([v.ByReading((), outcome)])) == expected


def test_what_was_proved_is_said_last() -> None:
    """A complete answer says so, and that it rests on what is doubtful."""
    assert said(((), NO_DEAL)).splitlines()[-2:] == [
        "this rests on p.two, of low confidence",
        "proved minimal; no other conflicts",
    ]


def test_what_was_not_proved_is_not_claimed() -> None:
    """An answer that hit a limit claims neither minimality nor completeness, nor fixes."""
    rough = CONFLICT.but(minimal=False)
    text = said(((), v.Incompatible((rough,), (), False, ("time", "interrupted"))))
    assert "there may be more conflicts: the time was up and it was interrupted" in text
    assert "not proved minimal: perhaps fewer of them clash already" in text
    assert ("minimal fix" in text, "no other conflicts" in text) == (False, False)


def test_one_fix_is_called_the_only_one() -> None:
    """Where only one thing helps, that is said."""
    only = NO_DEAL.but(menus=((frozenset([ONE, TWO]),),))
    assert "the only minimal fix\n      give up p.one and p.two\n" in said(((), only))


def test_menus_multiply() -> None:
    """Independent parts are menus, and their sizes multiply."""
    both = NO_DEAL.but(menus=(NO_DEAL.menus[0], NO_DEAL.menus[0]))
    text = said(((), both))
    assert "4 minimal fixes: one choice from each of 2 menus reopens a deal" in text
    assert "   menu 2 give up p.one\n       or give up p.two\n" in text


def test_a_number_that_has_to_be_whole_is_blamed() -> None:
    """A conflict that fractions would dissolve says so."""
    whole = NO_DEAL.but(conflicts=(CONFLICT.but(whole_only=True, phases=("war",)),))
    text = said(((), whole))
    assert "only because a number has to be whole" in text
    assert "in the phase war (guns fire)" in text


def test_readings_that_agree_are_told_once() -> None:
    """The same answer under every reading is printed once."""
    text = said((X, NO_DEAL), (Y, NO_DEAL))
    assert (text.count("p.one"), text.splitlines()[-1]) == (2, "asked under each of 2 readings")


def test_readings_that_differ_are_told_apart() -> None:
    """Where a deal turns on a reading, each half says under which."""
    heads = [line for line in said((X, DEAL), (Y, NO_DEAL)).splitlines() if "is read as" in line]
    assert heads == [
        "no deal: 1 conflict if p.three is read as y",
        "a deal is possible if p.three is read as x",
    ]


def test_a_conflict_of_one_reading_says_which() -> None:
    """Of several conflicts each says under which readings it arises."""
    other = v.Conflict(("p.one", "p.three"), ("p.one", "p.three"))
    both = v.Incompatible((CONFLICT, other), (), True)
    shared = shared_conflicts([v.ByReading(X, NO_DEAL), v.ByReading(Y, both)])
    assert [(each.conflict, each.readings, each.told) for each in shared] == [
        (CONFLICT, (X, Y), ()),
        (other, (Y,), Y),
    ]


def test_conditions_are_as_short_as_they_can_be() -> None:
    """Readings that make no difference are left out of a condition."""
    every = [((("a", one), ("b", two))) for one in "xy" for two in "xyz"]
    assert [
        condition(every, every),
        condition(every[:3], every),
        condition([every[0], every[1]], every),
        condition([every[0], every[4]], every),
    ] == [
        "",
        "if a is read as x",
        "if a is read as x and b is read as x or y",
        "if one reads a as x and b as x; or a as y and b as y",
    ]


def test_an_empty_table_is_said() -> None:
    """A reference that brings nothing is disclosed."""
    question = Question(given=(Reference("q"),))
    empty = build("", [parse("a.terms", TEXT + 'proposal q "Empty" from s { }\n')]).library
    text = to_text(verdict_page(empty, v.Verdict(question, (v.ByReading((), DEAL),)), 100))
    assert text.splitlines()[-1] == "q puts no firm clause on the table as asked"
