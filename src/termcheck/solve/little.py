"""Little: a search for what few clauses allow, in this process.

Accepts clauses over literals and a choice of literals that are to hold; yields
whether all can hold together, as a solver does, or nothing if that takes long.
To start a solver takes longer than most small questions do.

One literal after the other is tried, and all that follows is drawn. Of each
literal that holds it is known on which of those tried it depends, so of a
contradiction as well: who is not part of it is not tried the other way round
(backjumping, after P. Prosser, "Hybrid algorithms for the constraint
satisfaction problem", 1993), and what depends on nothing tried is a core.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.solve.cnf import Cnf
from termcheck.solve.replies import Reply, Sat, Unsat

Clause = tuple[int, ...]


class _TooMuch(Exception):
    """The bound on work was hit; caught in this module."""


class _Contradiction(Exception):
    """Some clause fails; ``because`` is what that depends on."""

    def __init__(self, because: int) -> None:
        super().__init__(because)
        self.because = because


class Little:
    """Answers questions about ``cnf``, which may grow between them."""

    def __init__(self, cnf: Cnf) -> None:
        self._cnf = cnf
        self._clauses: list[Clause] = []
        self._with: dict[int, list[Clause]] = {}
        self._because: dict[int, int] = {}
        self._holding: list[int] = []
        self._drawn = 0
        self._left = 0

    def check(self, selectors: Sequence[int], most: int) -> Reply | None:
        """Say whether ``selectors`` can hold together, with what holds then.

        ``None`` if more than ``most`` clauses would have to be looked at.
        """
        for clause in self._cnf.clauses[len(self._clauses) :]:
            self._clauses.append(clause)
            for literal in clause:
                self._with.setdefault(-literal, []).append(clause)
        self._because, self._holding, self._drawn = {}, [], 0
        self._left = most
        try:
            return self._search(selectors)
        except _TooMuch:
            return None

    def _search(self, selectors: Sequence[int]) -> Reply | None:
        try:
            for clause in self._clauses:
                if len(clause) == 1:
                    self._hold(clause[0], 0)
            for place, literal in enumerate(selectors):
                self._hold(literal, 1 << place)
            self._draw()
        except _Contradiction as found:
            return self._refuted(selectors, found.because)
        tried: list[tuple[int, int]] = []
        looked = 0
        while True:
            looked, literal = self._open(looked)
            if not literal:
                return Sat(sum(1 << each for each in self._holding if each > 0), ())
            tried.append((looked, len(self._holding)))
            because = self._held(literal, 1 << len(selectors) + len(tried))
            while because is not None:
                while tried and not because >> len(selectors) + len(tried) & 1:
                    tried.pop()
                if not tried:
                    return self._refuted(selectors, because)
                because ^= 1 << len(selectors) + len(tried)
                looked, size = tried.pop()
                wrong = self._holding[size]
                self._forget(size)
                because = self._held(-wrong, because)

    def _refuted(self, selectors: Sequence[int], because: int) -> Unsat | None:
        core = tuple(each for place, each in enumerate(selectors) if because >> place & 1)
        return Unsat(core) if core else None

    def _open(self, looked: int) -> tuple[int, int]:
        """Return the first clause that does not hold yet, and a literal of it, if there is one."""
        holds = self._because
        for place in range(looked, len(self._clauses)):
            clause = self._clauses[place]
            if not any(each in holds for each in clause):
                self._left -= place - looked
                return place, next(each for each in clause if -each not in holds)
        return len(self._clauses), 0

    def _held(self, literal: int, because: int) -> int | None:
        """Let a literal hold with all that follows; return what a contradiction depends on."""
        try:
            self._hold(literal, because)
            self._draw()
        except _Contradiction as found:
            return found.because
        return None

    def _hold(self, literal: int, because: int) -> None:
        if -literal in self._because:
            raise _Contradiction(because | self._because[-literal])
        if literal not in self._because:
            self._because[literal] = because
            self._holding.append(literal)

    def _forget(self, size: int) -> None:
        """Let only the first ``size`` literals hold."""
        for literal in self._holding[size:]:
            del self._because[literal]
        del self._holding[size:]
        self._drawn = size

    def _draw(self) -> None:
        """Let all hold that follows from what holds."""
        holds = self._because
        while self._drawn < len(self._holding):
            clauses = self._with.get(self._holding[self._drawn], ())
            self._drawn += 1
            self._left -= len(clauses)
            if self._left < 0:
                raise _TooMuch
            for clause in clauses:
                left = 0
                for each in clause:
                    if each in holds or (left and -each not in holds):
                        break
                    if -each not in holds:
                        left = each
                else:
                    because = 0
                    for each in clause:
                        if each != left:
                            because |= holds[-each]
                    if not left:
                        raise _Contradiction(because)
                    self._hold(left, because)
