"""Conflicts as text: who clashes with whom, over what, and what joins them."""

from __future__ import annotations

from termcheck.library.model import Library
from termcheck.logic.problem import STATUS_QUO
from termcheck.questions import verdict as v
from termcheck.report.clause_rows import (
    clause_of,
    clause_rows,
    define_rows,
    rule_rows,
    status_quo_row,
    supposed_rows,
    text_row,
)
from termcheck.report.layout import Row, rows
from termcheck.report.page import Line, Page, Piece, line, lines
from termcheck.report.values import listed

_INDENT = "   "
_NUMBERS = ("they", "this", "these two", "these three", "these four", "these five", "these six")


def conflict_page(
    library: Library, conflict: v.Conflict, number: int, readings: v.Readings, columns: int
) -> Page:
    """Return one conflict under its number: the clauses, then what joins them."""
    blamed = rows(_blamed(library, conflict, readings), columns, _INDENT)
    head = (Piece(f"{number} ".ljust(len(_INDENT)), "strong"), *blamed[0][1:])
    page: list[Line] = [head, *blamed[1:], line(_INDENT, _clash(conflict))]
    page += rows(_joined(library, conflict), columns, _INDENT)
    return (*page, *_remarks(library, conflict))


def reason_page(library: Library, reason: v.Conflict, readings: v.Readings, columns: int) -> Page:
    """Return a reason why something is forced or impossible: clauses, then what joins them."""
    entries = _blamed(library, reason, readings) if reason.names else ()
    entries += _joined(library, reason)
    return (*rows(entries, columns, _INDENT), *_remarks(library, reason))


def _blamed(library: Library, conflict: v.Conflict, readings: v.Readings) -> tuple[Row, ...]:
    """Return the rows of what may be given up; kept clauses come later."""
    keys = conflict.keys[: len(conflict.keys) - len(conflict.kept)]
    if set(conflict.clauses) <= _texts(library):
        found = tuple(text_row(library, name, keys) for name in conflict.clauses)
    else:
        found = clause_rows(library, keys, readings)
    found += tuple(status_quo_row(library, name) for name in conflict.status_quo)
    return found or (Row("what is kept", (Piece("cannot hold by itself"),)),)


def _texts(library: Library) -> set[str]:
    return {*library.proposals, *library.parties}


def _clash(conflict: v.Conflict) -> Piece:
    number = len(conflict.names)
    who = _NUMBERS[number] if number < len(_NUMBERS) else f"these {number}"
    together = "" if number == 1 else " together"
    needs = conflict.rules or conflict.suppositions or conflict.kept
    return Piece(f"{who} cannot hold{together}{', because of' if needs else ''}", "strong")


def _joined(library: Library, conflict: v.Conflict) -> tuple[Row, ...]:
    """Return the rows of what is not blamed and yet needed."""
    kept_keys = conflict.keys[len(conflict.keys) - len(conflict.kept) :]
    kept = (each.but(name=_kept(each.name)) for each in clause_rows(library, kept_keys))
    supposed = supposed_rows(library, conflict.suppositions)
    clauses = [
        clause_of(library, key)[0] for key in conflict.keys if not key.startswith(STATUS_QUO)
    ]
    clauses += [library.clauses[name] for name in conflict.rules]
    defines = define_rows(library, clauses)
    return (*rule_rows(library, conflict.rules), *supposed, *kept, *defines)


def _kept(name: str) -> str:
    """Return how a row calls what is kept: a status quo stays of itself."""
    return name if name.startswith(STATUS_QUO) else f"kept {name}"


def _remarks(library: Library, conflict: v.Conflict) -> Page:
    found: list[str] = []
    if conflict.phases and len(library.phases) > 1:
        phases = [_phase(library, name) for name in conflict.phases]
        found.append(f"in the {'phase' if len(phases) == 1 else 'phases'} {listed(phases)}")
    if conflict.whole_only:
        found.append("only because a number has to be whole")
    if not conflict.minimal:
        found.append("not proved minimal: perhaps fewer of them clash already")
    if not conflict.least:
        found.append("what it rests on was not worked out to the end")
    return lines(found, "faint", _INDENT)


def _phase(library: Library, name: str) -> str:
    said = library.phases[name].meaning
    return f"{name} ({said})" if said and name != library.default_phase else name
