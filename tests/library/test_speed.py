"""Speed: a small library builds in a few milliseconds, in a cold process as well."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.library.sources import built

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"dataclasses", "datetime", "difflib", "inspect", "json", "lark", "pydantic", "z3"}


def forty_clauses() -> str:
    """Return a library of forty clauses over twenty terms."""
    terms = [f"term t{n}: bool\nterm n{n}: 0..100" for n in range(20)]
    clauses = [
        f"    c{n}: t{n % 20} if n{n % 20} >= {n} and not t{(n + 1) % 20}" for n in range(40)
    ]
    return "\n".join(['source s "S" on 2025', *terms, 'proposal p "P" from s {', *clauses, "}"])


def test_a_small_library_builds_in_a_few_milliseconds() -> None:
    """Forty clauses take less than 50 ms even on a busy machine, parsing included."""
    text = forty_clauses()
    built(text)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        built(text)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.05


def test_the_build_imports_nothing_heavy() -> None:
    """A cold process that only builds loads no module that is slow to start."""
    program = (
        "import sys; sys.path.insert(0, 'src'); before = set(sys.modules); "
        "import termcheck.library.build, termcheck.library.refs; "
        f"print(sorted((set(sys.modules) - before) & {HEAVY!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
