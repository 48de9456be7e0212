"""Sound: what a check of a library comes to, as values that need no solver to be read."""

from __future__ import annotations

from typing import Literal

from termcheck.language.diagnostic import Diagnostic
from termcheck.language.source import Span
from termcheck.value import Value

Status = Literal["passed", "failed", "undecided"]

NOTES = ("TC367", "TC368")
"""The codes of notes, which are made only if asked for."""


class CheckResult(Value):
    """How the check at ``span`` ended; ``detail`` says why it did not pass, in one sentence."""

    name: str
    status: Status
    detail: str
    diagnostics: tuple[Diagnostic, ...]
    span: Span


class TextResult(Value):
    """Whether a proposal's firm clauses can hold together with the rules."""

    name: str
    verdict: str


class PositionResult(Value):
    """Whether a party's red lines can, as they stood from ``day`` on (empty: always)."""

    party: str
    day: str
    verdict: str


class Soundness(Value):
    """What a check of a library found, in order of files and places."""

    diagnostics: tuple[Diagnostic, ...]
    checks: tuple[CheckResult, ...]
    proposals: tuple[TextResult, ...]
    positions: tuple[PositionResult, ...]
