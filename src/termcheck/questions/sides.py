"""Sides: two libraries, and what both can speak of.

To compare what two texts allow, both must be asked about one set of questions.
Terms and events that both sides declare in a comparable way are shared, on the
values that both know; what cannot be compared is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from termcheck.library.model import Choice, Domain, Event, Library, Question, Range, Term
from termcheck.questions.inquiry import Inquiry
from termcheck.value import Value

Kind = Literal["term", "event", "party", "phase"]


class Redeclared(Value):
    """A declaration that differs between the sides; nothing where a side has none."""

    kind: Kind
    name: str
    base: object | None
    head: object | None


class Side:
    """One side of a comparison: who asks, and under which circumstances."""

    def __init__(self, inquiry: Inquiry, question: Question) -> None:
        self.inquiry = inquiry
        self.question = question

    @property
    def library(self) -> Library:
        """The library of this side."""
        return self.inquiry.library


class Joined(Value):
    """What two libraries share.

    ``library`` declares the terms and events of both; its clauses are those of
    the head. ``apart`` are the full names of members on which the two cannot be
    compared, ``narrowed`` those compared on fewer values than a side knows.
    """

    library: Library
    apart: frozenset[str]
    narrowed: frozenset[str]
    redeclared: tuple[Redeclared, ...]


def joined(base: Library, head: Library) -> Joined:
    """Return what two libraries share; of one and the same library, all of it."""
    if base is head:
        return Joined(head, frozenset(), frozenset(), ())
    domains: dict[str, Domain] = {}
    apart = {name for name in base.domains if _kind(head, name) not in ("", "term")}
    apart |= {name for name in head.domains if _kind(base, name) not in ("", "term")}
    narrowed: set[str] = set()
    for name in (*base.domains, *(n for n in head.domains if n not in base.domains)):
        old, new = base.domains.get(name), head.domains.get(name)
        both = _shared(base, head, name) if old and new else old or new
        if both is None:
            apart.add(name)
        elif old and new and old != new:
            narrowed.add(name)
        found = both or new or old
        assert found is not None
        domains[name] = found
    library = head.but(
        domains=MappingProxyType(domains),
        terms=_merged(base.terms, head.terms),
        events=_merged(base.events, head.events),
        phases=_merged(base.phases, head.phases),
        horizon=(min(base.horizon[0], head.horizon[0]), max(base.horizon[1], head.horizon[1])),
    )
    return Joined(library, frozenset(apart), frozenset(narrowed), tuple(_redeclared(base, head)))


def _kind(library: Library, name: str) -> str:
    if name in library.domains:
        return "term"
    return "event" if name.partition("[")[0] in library.events else ""


def _merged(base: Mapping[str, object], head: Mapping[str, object]) -> Mapping[str, object]:
    return MappingProxyType({**base, **head})


def _shared(base: Library, head: Library, name: str) -> Domain | None:
    """Return the values that a member has on both sides, ``None`` if they do not compare."""
    old, new = base.domains[name], head.domains[name]
    terms = base.terms[name.partition("[")[0]], head.terms[name.partition("[")[0]]
    if terms[0].by_phase != terms[1].by_phase:
        return None
    if isinstance(old, Choice) and isinstance(new, Choice):
        return _shared_choice(old, new)
    if isinstance(old, Range) and isinstance(new, Range):
        same = base.units.get(old.unit) == head.units.get(new.unit)
        return _shared_range(old, new) if same and old.unit == new.unit else None
    return None


def _shared_choice(old: Choice, new: Choice) -> Choice | None:
    values = tuple(each for each in old.values if each in new.values)
    in_order = tuple(each for each in new.values if each in values) == values
    if not values or old.bool != new.bool or old.ordered != new.ordered:
        return None
    return old.but(values=values) if in_order or not old.ordered else None


def _shared_range(old: Range, new: Range) -> Range | None:
    low, high = max(old.low, new.low), min(old.high, new.high)
    if low > high or old.whole != new.whole:
        return None
    return old.but(low=low, high=high, or_none=old.or_none and new.or_none)


# --- what is said differently --------------------------------------------------------


def _redeclared(base: Library, head: Library) -> Iterator[Redeclared]:
    tables: tuple[tuple[Kind, Mapping[str, object], Mapping[str, object]], ...] = (
        ("term", base.terms, head.terms),
        ("event", base.events, head.events),
        ("party", base.parties, head.parties),
        ("phase", base.phases, head.phases),
    )
    for kind, old, new in tables:
        for name in sorted({*old, *new}):
            before, after = old.get(name), new.get(name)
            if _said(base, before) != _said(head, after):
                yield Redeclared(kind, name, before, after)


def _said(library: Library, declared: object | None) -> object:
    """Return what a declaration says that can change an answer."""
    match declared:
        case Term():
            now = (declared.has_now, declared.now, declared.deciders)
            domain = declared.domain
            unit = library.units.get(domain.unit) if isinstance(domain, Range) else None
            return (declared.members, domain, unit, declared.by_phase, *now)
        case Event():
            return (declared.members, declared.deciders)
        case None:
            return None
        case _:
            return getattr(declared, "default", True)
