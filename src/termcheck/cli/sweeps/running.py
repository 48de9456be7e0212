"""Running a sweep: chunks to the crew, answers into the results, until nothing is left."""

from __future__ import annotations

import json
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
