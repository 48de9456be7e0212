"""Golden files: a library, commands, and all that they print, in one place to read.

A golden file begins with a sentence on what it shows. Then come sections:
``=== name`` is a file of the library, ``=== $ termcheck …`` a command with its
output; ``--- stderr`` and ``--- exit 1`` follow the output where they are not
empty and not 0. ``TERMCHECK_UPDATE=1`` writes the files anew: read the change.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import Ran, run

FOLDER = Path(__file__).parent / "golden"
_HEAD = "=== "
_COMMAND = "=== $ termcheck"


@dataclass(frozen=True)
class Section:
    """One section: its head and the text below it."""

    head: str
    body: str

    @property
    def words(self) -> list[str]:
        """The command line of a command, without the program."""
        return shlex.split(self.head.removeprefix(_COMMAND))


@dataclass(frozen=True)
class Golden:
    """A golden file."""

    claim: str
    sections: tuple[Section, ...]


def read(text: str) -> Golden:
    """Return what a golden file says."""
    claim, *parts = text.split(f"\n{_HEAD}")
    sections = [(_HEAD + part).split("\n", 1) for part in parts]
    return Golden(claim.strip(), tuple(Section(head, body) for head, body in sections))


def performed(golden: Golden, folder: Path) -> str:
    """Return the golden file as it would be if all that is printed now were right."""
    told = [f"{golden.claim}\n"]
    for section in golden.sections:
        if section.head.startswith(_COMMAND):
            told.append(f"{section.head}\n{_shown(run(*section.words, folder=folder))}")
        else:
            path = folder / section.head.removeprefix(_HEAD)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(section.body.rstrip("\n") + "\n", encoding="utf-8")
            told.append(f"{section.head}\n{section.body.rstrip()}\n")
    return "\n".join(told)


def _shown(ran: Ran) -> str:
    told = ran.out
    told += f"--- stderr\n{ran.err}" if ran.err else ""
    return told + (f"--- exit {ran.status}\n" if ran.status else "")
