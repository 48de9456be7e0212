"""All minimal conflicts: what the product does, and each method alone, on seeded instances.

``python -m bench.conflicts [SECONDS]`` prints one table. Each method has so
many seconds (20 unless said) of each instance. Where two methods finish, they
must have found the same, or no time is printed at all.
"""

from __future__ import annotations

import sys
import time

from bench.instances import FAMILIES, HORIZON, Instance
from termcheck.solve.conflicts import (
    Enumerator,
    Found,
    all_conflicts,
    by_conflicts,
    by_elimination,
    by_exchange,
    by_fixes,
    by_worlds,
)
from termcheck.solve.oracle import Budget, Oracle

METHODS: tuple[tuple[str, Enumerator], ...] = (
    ("chosen", all_conflicts),
    ("elimination", by_elimination),
    ("by conflicts", by_conflicts),
    ("by fixes", by_fixes),
    ("alike", by_exchange),
    ("worlds", by_worlds),
)


def timed(method: Enumerator, instance: Instance, seconds: float) -> tuple[Found, float]:
    """Return what a method found in at most so many seconds, and the processor time it took."""
    end = time.monotonic() + seconds
    oracle = Oracle(instance.domains, HORIZON, Budget(lambda: end - time.monotonic()))
    start = time.process_time()
    found = method(oracle, instance.units, instance.background)
    return found, time.process_time() - start


def disagreement(instance: Instance, answers: list[Found]) -> str:
    """Return what is wrong with the answers of the methods, nothing if they agree."""
    whole = [set(each.conflicts) for each in answers if not each.limits]
    if any(each != whole[0] for each in whole):
        return f"{instance.name}: the methods disagree"
    some = [set(each.conflicts) for each in answers if each.limits]
    if whole and any(not each <= whole[0] for each in some):
        return f"{instance.name}: a method that did not finish found what is no conflict"
    return ""


def row(instance: Instance, seconds: float) -> str:
    """Return one line of the table; raises ``SystemExit`` if the methods disagree."""
    runs = [timed(method, instance, seconds) for _, method in METHODS]
    wrong = disagreement(instance, [found for found, _ in runs])
    if wrong:
        raise SystemExit(wrong)
    cells = [
        f"{spent:8.2f} s {len(found.conflicts):6}{'+' if found.limits else ' '}"
        for found, spent in runs
    ]
    ratio = runs[2][1] / runs[0][1]
    least = ">=" if runs[2][0].limits else "  "
    return f"{instance.name:24}{'  '.join(cells)}   {least}{ratio:7.1f}"


def main() -> None:
    """Print the table."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    heads = "  ".join(f"{name:>18}" for name, _ in METHODS)
    print(f"{'instance':24}{heads}   by conflicts / chosen")
    for _, make in FAMILIES:
        print(row(make(), seconds), flush=True)
    print("processor seconds, conflicts found; + where time or work ran out")


if __name__ == "__main__":
    main()
