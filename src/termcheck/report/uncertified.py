"""What of an answer was not certified."""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.report.page import Page, lines


def not_certified(
    wanted: bool, without: Sequence[str] = (), unchecked: str = ""
) -> Sequence[str] | None:
    """Return what of an answer was not certified; ``None`` unless that was ``wanted``.

    ``unchecked`` is the limit that was hit while the evidence was checked.
    """
    if not wanted:
        return None
    if not unchecked:
        return without
    from termcheck.report.limits_text import limits_text  # few answers are cut off

    return [limits_text([unchecked])]


def uncertified_page(without: Sequence[str] | None) -> Page:
    """Return a line for each thing that was not certified."""
    said = ["not certified"] if without is None else [f"not certified: {each}" for each in without]
    return lines(said, "faint")
