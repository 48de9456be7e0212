"""Remembered parts: what is known of one file or one part of a library, as plain data and back."""

from __future__ import annotations

from termcheck.cli.remembered import from_bytes
from termcheck.language.diagnostic import Diagnostic
from termcheck.library.division import Summary
from termcheck.library.foundation import Remainder
from termcheck.questions.sound import Soundness
from termcheck.value import Value


class PartAnswer(Value):
    """The answer about one part of a divided library, or about what its parts share.

    ``read`` was found without a question. ``missed`` are the names of its
    clauses that its checks miss, ``reached`` the keys of the clauses of
    positions that they reach; ``remainder`` is told once all parts are known.
    """

    read: tuple[Diagnostic, ...]
    soundness: Soundness
    missed: tuple[str, ...]
    reached: tuple[str, ...]
    remainder: Remainder


def part_from_bytes(data: bytes | None) -> PartAnswer | None:
    """Return the answer about a part that ``data`` is, if it is one."""
    found: PartAnswer | None = from_bytes(data, PartAnswer)
    return found


def summary_from_bytes(data: bytes | None) -> Summary | None:
    """Return the summary of a file that ``data`` is, if it is one."""
    found: Summary | None = from_bytes(data, Summary)
    return found
