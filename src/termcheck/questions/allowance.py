"""Allowance: what two versions of a text allow, and how far one goes beyond the other.

A text allows the packages that obey it and the rules of its side. A clause
with several readings allows what one of them allows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from termcheck.library.formula import And, Formula, Not, Or, events
from termcheck.library.model import Library
from termcheck.logic.package import Package
from termcheck.logic.problem import Background, Item, clause_item, hypothesis, parts_of
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.canonical import Plain, canonical_package
from termcheck.solve.oracle import Compatible, Undecided
from termcheck.value import Value

Relation = Literal["same", "tighter", "looser", "different", "new", "gone", "undecided"]


class Version(Value):
    """One version of a text: its clauses as items, and what holds on its side beside them."""

    items: tuple[Item, ...]
    background: tuple[Item, ...]

    @property
    def everything(self) -> tuple[Item, ...]:
        """The clauses and what holds beside them."""
        return (*self.items, *self.background)


class Compared(Value):
    """How a text changed.

    ``gained`` is a package that only the new version allows, ``lost`` one that
    only the old one allowed. ``apart`` are terms on which they cannot be
    compared; then nothing was. ``limits`` say why it is undecided.
    """

    relation: Relation
    gained: Package | None = None
    lost: Package | None = None
    apart: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


def clause_as_item(library: Library, key: str) -> Item:
    """Return a clause as one item; of several readings it says that one holds."""
    clause = library.clauses.get(key)
    if clause is None or not clause.has_readings:
        return clause_item(library, key)
    ways = [parts_of(each.pieces) for each in clause.branches]
    return hypothesis(Or(tuple(And(tuple(p.formula for p in way)) for way in ways)), key)


def said(items: Sequence[Item]) -> frozenset[Formula]:
    """Return what items say, whatever their names and their order."""
    return frozenset(part.formula for item in items for part in item.parts)


def touched(items: Sequence[Item]) -> frozenset[str]:
    """Return the terms and events that items mention, without phases."""
    return frozenset(n.partition("@")[0] for i in items for p in i.parts for n in p.touched)


def compared(
    inquiry: Inquiry, base: Version, head: Version, apart: Collection[str] = ()
) -> Compared:
    """Return how far each version goes beyond the other; ``inquiry`` is about both."""
    if said(base.items) == said(head.items):
        return Compared("same")
    strange = touched((*base.items, *head.items)) & frozenset(apart)
    if strange:
        return Compared("different", apart=tuple(sorted(strange)))
    gained = beyond(inquiry, head, base)
    lost = beyond(inquiry, base, head)
    limits = tuple(each.limit for each in (gained, lost) if isinstance(each, Undecided))
    if isinstance(gained, Undecided) or isinstance(lost, Undecided):
        return Compared("undecided", limits=limits)
    return Compared(_RELATIONS[gained is not None, lost is not None], gained, lost)


_RELATIONS: dict[tuple[bool, bool], Relation] = {
    (False, False): "same",
    (False, True): "tighter",
    (True, False): "looser",
    (True, True): "different",
}


def beyond(inquiry: Inquiry, one: Version, other: Version) -> Package | Undecided | None:
    """Return a package that ``one`` allows and the clauses of ``other`` do not, if there is one."""
    question = _beyond(one, other)
    answer = inquiry.oracle.compatible((*question, *one.background))
    if isinstance(answer, Undecided):
        return answer
    if not isinstance(answer, Compatible):
        return None
    items = (*question, *Background(one.background).relevant_to(question))
    found = plain_package(inquiry, items)
    return found.package if isinstance(found, Plain) else found


def goes_beyond(inquiry: Inquiry, one: Version, other: Version) -> bool | Undecided:
    """Say whether ``one`` allows a package that the clauses of ``other`` do not."""
    answer = inquiry.oracle.compatible((*_beyond(one, other), *one.background))
    return answer if isinstance(answer, Undecided) else isinstance(answer, Compatible)


def _beyond(one: Version, other: Version) -> tuple[Item, ...]:
    formulas = tuple(part.formula for item in other.items for part in item.parts)
    return (*one.items, hypothesis(Not(And(formulas))))


def plain_package(inquiry: Inquiry, items: Sequence[Item]) -> Plain | Undecided | None:
    """Return the canonical package for ``items``: it answers all that they mention."""
    variables = inquiry.in_order(items)
    terms = inquiry.library.terms
    now = {v: inquiry.now(v) for v in variables if terms[v.term.partition("[")[0]].has_now}
    happenings = sorted({e for item in items for part in item.parts for e in events(part.formula)})
    days = [inquiry.library.clauses[key].day for key in inquiry.library.statements]
    return canonical_package(
        inquiry.oracle, items, variables, happenings, now, max(days, default=0)
    )
