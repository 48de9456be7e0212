"""The pages of the codes, which ship with the package: one for each message."""

from __future__ import annotations

from os.path import dirname, join

from termcheck.language.codes import CODES
from termcheck.report.diagnostics_text import look_of
from termcheck.report.page import Page, Piece, line

_FOLDER = join(dirname(dirname(__file__)), "pages")


def page_of(code: str) -> str:
    """Return the page of a code of the table, as Markdown; its title if it has none."""
    severity, title = CODES[code]
    try:
        with open(join(_FOLDER, f"{code}.md"), encoding="utf-8") as stream:
            return stream.read()
    except OSError:
        return f"# {code}: {title}\n\nSeverity: {severity}.\n"


def codes_page() -> Page:
    """Return every code with what it is about, in order."""
    return tuple(
        line(Piece(code, look_of(severity)), f"  {severity.ljust(7)}  {title}")
        for code, (severity, title) in sorted(CODES.items())
    )
