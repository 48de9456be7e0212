"""Coalitions as text: who blocks whom, over what, and who can agree."""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.model import Library
from termcheck.questions.coalitions import Coalitions
from termcheck.questions.shortest import Shortest
from termcheck.report.conflict_text import conflict_page
from termcheck.report.layout import wrapped
from termcheck.report.limits_text import limits_text
from termcheck.report.page import BLANK, Line, Page, Piece, line, lines
from termcheck.report.values import counted, listed

AGREEING_SHOWN = 12
"""How many of the largest sets that can agree are written out; the rest is counted."""


def coalitions_page(
    library: Library, found: Coalitions, columns: int, verbose: bool = False
) -> Page:
    """Return the largest sets that can agree, then each minimal set that blocks, and why."""
    page: list[Line] = [*_headline(found), *_agreeing(found, columns, verbose)]
    for number, (parties, reason) in enumerate(zip(found.blocking, found.reasons, strict=True), 1):
        page += [BLANK, *_blocking(library, parties, reason, number, columns)]
    return (*page, BLANK, *_remarks(found, columns))


def _headline(found: Coalitions) -> Page:
    number = 2 ** len(found.parties) - 1
    good = sum(each.word == "compatible" for each in found.sets())
    if not found.complete:
        return (line(Piece("undecided", "warn"), ": not every set of parties was decided"),)
    if good == number:
        return (line(Piece("all of them can agree", "good")),)
    said = f"{good} of {counted(number, 'set')} of parties can agree"
    return (line(Piece("they cannot all agree", "bad"), f": {said}"),)


def _agreeing(found: Coalitions, columns: int, verbose: bool) -> Page:
    if not found.agreeing or len(found.agreeing[0]) == len(found.parties):
        return ()
    shown = found.agreeing if verbose else found.agreeing[:AGREEING_SHOWN]
    page: list[Line] = [BLANK, line(Piece("the largest that can", "strong"))]
    for names in shown:
        without = [name for name in found.parties if name not in names]
        said = f"{listed(names)}, without {listed(without)}"
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
    if found.complete:
        said.append("every other set contains one of these or is part of one that can agree")
    else:
        said.append(f"there may be more that block: {limits_text(found.limits)}")
    return lines([part for text in said for part in wrapped(text, columns)], "faint")
