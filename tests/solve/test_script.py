"""Scripts: what other programs read is the question, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termcheck.library.formula import And, Formula
from termcheck.logic.problem import Unit
from termcheck.solve.cvc5 import is_installed, printed
from termcheck.solve.script import Group, Script
from tests.worlds import DOMAINS, HORIZON, admits, units

WITHOUT_CVC5 = pytest.mark.skipif(not is_installed(), reason="cvc5 is not installed")


def script_of(given_: Sequence[Unit], *remarks: str) -> Script:
    """Return the script of ``given_``, each with the same remarks."""
    groups = [Group(f"c{at}", unit.items, remarks) for at, unit in enumerate(given_)]
    return Script(DOMAINS, HORIZON, groups)


def formulas_of(given_: Sequence[Unit]) -> list[Formula]:
    """Return what ``given_`` say."""
    return [part.formula for unit in given_ for item in unit.items for part in item.parts]


def said_by_z3(script: str) -> list[str]:
    """Return the lines that Z3 prints for a script."""
    z3: Any = pytest.importorskip("z3")
    context = z3.Context()
    said: str = z3.Z3_eval_smtlib2_string(context.ref(), script)
    return said.splitlines()


def word(given_: Sequence[Unit]) -> str:
    """Return by brute force what every reader of a script has to say."""
    return "sat" if admits(formulas_of(given_)) else "unsat"


@given(units())
def test_z3_reads_the_question(found: list[Unit]) -> None:
    """Z3 reads the script without a complaint, and says what trying every package says."""
    assert said_by_z3(script_of(found).smtlib()) == [word(found)]


@WITHOUT_CVC5
@given(units())
def test_cvc5_reads_the_question(found: list[Unit]) -> None:
    """So does cvc5, to the letter of the standard."""
    assert printed(script_of(found).smtlib(), strict_parsing="true") == [word(found)]


@given(units())
def test_a_finite_question_is_the_same_in_dimacs(found: list[Unit]) -> None:
    """DIMACS, comments and all, says what trying every package says, if it can say it."""
    script = script_of(found, "a remark")
    if not script.is_finite:
        with pytest.raises(AssertionError):
            script.dimacs()
        return
    z3: Any = pytest.importorskip("z3")
    solver = z3.Solver()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "question.cnf"
        file.write_text(script.dimacs(["a head"]), encoding="utf-8")
        solver.from_file(str(file))
    assert str(solver.check()) == word(found)


def test_dimacs_counts_what_it_has() -> None:
    """The first line that is no comment tells the clauses that follow, and the highest literal."""
    script = Script(DOMAINS, HORIZON, [Group("c1", (), ("nothing",))])
    assert script.dimacs(["head"]).splitlines()[1:] == ["c head", "p cnf 1 1", "1 0", "c nothing"]


@settings(max_examples=30)
@given(units(), st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"))))
def test_remarks_change_nothing(found: list[Unit], remarks: list[str]) -> None:
    """Without its comments a script is the one without remarks, and so is its answer."""
    with_ = script_of(found, *remarks).smtlib(remarks)
    bare = [line for line in with_.split("\n") if not line.startswith(";")]
    assert bare == script_of(found).smtlib().split("\n")[1:]


@WITHOUT_CVC5
@given(units())
def test_a_core_names_assertions(found: list[Unit]) -> None:
    """What cannot hold has a core of named assertions, and these cannot hold by themselves."""
    if word(found) == "sat":
        return
    said = printed(script_of(found).smtlib() + "(get-unsat-core)\n")[1]
    named = [found[int(name[1:])] for name in said.strip("()").split()]
    assert not admits([And(tuple(formulas_of(named)))])
