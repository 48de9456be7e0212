"""The proof kernel accepts what follows and nothing else; the search writes what it accepts."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest

from termcheck.certify import refute
from termcheck.certify.check.clauses import encode
from termcheck.certify.check.holds import months_after
from termcheck.certify.check.kernel import Kernel
from termcheck.certify.check.months import gaps
from termcheck.certify.check.reader import Reader
from termcheck.certify.check.words import Refused
from termcheck.certify.refute import refutation
from tests.certify.mutants import mutated
from tests.certify.problems import Problem, counts, posts, problem, sums

WHOLE = (Fraction(-1000), Fraction(1000), True)
REAL = (Fraction(-1000), Fraction(1000), False)


def accepted(made: Problem, steps: Any) -> bool:
    """Say whether a fresh kernel accepts ``steps``."""
    try:
        made.kernel().refutes(steps)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("start", range(0, 1500, 100))
def test_a_proof_is_found_exactly_where_nothing_can_hold(start: int) -> None:
    """Against trying everything: a proof that is accepted, or else values exist."""
    for seed in range(start, start + 100):
        made = problem(seed)
        found = refutation(made.kernel())
        if made.can_hold():
            assert (seed, found) == (seed, "holds")
        else:
            assert isinstance(found, list), seed
            assert accepted(made, json.loads(json.dumps(found)))


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_what_is_counted_is_true(start: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Against trying everything; and no changed proof refutes what can hold."""
    monkeypatch.setattr(refute, "_COUNT_AFTER", 0)
    random_ = random.Random(start)
    for seed in range(start, start + 100):
        made = counts(seed)
        found = refutation(made.kernel())
        if made.can_hold():
            assert (seed, found) == (seed, "holds")
            continue
        assert isinstance(found, list), seed
        assert accepted(made, json.loads(json.dumps(found)))
        weaker = made.but(clauses=made.clauses[:-1])
        if weaker.can_hold():
            assert not any(accepted(weaker, mutated(found, random_)) for _ in range(20))


def kernel_of(declarations: Iterable[str], formulas: Iterable[str]) -> Kernel:
    """Return a kernel for: all of these formulas hold."""
    reader = Reader()
    for each in declarations:
        reader.declare(each)
    made = encode([reader.formula(each) for each in formulas], reader)
    return Kernel(made.clauses, made.atoms, made.unknowns, made.months, len(made.names))


POSTS = ("{p1, p2, p3, p4, p5, p6, p7}", "1..7")


@pytest.mark.parametrize("domain", POSTS)
@pytest.mark.parametrize("parties", [7, 8])
def test_more_parties_than_posts_are_refuted_soon(domain: str, parties: int) -> None:
    """Eight have no seven posts of their own, seven do; 150 dead ends are enough."""
    names = [f"a{each}" for each in range(parties)]
    declared = [f"term {each}: {domain}" for each in names]
    differ = [f"{one} != {other}" for one, other in combinations(names, 2)]
    found = refutation(kernel_of(declared, differ), most=150)
    if parties == 7:
        assert found == "holds"
    else:
        assert isinstance(found, list)
        kernel_of(declared, differ).refutes(found)


@pytest.mark.parametrize("parties", [15, 16])
def test_sixteen_do_not_fit_into_three_of_five_each(parties: int) -> None:
    """Fifteen do; 150 dead ends are enough to see that sixteen do not."""
    names = [f"a{each}" for each in range(parties)]
    declared = [f"term {each}: {{x, y, z}}" for each in names]
    most = [f"at most 5 of ({', '.join(f'{a} = {post}' for a in names)})" for post in "xyz"]
    found = refutation(kernel_of(declared, most), most=150)
    if parties == 15:
        assert found == "holds"
    else:
        assert isinstance(found, list)
        kernel_of(declared, most).refutes(found)


@pytest.mark.parametrize("seed", range(400))
def test_no_changed_proof_shows_what_is_false(seed: int) -> None:
    """The proof of one problem, changed at random, refutes no other that can hold."""
    random_ = random.Random(seed)
    made = problem(seed)
    found = refutation(made.kernel())
    if not isinstance(found, list):
        return
    for _ in range(20):
        left = list(made.clauses)
        left.pop(random_.randrange(len(left)))
        weaker = made.but(clauses=tuple(left))
        if weaker.can_hold():
            assert not accepted(weaker, mutated(found, random_))


