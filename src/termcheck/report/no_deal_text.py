"""No deal, as text: the conflicts, the ways out, and what was proved."""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.language import tree
from termcheck.library.model import Clause, Library
from termcheck.logic.problem import STATUS_QUO
from termcheck.questions import verdict as v
from termcheck.report.by_reading import condition, shared_conflicts
from termcheck.report.clause_rows import clause_of
from termcheck.report.conflict_text import conflict_page
from termcheck.report.fixes_text import fixes_page
from termcheck.report.layout import wrapped
from termcheck.report.limits_text import limits_text
from termcheck.report.page import BLANK, Line, Page, lines
from termcheck.report.values import listed


def no_deal_page(library: Library, group: Sequence[v.ByReading], columns: int) -> Page:
    """Return the conflicts of incompatible outcomes, each once, and their fixes."""
    here = [each.readings for each in group]
    page: list[Line] = []
    hopeless: list[str] = []
    for number, shared in enumerate(shared_conflicts(group), 1):
        hopeless += [] if shared.conflict.clauses else [str(number)]
        page += [BLANK, *conflict_page(library, shared.conflict, number, shared.told, columns)]
        when = condition(shared.readings, here)
        page += lines(wrapped(f"only {when}", columns - 3), "warn", "   ") if when else ()
    for readings, outcome in _by_fixes(group):
        page += fixes_page(library, outcome, condition(readings, here), columns)
    if hopeless:
        which = f"conflict{'s' if len(hopeless) > 1 else ''} {listed(hopeless)}"
        no_fix = f"no fix helps: nothing that could be given up stands in {which}"
        page += [BLANK, *lines(wrapped(no_fix, columns), "strong")]
    said = [part for text in _proved(library, group) for part in wrapped(text, columns)]
    return (*page, BLANK, *lines(said, "faint"))


def _by_fixes(group: Sequence[v.ByReading]) -> list[tuple[list[v.Readings], v.Incompatible]]:
    """Return the outcomes that differ in their fixes, with their readings."""
    found: dict[object, tuple[list[v.Readings], v.Incompatible]] = {}
    for each in group:
        if isinstance(each.outcome, v.Incompatible):
            names = frozenset(
                frozenset(frozenset(unit.name for unit in fix) for fix in menu)
                for menu in each.outcome.menus
            )
            key = (names, each.outcome.too_many_fixes)
            found.setdefault(key, ([], each.outcome))[0].append(each.readings)
    return list(found.values())


def _proved(library: Library, group: Sequence[v.ByReading]) -> list[str]:
    """Return the remarks on the whole answer."""
    outcomes = [each.outcome for each in group if isinstance(each.outcome, v.Incompatible)]
    said = remarks(library, outcomes)
    minimal = all(
        conflict.minimal and conflict.least
        for outcome in outcomes
        for conflict in outcome.conflicts
    )
    limits = [limit for outcome in outcomes for limit in outcome.limits]
    if all(outcome.complete for outcome in outcomes):
        said.append(
            f"{'proved minimal' if minimal else 'not all proved minimal'}; no other conflicts"
        )
    else:
        said.append(f"there may be more conflicts: {limits_text(limits)}")
    return said


def remarks(library: Library, outcomes: Sequence[v.Incompatible]) -> list[str]:
    """Return what a reader should know of the clauses in the conflicts."""
    clauses = _clauses(library, outcomes)
    said: list[str] = []
    if any(map(_is_exchange, clauses)):
        said.append("an exchange is one clause: both sides are owed once the text is adopted")
    low = [clause.name for clause in clauses if clause.confidence == "low"]
    if low:
        said.append(f"this rests on {listed(low)}, of low confidence")
    return said


def _clauses(library: Library, outcomes: Sequence[v.Incompatible]) -> list[Clause]:
    found = dict.fromkeys(
        clause_of(library, key)[0].key
        for outcome in outcomes
        for conflict in outcome.conflicts
        for key in conflict.keys
        if not key.startswith(STATUS_QUO)
    )
    return [library.clauses[key] for key in found]


def _is_exchange(clause: Clause) -> bool:
    body = clause.syntax.body
    while isinstance(body, tree.ForEach | tree.InPhases):
        body = body.body
    return isinstance(body, tree.Exchange)
