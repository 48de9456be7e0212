"""Closed choices of literals: what is enough to keep some groups of clauses, whatever others do.

A choice of literals is closed if it keeps all clauses of its groups, and every
clause of the background that it denies some literal of. Two closed choices
that do not contradict each other are closed together, and any closed choice
can be completed to a package by what the background allows elsewhere
(O. Kullmann, "Investigations on autark assignments", 2000). So whether groups
go together can be read from their choices.

A choice is sought by following what is forced, and guessing (M. Davis,
G. Logemann and D. Loveland, "A machine program for theorem-proving", 1962).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from termcheck.solve.grouped import Group, Grouped, Having
from termcheck.value import Value

_GUESSES = 100
"""How many guesses may turn out wrong before a search is given up."""

_GUESS = -1
_KNOWN = -2
_Core = tuple[set[int], set[int]]
"""Clauses that cannot be kept together, by place, and the guesses that they are wrong about."""


class Closed(Value):
    """A closed choice of literals."""

    literals: tuple[int, ...]


class Clash(Value):
    """Clauses, by their places, that cannot be kept together with the background."""

    clauses: frozenset[int]


Dislike = Callable[[int], int]
"""Says how much speaks against a literal; a clause is kept by the one that is least disliked."""


def forced(grouped: Grouped, group: Group) -> tuple[int, ...] | Clash:
    """Return literals that hold wherever the group does: those that follow one by one."""
    search = _Search(grouped, (group,))
    core = search.follow()
    return tuple(search.trail) if core is None else Clash(frozenset(core[0]))


def closed(grouped: Grouped, groups: Sequence[Group], dislike: Dislike) -> Closed | Clash | None:
    """Return a closed choice for all ``groups`` together, or why there is none.

    ``None`` if sums would have to be looked at, or after too many wrong guesses.
    """
    found = chosen(grouped, groups, dislike)
    if isinstance(found, Closed) and not grouped.bound.isdisjoint(map(abs, found.literals)):
        return None
    return found


def chosen(
    grouped: Grouped, groups: Sequence[Group], dislike: Dislike, around: Having | None = None
) -> Closed | Clash | None:
    """Return the same without a look at sums, which may have no numbers for such a choice.

    The background has the clauses ``around``, if they are given.
    """
    search = _Search(grouped, groups, dislike, around)
    try:
        core = search.run()
    except _TooMuch:
        return None
    return Closed(tuple(search.trail)) if core is None else Clash(frozenset(core[0]))


def extended(grouped: Grouped, literals: Iterable[int]) -> Closed | None:
    """Return the closed choice that follows from ``literals`` alone, if they suffice."""
    search = _Search(grouped, ())
    search.assume(literals)
    return Closed(tuple(search.trail)) if search.follow() is None and search.done() else None


class _TooMuch(Exception):
    """Too many guesses were wrong; caught in this module."""


class _Search:
    """Literals chosen so far, in order, each with the place of the clause that forced it."""

    def __init__(
        self,
        grouped: Grouped,
        groups: Sequence[Group],
        dislike: Dislike = lambda _: 0,
        around: Having | None = None,
    ) -> None:
        self.trail: list[int] = []
        self._clauses = grouped.clauses
        self._having = [each.having for each in groups]
        self._around = grouped.background.having if around is None else around
        self._needed = [place for each in groups for place in each.clauses]
        self._dislike = dislike
        self._reason: dict[int, int] = {}
        self._refuted: dict[int, _Core] = {}
        self._followed = 0
        self._looked = 0
        self._empty = next((each for each in self._needed if not self._clauses[each]), None)
        for place in self._needed:
            if len(self._clauses[place]) == 1:
                self._choose(self._clauses[place][0], place)

    def assume(self, literals: Iterable[int]) -> None:
        """Choose ``literals``, without a reason."""
        for each in literals:
            self._choose(each, _KNOWN)

    def _choose(self, literal: int, reason: int) -> None:
        if literal not in self._reason:
            self._reason[literal] = reason
            self.trail.append(literal)

    def follow(self) -> _Core | None:
        """Choose all that is forced; return why that is impossible, if it is."""
        if self._empty is not None:
            return {self._empty}, set()
        trail, reason, clauses = self.trail, self._reason, self._clauses
        needed, around, having = self._needed, self._around, self._having
        while self._followed < len(trail):
            denied = -trail[self._followed]
            self._followed += 1
            if denied in reason:
                return self._why((denied,), reason[denied])
            near = around.get(denied, ())
            needed.extend(near)
            for place in chain(near, *(each.get(denied, ()) for each in having)):
                left = 0
                for literal in clauses[place]:
                    if literal in reason:
                        break
                    if -literal not in reason:
                        if left:
                            break
                        left = literal
                else:
                    if not left:
                        return self._why(clauses[place], place)
                    reason[left] = place
                    trail.append(left)
        return None

    def done(self) -> bool:
        """Say whether every clause that is needed is kept."""
        return not self._next()

    def run(self) -> _Core | None:
        """Choose until all that is needed is kept; return why there is no such choice."""
        guesses: list[tuple[int, int, int, int]] = []
        wrong = 0
        while True:
            core = self.follow()
            if core is None:
                guess = self._next()
                if not guess:
                    return None
                guesses.append((guess, len(self.trail), len(self._needed), self._looked))
                self._choose(guess, _GUESS)
                continue
            while guesses and guesses[-1][0] not in core[1]:
                guesses.pop()
            wrong += 1
            if wrong > _GUESSES:
                raise _TooMuch
            if not guesses:
                return core
            guess, *before = guesses.pop()
            self._undo(*before)
            self._refuted[-guess] = (core[0], core[1] - {guess})
            self._choose(-guess, _KNOWN)

    def _undo(self, length: int, needed: int, looked: int) -> None:
        for literal in self.trail[length:]:
            del self._reason[literal]
            self._refuted.pop(literal, None)
        del self.trail[length:]
        del self._needed[needed:]
        self._followed, self._looked = length, looked

    def _next(self) -> int:
        """Return a literal that keeps a clause that is not kept yet; 0 if all are."""
        reason = self._reason
        while self._looked < len(self._needed):
            clause = self._clauses[self._needed[self._looked]]
            for literal in clause:
                if literal in reason:
                    break
            else:
                open_ = [each for each in clause if -each not in reason]
                return min(open_, key=self._dislike)
            self._looked += 1
        return 0

    def _why(self, clause: Iterable[int], place: int) -> _Core:
        """Return from which clauses and guesses it follows that ``clause`` is denied."""
        core: _Core = ({place} if place >= 0 else set(), set())
        waiting = [-each for each in clause]
        seen: set[int] = set()
        while waiting:
            literal = waiting.pop()
            if literal in seen:
                continue
            seen.add(literal)
            reason = self._reason[literal]
            if literal in self._refuted:
                core[0].update(self._refuted[literal][0])
                waiting += self._refuted[literal][1]
            elif reason == _GUESS:
                core[1].add(literal)
            elif reason >= 0:
                core[0].add(reason)
                waiting += [-each for each in self._clauses[reason] if each != literal]
        return core
