"""``python -m termcheck.certify.check FILE [LIBRARY]``: the checker by itself.

Nothing of the rest of termcheck is loaded, and nothing that is not in the
standard library. With a library, its words are compared with those certified.
"""

from __future__ import annotations

import sys
from pathlib import Path

from termcheck.certify.check.library import UNSEEN
from termcheck.certify.check.verify import verify
from termcheck.certify.check.words import Refused


def main(arguments: list[str]) -> int:
    """Check a certificate; 0 if it is accepted, 1 if not, 2 if it cannot be read."""
    try:
        text = Path(arguments[0]).read_text("utf-8")
        files = None
        if len(arguments) > 1:
            root = Path(arguments[1])
            found = [*root.rglob("*.terms"), *root.rglob("*.terms.md")]
            files = {each.relative_to(root).as_posix(): each.read_text("utf-8") for each in found}
    except (IndexError, OSError, ValueError) as fault:
        return _say(2, f"cannot be read: {str(fault)!a}")
    try:
        claims = verify(text, files)
    except Refused as refused:
        return _say(1, f"refused: {str(refused)!a}")
    unseen = [] if files else [UNSEEN]
    return _say(0, "\n   ".join(["accepted", *map(ascii, claims), *unseen]))


def _say(status: int, text: str) -> int:
    sys.stdout.write(f"{text}\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
