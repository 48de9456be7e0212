"""Diagnostics as text: the message, its place, the line with the spot marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from termcheck.language.diagnostic import Diagnostic, Label, Severity
from termcheck.language.source import SourceText, Span
from termcheck.report.escape import terminal
from termcheck.report.layout import width, wrapped
from termcheck.report.page import Line, Look, Page, Piece, joined, line

LABELS_SHOWN = 8
"""Second places that are shown with their line; the rest is counted."""

WIDEST_LINE = 160
"""Columns of a source line before it is cut around the spot."""


def diagnostics_page(
    diagnostics: Iterable[Diagnostic], texts: Mapping[str, SourceText], root: str, columns: int
) -> Page:
    """Return every diagnostic with its places, a blank line between them."""
    return joined(diagnostic_page(each, texts, root, columns) for each in diagnostics)


def look_of(severity: Severity) -> Look:
    """Return how a severity looks."""
    return "bad" if severity == "error" else "warn" if severity == "warning" else "plain"


def diagnostic_page(
    found: Diagnostic, texts: Mapping[str, SourceText], root: str, columns: int
) -> Page:
    """Return one diagnostic: message, places with their lines, help, passages."""
    look = look_of(found.severity)
    first, *more = wrapped(found.message, columns - len(f"{found.severity} {found.code}: "))
    page: list[Line] = [
        line(Piece(f"{found.severity} {found.code}", look), ": ", Piece(first, "strong"))
    ]
    page += [line("    ", Piece(each, "strong")) for each in more]
    shown = found.related[:LABELS_SHOWN]
    gutter = max(_digits(texts, each) for each in (found.span, *(label.span for label in shown)))
    page += _spot(texts, root, Label(found.span, ""), look, gutter)
    for label in shown:
        page += _spot(texts, root, label, "name", gutter)
    if len(found.related) > LABELS_SHOWN:
        page.append(_remark(gutter, "", f"and {len(found.related) - LABELS_SHOWN} more places"))
    page += _remarks("help: ", found.help, gutter, columns)
    page += _remarks("source: ", "; ".join(dict.fromkeys(found.sources)), gutter, columns)
    return tuple(page)


def _remarks(word: str, text: str, gutter: int, columns: int) -> list[Line]:
    if not text:
        return []
    first, *more = wrapped(text, columns - gutter - 3 - len(word))
    return [
        _remark(gutter, word, first),
        *(line(" " * (gutter + 3 + len(word)), each) for each in more),
    ]


def _remark(gutter: int, word: str, text: str) -> Line:
    return line(" " * gutter, Piece(" = ", "faint"), Piece(word, "strong"), text)


def place_text(texts: Mapping[str, SourceText], root: str, span: Span) -> str:
    """Return ``file:line:column`` below ``root``; just the file if its text is unknown."""
    path = span.file if root in ("", ".") else f"{root.rstrip('/')}/{span.file}"
    source = texts.get(span.file)
    if source is None:
        return path
    place = source.place(min(span.start, len(source.text)))
    return f"{path}:{place.line}:{place.column}"


def _digits(texts: Mapping[str, SourceText], span: Span) -> int:
    source = texts.get(span.file)
    return len(str(source.place(span.start).line)) if source else 1


def _spot(
    texts: Mapping[str, SourceText], root: str, label: Label, look: Look, gutter: int
) -> list[Line]:
    """Return the place, its line and the marks below it."""
    where = place_text(texts, root, label.span)
    head = line(" " * gutter, Piece("--> ", "faint"), where)
    source = texts.get(label.span.file)
    if source is None:
        return [head]
    place = source.place(label.span.start)
    before, marked, after = _cut(source, label.span)
    margin = Piece(f"{' ' * gutter} | ", "faint")
    number = Piece(f"{place.line:>{gutter}} | ", "faint")
    mark = "^" if look != "name" else "-"
    under = " " * width(before) + mark * max(1, width(marked))
    said = f" {label.text}" if label.text else ""
    return [
        head,
        line(number, before + marked + after),
        line(margin, Piece(under + said, look)),
    ]


def _cut(source: SourceText, span: Span) -> tuple[str, str, str]:
    """Return the first line of ``span`` in three parts: before, marked and after.

    Tabs are shown as four spaces; a long line is cut around the spot.
    """
    place = source.place(span.start)
    text = source.line(place.line)
    start = place.column - 1
    end = min(len(text), start + max(0, span.end - span.start))
    before, marked, after = (
        terminal(part.replace("\t", "    "))
        for part in (text[:start], text[start:end].rstrip(), text[end:])
    )
    if width(before) > WIDEST_LINE // 2:
        before = "…" + before[-WIDEST_LINE // 2 :]
    if width(marked) > WIDEST_LINE // 2:
        marked, after = marked[: WIDEST_LINE // 2] + "…", ""
    room = WIDEST_LINE - width(before) - width(marked)
    return before, marked, after if width(after) <= room else after[: max(0, room)] + "…"
