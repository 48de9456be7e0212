"""Timeline: when did the zone of agreement open or close, and which statement did it?

The question is asked as of every day on which its positions change. A clause
named alone that is not in force on a day is not on the table that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from termcheck.library.model import Clause, Library, Question, Reference, part_name
from termcheck.library.positions import counts, in_force
from termcheck.library.refs import RefFault, refer
from termcheck.logic.case import Fault
from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from termcheck.value import Value

Progress = Callable[[str], None]
"""Called with a few words before each question that may take time."""

FOREVER = 1 << 30
"""A day number after every day."""


class Move(Value):
    """What a party did to one clause on a day; ``key`` is that of the clause it is about.

    Stated: it was not in force before. Restated: a new statement replaces it,
    and ``key`` is the new one, ``before`` the old. Withdrawn: it is not in
    force any more.
    """

    key: str
    name: str
    change: Literal["stated", "restated", "withdrawn"]
    before: str = ""


class Day(Value):
    """How the question stands from the day ``day`` on (0: what has no day).

    ``opened_by`` are the moves that ended a conflict, if there was no deal
    before and there is one now. ``closed_by`` are the moves that made a
    conflict, if there was a deal before, or nothing, and there is none now.
    """

    day: int
    verdict: v.Verdict
    moves: tuple[Move, ...]
    opened_by: tuple[Move, ...] = ()
    closed_by: tuple[Move, ...] = ()


class Timeline(Value):
    """The days of a question, oldest first; the first is that of the first statement."""

    question: Question
    days: tuple[Day, ...]

    @property
    def complete(self) -> bool:
        """Whether every day was decided, with all its conflicts."""
        outcomes = [each.outcome for day in self.days for each in day.verdict.outcomes]
        return not any(getattr(each, "limits", ()) for each in outcomes)


class NoPosition(Value):
    """The question names nothing that a party says on a day; ``parties`` are those it names."""

    parties: tuple[str, ...]


def timeline(
    inquiry: Inquiry, question: Question, progress: Progress = lambda _: None
) -> Timeline | NoPosition | tuple[Fault, ...]:
    """Return how the question stands on each day on which what is on its table changes.

    A day that the question names as ``as_of`` is the last one that is looked at.
    """
    library = inquiry.library
    faults = tuple(_faults(library, question))
    if faults:
        return faults
    found: list[Day] = []
    before: tuple[str, ...] = ()
    for day in days_of_statements(library, question):
        keys = on_table(library, question, day)
        moves = tuple(_moves(library, before, keys))
        if not moves:
            continue
        progress(f"day {len(found) + 1}")
        asked = verdict(inquiry, _asked(library, question, day))
        if not isinstance(asked, v.Verdict):
            return asked
        found.append(_day(inquiry, day, asked, moves, found[-1] if found else None))
        before = keys
    return Timeline(question, tuple(found)) if found else NoPosition(parties_of(library, question))


def _faults(library: Library, question: Question) -> Iterable[Fault]:
    """Yield what is wrong with references that name nothing on any day."""
    days = days_of_statements(library, question) or [0]
    for each in (*question.given, *question.keep, *question.without):
        answers = [refer(library, each, day, question.attested) for day in (*days, None)]
        if all(isinstance(answer, RefFault) for answer in answers):
            fault = answers[-1]
            assert isinstance(fault, RefFault)
            yield Fault(each, fault.message, fault.help)


def parties_of(library: Library, question: Question) -> tuple[str, ...]:
    """Return the parties that the question gives or keeps, in order."""
    named = (_owner(library, each) for each in (*question.given, *question.keep))
    return tuple(dict.fromkeys(name for name in named if name))


def _owner(library: Library, reference: Reference) -> str:
    head = reference.text.partition(".")[0]
    return head if head in library.parties and head not in library.proposals else ""


def days_of_statements(library: Library, question: Question) -> list[int]:
    """Return the days on which the question's parties speak, oldest first."""
    last = FOREVER if question.as_of is None else question.as_of
    days: set[int] = set()
    for party in parties_of(library, question):
        keys = library.positions.get(party, ())
        clauses = [library.clauses[key] for key in keys]
        days |= {each.day for each in clauses if counts(each.attested, question.attested)}
        days |= {e.day for e in library.withdrawals if e.party == party}
    return sorted(day for day in days if day <= last)


# --- one day ---------------------------------------------------------------------


def on_table(library: Library, question: Question, day: int) -> tuple[str, ...]:
    """Return the keys of the parties' clauses that are on the table from ``day`` on."""
    given = _keys(library, question, (*question.given, *question.keep), day)
    removed = set(_keys(library, question, question.without, day))
    parties = parties_of(library, question)
    speaking = {
        key for party in parties for key in in_force(library, party, day, question.attested)
    }
    return tuple(
        key for key in given if _clause_key(library, key) in speaking and key not in removed
    )


