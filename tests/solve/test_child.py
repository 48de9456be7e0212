"""Solvers in processes of their own: whatever happens to one, no answer is wrong or late."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termcheck.library.formula import (
    Among,
    Amount,
    Compare,
    Exactly,
    Formula,
    HowMany,
    Not,
    Total,
    Variable,
)
from termcheck.library.model import Choice
from termcheck.logic.problem import Item
from termcheck.solve import child, engine, race, runner
from termcheck.solve.child import Child
from termcheck.solve.engine import Engine
from termcheck.solve.messages import (
    BrokenMessage,
    Solving,
    framed,
    from_message,
    length,
    to_message,
)
from termcheck.solve.oracle import (
    SOON,
    Budget,
    Compatible,
    Incompatible,
    Judgement,
    Oracle,
    Undecided,
)
from termcheck.solve.race import Patience
from termcheck.solve.replies import Reply, Sat, Unknown, Unsat
from termcheck.solve.runner import Runner
from tests.worlds import DOMAINS, HORIZON, NEVER, admits, formulas, item

pytestmark = pytest.mark.skipif(not child.HAS_FORK, reason="there is no fork")

APART = Budget(apart=True)
FEW = settings(max_examples=12)
"""Every example starts processes."""

PEACE = Among(Variable("peace"), ("true",))
SUM = Compare(
    Total((Amount(Variable("cap")), Amount(Variable("years")))), "<=", Exactly(Fraction(1))
)
ENDLESS = Patience(lambda: "", None)


@pytest.fixture(autouse=True, scope="module")
def _only_solvers() -> Iterator[None]:
    """No question is answered before a solver is started."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "START", NEVER)
        yield


def ask(oracle: Oracle, asked: list[Formula]) -> Judgement:
    """Put formulas to the oracle."""
    return oracle.compatible([item(str(place), each) for place, each in enumerate(asked)])


def is_right(answer: Judgement, asked: list[Formula]) -> bool:
    """Say whether an answer is decided, and as brute force decides."""
    return not isinstance(answer, Undecided) and isinstance(answer, Compatible) == admits(asked)


def runners(oracle: Oracle) -> Iterator[Runner]:
    """Yield the runners of an oracle."""
    for each in oracle._engines.values():
        yield from each._runners


def processes(oracle: Oracle) -> list[int]:
    """Return the ids of an oracle's processes."""
    found = (each.solver for each in runners(oracle))
    return [each.pid for each in found if isinstance(each, Child)]


def is_alive(pid: int) -> bool:
    """Say whether a process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@FEW
@given(st.lists(st.lists(formulas(1), max_size=3), min_size=1, max_size=4))
def test_processes_change_no_answer(questions: list[list[Formula]]) -> None:
    """An oracle whose solvers work apart decides as brute force does."""
    oracle = Oracle(DOMAINS, HORIZON, APART)
    assert all(is_right(ask(oracle, asked), asked) for asked in questions)
    oracle.close()


@FEW
@given(st.lists(st.lists(formulas(1), max_size=3), min_size=2, max_size=5), st.randoms())
def test_a_killed_process_changes_no_answer(questions: list[list[Formula]], random: object) -> None:
    """Solvers that are killed between questions, at random, are started and told again."""
    oracle = Oracle(DOMAINS, HORIZON, APART)
    for asked in questions:
        for pid in processes(oracle):
            if random.random() < 0.5:  # type: ignore[attr-defined] # Hypothesis' own Random
                os.kill(pid, signal.SIGKILL)
        assert is_right(ask(oracle, asked), asked)
    oracle.close()


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_process_that_is_killed_at_work_is_asked_once_more(
    monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """A solver that dies during a question answers it after a new start."""
    waits = 0

    def wait(solvers: Iterable[child.Solver], milliseconds: int) -> None:
        nonlocal waits
        found = list(solvers)
        if waits == at:
            os.kill(next(each.pid for each in found if isinstance(each, Child)), signal.SIGKILL)
        waits += 1
        child.wait(found, milliseconds)

    monkeypatch.setattr(race, "wait", wait)
    oracle = Oracle(DOMAINS, HORIZON, APART)
    assert isinstance(ask(oracle, [PEACE, SUM]), Compatible)
    assert isinstance(ask(oracle, [PEACE, Not(PEACE)]), Incompatible)


def double(serve: Callable[[int, int], NoReturn]) -> Callable[[Solving], Callable[..., NoReturn]]:
    """Return what has every child do ``serve`` in place of solving."""
    return lambda _: serve


def answering(reply: Callable[[list[int]], bytes]) -> Callable[[int, int], NoReturn]:
    """Return what a child does that answers each check by ``reply`` to the assumptions."""

    def serve(ours: int, theirs: int) -> NoReturn:
        while True:
            head = child._exactly(ours, 9)
            rest = child._exactly(ours, length(head))
            if head[:1] == b"C":
                os.write(theirs, reply([*map(int, rest.split())][1:]))

    return serve


def deaf(_: int, __: int) -> NoReturn:
    """Hear nothing, say nothing, and do not end."""
    while True:
        time.sleep(60)


def dying(_: int, __: int) -> NoReturn:
    """End at once."""
    os._exit(7)


def test_a_second_breakdown_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Solvers that always die leave the question open, with the reason."""
    monkeypatch.setattr(runner, "serving", double(dying))
    answer = ask(Oracle(DOMAINS, HORIZON, APART), [PEACE])
    assert answer == Undecided("solver: the solver's process ended")


