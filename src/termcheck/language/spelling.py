"""Spelling: the nearest of the words that would have been right.

Accepts a word and candidates; yields the candidate that was probably meant.
The distance is that of Damerau (1964) in its restricted form: insertions,
deletions, changes and swaps of neighbours, each counting one.
"""

from __future__ import annotations

from collections.abc import Iterable


def near(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate nearest to ``word``, if one is near enough.

    Near enough is one slip in a word of up to five letters and two in a longer
    one. Of equally near candidates the first in alphabetical order.
    """
    allowed = 1 if len(word) <= 5 else 2
    best: tuple[int, str] | None = None
    for candidate in sorted(set(candidates)):
        if abs(len(candidate) - len(word)) > allowed or candidate == word:
            continue
        found = (distance(word.lower(), candidate.lower()), candidate)
        if found[0] <= allowed and (best is None or found < best):
            best = found
    return best[1] if best else None


def distance(left: str, right: str) -> int:
    """Return the number of slips between ``left`` and ``right``."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and (a, left[i - 2]) == (right[j - 2], b):
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
