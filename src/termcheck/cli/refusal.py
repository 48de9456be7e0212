"""Refusals: what ends a command before it has an answer, as sentences for the user."""

from __future__ import annotations

USAGE = 2
"""The exit status of wrong usage and of input that cannot be read."""


class Refusal(Exception):
    """Nothing was asked; ``text`` says why, in finished lines for standard error."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def refusal(message: str, help: str = "") -> Refusal:
    """Return a refusal of one sentence and, if there is one, a suggestion."""
    return Refusal(f"termcheck: {message}\n" + (f"  help: {help}\n" if help else ""))
