"""Make an environment for each peer: ``python -m bench.peers [NAME...]``.

Each is made afresh under ``.bench/``, or under the folder in ``BENCH_FOLDER``,
unless it is there with the versions of the table. What cannot be installed is
said, and its sides are left out of the suite. Needs pip beside some Python on
the path, as the tests' command does.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence

from bench.peers.table import FOLDER, PEERS, Peer

INSTALL = ("install", "-q", "--compile", "--disable-pip-version-check")


def made(peer: Peer) -> str:
    """Make the environment of ``peer``; return what went wrong, or nothing."""
    folder = FOLDER / peer.name
    shutil.rmtree(folder, ignore_errors=True)
    steps = (
        [sys.executable, "-m", "venv", "--without-pip", str(folder)],
        [_pip(), "-m", "pip", "--python", str(peer.python), *INSTALL, *peer.packages],
        [str(peer.python), "-m", "compileall", "-q", str(folder / "lib")],
    )
    for step in steps[:2]:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            return (done.stderr.strip() or "no reason given").splitlines()[-1]
    subprocess.run(steps[2], capture_output=True, check=False)
    peer.stamp.write_text(peer.said, encoding="utf-8")
    return ""


def _pip() -> str:
    """Return a Python that has pip: this one, or the one on the path."""
    for python in (sys.executable, shutil.which("python3"), shutil.which("python")):
        if python is not None:
            asked = [python, "-c", "import pip"]
            if subprocess.run(asked, capture_output=True, check=False).returncode == 0:
                return python
    raise SystemExit("no Python with pip was found")


def main(names: Sequence[str]) -> None:
    """Make what is named, or everything, and say how each went."""
    for name in names or PEERS:
        peer = PEERS[name]
        if peer.is_there:
            print(f"{name:9} is there: {peer.said}")
            continue
        print(f"{name:9} …", end="", flush=True)
        wrong = made(peer)
        print(f"\r{name:9} {'could not be made: ' + wrong if wrong else peer.said}", flush=True)
    found = shutil.which("minizinc")
    print(f"minizinc  {'is there' if found else 'is not on the path, so its sides are left out'}")


if __name__ == "__main__":
    main(sys.argv[1:])
