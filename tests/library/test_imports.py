"""What a process loads that builds a library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"dataclasses", "datetime", "difflib", "inspect", "json", "lark", "pydantic", "z3"}


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
