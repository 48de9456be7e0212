"""All pairs: which two of many groups of clauses go together?

Accepts grouped clauses; yields for every pair a witness or what they clash
over, or leaves it open. Each group is looked at once: which literals are
forced in it, and one closed choice that keeps it. Then it is compared with all
others at once: with what is forced in them, and, in lanes, with their choices.
With whom a group does not fit its choice, it seeks one that suits them better.
The few pairs that are left are asked about one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from termcheck.logic.problem import Item
from termcheck.solve.closing import Clash, Closed, Dislike, closed, extended, forced
from termcheck.solve.grouped import Grouped
from termcheck.solve.lanes import Lanes
from termcheck.solve.layer import Layer
from termcheck.solve.masks import places
from termcheck.value import Value

_ROUNDS = 4
"""How often groups seek a choice that suits those with which they are left."""


class Opposed(Value):
    """A literal is forced in one group and denied in the other."""

    literal: int


class Denied(Value):
    """A clause of one group, by its place, of which the other forces every literal to fail."""

    clause: int


class _Met(Value):
    """What a group chose in each lane, beside the choices of others in ``layer``."""

    chosen: Mapping[int, int]
    layer: int


Found = Closed | Opposed | Denied | Clash
"""How two groups end: with a closed choice that keeps both, or with what they clash over."""


class Pairs:
    """Every pair of the groups of ``grouped``, as places; the earlier one comes first.

    ``left`` are for each group those others with which it was not decided,
    ``clashing`` those with which it clashes, as bits. ``wanted`` are those with
    which it is to be compared, all others unless said; ``stopped`` is asked
    now and then whether to leave the rest undecided.
    """

    def __init__(
        self,
        grouped: Grouped,
        wanted: Sequence[int] | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self.grouped = grouped
        self._stopped = stopped
        size = len(grouped.groups)
        self._every = (1 << size) - 1
        self.left = list(wanted or (self._every & ~(1 << at) for at in range(size)))
        self.clashing = [0] * size
        self._found: list[list[tuple[int, Found | _Met]]] = [[] for _ in range(size)]
        self._forced = Layer()
        self._layers = [Layer()]
        self._dislikes: dict[int, int] = {}
        for place in self._going():
            self._force(place)
        for place in self._going():
            self._close(place, 0)
            self._oppose(place)
        for layer in range(_ROUNDS):
            if not self._round(layer):
                break
        for place in self._going():
            self._ask(place)

    def holds(self, place: int) -> bool:
        """Say whether a group is known to hold alone."""
        return place in self._layers[0].of

    def _going(self) -> Iterator[int]:
        """Yield the groups one after the other until it is time to stop."""
        return takewhile(lambda _: not self._stopped(), range(len(self.left)))

    def found(self, one: int, other: int) -> Found | None:
        """Return how two groups end, ``None`` if that is not known."""
        for first, second in ((one, other), (other, one)):
            for mask, each in self._found[first]:
                if mask >> second & 1:
                    return self._met(each, second) if isinstance(each, _Met) else each
        return None

    def change(self, place: int, items: Sequence[Item]) -> bool:
        """Let the group at ``place`` say ``items``; decide its pairs again, and no others.

        Say whether that could be done; else all has to be made afresh.
        """
        gained = self.grouped.changed(place, items)
        if gained is None:
            return False
        for layer in (self._forced, *self._layers):
            layer.drop(place)
            self._extend(layer, gained)
        self._forget(place)
        self._force(place)
        self._close(place, 0)
        self._oppose(place)
        for at in range(len(self._layers)):
            self._meet(place, at)
        self._ask(place)
        return True

    # --- one group ---------------------------------------------------------------

    def _force(self, place: int) -> None:
        found = forced(self.grouped, self.grouped.groups[place])
        if isinstance(found, Clash):
            self._settle(place, self._every, found)
        else:
            self._forced.put(place, found)

    def _close(self, place: int, at: int, beside: int | None = None) -> None:
        """Put a closed choice of a group into a layer, one that ``beside`` say little against."""
        if place not in self._forced.of:
            return
        found = closed(self.grouped, (self.grouped.groups[place],), self._dislike(beside))
        if isinstance(found, Closed):
            self._layers[at].put(place, found.literals)
        elif isinstance(found, Clash):
            self._settle(place, self._every, found)

    def _dislike(self, beside: int | None) -> Dislike:
        """Return how many groups speak against a literal: all, or those of ``beside``."""
        known = self._dislikes if beside is None else dict[int, int]()
        forced, chosen = self._forced.having, self._layers[0].having

        def dislike(literal: int) -> int:
            found = known.get(literal)
            if found is None:
                found = forced.get(-literal, 0).bit_count()
                if beside is not None:
                    found = 2 * (forced.get(-literal, 0) & beside).bit_count()
                    found += (chosen.get(-literal, 0) & beside).bit_count()
                known[literal] = found
            return found

        return dislike

    def _extend(self, layer: Layer, gained: Iterable[int]) -> None:
        """Let the choices of a layer take in what new clauses of the background add to them."""
        denying = {-each for at in gained for each in self.grouped.clauses[at]}
        touched = 0
        for literal in denying:
            touched |= layer.having.get(literal, 0)
        for place in places(touched):
            found = extended(self.grouped, layer.of[place])
            layer.drop(place)
            if found is not None:
                layer.put(place, found.literals)

    # --- all others at once --------------------------------------------------------

    def _oppose(self, place: int) -> None:
        """Find the groups that clash with what is forced in this one, or with a clause of it."""
        having = self._forced.having
        own = set(self._forced.of.get(place, ()))
        for literal in own:
            self._settle(place, having.get(-literal, 0), Opposed(literal))
        for at in self.grouped.groups[place].clauses:
            clause = self.grouped.clauses[at]
            if own and own.isdisjoint(clause):
                denying = self._every
                for literal in clause:
                    if -literal not in own:
                        denying &= having.get(-literal, 0)
                self._settle(place, denying, Denied(at))

    def _round(self, at: int) -> bool:
        """Compare each group with the choices in a layer; say whether it helped."""
        before = sum(each.bit_count() for each in self.left)
        if at:
            self._layers.append(Layer())
            for place in self._going():
                if self.left[place]:
                    self._close(place, at, self.left[place])
        for place in self._going():
            self._meet(place, at)
        return 2 * sum(each.bit_count() for each in self.left) < before

    def _meet(self, place: int, at: int) -> None:
        """Compare a group with the choices of a layer, in all lanes that are left."""
        layer = self._layers[at]
        live = self.left[place] & layer.there
        if live and place in self._forced.of:
            lanes = Lanes(self.grouped, self.grouped.groups[place], layer.having, live)
            lanes.run(self._forced.of[place], self._dislike(None))
            if lanes.live:
                self._settle(place, lanes.live, _Met(lanes.chosen(), at))

    def _settle(self, place: int, others: int, found: Found | _Met) -> None:
        """Note how a group ends with others, wherever that is still open."""
        new = others & self.left[place]
        if not new:
            return
        self.left[place] &= ~new
        self._found[place].append((new, found))
        clashes = not isinstance(found, Closed | _Met)
        bit = 1 << place
        if clashes:
            self.clashing[place] |= new
        for other in places(new):
            self.left[other] &= ~bit
            if clashes:
                self.clashing[other] |= bit

    # --- pair by pair ----------------------------------------------------------------

    def _ask(self, place: int) -> None:
        """Ask about each pair that is left."""
        groups = self.grouped.groups
        for other in places(self.left[place]):
            found = closed(self.grouped, (groups[place], groups[other]), self._dislike(None))
            if found is not None:
                self._settle(place, 1 << other, found)

    def _met(self, met: _Met, other: int) -> Closed:
        """Return what was chosen in one lane, with what stands there."""
        own = [literal for literal, lanes in met.chosen.items() if lanes >> other & 1]
        return Closed(tuple(dict.fromkeys((*self._layers[met.layer].of[other], *own))))

    def _forget(self, place: int) -> None:
        """Leave all pairs of a group open again."""
        bit = 1 << place
        self._found[place] = []
        self.left[place], self.clashing[place] = self._every & ~bit, 0
        for other, found in enumerate(self._found):
            if other != place:
                self.left[other] |= bit
                self.clashing[other] &= ~bit
                self._found[other] = [(mask & ~bit, each) for mask, each in found]
