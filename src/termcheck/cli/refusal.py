"""Refusals: what ends a command before it has an answer, as sentences for the user."""

from __future__ import annotations

from termcheck.report.escape import safe_line

USAGE = 2
"""The exit status of wrong usage and of input that cannot be read."""


class Refusal(Exception):
    """Nothing was asked; ``text`` says why, in finished lines for standard error."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def refusal(message: str, help: str = "") -> Refusal:
    """Return a refusal of one sentence and, if there is one, a suggestion."""
    return Refusal(complaint(message, help))


def complaint(message: str, help: str = "") -> str:
    """Return a sentence and a suggestion as finished lines, in which nothing gives orders."""
    told = [f"termcheck: {message}", f"  help: {help}"] if help else [f"termcheck: {message}"]
    return "".join(f"{safe_line(each)}\n" for each in told)
