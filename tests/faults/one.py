"""One fault in this process: ``python -m tests.faults.one NAME LAW…`` prints the law that notices.

An empty name runs the laws on the code as it is.
"""

from __future__ import annotations

import os
import sys

from hypothesis import HealthCheck, Phase, settings

from tests.faults.battery import caught_by
from tests.faults.patching import install
from tests.faults.table import FAULTS


def main() -> None:
    """Put the fault in place, and run the laws."""
    name, *laws = sys.argv[1:]
    if name:
        install(next(fault for fault in FAULTS if fault.name == name))
    settings.register_profile(
        "faults",
        deadline=None,
        max_examples=40,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("faults")
    out = os.dup(1)
    os.dup2(2, 1)
    found = caught_by(tuple(laws))
    os.write(out, found.encode())


if __name__ == "__main__":
    main()
