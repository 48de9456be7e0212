"""Counts: however many literals are counted, and however, the clauses mean what they say."""

from __future__ import annotations

from itertools import product

import pytest

from termcheck.library.formula import Among, HowMany, Not, Variable
from termcheck.library.model import Choice
from termcheck.logic.problem import Item
from termcheck.solve import cnf
from termcheck.solve.cnf import Cnf
from termcheck.solve.oracle import Compatible, Incompatible, Oracle
from tests.worlds import HORIZON, item


def allow(clauses: list[tuple[int, ...]], assumed: set[int]) -> bool:
    """Say whether drawing out what follows from ``assumed``, one by one, meets no contradiction."""
    known = set(assumed)
    while True:
        if any(-literal in known for literal in known):
            return False
        open_ = [[one for one in c if -one not in known] for c in clauses if not known & {*c}]
        forced = {each[0] for each in open_ if len(each) == 1}
        if [] in open_:
            return False
        if forced <= known:
            return True
        known |= forced


@pytest.mark.parametrize("size", range(1, 8))
def test_sorting_counts(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Sorted by halves or one by one: the literal can hold just where so many hold."""
    for few in (0, 99):
        monkeypatch.setattr(cnf, "COUNTED", few)
        for number in range(size + 2):
            made = Cnf()
            literals = [made.fresh() for _ in range(size)]
            found = made.at_least(number, literals)
            for truths in product((False, True), repeat=size):
                chosen = {x if holds else -x for x, holds in zip(literals, truths, strict=True)}
                assert allow(made.clauses, {cnf.TRUE, *chosen, found}) == (sum(truths) >= number)


@pytest.mark.parametrize("low", range(1, 7))
def test_a_count_of_its_own_means_the_same(monkeypatch: pytest.MonkeyPatch, low: int) -> None:
    """A count that a solver makes by itself, and its denial, hold where enough or few hold."""
    monkeypatch.setattr(cnf, "COUNTED", 0)
    terms = [Variable(f"t{n}") for n in range(6)]
    domains = {each.term: Choice(("false", "true"), bool=True) for each in terms}
    claims = [Among(each, ("true",)) for each in terms]
    oracle = Oracle(domains, HORIZON)
    count = HowMany(low, 6, tuple(claims))
    few = HowMany(0, low - 1, tuple(claims))
    for number in range(7):
        held: list[Item] = [
            item(str(n), each if n < number else Not(each)) for n, each in enumerate(claims)
        ]
        for formula, so in ((count, number >= low), (few, number < low), (Not(few), number >= low)):
            answer = oracle.compatible([*held, item("count", formula)])
            assert isinstance(answer, Compatible if so else Incompatible)


def test_a_large_count_takes_few_clauses() -> None:
    """Counting half of 1,024 takes fewer than a hundred thousand clauses, one by one a million."""
    made = Cnf()
    made.at_least(512, [made.fresh() for _ in range(1024)])
    assert len(made.clauses) < 100_000
