"""Second opinions: what cvc5 does not confirm is no answer."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termcheck.library.formula import Formula
from termcheck.library.model import Question, Reference
from termcheck.logic.case import Case
from termcheck.logic.evaluate import holds
from termcheck.logic.problem import hypothesis
from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.second_opinion import Claim, confirmed, package_item, refused
from termcheck.solve import cvc5
from termcheck.solve.child import Child
from termcheck.solve.cvc5 import Opinion, is_installed, opinions, printed
from termcheck.solve.race import Patience
from termcheck.solve.script import Group, Script
from tests.cli.running import EXAMPLES, Ran, run
from tests.libraries import Written, libraries
from tests.questions.mutants import ukraine
from tests.texts import library
from tests.worlds import DOMAINS, HORIZON, formulas, packages

pytestmark = pytest.mark.skipif(not is_installed(), reason="cvc5 is not installed")

LABOUR = ("-L", str(EXAMPLES / "labour"))
ENDLESS = Patience(lambda: "", None)
SAT = "(set-logic QF_LIRA)(check-sat)"


def asked(written: Written) -> tuple[Inquiry, v.Verdict]:
    """Return the verdict on everything in a random library, and who found it."""
    inquiry = Inquiry(library(written.text))
    found = verdict(inquiry, Question(given=(Reference("plan"), Reference("north"))))
    assert isinstance(found, v.Verdict)
    return inquiry, found


@settings(max_examples=20)
@given(libraries())
def test_a_true_verdict_is_confirmed(written: Written) -> None:
    """Packages, conflicts and contradictions of random libraries are what cvc5 finds too."""
    inquiry, found = asked(written)
    assert confirmed(inquiry, found) == found.but(confirmed_by="cvc5")


@settings(max_examples=20)
@given(libraries())
def test_a_false_verdict_is_not(written: Written) -> None:
    """A compatible set called a conflict, or a conflict's clauses called a package, is refused."""
    inquiry, found = asked(written)
    (case,) = inquiry.catalogue.cases(found.question)
    assert isinstance(case, Case)
    items = (*(i for unit in case.units for i in unit.items), *case.background)
    can = isinstance(found.outcome, v.Compatible)
    assert refused(inquiry, [Claim("all", items, can)]) == ()
    word = "can" if can else "cannot"
    said = f"second opinion: cvc5 disagrees: it finds that all {word} hold"
    assert refused(inquiry, [Claim("all", items, not can)]) == (said,)


@given(formulas(1), st.integers(0, len(packages()) - 1))
def test_a_package_is_asserted_whole(formula: Formula, place: int) -> None:
    """Beside a package a formula can hold exactly if ``holds`` says that it does."""
    package = packages()[place]
    items = [package_item(package), hypothesis(formula)]
    script = Script(DOMAINS, HORIZON, [Group("all", tuple(items))]).smtlib()
    assert printed(script) == ["sat" if holds(formula, package) else "unsat"]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_every_check_of_the_library_is_confirmed(part: int) -> None:
    """What is found for the question of each check of the Ukraine library is what cvc5 finds."""
    inquiry = Inquiry(ukraine())
    outcomes = set()
    for check in inquiry.library.checks[part::8]:
        found = verdict(inquiry, check.question)
        assert isinstance(found, v.Verdict)
        assert confirmed(inquiry, found).confirmed_by == "cvc5", check.name
        outcomes.add(type(found.outcome))
    assert {v.Compatible, v.Incompatible} <= outcomes


# --- the command -------------------------------------------------------------


COMMANDS = (
    "conflicts mediator port",
    "conflicts mediator",
    "conflicts mediator port --format concise",
    "conflicts mediator port --no-certify",
    "gap mediator port",
    "gap mediator port --format concise",
    "gap mediator",
    "why jobs.kept --given mediator",
    "why cost>=9% --given mediator",
    "why jobs.kept --given mediator --format concise",
    "why jobs.kept --given mediator,port",
)


def twice(command: str) -> tuple[Ran, Ran]:
    """Return what a command leaves behind without and with a second opinion."""
    words = command.split()
    return run(*words, *LABOUR), run(*words, "--second-opinion", *LABOUR)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_answer_that_is_confirmed_says_so(command: str) -> None:
    """The answer is the same, with one more line, which names who agrees."""
    without, with_ = twice(command)
    assert with_.status == without.status
    assert with_.out == without.out + "cvc5 agrees\n"


