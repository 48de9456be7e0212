"""Results as a file: entries by row, with the machine and the versions described."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.metadata import version
from math import inf
from pathlib import Path
from typing import Any

from bench.peers.table import PEERS
from bench.table import Entry, Judged, Line

KEPT = Path(__file__).parent / "results.json"
"""The results that the documentation shows."""


def described() -> dict[str, Any]:
    """Return the machine, its load, Python and the versions of all sides, without names."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "load": round(os.getloadavg()[0], 1),
        "system": platform.system(),
        "python": platform.python_version(),
        "z3": version("z3-solver"),
        "peers": {name: each.said for name, each in PEERS.items() if each.is_there},
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    names = [each.partition(":")[2].strip() for each in lines if each.startswith("model name")]
    return names[0] if names else platform.machine()


def write(path: Path, rows: Mapping[str, Iterable[Entry]]) -> None:
    """Write ``rows`` to ``path``; rows that the file has and ``rows`` has not stay."""
    before = json.loads(path.read_text(encoding="utf-8"))["rows"] if path.is_file() else {}
    new = {
        name: {"machine": described(), "entries": [_finite(asdict(each)) for each in entries]}
        for name, entries in rows.items()
    }
    text = json.dumps({"schema": "bench/1", "rows": before | new}, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def read(path: Path) -> dict[str, list[Entry]]:
    """Return the entries of each row in the file ``path``."""
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
    return {name: [_entry(each) for each in row["entries"]] for name, row in rows.items()}


def machines(path: Path) -> dict[str, dict[str, Any]]:
    """Return for each row of the file ``path`` what the machine was."""
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
    return {name: row["machine"] for name, row in rows.items()}


def _finite(data: Any) -> Any:
    """Return ``data`` with ``None`` for what is infinite, which JSON does not know."""
    match data:
        case dict():
            return {name: _finite(each) for name, each in data.items()}
        case list() | tuple():
            return [_finite(each) for each in data]
        case _:
            return None if data == inf else data


def _number(data: float | None) -> float:
    return inf if data is None else data


def _entry(data: dict[str, Any]) -> Entry:
    lines = tuple(Line(**(each | {"each": _number(each["each"])})) for each in data["lines"])
    goals = tuple(Judged(**(each | {"ratio": _number(each["ratio"])})) for each in data["goals"])
    return Entry(data["row"], data["case"], lines, goals, data["size"])
