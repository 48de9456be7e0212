"""Crews: those who answer chunks, wherever they are."""

from __future__ import annotations

from typing import Protocol

from termcheck.cli.sweeps.chunk import Task
from termcheck.value import Value


class Done(Value):
    """A task that is over; ``told`` is empty if whoever had it is gone."""

    task: Task
    told: str


class Crew(Protocol):
    """Some hands, each with one task at most."""

    def hands(self) -> int:
        """Return how many there are just now."""
        ...

    def idle(self) -> int:
        """Return how many of them have no task."""
        ...

    def submit(self, task: Task, known: str) -> None:
        """Give a task to one that has none."""
        ...

    def finished(self, seconds: float) -> list[Done]:
        """Return the tasks that are over; wait for one, at most so long."""
        ...

    def close(self) -> None:
        """End all of them at once, whatever they are doing."""
        ...
