"""Timeline as text: day by day how it stands, who moved, and what opened or closed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from termcheck.library.model import Clause, Library
from termcheck.questions import verdict as v
from termcheck.questions.timeline import Day, Move, Timeline, has_deal, no_deal
from termcheck.report.by_reading import condition, shared_conflicts
from termcheck.report.clause_rows import clause_of
from termcheck.report.conflict_text import conflict_page
from termcheck.report.counting import counted
from termcheck.report.disclosures import notes
from termcheck.report.layout import Row, rows, wrapped
from termcheck.report.page import BLANK, Line, Page, Piece, line, lines
from termcheck.report.values import day_text, listed
from termcheck.report.verdict_text import disclosed, headline
from termcheck.report.wording import meaning, passages, title

MOVES_SHOWN = 6
"""How many clauses of one party and day are named; the rest is counted."""

_VERBS = {"stated": "states", "restated": "restates", "withdrawn": "withdraws"}
_INDENT = "   "


def timeline_page(library: Library, found: Timeline, columns: int, verbose: bool = False) -> Page:
    """Return how it stands at the end, then the days, then every conflict under its number."""
    numbers = _numbers(found)
    page: list[Line] = [*_headline(found, columns)]
    for day in found.days:
        page += [BLANK, *_day(library, day, numbers, columns, verbose)]
    for number, (conflict, readings, every) in enumerate(numbers.values(), 1):
        same = [v.ByReading(each, _only(conflict)) for each in readings]
        own = shared_conflicts(same)[0].told
        page += [BLANK, *conflict_page(library, conflict, number, own, columns)]
        only = condition(readings, every)
        page += lines(wrapped(f"only {only}", columns - 3), "warn", _INDENT) if only else ()
    told = disclosed(notes(library, found.question), columns)
    return (*page, BLANK, *_remarks(found, columns), *told)


def _only(conflict: v.Conflict) -> v.Incompatible:
    return v.Incompatible((conflict,), (), True)


_Known = tuple[v.Conflict, list[v.Readings], list[v.Readings]]
"""A conflict, the readings under which it arises, and all readings of that day."""


def _numbers(found: Timeline) -> dict[object, _Known]:
    """Return every conflict that arises, by what makes it the same on another day.

    It is told as it stands on the last day on which it does.
    """
    known: dict[object, _Known] = {}
    for day in found.days:
        every = [each.readings for each in day.verdict.outcomes]
        here: dict[object, _Known] = {}
        for readings, conflict in _conflicts_of(day):
            here.setdefault(_identity(conflict), (conflict, [], every))[1].append(readings)
        known |= here
    return known


def _conflicts_of(day: Day) -> Iterator[tuple[v.Readings, v.Conflict]]:
    for each in day.verdict.outcomes:
        if isinstance(each.outcome, v.Incompatible):
            yield from ((each.readings, conflict) for conflict in each.outcome.conflicts)


def _identity(conflict: v.Conflict) -> object:
    return (conflict.names, frozenset(conflict.kept))


def _headline(found: Timeline, columns: int) -> Page:
    last = found.days[-1].verdict
    turns = [day for day in found.days if day.opened_by or day.closed_by]
    since = f" since {_when(turns[-1])}" if turns else f" since {_when(found.days[0])}"
    if has_deal(last):
        return (line(Piece("a deal is possible", "good"), since),)
    if no_deal(last):
        return (line(Piece("no deal", "bad"), since),)
    said = "".join(piece.text for piece in headline(last.outcomes))
    return lines(wrapped(f"at the end: {said}", columns), "warn")


def _when(day: Day) -> str:
    return day_text(day.day) if day.day else "ever"


def when(day: Day) -> str:
    """Return the day in words."""
    return day_text(day.day) if day.day else "always"


# --- one day ---------------------------------------------------------------------


def _day(
    library: Library, day: Day, numbers: dict[object, _Known], columns: int, verbose: bool
) -> Page:
    worst = [e for e in day.verdict.outcomes if type(e.outcome) is type(day.verdict.outcome)]
    named = _conflicts(day, numbers)
    page: list[Line] = [line(Piece(when(day), "strong"), "  ", *headline(worst), named)]
    page += _turn(library, day, columns)
    for (party, change), moves in groupby(day.moves, key=lambda m: (_party(m), m.change)):
        page += _moves(library, party, change, list(moves), columns, verbose)
    return tuple(page)


def _conflicts(day: Day, numbers: dict[object, _Known]) -> str:
    order = list(numbers)
    here = {
        order.index(_identity(conflict)) + 1
        for each in day.verdict.outcomes
        if isinstance(each.outcome, v.Incompatible)
        for conflict in each.outcome.conflicts
    }
    return f" ({listed(map(str, sorted(here)))})" if here else ""


def _party(move: Move) -> str:
    return move.name.partition(".")[0]


def _turn(library: Library, day: Day, columns: int) -> Page:
    """Return which statements opened or closed the zone of agreement, with their passages."""
    page: list[Line] = []
    for word, moves in (("opened", day.opened_by), ("closed", day.closed_by)):
        if not moves:
            continue
        page.append(line(_INDENT, Piece(f"{word} by", "strong")))
        entries = tuple(_moved(library, day, each) for each in moves)
        page += rows(entries, columns, _INDENT * 2)
    return tuple(page)


def _moved(library: Library, day: Day, move: Move) -> Row:
    clause, branch = clause_of(library, move.key)
    what = f"{title(library, clause.owner)} {_VERBS[move.change]} it: "
    said = [Piece(what + meaning(library, clause, branch))]
    cited = passages(library, clause)
    said += [Piece(f"— {cited}", "faint")] if cited else []
    place = _withdrawn_at(library, day, clause) if move.change == "withdrawn" else ""
    said += [Piece(f"withdrawn in {place}", "faint")] if place else []
    return Row(move.name, tuple(said))


def _withdrawn_at(library: Library, day: Day, clause: Clause) -> str:
    """Return the file and line in which a party withdraws a clause on a day."""
    for each in library.withdrawals:
        if (each.party, each.label, each.day) == (clause.owner, clause.label, day.day):
            source = library.texts[each.span.file]
            return f"{each.span.file}, line {source.place(each.span.start).line}"
    return ""


def _moves(
    library: Library, party: str, change: str, moves: Sequence[Move], columns: int, verbose: bool
) -> Page:
    shown = moves if verbose else moves[:MOVES_SHOWN]
    labels = [each.name.partition(".")[2] for each in shown]
    hidden = len(moves) - len(shown)
    labels += [counted(hidden, "other")] if hidden else []
    said = f"{title(library, party)} {_VERBS[change]} {listed(labels)}"
    return lines(wrapped(said, columns - len(_INDENT)), "faint", _INDENT)


def _remarks(found: Timeline, columns: int) -> Page:
    said = ["a clause is on the table from the day on which it is stated until it is withdrawn"]
    said += [] if found.complete else ["not every day was decided with all its conflicts"]
    return lines([part for text in said for part in wrapped(text, columns)], "faint")
