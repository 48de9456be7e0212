"""Orders by dependency: what must be known first, and what goes in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from termcheck.value import Value

Item = TypeVar("Item", bound=str)


class Dependencies(Value):
    """``order`` holds what is in no circle, dependencies first; ``circles`` the rest.

    A circle is a closed path of names, each depending on the next, that
    begins with its least name. ``blocked`` are the names that are in a circle
    or depend on one.
    """

    order: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]
    blocked: frozenset[str]


def by_dependency(needs: Mapping[str, Iterable[str]]) -> Dependencies:
    """Return ``needs`` in an order that depends on names only, without recursion.

    Names that are needed but are no key of ``needs`` are ignored.
    """
    waiting = {name: sorted({n for n in needs[name] if n in needs}) for name in sorted(needs)}
    missing = {name: len(inside) for name, inside in waiting.items()}
    users: dict[str, list[str]] = {name: [] for name in waiting}
    for name, inside in waiting.items():
        for each in inside:
            users[each].append(name)
    ready = [name for name in waiting if not missing[name]]
    order: list[str] = []
    while ready:
        name = ready.pop()
        order.append(name)
        for user in users[name]:
            missing[user] -= 1
            if not missing[user]:
                ready.append(user)
    blocked = set(waiting) - set(order)
    return Dependencies(tuple(order), tuple(_circles(waiting, blocked)), frozenset(blocked))


def _circles(needs: Mapping[str, list[str]], blocked: set[str]) -> list[tuple[str, ...]]:
    """Return one circle for each group of blocked names that a walk runs into."""
    seen: set[str] = set()
    circles: list[tuple[str, ...]] = []
    for start in sorted(blocked):
        path: list[str] = []
        name = start
        while name not in seen:
            seen.add(name)
            path.append(name)
            name = next(each for each in needs[name] if each in blocked)
        if name in path:
            circles.append(_from_least(path[path.index(name) :]))
    return sorted(circles)


def _from_least(circle: list[str]) -> tuple[str, ...]:
    at = circle.index(min(circle))
    return (*circle[at:], *circle[:at])
