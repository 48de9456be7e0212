"""Consents: whom does a clause need who has not spoken?

Accepts a proposal. Those who are known to be at the negotiation are the
parties that have stated a position. A firm clause cannot be delivered by them
if, at a table of just these parties, it clashes with the status quo of terms
and events: it moves what somebody else decides. What stays undecided is not
told, nor is what clashes under some reading only.
"""

from __future__ import annotations

from collections.abc import Iterator

from termcheck.library.model import Clause, Library, Question, Reference
from termcheck.logic.case import Case
from termcheck.questions import verdict as v
from termcheck.questions.consistency import conflicts
from termcheck.questions.inquiry import Inquiry
from termcheck.value import Value


class ConsentGap(Value):
    """A firm clause that needs parties who have stated no position.

    ``moved`` are the terms and events that cannot stay as they are, ``needed``
    those of their deciders who have not spoken, both in order of name.
    """

    clause: Clause
    moved: tuple[str, ...]
    needed: tuple[str, ...]


def consent_gaps(inquiry: Inquiry, proposal: str) -> Iterator[ConsentGap]:
    """Yield the firm clauses of ``proposal`` that those who have spoken cannot deliver.

    None if nobody has stated a position: then nothing is known of who takes part.
    """
    library = inquiry.library
    speakers = tuple(library.positions)
    if not speakers:
        return
    for key in library.proposals[proposal].clauses:
        clause = library.clauses[key]
        if clause.strength == "firm":
            moved = _moved(inquiry, clause, speakers)
            needed = {who for name in moved for who in deciders(library, name)} - set(speakers)
            if moved:
                yield ConsentGap(clause, tuple(sorted(moved)), tuple(sorted(needed)))


def deciders(library: Library, name: str) -> tuple[str, ...]:
    """Return who decides a term or an event, by full name."""
    base = name.partition("[")[0]
    declared = library.terms.get(base) or library.events.get(base)
    return declared.deciders if declared else ()


def _moved(inquiry: Inquiry, clause: Clause, table: tuple[str, ...]) -> set[str]:
    """Return what cannot stay as it is under any reading of ``clause``, nothing if all can."""
    question = Question(given=(Reference(clause.name),), table=table)
    moved: set[str] = set()
    for case in inquiry.catalogue.cases(question):
        found = conflicts(inquiry, case, explain=False) if isinstance(case, Case) else None
        clashes = found.conflicts if isinstance(found, v.Incompatible) else ()
        mine = {name for each in clashes if each.clauses for name in each.status_quo}
        if not mine:
            return set()
        moved |= mine
    return moved
