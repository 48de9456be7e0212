"""Fuzzes one target for a while: ``python -m tests.fuzz --minutes 10 --target parser``.

Inputs come from seeds, structured and raw in turn. ``--state FILE`` keeps the
next seed, from where the next run goes on; ``--seed N`` begins elsewhere. A
failing input is written to ``--failures`` as TARGET-FORM-SEED.terms;
``--replay FILE`` runs such a file again and shows what is wrong. Status 1 if
something failed.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType

from tests.fuzz import certificates
from tests.fuzz.mutations import raw
from tests.fuzz.targets import TARGETS
from tests.fuzz.texts import library_text

FORMS = ("structured", "raw")
SECONDS = 120
"""How long one input may keep a processor at most."""


class TooLong(Exception):
    """An input took longer than ``SECONDS``."""


def input_of(form: str, seed: int, target: str = "") -> bytes:
    """Return the input of ``seed``: a library, or for their target a certificate."""
    if target == "certificates":
        return certificates.input_of(form, seed)
    return library_text(seed).encode("utf-8") if form == "structured" else raw(seed)


def fault_of(target: str, form: str, data: bytes) -> str:
    """Return what goes wrong with an input, nothing if nothing does."""
    before = signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        TARGETS[target](data, form == "structured")
    except Exception:  # noqa: BLE001 - whatever is raised is a fault
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return ""


def _too_long(_: int, __: FrameType | None) -> None:
    raise TooLong


def replay(file: Path) -> int:
    """Run a failing input again."""
    target, form, _ = file.name.split("-", 2)
    fault = fault_of(target, form, file.read_bytes())
    print(fault or "nothing is wrong with this input any more")
    return 1 if fault else 0


def fuzz(target: str, minutes: float, seed: int, failures: Path) -> tuple[int, int]:
    """Fuzz a target from ``seed`` on; return the next seed and how many inputs failed."""
    end, failed = time.monotonic() + 60 * minutes, 0
    while time.monotonic() < end:
        for form in FORMS:
            data = input_of(form, seed, target)
            fault = fault_of(target, form, data)
            if fault:
                failed += 1
                failures.mkdir(parents=True, exist_ok=True)
                (failures / f"{target}-{form}-{seed}.terms").write_bytes(data)
                last = fault.strip().splitlines()[-1]
                print(f"{target} {form} {seed}: {last[:200]}", flush=True)
        seed += 1
    return seed, failed


def main() -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", choices=sorted(TARGETS), default="parser")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--state", type=Path, help="where the next seed of each target is kept")
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--replay", type=Path)
    said = parser.parse_args()
    if said.replay:
        return replay(said.replay)
    state: dict[str, int] = {}
    if said.state and said.state.exists():
        state = json.loads(said.state.read_text(encoding="utf-8"))
    start = state.get(said.target, 0) if said.seed is None else said.seed
    seed, failed = fuzz(said.target, said.minutes, start, said.failures)
    if said.state:
        said.state.write_text(json.dumps(state | {said.target: seed}) + "\n", encoding="utf-8")
    print(f"{said.target}: seeds {start} to {seed - 1}, {failed} inputs failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
