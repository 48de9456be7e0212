"""Sides: who is asked, in which environment, and what came of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.cold_check import environment
from bench.peers.table import PEERS

ROOT = Path(__file__).resolve().parents[1]

AGAIN = 1.0
"""What took fewer seconds is done three times in all, and the median counts."""


@dataclass(frozen=True)
class Side:
    """A method of a module, run by the Python of a peer, or by this one if ``peer`` is empty.

    ``grace`` are the seconds beyond the cut that it has for loading and for what is not timed.
    """

    name: str
    module: str
    method: str
    peer: str = ""
    grace: float = 30.0

    @property
    def is_there(self) -> bool:
        """Whether it can be asked here; what runs in this environment always can."""
        return not self.peer or PEERS[self.peer].is_there

    @property
    def command(self) -> list[str]:
        """How it is called."""
        python = str(PEERS[self.peer].python) if self.peer else sys.executable
        return [python, "-m", f"bench.{self.module}", self.method]


@dataclass(frozen=True)
class Run:
    """What a side answered: ``found`` in canonical order, all of it if ``complete``.

    ``clock`` and ``processor`` are seconds, ``memory`` megabytes. ``failed``
    says why there is no answer at all.
    """

    side: str
    found: tuple[str, ...] = ()
    complete: bool = False
    clock: float = 0.0
    processor: float = 0.0
    memory: float = 0.0
    failed: str = ""


def run(side: Side, path: Path, cut: float, *, once: bool = False) -> Run:
    """Ask ``side`` about the file at ``path``, for at most ``cut`` seconds each time."""
    first = _once(side, path, cut)
    if once or not first.complete or first.clock >= AGAIN:
        return first
    runs = [first, _once(side, path, cut), _once(side, path, cut)]
    if any(each.found != first.found for each in runs):
        return Run(side.name, failed="different answers to the same question")
    return Run(
        side.name,
        first.found,
        True,
        median(each.clock for each in runs),
        median(each.processor for each in runs),
        max(each.memory for each in runs),
    )


def _once(side: Side, path: Path, cut: float) -> Run:
    asked = [*side.command, str(path), str(cut)]
    start = perf_counter()
    try:
        done = subprocess.run(
            asked,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=environment() | {"PYTHONPATH": _path()},
            timeout=cut + side.grace,
        )
    except subprocess.TimeoutExpired:
        return Run(side.name, clock=cut, processor=cut)
    lines = done.stdout.splitlines()
    if done.returncode and perf_counter() - start >= cut:  # it broke down when it was cut
        return Run(side.name, clock=cut, processor=cut)
    if done.returncode or not lines:
        last = (done.stderr.strip() or f"status {done.returncode}").splitlines()[-1]
        return Run(side.name, failed=last)
    told = json.loads(lines[-1])
    found = tuple(sorted(map(_canonical, told["found"])))
    clock = told["clock"] if told["complete"] else max(cut, told["clock"])
    return Run(
        side.name, found, told["complete"], clock, told["processor"], round(told["memory"], 1)
    )


def _path() -> str:
    return f"{ROOT}:{ROOT / 'src'}"


def _canonical(found: Any) -> str:
    return json.dumps(found)


def disagreement(runs: Sequence[Run]) -> str:
    """Return what is wrong with the answers of the sides, nothing if they agree.

    Those that came to their end found the same; all others found some of that.
    """
    whole = [each for each in runs if each.complete]
    for each in whole[1:]:
        if each.found != whole[0].found:
            return f"{whole[0].side} and {each.side} disagree: {_difference(whole[0], each)}"
    for each in runs:
        if whole and not each.complete and not set(each.found) <= set(whole[0].found):
            return f"{each.side} found what {whole[0].side} did not: {_difference(whole[0], each)}"
    return ""


def _difference(one: Run, other: Run) -> str:
    apart = sorted(set(one.found) ^ set(other.found))
    return f"{len(one.found)} and {len(other.found)} found, of which {', '.join(apart[:3])[:300]}"
