"""Matrix as text: a table of all pairs, and below it what each clash is about."""

from __future__ import annotations

from collections.abc import Iterable

from termcheck.library.model import Library
from termcheck.logic.problem import STATUS_QUO
from termcheck.questions import verdict as v
from termcheck.questions.matrix import Matrix, Pair
from termcheck.questions.shortest import Shortest
from termcheck.report.conflict_text import conflict_page
from termcheck.report.counting import counted
from termcheck.report.disclosures import notes
from termcheck.report.layout import Row, rows, shortened, width, wrapped
from termcheck.report.limits_text import limits_text
from termcheck.report.matrix_crowd import MOST_TOLD, WIDEST_TEXT, crowd, is_crowd, telling
from termcheck.report.package_text import package_page
from termcheck.report.page import BLANK, Line, Look, Page, Piece, line, lines
from termcheck.report.values import listed
from termcheck.report.verdict_text import disclosed, only_because, others

_SIGNS: dict[str, tuple[str, Look]] = {"compatible": ("·", "faint"), "undecided": ("?", "warn")}


def matrix_page(
    library: Library,
    found: Matrix,
    columns: int,
    verbose: bool = False,
    most: int | None = None,
) -> Page:
    """Return the table, a shortest conflict of each pair that clashes, and what holds.

    Of the conflicts at most ``most`` are told, all of them if that is ``None``.
    Of very many texts there is no table, and few conflicts are told unless asked for.
    """
    clashing = [each for each in found.pairs if each.found.conflict is not None]
    told = clashing[:most]
    page: list[Line] = [*matrix_head(found), BLANK]
    if is_crowd(found):
        page += crowd(found, columns)
        told = telling(found)[: most or MOST_TOLD]
    else:
        page += [*_table(found, columns), BLANK, *_legend(found, columns)]
    page += _alone(found, columns)
    page += _never(found, columns)
    for number, pair in enumerate(told, 1):
        page += _clash(library, pair, number, columns, verbose)
    page += others(len(told), len(clashing), "pair")
    page += _groups(library, found, columns, verbose)
    page += _proved(found, columns)
    return (*page, *disclosed(notes(library, found.question), columns))


def matrix_head(found: Matrix) -> Page:
    """Return how many pairs clash, and how many hold only because events never happen."""
    clashing = [each for each in found.pairs if each.found.conflict is not None]
    said = f"{len(clashing)} of {counted(len(found.pairs), 'pair')} cannot hold together"
    said = said if clashing else f"no pair of {len(found.names)} texts clashes"
    number = sum(bool(pair.found.never_happens) for pair in found.pairs)
    only = f"; {number} can only because events never happen" if number else ""
    return (line(Piece(said, "bad" if clashing else "good"), Piece(only, "warn")),)


# --- the table ---------------------------------------------------------------


