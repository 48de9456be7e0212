"""Escapes: one function for each place that text is written to.

What stands in a library, a file name or a command line was written by others.
None of it may move a terminal's cursor, colour a line, reorder letters or
give orders to the machine that keeps the log. JSON escapes for itself.
"""

from __future__ import annotations


def terminal(text: str) -> str:
    r"""Return ``text`` with everything that does not print as ``\u{1b}`` and the like.

    Controls, marks of direction, zero-width and unassigned characters do not
    print, nor do line ends. A second call changes nothing.
    """
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else f"\\u{{{ord(each):x}}}" for each in text)


def log_line(line: str) -> str:
    """Return a finished line of output that no build machine takes for an order.

    GitHub and its kin obey lines that begin with ``::`` and lines that hold
    ``##[``; the first sign of either is escaped.
    """
    if "::" in line and line.lstrip().startswith("::"):
        line = line.replace("::", "\\u{3a}:", 1)
    return line.replace("##[", "\\u{23}#[") if "##[" in line else line


def json_line(line: str) -> str:
    """Return a line of JSON that means the same and holds nothing that does not print."""
    line = line.replace("##[", "#\\u0023[") if "##[" in line else line
    return line if line.isprintable() else "".join(map(_json_letter, line))


def _json_letter(letter: str) -> str:
    if letter.isprintable():
        return letter
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def workflow_text(text: str) -> str:
    """Return the message of a workflow command of GitHub, for ``text``."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def workflow_value(text: str) -> str:
    """Return the value of a property of a workflow command, for ``text``."""
    return workflow_text(text).replace(":", "%3A").replace(",", "%2C")


def xml(text: str) -> str:
    """Return ``text`` as it may stand in XML, in an element or in a quoted attribute."""
    safe = terminal(text)
    for sign, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot"), ("'", "apos")):
        safe = safe.replace(sign, f"&{name};")
    return safe


_URI = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def uri(path: str) -> str:
    """Return a path as a relative URI: what no URI may hold is written as ``%`` and two digits."""
    letters = path.encode("utf-8", "surrogateescape")
    return "".join(chr(each) if chr(each) in _URI else f"%{each:02X}" for each in letters)
