"""Coalitions as text: who blocks whom, over what, and who can agree."""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.model import Library
from termcheck.questions.coalitions import Coalitions
from termcheck.questions.shortest import Shortest
from termcheck.report.conflict_text import conflict_page
from termcheck.report.counting import counted
from termcheck.report.layout import wrapped
from termcheck.report.limits_text import limits_text
from termcheck.report.page import BLANK, Line, Page, Piece, line, lines
from termcheck.report.values import listed
from termcheck.report.verdict_text import only_because, others

AGREEING_SHOWN = 12
"""How many of the largest sets that can agree are written out; the rest is counted."""


def coalitions_page(
    library: Library,
    found: Coalitions,
    columns: int,
    verbose: bool = False,
    most: int | None = None,
) -> Page:
    """Return the largest sets that can agree, then the minimal sets that block, and why.

    Of the latter at most ``most`` are told, all of them if that is ``None``.
    """
    page: list[Line] = [*coalitions_head(found), *_agreeing(found, columns, verbose)]
    blocking = list(zip(found.blocking, found.reasons, strict=True))
    for number, (parties, reason) in enumerate(blocking[:most], 1):
        page += [BLANK, *_blocking(library, parties, reason, number, columns)]
    page += others(len(blocking[:most]), len(blocking), "set")
    return (*page, BLANK, *_remarks(found, columns))


def coalitions_head(found: Coalitions) -> Page:
    """Return how many sets can agree."""
    number = 2 ** len(found.parties) - 1
    good = sum(each.word == "compatible" for each in found.sets())
    if not found.complete:
        return (line(Piece("undecided", "warn"), ": not every set of parties was decided"),)
    if good == number:
        never = found.never_happens[0]
        more = f" {only_because(never)}" if never else ""
        return (line(Piece("all of them can agree", "warn" if never else "good"), more),)
    said = f"{good} of {counted(number, 'set')} of parties can agree"
    some = sum(map(bool, found.never_happens))
    only = f"; {some} of the largest only because events never happen" if some else ""
    return (line(Piece("they cannot all agree", "bad"), f": {said}", Piece(only, "warn")),)


def _agreeing(found: Coalitions, columns: int, verbose: bool) -> Page:
    if not found.agreeing or len(found.agreeing[0]) == len(found.parties):
        return ()
    every = list(zip(found.agreeing, found.never_happens, strict=True))
    shown = every if verbose else every[:AGREEING_SHOWN]
    page: list[Line] = [BLANK, line(Piece("the largest that can", "strong"))]
    for names, never in shown:
        without = [name for name in found.parties if name not in names]
        said = f"{listed(names)}, without {listed(without)}"
        said += f", {only_because(never)}" if never else ""
        page += lines(wrapped(said, columns - 3), "plain", "   ")
    hidden = len(found.agreeing) - len(shown)
    if hidden:
        page.append(line("   ", Piece(f"… {counted(hidden, 'other')}", "faint")))
    return tuple(page)


def _blocking(
    library: Library, parties: Sequence[str], reason: Shortest, number: int, columns: int
) -> Page:
    kept = reason.conflict is not None and reason.conflict.kept
    alone = "cannot live with what is kept" if kept else "asks for what cannot be"
    verb = "cannot agree" if len(parties) > 1 else alone
    rest = "" if len(parties) < 3 else "; any fewer of them can"
    head = line(Piece(listed(parties), "name"), Piece(f" {verb}{rest}", "strong"))
    if reason.conflict is None:
        return (head, *lines([f"   why was not decided: {limits_text(reason.limits)}"], "warn"))
    return (head, *conflict_page(library, reason.conflict, number, reason.readings, columns))


def _remarks(found: Coalitions, columns: int) -> Page:
    said: list[str] = []
    if found.silent:
        one = len(found.silent) == 1
        verbs = ("insists", "blocks") if one else ("insist", "block")
        nothing = f"{verbs[0]} on nothing as asked, and so {verbs[1]} nobody"
        said.append(f"{listed(found.silent)} {nothing}")
    if found.complete and not found.blocking:
        said.append("and so can any fewer of them")
    elif found.complete:
        said.append("every other set contains one of these or is part of one that can agree")
    else:
        said.append(f"there may be more that block: {limits_text(found.limits)}")
    return lines([part for text in said for part in wrapped(text, columns)], "faint")
