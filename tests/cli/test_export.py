"""``export``: scripts whose comments say what is what."""

from __future__ import annotations

from pathlib import Path

import pytest

from termcheck.logic.case import Case
from termcheck.questions.inquiry import Inquiry
from termcheck.report.escape import comment
from termcheck.report.script_text import script_of, smtlib_text
from termcheck.solve.cvc5 import is_installed, printed
from termcheck.solve.oracle import Compatible
from tests.cli.running import EXAMPLES, run
from tests.hostile.corpus import payloads
from tests.questions.mutants import ukraine
from tests.solve.test_script import said_by_z3

LABOUR = ("-L", str(EXAMPLES / "labour"))
FINITE = """party north "North"
term truce: bool "the guns are silent"
term depth: 0..30 km "depth of the zone"
unit km
proposal plan "A plan" {
    calm: truce
    deep: depth >= 20 km
    pick: readings { a: truce; b: not truce }
}
position north on 2030-01-01 attested own {
    shallow: red line depth <= 10 km
}
"""


def read_script(folder: Path, *words: str) -> str:
    """Return the script of a question to the finite library."""
    (folder / "plan.terms").write_text(FINITE, encoding="utf-8")
    ran = run("export", *words, folder=folder)
    assert (ran.status, ran.err) == (0, "")
    return ran.out


def test_every_assertion_has_a_name_and_a_comment() -> None:
    """Before each named assertion stand its name, the clause, what it means and where it stands."""
    lines = run("export", "mediator", "port", "--smtlib", *LABOUR).out.splitlines()
    named = {at: line.split()[-1].rstrip(")") for at, line in enumerate(lines) if ":named" in line}
    assert list(named.values()) == ["c1", "c2", "c3", "c4", "c5", "r1"]
    assert all(lines[at - 1].startswith(f"; {name}: ") for at, name in named.items())
    assert "; c1: mediator.wages: rise of the basic wage: at least 5 %" in "\n".join(lines)
    assert "r1: rule night_law: " in lines[list(named)[-1] - 1]


def test_the_core_is_the_conflict() -> None:
    """The one conflict of the example lies in every core that a reader of its script finds."""
    script = run("export", "mediator", "port", "--smtlib", *LABOUR).out
    answer, core = said_by_z3(f"{script}(get-unsat-core)\n")
    assert answer == "unsat"
    assert {"c1", "c2", "c4", "r1"} <= {*core.strip("()").split()}


def test_suppositions_and_what_is_kept_have_names_of_their_own(tmp_path: Path) -> None:
    """A supposition and a clause that is kept are asserted, and said to be what they are."""
    words = ("plan.deep", "--keep", "north", "--suppose", "not truce", "--smtlib")
    script = read_script(tmp_path, *words)
    assert "; s1: supposed: " in script
    assert "; k1: north.shallow: " in script
    assert said_by_z3(script) == ["unsat"]
    assert script.startswith("; unsat: these cannot hold together")


def test_dimacs_of_a_finite_question(tmp_path: Path) -> None:
    """A question that adds nothing up can be written as DIMACS, with the same comments."""
    script = read_script(tmp_path, "plan.deep", "north", "--dimacs")
    assert "\nc c1: plan.deep: " in script
    assert "\np cnf " in script


@pytest.mark.parametrize(
    ("words", "said", "help"),
    [
        ("plan.calm", "`export` writes one form", "`--smtlib` or `--dimacs`"),
        ("plan.calm --smtlib --dimacs", "`export` writes one form", "`--smtlib` or `--dimacs`"),
        ("plan --smtlib", "readings that make 2 questions", "--under plan.pick.a"),
        ("nobody --smtlib", "`nobody`", ""),
    ],
)
def test_what_cannot_be_written_is_refused(
    tmp_path: Path, words: str, said: str, help: str
) -> None:
    """A refusal says why, how it could be done, and has the status of wrong usage."""
    (tmp_path / "plan.terms").write_text(FINITE, encoding="utf-8")
    ran = run("export", *words.split(), folder=tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert help in ran.err


def test_sums_are_refused_in_dimacs() -> None:
    """A question with sums has no DIMACS, and the refusal names the form that it has."""
    ran = run("export", "mediator", "port", "--dimacs", *LABOUR)
    assert (ran.status, ran.out) == (2, "")
    assert "adds them up" in ran.err
    assert "--smtlib" in ran.err


def test_one_reading_is_one_question(tmp_path: Path) -> None:
    """With its reading chosen, the clause is asserted in that reading."""
    calm = ("plan.calm", "plan.pick", "--smtlib", "--under")
    assert said_by_z3(read_script(tmp_path, *calm, "plan.pick.a")) == ["sat"]
    assert said_by_z3(read_script(tmp_path, *calm, "plan.pick.b")) == ["unsat"]


@pytest.mark.parametrize("payload", payloads())
def test_a_comment_ends_with_its_line(payload: str) -> None:
    """Whatever stands in a comment, the line after it is read, and nothing of the comment is."""
    script = f"; {comment(payload)}\n(declare-const a Bool)\n(assert (not a))\n(check-sat)\n"
    assert len(script.splitlines()) == 4
    assert said_by_z3(script) == ["sat"]
    if is_installed():
        assert printed(f"(set-logic QF_LIRA)\n{script}") == ["sat"]


UKRAINE = ukraine()
CASES = [
    case
    for check in UKRAINE.checks[::12]
    for case in Inquiry(UKRAINE).catalogue.cases(check.question)[:1]
    if isinstance(case, Case)
]


def test_questions_of_a_whole_library_read_alike_everywhere() -> None:
    """Z3 and cvc5 say of the scripts of the library's checks what the tool says of the checks."""
    oracle = Inquiry(UKRAINE).oracle
    words = set[str]()
    assert len(CASES) > 10
    for case in CASES:
        items = [item for unit in case.units for item in unit.items]
        can = isinstance(oracle.compatible((*items, *case.background)), Compatible)
        script = smtlib_text(script_of(UKRAINE, case), "")
        expected = "sat" if can else "unsat"
        assert said_by_z3(script) == [expected]
        if is_installed():
            assert printed(script) == [expected]
        words.add(expected)
    assert words == {"sat", "unsat"}
