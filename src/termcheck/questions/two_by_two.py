"""Two by two: which texts hold with which, and what then never happens.

All pairs are decided at once as far as that can be done by comparing; the
oracle is asked about what is left. All rules are put beside every pair,
instead of those in play: a rule that is not in play changes no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from termcheck.library.formula import Happens
from termcheck.logic.problem import Item, hypothesis
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.texts import Variant, agree
from termcheck.solve.grouped import Grouped
from termcheck.solve.masks import places
from termcheck.solve.oracle import Compatible, Incompatible
from termcheck.solve.pairs import Pairs

_MOST = 6_000
"""How many variants, alone and with an event, are compared at once; more take too much memory."""


class TwoByTwo:
    """Texts in pairs; each is said by its place, and has one variant or several.

    Each variant is compared with those of other texts that agree with it. Rules
    and what variants hold are compatible. No table is named.
    """

    def __init__(self, inquiry: Inquiry, texts: Sequence[Sequence[Variant]]) -> None:
        self._inquiry = inquiry
        self._variants = [each for variants in texts for each in variants]
        self._of: list[range] = []
        for variants in texts:
            start = self._of[-1].stop if self._of else 0
            self._of.append(range(start, start + len(variants)))
        self._events = [each.events for each in self._variants]
        self._eventful = [any(self._events[at] for at in row) for row in self._of]
        self._groups = [each.items for each in self._variants]
        self._with: dict[tuple[int, str], int] = {}
        for place, each in enumerate(self._variants):
            for event in sorted(self._events[place]):
                self._with[place, event] = len(self._groups)
                self._groups.append((*each.items, hypothesis(Happens(event))))
        self._said: dict[tuple[int, str], bool] = {}
        self._pairs = self._compared() if len(self._groups) <= _MOST else None

    def _compared(self) -> Pairs:
        library, oracle = self._inquiry.library, self._inquiry.oracle
        rules = self._inquiry.catalogue.rules
        grouped = Grouped(library.domains, library.horizon, rules, self._groups)
        wanted = self._partners() + [0] * len(self._with)
        for (variant, _), place in self._with.items():
            wanted[place] = wanted[variant]
        for place in self._with.values():
            for other in places(wanted[place]):
                wanted[other] |= 1 << place
        return Pairs(grouped, wanted, lambda: bool(oracle.ended()))

    def _partners(self) -> list[int]:
        """Return for each variant those of other texts that take no clause otherwise, as bits."""
        every = (1 << len(self._variants)) - 1
        found: list[int] = []
        for own in self._of:
            others = every & ~sum(1 << place for place in own)
            found += [others] * len(own)
        read = [place for place, each in enumerate(self._variants) if each.readings]
        for one in read:
            for other in read:
                if not self._agree(one, other):
                    found[one] &= ~(1 << other)
        return found

    def _agree(self, one: int, other: int) -> bool:
        return agree(self._variants[one].readings, self._variants[other].readings)

    def hold(self, one: int, other: int) -> bool:
        """Say whether two texts are known to hold together under every reading."""
        return all(self._together(*each) is True for each in self._of_both(one, other))

    def holds(self, one: int) -> bool:
        """Say whether a text is known to hold by itself under every reading."""
        return self._pairs is not None and all(map(self._pairs.holds, self._of[one]))

    def lets_happen(self, one: int) -> bool:
        """Say whether each event of a text is known to be possible while the text holds."""
        mentioned = (self._with[at, event] for at in self._of[one] for event in self._events[at])
        return self._pairs is not None and all(map(self._pairs.holds, mentioned))

    def never(self, one: int, other: int) -> tuple[str, ...]:
        """Return the events that never happen while two texts hold, under some reading.

        An event that a clause excludes by itself, or the rules, is left out.
        """
        found: set[str] = set()
        if not (self._eventful[one] or self._eventful[other]):
            return ()
        for first, second in self._of_both(one, other):
            for event in self._events[first] | self._events[second]:
                own, its = (first, second) if event in self._events[first] else (second, first)
                if event not in found and self._together(self._with[own, event], its) is False:
                    said = self._excluded(first, event) or self._excluded(second, event)
                    found |= set() if said else {event}
        return tuple(sorted(found))

    def _of_both(self, one: int, other: int) -> Iterator[tuple[int, int]]:
        for first in self._of[one]:
            for second in self._of[other]:
                if self._agree(first, second):
                    yield first, second

    def _together(self, one: int, other: int) -> bool | None:
        """Say whether two groups hold together, ``None`` if that stays undecided."""
        if self._pairs is not None and not self._pairs.left[one] >> other & 1:
            return not self._pairs.clashing[one] >> other & 1
        return self._asked((*self._groups[one], *self._groups[other]))

    def _asked(self, items: Sequence[Item]) -> bool | None:
        found = self._inquiry.oracle.compatible((*self._inquiry.catalogue.rules, *items))
        return (
            isinstance(found, Compatible) if isinstance(found, Compatible | Incompatible) else None
        )

    def _excluded(self, variant: int, event: str) -> bool:
        """Say whether the rules, or one clause of a variant, exclude ``event``."""
        known = self._said.get((variant, event))
        if known is None:
            each = self._variants[variant]
            alone = [(), *(unit.items for unit in each.units)]
            happens = hypothesis(Happens(event))
            known = any(self._asked((*each.held, *items, happens)) is False for items in alone)
            self._said[variant, event] = known
        return known
