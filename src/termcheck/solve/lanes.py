"""Lanes: one group of clauses put to many others at once.

Each bit of a number is a lane, in which some other group stands with a closed
choice of literals of its own; what is forced, and what is guessed, is worked
out in all lanes with each step. A wrong guess is not taken back, so a lane
that comes to nothing says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from termcheck.solve.closing import Dislike
from termcheck.solve.grouped import Clause, Group, Grouped


class Lanes:
    """The search for choices that keep ``group`` beside what stands in each of ``live``.

    ``having`` are the lanes in which a literal is chosen. Once ``run`` is over,
    the choices in the lanes that are still in ``live`` are closed, for the
    group and for whoever stood there.
    """

    def __init__(
        self,
        grouped: Grouped,
        group: Group,
        standing: Mapping[int, int],
        live: int,
    ) -> None:
        self.having = dict(standing)
        self._standing = standing
        self.live = live
        self._clauses = grouped.clauses
        self._around = grouped.background.having
        self._own = group
        self._bound = grouped.bound
        self._new: dict[int, int] = {}
        self._touched: dict[int, None] = {}
        self._dislike: Dislike = abs

    def chosen(self) -> dict[int, int]:
        """Return the live lanes in which a literal was chosen that did not stand there."""
        standing, live = self._standing, self.live
        return {
            literal: new
            for literal, lanes in self.having.items()
            if lanes is not standing.get(literal) and (new := lanes & live)
        }

    def run(self, forced: Sequence[int], dislike: Dislike) -> None:
        """Choose until the group is kept in every lane that is still live.

        Begins with ``forced``, and guesses what is disliked least.
        """
        self._dislike = dislike
        for literal in forced:
            self._choose(literal, self.live)
        self._follow()
        for place in self._own.clauses:
            self._keep(self._clauses[place], self.live)
        while self._touched and self.live:
            waiting, self._touched = self._touched, {}
            for place in waiting:
                clause, touched = self._clauses[place], 0
                for literal in clause:
                    touched |= self.having.get(-literal, 0)
                self._keep(clause, touched & self.live)

    def _keep(self, clause: Clause, lanes: int) -> None:
        """Let ``clause`` be kept in ``lanes``, by a literal that is not denied there."""
        having = self.having
        for literal in clause:
            lanes &= ~having.get(literal, 0)
        if not lanes:
            return
        for literal in sorted(clause, key=self._dislike):
            free = lanes & ~having.get(-literal, 0)
            if free:
                self._choose(literal, free)
                lanes &= ~free
                if not lanes:
                    break
        self.live &= ~lanes
        self._follow()

    def _choose(self, literal: int, lanes: int) -> None:
        having = self.having
        known = having.get(literal, 0)
        new = lanes & self.live & ~known
        if new:
            wrong = new if abs(literal) in self._bound else new & having.get(-literal, 0)
            if wrong:
                self.live &= ~wrong
                new &= ~wrong
            having[literal] = known | new
            self._new[literal] = self._new.get(literal, 0) | new

    def _follow(self) -> None:
        """Choose in every lane what is forced there."""
        clauses, having, own, around = self._clauses, self.having, self._own.having, self._around
        while self._new:
            chosen, lanes = self._new.popitem()
            denied = -chosen
            for place in own.get(denied, ()):
                self._force(clauses[place], lanes)
            for place in around.get(denied, ()):
                clause = clauses[place]
                if len(clause) == 2:
                    other = clause[0] if clause[1] == denied else clause[1]
                    if lanes & ~having.get(other, 0):
                        self._choose(other, lanes)
                elif self._force(clause, lanes):
                    self._touched[place] = None

    def _force(self, clause: Clause, lanes: int) -> int:
        """Choose the one literal that is left of ``clause``; return where several are left."""
        having = self.having
        lanes &= self.live
        for literal in clause:
            lanes &= ~having.get(literal, 0)
            if not lanes:
                return 0
        some = several = 0
        for literal in clause:
            free = lanes & ~having.get(-literal, 0)
            several |= some & free
            some |= free
        self.live &= ~(lanes & ~some)
        single = some & ~several
        if single:
            for literal in clause:
                free = single & ~having.get(-literal, 0)
                if free:
                    self._choose(literal, free)
        return several
