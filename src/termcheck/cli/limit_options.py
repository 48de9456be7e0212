"""Limit options: how long, with what, by how many and how sure; and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import Protocol

from termcheck.cli.limits import (
    GRACE,
    LATE,
    LEAST_MB,
    LONGEST,
    MOST_MB,
    Limits,
    kept_back,
    megabytes_in,
    seconds_in,
    wakes_in,
)
from termcheck.cli.parameters import Parameter
from termcheck.cli.refusal import Refusal, complaint
from termcheck.language.diagnostic import Diagnostic
from termcheck.language.source import SourceText
from termcheck.report.diagnostics_text import diagnostics_page
from termcheck.report.layout import WIDTH
from termcheck.report.page import to_text

MOST_JOBS = 256
"""The most processes that ``--jobs`` takes."""

TIME = Parameter(
    "time", "option", "end after so many seconds with what is known", ("--time",), "SECONDS"
)
MEMORY = Parameter(
    "memory", "option", "end with what is known rather than take more", ("--memory",), "MB"
)
ENGINE = Parameter("engine", "option", "what decides", ("--engine",), choices=("z3",))
JOBS = Parameter(
    "jobs",
    "option",
    "how many processes share a large library; one for each processor unless said",
    ("--jobs",),
    "N",
)
NO_CACHE = Parameter(
    "no_cache", "flag", "neither use nor keep answers of other runs", ("--no-cache",)
)

CERTIFICATE = Parameter(
    "certificate",
    "option",
    "write the evidence for the answer to a file, for `termcheck verify`",
    ("--certificate",),
    "FILE",
)
NO_CERTIFY = Parameter(
    "no_certify", "flag", "do not check the evidence for the answer", ("--no-certify",)
)
EVIDENCE = (CERTIFICATE, NO_CERTIFY)


class Wrong:
    """What is wrong with a command line, collected; raises it as one refusal."""

    def __init__(self) -> None:
        self._said: list[str] = []

    def say(self, message: str, help: str = "") -> None:
        """Note a fault in one sentence, with a suggestion if there is one."""
        self._said.append(complaint(message, help))

    def show(self, diagnostics: Sequence[Diagnostic], source: SourceText) -> None:
        """Note what is wrong with a formula, with the spot marked."""
        page = diagnostics_page(diagnostics, {source.file: source}, "", WIDTH)
        self._said.append(to_text(page))
        if not any(each.help for each in diagnostics):
            code = diagnostics[0].code
            self._said.append(f"  help: `termcheck explain {code}` says what is meant\n")

    def check(self) -> None:
        """Raise ``Refusal`` if anything was noted."""
        if self._said:
            raise Refusal("".join(self._said))


class Limited(Protocol):
    """Arguments with limits."""

    @property
    def time(self) -> str:
        """What ``--time`` says."""
        ...

    @property
    def memory(self) -> str:
        """What ``--memory`` says."""
        ...


def limits_of(arguments: Limited, wrong: Wrong) -> Limits:
    """Return the limits of ``--time``, which runs since the alarm was set, and ``--memory``.

    Questions end a little before the time is up, so that the answer can be written.
    """
    seconds, memory = seconds_in(arguments.time), megabytes_in(arguments.memory)
    if arguments.time and seconds is None:
        wrong.say(f"`--time` cannot be `{arguments.time}`", f"a number of seconds up to {LONGEST}")
    if arguments.memory and not memory:
        wrong.say(
            f"`--memory` cannot be `{arguments.memory}`", f"megabytes from {LEAST_MB} to {MOST_MB}"
        )
    if seconds is None:
        return Limits(None, memory)
    kept = kept_back(seconds)
    left = wakes_in() - LATE + kept if wakes_in() else seconds
    return Limits(monotonic() + left - 2 * kept, memory, GRACE + kept)


def jobs_of(text: str, wrong: Wrong) -> int:
    """Return the number that ``--jobs`` says, 0 if it says none."""
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 0 < int(text) <= MOST_JOBS):
        wrong.say(f"`--jobs` cannot be `{text}`", f"a whole number from 1 to {MOST_JOBS}")
        return 0
    return int(text)
