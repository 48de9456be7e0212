"""Questions have the conflicts that the table of ``questions`` says, and the fixes that follow."""

from __future__ import annotations

from datetime import date
from itertools import product

from termcheck.library.model import Library, Question, Reference
from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from tests.faults.questions import LIBRARY, QUESTIONS, Asked
from tests.texts import library, question


def put(made: Library, asked: Asked) -> Question:
    """Return the question of a row."""
    said = question(
        made,
        asked.given,
        keep=asked.keep,
        without=asked.without,
        suppose=(asked.suppose,) if asked.suppose else (),
        table=tuple(asked.table.split()) or None,
        as_of=date.fromisoformat(asked.as_of).toordinal() if asked.as_of else None,
        under=asked.under,
    )
    return said.but(attested=tuple(asked.attested.split()), by_text=asked.by_text)


def conflicts_of(found: v.Verdict) -> set[frozenset[str]]:
    """Return the conflicts under any reading, as sets of names; undecided fails."""
    every: set[frozenset[str]] = set()
    for each in found.outcomes:
        if isinstance(each.outcome, v.Incompatible):
            assert each.outcome.complete
            every |= {conflict.names for conflict in each.outcome.conflicts}
        else:
            assert isinstance(each.outcome, v.Compatible), each.outcome
    return every


def written(expected: str) -> set[frozenset[str]]:
    """Return the conflicts that a row expects."""
    return {frozenset(each.split(" + ")) for each in expected.split("; ") if each}


def test_conflicts_are_those_of_the_table() -> None:
    """Every question of the table has the conflicts that its row names, and no other."""
    made = library(LIBRARY)
    inquiry = Inquiry(made)
    for asked in QUESTIONS:
        found = verdict(inquiry, put(made, asked))
        assert isinstance(found, v.Verdict), (asked, found)
        assert (asked, conflicts_of(found)) == (asked, written(asked.expected))


def test_fixes_hit_every_conflict_of_the_table_and_no_less_does() -> None:
    """A fix takes a clause of every conflict; no part of a fix does."""
    made = library(LIBRARY)
    inquiry = Inquiry(made)
    for asked in QUESTIONS:
        found = verdict(inquiry, put(made, asked))
        assert isinstance(found, v.Verdict)
        for each in found.outcomes:
            if not isinstance(each.outcome, v.Incompatible):
                continue
            conflicts = [frozenset(c.clauses) for c in each.outcome.conflicts]
            if frozenset() in conflicts:
                continue
            for chosen in product(*each.outcome.menus):
                fix = {unit.name for choice in chosen for unit in choice}
                assert all(fix & conflict for conflict in conflicts)
                assert all(any(not (fix - {n}) & c for c in conflicts) for n in fix)


def test_asking_all_in_one_session_is_asking_each_alone() -> None:
    """A question has the same answer in a fresh inquiry as after all the others."""
    made = library(LIBRARY)
    inquiry = Inquiry(made)
    for asked in (*QUESTIONS, *reversed(QUESTIONS)):
        together, alone = (verdict(each, put(made, asked)) for each in (inquiry, Inquiry(made)))
        assert isinstance(together, v.Verdict)
        assert isinstance(alone, v.Verdict)
        assert conflicts_of(together) == conflicts_of(alone)


def test_a_reference_to_nothing_is_a_fault() -> None:
    """What is not in force on a day, or is no clause of a text, cannot be asked about."""
    made = library(LIBRARY)
    for name, day in (("a.say", "2025-01-01"), ("a.say", "2025-04-15"), ("second.fam", "")):
        asked = put(made, Asked("", "", as_of=day)).but(given=(Reference(name),))
        assert not isinstance(verdict(Inquiry(made), asked), v.Verdict)
