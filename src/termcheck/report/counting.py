"""Counting: a number with its noun."""

from __future__ import annotations


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Return ``1 conflict`` or ``2 conflicts``."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"
