"""Gaps as text: the conflicts as chains, a menu of fixes for each, and who can move."""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.model import Library, Question
from termcheck.questions import claims as c
from termcheck.questions import verdict as v
from termcheck.questions.gap import Choice, ChoiceMenu, Gap
from termcheck.report.by_reading import condition, shared_conflicts
from termcheck.report.conflict_text import conflict_page
from termcheck.report.counting import counted
from termcheck.report.disclosures import notes
from termcheck.report.gap_claims import (
    about_hotspots,
    about_limits,
    about_owners,
    about_sources,
    about_the_absent,
    opens,
    product_of,
    repair,
)
from termcheck.report.gap_words import CIRCLE, sentence, step_words
from termcheck.report.layout import wrapped
from termcheck.report.limits_text import limits_text
from termcheck.report.no_deal_text import remarks
from termcheck.report.page import BLANK, Line, Page, Piece, joined, line, lines
from termcheck.report.red_lines import red_lines_among
from termcheck.report.values import listed
from termcheck.report.verdict_text import disclosed, headline

CHOICES_SHOWN = 8
"""How many choices of one menu are written out; the rest is counted."""

_INDENT = "   "


def gap_page(
    library: Library,
    question: Question,
    answers: Sequence[Gap],
    columns: int,
    most: int | None = None,
    verbose: bool = False,
) -> Page:
    """Return the answers, those that say the same once; at most ``most`` conflicts of each."""
    page = _Page(library, question, answers, columns, verbose)
    sections: dict[Page, list[Gap]] = {}
    for each in answers:
        sections.setdefault(page.section(each, most), []).append(each)
    every = [each.readings for each in answers]
    told = [
        (*page.head(group, condition([each.readings for each in group], every)), *section)
        for section, group in sections.items()
    ]
    found = joined(told)
    if len(sections) == 1 and len(every) > 1:
        found += lines([f"asked under each of {len(every)} readings"], "faint")
    return (*found, *disclosed(notes(library, question), columns))


class _Page:
    """Writes the sections of one answer."""

    def __init__(
        self,
        library: Library,
        question: Question,
        answers: Sequence[Gap],
        columns: int,
        verbose: bool,
    ) -> None:
        self._library = library
        self._question = question
        self._columns = columns
        self._verbose = verbose
        outcomes = [v.ByReading(each.readings, each.outcome) for each in answers]
        self._told = {shared.conflict.names: shared.told for shared in shared_conflicts(outcomes)}

    def head(self, group: Sequence[Gap], when: str) -> Page:
        """Return the verdict in one line, with the readings under which it holds."""
        said = headline([v.ByReading(each.readings, each.outcome) for each in group])
        return (line(*said, Piece(f" {when}" if when else "")),)

    def section(self, found: Gap, most: int | None) -> Page:
        """Return everything below the verdict."""
        outcome = found.outcome
        if not isinstance(outcome, v.Incompatible):
            return ()
        page: list[Line] = []
        shown = outcome.conflicts[:most]
        for number, conflict in enumerate(shown, 1):
            told = self._told.get(conflict.names, ())
            page += [BLANK, *conflict_page(self._library, conflict, number, told, self._columns)]
            circle = found.circles[number - 1]
            page += self._circle(circle) if circle else ()
        if len(shown) < len(outcome.conflicts):
            left = counted(len(outcome.conflicts) - len(shown), "other conflict")
            page += [BLANK, line(Piece(f"… {left}, not shown", "faint"))]
        page += self._menus(found)
        page += self._paragraph(about_owners(found))
        page += self._paragraph(about_the_absent(self._library, self._question, outcome.conflicts))
        page += self._paragraph(about_hotspots(self._library, outcome.conflicts))
        page += self._paragraph(about_sources(found.one_source, outcome.conflicts))
        return (*page, BLANK, *self._disclosed(found, outcome))

    def _circle(self, found: c.Circle) -> Page:
        """Return an order as the circle that it is, one step in each line."""
        indent, inside = _INDENT, _INDENT * 2
        room = self._columns - len(inside)
        steps = [part for each in found.steps for part in wrapped(step_words(each), room)]
        return (line(indent, CIRCLE), *lines(steps, "plain", inside))

    # --- menus -----------------------------------------------------------------------

    def _menus(self, found: Gap) -> Page:
        if not found.menus:
            return ()
        if not found.product_form:
            head = "fixes that were found; there may be others, and smaller ones"
        else:
            head = sentence(self._library, product_of(found))
        page: list[Line] = [BLANK, *lines(wrapped(head, self._columns), "strong")]
        for menu in found.menus:
            page += self._menu(menu, alone=len(found.menus) == 1)
        return tuple(page)

    def _menu(self, menu: ChoiceMenu, *, alone: bool) -> Page:
        noun = "conflict" if len(menu.conflicts) == 1 else "conflicts"
        numbers = listed(str(place + 1) for place in menu.conflicts)
        page: list[Line] = [] if alone else [line(f"for {noun} {numbers}")]
        shown = menu.choices if self._verbose else menu.choices[:CHOICES_SHOWN]
        for place, choice in enumerate(shown):
            page += self._choice(_letter(place), choice)
        if len(shown) < len(menu.choices):
            others = counted(len(menu.choices) - len(shown), "other choice")
            page.append(line(_INDENT, Piece(f"… {others}, shown with --verbose", "faint")))
        return tuple(page)

    def _choice(self, letter: str, choice: Choice) -> Page:
        said = sentence(self._library, repair(choice))
        touched = [*choice.removed, *(each.before for each in choice.moved)]
        red = red_lines_among(self._library, touched)
        indent = _INDENT + " " * (len(letter) + 2)
        first, *more = wrapped(said + red, self._columns - len(indent))
        page: list[Line] = [line(_INDENT, Piece(letter, "strong"), "  ", first)]
        page += lines(more, "plain", indent)
        told = opens(choice, None if self._verbose else 3)
        if told:
            word = "then" if isinstance(told[0], c.Settled) else "for example"
            what = "; ".join(sentence(self._library, each) for each in told)
            page += lines(wrapped(f"{word}: {what}", self._columns - len(indent)), "faint", indent)
        return tuple(page)

    # --- what else there is to say ------------------------------------------------------

    def _paragraph(self, claims: Sequence[c.Claim]) -> Page:
        said = [sentence(self._library, each) for each in claims]
        told = [part for each in said for part in wrapped(each, self._columns)]
        return (BLANK, *lines(told)) if told else ()

    def _disclosed(self, found: Gap, outcome: v.Incompatible) -> Page:
        said = list(remarks(self._library, [outcome]))
        said += [sentence(self._library, each) for each in about_limits(self._library, found)]
        said += unexplored(found)
        return lines([p for text in said for p in wrapped(text, self._columns)], "faint")


def unexplored(found: Gap) -> list[str]:
    """Return what was not explored, as sentences."""
    assert isinstance(found.outcome, v.Incompatible)
    said: list[str] = []
    if not found.outcome.complete:
        said.append(f"there may be more conflicts: {limits_text(found.outcome.limits)}")
    elif not found.product_form:
        said.append(f"not all fixes are listed: {limits_text(found.limits)}")
    elif found.limits:
        said.append(f"not all moves and packages were made: {limits_text(found.limits)}")
    if found.left_out:
        said.append(
            f"no move of {listed(found.left_out)} is offered, because none goes with every choice"
        )
    return said


def _letter(place: int) -> str:
    """Return ``a`` to ``z``, then ``aa`` and so on."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
