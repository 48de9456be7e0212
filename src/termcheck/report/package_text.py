"""Packages as text: what a deal would fix, and when its events would happen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from termcheck.library.formula import Variable
from termcheck.library.model import Answer, Library, Term
from termcheck.logic.package import Package
from termcheck.report.layout import Row, rows
from termcheck.report.page import BLANK, Line, Page, Piece, line
from termcheck.report.values import answer_text, counted, day_text, few, listed, spaced
from termcheck.value import Value

_INDENT = "   "


class _Settled(Value):
    """What a package makes of one term: its values as words, and whether that is new."""

    member: str
    said: str
    changes: bool


def package_page(library: Library, package: Package, columns: int, verbose: bool = False) -> Page:
    """Return what ``package`` changes or decides, then its events; all of it if ``verbose``."""
    shown: list[Row] = []
    hidden = 0
    for term, settled in _by_term(library, package):
        kept = [each for each in settled if verbose or each.changes]
        hidden += len(settled) - len(kept)
        shown += _merged(term, kept)
    page: list[Line] = list(rows(tuple(shown), columns, _INDENT))
    if hidden:
        page.append(line(_INDENT, Piece(f"{counted(hidden, 'term')} as today", "faint")))
    return (*page, *_events(library, package, columns, verbose))


def _by_term(library: Library, package: Package) -> Iterable[tuple[Term, list[_Settled]]]:
    """Yield each term of ``package`` with its members, in the package's order."""
    by_member: dict[str, list[Variable]] = {}
    for variable in package.values:
        by_member.setdefault(variable.term, []).append(variable)
    by_term: dict[str, list[str]] = {}
    for member in by_member:
        by_term.setdefault(member.partition("[")[0], []).append(member)
    for name, members in by_term.items():
        term = library.terms[name]
        yield term, [_settled(library, term, each, by_member[each], package) for each in members]


def _settled(
    library: Library, term: Term, member: str, variables: list[Variable], package: Package
) -> _Settled:
    values = {each.phase: package.values[each] for each in variables}
    said = _in_phases(library, member, values)
    if not term.has_now:
        return _Settled(member, said, True)
    changes = any(value != term.now for value in values.values())
    today = f" (today: {answer_text(library.domains[member], term.now)})" if changes else ""
    return _Settled(member, said + today, changes)


def _in_phases(library: Library, member: str, values: dict[str | None, Answer]) -> str:
    """Return the values, with their phases if they differ."""
    domain = library.domains[member]
    by_value: dict[str, list[str]] = {}
    ordered = sorted(values, key=lambda phase: phase != library.default_phase)
    for phase in ordered:
        by_value.setdefault(answer_text(domain, values[phase]), []).append(spaced(phase or ""))
    if len(by_value) == 1:
        return next(iter(by_value))
    return "; ".join(f"{value} in {listed(phases)}" for value, phases in by_value.items())


def _merged(term: Term, settled: list[_Settled]) -> list[Row]:
    """Return one row for all members of a family that come to the same."""
    found: list[Row] = []
    ordered = sorted(settled, key=lambda each: each.said)
    for said, group in groupby(ordered, key=lambda each: each.said):
        members = [each.member for each in group]
        inside = [spaced(each.partition("[")[2].rstrip("]")) for each in members]
        name = f"{term.name}[{few(inside, 4)}]" if inside[0] else term.name
        if 1 < len(members) == len(term.members):
            name = term.name
        found.append(Row(name, (Piece(f"{term.meaning}: {said}" if term.meaning else said),)))
    return found


def _events(library: Library, package: Package, columns: int, verbose: bool) -> Page:
    happening = sorted((day, event) for event, day in package.days.items() if day is not None)
    never = [event for event, day in package.days.items() if day is None]
    entries = [
        Row(day_text(day), (Piece(f"{event_words(library, event)} ({event})"),), "strong")
        for day, event in happening
    ]
    if verbose:
        entries += [
            Row("never", (Piece(f"{event_words(library, event)} ({event})"),)) for event in never
        ]
    page: list[Line] = [BLANK, line("in this order")] if entries else []
    page += rows(tuple(entries), columns, _INDENT)
    if never and not verbose:
        page.append(line(_INDENT, Piece(f"{counted(len(never), 'event')} that need not happen", "faint")))
    return tuple(page)


def event_words(library: Library, event: str) -> str:
    """Return what an event is, by its description."""
    base, _, index = event.partition("[")
    said = library.events[base].meaning or base
    return f"{said} ({spaced(index.rstrip(']'))})" if index else said