@pytest.mark.parametrize(
    ("made", "steps"),
    [
        (posts(2), None),
        (posts(4), None),
        (sums((WHOLE, WHOLE), ((2, -2), "=", 1)), "parity in one sum"),
        (sums((WHOLE,) * 4, ((1, 1, -2, 0), "=", 0), ((1, -1, 0, -2), "=", 1)), "parity in two"),
        (sums((WHOLE, WHOLE), ((3, 5), "=", 1), ((1, 1), ">=", 3), ((0, 1), ">=", 2)), "whole"),
        (sums((REAL, REAL), ((1, 1), "<=", 4), ((1, -1), ">=", 4), ((0, 1), ">=", 1)), "real"),
        (sums((REAL, REAL), ((1, 1), "<", 4), ((1, 0), ">=", 2), ((0, 1), ">=", 2)), "strict"),
        (sums((REAL,), ((1,), "<", 4), ((1,), ">=", 4)), "one unknown"),
    ],
)
def test_what_cannot_hold_is_refuted(made: Problem, steps: str | None) -> None:
    """Each of these has no solution, and its proof is accepted."""
    del steps
    found = refutation(made.kernel())
    assert isinstance(found, list)
    assert accepted(made, found)


@pytest.mark.parametrize(
    "made",
    [
        sums((WHOLE, WHOLE), ((2, -2), "=", 2)),
        sums((REAL, REAL), ((2, -2), "=", 1)),
        sums((REAL, REAL), ((1, 1), "<=", 4), ((1, 0), ">=", 2), ((0, 1), ">=", 2)),
        sums((WHOLE, WHOLE), ((1, 1), "<", 4), ((1, 0), ">=", 1), ((0, 1), ">=", 2)),
    ],
)
def test_what_can_hold_is_not_refuted(made: Problem) -> None:
    """Each of these has a solution."""
    assert refutation(made.kernel()) == "holds"


def month_problem(day: int, months: int, reached: int) -> Problem:
    """Return: a day is ``day``, and the one ``months`` later is ``reached``."""
    made = sums((WHOLE, WHOLE), ((1, 0), "=", day), ((0, 1), "=", reached))
    span = (Fraction(730000), Fraction(740000), True)
    return made.but(unknowns=(span, span), months=((1, (0, months)),))


@pytest.mark.parametrize(
    ("day", "months", "reached", "holds"),
    [
        ("2024-01-31", 1, "2024-02-29", True),
        ("2024-01-31", 1, "2024-03-01", False),
        ("2023-01-31", 1, "2023-02-28", True),
        ("2023-03-31", -1, "2023-02-28", True),
        ("2023-03-31", -1, "2023-03-01", False),
        ("2023-12-15", 13, "2025-01-15", True),
        ("2023-12-15", 13, "2025-01-16", False),
    ],
)
def test_months_are_counted(day: str, months: int, reached: str, holds: bool) -> None:
    """The same day of the month, or that month's last."""
    start, end = (date.fromisoformat(each).toordinal() for each in (day, reached))
    found = refutation(month_problem(start, months, end).kernel())
    assert (found == "holds") == holds
    assert holds or accepted(month_problem(start, months, end), found)


@pytest.mark.parametrize(
    ("months", "least", "most"),
    [(1, 28, 31), (2, 59, 62), (6, 181, 184), (12, 365, 366), (-1, -31, -28), (0, 0, 0)],
)
def test_months_are_so_many_days_at_least_and_at_most(months: int, least: int, most: int) -> None:
    """Whatever the day: one day more or less is refuted at once, and these can be."""
    span = (Fraction(730000), Fraction(740000), True)
    bounds = ((most, ">=", True), (most + 1, ">=", False))
    for bound, sign, holds in (*bounds, (least, "<=", True), (least - 1, "<=", False)):
        made = sums((span, span), ((-1, 1), sign, bound)).but(months=((1, (0, months)),))
        found = refutation(made.kernel())
        assert (found == "holds") == holds
        assert holds or (len(found) < 20 and accepted(made, found))


def test_a_proof_may_look_at_so_many_months_only() -> None:
    """Looking at the calendar without end is refused, each look counted."""
    span = (Fraction(1), Fraction(3_000_000), True)
    made = sums((span, span), ((-1, 1), ">=", 32)).but(months=((1, (0, 1)),))
    kernel = made.kernel()
    with pytest.raises(Refused, match="too many days"):
        kernel.refutes([["m", 1, 1, 1000]] * 20_000)