@pytest.mark.parametrize("command", ["conflicts mediator port", "gap mediator port"])
def test_a_record_names_who_agrees(command: str) -> None:
    """The record has a name where it has null without a second opinion."""
    without, with_ = twice(f"{command} --format json")
    assert '"second_opinion": null' in without.out
    assert with_.out == without.out.replace('"second_opinion": null', '"second_opinion": "cvc5"')


def test_a_certificate_stays_as_it_is() -> None:
    """The certificate goes where it went, and who agrees is said beside it."""
    without, with_ = twice("certify mediator port")
    assert (with_.status, with_.out) == (without.status, without.out)
    assert with_.err == "cvc5 agrees\n"


def contrary(scripts: Sequence[str], patience: Patience) -> tuple[Opinion, ...]:
    """Return the opposite of every opinion."""
    found = opinions(scripts, patience)
    return tuple(Opinion("cannot" if each.word == "can" else "can") for each in found)


@pytest.mark.parametrize("command", [*COMMANDS, "certify mediator port"])
def test_disagreement_is_no_answer(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If cvc5 finds the opposite, the answer is undecided, and the first line says why."""
    monkeypatch.setattr("termcheck.questions.second_opinion.opinions", contrary)
    _, with_ = twice(command)
    assert with_.status == 3
    assert with_.out.startswith("undecided: cvc5 disagrees: it finds that ")
    assert "agrees\n" not in with_.out + with_.err
    assert "before there was an answer" not in with_.out


def test_a_certificate_is_not_written_of_what_was_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where cvc5 disagrees, the file holds no claim."""
    monkeypatch.setattr("termcheck.questions.second_opinion.opinions", contrary)
    file = tmp_path / "it.certificate"
    ran = run("conflicts", "mediator", "--second-opinion", "--certificate", str(file), *LABOUR)
    assert ran.status == 3
    assert '"cases":[]' in file.read_text(encoding="utf-8")


# --- the process -------------------------------------------------------------


def hang(_: str) -> str:
    """Never answer."""
    time.sleep(600)
    return "sat"


def fall(_: str) -> str:
    """Break down, as a deep nesting makes cvc5 do."""
    os.kill(os.getpid(), signal.SIGSEGV)
    return "sat"


def fail(_: str) -> str:
    """Raise."""
    raise ValueError("no such logic")


@pytest.mark.parametrize(
    ("does", "reason"),
    [(hang, "time"), (fall, "it broke down"), (fail, "solver: ValueError: no such logic")],
)
def test_no_answer_is_an_opinion_too(
    does: Callable[[str], str], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever cvc5 does, it is given up in time, and nothing of it stays behind."""
    monkeypatch.setattr(cvc5, "_checked", does)
    monkeypatch.setattr(cvc5, "SECONDS", 0.3)
    made: list[int] = []

    class Seen(Child):
        """A child whose number is known after its end."""

        def __init__(self, serve: Callable[[int, int], NoReturn]) -> None:
            super().__init__(serve)
            made.append(self.pid)

    monkeypatch.setattr(cvc5, "Child", Seen)
    assert opinions([SAT, SAT], ENDLESS) == (Opinion("none", reason),)
    (pid,) = made
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def test_why_there_is_no_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an answer of cvc5 there is none, and the first line says so."""
    monkeypatch.setattr(cvc5, "_checked", hang)
    monkeypatch.setattr(cvc5, "SECONDS", 0.3)
    ran = run("conflicts", "mediator", "--second-opinion", *LABOUR)
    assert (ran.status, ran.out) == (3, "undecided: cvc5 has no answer and the time was up\n")


def test_who_wants_to_stop_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit of the session ends the wait at once, and is the reason."""
    monkeypatch.setattr(cvc5, "_checked", hang)
    assert opinions([SAT], Patience(lambda: "interrupted", None)) == (
        Opinion("none", "interrupted"),
    )


@pytest.mark.parametrize("forks", [True, False])
def test_several_scripts_have_an_opinion_each(forks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one script asserts, the next knows nothing of, in a process of its own or in this."""
    monkeypatch.setattr(cvc5, "HAS_FORK", forks)
    never = SAT.replace("(check", "(assert false)(check")
    assert opinions([SAT, never, SAT], ENDLESS) == (
        Opinion("can"),
        Opinion("cannot"),
        Opinion("can"),
    )


@pytest.mark.parametrize("forks", [True, False])
def test_what_is_no_script_has_no_answer(forks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that cvc5 cannot read is neither yes nor no."""
    monkeypatch.setattr(cvc5, "HAS_FORK", forks)
    (found,) = opinions(["(assert nonsense)"], ENDLESS)
    assert found.word == "none"
    assert "nonsense" in found.reason
