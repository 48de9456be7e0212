"""Lints on combinations: contingencies that meet, and that nothing tries together.

Phases do not combine, so what may happen together is a bool term that stands
after ``if``. Where two of them bear on one term, a check should suppose both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from termcheck.library import formula as f
from termcheck.library.bodies import Drafter, Trigger
from termcheck.library.faults import Faults
from termcheck.library.model import Choice, Library
from termcheck.value import Value

MOST_MEETINGS = 50
"""With how many others one contingency is compared at one term."""

Pairs = Mapping[str, set[str]]


class Bearing(Value):
    """What texts say about contingencies.

    ``triggers`` in any order; ``claimed`` are the terms that stand outside of
    triggers, ``supposed`` for each check those that its hypotheses mention.
    """

    triggers: tuple[Trigger, ...]
    claimed: frozenset[str]
    supposed: tuple[frozenset[str], ...]


def bearing(library: Library, drafter: Drafter) -> Bearing:
    """Return what the texts that were drafted, and the checks of ``library``, say."""
    triggers = tuple(drafter.triggers.values())
    return Bearing(triggers, frozenset(drafter.claimed), tuple(_supposed(library)))


def lint_combinations(library: Library, said: Bearing, faults: Faults) -> None:
    """Note contingencies that bear on one term and are tried together nowhere.

    They are tried by a check that supposes both, and by a clause whose
    trigger speaks of both. Each contingency is noted once, at its first
    trigger, with those before it in the alphabet.
    """
    triggers = sorted(said.triggers, key=lambda t: (t.span.file, t.span.start))
    asked = {name for trigger in triggers for name in trigger.asked}
    names = {name for name in asked if _is_contingency(library, said, name)}
    tried = _pairs(names, [*said.supposed, *(trigger.asked for trigger in triggers)])
    first, meeting = _meeting(names, triggers)
    for name in sorted(names):
        untried = {other: term for other, term in meeting[name].items() if other not in tried[name]}
        if untried:
            _note(faults, name, first[name], untried)


def _note(faults: Faults, name: str, trigger: Trigger, untried: Mapping[str, str]) -> None:
    others = sorted(untried)
    more = f" (and with {len(others) - 1} more)" if len(others) > 1 else ""
    message = f"`{others[0]}` and `{name}` both bear on `{untried[others[0]]}`{more}"
    help = f"try them together: a check with `suppose {others[0]} and {name}`"
    faults.add("TC305", trigger.span, message, help)


def _is_contingency(library: Library, said: Bearing, name: str) -> bool:
    """Say whether ``name`` is a bool term that stands only in triggers."""
    term = library.terms.get(name)
    return (
        term is not None
        and isinstance(term.domain, Choice)
        and term.domain.bool
        and name not in said.claimed
    )


def _supposed(library: Library) -> list[frozenset[str]]:
    """Return for each check the terms that its hypotheses mention."""
    return [
        frozenset(
            [
                variable.term.partition("[")[0]
                for each in check.question.suppose
                for variable in f.variables(each.formula)
            ]
        )
        for check in library.checks
    ]


def _pairs(names: set[str], groups: Iterable[frozenset[str]]) -> Pairs:
    """Return for each name those that stand in a group with it."""
    found: dict[str, set[str]] = {name: set() for name in names}
    for group in groups:
        together = group & names
        for name in together:
            found[name] |= together
    return found


def _meeting(
    names: set[str], triggers: list[Trigger]
) -> tuple[dict[str, Trigger], dict[str, dict[str, str]]]:
    """Return the first trigger of each name, and the earlier names that it meets.

    Two names meet at a term that both bear on, the first in the alphabet.
    """
    first: dict[str, Trigger] = {}
    by_term: dict[str, set[str]] = {}
    for trigger in triggers:
        for name in trigger.asked & names:
            first.setdefault(name, trigger)
            for term in trigger.claimed:
                by_term.setdefault(term, set()).add(name)
    meeting: dict[str, dict[str, str]] = {name: {} for name in names}
    for term, together in sorted(by_term.items()):
        ordered = sorted(together)
        for at, name in enumerate(ordered):
            for other in ordered[: min(at, MOST_MEETINGS)]:
                meeting[name].setdefault(other, term)
    return first, meeting
