"""Suggestions: the declared name that a drafter most likely meant."""

from __future__ import annotations

from collections.abc import Iterable


def _distance(left: str, right: str, limit: int) -> int:
    """Return the edits between two words, or ``limit + 1`` if there are more.

    An edit inserts, deletes or replaces a letter, or swaps two neighbours
    (optimal string alignment, Damerau 1964).
    """
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, previous, row = row, before, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def nearest(name: str, candidates: Iterable[str]) -> str:
    """Return the candidate closest to ``name``, or nothing if none is close.

    Close is at most a third of the letters, or the same last part of a path.
    Of equally close ones the first in alphabetical order is returned.
    """
    limit = max(1, len(name) // 3) if len(name) > 1 else 0
    best, fewest = "", limit + 1
    for candidate in sorted(set(candidates)):
        if abs(len(candidate) - len(name)) >= fewest:
            continue
        edits = _distance(name.lower(), candidate.lower(), fewest - 1)
        if edits < fewest:
            best, fewest = candidate, edits
    return best or _same_ending(name, candidates)


def _same_ending(name: str, candidates: Iterable[str]) -> str:
    ending = "." + name.rpartition(".")[2]
    found = sorted({each for each in candidates if ("." + each).endswith(ending)})
    return found[0] if len(found) == 1 else ""


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Return a question that names the nearest candidate, or nothing."""
    found = nearest(name, tuple(candidates))
    return f"did you mean `{found}`?" if found else ""
