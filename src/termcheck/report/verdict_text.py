"""Verdicts as text: can these hold together, and if not, why not?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from termcheck.library.model import Library, Question
from termcheck.questions import verdict as v
from termcheck.report.by_reading import condition
from termcheck.report.clause_rows import rule_rows, supposed_rows
from termcheck.report.counting import counted
from termcheck.report.deal_text import deal_page
from termcheck.report.disclosures import notes
from termcheck.report.layout import rows, width, wrapped
from termcheck.report.limits_text import undecided_text
from termcheck.report.no_deal_text import no_deal_page
from termcheck.report.page import BLANK, Look, Page, Piece, joined, line, lines
from termcheck.report.values import listed


def verdict_page(library: Library, verdict: v.Verdict, columns: int, verbose: bool = False) -> Page:
    """Return the answer: the verdict first, then what it rests on, by reading."""
    every = [each.readings for each in verdict.outcomes]
    groups = _groups(verdict.outcomes)
    sections = [
        _section(library, verdict.question, group, every, columns, verbose) for group in groups
    ]
    page = joined(sections)
    if len(groups) == 1 and len(every) > 1:
        page += lines([f"asked under each of {len(every)} readings"], "faint")
    return (*page, *disclosed(notes(library, verdict.question), columns))


def _groups(outcomes: Sequence[v.ByReading]) -> list[list[v.ByReading]]:
    """Return the outcomes in groups of one kind, the furthest from a deal first."""
    found: dict[object, list[v.ByReading]] = {}
    for each in outcomes:
        found.setdefault(_kind(each.outcome), []).append(each)
    return [
        found[kind]
        for kind in sorted(found, key=lambda kind: _ORDER.index(type(found[kind][0].outcome)))
    ]


_ORDER: list[type[v.Outcome]] = [
    v.ContradictoryBackground,
    v.ContradictorySupposition,
    v.Incompatible,
    v.Undecided,
    v.Compatible,
]


def _kind(outcome: v.Outcome) -> object:
    """Return what makes outcomes one section."""
    if isinstance(outcome, v.Incompatible):
        return "no deal"
    return ("deal", outcome.never_happens) if isinstance(outcome, v.Compatible) else outcome


def _section(
    library: Library,
    question: Question,
    group: list[v.ByReading],
    every: list[v.Readings],
    columns: int,
    verbose: bool,
) -> Page:
    outcome = group[0].outcome
    page = _top(group, condition([each.readings for each in group], every), columns)
    match outcome:
        case v.Compatible():
            return (*page, *deal_page(library, question, outcome, columns, verbose))
        case v.Incompatible():
            return (*page, *no_deal_page(library, group, columns))
        case v.Undecided():
            return page
        case v.ContradictoryBackground(rules=rules):
            return (*page, BLANK, *rows(rule_rows(library, rules), columns, "   "))
        case v.ContradictorySupposition(suppositions=supposed, rules=rules):
            told = supposed_rows(library, supposed)
            return (*page, BLANK, *rows((*told, *rule_rows(library, rules)), columns, "   "))
        case _:
            assert_never(outcome)


def _top(group: list[v.ByReading], when: str, columns: int) -> Page:
    """Return the headline, and when it holds beside it or below."""
    head = headline(group)
    if not when:
        return (line(*head),)
    if sum(width(piece.text) for piece in head) + 1 + width(when) <= columns:
        return (line(*head, f" {when}"),)
    return (line(*head), *lines(wrapped(when, columns), "strong"))


def headline(group: Sequence[v.ByReading]) -> tuple[Piece, ...]:
    """Return the verdict of outcomes of one kind in one line."""
    outcome = group[0].outcome
    look: Look = "bad"
    match outcome:
        case v.Compatible(never_happens=never):
            look, said, more = ("warn" if never else "good"), "a deal is possible", ""
            more = f" {only_because(never)}" if never else ""
        case v.Incompatible():
            said, more = "no deal", f": {_number_of_conflicts(group)}"
        case v.Undecided(limits=limits):
            look, said, more = "warn", "undecided", f": {undecided_text(limits)}"
        case v.ContradictoryBackground():
            said, more = "the rules contradict each other", ": nothing obeys them all"
        case v.ContradictorySupposition():
            said, more = "what is supposed cannot be", ""
        case _:
            assert_never(outcome)
    return (Piece(said, look), Piece(more))


def only_because(never: Sequence[str]) -> str:
    """Return that something is possible only because events never happen."""
    return f"only because {listed(never)} never {'happens' if len(never) == 1 else 'happen'}"


def others(told: int, number: int, what: str) -> Page:
    """Return a line that counts what clashes and was not told, if no more were asked for."""
    if told == number:
        return ()
    said = f"{counted(number - told, f'other {what}')} not shown: no more were asked for"
    return (BLANK, line(Piece(said, "faint")))


def _number_of_conflicts(group: Sequence[v.ByReading]) -> str:
    found = [each.outcome for each in group if isinstance(each.outcome, v.Incompatible)]
    number = len({(c.names, c.kept) for outcome in found for c in outcome.conflicts})
    at_least = "" if all(outcome.complete for outcome in found) else "at least "
    return f"{at_least}{counted(number, 'conflict')}"


def disclosed(found: Sequence[str], columns: int) -> Page:
    """Return what an answer has to say about what it leaves open."""
    said = [part for text in found for part in wrapped(text, columns)]
    return (BLANK, *lines(said, "faint")) if said else ()
