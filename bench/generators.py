"""Seeded problems, in families of different shape.

The same arguments give the same problem on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

from bench.problem import Clause, Group, Problem, Row, Sum

FIRST_DAY, LAST_DAY = 739_000, 740_000


def sparse(size: int, terms: int, seed: int) -> Problem:
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
    return _of_rows(f"sparse {size}/{terms} #{seed}", rows)


def tangled(size: int, terms: int, seed: int) -> Problem:
    """Return clauses about any three of a few terms: conflicts are long and overlap."""
    random = Random(seed)
    rows = [_signed(random, sorted(random.sample(range(terms), 3))) for _ in range(size)]
    return _of_rows(f"tangled {size}/{terms} #{seed}", rows)


def pigeonholes(parties: int, posts: int) -> Problem:
    """Return parties of which each demands some post, where each post is for one party."""
    wants = [tuple(_seat(party, post, posts) for post in range(posts)) for party in range(parties)]
    once = [tuple(_seat(party, post, posts) for party in range(parties)) for post in range(posts)]
    return replace(_of_rows(f"pigeonholes {parties}/{posts}", wants), choices=tuple(once))


def shared(size: int, seed: int) -> Problem:
    """Return conflicts that all share some clauses: chains with many ways from end to end."""
    random = Random(seed)
    rows: list[Row] = [(1,), (-size,)]
    for at in range(1, size):
        rows += [(-at, at + 1)] * random.choice((1, 1, 2, 3))
    return _of_rows(f"shared {size} #{seed}", rows)


def sums(size: int, seed: int) -> Problem:
    """Return ceilings of sums of two or three shares that lie close together, and least shares."""
    random = Random(f"sums {seed}")
    shares = size // 3
    clauses: list[Clause] = []
    for _ in range(size):
        near = random.randrange(shares)
        if random.random() < 0.6:
            clauses.append((Sum(((-1, near),), -random.randrange(5, 45)),))
        else:
            about = sorted({near, *((near + random.randrange(1, 4)) % shares for _ in range(2))})
            most = random.randrange(30, 50) * len(about)
            clauses.append((Sum(tuple((1, each) for each in about), most),))
    return Problem(
        f"sums {size} #{seed}", 0, tuple((each,) for each in clauses), numbers=((0, 100),) * shares
    )


def dates(size: int, seed: int) -> Problem:
    """Return deadlines, first days and waiting times between events of a plan."""
    random = Random(f"dates {seed}")
    events = size // 3
    clauses: list[Clause] = []
    for _ in range(size):
        kind, event = random.random(), random.randrange(events)
        middle = FIRST_DAY + (LAST_DAY - FIRST_DAY) * event // events
        if kind < 0.25:
            clauses.append((Sum(((1, event),), middle + random.randrange(0, 250)),))
        elif kind < 0.5:
            clauses.append((Sum(((-1, event),), -middle + random.randrange(0, 250)),))
        else:
            after = min(events - 1, event + random.randrange(1, 4))
            before = event if event < after else event - 1
            wait = random.randrange(20, 200)
            clauses.append((Sum(((1, before), (-1, after)), -wait),))
    days = ((FIRST_DAY, LAST_DAY),) * events
    groups = tuple((each,) for each in clauses)
    return Problem(f"dates {size} #{seed}", 0, groups, numbers=days, dated=True)


CLAUSES = 40
"""How many clauses a proposal has, about."""

YES_OR_NO, CHOICES, NUMBERS = 140, 35, 35
"""Terms that proposals are about."""

VALUES, STEPS = 4, 20
"""How many values a choice has, and how many bounds of a number are spoken of."""

LIKE_OTHERS = 0.9
"""How often a proposal says of a term what most others say of it."""


def proposals(size: int, seed: int, numbers: int = NUMBERS) -> Problem:
    """Return proposals of some forty clauses about yes-or-no terms, choices and numbers.

    A choice has a literal for each value, a number one for each bound that it
    may keep below. Most of what proposals say is what most others say; from
    the rest come the conflicts. The first proposals of a larger problem are
    those of a smaller.
    """
    usual = Random(f"usual {seed}")
    views = [usual.randrange(60) for _ in range(YES_OR_NO + CHOICES + numbers)]
    named = [_block(YES_OR_NO, VALUES, at) for at in range(CHOICES)]
    bounds = [_block(YES_OR_NO + VALUES * CHOICES, STEPS, at) for at in range(numbers)]
    groups: list[Group] = []
    for place in range(size):
        random = Random(f"proposal {place} {seed}")
        group: list[Clause] = []
        for _ in range(CLAUSES + random.randrange(-5, 6)):
            clause: list[int] = []
            for term in random.sample(range(len(views)), random.choices((1, 2, 3), (3, 4, 3))[0]):
                like_others = random.random() < LIKE_OTHERS
                view = views[term] if like_others else random.randrange(60)
                clause.append(_said(term, view, named, bounds))
            group.append(tuple(clause))
        groups.append(tuple(group))
    ordered = [(-low, high) for row in bounds for low, high in pairwise(row)]
    terms = YES_OR_NO + VALUES * CHOICES + STEPS * numbers
    hard = (*named, *ordered)
    return Problem(f"proposals {size} #{seed}", terms, tuple(groups), hard, tuple(named))


def _block(first: int, size: int, at: int) -> Row:
    return tuple(first + size * at + each + 1 for each in range(size))


def _said(term: int, view: int, named: Sequence[Row], bounds: Sequence[Row]) -> int:
    """Return what is said of a term by who holds ``view``, a number below 60."""
    if term < YES_OR_NO:
        return term + 1 if view % 2 else -term - 1
    if term < YES_OR_NO + CHOICES:
        return named[term - YES_OR_NO][view % VALUES]
    row, middle = bounds[term - YES_OR_NO - CHOICES], view // 3
    return row[min(STEPS - 1, middle + 3)] if view % 2 else -row[max(0, middle - 3)]


def weighed(problem: Problem, parties: int, seed: int) -> Problem:
    """Return ``problem`` with weights from 1 to 9, its clauses dealt out to so many parties."""
    random = Random(f"weights {seed}")
    weights = tuple(random.randrange(1, 10) for _ in problem.soft)
    dealt = tuple(random.randrange(parties) for _ in problem.soft)
    return replace(problem, name=f"{problem.name}, weighed", weights=weights, parties=dealt)


def settled(terms: int, seed: int) -> Problem:
    """Return hard clauses that can hold together and force some of the terms.

    A secret package obeys each: some clauses about one term alone, and chains
    and choices of two or three claims about terms that lie close together.
    """
    random = Random(f"settled {seed}")
    secret = [random.random() < 0.5 for _ in range(terms)]
    rows: list[Row] = []
    for _ in range(terms * 2):
        length = random.choices((1, 2, 3), (2, 50, 48))[0]
        near = random.randrange(terms)
        about = {near}
        while len(about) < length:
            about.add((near + random.randrange(12)) % terms)
        row = _signed(random, sorted(about))
        if any(secret[abs(each) - 1] == (each > 0) for each in row):
            rows.append(row)
    return Problem(f"settled {terms} #{seed}", terms, (), hard=tuple(rows))


def _seat(party: int, post: int, posts: int) -> int:
    return party * posts + post + 1


def _signed(random: Random, terms: Sequence[int]) -> Row:
    return tuple(each + 1 if random.random() < 0.5 else -each - 1 for each in terms)


def _of_rows(name: str, rows: Sequence[Row]) -> Problem:
    terms = max(abs(each) for row in rows for each in row)
    return Problem(name, terms, tuple((row,) for row in rows))


SMALL = (sparse(14, 6, 3), pigeonholes(4, 3), shared(4, 1))
"""Problems small enough to try every package."""

SMALL_SUMS = Problem(
    "sums, small",
    1,
    (
        ((Sum(((1, 0), (1, 1)), 4),),),
        ((Sum(((-1, 0),), -3),),),
        ((Sum(((-1, 1),), -2), 1),),
        ((-1,),),
        ((Sum(((1, 1), (2, 2)), 5),),),
        ((Sum(((-1, 2),), -2),),),
        ((Sum(((1, 0), (-1, 2)), 0),),),
    ),
    numbers=((0, 4),) * 3,
)
"""The same, about three numbers and one term."""
