"""A small world for tests: few variables, all of its packages, random formulas.

Brute force is possible here: every formula can be judged by ``evaluate`` in
every package, so any answer of a solver can be compared with the definition.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import product

from hypothesis import strategies as st

from termcheck.library.formula import (
    Among,
    Amount,
    And,
    Compare,
    Constant,
    DayOf,
    Exactly,
    Extreme,
    Formula,
    Happens,
    HowMany,
    Iff,
    MonthsAfter,
    Not,
    Or,
    Quantity,
    Rounded,
    Tally,
    TallyPart,
    Times,
    Total,
    Unlimited,
    Variable,
)
from termcheck.library.model import Answer, Choice, Domain, Range
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, Unit, hypothesis

BOOL = Choice(("false", "true"), bool=True)
DOMAINS: dict[str, Domain] = {
    "peace": BOOL,
    "aid": BOOL,
    "status": Choice(("ceded", "deferred", "restored"), ordered=True),
    "cap": Range(Fraction(-1), Fraction(2), whole=True, or_none=True),
    "years": Range(Fraction(0), Fraction(2), whole=True),
}
HORIZON = (739000, 739002)
EVENTS = ("truce", "treaty")
NEVER = -1_000_000
"""As many clauses that may be looked at before a solver is started as none."""


@cache
def packages() -> tuple[Package, ...]:
    """Return every package of the small world."""
    rows: list[list[Answer]] = []
    for domain in DOMAINS.values():
        if isinstance(domain, Choice):
            rows.append(list(domain.values))
        else:
            numbers: list[Answer] = [
                Fraction(n) for n in range(int(domain.low), int(domain.high) + 1)
            ]
            rows.append([*numbers, None] if domain.or_none else numbers)
    days: list[int | None] = [None, *range(HORIZON[0], HORIZON[1] + 1)]
    return tuple(
        Package(
            {Variable(name): value for name, value in zip(DOMAINS, values, strict=True)},
            dict(zip(EVENTS, when, strict=True)),
        )
        for values in product(*rows)
        for when in product(days, repeat=len(EVENTS))
    )


def formulas(depth: int = 2) -> st.SearchStrategy[Formula]:
    """Return random formulas of the small world."""
    simple = _atoms(0)
    if depth == 0:
        return simple
    inner = formulas(depth - 1)
    many = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        simple,
        _atoms(1),
        inner.map(Not),
        many.map(And),
        many.map(Or),
        st.builds(Iff, inner, inner),
        st.builds(
            lambda low, more, parts: HowMany(low, low + more, parts),
            st.integers(0, 3),
            st.integers(0, 2),
            many,
        ),
    )


def _atoms(depth: int) -> st.SearchStrategy[Formula]:
    number = quantities(depth)
    return st.one_of(
        st.builds(Constant, st.booleans()),
        st.sampled_from(["peace", "aid"]).map(lambda n: Among(Variable(n), ("true",))),
        st.sets(st.sampled_from(["ceded", "deferred", "restored"])).map(
            lambda values: Among(Variable("status"), tuple(sorted(values)))
        ),
        st.just(Unlimited(Variable("cap"))),
        st.sampled_from(EVENTS).map(Happens),
        st.builds(Compare, number, st.sampled_from(["=", "!=", "<", "<="]), number),
    )


def quantities(depth: int) -> st.SearchStrategy[Quantity]:
    """Return random quantities of the small world."""
    simple: st.SearchStrategy[Quantity] = st.one_of(
        st.fractions(-3, 3, max_denominator=3).map(Exactly),
        st.integers(HORIZON[0] - 1, HORIZON[1] + 1).map(lambda d: Exactly(Fraction(d))),
        st.sampled_from(["cap", "years"]).map(lambda n: Amount(Variable(n))),
        st.sampled_from(EVENTS).map(DayOf),
    )
    if depth == 0:
        return simple
    inner = quantities(depth - 1)
    pair = st.tuples(inner, inner)
    return st.one_of(
        simple,
        pair.map(Total),
        st.builds(Times, st.fractions(-2, 2, max_denominator=2), inner),
        st.builds(Rounded, st.sampled_from(["round", "floor", "ceil"]), inner),
        st.builds(Extreme, st.sampled_from(["min", "max"]), pair),
        st.lists(st.builds(TallyPart, formulas(0), inner), min_size=1, max_size=2)
        .map(tuple)
        .map(Tally),
        st.builds(
            MonthsAfter,
            st.sampled_from(EVENTS).map(DayOf),
            st.sampled_from([-1, 0, 1, 13]),
            st.booleans(),
        ),
    )


def item(name: str, formula: Formula) -> Item:
    """Return an item of one part."""
    return hypothesis(formula, name)


def unit(name: str, formula: Formula) -> Unit:
    """Return a unit of one item."""
    return Unit(name, "clause", (name,), (item(name, formula),))


def units(most: int = 5) -> st.SearchStrategy[list[Unit]]:
    """Return up to ``most`` random units with different names."""
    return st.lists(formulas(1), max_size=most).map(
        lambda found: [unit(f"text.{place}", each) for place, each in enumerate(found)]
    )


@cache
def holding(formula: Formula) -> int:
    """Return the set of packages in which ``formula`` holds, one bit for each."""
    mask = 0
    for place, package in enumerate(packages()):
        mask |= holds(formula, package) << place
    return mask


def admits(formulas_: list[Formula]) -> bool:
    """Say, by trying every package, whether the formulas can hold together."""
    mask = (1 << len(packages())) - 1
    for each in formulas_:
        mask &= holding(each)
    return mask != 0
