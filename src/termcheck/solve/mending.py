"""Mending: a choice of all literals, changed where it breaks a clause until it breaks none.

A question that differs little from the one before has a package that differs
little from the one before: only the clauses that a changed literal was needed
for are looked at. What is forced is followed first; then one of the literals
is changed that would keep a broken clause. A change that turns out wrong is
taken back, with the reason (M. Davis, G. Logemann and D. Loveland, "A machine
program for theorem-proving", 1962; J. Marques-Silva and K. Sakallah, "GRASP: a
search algorithm for propositional satisfiability", 1999).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from termcheck.value import Value

Clause = tuple[int, ...]

CLAIM = 20_000
"""How many clauses may be looked at to see whether one claim can fail."""

_UNASKED: Clause = ()
"""The reason of a literal that is there because somebody chose it."""

_Marks = tuple[int, int, int]
"""How many literals were chosen, how many clauses were in doubt, how many of these seen."""


class Sifted(Value):
    """Places of claims: those that are ``forced``, and those of which that is ``open``."""

    forced: tuple[int, ...]
    open: tuple[int, ...]


class TooMuch(Exception):
    """More clauses had to be looked at than allowed; nothing is known."""


class Mending:
    """Clauses that only grow, and a choice that keeps those of the last package found.

    ``work`` counts the clauses that were looked at. The choice has every
    literal, plainly or denied. What follows from it being changed is kept on a
    trail, each literal with its reason: the clause that forced it.
    """

    def __init__(self) -> None:
        self.work = 0
        self._limit = 0
        self._having: dict[int, list[Clause]] = {}
        self._size = 0
        self._units: list[int] = []
        self._new: list[Clause] = []
        self._choice: set[int] = set()
        self._trail: list[int] = []
        self._reason: dict[int, Clause] = {}
        self._followed = 0
        self._doubtful: list[Clause] = []
        self._seen = 0

    def add(self, clauses: Iterable[Clause], size: int) -> None:
        """Add clauses, none without a literal, over the literals up to ``size``."""
        having = self._having
        for clause in clauses:
            for literal in clause:
                if literal in having:
                    having[literal].append(clause)
                else:
                    having[literal] = [clause]
            if len(clause) == 1:
                self._units.append(clause[0])
            self._new.append(clause)
        for literal in range(self._size + 1, size + 1):
            often = len(having.get(literal, ())) > len(having.get(-literal, ()))
            self._choice.add(literal if often else -literal)
        self._size = size

    @property
    def truths(self) -> int:
        """The choice as a number with a bit for each literal that holds."""
        bits = bytearray(self._size // 8 + 1)
        for each in self._choice:
            if each > 0:
                bits[each >> 3] |= 1 << (each & 7)
        return int.from_bytes(bits, "little")

    def core(self, assumed: Sequence[int], most: int) -> tuple[int, ...] | None:
        """Return which of ``assumed`` cannot hold together; ``None`` if all do in the choice.

        Raises ``TooMuch`` after looking at ``most`` clauses.
        """
        because = self._settled(assumed, most)
        if because is None:
            return None
        return tuple(each for each in assumed if each in because)

    def sifted(
        self, assumed: Sequence[int], denials: Sequence[int], stopped: Callable[[], bool]
    ) -> Sifted:
        """Return which of ``denials`` cannot hold together with ``assumed``, which can.

        ``stopped`` is asked now and then whether to leave the rest open. Raises ``TooMuch``.
        """
        because = self._settled(assumed, CLAIM + 50 * len(assumed))
        assert because is None, "the items are compatible"
        possible = set(self._choice)
        forced: list[int] = []
        open_: list[int] = []
        for place, denial in enumerate(denials):
            if denial in possible:
                continue
            if -denial in self._reason:
                forced.append(place)
            elif self._is_spare(-denial):
                possible.add(denial)
            else:
                fails = None if stopped() else self._can_hold(denial)
                if fails is None:
                    open_.append(place)
                elif fails:
                    possible |= fails
                else:
                    forced.append(place)
        return Sifted(tuple(forced), tuple(open_))

    def _settled(self, assumed: Sequence[int], most: int) -> set[int] | None:
        """Mend the choice until it has ``assumed``; leave on the trail what follows from that.

        Return the reason if there is no such choice.
        """
        if most < 0:
            raise TooMuch
        self._undo((0, 0, 0))
        self._limit = self.work + most
        self._doubtful += self._new
        for literal in (*self._units, *assumed):
            if -literal in self._reason:
                return self._because((literal,)) | {literal}
            self._chosen(literal, _UNASKED)
        broken = self._follow()
        if broken is not None:
            return self._because(broken)
        length = len(self._trail)
        because = self._mend()
        if because is None:
            self._take(0)
            self._new.clear()
            self._undo((length, 0, 0))
        return because

    def _can_hold(self, literal: int) -> set[int] | None:
        """Return what holds in a choice with ``literal`` as well, but did not; nothing without one.

        ``None`` if that took too much.
        """
        before = (len(self._trail), 0, 0)
        self._limit = self.work + CLAIM
        self._chosen(literal, _UNASKED)
        try:
            because = self._mend()
        except TooMuch:
            self._undo(before)
            return None
        changed = self._take(before[0]) if because is None else set[int]()
        self._undo(before)
        if because is not None:
            self._chosen(-literal, (-literal,))
            self._follow()
        return changed

    def _is_spare(self, literal: int) -> bool:
        """Say whether the choice would keep all clauses without ``literal``, which it has."""
        choice = self._choice
        for clause in self._having.get(literal, ()):
            for each in clause:
                if each != literal and each in choice:
                    break
            else:
                return False
        return True

    # --- the trail -----------------------------------------------------------

    def _chosen(self, literal: int, reason: Clause) -> None:
        if literal not in self._reason:
            self._reason[literal] = reason
            self._trail.append(literal)

    def _undo(self, marks: _Marks) -> None:
        length, doubtful, self._seen = marks
        for literal in self._trail[length:]:
            del self._reason[literal]
        del self._trail[length:]
        del self._doubtful[doubtful:]
        self._followed = min(self._followed, length)

    def _follow(self) -> Clause | None:
        """Put all on the trail that is forced; return a clause that cannot be kept, if there is."""
        trail, reason, choice, having = self._trail, self._reason, self._choice, self._having
        while self._followed < len(trail):
            denied = -trail[self._followed]
            self._followed += 1
            near = having.get(denied)
            if near is None:
                continue
            self.work += len(near)
            if denied in choice:
                self._doubtful += near
            for clause in near:
                left = 0
                for literal in clause:
                    if literal in reason:
                        break
                    if -literal not in reason:
                        if left:
                            break
                        left = literal
                else:
                    if not left:
                        return clause
                    reason[left] = clause
                    trail.append(left)
        return None

    def _broken(self) -> list[int] | None:
        """Return the literals one of which has to be changed for a clause to be kept."""
        reason, choice, doubtful = self._reason, self._choice, self._doubtful
        while self._seen < len(doubtful):
            clause = doubtful[self._seen]
            open_: list[int] = []
            for literal in clause:
                if literal in reason:
                    break
                if -literal not in reason:
                    if literal in choice:
                        break
                    open_.append(literal)
            else:
                return open_
            self._seen += 1
        return None

    def _mend(self) -> set[int] | None:
        """Change what has to be changed; return why that is impossible, if it is."""
        changes: list[tuple[int, _Marks]] = []
        having = self._having
        while True:
            clause = self._follow()
            if self.work > self._limit:
                raise TooMuch
            if clause is None:
                open_ = self._broken()
                if open_ is None:
                    return None
                change = min(open_, key=lambda each: len(having.get(-each, ())))
                changes.append((change, (len(self._trail), len(self._doubtful), self._seen)))
                self._chosen(change, _UNASKED)
                continue
            because = self._because(clause)
            while changes and changes[-1][0] not in because:
                changes.pop()
            if not changes:
                return because
            change, marks = changes.pop()
            self._undo(marks)
            self._chosen(-change, tuple(-each for each in because))

    def _take(self, start: int) -> set[int]:
        """Make what is on the trail from ``start`` on part of the choice; return what changes."""
        changed = {each for each in self._trail[start:] if each not in self._choice}
        self._choice |= changed
        self._choice.difference_update([-each for each in changed])
        return changed

    def _because(self, clause: Iterable[int]) -> set[int]:
        """Return the literals that somebody chose and for which all of ``clause`` are denied."""
        found: set[int] = set()
        seen: set[int] = set()
        waiting = [-each for each in clause]
        while waiting:
            literal = waiting.pop()
            if literal in seen:
                continue
            seen.add(literal)
            reason = self._reason[literal]
            if reason:
                waiting += [-each for each in reason if each != literal]
            else:
                found.add(literal)
        return found
