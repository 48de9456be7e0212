"""Decoding: the bytes of a file as text, or where they are none.

Texts are UTF-8. A byte order mark at the beginning is passed over, and
Windows line ends become plain ones.
"""

from __future__ import annotations

from termcheck.language.diagnostic import Diagnostic
from termcheck.language.source import Span

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def decode(file: str, data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of ``file``; where bytes are no UTF-8, nothing and why."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        message = f"this file is not UTF-8: line {line} holds the byte {data[fault.start]:#04x}"
        if data.startswith(_UTF_16):
            message = "this file is UTF-16, not UTF-8"
        help_ = "save it as UTF-8"
        return "", (Diagnostic("TC189", "error", message, Span(file, 0, 0), (), help_),)
    return text.removeprefix("\ufeff").replace("\r\n", "\n"), ()
