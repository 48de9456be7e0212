"""Answers about many texts or days in short: one line for each thing that was found."""

from __future__ import annotations

from collections.abc import Iterable

from termcheck.questions.coalitions import Coalitions
from termcheck.questions.difference import Difference
from termcheck.questions.matrix import Matrix
from termcheck.questions.shortest import Shortest
from termcheck.questions.timeline import Timeline
from termcheck.report.coalitions_text import coalitions_head
from termcheck.report.concise import clashing, under
from termcheck.report.diff_text import RELATIONS
from termcheck.report.limits_text import limits_text
from termcheck.report.lookup import Shown
from termcheck.report.matrix_text import matrix_head
from termcheck.report.page import Line, Page, Piece, line
from termcheck.report.timeline_text import when
from termcheck.report.values import listed
from termcheck.report.verdict_text import headline, only_because


def concise_matrix(found: Matrix, most: int | None = None) -> Page:
    """Return the verdict in a line, and a line for each pair that does not simply hold."""
    told = list(matrix_head(found))
    own = zip(found.names, found.alone, strict=True)
    told += [row for name, each in own for row in _ended(name, each)]
    pairs = [row for pair in found.pairs for row in _ended(f"{pair.a}, {pair.b}", pair.found)]
    return (*told, *pairs[:most])


def _ended(who: str, found: Shortest) -> Iterable[Line]:
    """Yield how texts end together, unless they simply hold."""
    name = Piece(who, "name")
    if found.conflict is not None:
        yield line("clash: ", name, f": {clashing(found.conflict)}", under(found.readings))
    elif found.word == "undecided":
        yield line("undecided: ", name, f": {limits_text(found.limits)}")
    elif found.never_happens:
        yield line("compatible: ", name, f": {only_because(found.never_happens)}")


def concise_coalitions(found: Coalitions, most: int | None = None) -> Page:
    """Return the verdict in a line, then the largest sets that agree, then what blocks."""
    told = list(coalitions_head(found))
    for names, never in zip(found.agreeing, found.never_happens, strict=True):
        only = f": {only_because(never)}" if never else ""
        told.append(line("agree: ", Piece(", ".join(names), "name"), only))
    for names, why in list(zip(found.blocking, found.reasons, strict=True))[:most]:
        over = clashing(why.conflict) if why.conflict else f"undecided, {limits_text(why.limits)}"
        told.append(line("clash: ", Piece(", ".join(names), "name"), f": {over}"))
    return tuple(told)


def concise_timeline(found: Timeline) -> Page:
    """Return a line for each day: how it stands, and who opened or closed it."""
    told: list[Line] = []
    for day in found.days:
        worst = [e for e in day.verdict.outcomes if type(e.outcome) is type(day.verdict.outcome)]
        turns = [("opened", day.opened_by), ("closed", day.closed_by)]
        by = [f"; {word} by {listed(m.name for m in moves)}" for word, moves in turns if moves]
        told.append(line(Piece(when(day), "strong"), ": ", *headline(worst), *by))
    return tuple(told)


def concise_diff(found: Difference) -> Page:
    """Return a line for each text, declaration, conflict and check that is another one now."""
    told = [
        line(Piece(each.name, "name"), f" {RELATIONS[each.found.relation][0]}")
        for each in found.changes
    ]
    told += [
        line(f"declared otherwise: {e.kind} ", Piece(e.name, "name")) for e in found.redeclared
    ]
    words = ("head alone", "base alone") if found.kind == "texts" else ("opened", "closed")
    for word, meetings in zip(words, (found.opened, found.closed), strict=True):
        for each in meetings:
            texts = Piece(", ".join(each.texts), "name")
            why = f": {clashing(each.conflict)}"
            told.append(line(f"{word}: ", texts, why, under(each.readings)))
    for check in found.checks:
        told.append(line(f"check {check.name}: {check.base or 'none'}, now {check.head or 'none'}"))
    told += [line("without effect: ", Piece(name, "name")) for name in found.idle]
    told += [line("cites otherwise: ", Piece(each.clause, "name")) for each in found.passages]
    told += [line(f"undecided: {limits_text(found.limits)}")] if found.limits else []
    return tuple(told) or (line("nothing changes what the texts allow"),)


def concise_show(found: Iterable[Shown]) -> Page:
    """Return a line for each thing that has the name, and one for each name that refers to it."""
    told: list[Line] = []
    for each in found:
        said = f": {each.description}" if each.description else ""
        told.append(line(f"{each.kind} ", Piece(each.name, "name"), said))
        told += [
            line(f"{word}: ", Piece(n, "name")) for word, names in each.referred for n in names
        ]
    return tuple(told)
