"""What rests on one source, against its definition, by brute force."""

from __future__ import annotations

from random import Random

import pytest

from termcheck.library.model import Library, Question, Reference
from termcheck.logic.case import Case
from termcheck.questions import verdict as v
from termcheck.questions.consistency import outcome
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.one_source import Without, one_source
from tests.libraries import VOCABULARY
from tests.questions.test_laws import worlds_of
from tests.texts import library, question

BODIES = (
    "truce",
    "not truce",
    "aid if truce",
    "not aid",
    "border = open if truce",
    "border = closed",
    "depth <= 1 km",
    "depth >= 2 km",
    "talks",
    "not talks",
    "truce if talks",
    "depth >= 2 km if border = open",
)
SOURCES = (
    "",
    ' from "its own"',
    ' from first "x"',
    ' from second "x"',
    ' from first "x" from second "x"',
)


def _made(seed: int) -> Library:
    """Return a library whose clauses, red lines and rules cite one source, two or none."""
    chance = Random(seed)

    def lines(word: str, most: int) -> list[str]:
        bodies = chance.sample(BODIES, chance.randint(1, most))
        return [f"{word.format(n)}{body}{chance.choice(SOURCES)}" for n, body in enumerate(bodies)]

    clauses, red_lines = lines("c{}: ", 4), lines("l{}: red line ", 3)
    rules = [each for each in lines("rule r{}: ", 2) if "its own" not in each]
    return library(
        "\n".join(
            (
                VOCABULARY,
                'source first "First"\nsource second "Second"',
                *rules,
                f'proposal plan "A plan" from draft {{\n{chr(10).join(clauses)}\n}}',
                f"position north from first {{\n{chr(10).join(red_lines)}\n}}",
            )
        )
    )


def _asked(made: Library, asked: Question) -> tuple[v.Outcome, tuple[Without, ...]]:
    inquiry = Inquiry(made)
    (case,) = inquiry.catalogue.cases(asked)
    assert isinstance(case, Case)
    found = outcome(inquiry, asked, case)
    return found, one_source(inquiry, case, found)


def _alone(made: Library, source: str) -> set[str]:
    """Return the keys of what cites this source and no other, but for a text's own words."""
    return {
        key
        for key, each in made.clauses.items()
        if {c.source for c in each.citations} == {source}
        and not (each.owner == "plan" and source == "draft")
    }


@pytest.mark.parametrize("seed", range(80))
def test_what_rests_on_a_source_is_what_falls_without_it(seed: int) -> None:
    """Without what a source alone supports, verdict and conflicts are those of the rest."""
    made = _made(seed)
    every = set(made.clauses)
    on_table = question(made, "plan north")
    found, told = _asked(made, on_table)
    if not isinstance(found, v.Incompatible):
        assert told == ()
        return
    by_source = {each.source: each for each in told}
    for source in ("draft", "first", "second"):
        rest = every - _alone(made, source)
        holds = bool(worlds_of(made, rest))
        kept_rules = [rule for rule in made.rules if rule in rest]
        gone = tuple(
            place
            for place, conflict in enumerate(found.conflicts)
            if worlds_of(made, [*kept_rules, *(key for key in conflict.keys if key in rest)])
        )
        if source not in by_source:
            assert (holds, gone) == (False, ())
            continue
        left = by_source[source]
        assert (left.verdict, left.gone) == ("compatible" if holds else "incompatible", gone)
        assert {*left.clauses} == {key for key in _alone(made, source) if key not in made.rules}
        assert {*left.rules} <= _alone(made, source)


def test_the_words_of_a_text_rest_on_nothing() -> None:
    """A proposal's own words stay, those that it takes over from an amended text as well."""
    made = library(
        'party north "North"\nsource draft "D"\nsource paper "P"\nterm a: bool "a"\n'
        'term b: bool "b"\nrule r: not b if a from paper "p. 1"\n'
        'proposal old "Old" from draft { x: a from "1" }\n'
        'proposal plan "Plan" amends old from paper { y: b from "2" }'
    )
    _, told = _asked(made, question(made, "plan"))
    assert told == (Without("paper", (), ("r",), "compatible", (0,)),)


def test_whole_texts_lose_only_what_the_source_supports() -> None:
    """Asked by text, a text keeps its other clauses when a source is left out."""
    made = library(
        'party north "North"\nsource draft "D"\nsource paper "P"\nterm a: bool "a"\n'
        'proposal plan "Plan" from draft { x: a from "1" }\n'
        'position north from paper { k: red line not a from "1"\n'
        'l: red line not a from draft "2" }'
    )
    by_text = Question(given=(Reference("plan"), Reference("north")), by_text=True)
    _, told = _asked(made, by_text)
    assert {each.source: (each.verdict, each.gone) for each in told} == {
        "draft": ("incompatible", ()),
        "paper": ("incompatible", ()),
    }