def test_a_breakdown_is_no_want_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Solvers that die for another reason do not say that the memory was used up."""
    monkeypatch.setattr(runner, "serving", double(dying))
    answer = ask(Oracle(DOMAINS, HORIZON, Budget(memory=100_000, apart=True)), [PEACE])
    assert answer == Undecided("solver: the solver's process ended")


def crashing(_: int, __: int) -> NoReturn:
    """End as a solver does that crashes."""
    os.abort()


def test_a_crash_says_by_which_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason names the signal, and blames the memory only where nearly all was taken."""
    monkeypatch.setattr(runner, "serving", double(crashing))
    answers = [
        ask(Oracle(DOMAINS, HORIZON, Budget(memory=bound, apart=True)), [PEACE])
        for bound in (0, 100_000, 1)
    ]
    said = Undecided("solver: the solver's process ended by SIGABRT")
    assert answers == [said, said, Undecided("memory")]


@pytest.mark.parametrize(
    "said",
    [
        b"s" * 30,
        b"u" + bytes(8),
        framed(b"u", "z"),
        framed(b"u", "999"),
        framed(b"s", "x"),
        framed(b"s", "0 n1:x"),
        framed(b"z", ""),
    ],
)
def test_nonsense_is_undecided(monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    """A solver that says what is no message is not believed, and does not crash anything."""
    monkeypatch.setattr(runner, "serving", double(answering(lambda _: said)))
    left = iter([5.0] * 10)
    budget = Budget(lambda: next(left, 0.0), apart=True)
    assert isinstance(ask(Oracle(DOMAINS, HORIZON, budget), [PEACE, Not(PEACE)]), Undecided)


def test_a_package_that_is_none_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that claims a package where there is none is not believed."""
    monkeypatch.setattr(runner, "serving", double(answering(lambda _: to_message(Sat(0, ())))))
    answer = ask(Oracle(DOMAINS, HORIZON, APART), [PEACE])
    assert answer == Undecided("the solver's package does not satisfy the clauses when replayed")


def test_a_refutation_that_the_reference_does_not_share_is_undecided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A helper that refutes what can hold together is found out."""
    wrong = answering(lambda assumptions: to_message(Unsat(tuple(assumptions))))
    true = child.serving
    monkeypatch.setattr(
        runner,
        "serving",
        lambda solving: wrong if solving._made[0] == "clausal" else true(solving),
    )
    monkeypatch.setattr(engine, "GENERAL", (("clausal", 0), ("general", 0)))
    made = Engine(DOMAINS, HORIZON, finite=False, memory=0)
    monkeypatch.setattr(engine, "GENERAL", (("general", 0),))
    reply = made.check([made.selector(PEACE), made.selector(SUM)], ENDLESS)
    assert reply == Unknown("solver: two solvers disagree")


def test_a_refutation_that_the_reference_shares_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A helper's core is an answer once the reference has refuted it as well."""
    monkeypatch.setattr(engine, "GENERAL", (("clausal", 0), ("general", 0)))
    made = Engine(DOMAINS, HORIZON, finite=False, memory=0)
    monkeypatch.setattr(engine, "GENERAL", (("general", 0),))
    selectors = [made.selector(each) for each in (SUM, PEACE, Not(PEACE))]
    assert made.check(selectors, ENDLESS) == Unsat(tuple(selectors[1:]))


def test_a_deaf_process_is_killed_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that does not even read what it is told holds nobody up."""
    monkeypatch.setattr(runner, "serving", double(deaf))
    end = time.monotonic() + 0.3
    oracle = Oracle(DOMAINS, HORIZON, Budget(lambda: end - time.monotonic(), apart=True))
    long: list[Formula] = [
        Compare(Amount(Variable("years")), "<=", Exactly(Fraction(n, 7))) for n in range(9_000)
    ]
    started: list[int] = []

    def wait(solvers: Iterable[child.Solver], milliseconds: int) -> None:
        started.extend(processes(oracle))
        child.wait(solvers, milliseconds)

    monkeypatch.setattr(race, "wait", wait)
    assert ask(oracle, [*long, SUM]) == Undecided("time")
    assert time.monotonic() < end + 5
    oracle.close()
    assert [pid for pid in started if is_alive(pid)] == []


def test_a_process_starts_afresh_after_many_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many questions there is another process, and the answers are the same."""
    monkeypatch.setattr(runner, "QUESTIONS", 2)
    oracle = Oracle(DOMAINS, HORIZON, APART)
    seen: set[int] = set()
    for value in ("ceded", "deferred", "restored"):
        asked: list[Formula] = [Among(Variable("status"), (value,)), PEACE]
        assert is_right(ask(oracle, asked), asked)
        seen.update(processes(oracle))
    assert len(seen) == 2


def test_without_memory_it_is_undecided() -> None:
    """A solver that may take no memory gives no answer, and says why."""
    answer = ask(Oracle(DOMAINS, HORIZON, Budget(memory=1, apart=True)), [PEACE, SUM])
    assert answer == Undecided("memory")


def test_a_solver_in_this_process_keeps_its_time_too() -> None:
    """Without a process of its own a solver gives up when the time is up, and says so."""
    places = [Variable(f"p{n}") for n in range(14)]
    holes = tuple(f"h{n}" for n in range(13))
    crowded: list[Formula] = [
        HowMany(0, 1, tuple(Among(each, (hole,)) for each in places)) for hole in holes
    ]
    end = time.monotonic() + SOON / 2  # before anybody sees that the posts are all alike
    domains = {each.term: Choice(holes) for each in places}
    oracle = Oracle(domains, HORIZON, Budget(lambda: end - time.monotonic()))
    assert ask(oracle, crowded) == Undecided("time")


def test_a_limit_ends_what_is_remembered_too() -> None:
    """An answer from memory also takes time, so it is not given when there is none left."""
    left = [1.0]
    oracle = Oracle(DOMAINS, HORIZON, Budget(lambda: left[0]))
    assert isinstance(ask(oracle, [PEACE]), Compatible)
    left[0] = 0.0
    assert ask(oracle, [PEACE]) == Undecided("time")


ORPHAN = """
import os, signal
from termcheck.solve import engine
engine.START = -1_000_000
from termcheck.solve.oracle import Budget, Oracle
from tests.solve.test_child import DOMAINS, HORIZON, PEACE, ask, processes
oracle = Oracle(DOMAINS, HORIZON, Budget(apart=True))
ask(oracle, [PEACE])
print(*processes(oracle), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_process_outlives_its_parent() -> None:
    """The solver's process ends when the one that asks is killed without warning."""
    ended = subprocess.run(
        [sys.executable, "-c", ORPHAN],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    (pid,) = map(int, ended.stdout.split())
    until = time.monotonic() + 20
    while is_alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(pid)


REPLIES = st.one_of(
    st.builds(
        Sat,
        st.integers(0, 1 << 90),
        st.lists(st.tuples(st.integers(0, 99).map("n{}".format), st.fractions())).map(tuple),
    ),
    st.builds(Unsat, st.lists(st.integers(-999, 999)).map(tuple)),
    st.builds(Unknown, st.text(st.characters(exclude_categories=["Cs"]))),
)


@given(REPLIES)
def test_messages_say_what_was_meant(reply: Reply) -> None:
    """A reply is the same after it was written and read."""
    message = to_message(reply)
    assert length(message[:9]) == len(message) - 9
    assert from_message(message[:1], message[9:]) == reply


@given(st.binary(max_size=1), st.binary())
def test_any_bytes_are_a_reply_or_broken(kind: bytes, rest: bytes) -> None:
    """Reading a message gives a reply or says that it is none; nothing else happens."""
    try:
        found = from_message(kind, rest)
    except BrokenMessage:
        return
    assert isinstance(found, Sat | Unsat | Unknown)


def test_nothing_is_asked_of_a_process_without_questions() -> None:
    """An oracle that need not ask has no process."""
    oracle = Oracle(DOMAINS, HORIZON, APART)
    nothing: list[Item] = []
    assert isinstance(oracle.compatible(nothing), Compatible)
    assert processes(oracle) == []
