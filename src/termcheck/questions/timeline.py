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
    and ``key`` is the new one. Withdrawn: it is not in force any more.
    """

    key: str
    name: str
    change: Literal["stated", "restated", "withdrawn"]


class Day(Value):
    """How the question stands from the day ``day`` on (0: what has no day).

    ``opened_by`` are the clauses that this day ended and that were part of a
    conflict until then, if there was no deal before and there is one now.
    ``closed_by`` are the clauses that this day brought and that are part of a
    conflict now, if there was a deal before and there is none now.
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
        found.append(_day(library, day, asked, moves, found[-1] if found else None))
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
            yield Move(key, name, "restated")
    for name, key in old.items():
        if name not in new:
            yield Move(key, name, "withdrawn")


def _named(library: Library, key: str) -> str:
    clause: Clause = library.clauses[_clause_key(library, key)]
    return clause.name if key in library.clauses else part_name(clause, key.rpartition(".")[2])


def _day(
    library: Library, day: int, asked: v.Verdict, moves: tuple[Move, ...], before: Day | None
) -> Day:
    if before is None:
        clashing = clauses_of_conflicts(asked)
        closed = tuple(move for move in moves if move.key in clashing)
        return Day(day, asked, moves, (), closed)
    was, now = before.verdict, asked
    opened: tuple[Move, ...] = ()
    closed = ()
    if no_deal(was) and has_deal(now):
        names = {_named(library, key) for key in clauses_of_conflicts(was)}
        opened = tuple(m for m in moves if m.change != "stated" and m.name in names)
    elif has_deal(was) and no_deal(now):
        names = {_named(library, key) for key in clauses_of_conflicts(now)}
        closed = tuple(m for m in moves if m.change != "withdrawn" and m.name in names)
    return Day(day, asked, moves, opened, closed)


def has_deal(found: v.Verdict) -> bool:
    """Say whether there is a deal under every reading."""
    return isinstance(found.outcome, v.Compatible)


def no_deal(found: v.Verdict) -> bool:
    """Say whether there is none under some reading, and it was proved."""
    return isinstance(found.outcome, v.Incompatible)


def clauses_of_conflicts(found: v.Verdict) -> frozenset[str]:
    """Return the keys of all clauses that stand in a conflict under some reading."""
    return frozenset(
        key
        for each in found.outcomes
        if isinstance(each.outcome, v.Incompatible)
        for conflict in each.outcome.conflicts
        for key in conflict.keys
    )
