"""Groups: a few sets of texts that hold together, and cover every pair that does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from termcheck.solve.masks import places

Hold = Callable[[Sequence[int]], bool]
"""Says whether the texts at these places are known to hold together."""


class Groups:
    """Groups of texts, said by their places, grown until every pair asked about is in one.

    ``good`` are for each text those with which it holds, as bits, and ``hold``
    says whether a larger set does. ``found`` are the groups as bits.
    """

    def __init__(self, good: Sequence[int], hold: Hold) -> None:
        self.found: list[int] = []
        self._good = good
        self._hold = hold
        self._met = [0] * len(good)

    def cover(self, one: int, other: int) -> int:
        """Return the place of a group with both texts, a new one if there is none."""
        both = 1 << one | 1 << other
        if not self._met[one] >> other & 1:
            made = self._grown(one, other)
            for place in places(made):
                self._met[place] |= made
            self.found.append(made)
        return next(at for at, group in enumerate(self.found) if group & both == both)

    def _grown(self, one: int, other: int) -> int:
        """Return a group around a pair; who brings most pairs that are new comes first."""
        members, group = [one, other], 1 << one | 1 << other
        waiting = self._good[one] & self._good[other] & ~group
        while waiting:
            news = {place: (group & ~self._met[place]).bit_count() for place in places(waiting)}
            best = max(news, key=news.__getitem__)
            if not news[best]:
                break
            waiting &= ~(1 << best)
            if self._hold([*members, best]):
                members.append(best)
                group |= 1 << best
                waiting &= self._good[best]
        return group
