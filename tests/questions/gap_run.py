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
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.questions import gap_brute

_EVERY = 25
"""Libraries between two writings of the summary."""


Faults = Callable[[int], list[str]]
"""Returns what is wrong with the answers for the library of a seed."""


def run(
    faults: Faults,
    summary: Path,
    libraries: int,
    seconds: float,
    tally: Counter[str] | None = None,
) -> dict[str, Any]:
    """Check libraries from where ``summary`` ends up to ``libraries``; return the summary.

    What ``faults`` counts in ``tally`` on the way is kept in the summary too.
    """
    state: dict[str, Any] = {"checked": 0, "seconds": 0.0, "faults": {}}
    if summary.exists():
        state = json.loads(summary.read_text(encoding="utf-8"))
    if tally is not None:
        tally.update(state.get("tally", {}))
    start, before = time.monotonic(), state["seconds"]
    while state["checked"] < libraries and time.monotonic() - start < seconds:
        seed = state["checked"]
        found = faults(seed)
        if found:
            state["faults"][str(seed)] = found
        state["checked"] = seed + 1
        state["seconds"] = round(before + time.monotonic() - start, 1)
        if tally is not None:
            state["tally"] = dict(sorted(tally.items()))
        if state["checked"] % _EVERY == 0:
            _write(summary, state)
    _write(summary, state)
    return state


def _write(summary: Path, state: dict[str, Any]) -> None:
    beside = summary.with_suffix(".part")
    beside.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
    os.replace(beside, summary)


def main(faults: Faults, kept: Path | None = None, tally: Counter[str] | None = None) -> None:
    """Read the command line and look for faults; ``kept`` is the summary unless one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--summary", type=Path, required=kept is None, default=kept)
    parser.add_argument("--libraries", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=1e9, help="end after so many seconds")
    said = parser.parse_args()
    state = run(faults, said.summary, said.libraries, said.seconds, tally)
    print(f"{state['checked']} libraries, {len(state['faults'])} with faults")  # noqa: T201


if __name__ == "__main__":
    main(gap_brute.faults)
