"""Suggestions: the declared name that a drafter most likely meant.

Comparing with every name of a large library for every fault would take
minutes, so all searches of one build together are bounded.
"""

from __future__ import annotations

from collections.abc import Iterable

from termcheck.language.spelling import nearest

PATIENCE = 3_000_000
"""How many letters of names all suggestions of one build may look at."""


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Return a question that names the nearest candidate, or nothing."""
    found = nearest(name, candidates)
    return f"did you mean `{found}`?" if found else ""


class Suggestions:
    """Suggestions for many faults, which stop when they have looked at enough letters."""

    __slots__ = ("_left",)

    def __init__(self, patience: int = PATIENCE) -> None:
        self._left = patience

    def did_you_mean(self, name: str, candidates: Iterable[str]) -> str:
        """Return a question that names the nearest candidate, or nothing."""
        if self._left < 0:
            return ""
        known = tuple(candidates)
        self._left -= sum(map(len, known))
        return did_you_mean(name, known) if self._left >= 0 else ""
