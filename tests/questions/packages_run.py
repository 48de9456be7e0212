"""The long run: ``packages`` against brute force on 10,000 generated libraries.

``python -m tests.questions.packages_run --summary FILE`` goes on where FILE
ends, writes it after every hundred libraries, and can be stopped at any time.
With ``--from`` and ``--to`` several processes share the work, a file each;
``--merge FILE…`` adds their files up.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.questions.bargains import asked_of, faults

SEEDS = 10_000
_STEP = 100


def summary_of(path: Path, start: int) -> dict[str, Any]:
    """Return what ``path`` says, or the summary of nothing."""
    if path.exists():
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found
    return {
        "from": start,
        "next": start,
        "libraries": 0,
        "agreed": 0,
        "by_objective": {},
        "wrong": {},
    }


def go_on(path: Path, start: int, end: int) -> dict[str, Any]:
    """Look at the seeds up to ``end`` that ``path`` has not seen, and write it."""
    summary = summary_of(path, start)
    while summary["next"] < end:
        for seed in range(summary["next"], min(summary["next"] + _STEP, end)):
            wrong = faults(seed)
            objective = asked_of(seed).objective
            count = summary["by_objective"].get(objective, 0)
            summary["by_objective"][objective] = count + 1
            summary["libraries"] += 1
            summary["agreed"] += not wrong
            if wrong:
                summary["wrong"][str(seed)] = wrong
        summary["next"] = min(summary["next"] + _STEP, end)
        _write(path, summary)
    return summary


def merged(paths: Sequence[Path]) -> dict[str, Any]:
    """Return the sum of several summaries."""
    parts = [summary_of(path, 0) for path in paths]
    objectives = sorted({name for part in parts for name in part["by_objective"]})
    return {
        "seeds": sorted([part["from"], part["next"]] for part in parts),
        "libraries": sum(part["libraries"] for part in parts),
        "agreed": sum(part["agreed"] for part in parts),
        "by_objective": {
            name: sum(part["by_objective"].get(name, 0) for part in parts) for name in objectives
        },
        "wrong": {seed: wrong for part in parts for seed, wrong in part["wrong"].items()},
    }


def _write(path: Path, summary: dict[str, Any]) -> None:
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    beside.replace(path)


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--summary", type=Path, required=True)
    parser.add_argument("--from", dest="start", type=int, default=0)
    parser.add_argument("--to", dest="end", type=int, default=SEEDS)
    parser.add_argument("--merge", type=Path, nargs="*")
    asked = parser.parse_args()
    if asked.merge:
        _write(asked.summary, merged(asked.merge))
    else:
        go_on(asked.summary, asked.start, asked.end)


if __name__ == "__main__":
    main()
