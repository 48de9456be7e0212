"""Findings: what is said about a fault."""

from __future__ import annotations

from termcheck.language.diagnostic import Label
from termcheck.value import Value


class Meant(Value):
    """The terminal that a misspelt word stands for, where it ends, and the right spelling."""

    terminal: int
    end: int
    lexeme: str


class Finding(Value):
    """A message with its place; ``meant`` is what the place stands for, if that is known."""

    code: str
    message: str
    start: int
    end: int
    help: str = ""
    related: tuple[Label, ...] = ()
    meant: Meant | None = None
