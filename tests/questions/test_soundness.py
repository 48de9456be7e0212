"""Findings on clauses that cannot hold together: each label is true of the whole set."""

from __future__ import annotations

import pytest

from termcheck.questions.inquiry import Inquiry
from termcheck.questions.soundness import soundness
from tests.texts import library

HEAD = 'term a: bool "a"\nterm b: bool "b"\nterm c: bool "c"\n'


@pytest.mark.parametrize(
    ("clauses", "labels"),
    [
        (("a", "not a"), ("`p.c0`",)),
        (("a", "b if a", "not b"), ("`p.c0` and `p.c2`", "`p.c0` and `p.c1`")),
        (
            ("a", "b if a", "c if b", "not c"),
            ("`p.c0` and the 2 others",) * 3,
        ),
    ],
)
def test_no_clause_of_a_clash_is_said_to_clash_with_fewer_than_it_does(
    clauses: tuple[str, ...], labels: tuple[str, ...]
) -> None:
    """Each clause but the first is told that it cannot hold together with all the others."""
    body = "; ".join(f"c{place}: {text}" for place, text in enumerate(clauses))
    made = library(f'{HEAD}proposal p "P" {{ {body} }}')
    (found,) = [d for d in soundness(Inquiry(made)).diagnostics if d.code == "TC351"]
    said = tuple(each.text for each in found.related)
    assert said == tuple(f"cannot hold together with {each}" for each in labels)
