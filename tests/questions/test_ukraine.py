"""The Ukraine library as a whole: its checks see what they are about."""

from __future__ import annotations

import json
import random
from functools import cache

import pytest

from termcheck.library.formula import And, Formula, Not
from termcheck.library.model import Check, ExpectAnswer, Expectation
from termcheck.logic.case import Case
from termcheck.logic.problem import hypothesis
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.oracle import Compatible
from tests.questions.mutants import HERE, Mutant, mutants, noticed_by, ukraine

SLICE = 8
"""How many mutants a plain test run tries; all are tried by ``mutants``."""


@cache
def inquiry() -> Inquiry:
    """Return an inquiry into the library, made once."""
    return Inquiry(ukraine())


def summary() -> dict[str, str]:
    """Return which check noticed each mutant in the last whole run."""
    found: dict[str, str] = json.loads((HERE / "mutants.json").read_text())
    return found


def test_the_kept_run_is_of_this_library() -> None:
    """The summary of the last whole run names exactly the mutants that there are."""
    names = {f"{each.key} {each.change}" for each in mutants(inquiry().library)}
    assert names == set(summary())


def test_nearly_every_change_is_noticed() -> None:
    """In the last whole run, checks noticed at least 95 in 100 changed clauses."""
    noticed = [check for check in summary().values() if check]
    assert len(noticed) >= 0.95 * len(summary())


def chosen() -> list[Mutant]:
    """Return a seeded slice of the mutants that were noticed."""
    known = summary()
    noticed = [m for m in mutants(ukraine()) if known.get(f"{m.key} {m.change}")]
    return random.Random(20261122).sample(noticed, SLICE)


def restates(check: Check, expectation: Expectation) -> bool:
    """Say whether an expectation is no more than one clause on the table, in other words."""
    if not isinstance(expectation, ExpectAnswer) or expectation.answer == "possible":
        return False
    formula = expectation.formula
    claim = formula if expectation.answer == "forced" else Not(formula)
    cases = inquiry().catalogue.cases_about(check.question, formula)
    return any(
        equal(claim, And(tuple(part.formula for item in unit.items for part in item.parts)))
        for case in cases
        if isinstance(case, Case)
        for unit in case.units
    )


def equal(one: Formula, other: Formula) -> bool:
    """Say whether two formulas hold in the same packages, rules left aside."""
    oracle = inquiry().oracle
    differences = (And((one, Not(other))), And((other, Not(one))))
    return not any(
        isinstance(oracle.compatible([hypothesis(each)]), Compatible) for each in differences
    )


def test_no_check_merely_restates_a_clause() -> None:
    """Every check expects something that no single clause on its table says already."""
    idle = [
        check.name
        for check in inquiry().library.checks
        if check.question.table is None
        and all(restates(check, each) for each in check.expectations)
    ]
    assert idle == []


@pytest.mark.parametrize("mutant", chosen(), ids=lambda m: f"{m.key}-{m.change}")
def test_a_changed_clause_is_noticed(mutant: Mutant) -> None:
    """A check that passes on the library fails on the changed one."""
    assert noticed_by(inquiry(), mutant) != ""


def test_the_catalogue_is_whole() -> None:
    """All 21 proposals have clauses, and all 37 questions have checks."""
    library = inquiry().library
    written = [name for name in library.proposals if library.proposals[name].clauses]
    asked = {check.name[:5] for check in library.checks if check.name.startswith("QN-")}
    assert (len(written), len(asked)) == (21, 37)
