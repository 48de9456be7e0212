"""Which peers there are, in which versions, and where each lives."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(os.environ.get("BENCH_FOLDER") or Path(__file__).resolve().parents[2] / ".bench")
"""Where environments, and instances that sides disagree about, are kept; git ignores it."""


@dataclass(frozen=True)
class Peer:
    """An environment and what is installed into it."""

    name: str
    packages: tuple[str, ...]

    @property
    def python(self) -> Path:
        """The Python of the environment, whether or not it has been made."""
        return FOLDER / self.name / "bin" / "python"

    @property
    def is_there(self) -> bool:
        """Whether everything was installed."""
        return self.stamp.is_file() and self.stamp.read_text(encoding="utf-8") == self.said

    @property
    def stamp(self) -> Path:
        """The file that says what was installed."""
        return FOLDER / self.name / "installed"

    @property
    def said(self) -> str:
        """The packages, in one line."""
        return " ".join(self.packages)


PEERS: dict[str, Peer] = {
    each.name: each
    for each in (
        Peer("z3", ("z3-solver==5.4.0.0", "lark==1.3.1")),
        Peer("cpmpy", ("cpmpy==1.1.1", "exact==2.2.1", "ortools==9.15.6755", "z3-solver==5.4.0.0")),
        Peer("ortools", ("ortools==9.15.6755",)),
        Peer("pysat", ("python-sat==1.9.dev17",)),
        Peer("clingo", ("clingo==5.8.3",)),
        Peer(
            "flamapy",
            ("flamapy==2.6.0", "python-sat==0.1.8.dev17", "z3-solver==4.14.1.0"),
        ),
    )
}
"""The peers, by name. flamapy needs a python-sat that is older than that of the peer `pysat`."""
