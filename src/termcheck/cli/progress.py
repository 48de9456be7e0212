"""Progress: a line on the terminal that says what is being asked, if it takes long."""

from __future__ import annotations

import os
import sys
import time

from termcheck.cli.output import complain, is_terminal
from termcheck.report.escape import terminal

QUIET_SECONDS = 2.0
"""How long a command is silent before it says what it is doing."""

_EVERY = 0.1
_WIDEST = 70


class Progress:
    """Says what is being asked on standard error, and wipes the line at the end."""

    def __init__(self) -> None:
        self._on = is_terminal(sys.stderr) and os.environ.get("TERM", "") != "dumb"
        self._next = time.monotonic() + QUIET_SECONDS
        self._shown = False

    def say(self, text: str) -> None:
        """Show ``text`` if the command has taken long enough."""
        now = time.monotonic()
        if not self._on or now < self._next:
            return
        self._next = now + _EVERY
        self._shown = True
        complain(f"\r\x1b[Kasking: {terminal(text)[:_WIDEST]}")

    def end(self) -> None:
        """Wipe the line."""
        if self._shown:
            complain("\r\x1b[K")
            self._shown = False
