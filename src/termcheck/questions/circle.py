"""Circles: an ordering conflict as the order in which each event waits for the next.

Accepts the items of a conflict; yields the shortest circle of steps, each of
which one item says by itself: the oracle is asked of every step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from termcheck.library.formula import (
    And,
    Compare,
    DayOf,
    Formula,
    Happens,
    Not,
    Order,
    events,
    nodes,
)
from termcheck.logic.problem import Item, hypothesis
from termcheck.questions.claims import Circle, Step
from termcheck.solve.oracle import Incompatible, Oracle

_Steps = Mapping[str, Sequence[Step]]


def circle(oracle: Oracle, named: Sequence[tuple[str, Item]]) -> Circle | None:
    """Return the shortest circle that ``named`` items make, ``None`` if they make none.

    At least one of its steps is strict, so that none of its events can happen.
    """
    steps: dict[str, list[Step]] = {}
    for name, item in named:
        for step in _steps(oracle, name, item):
            steps.setdefault(step.later, []).append(step)
    found = [each for start in sorted(steps) if (each := _shortest(steps, start))]
    return min(found, key=lambda each: len(each.steps), default=None)


def _steps(oracle: Oracle, name: str, item: Item) -> Iterator[Step]:
    """Yield what ``item`` says of two events whose days it compares."""
    for later, earlier in sorted(_compared(item)):
        for strictly in (True, False):
            if _says(oracle, item, later, earlier, strictly=strictly):
                yield Step(later, earlier, strictly, name)
                break


def _compared(item: Item) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for part in item.parts:
        for node in nodes(part.formula):
            if isinstance(node, Compare):
                left, right = events(node.left), events(node.right)
                found |= {(one, other) for one in left for other in right if one != other}
    return found | {(other, one) for one, other in found}


def _says(oracle: Oracle, item: Item, later: str, earlier: str, *, strictly: bool) -> bool:
    denied = hypothesis(And((Happens(later), Not(order(earlier, later, strictly=strictly)))))
    return isinstance(oracle.compatible((item, denied)), Incompatible)


def order(earlier: str, later: str, *, strictly: bool) -> Formula:
    """Return: ``earlier`` happens before ``later``, or on its day unless ``strictly``."""
    sign: Order = "<" if strictly else "<="
    return Compare(DayOf(earlier), sign, DayOf(later))


def _shortest(steps: _Steps, start: str) -> Circle | None:
    """Return the shortest circle through ``start`` with a strict step, breadth first."""
    waiting: list[tuple[Step, ...]] = [(each,) for each in steps[start]]
    seen: set[tuple[str, bool]] = set()
    for path in waiting:
        strictly = any(each.strictly for each in path)
        at = path[-1].earlier
        if at == start and strictly:
            return Circle(path)
        if at == start or (at, strictly) in seen:
            continue
        seen.add((at, strictly))
        waiting += [(*path, each) for each in steps.get(at, ())]
    return None


def is_closed(found: Circle) -> bool:
    """Say whether each step begins where the one before ends, and the last at the first."""
    ring = (*found.steps, found.steps[0])
    return all(one.earlier == other.later for one, other in pairwise(ring))
