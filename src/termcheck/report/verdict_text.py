"""Verdicts as text: can these hold together, and if not, why not?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from termcheck.language import tree
from termcheck.library.model import Clause, Library
from termcheck.questions import verdict as v
from termcheck.report.clause_rows import clause_of, rule_rows
from termcheck.report.conflict_text import conflict_page
from termcheck.report.disclosures import open_at_table
from termcheck.report.fixes_text import fixes_page
from termcheck.report.layout import Row, rows, wrapped
from termcheck.report.limits_text import limits_text
from termcheck.report.package_text import event_words, package_page
from termcheck.report.page import BLANK, Line, Look, Page, Piece, joined, line, lines
from termcheck.report.values import counted, listed


def verdict_page(library: Library, verdict: v.Verdict, columns: int, verbose: bool = False) -> Page:
    """Return the answer: the verdict first, then what it rests on, by reading."""
    groups = by_outcome(verdict.outcomes)
    if len(groups) == 1:
        readings, outcome = groups[0]
        told = readings[0] if len(readings) == 1 else ()
        page = (line(*headline(outcome)), *_details(library, outcome, told, columns, verbose))
        if len(readings) > 1:
            page += (BLANK, *lines([f"the same under all {len(readings)} readings"], "faint"))
    else:
        page = _by_reading(library, verdict, groups, columns, verbose)
    return (*page, *_disclosed(open_at_table(library, verdict.question), columns))


def by_outcome(
    outcomes: Sequence[v.ByReading],
) -> list[tuple[list[v.Readings], v.Outcome]]:
    """Return the outcomes that tell different things, each with its readings."""
    found: dict[object, tuple[list[v.Readings], v.Outcome]] = {}
    for each in outcomes:
        readings, _ = found.setdefault(_told(each.outcome), ([], each.outcome))
        readings.append(each.readings)
    return list(found.values())


def _told(outcome: v.Outcome) -> object:
    """Return what makes two outcomes the same to a reader."""
    if isinstance(outcome, v.Incompatible):
        return frozenset((each.names, each.kept) for each in outcome.conflicts)
    if isinstance(outcome, v.Compatible):
        return ("compatible", outcome.never_happens)
    return outcome


def _by_reading(
    library: Library,
    verdict: v.Verdict,
    groups: list[tuple[list[v.Readings], v.Outcome]],
    columns: int,
    verbose: bool,
) -> Page:
    total = len(verdict.outcomes)
    deals = sum(isinstance(each.outcome, v.Compatible) for each in verdict.outcomes)
    head = f"it turns on the reading: a deal is possible under {deals} of {total} readings"
    sections: list[Page] = [(line(Piece(head, "strong")),)]
    for readings, outcome in groups:
        under = "; or ".join(listed(f"{name}.{label}" for name, label in each) for each in readings)
        top = lines(wrapped(f"under {under}", columns), "name")
        body = (line(*headline(outcome)), *_details(library, outcome, readings[0], columns, verbose))
        sections.append((*top, *body))
    return joined(sections)


def headline(outcome: v.Outcome) -> tuple[Piece, ...]:
    """Return the verdict in one line."""
    look: Look = "bad"
    match outcome:
        case v.Compatible(never_happens=never):
            look = "warn" if never else "good"
            said, more = "a deal is possible", ""
            if never:
                more = f" only because {listed(never)} never {'happens' if len(never) == 1 else 'happen'}"
        case v.Incompatible(conflicts=conflicts, complete=complete):
            at_least = "" if complete else "at least "
            said, more = "no deal", f": {at_least}{counted(len(conflicts), 'conflict')}"
        case v.Undecided(limits=limits):
            look, said, more = "warn", "undecided", f": {limits_text(limits)} before there was an answer"
        case v.ContradictoryBackground():
            said, more = "the rules contradict each other", ": nothing obeys them all"
        case v.ContradictorySupposition():
            said, more = "what is supposed cannot be", ""
        case _:
            assert_never(outcome)
    return (Piece(said, look), Piece(more))


def _details(
    library: Library, outcome: v.Outcome, readings: v.Readings, columns: int, verbose: bool
) -> Page:
    match outcome:
        case v.Compatible():
            return _compatible(library, outcome, columns, verbose)
        case v.Incompatible():
            return _incompatible(library, outcome, readings, columns)
        case v.Undecided():
            return ()
        case v.ContradictoryBackground(rules=rules):
            return (BLANK, *rows(rule_rows(library, rules), columns, "   "))
        case v.ContradictorySupposition(suppositions=supposed, rules=rules):
            entries = (*(Row("supposed", (Piece(text),)) for text in supposed), *rule_rows(library, rules))
            return (BLANK, *rows(entries, columns, "   "))
        case _:
            assert_never(outcome)


# --- a deal -------------------------------------------------------------------


def _compatible(library: Library, outcome: v.Compatible, columns: int, verbose: bool) -> Page:
    page: list[Line] = []
    for event in outcome.never_happens:
        page.append(line("   ", Piece(event, "name"), f"  {event_words(library, event)}"))
    if outcome.never_happens:
        hint = f"to ask for a deal in which it happens: --suppose {outcome.never_happens[0]}"
        page.append(line("   ", Piece(hint, "faint")))
    package = package_page(library, outcome.package, columns, verbose)
    if package:
        page += [BLANK, line("for example this one, which changes as little as it can"), *package]
    page += _taken(outcome.options, ("options taken", "options left"), columns)
    page += _taken(outcome.recommended, ("recommendations kept", "recommendations not kept"), columns)
    return tuple(page)


def _taken(taken: tuple[tuple[str, bool], ...], words: tuple[str, str], columns: int) -> Page:
    found: list[Line] = []
    for word, wanted in zip(words, (True, False), strict=True):
        names = [name for name, each in taken if each is wanted]
        if names:
            parts = wrapped(listed(names), columns - len(word) - 2)
            found.append(line(f"{word}: ", Piece(parts[0], "name")))
            found += [line(" " * (len(word) + 2), Piece(part, "name")) for part in parts[1:]]
    return (BLANK, *found) if found else ()


# --- no deal ------------------------------------------------------------------


def _incompatible(
    library: Library, outcome: v.Incompatible, readings: v.Readings, columns: int
) -> Page:
    page: list[Line] = []
    for number, conflict in enumerate(outcome.conflicts, 1):
        page += [BLANK, *conflict_page(library, conflict, number, readings, columns)]
    page += fixes_page(library, outcome)
    return (*page, BLANK, *lines(_proved(library, outcome), "faint"))


def _proved(library: Library, outcome: v.Incompatible) -> list[str]:
    said: list[str] = []
    if any(_is_exchange(clause) for clause in _clauses(library, outcome)):
        said.append("an exchange is one clause: both sides are owed once the text is adopted")
    low = [c.name for c in _clauses(library, outcome) if c.confidence == "low"]
    if low:
        said.append(f"this rests on {listed(low)}, of low confidence")
    minimal = all(each.minimal for each in outcome.conflicts)
    if outcome.complete:
        said.append(f"{'each proved minimal; ' if minimal else ''}there are no other conflicts")
    else:
        said.append(f"there may be more conflicts: {limits_text(outcome.limits)}")
    return said


def _clauses(library: Library, outcome: v.Incompatible) -> list[Clause]:
    keys = dict.fromkeys(key for conflict in outcome.conflicts for key in conflict.keys)
    return [clause_of(library, key)[0] for key in keys]


def _is_exchange(clause: Clause) -> bool:
    body = clause.syntax.body
    while isinstance(body, tree.ForEach | tree.InPhases):
        body = body.body
    return isinstance(body, tree.Exchange)


def _disclosed(found: Sequence[str], columns: int) -> Page:
    if not found:
        return ()
    return lines([part for text in found for part in wrapped(text, columns)], "faint")
