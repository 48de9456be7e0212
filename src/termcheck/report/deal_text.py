"""A deal, as text: what may never happen, one package, and the options it takes."""

from __future__ import annotations

from termcheck.library.model import Library, Question
from termcheck.questions import verdict as v
from termcheck.report.disclosures import mentioned_terms
from termcheck.report.layout import wrapped
from termcheck.report.limits_text import not_plainest
from termcheck.report.package_text import event_words, package_page
from termcheck.report.page import BLANK, Line, Page, Piece, line
from termcheck.report.values import listed

_EXAMPLE = "for example this one, which changes as little as it can"
_ANY = "for example this one"


def deal_page(
    library: Library, question: Question, outcome: v.Compatible, columns: int, verbose: bool
) -> Page:
    """Return what makes the deal possible, and one package for it."""
    page = [
        line("   ", Piece(event, "name"), f"  {event_words(library, event)}")
        for event in outcome.never_happens
    ]
    if outcome.never_happens:
        hint = f"to ask for a deal in which it happens: --suppose {outcome.never_happens[0]}"
        page.append(line("   ", Piece(hint, "faint")))
    mentioned = mentioned_terms(library, question)
    package = package_page(library, outcome.package, columns, mentioned, verbose)
    if package:
        said = _EXAMPLE if outcome.package.values and not outcome.limits else _ANY
        page += [BLANK, line(said), *package]
    page += taken_page(outcome.options, ("options taken", "options left"), columns)
    words = ("recommendations kept", "recommendations not kept")
    page += taken_page(outcome.recommended, words, columns)
    return (*page, *not_plainest(outcome.limits, columns))


def taken_page(taken: tuple[tuple[str, bool], ...], words: tuple[str, str], columns: int) -> Page:
    """Return what is taken and what is not, under a word for each."""
    found: list[Line] = []
    for word, wanted in zip(words, (True, False), strict=True):
        names = [name for name, each in taken if each is wanted]
        if names:
            parts = wrapped(listed(names), columns - len(word) - 2)
            found.append(line(f"{word}: ", Piece(parts[0], "name")))
            found += [line(" " * (len(word) + 2), Piece(part, "name")) for part in parts[1:]]
    return (BLANK, *found) if found else ()
