"""Checks: what a block asks, with its references and formulas resolved."""

from __future__ import annotations

import pytest

from termcheck.library.days import from_iso
from termcheck.library.model import (
    Check,
    ExpectAnswer,
    ExpectCount,
    ExpectFix,
    ExpectVerdict,
    Reference,
)
from tests.library.shown import shown
from tests.library.sources import built, codes, errors

TEXT = """
party north "North"
party south "South"
source draft "A draft" on 2025
phase war "fighting"
phase peace "no fighting" default
term truce: bool now false decided by north
term aid: bool by phase
define calm = truce and aid
rule known: truce or aid or aid@war or calm
proposal plan "Plan" from draft {
    quiet: truce
    text:  readings { strict: truce; loose: aid }
}
position north on 2025-01-01 from draft attested own { line: red line truce }
"""


def check_of(items: str) -> Check:
    """Return the one check that a text with these items has."""
    found = built(f'{TEXT}\ncheck "c" {{\n{items}\n}}')
    assert errors(found) == []
    (check,) = found.library.checks
    return check


def texts(references: tuple[Reference, ...]) -> list[str]:
    """Return references as they are written."""
    return [each.text for each in references]


def test_a_question_holds_every_circumstance() -> None:
    """References, day, table, attestation, readings and mode are read from the block."""
    question = check_of(
        "given plan, north.demands\nkeep north.line\nwithout plan.quiet\nas of 2025-02\n"
        "table north, south\nattested own, reported\nunder plan.text.strict\nwhole texts\n"
        "expect compatible"
    ).question
    assert texts(question.given) == ["plan", "north.demands"]
    assert texts(question.keep) == ["north.line"]
    assert texts(question.without) == ["plan.quiet"]
    assert question.as_of == from_iso("2025-02-28")
    assert question.table == ("north", "south")
    assert question.attested == ("own", "reported")
    assert texts(question.under) == ["plan.text.strict"]
    assert question.by_text


def test_a_plain_question_has_no_circumstances() -> None:
    """What is not said is not asked: the latest day, everybody, every statement."""
    question = check_of("expect compatible").question
    assert (question.given, question.as_of, question.table) == ((), None, None)
    assert (question.attested, question.under, question.by_text) == ((), (), False)


FORMULAS = [
    ("aid", "aid@peace"),
    ("aid@war", "aid@war"),
    ("calm", "(truce and aid@peace)"),
    ("truce or aid", "(truce or aid@peace)"),
]


@pytest.mark.parametrize(("text", "meaning"), FORMULAS)
def test_formulas_of_a_question_are_read_like_a_clause(text: str, meaning: str) -> None:
    """Unmarked terms are read in the default phase, and the text is kept."""
    check = check_of(f"suppose {text}\nexpect possible {text}")
    (said,) = check.question.suppose
    (expected,) = check.expectations
    assert isinstance(expected, ExpectAnswer)
    assert (said.text, shown(said.formula)) == (text, meaning)
    assert (expected.text, shown(expected.formula)) == (text, meaning)


def test_expectations_are_read_in_their_order() -> None:
    """Every kind of expectation is there with its reasons."""
    found = check_of(
        "given plan\nexpect incompatible because plan.quiet, status quo of truce\n"
        "expect compatible\nexpect 2 conflicts\nexpect fix plan.quiet\n"
        "expect forced truce because plan.quiet"
    ).expectations
    assert [type(each) for each in found] == [
        ExpectVerdict,
        ExpectVerdict,
        ExpectCount,
        ExpectFix,
        ExpectAnswer,
    ]
    first = found[0]
    assert isinstance(first, ExpectVerdict)
    assert (first.compatible, texts(first.because)) == (
        False,
        ["plan.quiet", "status quo of truce"],
    )


def test_a_check_with_a_fault_is_left_out_and_the_others_stay() -> None:
    """One wrong check never hides the next."""
    found = built(
        f'{TEXT}\ncheck "a" {{ given paln\n expect compatible }}\n'
        'check "b" { given plan\n expect compatible }'
    )
    assert [each.name for each in found.library.checks] == ["b"]
    assert codes(found) == ["TC280"]


def test_checks_come_by_file_and_place() -> None:
    """Two checks may have one title; they are told apart by their places."""
    found = built(f'{TEXT}\ncheck "b" {{ expect compatible }}\ncheck "a" {{ expect compatible }}')
    assert [each.name for each in found.library.checks] == ["b", "a"]
