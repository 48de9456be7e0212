"""Brute force over many generated libraries, as a run that can be taken up again.

``python -m tests.questions.gap_run --summary FILE --libraries 10000`` checks
the libraries of seeds 0 to 9999 against the definition, goes on where an
earlier run with the same file ended, and writes what it found to the file.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.questions.gap_brute import faults as gap_faults

Faults = Callable[[int], list[str]]
"""Says what is wrong with the answer for a seed; nothing if all is right."""

_EVERY = 25
"""Libraries between two writings of the summary."""


def run(summary: Path, libraries: int, seconds: float, faults: Faults) -> dict[str, Any]:
    """Check libraries from where ``summary`` ends up to ``libraries``; return the summary."""
    state: dict[str, Any] = {"checked": 0, "seconds": 0.0, "faults": {}}
    if summary.exists():
        state = json.loads(summary.read_text(encoding="utf-8"))
    start, before = time.monotonic(), state["seconds"]
    while state["checked"] < libraries and time.monotonic() - start < seconds:
        seed = state["checked"]
        found = faults(seed)
        if found:
            state["faults"][str(seed)] = found
        state["checked"] = seed + 1
        state["seconds"] = round(before + time.monotonic() - start, 1)
        if state["checked"] % _EVERY == 0:
            _write(summary, state)
    _write(summary, state)
    return state


def _write(summary: Path, state: dict[str, Any]) -> None:
    beside = summary.with_suffix(".part")
    beside.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
    os.replace(beside, summary)


def main(faults: Faults) -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--summary", type=Path, required=True)
    parser.add_argument("--libraries", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=1e9, help="end after so many seconds")
    said = parser.parse_args()
    state = run(said.summary, said.libraries, said.seconds, faults)
    print(f"{state['checked']} libraries, {len(state['faults'])} with faults")  # noqa: T201


if __name__ == "__main__":
    main(gap_faults)
