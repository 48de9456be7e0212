"""Checks that fail point to the clauses that are concerned."""

from __future__ import annotations

import pytest

from termcheck.questions.expectations import MOST_PLACES, run_check
from termcheck.questions.inquiry import Inquiry
from tests.library.sources import built, errors

TEXT = """
party north "North"
source s "S" by "x" on 2025
term a: bool "a"
term b: bool "b"
term c: bool "c"
rule only: not (a and b)
proposal plan {
    first:  a from s "1"
    second: b from s "1"
    third:  c from s "1"
    pick:   one of { x: a; y: c } from s "1"
}
"""

FAILING = [
    ("given plan.first, plan.second\n expect compatible", "TC501", "first second"),
    ("given plan.first\n expect incompatible because plan.first", "TC501", "first"),
    ("given plan.first\n expect incompatible", "TC501", ""),
    (
        "given plan.first, plan.second, plan.third\n expect incompatible because plan.third",
        "TC502",
        "first second",
    ),
    ("given plan.first, plan.second\n expect 2 conflicts", "TC503", "first second"),
    ("given plan.first, plan.second\n expect 3 fixes", "TC503", "first second"),
    ("given plan.first, plan.second, plan.third\n expect fix plan.third", "TC504", "third"),
    ("given plan.first, plan.pick.y\n expect fix plan.pick.y", "TC504", "pick"),
    ("given plan.first, plan.third\n expect impossible a", "TC505", "first"),
    ("given plan.first\n expect forced a because plan.first\n expect forced c", "TC505", ""),
    ("given plan.first, plan.third\n expect forced a because plan.third", "TC506", "first"),
    ("given plan.third\n suppose a and b\n expect compatible", "TC508", "only"),
    ("given plan.first, plan.second\n expect forced c", "TC509", "first second"),
]


@pytest.mark.parametrize(("asked", "code", "names"), FAILING)
def test_a_failing_check_points_to_what_is_concerned(asked: str, code: str, names: str) -> None:
    """The second places are those of the clauses that the message is about, or of rules."""
    found = built(f'{TEXT}check "x" {{ {asked} }}\n')
    assert errors(found) == []
    library = found.library
    result = run_check(Inquiry(library), library.checks[0])
    (told,) = result.diagnostics
    by_place = {clause.span: clause.label or clause.name for clause in library.clauses.values()}
    places = [by_place[each.span] for each in told.related]
    assert (told.code, sorted(places)) == (code, sorted(names.split()))


def test_of_many_clauses_the_first_few_are_pointed_to() -> None:
    """A check about dozens of conflicts stays readable."""
    many = "".join(f'    p{n}: a from s "1"\n    q{n}: not a from s "1"\n' for n in range(9))
    text = f'{TEXT}proposal many {{\n{many}}}\ncheck "x" {{ given many\n expect compatible }}\n'
    library = built(text).library
    (told,) = run_check(Inquiry(library), library.checks[0]).diagnostics
    assert len(told.related) == MOST_PLACES
