"""Remembered: the answer of ``check`` about a library, as plain data and back.

``to_bytes`` and ``from_bytes`` are inverse; nothing here needs a parser or a
solver, so that an answer that is kept costs no more than reading it.
"""

from __future__ import annotations

from typing import Any

from termcheck.cli.plain_data import Plain, Shape, Shapes, exactly
from termcheck.language.diagnostic import Diagnostic
from termcheck.language.source import Span
from termcheck.questions.sound import Soundness
from termcheck.value import Value


class Answer(Value):
    """The answer about a whole library; ``diagnostics`` are all that there are, in order.

    ``uncertified`` is what of a certified answer was not certified.
    """

    diagnostics: tuple[Diagnostic, ...]
    soundness: Soundness
    unreached: tuple[str, ...]
    uncertified: tuple[str, ...] = ()


def to_bytes(answer: Value) -> bytes:
    """Return an answer, or another value, as JSON."""
    return _SHAPES.written(type(answer), answer)


def from_bytes(data: bytes | None, kind: type[Value] = Answer) -> Any:
    """Return the answer, or the other ``kind`` of value, that ``data`` is, if it is one."""
    return _SHAPES.read(kind, data)


def _place(plain: Plain) -> Span:
    file, *ends = exactly(list, plain)
    start, end = [exactly(int, each) for each in ends]
    if not 0 <= start <= end:
        raise ValueError("a place was expected")
    return Span(exactly(str, file), start, end)


_SHAPES = Shapes({Span: Shape(lambda span: [span.file, span.start, span.end], _place)})