def _clause_key(library: Library, key: str) -> str:
    """Return the key of the clause to which ``key``, perhaps of an alternative, belongs."""
    return key if key in library.clauses else key.rpartition(".")[0]


def _keys(
    library: Library, question: Question, references: Iterable[Reference], day: int
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for each in references:
        answer = refer(library, each, day, question.attested)
        if not isinstance(answer, RefFault):
            found |= dict.fromkeys(answer.keys)
    return tuple(found)


def _asked(library: Library, question: Question, day: int) -> Question:
    """Return the question as of ``day``, without what is not in force that day."""

    def standing(references: Sequence[Reference]) -> tuple[Reference, ...]:
        answers = ((each, refer(library, each, day, question.attested)) for each in references)
        return tuple(each for each, answer in answers if not isinstance(answer, RefFault))

    return question.but(
        as_of=day,
        given=standing(question.given),
        keep=standing(question.keep),
        without=standing(question.without),
        under=standing(question.under),
    )


def _moves(library: Library, before: Sequence[str], now: Sequence[str]) -> Iterable[Move]:
    """Yield what changed between two tables, in the order of the question."""
    old = {_named(library, key): key for key in before}
    new = {_named(library, key): key for key in now}
    for name, key in new.items():
        if name not in old:
            yield Move(key, name, "stated")
        elif old[name] != key:
            yield Move(key, name, "restated", old[name])
    for name, key in old.items():
        if name not in new:
            yield Move(key, name, "withdrawn")


def _named(library: Library, key: str) -> str:
    clause: Clause = library.clauses[_clause_key(library, key)]
    return clause.name if key in library.clauses else part_name(clause, key.rpartition(".")[2])


def _day(
    inquiry: Inquiry, day: int, asked: v.Verdict, moves: tuple[Move, ...], before: Day | None
) -> Day:
    work = _Turn(inquiry, asked.question, moves)
    was = before.verdict if before else None
    if was is not None and no_deal(was) and has_deal(asked):
        return Day(day, asked, moves, work.did(was, "stated"), ())
    if no_deal(asked) and (was is None or has_deal(was)):
        return Day(day, asked, moves, (), work.did(asked, "withdrawn"))
    return Day(day, asked, moves)


class _Turn:
    """Which moves of a day did it: opened the zone of agreement, or closed it."""

    def __init__(self, inquiry: Inquiry, question: Question, moves: Sequence[Move]) -> None:
        self._inquiry = inquiry
        self._question = question
        self._moves = moves

    def did(self, clash: v.Verdict, idle: Literal["stated", "withdrawn"]) -> tuple[Move, ...]:
        """Return the moves, but for those that are ``idle``, that made or ended a conflict."""
        found = {move for each in conflicts_of(clash) for move in self._of(each, idle)}
        return tuple(move for move in self._moves if move in found)

    def _of(self, conflict: v.Conflict, idle: str) -> Sequence[Move]:
        """Return the moves that made or ended a conflict.

        A clause that is restated did it if the conflict stands with one of its
        two statements only; if that is so of none, all that moved did it together.
        """
        names = {_named(self._inquiry.library, key): key for key in conflict.keys}
        here = [move for move in self._moves if move.change != idle and move.name in names]
        alone = [
            move
            for move in here
            if move.change != "restated" or self._holds(conflict, names[move.name], move)
        ]
        return alone or here

    def _holds(self, conflict: v.Conflict, key: str, move: Move) -> bool:
        """Say whether a conflict goes away with the other statement of a clause."""
        other = move.before if key == move.key else move.key
        given = (other if each == key else each for each in conflict.keys)
        asked = self._question.but(given=tuple(map(Reference, given)), keep=())
        found = verdict(self._inquiry, asked)
        return isinstance(found, v.Verdict) and has_deal(found)


def has_deal(found: v.Verdict) -> bool:
    """Say whether there is a deal under every reading."""
    return isinstance(found.outcome, v.Compatible)


def no_deal(found: v.Verdict) -> bool:
    """Say whether there is none under some reading, and it was proved."""
    return isinstance(found.outcome, v.Incompatible)


def conflicts_of(found: v.Verdict) -> tuple[v.Conflict, ...]:
    """Return all conflicts, those of every reading."""
    return tuple(
        conflict
        for each in found.outcomes
        if isinstance(each.outcome, v.Incompatible)
        for conflict in each.outcome.conflicts
    )
