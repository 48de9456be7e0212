"""The answer of ``packages`` as text: what could be agreed, who gets what, and why not more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from termcheck.library.model import Library, Question, Reference
from termcheck.questions.agreed import Agreed, Way
from termcheck.questions.deal import FullDeal, Left
from termcheck.questions.preference import Objective
from termcheck.questions.verdict import Readings
from termcheck.report.agreed_text import (
    better_page,
    deal_page,
    left_page,
    names_page,
    unlike_page,
)
from termcheck.report.counting import counted
from termcheck.report.disclosures import mentioned_terms, notes
from termcheck.report.layout import width, wrapped
from termcheck.report.limits_text import limits_text
from termcheck.report.page import BLANK, Line, Page, Piece, joined, line, lines
from termcheck.report.values import few, listed, number_text
from termcheck.report.verdict_text import disclosed
from termcheck.value import Value

CHOICES_SHOWN = 4
"""How many choices of one part are written out; the rest is counted."""

FRONT_SHOWN = 50
"""How many outcomes of a front are written out; the rest is counted."""

_INDENT = "   "
_ORDER: dict[Objective, str] = {
    "total": "most weight of demands met first",
    "fair": "the fairest first: the least share counts, then the next",
    "lexicographic": "demands in the order in which they are listed, the first party's first",
    "nash": "the greatest product of shares first",
    "pareto": "most weight of demands met first",
}


class WhatCouldBe(Value):
    """An answer to ``packages``, by reading."""

    question: Question
    offered: tuple[Reference, ...]
    objective: Objective
    answers: tuple[tuple[Readings, Agreed], ...]

    @property
    def everything(self) -> Question:
        """The question with what is on offer as if it were given."""
        return self.question.but(given=(*self.offered, *self.question.given))


def packages_page(
    library: Library, found: WhatCouldBe, columns: int, verbose: bool = False
) -> Page:
    """Return the answer under each combination of readings, those that agree told once."""
    sections: list[Page] = []
    for readings, same in _groups(found.answers):
        under = _under(readings, len(found.answers))
        head = lines(wrapped(under, columns), "name") if under else ()
        sections.append((*head, *_section(library, found, same, columns, verbose)))
    page = joined(sections)
    return (*page, *disclosed(notes(library, found.everything), columns))


def _groups(
    answers: Sequence[tuple[Readings, Agreed]],
) -> list[tuple[list[Readings], Agreed]]:
    """Return the answers that differ in what is kept and scored, with their readings."""
    groups: dict[object, tuple[list[Readings], Agreed]] = {}
    for readings, answer in answers:
        groups.setdefault(_told(answer), ([], answer))[0].append(readings)
    return list(groups.values())


def _told(answer: Agreed) -> object:
    parts = tuple(
        tuple((way.kept, tuple(each.unit.name for each in way.left)) for way in part)
        for part in answer.parts
    )
    shares = tuple(each.deal.outcome.shares for each in answer.shown)
    return (parts, answer.kept_in_all, shares, answer.packages.best)


def _under(readings: Sequence[Readings], every: int) -> str:
    if len(readings) == every:
        return f"the same under all {every} readings" if every > 1 else ""
    ways = (listed(f"{name}.{label}" for name, label in each) for each in readings)
    return f"under {'; or under '.join(ways)}"


def _section(
    library: Library, found: WhatCouldBe, answer: Agreed, columns: int, verbose: bool
) -> Page:
    page: list[Line] = [*_head(found, answer, columns)]
    if answer.packages.offer.held:
        held = f"red lines on offer are held, not traded: {_held(answer, verbose)}"
        page += lines(wrapped(held, columns), "faint")
    page += _shares(answer)
    page += _factored(answer, columns)
    always = _always_left(answer)
    if always and answer.packages.number > 1:
        page += [BLANK, line(Piece("left out of every package", "strong"))]
        page += left_page(library, always, columns)
    mentioned = mentioned_terms(library, found.question.but(given=_references(found)))
    for place, deal in enumerate(answer.shown, 1):
        page += [BLANK, *_deal(library, answer, deal, place, columns)]
        if place == 1:
            page += deal_page(library, deal, columns, mentioned, verbose)
            page += better_page(library, answer.better, _name(answer, place), columns)
        elif verbose:
            page += deal_page(library, deal, columns, mentioned, verbose)
        else:
            page += unlike_page(library, answer.shown[0], deal, columns, mentioned)
    return (*page, BLANK, *lines(wrapped(_proved(answer), columns), "faint"))


def _name(answer: Agreed, place: int) -> str:
    return "the package" if answer.packages.number == 1 else f"package {place}"


def _deal(library: Library, answer: Agreed, deal: FullDeal, place: int, columns: int) -> Page:
    """Return what a package keeps and leaves out, beside what is left out of all."""
    on_offer = counted(len(deal.kept) + len(deal.left), "clause")
    name = Piece(_name(answer, place), "strong")
    if not deal.left:
        return (line(name, ": everything on offer is kept"),)
    several = answer.packages.number > 1
    always = frozenset(each.unit for each in _always_left(answer) if several)
    own = [each for each in deal.left if each.unit not in always]
    left = ("; also left out:" if always else "; left out:") if own else ""
    head = line(name, f": {len(deal.kept)} of {on_offer} on offer are kept{left}")
    return (head, *left_page(library, own, columns))


def _always_left(answer: Agreed) -> tuple[Left, ...]:
    """Return what no package keeps, of which the reason given is the same in every package."""
    if not answer.shown or not answer.packages.counted:
        return ()
    every = [each for part in answer.packages.parts for each in part.deals]
    kept = {unit for each in every for unit in each.kept}
    lasting = {*answer.kept_in_all, *_held_names(answer)}
    return tuple(
        each
        for each in answer.shown[0].left
        if each.unit not in kept and lasting.issuperset(each.because)
    )


def _held_names(answer: Agreed) -> set[str]:
    reasons = (each.reason for deal in answer.shown for each in deal.left)
    return {name for reason in reasons if reason is not None for name in reason.kept}


def _references(found: WhatCouldBe) -> tuple[Reference, ...]:
    return (*found.offered, *found.question.given)


def _head(found: WhatCouldBe, answer: Agreed, columns: int) -> Page:
    number, on_offer = answer.packages.number, len(answer.packages.offer.case.units)
    if not answer.parts and answer.packages.counted:
        said = f"all {on_offer} clauses on offer can be agreed together"
        said = said if on_offer > 1 else "the clause on offer can be agreed"
        return (line(Piece(said, "good")),)
    least = "" if answer.packages.counted else "at least "
    said = f"{least}{counted(number, 'package')} can be agreed"
    order = f", {_ORDER[found.objective]}" if number > 1 and answer.packages.offer.parties else ""
    first, *more = wrapped(said + order, columns)
    return (
        line(Piece(first[: len(said)], "good"), first[len(said) :]),
        *lines(more),
    )


def _held(answer: Agreed, verbose: bool) -> str:
    held = answer.packages.offer.held
    if verbose or len(held) <= CHOICES_SHOWN:
        return listed(held)
    return f"{few(held, CHOICES_SHOWN)} ({len(held)} in all)"


# --- who gets what -------------------------------------------------------------------


def _shares(answer: Agreed) -> Page:
    """Return a row for each package and each point of the front, a column for each party."""
    parties, best = answer.packages.offer.parties, answer.packages.best
    if not parties:
        return ()
    columns = [*parties]
    rows = [("", columns)]
    rows += [
        (f"package {place}", _cells(deal.deal.outcome.shares))
        for place, deal in enumerate(answer.shown, 1)
    ]
    front = answer.packages.front
    known = {each.deal.outcome.shares for each in answer.shown}
    others = [each.shares for each in front[:FRONT_SHOWN] if each.shares not in known]
    rows += [("on the front", _cells(shares)) for shares in others]
    said = "the share of the best score that each party has in any package:"
    page = [BLANK, line(said), *_table(rows)]
    scores = (f"{party} {number_text(most)}" for party, most in zip(parties, best, strict=True))
    page += lines([f"{_INDENT}the best scores are: {', '.join(scores)}"], "faint")
    page += _front_remark(answer) if answer.packages.objective == "pareto" else ()
    return tuple(page)


def _cells(shares: Iterable[Fraction]) -> list[str]:
    return [_percent(share) for share in shares]


def _percent(share: Fraction) -> str:
    whole = share * 100
    return f"{whole.numerator} %" if whole.denominator == 1 else f"{float(whole):.1f} %"


def _table(rows: Sequence[tuple[str, Sequence[str]]]) -> Page:
    first = max(width(name) for name, _ in rows)
    widths = [max(width(cells[at]) for _, cells in rows) for at in range(len(rows[0][1]))]
    return tuple(
        line(
            f"{_INDENT}{name.ljust(first)}",
            *(f"  {cell.rjust(room)}" for cell, room in zip(cells, widths, strict=True)),
        )
        for name, cells in rows
    )


def _front_remark(answer: Agreed) -> Page:
    front = answer.packages.front
    if not front:
        return lines([f"{_INDENT}the outcomes on the front are too many to be listed"], "faint")
    said = f"{counted(len(front), 'outcome')} that cannot be bettered for one party without loss"
    whole = "" if answer.packages.whole_front else "; the list is cut, there may be more"
    shown = f"; the first {FRONT_SHOWN} are shown" if len(front) > FRONT_SHOWN else ""
    return lines([f"{_INDENT}{said} for another{whole}{shown}"], "faint")


# --- parts -----------------------------------------------------------------------------


def _factored(answer: Agreed, columns: int) -> Page:
    """Return the parts of a question in which the choices do not touch each other."""
    choosing = [part for part in answer.parts if len(part) > 1]
    if len(choosing) < 2:
        return ()
    sizes = " x ".join(str(len(part)) for part in choosing)
    said = f"{len(choosing)} independent parts ({sizes}): any choice of one goes with any other"
    page: list[Line] = [BLANK, *lines(wrapped(said, columns), "strong")]
    for number, part in enumerate(choosing, 1):
        page += _part(part, number, columns)
    return tuple(page)


def _part(part: Sequence[Way], number: int, columns: int) -> Page:
    page: list[Line] = [line(_INDENT, f"part {number} leaves out one of these")]
    for way in part[:CHOICES_SHOWN]:
        page += names_page(f"{_INDENT}- ", listed(each.unit.name for each in way.left), columns)
    if len(part) > CHOICES_SHOWN:
        others = counted(len(part) - CHOICES_SHOWN, "other choice")
        page.append(line(f"{_INDENT}… ", Piece(others, "faint")))
    return tuple(page)


# --- what was proved ----------------------------------------------------------------------


def _proved(answer: Agreed) -> str:
    found = answer.packages
    if answer.limits:
        return f"not all is told: {limits_text(answer.limits)}"
    rough = [limit for each in answer.shown for limit in each.limits]
    said = "proved: nothing that is left out can be added, and "
    if found.counted:
        said += "there are no other packages"
    else:
        said += "no package is better; there are too many to be listed"
    said += f"; others may change less: {limits_text(rough)}" if rough else ""
    hidden = found.number - len(answer.shown)
    if hidden and found.listed:
        said += f"; {counted(hidden, 'package')} not shown (--limit N shows more)"
    elif hidden and found.counted:
        said += "; they are stated as a product and not listed"
    if not found.proved_best:
        said += "; the order rests on the outcomes compared, which are not all"
    return said
