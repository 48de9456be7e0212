"""Gaps, one line for each conflict and for each choice."""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.model import Library
from termcheck.questions import claims as c
from termcheck.questions import verdict as v
from termcheck.questions.gap import Gap
from termcheck.report.by_reading import condition
from termcheck.report.gap_claims import repair
from termcheck.report.gap_words import sentence
from termcheck.report.page import Page, lines
from termcheck.report.verdict_text import headline


def concise_gap(library: Library, answers: Sequence[Gap]) -> Page:
    """Return the verdict, the conflicts and the choices of each menu, each in one line.

    Readings under which the same is said are told together.
    """
    groups: dict[tuple[str, ...], list[v.Readings]] = {}
    for found in answers:
        groups.setdefault(_said(library, found), []).append(found.readings)
    every = [each.readings for each in answers]
    told: list[str] = []
    for said, readings in groups.items():
        when = condition(readings, every)
        told += [f"{when}: {each}" if when else each for each in said]
    return lines(told)


def _said(library: Library, found: Gap) -> tuple[str, ...]:
    head = headline([v.ByReading(found.readings, found.outcome)])
    outcome = found.outcome
    conflicts = outcome.conflicts if isinstance(outcome, v.Incompatible) else ()
    said = ["".join(each.text for each in head)]
    said += [sentence(library, clash(each)) for each in conflicts]
    for menu in found.menus:
        number = ", ".join(str(place + 1) for place in menu.conflicts)
        repairs = (sentence(library, repair(each)) for each in menu.choices)
        said += [f"for {number}: {each}" for each in repairs]
    return tuple(said)


def clash(conflict: v.Conflict) -> c.Clash:
    """Return a conflict as one claim."""
    names = (*conflict.clauses, *(f"status quo of {name}" for name in conflict.status_quo))
    return c.Clash(names, (*conflict.rules, *conflict.suppositions, *conflict.kept))
