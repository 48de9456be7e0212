"""A child that checks hostile libraries in one process and says what came of each.

Run as a module with the name of a table; prints one line of JSON for each case.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cli.running import run
from tests.hostile.cases import TABLES

SECONDS = "15"
"""What ``--time`` allows for questions."""

CODE = re.compile(r"^\S* ?(TC[0-9]{3})\b|: (TC[0-9]{3}) ", re.MULTILINE)
MEMORY = 2 * 2**30


def _peak() -> int:
    """Return the most memory that this process has had, in MiB.

    What the system counts for a process begins with that of its parent, so it
    is asked for the memory of this program where it can tell.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+)", status.read_text())[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(table: str, most: int) -> None:
    """Check every case of ``table`` within ``most`` bytes of address space."""
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    from termcheck.language.codes import CODES

    with TemporaryDirectory() as folder:
        for case in TABLES[table]:
            made = case.make()
            data = made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made
            start = time.monotonic()
            words = ("check", "-", "--format", "concise", "--time", SECONDS)
            ran = run(*words, folder=Path(folder), given=data)
            seconds = time.monotonic() - start
            found = {a or b for a, b in CODE.findall(ran.out)}
            errors = sorted(code for code in found if CODES[code][0] == "error")
            peak = _peak()
            told = {
                "name": case.name,
                "status": ran.status,
                "codes": errors,
                "seconds": round(seconds, 2),
                "peak": peak,
                "whole": ran.out == "" or ran.out.endswith("\n"),
                "err": ran.err[:2000],
            }
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
