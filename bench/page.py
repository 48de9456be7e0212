"""The page of speed: every row with its goals, from the kept results.

``python -m bench.page`` writes the tables between the marks of
``docs/explanation/speed.md``, and the plot beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from bench import plots, results
from bench.sides import ROOT
from bench.table import Entry, Judged, Line

PAGE = ROOT / "docs" / "explanation" / "speed.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"

TITLES: Mapping[str, str] = {
    "cold": "One small check in a new process",
    "conflicts": "All minimal conflicts",
    "pairs": "All pairs of 1,000 proposals",
    "best": "The best package",
    "front": "The Pareto front of five parties",
    "forced": "Forced terms",
    "features": "Feature models: consistent, forced and dead features",
    "library": "A large library",
}


def tables() -> str:
    """Return what was measured, row by row, as Markdown."""
    rows, machines = results.read(results.KEPT), results.machines(results.KEPT)
    parts = [_summary(rows)]
    for name, title in TITLES.items():
        if name in rows:
            parts.append(f"### {title}\n\n{_row(rows[name])}\n\n{_machine(machines[name])}")
    return "\n\n".join(parts)


def _summary(rows: Mapping[str, Sequence[Entry]]) -> str:
    lines = ["| row | case | goal | wanted | measured | |", "|---|---|---|---|---|---|"]
    for name, title in TITLES.items():
        for each in rows.get(name, ()):
            lines += [f"| {title} | {each.case} {_goal(goal)}" for goal in each.goals]
    return "\n".join(lines)


def _goal(goal: Judged) -> str:
    word = "reached" if goal.reached else "**not reached**"
    ratio = f"{'≤ ' if goal.cut else ''}{goal.ratio:.3g}" if goal.ratio < inf else "not ended"
    return f"| {goal.words} | ≤ {goal.most:.3g} | {ratio} | {word} |"


def _row(entries: Sequence[Entry]) -> str:
    lines = ["| case | side | seconds | of a processor | found |", "|---|---|---|---|---|"]
    lines += [_line(entry.case, each) for entry in entries for each in entry.lines]
    return "\n".join(lines)


def _line(case: str, line: Line) -> str:
    if line.failed:
        return f"| {case} | {line.side} | no answer | | |"
    more = "" if line.complete else ", cut"
    found = f"{line.found:,}" if line.found else ""
    return f"| {case} | {line.side} | {line.clock:.3g}{more} | {line.processor:.3g} | {found} |"


def _machine(machine: Mapping[str, Any]) -> str:
    return (
        f"Measured on {machine['cores']} cores ({machine['processor']}), "
        f"{machine['memory_gb']} GB, {machine['system']}, Python {machine['python']}, "
        f"z3-solver {machine['z3']}; load {machine['load']} when it ended."
    )


def written(page: str, measured: str) -> str:
    """Return ``page`` with ``measured`` between the marks."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{measured}\n\n{END}{tail}"


def main() -> None:
    """Write tables and plot."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), tables()), encoding="utf-8")
    plots.FILE.write_text(plots.drawn(results.KEPT), encoding="utf-8")


if __name__ == "__main__":
    main()
