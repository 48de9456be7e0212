"""Limits in words: why an answer is not complete, or not there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from termcheck.questions.verdict import SECOND_OPINION
from termcheck.report.layout import wrapped
from termcheck.report.page import BLANK, Page, lines
from termcheck.report.values import listed

_WORDS = {
    "time": "the time was up",
    "memory": "the memory was used up",
    "interrupted": "it was interrupted",
    "limit": "no more were asked for",
}


def undecided_text(limits: Sequence[str]) -> str:
    """Return why nothing is decided: a limit came before an answer, or somebody refused it."""
    if any(limit.startswith(SECOND_OPINION) for limit in limits):
        return limits_text(limits).removeprefix(SECOND_OPINION)
    return f"{limits_text(limits)} before there was an answer"


def not_plainest(limits: Sequence[str], columns: int) -> Page:
    """Return that a package is not the plainest, if ``limits`` came before that was found."""
    if not limits:
        return ()
    said = f"another package may change less: {limits_text(limits)}"
    return (BLANK, *lines(wrapped(said, columns), "warn"))


def limits_text(limits: Iterable[str]) -> str:
    """Return the limits as words, each once."""
    return listed(dict.fromkeys(_WORDS.get(limit, limit) for limit in limits))
