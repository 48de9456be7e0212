"""The plot of how cost grows, from the kept results: ``python -m bench.plots``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench import results
from bench.sides import ROOT
from bench.svg import Panel, plots
from bench.table import Entry

FILE = ROOT / "docs" / "explanation" / "cost.svg"

SERIES = (
    ("clauses", "all conflicts of a text", "clauses"),
    ("proposals", "all pairs of proposals", "proposals"),
    ("found", "all conflicts of 200 clauses", "conflicts"),
)
"""Rows of the scaling, what was asked, and what grows."""


GUIDE = "dashed: where time would lie if it grew as the size does, from the first point on"


def panels(entries: Sequence[Entry]) -> list[Panel]:
    """Return a panel for each series that has at least two points."""
    found = []
    for row, title, across in SERIES:
        points = sorted(
            (each.size, each.lines[0].clock)
            for each in entries
            if each.row == row and each.lines[0].complete
        )
        if len(points) > 1:
            found.append(Panel(title, across, "seconds", tuple(points)))
    return found


def drawn(path: Path) -> str:
    """Return the plot of the results in the file ``path``."""
    entries = results.read(path).get("scaling", [])
    return plots("Time against clauses, proposals and conflicts", panels(entries), GUIDE)


if __name__ == "__main__":
    FILE.write_text(drawn(results.KEPT), encoding="utf-8")
