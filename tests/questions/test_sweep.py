"""Sweeps against their definition: every question asked alone, by `conflicts` and by `why`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.model import Library, Question
from termcheck.library.sweep import Axis, Point, Sweep
from termcheck.library.sweep_reading import read_sweep
from termcheck.logic.case import Case
from termcheck.logic.problem import Item
from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.questions.first_conflict import FirstConflict, first_conflict
from termcheck.questions.forced import Possible, Settled, answers
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.sweep import Answered, Named, Sweeper
from termcheck.questions.sweep_summary import Choice, summary
from termcheck.solve.oracle import Judgement
from tests.negotiations import Negotiation, negotiations
from tests.texts import library

SPEC = """
sweep "everything varies" {
    each as of { 2025-01-01; 2025-02-01; latest }
    each table { everybody; north, third }
    each 0..2 of { north; south; third }
    each value of border { closed; open }
    each suppose { nothing; talks }
    ask truce or aid
}
"""


def read(made: Library, text: str) -> Sweep:
    """Return the sweep that ``text`` specifies, which must be without faults."""
    found = read_sweep(made, "test.sweep", text)
    assert found.diagnostics == ()
    assert found.sweep is not None
    return found.sweep


def alone(made: Library, question: Question) -> v.Verdict:
    """Return the verdict on a question that nobody asked anything before."""
    found = verdict(Inquiry(made), question)
    assert isinstance(found, v.Verdict)
    return found


def first_of(made: Library, question: Question, found: v.Verdict) -> v.Conflict:
    """Return the conflict whose last unit comes first in the question, then the last but one."""
    cases = Inquiry(made).catalogue.cases(question)
    for case, each in zip(cases, found.outcomes, strict=True):
        assert isinstance(case, Case)
        if isinstance(each.outcome, v.Incompatible):
            places = {unit.name: place for place, unit in enumerate(case.units)}
            return min(
                each.outcome.conflicts,
                key=lambda clash: sorted((places[name] for name in clash.names), reverse=True),
            )
    raise AssertionError("no reading has a conflict")


def without_rules(conflict: v.Conflict | None) -> v.Conflict | None:
    """Return a conflict by what it blames and the keys of that."""
    return conflict and v.Conflict(conflict.clauses, conflict.keys, (), (), (), conflict.status_quo)


def named(told: Named) -> tuple[str, str]:
    """Return the readings of a conflict and what it blames, to compare with others."""
    return str(told.readings), str(without_rules(told.conflict))


def conflicts_of(found: v.Verdict) -> list[tuple[str, str]]:
    """Return all conflicts of a verdict in the same way."""
    return [
        (str(each.readings), str(without_rules(conflict)))
        for each in found.outcomes
        if isinstance(each.outcome, v.Incompatible)
        for conflict in each.outcome.conflicts
    ]


def some(sweep: Sweep, step: int) -> Iterable[int]:
    """Return numbers of questions that lie all over a sweep."""
    return range(step % 7, sweep.size, 11)


@given(negotiations(), st.integers(0, 6))
def test_a_sweep_is_its_questions_asked_alone(written: Negotiation, step: int) -> None:
    """Verdict, conflicts and standing are those that the question has by itself."""
    made = library(written.text)
    sweep = read(made, SPEC)
    sweeper = Sweeper(Inquiry(made))
    for number in some(sweep, step):
        question = sweep.question(number)
        told = sweeper.answer(question, sweep.about, package=False, every=True)
        if told.word == "nothing":
            assert all(not (c.units and c.kept) for c in cases(made, question))
            continue
        found = alone(made, question)
        assert told.word == v.verdict_word(found.outcome)
        if isinstance(found.outcome, v.Incompatible):
            wanted = first_of(made, question, found)
            assert without_rules(told.first.conflict if told.first else None) == without_rules(
                wanted
            )
            assert sorted(map(named, told.every)) == sorted(conflicts_of(found))
        if isinstance(found.outcome, v.Compatible):
            assert told.standing == standing(made, question, sweep)
            assert told.never_happens == found.outcome.never_happens or len(found.outcomes) > 1


def cases(made: Library, question: Question) -> list[Case]:
    """Return the cases of a question."""
    return [e for e in Inquiry(made).catalogue.cases(question) if isinstance(e, Case)]


def standing(made: Library, question: Question, sweep: Sweep) -> str:
    """Return what `why` says of the formula of a sweep: under several readings, what all say."""
    assert sweep.about is not None
    words: set[str] = set()
    for each in answers(Inquiry(made), question, sweep.about):
        answer = getattr(each, "answer", None)
        assert isinstance(answer, Settled | Possible)
        words.add("possible" if isinstance(answer, Possible) else answer.answer)
    return words.pop() if len(words) == 1 else "possible"


def told(sweeper: Sweeper, sweep: Sweep, numbers: Iterable[int]) -> dict[int, Answered]:
    """Return the answers to some questions of a sweep, asked in this order."""
    return {
        n: sweeper.answer(sweep.question(n), sweep.about, package=True, every=n % 2 == 0)
        for n in numbers
    }


@given(negotiations(), st.randoms(use_true_random=False))
def test_what_is_known_changes_no_answer(written: Negotiation, chance: st.DataObject) -> None:
    """In any order, with clashes from elsewhere or with none, the answers are the same."""
    made = library(written.text)
    sweep = read(made, SPEC)
    numbers = [*range(0, sweep.size, 17)]
    first = Sweeper(Inquiry(made))
    wanted = told(first, sweep, numbers)
    fresh = {n: told(Sweeper(Inquiry(made)), sweep, [n])[n] for n in numbers[:4]}
    assert {n: wanted[n] for n in fresh} == fresh
    taught = Sweeper(Inquiry(made))
    taught.learn(first.known)
    chance.shuffle(numbers)  # type: ignore[attr-defined]  # hypothesis hands out a Random
    assert told(taught, sweep, numbers) == wanted


WALL = """
party a "A"
party b "B"
term t: 0..10 "t"
term u: 0..10 "u"
proposal plan { low: t <= 3; other: u >= 1 }
position a { high: red line t >= 5 }
position b { u: red line u <= 5 }
"""
WALLS = """sweep "a wall" {
    given plan, a
    each 0..1 of { b }
    each value of u { 2..4 }
}"""


def test_what_contains_a_known_conflict_is_never_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all sets that the solver is asked about, one contains the conflict: the first time."""
    made = library(WALL)
    sweep = read(made, WALLS)
    inquiry = Inquiry(made)
    sweeper = Sweeper(inquiry)
    solved: list[set[str]] = []
    solve = inquiry.oracle._solve

    def noted(items: Sequence[Item], mask: int) -> Judgement:
        solved.append({item.name for item in items})
        return solve(items, mask)

    monkeypatch.setattr(inquiry.oracle, "_solve", noted)
    answered = [sweeper.answer(sweep.question(n), None, package=False) for n in range(6)]
    assert {each.word for each in answered} == {"incompatible"}
    assert {e.first.conflict.clauses for e in answered if e.first} == {("plan.low", "a.high")}
    both = {"plan.low", *made.positions["a"]}
    assert sum(both <= names for names in solved) == 1
    assert len(solved) > 1
    assert sweeper.settled == 5


