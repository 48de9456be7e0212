"""Literate texts: Markdown of which only the blocks tagged ``terms`` are read."""

from __future__ import annotations

import re

ENDING = ".terms.md"
"""How the name of a literate file ends."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$")


def terms_of(markdown: str) -> str:
    """Return ``markdown`` with everything but its ``terms`` blocks blanked.

    Lines and offsets stay as they are, so places are those of the Markdown. A
    block ends at a fence of the same sign that is at least as long as its own.
    """
    kept: list[str] = []
    fence, reading = "", False
    for line in markdown.split("\n"):
        found = _FENCE.match(line)
        opens = found is not None and not fence
        closes = found is not None and fence != "" and _closes(found, fence)
        kept.append(line if reading and not closes else " " * len(line))
        if found is not None and opens:
            fence, reading = found[1], found[2] == "terms"
        elif closes:
            fence, reading = "", False
    return "\n".join(kept)


def _closes(found: re.Match[str], fence: str) -> bool:
    return found[1].startswith(fence) and not found[2]
