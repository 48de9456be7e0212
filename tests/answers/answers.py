"""Golden answers: files that hold commands, what each prints and its exit status.

A reader can judge each of them by itself. ``python -m tests.answers.answers``
writes what is printed today into all of them, or into those that are named.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FILES = tuple(sorted(HERE.glob("*.txt")))
_END = re.compile(r"^\[status \d+\]\n", re.MULTILINE)
PROGRAM = "import sys; sys.path.insert(0, 'src'); from termcheck.cli.app import main; main()"


def sections(file: Path) -> list[tuple[str, str, str]]:
    """Return the remarks, the command and what is shown of each section of a file."""
    found: list[tuple[str, str, str]] = []
    for section in _END.split(file.read_text(encoding="utf-8"))[:-1]:
        head, _, rest = section.partition("$ termcheck ")
        command, _, shown = rest.partition("\n\n")
        found.append((head, command, shown))
    return found


def answered(command: str) -> str:
    """Return what ``termcheck`` prints for a command that may go over lines, and its status."""
    words = shlex.split(command.replace("\\\n", " "))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=ROOT,
        env=os.environ | {"NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{done.stdout}{done.stderr}[status {done.returncode}]\n"


def text_of(file: Path) -> str:
    """Return what ``file`` should hold today."""
    return "".join(
        f"{remarks}$ termcheck {command}\n\n{answered(command)}"
        for remarks, command, _ in sections(file)
    )


if __name__ == "__main__":
    for each in [HERE / name for name in sys.argv[1:]] or FILES:
        each.write_text(text_of(each), encoding="utf-8")
