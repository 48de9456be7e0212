"""Ranges: which questions nobody has answered yet, and who is to answer which."""

from __future__ import annotations

from collections.abc import Iterable

from termcheck.cli.sweeps.chunk import Task


class Ranges:
    """Questions that are free to be taken: those below ``end`` that are not ``answered``.

    ``answered`` is in order. ``left`` counts those that are free.
    """

    def __init__(self, end: int, answered: Iterable[int]) -> None:
        self._free: list[Task] = []
        before = 0
        for number in answered:
            if number >= end:
                break
            self.give(Task(before, number))
            before = number + 1
        self.give(Task(before, end))

    @property
    def left(self) -> int:
        """How many questions are free."""
        return sum(each.last - each.first for each in self._free)

    def give(self, task: Task) -> None:
        """Make the questions of ``task`` free."""
        if task.first < task.last:
            self._free.append(task)

    def take(self, hands: int) -> Task:
        """Return questions for one of so many ``hands``: an even part of what is left, at most.

        There must be some. They come from the front of the longest range, so
        that whoever works on works on beside what he knows.
        """
        most = -(-self.left // hands)
        longest = max(self._free, key=lambda each: (each.last - each.first, -each.first))
        self._free.remove(longest)
        end = min(longest.last, longest.first + most)
        self.give(Task(end, longest.last))
        return Task(longest.first, end)
