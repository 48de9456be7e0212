"""Explanations: which part of a background a conflict needs.

Yields the preferred minimal explanation in the sense of U. Junker,
"QuickXplain: preferred explanations and relaxations for over-constrained
problems", 2004. It depends on the order of the candidates and on nothing
else, so every run and every solver gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from termcheck.logic.problem import Item
from termcheck.solve.oracle import Compatible, Judgement, Undecided


class Asked(Protocol):
    """Somebody who answers as an oracle does."""

    def compatible(self, items: Iterable[Item]) -> Judgement:
        """Say whether all ``items`` can hold together."""
        ...


class _NoAnswer(Exception):
    """A question stayed undecided; caught in this module."""


def least_explanation(
    oracle: Asked, fixed: Sequence[Item], candidates: Sequence[Item]
) -> tuple[Item, ...] | Undecided:
    """Return a minimal choice of ``candidates`` that is incompatible with ``fixed``.

    Earlier candidates are preferred. All candidates together with ``fixed``
    must be incompatible. Removing any item of the result makes the rest
    compatible with ``fixed``.
    """
    if not candidates:
        return ()
    try:
        if _excluded(oracle, fixed):
            return ()
        found = _least(oracle, list(fixed), False, list(candidates))
    except _NoAnswer as stopped:
        return Undecided(str(stopped))
    order = {item: place for place, item in enumerate(candidates)}
    return tuple(sorted(found, key=order.__getitem__))


def _least(oracle: Asked, fixed: list[Item], grew: bool, candidates: list[Item]) -> list[Item]:
    if grew and _excluded(oracle, fixed):
        return []
    if len(candidates) < 2:
        return candidates
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    of_second = _least(oracle, fixed + first, True, second)
    of_first = _least(oracle, fixed + of_second, bool(of_second), first)
    return of_first + of_second


def _excluded(oracle: Asked, items: Sequence[Item]) -> bool:
    answer = oracle.compatible(items)
    if isinstance(answer, Undecided):
        raise _NoAnswer(answer.limit)
    return not isinstance(answer, Compatible)
