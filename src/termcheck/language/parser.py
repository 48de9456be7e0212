"""The parser: a document, a formula or a reference from its text.

Accepts any text; yields a value and the diagnostics, and never raises.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from termcheck.language.automaton import Automaton, Start, automaton
from termcheck.language.diagnostic import Diagnostic, in_order
from termcheck.language.lexer import token_pattern
from termcheck.language.limits import FAULTS
from termcheck.language.literate import ENDING, terms_of
from termcheck.language.machine import Machine
from termcheck.language.source import SourceText, Span, source_text
from termcheck.language.tree import (
    Check,
    Comment,
    Declaration,
    Document,
    Expression,
    Position,
    Proposal,
    Ref,
)
from termcheck.value import Value

SUSPECT = re.compile("[^\t\n -~]")
"""Characters some of which no text may hold; plain texts have none of them."""


class Parsed(Value):
    """What a text says: its ``document`` holds every declaration that could be read."""

    source: SourceText
    document: Document
    diagnostics: tuple[Diagnostic, ...]


@lru_cache(maxsize=1)
def _ready() -> tuple[Automaton, re.Pattern[str]]:
    found = automaton()
    return found, token_pattern(found)


def parse(file: str, text: str) -> Parsed:
    """Return what ``text`` says, as the content of ``file``.

    Of a literate file, only the blocks tagged ``terms`` are read.
    """
    read = terms_of(text) if file.endswith(ENDING) else text
    machine = Machine(*_ready(), file, read if read.endswith("\n") else read + "\n")
    declarations = machine.run("document") or ()
    comments = tuple(
        Comment(Span(file, start, end), machine.text[start + 1 : end].strip(), alone=not trails)
        for start, (end, trails) in sorted(machine.lexer.comments.items())
    )
    declarations = tuple(d for d in declarations if _is_written(d))
    document = Document(Span(file, 0, len(text)), file, declarations, comments)
    found = [_inside(each, len(text)) for each in machine.diagnostics]
    return Parsed(source_text(file, text), document, in_order([*found, *_forbidden(file, read)]))


def _inside(found: Diagnostic, size: int) -> Diagnostic:
    """Return ``found`` at a place before ``size``: the last line end may be none of the text's."""
    start, end = min(found.span.start, size), min(found.span.end, size)
    return found.but(span=Span(found.span.file, start, end)) if end < found.span.end else found


def _forbidden(file: str, text: str) -> list[Diagnostic]:
    """Return the first character of each line that no text may hold, in quotes or out."""
    if not SUSPECT.search(text):
        return []
    from termcheck.language.odd import FORBIDDEN, forbidden  # only odd texts need it

    found: list[Diagnostic] = []
    at = FORBIDDEN.search(text)
    while at and len(found) <= FAULTS:
        odd = forbidden(text, at.start())
        span = Span(file, odd.start, odd.end)
        found.append(Diagnostic(odd.code, "error", odd.message, span, (), odd.help))
        line_end = text.find("\n", at.end())
        at = FORBIDDEN.search(text, line_end) if line_end >= 0 else None
    return found


def _is_written(declaration: Declaration) -> bool:
    """Whether a block has a header of its own in the text."""
    if isinstance(declaration, Proposal):
        return bool(declaration.name.text)
    if isinstance(declaration, Position):
        return bool(declaration.party.text)
    title = declaration.title.span if isinstance(declaration, Check) else declaration.span
    return title.end > title.start


def parse_formula(label: str, text: str) -> tuple[Expression | None, tuple[Diagnostic, ...]]:
    """Return the formula that ``text`` is, or nothing and the reasons."""
    found: tuple[Expression | None, tuple[Diagnostic, ...]] = _alone("question", label, text)
    return found


def parse_ref(label: str, text: str) -> tuple[Ref | None, tuple[Diagnostic, ...]]:
    """Return the reference that ``text`` is, or nothing and the reasons."""
    found: tuple[Ref | None, tuple[Diagnostic, ...]] = _alone("reference", label, text)
    return found


def _alone(start: Start, label: str, text: str) -> Any:
    machine = Machine(*_ready(), label, text.rstrip())
    value = machine.run(start)
    return (None if machine.diagnostics else value), in_order(machine.diagnostics)
