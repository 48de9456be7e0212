"""Escapes: one function for each place that text is written to.

What stands in a library, a file name or a command line was written by others.
None of it may move a terminal's cursor, colour a line, reorder letters or
give orders to the machine that keeps the log. JSON escapes for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def terminal(text: str) -> str:
    r"""Return ``text`` with everything that does not print as ``\u{1b}`` and the like.

    Controls, marks of direction, zero-width and unassigned characters do not
    print, nor do line ends. A second call changes nothing.
    """
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else f"\\u{{{ord(each):x}}}" for each in text)


_ORDER = re.compile(r"##(?=\w*\[)")


def log_line(line: str) -> str:
    """Return a finished line of output that no build machine takes for an order.

    GitHub and its kin obey lines that begin with ``::`` and lines that hold
    ``##[``, ``##vso[`` and the like; the first sign of either is escaped.
    """
    if "::" in line and line.lstrip().startswith("::"):
        line = line.replace("::", "\\u{3a}:", 1)
    return _ORDER.sub(r"\\u{23}#", line) if "##" in line else line


def safe_line(text: str) -> str:
    """Return any text as one finished line without its end, which gives no orders to anybody."""
    return log_line(terminal(text))


def comment(text: str) -> str:
    """Return any text as words of one comment, which for SMT-LIB and DIMACS ends with its line."""
    return safe_line(text)


def json_line(line: str) -> str:
    """Return a line of JSON that means the same and holds nothing that does not print."""
    line = _ORDER.sub(r"#\\u0023", line) if "##" in line else line
    return line if line.isprintable() else "".join(map(_json_letter, line))


def _json_letter(letter: str) -> str:
    if letter.isprintable():
        return letter
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def workflow_command(kind: str, properties: Mapping[str, str], message: Iterable[str]) -> str:
    """Return one workflow command of GitHub, whose message has the given lines."""
    told = ",".join(f"{name}={_workflow_value(value)}" for name, value in properties.items())
    lines = "%0A".join(_workflow_text(each) for each in message)
    return f"::{kind} {told}::{lines}"


def _workflow_text(text: str) -> str:
    return terminal(text).replace("%", "%25")


def _workflow_value(text: str) -> str:
    return _workflow_text(text).replace(":", "%3A").replace(",", "%2C")


_READ = "\\`*_[]<>|@#&~$!:"
"""Letters that Markdown, or what GitHub adds to it, would read as its own."""


def markdown(text: str) -> str:
    """Return ``text`` as words of a line or a cell of Markdown, in which nothing is read."""
    safe = "".join(f"&#{ord(each)};" if each in _READ else each for each in terminal(text))
    return safe.replace("www.", "www&#46;")


def markdown_code(name: str) -> str:
    """Return a name as code that stands in a line or a cell, and notifies nobody."""
    safe = safe_line(name).replace("`", chr(0x2BC)).replace("|", chr(0x2223))
    return f"`{safe}`" if safe.strip() else markdown(name)


def markdown_block(page: str) -> str:
    """Return finished lines as a block of code with a fence that they do not hold."""
    fence = "`" * (max(3, *(len(run) for run in re.findall("`+", page)), 0) + 1)
    return f"{fence}text\n{page}{fence}"


def markup(text: str) -> str:
    """Return ``text`` as the text of an element of HTML or XML, or as a quoted value."""
    safe = terminal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;").replace("'", "&#39;")


_URI = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def uri(path: str) -> str:
    """Return a path as a relative URI: what no URI may hold is written as ``%`` and two digits."""
    letters = path.encode("utf-8", "surrogateescape")
    return "".join(chr(each) if chr(each) in _URI else f"%{each:02X}" for each in letters)
