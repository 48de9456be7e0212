"""Sweep texts: the lines of a sweep, parted from those that it shares with a check.

A sweep is a check block that varies: beside lines of checks it has lines that
begin with ``each`` and one that begins with ``ask``. Accepts the text of a
file; yields its pieces with their places, or where it stops being a sweep.
"""

from __future__ import annotations

import re

from termcheck.language.automaton import automaton
from termcheck.language.diagnostic import Diagnostic
from termcheck.language.source import Span
from termcheck.value import Value

_HEAD = re.compile(r'\s*(sweep)[ \t]+"[^"\n]*"\s*\{')
_WORD = re.compile(r"[A-Za-z_]\w*")
_HIDDEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*')
_GOES_ON = re.compile(r"(?:[,:{]|\b(?:and|or))\s*\Z")
_OPENING, _CLOSING = "([{", ")]}"


class Varied(Value):
    """A line that begins with ``each``.

    ``head`` is what stands between ``each`` and the braces, at ``span``;
    ``choices`` are the places of what stands in them, ``None`` without braces.
    """

    head: str
    span: Span
    choices: tuple[Span, ...] | None


class SweepText(Value):
    """A sweep as it is written.

    ``check`` is the whole text, as long as it was, as a check block says it:
    with blanks for the lines of the sweep. ``end`` is the place of its last
    brace. ``asked`` are the places of what stands behind each ``ask``.
    """

    check: str
    end: int
    varied: tuple[Varied, ...]
    asked: tuple[Span, ...]


def sweep_text(file: str, text: str) -> SweepText | Diagnostic:
    """Return the pieces of the sweep that ``text`` is, or why it is none."""
    masked = _HIDDEN.sub(_blank, text)
    head = _HEAD.match(masked)
    if head is None:
        at = len(masked) - len(masked.lstrip())
        word = _WORD.match(masked, at)
        end = word.end() if word else min(at + 1, len(text))
        help = 'a sweep begins with `sweep "TITLE" {`'
        found = f"`{text[at:end]}`" if text[at:end].strip() else "nothing"
        return Diagnostic("TC101", "error", f"there is {found} here", Span(file, at, end), (), help)
    return _Reader(file, text, masked).read(head)


def _blank(found: re.Match[str]) -> str:
    """Return as many signs that mean nothing; a text keeps its quotes."""
    said = found[0]
    return f'"{"_" * (len(said) - 2)}"' if said.startswith('"') else " " * len(said)


class _Reader:
    """Walks through the body of one sweep, statement by statement."""

    def __init__(self, file: str, text: str, masked: str) -> None:
        self._file = file
        self._masked = masked
        self._check = list(text)
        self._varied: list[Varied] = []
        self._asked: list[Span] = []
        self._line = re.compile(automaton().shapes["_LINE"])

    def read(self, head: re.Match[str]) -> SweepText | Diagnostic:
        """Return the pieces of what begins with ``head``."""
        masked, at = self._masked, head.end()
        self._check[head.start(1) : head.end(1)] = "check"
        while True:
            while masked[at : at + 1] and masked[at] in "; \t\r\n":
                at += 1
            if at >= len(masked):
                return self._open(head.end() - 1)
            if masked[at] == "}":
                return SweepText("".join(self._check), at, tuple(self._varied), tuple(self._asked))
            start, at = at, self._end(at)
            word = _WORD.match(masked, start)
            if word is not None and word[0] in {"each", "ask"}:
                fault = self._own(word[0], Span(self._file, word.end(), at))
                if fault is not None:
                    return fault
                self._hide(start, at)

    def _own(self, word: str, rest: Span) -> Diagnostic | None:
        """Take a line of the sweep's own: what stands behind its first word."""
        if word == "ask":
            self._asked.append(self._trimmed(rest.start, rest.end))
            return None
        brace = self._masked.find("{", rest.start, rest.end)
        head = self._trimmed(rest.start, rest.end if brace < 0 else brace)
        choices: tuple[Span, ...] | None = None
        if brace >= 0:
            if self._masked[rest.end - 1] != "}":
                return self._open(brace)
            choices = self._choices(brace + 1, rest.end - 1)
        words = " ".join(self._masked[head.start : head.end].split())
        self._varied.append(Varied(words, head, choices))
        return None

    def _choices(self, at: int, stop: int) -> tuple[Span, ...]:
        found: list[Span] = []
        while at < stop:
            end = min(self._end(at), stop)
            span = self._trimmed(at, end)
            if span.end > span.start:
                found.append(span)
            at = end + 1
        return tuple(found)

    def _end(self, at: int) -> int:
        """Return where the statement ends that begins at ``at``.

        That is at a line end that counts, a ``;`` or a closing brace, outside
        all brackets that it opens.
        """
        depth, start = 0, at
        while at < len(self._masked):
            sign = self._masked[at]
            depth += (sign in _OPENING) - (sign in _CLOSING)
            if depth < 0 or (depth == 0 and sign == ";"):
                return at
            if depth == 0 and sign == "\n" and self._ends(start, at):
                return at
            at += 1
            if depth == 0 and sign == "}":
                return at
        return at

    def _ends(self, start: int, at: int) -> bool:
        """Say whether the line end at ``at`` ends the statement that began at ``start``."""
        if _GOES_ON.search(self._masked[max(start, at - 200) : at]):
            return False
        return self._line.match(self._masked, at) is not None or not self._masked[at:].strip(
            " \t\r\n}"
        )

    def _trimmed(self, start: int, end: int) -> Span:
        text = self._masked[start:end]
        left = len(text) - len(text.lstrip())
        return Span(self._file, start + left, max(start + left, start + len(text.rstrip())))

    def _hide(self, start: int, end: int) -> None:
        for at in range(start, end):
            if self._check[at] != "\n":
                self._check[at] = " "

    def _open(self, at: int) -> Diagnostic:
        message = "the `{` that is opened here is not closed"
        span = Span(self._file, at, at + 1)
        return Diagnostic("TC108", "error", message, span, (), "close it with `}`")
