"""Sweeps for tests: a library, sweeps of it, and what their results hold."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.cli.running import ROOT

LIBRARY = """party a "A"
party b "B"
source s "S"
unit km
term length: 0..1_000 km now 400 km decided by a, b "length"
term gate: {shut < ajar < wide} now shut decided by b "the gate"
event talks decided by a "talks begin"
proposal plan {
    most: length <= 300 km from s "1"
    way:  readings { strict: gate = ajar; loose: gate != wide } from s "2"
    when: talks from s "3"
}
position a on 2025-01-01 { open: red line gate >= ajar from s "4" }
position b on 2025-02-01 { long: red line length >= 200 km from s "5" }
position b on 2025-03-01 { long: red line length >= 400 km from s "6" }
"""
SWEEP = """# Could the plan have been agreed?
sweep "the plan" {
    given plan
    each statement
    each table { everybody; a, b; b }
    each value of length { 100..400 by 100 km }
    each 0..2 of { a; b }
    ask gate = ajar
    ask package
    ask conflicts
}
"""
"""144 questions."""

QUICK = """
import sys
from termcheck.cli.sweeps import chunk
chunk.CHUNK_SECONDS = float(sys.argv.pop(1))
from termcheck.cli.app import main
main()
"""
"""The program with chunks of as many seconds as its first argument says."""


def placed(folder: Path, sweep: str = SWEEP) -> Path:
    """Write the library and a sweep into ``folder``, and return it."""
    (folder / "lib").mkdir(exist_ok=True)
    (folder / "lib" / "all.terms").write_text(LIBRARY, encoding="utf-8")
    (folder / "plan.sweep").write_text(sweep, encoding="utf-8")
    return folder


def started(words: Sequence[str], folder: Path, seconds: float = 0.02) -> subprocess.Popen[str]:
    """Start the program in a process of its own, with chunks of so many seconds."""
    return subprocess.Popen(
        [sys.executable, "-c", QUICK, str(seconds), *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def rows(path: Path, asked: str) -> list[tuple[Any, ...]]:
    """Return what a query says of the results at ``path``."""
    with closing(sqlite3.connect(path)) as base:
        return base.execute(asked).fetchall()


def answered(path: Path) -> int:
    """Return how many questions are answered, 0 where there is no file yet."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
            return int(base.execute("SELECT count(*) FROM questions").fetchone()[0])
    except sqlite3.Error:
        return 0


def logged(path: Path) -> list[tuple[int, int]]:
    """Return the chunks of finished results: their first question, and the one after the last."""
    log = path.with_name(path.name + ".log").read_text(encoding="utf-8")
    return [(int(a), int(b)) for a, b, *_ in (line.split("\t") for line in log.splitlines())]


def covers_once(chunks: list[tuple[int, int]], size: int) -> bool:
    """Say whether chunks hold each of so many questions exactly once."""
    return sorted(n for first, after in chunks for n in range(first, after)) == [*range(size)]
