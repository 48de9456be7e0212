"""Spelling: the nearest of the words that would have been right.

Accepts a word and candidates; yields the candidate that was probably meant.
Slips are counted as Damerau (1964) does, in the restricted form: a letter
inserted, deleted or changed, or two neighbours swapped. A search among many
candidates looks only at those that keep a part of the word.
"""

from __future__ import annotations

from collections.abc import Iterable


def _slips(left: str, right: str, limit: int) -> int:
    """Return the slips between two words, or ``limit + 1`` if there are more."""
    beyond = limit + 1
    before: list[int] = []
    row = [j if j <= limit else beyond for j in range(len(right) + 1)]
    for i, a in enumerate(left, 1):
        before, last, row = row, before, [i if i <= limit else beyond] + [beyond] * len(right)
        for j in range(max(1, i - limit), min(len(right), i + limit) + 1):
            b = right[j - 1]
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row[j] = cost
        if min(row) > limit:
            return beyond
    return min(row[-1], beyond)


def _parts(word: str, slips: int) -> list[str]:
    """Return parts of ``word``, of which one stays whole: a swap can touch two."""
    number = 2 * slips + 1
    size = max(1, len(word) // number)
    return [word[at : at + size] for at in range(0, min(size * number, len(word)), size)]


def nearest(name: str, candidates: Iterable[str]) -> str:
    """Return the candidate closest to ``name``, or nothing if none is close.

    Close is one slip in a word of two to five letters, two in a longer one
    and three in one of nine or more; or the same last part of a path. Of equally
    close ones the first in alphabetical order is returned.
    """
    allowed = min(3, len(name) // 3) or (1 if len(name) > 1 else 0)
    word, known = name.lower(), sorted(set(candidates))
    for slips in range(1, allowed + 1):
        parts = _parts(word, slips)
        for candidate in known:
            if abs(len(candidate) - len(word)) > slips:
                continue
            other = candidate.lower()
            if any(part in other for part in parts) and _slips(word, other, slips) <= slips:
                return candidate
    return _same_ending(name, known)


def _same_ending(name: str, known: list[str]) -> str:
    ending = "." + name.rpartition(".")[2]
    found = [each for each in known if each.endswith(ending) or "." + each == ending]
    return found[0] if len(found) == 1 else ""
