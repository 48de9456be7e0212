"""Output: where answers and complaints go, and how they look there."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from termcheck.cli.refusal import refusal
from termcheck.report.escape import terminal
from termcheck.report.layout import WIDTH
from termcheck.report.page import Page, to_text

_NARROWEST, _WIDEST = 60, 120
_PART = ".part"
_RANDOM = re.compile(r"[0-9a-f]{16}")
_FORGOTTEN = 3600.0
"""Seconds after which a file that was to replace another is nobody's any more."""


class Output:
    """Where one answer goes: a file that is written whole, or standard output.

    ``form`` is the format that was asked for.

    Raises ``Refusal`` if there can be no such file, before anything is asked.
    """

    def __init__(self, file: str = "", form: str = "text") -> None:
        if file:
            check_place(file)
        self._file = file
        self._markdown = form == "markdown"
        terminal = not file and not self._markdown and is_terminal(sys.stdout)
        self.colour = terminal and not os.environ.get("NO_COLOR") and _has_colours()
        self.columns = _columns() if terminal else WIDTH

    def page(self, page: Page) -> None:
        """Write a page, as Markdown if that was asked for."""
        if self._markdown:
            from termcheck.report.page_markdown import to_markdown  # one answer in many needs it

            self.text(to_markdown(page))
            return
        self.text(to_text(page, self.colour))

    def text(self, text: str) -> None:
        """Write finished text; a reader who has gone away is no fault."""
        if self._file:
            _write_whole(self._file, text)
        else:
            _write(sys.stdout, text)


def check_place(file: str) -> None:
    """Raise ``Refusal`` if ``file`` is a folder, or would stand in none."""
    if os.path.isdir(file):
        raise refusal(f"`{file}` is a folder, so nothing can be written to it", "name a file in it")
    folder = os.path.dirname(os.path.realpath(file))
    if not os.path.isdir(folder):
        help = "make it, or name a file in another folder"
        raise refusal(f"`{file}` cannot be written: there is no folder `{folder}`", help)


def said(fault: OSError) -> str:
    """Return the system's words for a fault, in small letters."""
    return (fault.strerror or "unknown").lower()


def said_aside(form: str, uncertified: Iterable[str]) -> None:
    """Say on standard error what was not certified, if a format has no lines for it."""
    if form not in ("text", "markdown", "json"):
        for each in uncertified:
            complain(f"not certified: {terminal(each)}\n")


def complain(text: str) -> None:
    """Write finished lines to standard error."""
    _write(sys.stderr, text)


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        return
    data = text.encode(stream.encoding or "utf-8", "backslashreplace")
    try:
        if hasattr(stream, "buffer"):
            stream.flush()
            stream.buffer.write(data)
            stream.buffer.flush()
        else:
            stream.write(text)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as fault:
        if stream is not sys.stderr:
            raise refusal(f"the answer could not be written: {said(fault)}") from None


def _write_whole(file: str, text: str) -> None:
    """Write ``file`` through a new one beside it; what is no plain file is written to.

    The new one has the name of the file, a random part and ``.part``. A process
    that is killed before it is done may leave it behind; who writes the same
    file later takes it away.
    """
    target = os.path.realpath(file)
    data = text.encode("utf-8", "backslashreplace")
    try:
        if os.path.exists(target) and not os.path.isfile(target):
            with open(target, "wb") as stream:
                stream.write(data)
        else:
            _replace(target, data)
    except OSError as fault:
        raise refusal(f"`{file}` could not be written: {said(fault)}") from None


def _replace(target: str, data: bytes) -> None:
    """Put a new file with ``data`` in the place of ``target``, all at once."""
    beside = f"{target}.{os.urandom(8).hex()}{_PART}"
    try:
        with open(beside, "xb") as stream:
            stream.write(data)
        os.replace(beside, target)
    finally:
        if os.path.exists(beside):
            os.remove(beside)
    _sweep(target)


def _sweep(target: str) -> None:
    """Remove what killed processes left beside ``target`` more than an hour ago."""
    folder, name = os.path.split(target)
    with suppress(OSError), os.scandir(folder) as entries:
        for each in entries:
            if each.name.startswith(f"{name}.") and each.name.endswith(_PART):
                middle = each.name[len(name) + 1 : -len(_PART)]
                old = time.time() - each.stat(follow_symlinks=False).st_mtime > _FORGOTTEN
                if _RANDOM.fullmatch(middle) and old:
                    os.remove(each.path)


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether somebody looks at ``stream``, which is ``None`` where it was closed."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _has_colours() -> bool:
    return os.environ.get("TERM", "") != "dumb"


def _columns() -> int:
    try:
        return max(_NARROWEST, min(_WIDEST, os.get_terminal_size(sys.stdout.fileno()).columns))
    except OSError:
        return WIDTH
