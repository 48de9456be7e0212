"""Which modules a command line imports."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.cli.running import ROOT

SCRIPT = """
import sys
from termcheck.cli.app import status_of
import io
sys.stdout = sys.stderr = io.StringIO()
try:
    status_of(sys.argv[1:])
finally:
    print(*sorted(sys.modules), file=sys.__stdout__)
"""


def imported(words: list[str], **environment: str) -> set[str]:
    """Return the modules that a command line imports."""
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(ran.stdout.split())
