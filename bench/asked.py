"""Rows that ask all sides one question about a problem in a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import sides
from bench.peers.table import FOLDER
from bench.problem import Problem, write
from bench.sides import Run, Side
from bench.table import PRODUCT, Entry, Goal, judged, line

Work = Callable[[Run], float]
"""How much work a run did; times are compared for one piece of it."""


class Disagreement(Exception):
    """Two sides disagree: what about, and where the instance was kept."""


@dataclass(frozen=True)
class Case:
    """A question about a problem, or about a text in a file, put to ``sides``.

    ``longest`` bounds the cut of this case, ``size`` is what plots show; ``once``:
    what is short is not measured again.
    """

    name: str
    content: Problem | str
    sides: tuple[Side, ...]
    goals: tuple[Goal, ...] = ()
    longest: float = 600.0
    size: float = 0.0
    once: bool = False


def whole(_: Run) -> float:
    """Return 1: the work is the whole answer."""
    return 1.0


def entry(row: str, case: Case, cut: float, work: Work = whole) -> Entry:
    """Ask all sides of ``case`` that are there; raises ``Disagreement``."""
    there = [each for each in case.sides if each.is_there]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("instance" if isinstance(case.content, Problem) else "model.uvl")
        put(case.content, path)
        runs = [sides.run(each, path, min(cut, case.longest), once=case.once) for each in there]
    check(row, case, runs)
    lines = tuple(line(each, work(each)) for each in runs)
    return Entry(row, case.name, lines, judged(lines, case.goals), case.size)


def put(content: Problem | str, path: Path) -> None:
    """Write the problem or the text to ``path``."""
    if isinstance(content, Problem):
        write(content, path)
    else:
        path.write_text(content, encoding="utf-8")


def check(row: str, case: Case, runs: Sequence[Run]) -> None:
    """Raise ``Disagreement``, and keep the instance, if sides disagree or the product failed."""
    broken = [each for each in runs if each.failed and each.side.startswith(PRODUCT)]
    wrong = broken[0].failed if broken else sides.disagreement(runs)
    if wrong:
        kept = FOLDER / "disagreements" / f"{row} {case.name}".replace("/", "-")
        kept.parent.mkdir(parents=True, exist_ok=True)
        put(case.content, kept)
        raise Disagreement(f"{row}, {case.name}: {wrong}\n  kept: {kept}")
