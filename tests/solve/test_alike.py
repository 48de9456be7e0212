"""What is alike, and what is made of it, against the definition, by brute force."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, permutations, product
from random import Random

import pytest

from bench.instances import HORIZON, pigeonholes
from termcheck.library.formula import Among, Formula, HowMany, Not, Or, Variable
from termcheck.library.model import Choice, Domain
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, Unit, hypothesis
from termcheck.solve.conflicts import Conflict, all_conflicts, by_exchange
from termcheck.solve.exchange import exchange
from termcheck.solve.masks import in_order, members, places
from termcheck.solve.oracle import Compatible, Oracle
from termcheck.solve.ordering import ordering
from tests.worlds import unit

BOOL = Choice(("false", "true"), bool=True)
DOMAINS: dict[str, Domain] = {
    **{f"t{at}": BOOL for at in range(4)},
    "who": Choice(("ann", "ben", "cat")),
}


def worlds() -> Iterator[Package]:
    """Yield every package."""
    for values in product(*(d.values for d in DOMAINS.values() if isinstance(d, Choice))):
        yield Package(dict(zip(map(Variable, DOMAINS), values, strict=True)), {})


WORLDS = tuple(worlds())


def admits(formulas: Sequence[Formula]) -> bool:
    """Say whether some package satisfies all ``formulas``."""
    return any(all(holds(each, world) for each in formulas) for world in WORLDS)


def said(term: int, person: str, form: int) -> Formula:
    """Return a formula about one of three terms and one of three persons."""
    plain, is_it = Among(Variable(f"t{term}"), ("true",)), Among(Variable("who"), (person,))
    other = Among(Variable("t3"), ("true",))
    made: list[Formula] = [
        Or((plain, is_it)),
        Or((Not(is_it), Not(plain))),
        Or((is_it, other)),
        Or((Not(plain), other, Not(is_it))),
        plain,
        HowMany(1, 1, (plain, is_it, other)),
    ]
    return made[form]


def question(seed: int) -> tuple[list[Unit], list[Item]]:
    """Return units and rules in which terms and persons often have the same part."""
    random = Random(seed)
    if seed % 5 == 0:
        return ring(random)
    pairs = list(zip(range(3), ("ann", "ben", "cat"), strict=True))
    forms = [random.randrange(6) for _ in range(2)]
    formulas = [said(*pair, form) for pair in pairs for form in forms if random.random() < 0.9]
    random.shuffle(formulas)
    terms = [Among(Variable(f"t{at}"), ("true",)) for at in range(3)]
    rules: list[Formula] = [HowMany(0, random.randrange(4), tuple(terms))]
    rules += [Or((Not(a), Not(b))) for a, b in permutations(terms, 2) if random.random() < 0.3]
    units = [unit(f"u{at}", each) for at, each in enumerate(formulas)]
    return units, [hypothesis(each, f"rule {at}") for at, each in enumerate(rules)]


def ring(random: Random) -> tuple[list[Unit], list[Item]]:
    """Return units that all look alike from within, and rules that exclude neighbours in a ring.

    One more rule speaks of all pairs, so that a pair of neighbours can be taken
    for one of others, which is spoken of as well but not excluded.
    """
    terms = [Among(Variable(f"t{at}"), ("true",)) for at in range(4)]
    random.shuffle(terms)
    pairs = [Or((Not(a), Not(b))) for a, b in combinations(terms, 2)]
    apart = [Or((Not(a), Not(b))) for a, b in (terms[::2], terms[1::2])]
    rules: list[Formula] = [each for each in pairs if each not in apart]
    rules.append(HowMany(0, len(pairs), tuple(pairs)))
    units = [unit(f"u{at}", each) for at, each in enumerate(terms)]
    return units, [hypothesis(each, f"rule {at}") for at, each in enumerate(rules)]


def brute(units: Sequence[Unit], rules: Sequence[Item]) -> set[Conflict]:
    """Return the minimal sets of units that hold in no package."""
    background = [part.formula for rule in rules for part in rule.parts]
    found: list[Conflict] = []
    for size in range(len(units) + 1):
        for chosen in map(frozenset, combinations(units, size)):
            here = [part.formula for each in chosen for part in each.items[0].parts]
            if not any(each <= chosen for each in found) and not admits([*here, *background]):
                found.append(chosen)
    return set(found)


@pytest.mark.parametrize("seed", range(60))
def test_exchanging_units_of_a_block_changes_no_conflict(seed: int) -> None:
    """A conflict with one unit of a block is one with any other in its place, by brute force."""
    units, rules = question(seed)
    conflicts = brute(units, rules)
    for block in exchange(DOMAINS, units, rules).blocks:
        for one, other in permutations(members(units, block), 2):
            swapped = {one: other, other: one}
            turned = {frozenset(swapped.get(each, each) for each in c) for c in conflicts}
            assert turned == conflicts


@pytest.mark.parametrize("seed", range(60))
def test_with_exchanges_the_conflicts_are_those_of_brute_force(seed: int) -> None:
    """Found one for many, the conflicts are exactly those of the definition, each once."""
    units, rules = question(seed)
    if not admits([part.formula for rule in rules for part in rule.parts]):
        return
    found = by_exchange(Oracle(DOMAINS, HORIZON), units, rules)
    assert found.limits == ()
    assert len(set(found.conflicts)) == len(found.conflicts)
    assert set(found.conflicts) == brute(units, rules)


def test_blocks_are_found() -> None:
    """Many of the questions have blocks, and many an order, or the tests above say nothing."""
    questions = [question(seed) for seed in range(60)]
    assert sum(bool(exchange(DOMAINS, *each).blocks) for each in questions) > 9
    items = [[*rules, *(u.items[0] for u in units)] for units, rules in questions]
    assert sum(bool(ordering(DOMAINS, each)) for each in items) > 15


@pytest.mark.parametrize("seed", range(60))
def test_an_order_leaves_a_package_where_there_is_one(seed: int) -> None:
    """What is added to a question because of what is alike never makes it incompatible."""
    units, rules = question(seed)
    for size in range(1, len(units) + 1):
        items = [*rules, *(each.items[0] for each in units[:size])]
        formulas = [part.formula for each in items for part in each.parts]
        more = [part.formula for each in ordering(DOMAINS, items) for part in each.parts]
        assert admits([*formulas, *more]) == admits(formulas)


def test_no_two_are_alike_where_one_is_named_elsewhere() -> None:
    """Two demands that differ only in who makes them are not alike once a rule names one."""
    terms = [Among(Variable(f"t{at}"), ("true",)) for at in range(2)]
    units = [unit(f"u{at}", each) for at, each in enumerate(terms)]
    assert exchange(DOMAINS, units, ()).blocks == (3,)
    rule = hypothesis(Not(terms[0]), "rule")
    assert exchange(DOMAINS, units, [rule]).blocks == ()


Seats = Callable[[int, int], Formula]


def as_terms(parties: int, posts: int) -> tuple[dict[str, Domain], Seats]:
    """Return whether a party has a post, as a yes-or-no term for each pair."""
    domains: dict[str, Domain] = {f"t{at}": BOOL for at in range(parties * posts)}
    return domains, lambda p, q: Among(Variable(f"t{p * posts + q}"), ("true",))


def as_posts(parties: int, posts: int) -> tuple[dict[str, Domain], Seats]:
    """Return the same as a choice for each party: its post, or none."""
    values = (*(f"post{at}" for at in range(posts)), "nothing")
    domains: dict[str, Domain] = {f"t{at}": Choice(values) for at in range(parties)}
    return domains, lambda p, q: Among(Variable(f"t{p}"), (f"post{q}",))


def as_holders(parties: int, posts: int) -> tuple[dict[str, Domain], Seats]:
    """Return the same as a choice for each post: the party that has it."""
    values = tuple(f"party{at}" for at in range(parties))
    domains: dict[str, Domain] = {f"t{at}": Choice(values) for at in range(posts)}
    return domains, lambda p, q: Among(Variable(f"t{q}"), (f"party{p}",))


SIZES = [(4, 2, 1), (9, 3, 1), (7, 2, 2), (11, 10, 1)]


@pytest.mark.parametrize("dress", [as_terms, as_posts, as_holders])
@pytest.mark.parametrize("pairwise", [False, True])
@pytest.mark.parametrize(
    ("parties", "posts", "each"), [(4, 2, 1), (9, 3, 1), (7, 2, 2), (11, 10, 1)]
)
def test_pigeonholes_in_any_dress(
    dress: Callable[[int, int], tuple[dict[str, Domain], Seats]],
    pairwise: bool,
    parties: int,
    posts: int,
    each: int,
) -> None:
    """Of n who want one of m posts for k each, every m times k plus one are a conflict."""
    domains, seat = dress(parties, posts)
    units = [unit(f"u{p}", Or(tuple(seat(p, q) for q in range(posts)))) for p in range(parties)]
    rules: list[Formula] = []
    if dress is as_holders:
        each = 1
    elif pairwise:
        each = 1
        rules = [
            Or((Not(seat(a, q)), Not(seat(b, q))))
            for q in range(posts)
            for a, b in combinations(range(parties), 2)
        ]
    else:
        rules = [HowMany(0, each, tuple(seat(p, q) for p in range(parties))) for q in range(posts)]
    background = [hypothesis(rule, f"rule {at}") for at, rule in enumerate(rules)]
    found = all_conflicts(Oracle(domains, HORIZON), units, background)
    assert found.limits == ()
    assert len(found.conflicts) == len(set(found.conflicts))
    assert set(found.conflicts) == set(map(frozenset, combinations(units, posts * each + 1)))
    assert exchange(domains, units, background).blocks == ((1 << parties) - 1,)


def test_one_question_about_many_parties_is_answered() -> None:
    """Fourteen parties over thirteen posts are incompatible, and thirteen are not."""
    instance = pigeonholes(14, 13)
    oracle = Oracle(instance.domains, HORIZON)
    everything: Iterable[Item] = [item for each in instance.units for item in each.items]
    assert not isinstance(oracle.compatible((*everything, *instance.background)), Compatible)
    some = [item for each in instance.units[1:] for item in each.items]
    assert isinstance(oracle.compatible((*some, *instance.background)), Compatible)


@pytest.mark.parametrize("seed", range(40))
def test_sets_are_listed_by_size_and_then_by_places(seed: int) -> None:
    """Small sets come first, and of one size those with the first members."""
    random = Random(seed)
    masks = [random.randrange(1 << 9) for _ in range(50)]
    rows = [(mask.bit_count(), [*places(mask)]) for mask in in_order(masks)]
    assert rows == sorted(rows)
    assert all([*members(range(9), mask)] == [*places(mask)] for mask in masks)
