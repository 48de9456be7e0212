"""Mending against the definition: every choice of a few literals tried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from termcheck.solve.mending import Mending, TooMuch

SIZE = 6
PLENTY = 100_000
SEEDS = st.integers(0, 1_000_000).map(Random)
Clause = tuple[int, ...]


def _clauses(random: Random, number: int) -> list[Clause]:
    """Return clauses about up to three of a few literals."""
    return [
        tuple(
            each if random.random() < 0.5 else -each
            for each in random.sample(range(1, SIZE + 1), random.choice((1, 2, 2, 3, 3, 3)))
        )
        for _ in range(number)
    ]


def _assumed(random: Random) -> list[int]:
    return [
        each if random.random() < 0.5 else -each
        for each in random.sample(range(1, SIZE + 1), random.randrange(4))
    ]


def _choices(clauses: Iterable[Clause]) -> list[set[int]]:
    """Return every choice of literals that keeps ``clauses``, by trying all."""
    rows = list(clauses)
    every = product(*((each, -each) for each in range(1, SIZE + 1)))
    return [set(each) for each in every if all(not set(each).isdisjoint(row) for row in rows)]


def _alone(literals: Sequence[int]) -> list[Clause]:
    return [(each,) for each in literals]


def _chosen(mending: Mending) -> set[int]:
    """Return the choice as literals."""
    return {at if mending.truths >> at & 1 else -at for at in range(1, SIZE + 1)}


@given(SEEDS)
def test_one_question_after_the_other_has_the_answer_of_brute_force(random: Random) -> None:
    """Clauses come by and by; each answer is a choice that keeps all, or a core that none keeps."""
    mending, said = Mending(), list[Clause]()
    for _ in range(5):
        new = _clauses(random, random.randrange(1, 5))
        said += new
        mending.add(new, SIZE)
        assumed = _assumed(random)
        core = mending.core(assumed, PLENTY)
        if core is None:
            assert _chosen(mending) in _choices([*said, *_alone(assumed)])
        else:
            assert set(core) <= set(assumed)
            assert not _choices([*said, *_alone(core)])


@given(SEEDS)
def test_denials_fail_as_brute_force_says(random: Random) -> None:
    """A literal is forced just if no choice that keeps all clauses denies it."""
    said, assumed = _clauses(random, random.randrange(4, 12)), _assumed(random)
    choices = _choices([*said, *_alone(assumed)])
    if not choices:
        return
    mending = Mending()
    mending.add(said, SIZE)
    denials = [sign * each for each in range(1, SIZE + 1) for sign in (1, -1)]
    found = mending.sifted(assumed, denials, lambda: False)
    expected = [at for at, each in enumerate(denials) if not any(each in row for row in choices)]
    assert (list(found.forced), found.open) == (expected, ())


@given(SEEDS)
def test_who_gives_up_knows_nothing_wrong(random: Random) -> None:
    """After a search that was given up, the next one has the answer of brute force."""
    said, assumed = _clauses(random, 10), _assumed(random)
    mending = Mending()
    mending.add(said, SIZE)
    for most in range(5):
        with suppress(TooMuch):
            mending.core(_assumed(random), most)
    core = mending.core(assumed, PLENTY)
    assert (core is None) == bool(_choices([*said, *_alone(assumed)]))


def test_who_stops_leaves_the_rest_open() -> None:
    """Once it is time to stop, only what is seen at a glance is told."""
    mending = Mending()
    mending.add([(1,), (2, 3), (2, -3)], 3)
    found = mending.sifted((), (-1, -2, 1), lambda: True)
    assert (found.forced, found.open) == ((0,), (1,))