@pytest.mark.parametrize("months", [-25, -1, 0, 1, 2, 11, 12, 13])
@pytest.mark.parametrize(
    ("first", "last"),
    [("2023-11-29", "2024-03-02"), ("2024-02-29", "2024-02-29"), ("1999-12-31", "2001-01-01")],
)
def test_gaps_are_those_of_every_day(first: str, last: str, months: int) -> None:
    """The least and the greatest gap, against counting them all."""
    start, end = (date.fromisoformat(each).toordinal() for each in (first, last))
    every = [months_after(Fraction(day), months) - day for day in range(start, end + 1)]
    assert gaps(start, end, months) == (min(every), max(every))


def test_later_days_grow_with_earlier_ones() -> None:
    """A day after 15 March plus a month cannot come before 15 April."""
    span = (Fraction(730000), Fraction(740000), True)
    made = sums((span, span), ((1, 0), ">=", 738960), ((0, 1), "<=", 738980))
    months = made.but(months=((1, (0, 1)),))
    found = refutation(months.kernel())
    assert isinstance(found, list)
    assert accepted(months, found)
    assert refutation(made.kernel()) == "holds"


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ([], "does not end"),
        ([["p", [], []]], "does not follow"),
        ([["p", [], [99]]], "not there"),
        ([["p", [], [-1]]], "not there"),
        ([["p", [], ["0"]]], "whole number"),
        ([["p", [True], [0]]], "whole number"),
        ([["p", [], [1]]], "settles nothing"),
        ([["p", [], [2]]], "settles nothing"),
        ([["s", [], []]], "no contradiction"),
        ([["s", [-9], [[[["n", 0], 1]]]]], "no inequality"),
        ([["s", [0], [[[["n", 0], 1]]]]], "no inequality"),
        ([["s", [-9], [[[["t", 0], 1]]]]], "not there"),
        ([["s", [0], [[[["t", 0], 1]]]]], "not there"),
        ([["s", [2], [[[["t", 1], 1]]]]], "not there"),
        ([["s", [2], [[[["t", 0], 1]]]]], "no contradiction"),
        ([["s", [2], [[[["t", 0], 1], [["c", 1], 1]]]]], "no contradiction"),
        ([["s", [], [[[["c", 3], 1]]]]], "not there"),
        ([["s", [], [[[["c", -1], 1]]]]], "not there"),
        ([["s", [], [[[["c", 0], 1], [["u", -1], 1]]]]], "no contradiction"),
        ([["s", [], [[[["l", -4], 1]]]]], "not there"),
        ([["p", [9, 2, 3], [1]], ["s", [], [[[["c", 3], 1]]]]], "not there"),
        ([["a", [[-4, "1"]], "0", False]], "not there"),
        ([["m", -1, 738000, 738000]], "there are none"),
        ([["s", [-1], [[[["n", 0], 0]]]]], "less than once"),
        ([["s", [-1], [[[["n", 0], -1]]]]], "less than once"),
        ([["s", [-1], [[[["n", 1], 1]]]]], "not there"),
        ([["s", [-1], [[[["r", 0], 1]]]]], "not there"),
        ([["s", [-1], [[[["l", 5], 1]]]]], "not there"),
        ([["s", [-1], [[[["u", 0], 1]]]]], "no contradiction"),
        ([["s", [1], [[[["n", 0], 1]]]]], "no contradiction"),
        ([["a", [[0, "1"]], "1e9", False]], "fraction"),
        ([["a", [[0, "1"]], 3, False]], "fraction"),
        ([["a", [[0, "1"]], "1/0", False]], "fraction"),
        ([["a", [[7, "1"]], "1", False]], "not there"),
        ([["a", [[0, "1"]], "1", 1]], "no known kind"),
        ([["m", 0, 738000]], "no known kind"),
        ([["m", 0, 738000, 738000]], "there are none"),
        ([["m", 1, 738001, 738000]], "too many days"),
        ([["m", 1, 1, 738000]], "too many days"),
        ([["s", [-1], [[1]]]], "list of pairs"),
        ([["z"]], "no known kind"),
        (["p"], "no known kind"),
        ([None], "no known kind"),
    ],
)
def test_a_step_that_does_not_follow_is_refused(steps: Any, reason: str) -> None:
    """Each of these is refused, with a reason."""
    atom = ((0, Fraction(1)),), Fraction(3), False
    days = (Fraction(700000), Fraction(740000), True)
    kernel = Kernel([(1,), (2, 3), (-1, 2, 3)], {1: atom}, [WHOLE, days, days], {1: (2, 1)}, 3)
    with pytest.raises(Refused, match=reason):
        kernel.refutes(steps)


def test_the_search_gives_up_where_it_is_told_to() -> None:
    """Beyond the bound there is no proof, and that is said."""
    assert refutation(posts(6).kernel(), most=10) == "too hard"
