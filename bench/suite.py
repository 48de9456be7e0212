"""The suite: every row of what to reach, all sides in one run.

    python -m bench.peers                 once: an environment for each peer
    python -m bench.suite                 every row, kept in bench/results.json
    python -m bench.suite --row pairs     one row, or several
    python -m bench.suite --short         small instances, every answer by definition

Answers are compared before a time is printed; where two sides disagree no time
of that case is, the instance is kept, and the run ends with status 1. A peer
that is not installed is left out. ``--cut SECONDS`` bounds each side (60),
``--large N`` is the size of the large library, ``--results FILE`` keeps the
results elsewhere. Each row is kept as soon as it is done, so a run that was
ended goes on with ``--missing``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic

from bench import cold, library, results, rows, scaling
from bench.asked import Disagreement
from bench.peers.table import PEERS
from bench.table import Entry, printed

Rows = Callable[[float], Iterator[Entry]]

MINUTES: Mapping[str, float] = {
    "cold": 1.0,
    "conflicts": 12.0,
    "pairs": 4.0,
    "best": 3.5,
    "front": 3.0,
    "forced": 2.0,
    "features": 1.0,
    "library": 2.0,
    "scaling": 1.5,
}
"""The rows, and about how many minutes each takes with all peers and a cut of 60 seconds."""

SHORT_CUT = 20.0
"""Seconds that a side of the short form may take."""


def row(name: str, large: int) -> Rows:
    """Return the row of this name."""
    if name == "cold":
        return lambda _: cold.cold()
    if name == "library":
        return lambda cut: library.rows(cut, large)
    if name == "scaling":
        return scaling.rows
    found: Rows = getattr(rows, name)
    return found


def shown(entries: Iterator[Entry]) -> list[Entry]:
    """Print each entry as it comes; return them all."""
    found = []
    for each in entries:
        print(printed(each), flush=True)
        found.append(each)
    return found


def main(words: Sequence[str]) -> int:
    """Run what the command line says; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.suite")
    parser.add_argument("--row", action="append", choices=sorted(MINUTES), default=[])
    parser.add_argument("--cut", type=float, default=60.0)
    parser.add_argument("--large", type=int, default=library.SIZE)
    parser.add_argument("--results", type=Path, default=results.KEPT)
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args(words)
    try:
        if asked.short:
            print(f"{len(shown(rows.short(SHORT_CUT)))} questions, all sides agree")
            return 0
    except Disagreement as wrong:
        print(f"WRONG: {wrong}", file=sys.stderr)
        return 1
    names = asked.row or list(MINUTES)
    if asked.missing and asked.results.is_file():
        names = [each for each in names if each not in results.read(asked.results)]
    return _run(names, asked)


def _run(names: Sequence[str], asked: argparse.Namespace) -> int:
    """Run the rows, each whether or not one before it went wrong; return the exit status."""
    absent = [name for name, each in PEERS.items() if not each.is_there]
    if absent:
        print(f"not installed, so left out: {', '.join(absent)} (`python -m bench.peers`)")
    print(f"about {sum(MINUTES[each] for each in names):.0f} minutes at most")
    status = 0
    for name in names:
        start = monotonic()
        try:
            results.write(asked.results, {name: shown(row(name, asked.large)(asked.cut))})
        except Disagreement as wrong:
            print(f"WRONG: {wrong}", file=sys.stderr)
            status = 1
        print(f"-- {name}: {(monotonic() - start) / 60:.1f} minutes\n", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
