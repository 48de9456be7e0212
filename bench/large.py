"""Large libraries: ``termcheck check`` of thousands of proposals, cold, warm and after one edit.

For each size, a made-up library (``bench/large_library.py``) is checked in
processes of their own: with nothing kept, once more, after one clause was
edited, and without any cache. All answers are compared before a time is
printed: the second and the last have to be the first, byte for byte, and the
clashes that were planted have to be found.

    python -m bench.large [CLAUSES...]
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bench.cold_check import compile_everything, environment
from bench.large_library import CLASHING, CLAUSES, written
from termcheck.cli.workers import processors

WORKING = 2
"""Processes for each processor: a worker, and a solver that it may ask."""

SIZES = (1_000, 10_000)
"""Clauses, if nothing else is said."""

_SCRIPT = """
import resource, sys
from termcheck.cli.app import status_of
status = status_of(sys.argv[1:])
own, below = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
spent = own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime
print(f"spent {spent} {own.ru_maxrss} {below.ru_maxrss}", file=sys.stderr)
sys.exit(status)
"""


@dataclass(frozen=True)
class Run:
    """What one run printed, and took: seconds, and megabytes.

    ``memory`` is that of the greatest process; ``together`` what all can have
    had at most, as if workers shared nothing with the process that they are forked from.
    """

    printed: str
    clock: float
    processor: float
    memory: float
    together: float


def run(folder: Path, kept: Path, *options: str) -> Run:
    """Check the library in ``folder``; what is kept lies in ``kept``."""
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, "check", str(folder), *options],
        capture_output=True,
        text=True,
        check=False,
        env=environment(str(kept)),
    )
    clock = perf_counter() - start
    assert done.returncode in {0, 1}, done.stderr
    spent = re.search(r"^spent (\S+) (\d+) (\d+)$", done.stderr, re.MULTILINE)
    assert spent is not None, done.stderr
    own, below = int(spent[2]) / 1024, int(spent[3]) / 1024
    together = own + WORKING * processors() * below
    return Run(done.stdout, clock, float(spent[1]), max(own, below), together)


def edited(folder: Path) -> None:
    """Change one clause of one proposal."""
    path = sorted(folder.glob("*/*.terms"))[1]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('from "article 0"', 'from "article zero"'), encoding="utf-8")


def measured(proposals: int) -> Iterator[tuple[str, Run]]:
    """Yield the runs of one size, the answer of each compared with the first."""
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as kept:
        folder = Path(made)
        written(folder, proposals)
        cold = run(folder, Path(kept))
        clashing = re.search(r"^proposals: .* (\d+) incompatible$", cold.printed, re.MULTILINE)
        assert clashing is not None, cold.printed[-2000:]
        assert int(clashing[1]) == -(-proposals // CLASHING), cold.printed[-2000:]
        yield "cold", cold
        warm = run(folder, Path(kept))
        assert warm.printed == cold.printed
        yield "warm", warm
        edited(folder)
        again = run(folder, Path(kept))
        assert again.printed.splitlines()[-5:] == cold.printed.splitlines()[-5:]
        yield "one edit", again
        if proposals <= 250:
            bare = run(folder, Path(kept), "--no-cache")
            assert bare.printed == again.printed
            yield "no cache", bare


def main(arguments: Sequence[str]) -> None:
    """Print one table for all sizes."""
    compile_everything()
    heads = ("clock", "processor", "ms a clause", "of cold", "memory", "together")
    print("  clauses" + "".join(f"{each:>12}" for each in ("", *heads)))
    for size in map(int, arguments or map(str, SIZES)):
        cold: Run | None = None
        for name, each in measured(size // CLAUSES):
            cold = cold or each
            told = (
                name,
                f"{each.clock:.1f} s",
                f"{each.processor:.1f} s",
                f"{each.processor * 1000 / size:.3f}",
                f"{each.processor / cold.processor:.4f}",
                f"{each.memory:.0f} MB",
                f"{each.together:.0f} MB",
            )
            print(f"{size:>9}" + "".join(f"{word:>12}" for word in told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
