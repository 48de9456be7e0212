"""Running a sweep: chunks to the crew, answers into the results, until nothing is left."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Final

from termcheck.cli.refusal import refusal
from termcheck.cli.sweeps.chunk import MOST_TOLD
from termcheck.cli.sweeps.crew import Crew
from termcheck.cli.sweeps.ranges import Ranges
from termcheck.cli.sweeps.results import Results
from termcheck.library.sweep import Sweep

MOST_LOSSES: Final = 3
"""How often the same question may end its worker before the sweep gives up."""

_GLANCE = 0.2
"""Seconds between two looks at whether to stop."""

Stop = Callable[[], bool]


class Forecast:
    """Says how far a sweep is and how long it will take; ``done`` of ``all`` were there before.

    ``clock`` counts seconds.
    """

    def __init__(self, done: int, all: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._before = self._done = done
        self._all = all
        self._clock = clock
        self._start = clock()

    def add(self, number: int) -> None:
        """Count so many more answers."""
        self._done += number

    def text(self) -> str:
        """Return how many are done, and the time that the rest will take at this pace."""
        said = f"{self._done} of {self._all} questions"
        new, passed = self._done - self._before, self._clock() - self._start
        if not new:
            return said
        left = (self._all - self._done) * passed / new
        pace = f"{new / max(passed, 0.001):.0f} a second"
        slow = f"{duration(passed / new)} each"
        return f"{said}, about {duration(left)} left ({slow if passed > new else pace})"


def duration(seconds: float) -> str:
    """Return a time in words, in the largest units that fit."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    if seconds < 100 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h" if seconds < 100 * 3600 else f"{seconds / 86400:.0f} days"


def run(
    sweep: Sweep,
    crew: Crew,
    ranges: Ranges,
    results: Results,
    stop: Stop,
    progress: Callable[[int], None],
) -> None:
    """Have all questions of ``ranges`` answered, or those that are answered until ``stop``.

    ``progress`` is told the number of new answers. Raises ``Refusal`` if one
    question ends its workers again and again.
    """
    known = dict.fromkeys(map(tuple, results.clashes()))
    losses: dict[int, int] = {}
    running = 0
    while (ranges.left or running) and not stop():
        while ranges.left and crew.idle() > 0:
            crew.submit(ranges.take(crew.hands()), json.dumps([*known][-MOST_TOLD:]))
            running += 1
        for done in crew.finished(_GLANCE):
            running -= 1
            if not done.told:
                _count_loss(losses, done.task.first)
                ranges.give(done.task)
                continue
            told = json.loads(done.told)
            results.add(told, [sweep.coordinates(row[0]) for row in told["rows"]])
            known.update(dict.fromkeys(tuple(e["clash"]) for e in told["conflicts"].values()))
            ranges.give(done.task.but(first=told["next"]))
            progress(len(told["rows"]))


def _count_loss(losses: dict[int, int], first: int) -> None:
    losses[first] = losses.get(first, 0) + 1
    if losses[first] > MOST_LOSSES:
        help = "what is answered is kept; ask this question alone, or give `--memory` a bound"
        raise refusal(f"{losses[first]} workers ended at question {first} or soon after", help)
