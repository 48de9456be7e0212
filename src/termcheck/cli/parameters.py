"""Parameters: what may stand on a command line, as data.

Each command declares its parameters once; the shortcut of ``plain`` and the
full reader of ``typer_app`` are both made from them and must agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from termcheck.value import Value


class Parameter(Value):
    """One argument or option.

    ``field`` is the field of the command's arguments that it fills. Kinds: one
    word, several words, an option with a value, such an option that may be
    repeated, a flag. ``choices`` are the values that it takes, if few.
    """

    field: str
    kind: Literal["word", "words", "option", "options", "flag"]
    help: str
    flags: tuple[str, ...] = ()
    metavar: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False


class Common(Value):
    """Arguments that every command about a library has."""

    library: str = ""
    format: str = "text"
    output: str = ""
    verbose: bool = False
    timings: bool = False


def format_parameter(*choices: str) -> Parameter:
    """Return ``--format`` with the formats that a command has."""
    said = "how the answer is written"
    return Parameter("format", "option", said, ("--format",), choices=choices)


LIBRARY = Parameter(
    "library",
    "option",
    "the library: a folder, a file of it, or - for one file on standard input",
    ("-L", "--library"),
    "LIBRARY",
)
OUTPUT = Parameter(
    "output",
    "option",
    "write the answer to this file, whole or not at all",
    ("-o", "--output"),
    "FILE",
)
VERBOSE = Parameter("verbose", "flag", "leave nothing out", ("-v", "--verbose"))
TIMINGS = Parameter("timings", "flag", "say how long each step took", ("--timings",))


def names(parameters: Sequence[Parameter]) -> list[str]:
    """Return the fields that the parameters fill, in order."""
    return [each.field for each in parameters]
