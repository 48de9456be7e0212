"""Timings as text: how long each step took."""

from __future__ import annotations

from collections.abc import Mapping

from termcheck.report.page import BLANK, Page, lines


def timings_page(seconds: Mapping[str, float] | None, kept: str = "") -> Page:
    """Return one line for each step, in milliseconds, and what was ``kept``, if anybody asked."""
    if not seconds:
        return ()
    told = [f"{step}: ".ljust(11) + f"{time * 1000:.1f} ms" for step, time in seconds.items()]
    told += ["kept: ".ljust(11) + kept] if kept else []
    return (BLANK, *lines(told, "faint"))
