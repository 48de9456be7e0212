"""Limits: how large a text and its parts may be before it is refused.

Each is a diagnostic with a place, never a crash. They are far above what a
drafter writes and low enough that nothing downstream runs out of stack.
"""

from __future__ import annotations

from typing import Final

NESTING: Final = 100
"""Levels of the syntax tree of one declaration; also open brackets at one place."""

DIGITS: Final = 40
"""Digits of one number, before and after the point together."""

NAME: Final = 200
"""Characters of one name, dots included."""

FILE: Final = 2 * 1024 * 1024
"""Bytes of one file."""

FAULTS: Final = 1000
"""Faults of one file that are reported; the rest of it is not read."""
