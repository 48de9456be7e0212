"""Leaves: the nodes of single tokens, and what they may not say.

Accepts the text and place of one token; yields a ``Word`` or a ``Text``, and
reports names that are too long, days that the calendar does not have and
numbers that should be whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from termcheck.language.limits import NAME
from termcheck.language.numerals import day_fields, fraction
from termcheck.language.parts import Part, every
from termcheck.language.source import Span
from termcheck.language.tree import Day, Text, Word

P = TypeVar("P", bound=Part)
Report = Callable[[str, str, Span, str], None]


class Leaves:
    """Builds words, texts and days for the text of ``file``."""

    def __init__(self, file: str, report: Report) -> None:
        self.file = file
        self._report = report

    def report(self, code: str, message: str, span: Span, help: str = "") -> None:
        """Report a fault that leaves the rest of the clause readable."""
        self._report(code, message, span, help)

    def word(self, text: str, start: int, end: int) -> Word:
        """Return a name, a path or the digits of a number or day."""
        span = Span(self.file, start, end)
        if len(text) > NAME and not text[0].isdigit():
            self.report("TC121", f"a name has at most {NAME} characters", span)
        return Word(span, text)

    def text(self, quoted: str, start: int, end: int) -> Text:
        """Return a text without its quotes and escapes."""
        span = Span(self.file, start, end)
        inside = quoted[1:-1]
        if "\\" in inside:
            inside = inside.replace("\\\\", "\0").replace('\\"', '"').replace("\0", "\\")
        return Text(span, inside)

    def calendar_day(self, at: Span, digits: Word) -> Day:
        """Return a day, month or year; the first day of year 1 where there is none."""
        fields = day_fields(digits.text)
        if fields is None:
            self.report(
                "TC118", f"the calendar has no day `{digits.text}`", digits.span,
                "days are written `2025-03-18`, periods `2025-03` or `2025`; years run to 9999",
            )  # fmt: skip
            return Day(at, 1, 1, 1)
        return Day(at, *fields)

    def whole(self, digits: Word) -> int:
        """Return a whole number; 0 where the digits make none."""
        value = fraction(digits.text)
        if value is None or value.denominator != 1:
            self.report("TC117", f"`{digits.text}` should be a whole number", digits.span)
            return 0
        return value.numerator

    def only(self, kind: type[P], parts: Iterable[object]) -> P | None:
        """Return the part of ``kind``, if there is one; report every further one."""
        found = every(kind, parts)
        for again in found[1:]:
            self.report("TC124", f"{kind.SAID} is said twice", again.span, "keep one of the two")
        return found[0] if found else None
