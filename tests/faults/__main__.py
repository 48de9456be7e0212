"""Runs every seeded fault against the battery: ``python -m tests.faults``.

Each fault is put into a process of its own, which runs the laws until one
notices it. What noticed which fault is kept in ``summary.json``, from where a
run that was broken off goes on; ``--again`` begins anew. Status 1 if a fault
was missed. ``--only NAME`` runs the faults whose name contains NAME.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tests.faults.battery import LAWS, nearest
from tests.faults.patching import Fault
from tests.faults.table import FAULTS

ROOT = Path(__file__).resolve().parents[2]
SUMMARY = Path(__file__).parent / "summary.json"
SECONDS = 900
"""How long one fault may take; a fault with which a law does not end is noticed by that law."""


def noticed_by(fault: Fault | None, laws: tuple[str, ...] = ()) -> str:
    """Return the law that notices ``fault``, nothing if none does; without a fault, who objects.

    All laws are tried unless some are named.
    """
    name = "" if fault is None else fault.name
    laws = laws or (LAWS if fault is None else nearest(fault.module))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.one", name, *laws],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as late:
        said = (late.stderr or b"").decode().split()
        return said[-1] if said else laws[0]
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def main() -> int:
    """Run what the command line names, keep the summary, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--again", action="store_true", help="forget what is known")
    parser.add_argument("--only", default="", help="faults whose name contains this")
    parser.add_argument("--trust", action="store_true", help="that all laws hold as it is")
    parser.add_argument("--workers", type=int, default=1, help="faults tried at once")
    said = parser.parse_args()
    known: dict[str, str] = {}
    if SUMMARY.exists() and not said.again:
        known = json.loads(SUMMARY.read_text(encoding="utf-8"))
    objects = "" if said.trust else noticed_by(None)
    if objects:
        print(f"without any fault, {objects} does not hold")
        return 1
    wanted = [
        fault
        for fault in FAULTS
        if said.only in fault.name and (said.only or not known.get(fault.name))
    ]
    with ThreadPoolExecutor(said.workers) as workers:
        running = {workers.submit(noticed_by, fault): fault for fault in wanted}
        for done in as_completed(running):
            law = known[running[done].name] = done.result()
            print(f"{running[done].name:60} {law.partition(':')[2] or 'MISSED'}", flush=True)
            kept = {each.name: known[each.name] for each in FAULTS if each.name in known}
            SUMMARY.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    missed = [fault.name for fault in FAULTS if known.get(fault.name) == ""]
    print(f"{len(FAULTS)} faults, {len(missed)} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