def _table(found: Matrix, columns: int) -> Page:
    """Return the table in as many bands as the page needs."""
    cells = {(each.a, each.b): each.found for each in found.pairs}
    cells |= {(b, a): each for (a, b), each in cells.items()}
    cells |= {(name, name): each for name, each in zip(found.names, found.alone, strict=True)}
    digits = len(str(len(found.names)))
    names = [shortened(each, WIDEST_TEXT) for each in found.names]
    widest = max(map(width, names), default=0)
    step = digits + 1
    fitting = max(1, (columns - widest - digits - 3) // step)
    page: list[Line] = []
    for start in range(0, len(names), fitting):
        page += [BLANK] if start else []
        band = range(start, min(start + fitting, len(names)))
        numbers = "".join(str(at + 1).rjust(step) for at in band)
        page.append(line(" " * (digits + widest + 3), Piece(numbers, "faint")))
        for row, name in enumerate(names):
            number = str(row + 1).rjust(digits)
            head = (Piece(f"{number} ", "faint"), Piece(name.ljust(widest), "name"), Piece("  "))
            signs = (_cell(found, cells, row, at, step) for at in band)
            page.append((*head, *signs))
    return tuple(page)


def _cell(
    found: Matrix, cells: dict[tuple[str, str], Shortest], row: int, column: int, step: int
) -> Piece:
    each = cells[found.names[row], found.names[column]]
    if row == column and each.word == "compatible" and not each.never_happens:
        return Piece(" " * step)
    sign, look = _SIGNS.get(each.word, ("", "bad"))
    sign, look = ("~", "warn") if each.never_happens else (sign, look)
    number = min(9, len(each.conflict.clauses)) if each.conflict else 0
    return Piece((sign or str(number)).rjust(step), look)


def _legend(found: Matrix, columns: int) -> Page:
    said = "a number says how few clauses clash, · that the two can hold together"
    every = (*found.alone, *(pair.found for pair in found.pairs))
    words = {each.word for each in every}
    only = any(each.never_happens for each in every)
    said += ", ~ that they can only because an event never happens" if only else ""
    said += ", ? that it was not decided" if "undecided" in words else ""
    return lines(wrapped(said, columns), "faint")


# --- below the table -----------------------------------------------------------


def _alone(found: Matrix, columns: int) -> Page:
    bad = [n for n, e in zip(found.names, found.alone, strict=True) if e.word == "incompatible"]
    if not bad:
        return ()
    said = f"{listed(bad)} cannot hold even alone"
    return (BLANK, *lines(wrapped(said, columns), "warn"))


def _never(found: Matrix, columns: int) -> Page:
    """Return what never happens in the pairs, and the texts, that hold together only so."""
    own = zip(found.names, found.alone, strict=True)
    told = [(name, each.never_happens) for name, each in own]
    told += [(f"{pair.a} and {pair.b}", pair.found.never_happens) for pair in found.pairs]
    entries = [Row(who, (Piece(only_because(never)),)) for who, never in told if never]
    return (BLANK, *rows(tuple(entries), columns)) if entries else ()


def _clash(library: Library, pair: Pair, number: int, columns: int, verbose: bool) -> Page:
    conflict = pair.found.conflict
    assert conflict is not None
    head = line(
        Piece(f"{number}  ", "strong"), Piece(pair.a, "name"), " and ", Piece(pair.b, "name")
    )
    if verbose:
        found = conflict_page(library, conflict, number, pair.found.readings, columns)
        return (BLANK, head, *found)
    indent = " " * (len(str(number)) + 2)
    return (*((BLANK,) if number == 1 else ()), head, *_short(conflict, pair, columns, indent))


def _short(conflict: v.Conflict, pair: Pair, columns: int, indent: str) -> Page:
    joined = [*conflict.rules, *conflict.kept]
    said = ", ".join((*conflict.clauses, *(STATUS_QUO + name for name in conflict.status_quo)))
    said += f", by {listed(joined)}" if joined else ""
    said += f", supposing {listed(conflict.suppositions)}" if conflict.suppositions else ""
    own = {name: label for name, label in pair.found.readings if name in conflict.clauses}
    said += f", if {listed(f'{n} is read as {label}' for n, label in own.items())}" if own else ""
    return lines(wrapped(said, columns - len(indent)), "plain", indent)


def _groups(library: Library, found: Matrix, columns: int, verbose: bool) -> Page:
    if not found.groups:
        return ()
    number = len(found.groups)
    together = f"these {number} groups hold together, and between them they cover every other pair"
    together = together if number > 1 else "this group holds together and covers every other pair"
    page: list[Line] = [BLANK, *lines(wrapped(together, columns), "strong")]
    for place, group in enumerate(found.groups, 1):
        said = [Piece(listed(group.names))]
        said += [Piece(only_because(group.never_happens), "warn")] if group.never_happens else []
        page += rows((Row(str(place), tuple(said), "plain"),), columns, "   ")
        if verbose and group.package:
            page += package_page(library, group.package, columns)
    return tuple(page)


def _proved(found: Matrix, columns: int) -> Page:
    every: Iterable[Shortest] = (*found.alone, *(pair.found for pair in found.pairs))
    limits = dict.fromkeys(limit for each in every for limit in each.limits)
    said = "every pair decided; `termcheck conflicts A B` shows all conflicts of a pair"
    if limits:
        said = f"not every pair was decided or proved shortest: {limits_text(limits)}"
    return (BLANK, *lines(wrapped(said, columns), "warn" if limits else "faint"))
