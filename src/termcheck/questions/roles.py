"""Roles: who can repair a gap alone, and without whom nobody can."""

from __future__ import annotations

from collections.abc import Mapping

from termcheck.questions.gap import Gap
from termcheck.value import Value


class Part(Value):
    """What one party or text has to do with the repairs.

    ``indispensable``: it gives something up in every repair. ``alone`` is the
    least that it can give up to repair everything by itself, ``None`` if it
    cannot.
    """

    indispensable: bool
    alone: tuple[str, ...] | None


def roles(answer: Gap) -> Mapping[str, Part]:
    """Return the part of everybody who can give something up, by name."""
    names = sorted({name for m in answer.menus for c in m.choices for name in c.owners})
    return {name: Part(_in_every(answer, name), _alone(answer, name)) for name in names}


def _in_every(answer: Gap, name: str) -> bool:
    return any(all(name in each.owners for each in menu.choices) for menu in answer.menus)


def _alone(answer: Gap, name: str) -> tuple[str, ...] | None:
    found: list[str] = []
    for menu in answer.menus:
        own = [each for each in menu.choices if set(each.owners) == {name} and not each.moved]
        if not own:
            return None
        found += [unit.name for unit in own[0].removed]
        if not answer.product_form:
            break
    return tuple(found)
