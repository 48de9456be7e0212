"""The program ``termcheck``: from a command line to an exit status."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial

from termcheck.cli.commands import COMMANDS, Command, run
from termcheck.cli.limits import UNDECIDED, Cut, age, nothing_said
from termcheck.cli.output import complain
from termcheck.cli.plain import plain_arguments
from termcheck.cli.refusal import USAGE, Refusal, complaint

INTERRUPTED = 130
_COMPLETION = "_TERMCHECK_COMPLETE"
RARELY = (200_000, 20, 100)
"""Thresholds of the garbage collector: next to nothing here refers to itself."""


def main() -> None:
    """Run the command line of this process and exit; after a fault of ours, as undecided."""
    gc.set_threshold(*RARELY)
    try:
        status = status_of(sys.argv[1:], age())
    except Exception:  # noqa: BLE001 - whatever it is, it is no finding, and must not look like one
        status = _at_fault()
    leave(status)


def _at_fault() -> int:
    import traceback  # nobody hopes to need it

    traceback.print_exc()
    complain(
        complaint("a fault in termcheck: nothing was decided", "report it with the lines above")
    )
    return UNDECIDED


def leave(status: int) -> None:
    """End the process at once: taking the library apart would take a tenth of a check.

    Whoever traces the process sees it end in the usual way.
    """
    if sys.gettrace() is None and sys.getprofile() is None:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        os._exit(status)
    sys.exit(status)


def status_of(words: Sequence[str], spent: float = 0.0) -> int:
    """Run the command line ``words`` and return its exit status.

    So many seconds of its time are ``spent`` already.
    """
    command = COMMANDS.get(words[0]) if words and _COMPLETION not in os.environ else None
    try:
        found = plain_arguments(command.load().PARAMETERS, words[1:]) if command else None
        if command is None or found is None:
            return _by_typer(words, spent)
        return answered(command, found, spent)
    except KeyboardInterrupt:
        complain("interrupted\n")
        return INTERRUPTED


def answered(command: Command, found: Mapping[str, object], spent: float = 0.0) -> int:
    """Run ``command``; a refusal is printed and has the status of wrong usage.

    Without memory, when ``--memory`` bounds it, nothing was decided, nor by
    work that a limit cut off.
    """
    try:
        return run(command, found, spent)
    except MemoryError:
        complain(complaint(nothing_said("the memory was used up")))
        return UNDECIDED
    except Cut as cut:
        from termcheck.report.limits_text import limits_text  # an answer that is kept needs none

        complain(complaint(nothing_said(limits_text([cut.limit]))))
        return cut.status
    except Refusal as refused:
        complain(refused.text)
        return USAGE


def _by_typer(words: Sequence[str], spent: float) -> int:
    from termcheck.cli.typer_app import application  # as slow to import as half of a check

    try:
        application(partial(answered, spent=spent))(args=list(words), prog_name="termcheck")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else USAGE
    return 0
