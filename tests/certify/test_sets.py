"""Claims about many sets at once: what follows from single claims, and what does not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from termcheck.certify.check.sets import Sets
from termcheck.certify.check.words import Refused

CLAUSES = {
    "n.a": {"text": "position a: demand weight 2: x", "reading": ""},
    "n.b": {"text": "position b: demand y", "reading": ""},
    "n.c": {"text": "position c: demand z", "reading": ""},
    "s.a": {"text": "position a: demand not x", "reading": ""},
    "s.b.p": {"text": "position b: demand readings { p: x; q: y }", "reading": "p"},
    "s.b.q": {"text": "position b: demand readings { p: x; q: y }", "reading": "q"},
}
"""Demands of north, who weighs the first twice, and of south, whose second has readings."""


def part(*sets: Iterable[str]) -> dict[str, Any]:
    """Return the claim that these are the largest of all sets of what is in them."""
    every = sorted({name for each in sets for name in each})
    left = [[name for name in every if name not in each] for each in sets]
    return {"claim": "all", "of": every, "compatible": [{"without": each} for each in left]}


def of_sets(*sets: str) -> tuple[Sets, dict[str, Any]]:
    """Return claims of one part, and that these sets are the largest."""
    rows = [each.split() for each in sets]
    held = [{"claim": "holds", "of": each} for each in rows]
    largest = {"claim": "largest", "parts": [0], "holding": list(range(1, len(sets) + 1))}
    return Sets([part(*rows), *held, largest], {}, (), CLAUSES), largest


@pytest.mark.parametrize(
    ("parts", "holding", "reason"),
    [
        ([part("ab", "bc"), part("c")], [], "in common"),
        ([part("abc", "bc")], [], "lies in the other"),
        ([part("a", "b")] * 15, [], "in common"),
        ([part([f"a{n}"], [f"b{n}"]) for n in range(15)], [], "too many"),
        ([part("a", "b")], ["a"], "not the largest"),
        ([part("a", "b")], ["a", "b", "b"], "not the largest"),
        ([part("a", "b")], ["a", "ab"], "not the largest"),
    ],
)
def test_what_are_not_the_largest_sets_is_refused(
    parts: list[Any], holding: list[str], reason: str
) -> None:
    """Each letter is a clause; parts share none, and each choice from all of them is shown."""
    held = [{"claim": "holds", "of": list(each)} for each in holding]
    numbers = range(len(parts), len(parts) + len(held))
    claim = {"claim": "largest", "parts": list(range(len(parts))), "holding": list(numbers)}
    with pytest.raises(Refused, match=reason):
        Sets([*parts, *held], {}, (), {}).largest(claim)


@pytest.mark.parametrize(
    ("objective", "best"),
    [("total", (1, 2)), ("fair", (2,)), ("lexicographic", (1,)), ("nash", (2,))],
)
def test_the_best_set_is_that_of_the_objective(objective: str, best: tuple[int, ...]) -> None:
    """North has 2 in the first set and south nothing; in the second each has 1."""
    sets, _ = of_sets("n.a", "n.b s.a")
    for number in (1, 2):
        order = ["n.a", "n.b", "s.a"]
        claim = {"largest": 3, "first": [number], "objective": objective, "order": order}
        if number in best:
            assert f"`{objective}`" in sets.best(claim)
        else:
            with pytest.raises(Refused, match="another set is better"):
                sets.best(claim)


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ([1, 3], ""),
        ([1], "missing"),
        ([1, 2, 3], "better for all"),
        ([], "none of the largest"),
        ([4], "none of the largest"),
    ],
)
def test_a_front_has_all_that_none_is_better_than(front: list[int], reason: str) -> None:
    """North alone gets 2 or 1, south alone 1: the second set is worse than the first."""
    rows = [["n.a"], ["n.b"], ["s.a"], ["n.c"]]
    held = [{"claim": "holds", "of": each} for each in rows]
    largest = {"claim": "largest", "parts": [0], "holding": [1, 2, 3]}
    sets = Sets([part(*rows[:3]), *held, largest], {}, (), CLAUSES)
    claim = {"largest": 5, "first": front, "objective": "pareto", "order": ["n.a", "n.b", "s.a"]}
    if reason:
        with pytest.raises(Refused, match=reason):
            sets.best(claim)
    else:
        assert "none of these is better" in sets.best(claim)


def test_a_demand_that_is_read_twice_is_not_counted_twice() -> None:
    """Two readings of one demand stand for it once only, so neither sum would be right."""
    sets, _ = of_sets("s.b.p", "s.b.q")
    claim = {"largest": 3, "first": [1], "objective": "total", "order": ["s.b.p", "s.b.q"]}
    with pytest.raises(Refused, match="counts twice"):
        sets.best(claim)


@pytest.mark.parametrize("rows", [[], [["a"]], [["a"], []], [[], ["a"]]])
def test_pairs_are_of_two_texts_that_are_told(rows: list[list[str]]) -> None:
    """One text is no pair, and a text without a reading is none."""
    with pytest.raises(Refused, match=r"texts to compare|nothing is shown"):
        Sets([], {}, (), {}).pairs({"of": rows, "holding": [], "clashing": []})
