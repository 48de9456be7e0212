"""Lints on combinations: contingencies that meet, and that no check tries together.

Phases do not combine, so what may happen together is a bool term that stands
after ``if``. Where two of them bear on one term, a check should suppose both.
"""

from __future__ import annotations

from termcheck.library import formula as f
from termcheck.library.bodies import Drafter, Trigger
from termcheck.library.faults import Faults
from termcheck.library.model import Choice, Library


def lint_combinations(library: Library, drafter: Drafter, faults: Faults) -> None:
    """Note pairs of contingencies that bear on one term and are tried together nowhere.

    They are tried by a check that supposes both, and by a clause whose
    trigger speaks of both.
    """
    tried = [_supposed(library, number) for number in range(len(library.checks))]
    by_term: dict[str, list[tuple[str, Trigger]]] = {}
    triggers = sorted(drafter.triggers.values(), key=lambda t: (t.span.file, t.span.start))
    for trigger in triggers:
        for name in sorted(trigger.asked):
            if _is_contingency(library, drafter, name):
                for term in trigger.claimed:
                    by_term.setdefault(term, []).append((name, trigger))
    joined = [trigger.asked for trigger in triggers]
    for term, found in sorted(by_term.items()):
        for at, (name, trigger) in enumerate(found):
            for other in sorted({earlier for earlier, _ in found[:at]} - {name}):
                if not any({name, other} <= names for names in (*tried, *joined)):
                    message = f"`{other}` and `{name}` both bear on `{term}`"
                    help = f"try them together: a check with `suppose {other} and {name}`"
                    faults.add("TC305", trigger.span, message, help)


def _supposed(library: Library, number: int) -> frozenset[str]:
    """Return the terms that the hypotheses of a check mention."""
    formulas = [each.formula for each in library.checks[number].question.suppose]
    return frozenset(
        [variable.term.partition("[")[0] for each in formulas for variable in f.variables(each)]
    )


def _is_contingency(library: Library, drafter: Drafter, name: str) -> bool:
    """Say whether ``name`` is a bool term that stands only in triggers."""
    term = library.terms.get(name)
    return (
        term is not None
        and isinstance(term.domain, Choice)
        and term.domain.bool
        and name not in drafter.claimed
    )
