"""Spare solvers, and questions that start none: what saves a start changes no answer."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.formula import Formula, Not
from termcheck.solve import child, engine, oracle
from termcheck.solve.child import Child
from termcheck.solve.oracle import Budget, Compatible, Incompatible, Oracle
from termcheck.solve.spare import Spare, waiting
from tests.solve.test_child import FEW, PEACE, SUM, ask, is_alive, is_right, processes
from tests.worlds import DOMAINS, HORIZON, NEVER, formulas

pytestmark = pytest.mark.skipif(not child.HAS_FORK, reason="there is no fork")


def pid_of(spare: Spare | None) -> int:
    """Return the process of a spare that nobody has taken."""
    assert spare is not None
    assert isinstance(spare._child, Child)
    return spare._child.pid


@FEW
@given(st.lists(st.lists(formulas(1), max_size=3), min_size=1, max_size=4))
def test_a_spare_changes_no_answer(questions: list[list[Formula]]) -> None:
    """An oracle that takes a spare decides as brute force does."""
    with waiting(wanted=True) as spare:
        asking = Oracle(DOMAINS, HORIZON, Budget(apart=True, spare=spare))
        assert all(is_right(ask(asking, asked), asked) for asked in questions)
        asking.close()


@pytest.mark.parametrize("asked", [[PEACE], [PEACE, SUM]], ids=["finite", "with sums"])
def test_the_first_question_goes_to_the_spare(
    asked: list[Formula], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever solver the first question needs, the spare becomes it, and no other is started."""
    monkeypatch.setattr(engine, "START", NEVER)
    with waiting(wanted=True) as spare:
        pid = pid_of(spare)
        asking = Oracle(DOMAINS, HORIZON, Budget(apart=True, spare=spare))
        assert isinstance(ask(asking, asked), Compatible)
        assert processes(asking) == [pid]
        assert isinstance(ask(asking, [*asked, Not(PEACE)]), Incompatible)
        asking.close()


def test_a_spare_that_nobody_takes_ends() -> None:
    """A spare that was not needed is gone when its time is over."""
    with waiting(wanted=True) as spare:
        pid = pid_of(spare)
    assert not is_alive(pid)
    with waiting(wanted=False) as none:
        assert none is None


def test_a_spare_that_was_killed_is_replaced() -> None:
    """A spare that dies before it is asked costs a start, and no answer."""
    with waiting(wanted=True) as spare:
        os.kill(pid_of(spare), signal.SIGKILL)
        asking = Oracle(DOMAINS, HORIZON, Budget(apart=True, spare=spare))
        assert isinstance(ask(asking, [PEACE, SUM]), Compatible)
        asking.close()


def test_a_bound_on_memory_is_not_left_to_a_spare() -> None:
    """A spare was started without a bound, so where there is one it is not taken."""
    with waiting(wanted=True) as spare:
        pid = pid_of(spare)
        asking = Oracle(DOMAINS, HORIZON, Budget(memory=100_000, apart=True, spare=spare))
        assert isinstance(ask(asking, [PEACE, SUM]), Compatible)
        assert pid not in processes(asking)
        assert pid_of(spare) == pid
        asking.close()


@FEW
@given(st.lists(st.lists(formulas(1), max_size=3), max_size=6), st.integers(0, 3))
def test_guests_change_no_answer(questions: list[list[Formula]], guests: int) -> None:
    """Finite questions that solvers of sums are asked first are decided as by brute force."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(oracle, "GUESTS", guests)
        asking = Oracle(DOMAINS, HORIZON)
        assert is_right(ask(asking, [SUM]), [SUM])
        assert all(is_right(ask(asking, asked), asked) for asked in questions)


def test_few_finite_questions_start_no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once sums were asked about, a finite question starts a solver only after others have."""
    monkeypatch.setattr(oracle, "GUESTS", 1)
    asking = Oracle(DOMAINS, HORIZON)
    ask(asking, [SUM])
    assert isinstance(ask(asking, [PEACE, Not(PEACE)]), Incompatible)
    assert list(asking._engines) == [False]
    assert isinstance(ask(asking, [Not(PEACE)]), Compatible | Incompatible)
    assert isinstance(ask(asking, [Not(Not(PEACE)), Not(PEACE)]), Incompatible)
    assert set(asking._engines) == {False, True}
