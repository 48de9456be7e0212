"""Source text: what was read, and where in it something stands.

Accepts the text of one file; yields ``SourceText`` values, whose offsets all
other rooms use, and ``Span`` values, which are half-open ranges of offsets.
Offsets count characters. Lines and columns are counted from 1.
"""

from __future__ import annotations

from bisect import bisect_right

from termcheck.value import Value


class Span(Value):
    """The characters ``start`` (inclusive) to ``end`` (exclusive) of ``file``."""

    file: str
    start: int
    end: int


class Place(Value):
    """A line and a column, both counted from 1."""

    line: int
    column: int


class SourceText(Value):
    """The text of one file, with the offsets at which its lines begin.

    ``file`` is the path relative to the library's root, with ``/`` between
    its parts.
    """

    file: str
    text: str
    line_starts: tuple[int, ...]

    def place(self, offset: int) -> Place:
        """Return the line and column of the character at ``offset``."""
        line = bisect_right(self.line_starts, offset)
        return Place(line, offset - self.line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """Return line ``number`` without its line end."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\n")


def source_text(file: str, text: str) -> SourceText:
    r"""Return ``text`` as the content of ``file``; only ``\n`` ends a line."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return SourceText(file, text, tuple(starts))
