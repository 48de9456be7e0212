"""Commands that the documentation shows, and what they really print.

A fenced block tagged ``console`` begins with ``$ termcheck …``; the rest of it
is what that command prints when it runs in the project's folder.
``python -m tests.docs.shown`` writes what is printed today into the pages.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md")))

BLOCK = re.compile(
    r"(?<=^```console\n)\$ termcheck (?P<words>.*)\n(?P<shown>(?:.*\n)*?)(?=^```$)", re.MULTILINE
)
PROGRAM = "import sys; sys.path.insert(0, 'src'); from termcheck.cli.app import main; main()"


def printed(words: str) -> str:
    """Return what ``termcheck`` prints for ``words``, without colours."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *shlex.split(words)],
        cwd=ROOT,
        env=os.environ | {"NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout.rstrip("\n") + "\n"


def rewrite(page: Path) -> None:
    """Write what every command on ``page`` prints today below it."""
    text = page.read_text(encoding="utf-8")
    new = BLOCK.sub(lambda found: f"$ termcheck {found['words']}\n{printed(found['words'])}", text)
    page.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    for each in PAGES:
        rewrite(each)
