"""What the suite yields: entries, each one case with the times of all sides and its goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from bench.sides import Run

PRODUCT = "termcheck"
"""What the names of the product's own sides begin with."""


@dataclass(frozen=True)
class Goal:
    """``side`` is to take at most ``most`` times what the best of ``against`` takes.

    Names are those of sides, or what they begin with. Of nobody in
    ``against`` being there nothing is said.
    """

    words: str
    most: float
    against: tuple[str, ...]
    side: str = PRODUCT


@dataclass(frozen=True)
class Judged:
    """A goal and what was measured: ``ratio``, or less if ``cut``, where a peer was cut."""

    words: str
    most: float
    ratio: float
    cut: bool

    @property
    def reached(self) -> bool:
        """Whether the goal was reached."""
        return self.ratio <= self.most


@dataclass(frozen=True)
class Line:
    """One side of a case; ``each`` are seconds for one piece of the work, by the clock."""

    side: str
    clock: float
    processor: float
    memory: float
    found: int
    complete: bool
    each: float
    failed: str = ""


@dataclass(frozen=True)
class Entry:
    """One case of a row; ``size`` is what the plots put on the x-axis."""

    row: str
    case: str
    lines: tuple[Line, ...]
    goals: tuple[Judged, ...]
    size: float = 0.0


def line(run: Run, work: float = 1.0) -> Line:
    """Return the line of a run that did so much work."""
    each = run.clock / work if work else inf
    return Line(
        run.side,
        run.clock,
        run.processor,
        run.memory,
        len(run.found),
        run.complete,
        each,
        run.failed,
    )


def judged(lines: Sequence[Line], goals: Sequence[Goal]) -> tuple[Judged, ...]:
    """Return the goals for which both sides are there, with their ratios."""
    found = []
    for goal in goals:
        own, others = _named(lines, (goal.side,)), _named(lines, goal.against)
        if own and others:
            best = min(others, key=lambda each: each.each)
            seconds = min((each.each for each in own if each.complete), default=inf)
            found.append(Judged(goal.words, goal.most, seconds / best.each, not best.complete))
    return tuple(found)


def _named(lines: Sequence[Line], names: Sequence[str]) -> list[Line]:
    return [
        each for each in lines if not each.failed and any(each.side.startswith(n) for n in names)
    ]


def printed(entry: Entry) -> str:
    """Return an entry as lines of text."""
    rows = [f"{entry.row}: {entry.case}"]
    for each in entry.lines:
        if each.failed:
            rows.append(f"  {each.side:28} failed: {each.failed[:120]}")
            continue
        mark = " " if each.complete else "+"
        rows.append(
            f"  {each.side:28}{each.clock:10.3f} s{each.processor:10.3f} s cpu"
            f"{each.memory:8.0f} MB{each.found:8}{mark}"
        )
    for goal in entry.goals:
        sign = "<=" if goal.cut else "  "
        word = "reached" if goal.reached else "NOT reached"
        rows.append(f"  {goal.words}: ratio {sign}{goal.ratio:.4g}, wanted {goal.most:.4g}, {word}")
    return "\n".join(rows)
