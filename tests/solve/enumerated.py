"""Conflicts of generated questions, by every method and by brute force.

``faults`` generates the question of a seed over the small world of
``tests.worlds``, and says what is wrong with what any method finds.
``python -m tests.solve.enumerated --summary FILE --libraries 10000`` checks the
seeds 0 to 9999, and goes on where an earlier run with the same file ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import combinations, product
from operator import and_
from random import Random
from typing import Literal

from termcheck.library.formula import (
    Among,
    Amount,
    And,
    Compare,
    DayOf,
    Exactly,
    Formula,
    Happens,
    HowMany,
    Iff,
    Not,
    Or,
    Quantity,
    Total,
    Unlimited,
    Variable,
)
from termcheck.logic.problem import Unit
from termcheck.solve.conflicts import (
    all_conflicts,
    by_conflicts,
    by_elimination,
    by_exchange,
    by_fixes,
    by_worlds,
)
from termcheck.solve.fixes import menus, multiplied
from termcheck.solve.oracle import Oracle
from tests.questions.gap_run import main
from tests.worlds import DOMAINS, EVENTS, HORIZON, admits, holding, item, packages, unit


def faults(seed: int) -> list[str]:
    """Return what is wrong with the conflicts and fixes of the question of ``seed``."""
    return list(_faults(*question(seed)))


def question(seed: int) -> tuple[list[Unit], Formula]:
    """Return the units and the rule, which is compatible, of the question of ``seed``."""
    random = Random(seed)
    units = [unit(f"u{at}", formula(random, 2)) for at in range(random.randrange(1, 8))]
    rule = formula(random, 1)
    while not admits([rule]):
        rule = formula(random, 1)
    return units, rule


def _faults(units: Sequence[Unit], rule: Formula) -> Iterator[str]:
    background = [item("rule", rule)]
    conflicts = set(tried(units, rule))
    for method in (all_conflicts, by_conflicts, by_fixes, by_exchange, by_worlds, by_elimination):
        found = method(Oracle(DOMAINS, HORIZON), units, background)
        if found.limits and method not in (by_elimination, by_worlds):
            yield f"{method.__name__} hit a limit"
        if not found.limits and list(found.conflicts) != list(dict.fromkeys(found.conflicts)):
            yield f"{method.__name__} lists a conflict twice"
        if not found.limits and set(found.conflicts) != conflicts:
            yield f"{method.__name__} finds other conflicts than brute force"
    fixes = {
        frozenset(units) - kept
        for kept in _subsets(units)
        if not any(each <= kept for each in conflicts)
    }
    least = {each for each in fixes if not any(other < each for other in fixes)}
    ordered = sorted(conflicts, key=lambda each: sorted(unit.name for unit in each))
    if set(multiplied(units, ordered) or ()) != least:
        yield "the fixes are not those of brute force"
    chosen = product(*(menu.choices for menu in menus(units, ordered)))
    if {frozenset[Unit]().union(*each) for each in chosen} != least:
        yield "the menus do not multiply to the fixes"


def _subsets(units: Sequence[Unit]) -> list[frozenset[Unit]]:
    sizes = range(len(units) + 1)
    return [frozenset(chosen) for size in sizes for chosen in combinations(units, size)]


def tried(
    units: Sequence[Unit], rule: Formula, judge: Callable[[Formula], int] = holding
) -> list[frozenset[Unit]]:
    """Return the minimal sets that hold in no package together with the rule: brute force.

    ``judge`` returns the packages in which a formula holds, one bit for each.
    """
    worlds = {each: judge(each.items[0].parts[0].formula) for each in units}
    everything = judge(rule) & (1 << len(packages())) - 1
    found: list[frozenset[Unit]] = []
    for each in _subsets(units):
        bad = not reduce(and_, (worlds[unit] for unit in each), everything)
        if bad and not any(smaller <= each for smaller in found):
            found.append(each)
    return found


_ORDERS: tuple[Literal["=", "!=", "<", "<="], ...] = ("=", "!=", "<", "<=")


def formula(random: Random, depth: int) -> Formula:
    """Return a random formula about the small world."""
    if depth == 0 or random.random() < 0.3:
        return _atom(random)
    inner = tuple(formula(random, depth - 1) for _ in range(random.choice((1, 2, 2, 3))))
    made: list[Formula] = [
        Not(inner[0]),
        Or(inner),
        Or(inner),
        And(inner),
        Iff(inner[0], inner[-1]),
    ]
    low = random.randrange(3)
    made.append(HowMany(low, low + random.randrange(2), inner))
    return random.choice(made)


def _atom(random: Random) -> Formula:
    values = random.sample(["ceded", "deferred", "restored"], random.choice((1, 2)))
    order = random.choice(_ORDERS)
    made: list[Formula] = [
        Among(Variable(random.choice(("peace", "aid"))), ("true",)),
        Among(Variable("status"), tuple(sorted(values))),
        Unlimited(Variable("cap")),
        Happens(random.choice(EVENTS)),
        Compare(_quantity(random), order, Exactly(Fraction(random.randrange(-1, 4)))),
        Compare(Amount(Variable("cap")), order, Amount(Variable("years"))),
        Compare(_day(random), order, Exactly(Fraction(random.randrange(738999, 739004)))),
        Compare(_day(random), order, Total((_day(random), Exactly(Fraction(1))))),
    ]
    return random.choice(made)


def _quantity(random: Random) -> Quantity:
    cap, years = (Amount(Variable(name)) for name in ("cap", "years"))
    some: list[Quantity] = [cap, years, years, Total((cap, years))]
    return random.choice(some)


def _day(random: Random) -> Quantity:
    return DayOf(random.choice(EVENTS))


if __name__ == "__main__":
    main(faults)
