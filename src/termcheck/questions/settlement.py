"""Settlement: what does each of two versions of a text settle about a term?

A version settles a term if it leaves fewer values than the rules alone do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from termcheck.library.formula import Variable, events
from termcheck.library.model import Choice
from termcheck.logic.problem import Background, Item
from termcheck.questions.allowance import Version
from termcheck.questions.extent import Bounds, Extent, Values, extent
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.oracle import Compatible, Undecided
from termcheck.value import Value

Kind = Literal["shared", "opposite", "otherwise", "only base", "only head"]


class Settlement(Value):
    """What two versions of ``text`` leave to a variable, or to an event by its name.

    ``None`` where a version settles nothing. Opposite: no value is left by both.
    """

    text: str
    name: Variable | str
    base: Extent | None
    head: Extent | None

    @property
    def kind(self) -> Kind:
        """How the two sides compare."""
        if self.base == self.head:
            return "shared"
        if self.base is None:
            return "only head"
        if self.head is None:
            return "only base"
        return "opposite" if _disjoint(self.base, self.head) else "otherwise"


def settlements(
    inquiry: Inquiry, text: str, base: Version, head: Version
) -> tuple[Settlement, ...]:
    """Return what the versions settle, terms by name and then events by name.

    Nothing if one of them allows no package, for then it settles anything.
    What stays undecided counts as not settled.
    """
    versions = (base, head)
    if any(not _possible(inquiry, each.everything) for each in versions):
        return ()
    settled = [_settled(inquiry, each) for each in versions]
    order: list[Variable | str] = [*_variables(inquiry, versions), *_events(versions)]
    return tuple(
        Settlement(text, name, settled[0].get(name), settled[1].get(name))
        for name in order
        if name in settled[0] or name in settled[1]
    )


def _possible(inquiry: Inquiry, items: Sequence[Item]) -> bool:
    return isinstance(inquiry.oracle.compatible(items), Compatible)


def _in_play(version: Version) -> tuple[Item, ...]:
    return (*version.items, *Background(version.background).relevant_to(version.items))


def _variables(inquiry: Inquiry, versions: Sequence[Version]) -> tuple[Variable, ...]:
    return inquiry.in_order([item for each in versions for item in _in_play(each)])


def _events(versions: Sequence[Version]) -> list[str]:
    items = [item for each in versions for item in _in_play(each)]
    return sorted({e for item in items for part in item.parts for e in events(part.formula)})


def _settled(inquiry: Inquiry, version: Version) -> dict[Variable | str, Extent]:
    items = _in_play(version)
    names: list[Variable | str] = [*inquiry.in_order(items), *_events([version])]
    return dict(_narrowed(inquiry, version, items, names))


def _narrowed(
    inquiry: Inquiry,
    version: Version,
    items: Sequence[Item],
    names: Sequence[Variable | str],
) -> Iterator[tuple[Variable | str, Extent]]:
    for name in names:
        found = extent(inquiry.oracle, items, name)
        if isinstance(found, Undecided) or found == _everything(inquiry, name):
            continue
        without = extent(inquiry.oracle, version.background, name)
        if without != found:
            yield name, found


def _everything(inquiry: Inquiry, name: Variable | str) -> Extent:
    """Return all that a term or event could be if nothing were said of it."""
    if isinstance(name, str):
        return Values(("never", "happens"))
    domain = inquiry.library.domains[name.term]
    if isinstance(domain, Choice):
        return Values(domain.values)
    return Bounds(domain.low, domain.high, domain.or_none)


def _disjoint(one: Extent, other: Extent) -> bool:
    match one, other:
        case Values(left=a), Values(left=b):
            return not set(a) & set(b)
        case Bounds(no_limit=True), Bounds(no_limit=True):
            return False
        case Bounds(low=low, high=high), Bounds(low=least, high=most):
            if low is None or high is None or least is None or most is None:
                return True
            return high < least or most < low
        case _:
            return False
