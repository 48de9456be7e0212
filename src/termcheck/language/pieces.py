"""Pieces: a text as signs, words, quotes and line ends, without regard to grammar.

Accepts a text of which some part is wrong; yields what can still be relied on
there: where statements end, which brackets are open, how lines are indented.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from termcheck.language.lexer import LINE, SIGN, SKIP, WORD
from termcheck.language.odd import odd_token
from termcheck.language.source import source_text
from termcheck.value import Value

CLOSES = {")": "(", "]": "[", "}": "{"}
GOES_ON = ("{", ",", ":", "and", "or")


class Piece(Value):
    """A piece of ``kind`` (a group of the token pattern, 0 for an odd one)."""

    kind: int
    start: int
    end: int
    text: str


class Opener(Value):
    """A bracket that is still open, with the indentation of its line."""

    sign: str
    at: int
    indent: int


class Pieces:
    """The pieces of ``text``, by the token pattern."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self.pattern = pattern
        self.text = text
        self._lines = source_text("", text).line_starts
        self._odd_quotes: dict[int, bool] = {}

    def since(self, at: int) -> Iterator[Piece]:
        """Yield the pieces from offset ``at`` to the end of the text."""
        while at < len(self.text):
            found = self.pattern.match(self.text, at)
            kind = (found.lastindex or 0) if found else 0
            if found and kind:
                start, end = found.span(kind)
                yield Piece(kind, start, end, found[kind])
            else:
                while self.text[at] in " \t":
                    at += 1
                odd = odd_token(self.text, at)
                start, end = at, odd.resume or odd.end
                yield Piece(0, start, end, self.text[start:end])
            at = end if end > at else at + 1

    def _line(self, at: int) -> int:
        """Return the offset at which the line of ``at`` begins."""
        return self._lines[bisect_right(self._lines, at) - 1]

    def indent(self, at: int) -> int:
        """Return how many blanks the line at ``at`` begins with."""
        line = end = self._line(at)
        while self.text[end : end + 1] in (" ", "\t"):
            end += 1
        return end - line

    def begins_line(self, at: int) -> bool:
        """Whether only blanks stand before ``at`` on its line."""
        return at - self._line(at) <= self.indent(at)

    def _leaves_text_open(self, at: int) -> bool:
        """Whether a quote on the line of ``at`` has no partner."""
        line = self._line(at)
        if line not in self._odd_quotes:
            end = self.text.find("\n", line) % (len(self.text) + 1)
            plain = self.text[line:end].replace('\\"', "")
            self._odd_quotes[line] = plain.count('"') % 2 == 1
        return self._odd_quotes[line]

    def statement(self, start: int) -> tuple[int, list[Opener]]:
        """Return where the statement that begins at ``start`` ends, and what it leaves open.

        It ends after a `;`, after a line end that counts, or before a brace
        that it has not opened; a line that is not indented deeper than its own
        ends it even inside brackets.
        """
        own = indent = self.indent(start)
        openers: list[Opener] = []
        goes_on = begins_line = False
        last = ""
        for piece in self.since(start):
            if piece.kind in (LINE, SKIP):
                indent = self.indent(piece.end)
                begins_line = True
                dangles = goes_on and not (last in (",", "{") and indent <= own)
                if piece.kind == LINE and not dangles and (not openers or indent <= own):
                    return piece.end, openers
                continue
            if piece.text == ";" and not openers and not self._leaves_text_open(piece.start):
                return piece.end, openers
            closes = piece.text == "}" and piece.start > start
            closes = closes and ((begins_line and indent < own) or not _holds_brace(openers))
            if closes and (begins_line or self._ends_block(piece.end, own)):
                return piece.start, openers
            begins_line = False
            _follow(piece, openers, indent)
            last = piece.text
            goes_on = piece.kind in (SIGN, WORD) and last in GOES_ON
        return len(self.text), openers

    def _ends_block(self, at: int, indent: int) -> bool:
        """Whether a brace that ends at ``at`` in mid-line is the last of its block.

        It is not if the next line is indented like a line of the block, or is
        itself a closing brace.
        """
        line = self.text.find("\n", at) + 1
        is_one_line = "{" in self.text[self._line(at) : at]
        if not line or is_one_line:
            return True
        return self.indent(line) < indent and self.text[line : line + 1] != "}"

    def unclosed_brace(self, start: int, end: int) -> int | None:
        """Return the brace between the two offsets that was most likely not closed.

        A closing brace that begins its line belongs to a line of the same
        indentation; a brace of a deeper line that is open then was forgotten.
        """
        openers: list[Opener] = []
        indent = self.indent(start)
        for piece in self.since(start):
            if piece.start >= end:
                break
            if piece.kind in (LINE, SKIP):
                indent = self.indent(piece.end)
            elif piece.text == "}" and openers and self.begins_line(piece.start):
                deeper = openers[-1].indent > indent
                if deeper:
                    return openers[-1].at
            if piece.text in ("{", "}"):
                _follow(piece, openers, indent)
        return openers[-1].at if openers else None


def _holds_brace(openers: list[Opener]) -> bool:
    """Whether a brace is open."""
    return any(opener.sign == "{" for opener in openers)


def _follow(piece: Piece, openers: list[Opener], indent: int) -> None:
    """Open or close brackets as ``piece`` does; one that does not match closes nothing."""
    if piece.kind != SIGN:
        return
    if piece.text in CLOSES.values():
        openers.append(Opener(piece.text, piece.start, indent))
    opening = CLOSES.get(piece.text)
    while opening == "{" and openers and openers[-1].sign != "{":
        openers.pop()
    if openers and openers[-1].sign == opening:
        openers.pop()
