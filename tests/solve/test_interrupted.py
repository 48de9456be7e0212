"""Interrupted: what is known when a limit is hit is true, and no more is claimed."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.formula import Among, Formula, Not, Or, Variable
from termcheck.logic.evaluate import holds
from termcheck.logic.problem import Item, Unit
from termcheck.solve.canonical import Plain, canonical_package
from termcheck.solve.conflicts import all_conflicts
from termcheck.solve.oracle import Incompatible, Judgement, Oracle, Undecided
from tests.solve.enumerated import question, tried
from tests.solve.five import worlds
from tests.worlds import DOMAINS, HORIZON, admits, item, unit


class Ending(Oracle):
    """An oracle that is stopped after so many questions; ``refuted`` once it found a clash."""

    def __init__(self, questions: int) -> None:
        super().__init__(DOMAINS, HORIZON)
        self._questions = questions
        self.refuted = False

    def compatible(self, items: Iterable[Item]) -> Judgement:
        """Answer as long as there are questions left."""
        self._questions -= 1
        if self._questions < 0:
            self.stop("time")
        found = super().compatible(items)
        self.refuted |= isinstance(found, Incompatible)
        return found


@given(st.integers(0, 9_999), st.integers(0, 12))
def test_conflicts_known_by_then_are_true(seed: int, questions: int) -> None:
    """What was found is minimal, what is loose contains a conflict, and all is said to be all."""
    units, rule = question(seed)
    expected = set(tried(units, rule, worlds))
    noted: list[frozenset[Unit]] = []
    found = all_conflicts(Ending(questions), units, [item("rule", rule)], noted.append)
    assert set(found.conflicts) <= expected
    assert set(noted) <= expected
    assert all(any(conflict <= each for conflict in expected) for each in found.loose)
    assert found.limits or (set(found.conflicts) == expected and not found.loose)


def test_an_incompatible_set_is_not_lost_while_it_is_shrunk() -> None:
    """Stopped after each question in turn: once a refutation came, a set that clashes is told."""
    peace = Among(Variable("peace"), ("true",))
    status = Among(Variable("status"), ("ceded",))
    said: list[Formula] = [peace, Or((Not(peace), status)), Not(status)]
    units = [unit(str(place), each) for place, each in enumerate(said)]
    whole = frozenset(units)
    for questions in range(20):
        found = all_conflicts(oracle := Ending(questions), units, [])
        if not found.limits:
            assert (found.conflicts, found.loose) == ((whole,), ())
            return
        known = {*found.conflicts, *found.loose}
        assert known == ({whole} if oracle.refuted else set())
    raise AssertionError("three clauses take more than twenty questions")


@given(st.integers(0, 9_999), st.integers(0, 9))
def test_a_package_that_is_not_the_plainest_is_one(seed: int, questions: int) -> None:
    """Stopped on the way to the plainest package, what is told obeys all that was asked."""
    units, rule = question(seed)
    items = [item("rule", rule), *(each for first in units[:1] for each in first.items)]
    parts = [part for each in items for part in each.parts]
    variables = sorted({v for part in parts for v in part.variables}, key=str)
    events = sorted({e for part in parts for e in part.events})
    found = canonical_package(Ending(questions), items, variables, events, {}, HORIZON[0])
    match found:
        case Plain(package=package):
            assert all(holds(part.formula, package) for part in parts)
        case Undecided(limit=limit):
            assert limit == "time"
        case None:
            assert not admits([part.formula for part in parts])
