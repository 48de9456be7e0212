"""What a gap claims: the sentences about repairs, before they are put in words."""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.model import Library, Question
from termcheck.questions import claims as c
from termcheck.questions import verdict as v
from termcheck.questions.fixes import absent_deciders, clauses_of
from termcheck.questions.gap import Choice, Gap
from termcheck.questions.hotspots import clauses_in_most, sources_in_most
from termcheck.questions.one_source import Without
from termcheck.questions.roles import roles

_MOST = 3
"""How many clauses, and how many sources, are told that stand in most conflicts."""


def repair(choice: Choice) -> c.Repairs:
    """Return what a choice is."""
    return c.Repairs(
        tuple(unit.name for unit in choice.removed), tuple(each.move for each in choice.moved)
    )


def opens(choice: Choice, most: int | None = _MOST) -> tuple[c.Settled | c.Opened, ...]:
    """Return what is told about what a choice opens: what it settles, or else an example."""
    if choice.settled:
        return choice.settled[:most]
    return (choice.example,) if choice.example.values or choice.example.days else ()


def product_of(found: Gap) -> c.OneFromEach:
    """Return how the menus go together."""
    assert isinstance(found.outcome, v.Incompatible)
    return c.OneFromEach(len(found.menus), found.outcome.fixes)


def about_owners(found: Gap) -> tuple[c.Claim, ...]:
    """Return who can repair what: those who can alone, those who cannot, who is needed."""
    parts = roles(found)
    able = [(name, part.alone) for name, part in parts.items() if part.alone is not None]
    unable = tuple(name for name, part in parts.items() if part.alone is None)
    needed = tuple(name for name, part in parts.items() if part.indispensable)
    told: list[c.Claim] = [c.Alone(name, names) for name, names in able]
    if len(able) == 1 and unable:
        told.append(c.OnlyAlone(able[0][0]))
    elif unable:
        told.append(c.NotAlone(unable))
    if needed:
        told.append(c.Indispensable(needed))
    return tuple(told)


def about_the_absent(
    library: Library, question: Question, conflicts: tuple[v.Conflict, ...]
) -> tuple[c.Claim, ...]:
    """Return who would have to come to the table to change what conflicts rest on."""
    terms = dict.fromkeys(term for each in conflicts for term in each.status_quo)
    return tuple(
        c.Called(
            term,
            absent_deciders(library, question, term),
            tuple(n for n, each in enumerate(conflicts, 1) if term in each.status_quo),
        )
        for term in terms
    )


def about_hotspots(library: Library, conflicts: tuple[v.Conflict, ...]) -> tuple[c.Claim, ...]:
    """Return the clauses and the sources that stand in most conflicts, in two and more."""
    names = [row for row in clauses_in_most(conflicts) if row[1] > 1][:_MOST]
    cited = [row for row in sources_in_most(library, conflicts) if row[1] > 1][:_MOST]
    return (*(c.StandsIn(*row) for row in names), *(c.CitedIn(*row) for row in cited))


def about_limits(library: Library, found: Gap) -> tuple[c.Claim, ...]:
    """Return what no fix can do, and whether all was proved."""
    assert isinstance(found.outcome, v.Incompatible)
    told: list[c.Claim] = []
    conflicts = found.outcome.conflicts
    stuck = tuple(number for number, each in enumerate(conflicts, 1) if not each.clauses)
    if stuck:
        told.append(c.NothingHelps(stuck))
    red = tuple(
        place + 1
        for menu in found.menus
        if found.product_form and all(_needs_red_line(library, each) for each in menu.choices)
        for place in menu.conflicts
    )
    if red:
        told.append(c.RedLineNeeded(tuple(sorted(red))))
    kept = tuple(dict.fromkeys(name for each in conflicts for name in each.kept))
    if kept:
        told.append(c.KeptUntouched(kept))
    told += found.no_least
    if found.outcome.complete and all(each.minimal and each.least for each in conflicts):
        told.append(c.Complete())
    return tuple(told)


def _needs_red_line(library: Library, choice: Choice) -> bool:
    """Say whether a unit gives way of which nothing but red lines is on the table."""
    touched = (*choice.removed, *(each.before for each in choice.moved))
    clauses = [clauses_of(library, unit) for unit in touched]
    return any(each and all(c.strength == "red line" for c in each) for each in clauses)


def about_sources(found: Sequence[Without], conflicts: Sequence[v.Conflict]) -> tuple[c.Claim, ...]:
    """Return which sources a verdict rests on, and then those on which most conflicts rest."""
    resting = [_resting(each, conflicts) for each in found if each.gone]
    told: list[c.Claim] = [each for each in resting if not each.still]
    if found and all(each.verdict == "incompatible" for each in found):
        told.append(c.SurvivesEachSource())
    partly = sorted((each for each in resting if each.still), key=lambda each: -each.gone)
    return (*told, *partly[:_MOST])


def _resting(found: Without, conflicts: Sequence[v.Conflict]) -> c.RestsOn:
    broken = [conflicts[place] for place in found.gone]
    needed = {name for clash in broken for name in (*clash.clauses, *clash.kept)}
    rules = {name for clash in broken for name in clash.rules}
    names = [name for name in found.clauses if name in needed]
    names += [f"rule {name}" for name in found.rules if name in rules]
    still = found.verdict != "compatible"
    return c.RestsOn(found.source, tuple(names), len(broken), len(conflicts), still)
