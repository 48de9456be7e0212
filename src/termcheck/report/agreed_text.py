"""One package deal as text: what it keeps, leaves out, fixes and leaves open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from termcheck.library.formula import Variable
from termcheck.library.model import Library
from termcheck.questions.deal import Better, FullDeal, Left
from termcheck.report.clause_rows import clause_rows, status_quo_row, text_row
from termcheck.report.conflict_text import reason_page
from termcheck.report.counting import counted
from termcheck.report.deal_text import taken_page
from termcheck.report.fixed_text import fixed_page, is_news
from termcheck.report.layout import Row, rows, wrapped
from termcheck.report.package_text import event_words
from termcheck.report.page import BLANK, Line, Page, line, lines
from termcheck.report.values import few, listed

OPEN_SHOWN = 12
"""How many of the terms that a package leaves open are named."""

_INDENT = "   "


def deal_page(
    library: Library,
    deal: FullDeal,
    columns: int,
    mentioned: Collection[str],
    verbose: bool,
) -> Page:
    """Return what a package deal settles, what it leaves open, and its options."""
    page: list[Line] = []
    if verbose:
        page += names_page("keeps: ", listed(unit.name for unit in deal.kept) or "nothing", columns)
    fixed = fixed_page(library, deal.fixed, columns, None if verbose else mentioned)
    if fixed:
        page += [line("it fixes"), *fixed]
    page += _events(library, deal, columns)
    page += _open(deal, columns, mentioned, verbose)
    page += taken_page(deal.options, ("options taken", "options left"), columns)
    words = ("recommendations kept", "recommendations not kept")
    return (*page, *taken_page(deal.recommended, words, columns))


def unlike_page(
    library: Library, first: FullDeal, deal: FullDeal, columns: int, mentioned: Collection[str]
) -> Page:
    """Return what ``deal`` fixes and ``first`` does not, and what it leaves open beside that."""
    before, here = dict(first.fixed), dict(deal.fixed)
    new = [row for row in deal.fixed if before.get(row[0], row) != row[1]]
    new = [row for row in new if is_news(library, row, mentioned)]
    page: list[Line] = []
    told = fixed_page(library, new, columns, mentioned) if new else ()
    page += [line("unlike package 1, it fixes"), *told] if told else []
    freed = [each for each in before if each not in here]
    open_ = _said_open(freed, deal, mentioned, verbose=False)
    if open_:
        page += names_page("it leaves open what package 1 fixes: ", "; ".join(open_), columns)
    events = {row for row in deal.happening if row not in first.happening}
    page += _events(library, deal.but(happening=tuple(sorted(events))), columns)
    return tuple(page)


def left_page(library: Library, left: Sequence[Left], columns: int) -> Page:
    """Return what is left out, each with what excludes it."""
    page: list[Line] = []
    for each in left:
        page += rows(_row(library, each), columns, _INDENT)
        page += names_page(f"{_INDENT}    ", _because(each), columns)
    return tuple(page)


def _row(library: Library, left: Left) -> tuple[Row, ...]:
    unit = left.unit
    if unit.kind == "text":
        return (text_row(library, unit.name, unit.clauses),)
    if unit.kind == "status quo":
        return (status_quo_row(library, unit.name.removeprefix("status quo of ")),)
    readings = _reading(library, left)
    return clause_rows(library, unit.clauses, readings)


def _reading(library: Library, left: Left) -> tuple[tuple[str, str], ...]:
    """Return the reading of a clause that has some, as its item names it."""
    key = left.unit.clauses[0]
    item = left.unit.items[0].name
    clause = library.clauses.get(key)
    if clause is None or not clause.has_readings or item == key:
        return ()
    return ((clause.name, item.removeprefix(f"{key}.")),)


def _because(left: Left) -> str:
    if left.reason is None:
        return "why was not found out in time"
    by = [*left.because, *(f"rule {name}" for name in left.reason.rules)]
    by += [f"what is supposed ({text})" for text in left.reason.suppositions]
    return f"excluded by {listed(by)}" if by else "it cannot hold by itself"


def names_page(head: str, names: str, columns: int) -> Page:
    """Return ``names`` after ``head``, further lines below the first."""
    first, *more = wrapped(names, columns - len(head))
    indent = " " * len(head)
    return (line(head, first), *(line(indent, each) for each in more))


def _events(library: Library, deal: FullDeal, columns: int) -> Page:
    happens = [event for event, will in deal.happening if will]
    never = [event for event, will in deal.happening if not will]
    page: list[Line] = []
    for head, found in (("happens: ", happens), ("never happens: ", never)):
        if found:
            words = "; ".join(f"{event_words(library, event)} ({event})" for event in found)
            page += names_page(head, words, columns)
    return (BLANK, *page) if page else ()


def _open(deal: FullDeal, columns: int, mentioned: Collection[str], verbose: bool) -> Page:
    """Return all that is open: terms of the clauses by name, what is hidden by number."""
    every = {each.term.partition("[")[0] for each in deal.open}
    said = _said_open(deal.open, deal, every if verbose else mentioned, verbose)
    hidden = [] if verbose else _hidden(len(every - {*mentioned}), len(deal.open_events))
    said += [listed(deal.open_events)] if verbose and deal.open_events else []
    said += [listed(hidden)] if hidden else []
    return (BLANK, *names_page("it leaves open: ", "; ".join(said), columns)) if said else ()


def _said_open(
    open_: Iterable[Variable], deal: FullDeal, among: Collection[str], verbose: bool
) -> list[str]:
    """Return the terms that are open, then those of which some members or phases are."""
    somewhere = {each.term.partition("[")[0] for each, _ in deal.fixed}
    names = dict.fromkeys(each.term.partition("[")[0] for each in open_)
    here = [name for name in names if name in among]
    whole = [name for name in here if name not in somewhere]
    partly = [name for name in here if name in somewhere]
    said = [_few(whole, verbose)] if whole else []
    return [*said, f"in part: {_few(partly, verbose)}"] if partly else said


def _few(names: Sequence[str], verbose: bool) -> str:
    if verbose:
        return listed(names)
    number = f" ({counted(len(names), 'term')} of the clauses)" if len(names) > OPEN_SHOWN else ""
    return few(names, OPEN_SHOWN) + number


def _hidden(terms: int, events: int) -> list[str]:
    found = [f"{counted(terms, 'term')} that no clause names"] if terms else []
    return [*found, counted(events, "event")] if events else found


# --- why it is not more ----------------------------------------------------------------


def better_page(library: Library, better: Sequence[Better], name: str, columns: int) -> Page:
    """Return for each party why no package is better for it, beside what the others get."""
    page: list[Line] = []
    best = [each.party for each in better if each.at_best]
    if best:
        verb = "has" if len(best) == 1 else "have"
        said = f"{listed(best)} {verb} the best score that any package gives"
        page += [BLANK, *lines(wrapped(said, columns))]
    for each in better:
        if not each.at_best:
            page += [BLANK, *_worse(library, each, name, columns)]
    return tuple(page)


def _worse(library: Library, each: Better, name: str, columns: int) -> Page:
    if each.reason is None:
        said = f"{each.party} could score more only by giving up demands of its own that come first"
        return lines(wrapped(said, columns))
    said = f"with what the others get in {name}, none is better for {each.party}, because of"
    return (
        *lines(wrapped(said, columns)),
        *reason_page(library, each.reason, (), columns),
    )
