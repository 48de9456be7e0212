"""One package deal as text: what it keeps, leaves out, fixes and leaves open."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from termcheck.library.model import Library
from termcheck.logic.package import Package
from termcheck.questions.agreed import Agreed
from termcheck.questions.deal import Better, FullDeal, Left
from termcheck.report.clause_rows import clause_rows, status_quo_row, text_row
from termcheck.report.conflict_text import reason_page
from termcheck.report.deal_text import taken_page
from termcheck.report.layout import Row, rows, wrapped
from termcheck.report.package_text import event_words, package_page
from termcheck.report.page import BLANK, Line, Page, Piece, line, lines
from termcheck.report.values import counted, few, listed

OPEN_SHOWN = 12
"""How many of the terms that a package leaves open are named."""

_INDENT = "   "


def deal_page(
    library: Library,
    answer: Agreed,
    deal: FullDeal,
    name: str,
    columns: int,
    mentioned: Collection[str],
    verbose: bool,
) -> Page:
    """Return one package deal under its name."""
    page: list[Line] = [line(Piece(name, "strong"), f": {_kept(deal)}")]
    if deal.left:
        page += left_page(library, deal.left, columns)
    if verbose or len(answer.parts) > 1:
        kept = listed(unit.name for unit in deal.kept) or "nothing"
        page += names_page("kept: ", kept, columns)
    fixed = package_page(library, Package(dict(deal.fixed), {}), columns, mentioned, verbose)
    if fixed:
        page += [BLANK, line("it fixes"), *fixed]
    page += _events(library, deal, columns)
    page += _open(deal, columns, mentioned, verbose)
    page += taken_page(deal.options, ("options taken", "options left"), columns)
    words = ("recommendations kept", "recommendations not kept")
    return (*page, *taken_page(deal.recommended, words, columns))


def _kept(deal: FullDeal) -> str:
    on_offer = len(deal.kept) + len(deal.left)
    if not deal.left:
        return "everything on offer is kept"
    return f"{len(deal.kept)} of {counted(on_offer, 'clause')} on offer are kept, left out are"


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
        return (text_row(library, unit.name),)
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
    names = dict.fromkeys(each.term.partition("[")[0] for each in deal.open)
    told = [name for name in names if verbose or name in mentioned]
    told += [event for event in deal.open_events if verbose]
    if not told:
        return ()
    said = listed(told) if verbose else few(told, OPEN_SHOWN)
    number = f" ({counted(len(told), 'term')} of the clauses)" if len(told) > OPEN_SHOWN else ""
    return (BLANK, *names_page("it leaves open: ", said + number, columns))


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
