"""Packages as text: what a deal would fix, and when its events would happen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from termcheck.library.formula import Variable
from termcheck.library.model import Answer, Library, Term
from termcheck.logic.package import Package
from termcheck.report.counting import counted
from termcheck.report.layout import Row, rows, wrapped
from termcheck.report.page import BLANK, Line, Page, Piece, line, lines
from termcheck.report.values import answer_text, day_text, few, listed, spaced
from termcheck.value import Value

_INDENT = "   "
MEMBERS_SHOWN = 5


class _Settled(Value):
    """What a package makes of one member of a term: words, and what is new in it."""

    member: str
    said: str
    kind: str


_CHANGED, _OPEN, _SAME = "changed", "open", "same"


def package_page(
    library: Library,
    package: Package,
    columns: int,
    mentioned: Collection[str] | None = None,
    verbose: bool = False,
) -> Page:
    """Return what ``package`` changes, what it decides that is open today, then its events.

    Of terms that are open today only those in ``mentioned``; all if ``verbose``.
    """
    settled = [(term, each) for term, found in _by_term(library, package) for each in found]
    changed = _told(settled, _CHANGED)
    decided = _told(settled, _OPEN, None if verbose else mentioned)
    same = _told(settled, _SAME) if verbose else []
    page: list[Line] = [*_list(changed, columns)]
    page += _list(
        decided, columns, "and, where nothing says how it stands today" if changed else ""
    )
    page += _list(same, columns, "as today")
    hidden = len(settled) - sum(number for number, _, _ in (*changed, *decided, *same))
    if hidden:
        page.append(
            line(_INDENT, Piece(f"{counted(hidden, 'other term')} as today or open", "faint"))
        )
    return (*page, *_events(library, package, columns, verbose))


def _list(told: Sequence[tuple[int, str, str]], columns: int, head: str = "") -> Page:
    page: list[Line] = [line(head)] if head and told else []
    for _, said, name in told:
        *parts, last = wrapped(f"{said}  {name}", columns - len(_INDENT) - 2)
        words = last.removesuffix(name)
        first = [line(_INDENT, parts[0])] if parts else []
        page += [*first, *lines(parts[1:], "plain", _INDENT + "  ")]
        indent = _INDENT + ("  " if parts else "")
        page.append(line(indent, words, Piece(last[len(words) :], "faint")))
    return tuple(page)


def _told(
    settled: Iterable[tuple[Term, _Settled]], kind: str, among: Collection[str] | None = None
) -> list[tuple[int, str, str]]:
    """Return number, words and name for all members of a term that come to the same."""
    wanted = [
        (term, each)
        for term, each in settled
        if each.kind == kind and (among is None or term.name in among)
    ]
    found: list[tuple[int, str, str]] = []
    for _, members in groupby(wanted, key=lambda row: row[0].name):
        rows_of_term = sorted(members, key=lambda row: row[1].said)
        for said, group in groupby(rows_of_term, key=lambda row: row[1].said):
            same = list(group)
            term = same[0][0]
            words = f"{term.meaning}: {said}" if term.meaning else said
            found.append((len(same), words, _name(term, [each.member for _, each in same])))
    return found


def _name(term: Term, members: Sequence[str]) -> str:
    inside = [each.partition("[")[2].rstrip("]") for each in members]
    return f"{term.name}[{few(inside, MEMBERS_SHOWN)}]" if inside[0] else term.name


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
    if not term.has_now:
        return _Settled(member, _in_phases(library, member, values), _OPEN)
    today = answer_text(library.domains[member], term.now)
    changed = {phase: value for phase, value in values.items() if value != term.now}
    if not changed:
        return _Settled(member, today, _SAME)
    whole = len(changed) == len(values)
    said = _in_phases(library, member, changed, alone=whole)
    return _Settled(member, f"{said} ({'today' if whole else 'else, as today'}: {today})", _CHANGED)


def _in_phases(
    library: Library, member: str, values: dict[str | None, Answer], alone: bool = True
) -> str:
    """Return the values, with their phases if they differ or are not all (``alone``)."""
    domain = library.domains[member]
    by_value: dict[str, list[str]] = {}
    for phase in sorted(values, key=lambda phase: phase != library.default_phase):
        by_value.setdefault(answer_text(domain, values[phase]), []).append(spaced(phase or ""))
    if len(by_value) == 1 and alone:
        return next(iter(by_value))
    return "; ".join(f"{value} in {listed(phases)}" for value, phases in by_value.items())


def _events(library: Library, package: Package, columns: int, verbose: bool) -> Page:
    happening = sorted((day, event) for event, day in package.days.items() if day is not None)
    never = [event for event, day in package.days.items() if day is None]
    told = [(day_text(day), event) for day, event in happening]
    told += [("never", event) for event in never] if verbose else []
    entries = tuple(
        Row(when, (Piece(f"{event_words(library, event)} ({event})"),), "strong")
        for when, event in told
    )
    page: list[Line] = [line("with these events")] if entries else []
    page += rows(entries, columns, _INDENT)
    if never and not verbose:
        said = f"{counted(len(never), 'event')} that need not happen"
        page.append(line(_INDENT, Piece(said, "faint")))
    return (BLANK, *page) if entries else tuple(page)


def event_words(library: Library, event: str) -> str:
    """Return what an event is, by its description."""
    base, _, index = event.partition("[")
    said = library.events[base].meaning or base
    return f"{said} ({spaced(index.rstrip(']'))})" if index else said
