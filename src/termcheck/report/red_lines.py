"""Which of the things that give way are red lines, in brackets behind a choice."""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.model import Library
from termcheck.logic.problem import Unit
from termcheck.questions.fixes import RED_LINE, stratum
from termcheck.report.values import listed


def red_lines_among(library: Library, units: Sequence[Unit]) -> str:
    """Return `` (a red line)`` or who of ``units`` is one; nothing if none is.

    A whole text is no red line, but may hold some.
    """
    red = [unit for unit in units if stratum(library, unit) == RED_LINE]
    lines = sorted(unit.name for unit in red if unit.kind != "text")
    texts = sorted(unit.name for unit in red if unit.kind == "text")
    if lines and len(lines) == len(units):
        return " (a red line)" if len(lines) == 1 else " (red lines)"
    said = [f"{listed(lines)} {'is a red line' if len(lines) == 1 else 'are red lines'}"]
    held = [f"{listed(texts)} {'holds' if len(texts) == 1 else 'hold'} red lines"]
    told = (said if lines else []) + (held if texts else [])
    return f" ({'; '.join(told)})" if told else ""
