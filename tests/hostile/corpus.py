"""The corpus of payloads: texts that mean something to some reader of an output.

``payloads/`` has a file for each kind of reader; each line is one payload,
written as a JSON string so that no editor and no build machine obeys it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from termcheck.language.odd import FORBIDDEN

FOLDER = Path(__file__).resolve().parent / "payloads"


@cache
def payloads() -> tuple[str, ...]:
    """Return every payload, those of one file after another."""
    files = sorted(FOLDER.glob("*.txt"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return tuple(json.loads(line) for line in lines)


def is_text(payload: str) -> bool:
    """Whether a text of a library may hold ``payload``."""
    return not FORBIDDEN.search(payload) and "\n" not in payload and "\r" not in payload


def may_be_a_file(payload: str) -> bool:
    """Whether a file can have ``payload`` in its name."""
    try:
        size = len(payload.encode())
    except UnicodeEncodeError:
        return False
    return 0 < size <= 200 and not {"/", "\0"} & {*payload} and not payload.startswith(".")
