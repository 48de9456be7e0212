"""Seeded instances for the enumeration of conflicts, in families of different shape.

An instance is a set of units over yes-or-no terms, with a background. The same
name and seed give the same instance on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from termcheck.library.formula import Among, Formula, HowMany, Not, Or, Variable
from termcheck.library.model import Choice, Domain
from termcheck.logic.problem import Item, Unit, hypothesis
from termcheck.value import Value

HORIZON = (739000, 739002)
BOOL = Choice(("false", "true"), bool=True)

Row = tuple[int, ...]
"""A clause: numbers of terms, negative if denied."""


class Instance(Value):
    """Units and a background, with the domains of their terms."""

    name: str
    domains: dict[str, Domain]
    units: tuple[Unit, ...]
    background: tuple[Item, ...]


def sparse(size: int, terms: int, seed: int) -> Instance:
    """Return short clauses, each about a few terms that lie close together, as in real texts."""
    random = Random(seed)
    rows: list[Row] = []
    for _ in range(size):
        length = random.choices((1, 2, 3), (35, 45, 20))[0]
        near = random.randrange(terms)
        about = {near}
        while len(about) < length:
            about.add((near + random.randrange(8)) % terms)
        rows.append(_signed(random, sorted(about)))
    return _instance(f"sparse {size}/{terms} #{seed}", rows)


def tangled(size: int, terms: int, seed: int) -> Instance:
    """Return clauses about any three of a few terms: conflicts are long and overlap."""
    random = Random(seed)
    rows = [_signed(random, sorted(random.sample(range(terms), 3))) for _ in range(size)]
    return _instance(f"tangled {size}/{terms} #{seed}", rows)


def pigeonholes(parties: int, posts: int) -> Instance:
    """Return parties of which each demands some post, where each post is for one party."""
    wants = [tuple(_seat(party, post, posts) for post in range(posts)) for party in range(parties)]
    once = [
        HowMany(0, 1, tuple(_literal(_seat(party, post, posts)) for party in range(parties)))
        for post in range(posts)
    ]
    return _instance(f"pigeonholes {parties}/{posts}", wants, once)


def shared(size: int, seed: int) -> Instance:
    """Return conflicts that all share some clauses: chains with many ways from end to end."""
    random = Random(seed)
    rows: list[Row] = [(1,), (-size,)]
    for at in range(1, size):
        rows += [(-at, at + 1)] * random.choice((1, 1, 2, 3))
    return _instance(f"shared {size} #{seed}", rows)


def _seat(party: int, post: int, posts: int) -> int:
    return party * posts + post + 1


def _signed(random: Random, terms: Sequence[int]) -> Row:
    return tuple(each + 1 if random.random() < 0.5 else -each - 1 for each in terms)


def _instance(name: str, rows: Sequence[Row], hard: Sequence[Formula] = ()) -> Instance:
    terms = max(abs(each) for row in rows for each in row)
    units = [
        Unit(f"u{at}", "clause", (f"u{at}",), (hypothesis(_clause(row), f"u{at}"),))
        for at, row in enumerate(rows)
    ]
    rules = [hypothesis(formula, f"rule {at}") for at, formula in enumerate(hard)]
    domains: dict[str, Domain] = {f"t{at}": BOOL for at in range(1, terms + 1)}
    return Instance(name, domains, tuple(units), tuple(rules))


def _clause(row: Row) -> Formula:
    return Or(tuple(_literal(each) for each in row))


def _literal(number: int) -> Formula:
    plain = Among(Variable(f"t{abs(number)}"), ("true",))
    return plain if number > 0 else Not(plain)


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
