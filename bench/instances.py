"""Problems as the product takes them: units over yes-or-no terms, numbers and days.

An instance is a set of units with a background. ``instance`` makes one of any
problem; the functions named after families make those of ``generators``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from bench import generators
from bench.problem import Clause, Group, Problem, Row, Sum
from termcheck.library.formula import (
    Among,
    Amount,
    Compare,
    DayOf,
    Exactly,
    Formula,
    Happens,
    HowMany,
    Not,
    Or,
    Quantity,
    Times,
    Total,
    Variable,
)
from termcheck.library.model import Choice, Domain, Range
from termcheck.logic.problem import Item, Unit, hypothesis
from termcheck.value import Value

HORIZON = (generators.FIRST_DAY, generators.LAST_DAY)
BOOL = Choice(("false", "true"), bool=True)


class Instance(Value):
    """Units and a background, with the domains of their terms."""

    name: str
    domains: dict[str, Domain]
    units: tuple[Unit, ...]
    background: tuple[Item, ...]


def instance(problem: Problem) -> Instance:
    """Return ``problem`` as units ``u0``, ``u1``, … and a background."""
    domains: dict[str, Domain] = {f"t{at}": BOOL for at in range(1, problem.terms + 1)}
    happen: list[Formula] = []
    if problem.dated:
        happen = [Happens(f"n{at}") for at in range(len(problem.numbers))]
    else:
        domains |= {
            f"n{at}": Range(Fraction(low), Fraction(high), True)
            for at, (low, high) in enumerate(problem.numbers)
        }
    hard = [_clause(each, problem.dated) for each in problem.hard]
    once = [_at_most_one(row) for row in problem.choices]
    rules = [hypothesis(each, f"rule {at}") for at, each in enumerate([*hard, *once, *happen])]
    units = [_unit(at, group, problem.dated) for at, group in enumerate(problem.soft)]
    return Instance(problem.name, domains, tuple(units), tuple(rules))


def _unit(at: int, group: Group, dated: bool) -> Unit:
    name = f"u{at}"
    items = tuple(hypothesis(_clause(each, dated), name) for each in group)
    return Unit(name, "clause", (name,), items)


def _clause(clause: Clause, dated: bool) -> Formula:
    parts = tuple(_sum(each, dated) if isinstance(each, Sum) else _literal(each) for each in clause)
    return parts[0] if len(parts) == 1 else Or(parts)


def _at_most_one(row: Row) -> Formula:
    return HowMany(0, 1, tuple(_literal(each) for each in row))


def _literal(number: int) -> Formula:
    plain = Among(Variable(f"t{abs(number)}"), ("true",))
    return plain if number > 0 else Not(plain)


def _sum(sum_: Sum, dated: bool) -> Formula:
    """Return the sum with everything that is taken away on the other side, as people write it."""
    left = [_times(factor, at, dated) for factor, at in sum_.parts if factor > 0]
    right = [_times(-factor, at, dated) for factor, at in sum_.parts if factor < 0]
    most = Exactly(Fraction(abs(sum_.most)))
    if sum_.most < 0:
        left.append(most)
    elif sum_.most or not right:
        right.append(most)
    return Compare(_total(left), "<=", _total(right))


def _times(factor: int, at: int, dated: bool) -> Quantity:
    plain: Quantity = DayOf(f"n{at}") if dated else Amount(Variable(f"n{at}"))
    return plain if factor == 1 else Times(Fraction(factor), plain)


def _total(parts: Sequence[Quantity]) -> Quantity:
    if not parts:
        return Exactly(Fraction(0))
    return parts[0] if len(parts) == 1 else Total(tuple(parts))


def sparse(size: int, terms: int, seed: int) -> Instance:
    """Return short clauses, each about a few terms that lie close together, as in real texts."""
    return instance(generators.sparse(size, terms, seed))


def tangled(size: int, terms: int, seed: int) -> Instance:
    """Return clauses about any three of a few terms: conflicts are long and overlap."""
    return instance(generators.tangled(size, terms, seed))


def pigeonholes(parties: int, posts: int) -> Instance:
    """Return parties of which each demands some post, where each post is for one party."""
    return instance(generators.pigeonholes(parties, posts))


def shared(size: int, seed: int) -> Instance:
    """Return conflicts that all share some clauses: chains with many ways from end to end."""
    return instance(generators.shared(size, seed))


FAMILIES: tuple[tuple[str, Callable[[], Instance]], ...] = (
    ("sparse", lambda: sparse(200, 100, 1)),
    ("sparse", lambda: sparse(200, 90, 1)),
    ("sparse", lambda: sparse(200, 90, 0)),
    ("sparse", lambda: sparse(1000, 500, 0)),
    ("sparse", lambda: sparse(1000, 500, 1)),
    ("sparse, but too much", lambda: sparse(200, 80, 0)),
    ("tangled", lambda: tangled(60, 8, 2)),
    ("tangled", lambda: tangled(60, 10, 0)),
    ("tangled", lambda: tangled(60, 12, 1)),
    ("pigeonholes", lambda: pigeonholes(7, 6)),
    ("pigeonholes", lambda: pigeonholes(14, 13)),
    ("pigeonholes", lambda: pigeonholes(16, 4)),
    ("shared", lambda: shared(12, 0)),
    ("shared", lambda: shared(16, 1)),
)
"""The instances of the benchmark, with their family."""