@given(st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=1, max_size=6))
def test_the_first_conflict_ends_first(clashes: list[set[int]]) -> None:
    """Of all minimal clashes it is the least, compared from their last units on."""
    masks = [sum(1 << place for place in each) for each in clashes]

    def clash(units: int) -> int | None:
        return next((each for each in masks if each & units == each), None)

    least = [c for c in clashes if not any(other < c for other in clashes)]
    wanted = min(least, key=lambda each: sorted(each, reverse=True))
    found = first_conflict((1 << 6) - 1, masks[0], clash)
    assert found == FirstConflict(sum(1 << place for place in wanted))


def test_a_summary_counts_what_each_choice_turns() -> None:
    """Deals by choice, and against the choice before with all else equal, counted by hand."""
    axes = tuple(
        Axis(name, tuple(Point(each, Question()) for each in choices))
        for name, choices in (("day", "123"), ("table", "ab"))
    )
    sweep = Sweep("", Question(), axes)
    deals = {"1a": 0, "1b": 1, "2a": 1, "2b": 0, "3a": 1, "3b": 1}
    words = {0: "incompatible", 1: "compatible"}
    rows = [
        (place, words[deals[day + table]], "", False)
        for place, (day, table) in enumerate(product("123", "ab"))
    ]
    found = summary(sweep, rows, 6)
    assert found.along[0].choices == (
        Choice("1", 2, 1, 0, 0),
        Choice("2", 2, 1, 1, 1),
        Choice("3", 2, 2, 1, 0),
    )
    assert found.along[1].choices == (Choice("a", 3, 2, 0, 0), Choice("b", 3, 2, 1, 1))
    assert (found.questions, found.answered, found.words) == (
        6,
        6,
        {"compatible": 4, "incompatible": 2},
    )


def test_of_questions_that_are_not_answered_nothing_is_said() -> None:
    """A question without an answer counts for no choice and turns nothing."""
    axes = (Axis("day", tuple(Point(each, Question()) for each in "123")),)
    found = summary(Sweep("", Question(), axes), [(0, "compatible", "", True)], 3)
    assert found.along[0].choices == (
        Choice("1", 1, 1, 0, 0),
        Choice("2", 0, 0, 0, 0),
        Choice("3", 0, 0, 0, 0),
    )
    assert (found.deals, found.only, found.answered) == ((True, None, None), 1, 1)
