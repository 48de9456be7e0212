"""Limits in words: why an answer is not complete, or not there."""

from __future__ import annotations

from collections.abc import Iterable

from termcheck.report.values import listed

_WORDS = {
    "time": "the time was up",
    "memory": "the memory was used up",
    "interrupted": "it was interrupted",
    "limit": "no more were asked for",
}


def limits_text(limits: Iterable[str]) -> str:
    """Return the limits as words, each once."""
    return listed(dict.fromkeys(_WORDS.get(limit, limit) for limit in limits))
