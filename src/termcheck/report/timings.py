"""Timings as text: how long each step took."""

from __future__ import annotations

from collections.abc import Mapping

from termcheck.report.page import BLANK, Page, lines


def timings_page(seconds: Mapping[str, float] | None) -> Page:
    """Return one line for each step, in milliseconds; nothing if nobody asked."""
    if not seconds:
        return ()
    told = [f"{step}: ".ljust(11) + f"{time * 1000:.1f} ms" for step, time in seconds.items()]
    return (BLANK, *lines(told, "faint"))
