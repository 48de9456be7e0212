"""MARCO, as plain as it can be written: the conflicts and the maximal choices of few units.

After M. Liffiton, A. Previti, A. Malik and J. Marques-Silva, "Fast, flexible
MUS enumeration", 2016. The map of what is unexplored is the power set itself.
"""

from __future__ import annotations

from collections.abc import Callable


def marco(size: int, can: Callable[[int], bool]) -> tuple[set[int], set[int]]:
    """Return all minimal sets of which ``can`` says no, and all maximal ones of which it says yes.

    Sets of units 0 to ``size`` - 1 are bits.
    """
    unexplored = set(range(1 << size))
    conflicts: set[int] = set()
    choices: set[int] = set()
    while unexplored:
        seed = min(unexplored, key=lambda each: (abs(each.bit_count() * 2 - size), each))
        if can(seed):
            choice = grown(seed, size, can)
            choices.add(choice)
            unexplored = {each for each in unexplored if each & ~choice}
        else:
            conflict = shrunk(seed, size, can)
            conflicts.add(conflict)
            unexplored = {each for each in unexplored if each & conflict != conflict}
    return conflicts, choices


def grown(chosen: int, size: int, can: Callable[[int], bool]) -> int:
    """Add units as long as they can hold together."""
    for at in range(size):
        if can(chosen | 1 << at):
            chosen |= 1 << at
    return chosen


def shrunk(chosen: int, size: int, can: Callable[[int], bool]) -> int:
    """Take units away as long as they cannot hold together."""
    for at in range(size):
        if chosen >> at & 1 and not can(chosen & ~(1 << at)):
            chosen &= ~(1 << at)
    return chosen
