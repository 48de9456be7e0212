"""Disclosures: what an answer leaves open and has to say."""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.formula import Formula, variables
from termcheck.library.model import Library, Question
from termcheck.library.positions import in_force
from termcheck.library.refs import Referred, refer
from termcheck.logic.problem import clause_item
from termcheck.report.values import day_text, listed


def mentioned_terms(library: Library, question: Question, *more: Formula) -> frozenset[str]:
    """Return the names, without members, of the terms that the question speaks of.

    ``more`` are formulas that are asked about beside its clauses.
    """
    formulas = [*more, *(supposed.formula for supposed in question.suppose)]
    for reference in (*question.given, *question.keep):
        found = refer(library, reference, question.as_of, question.attested)
        for key in found.keys if isinstance(found, Referred) else ():
            formulas += [part.formula for part in clause_item(library, key).parts]
    return frozenset(
        each.term.partition("[")[0] for formula in formulas for each in variables(formula)
    )


def notes(library: Library, question: Question) -> tuple[str, ...]:
    """Return everything that an answer to ``question`` has to disclose, a sentence each."""
    return (*without_clauses(library, question), *open_at_table(library, question))


def without_clauses(library: Library, question: Question) -> tuple[str, ...]:
    """Return a sentence for each reference that puts nothing on the table."""
    found: list[str] = []
    for reference in (*question.given, *question.keep):
        answer = refer(library, reference, question.as_of, question.attested)
        if isinstance(answer, Referred) and not answer.keys:
            if is_silent(library, question, reference.text.partition(".")[0]):
                found.append(silence(library, question, reference.text.partition(".")[0]))
                continue
            what = "firm clause" if reference.text in library.proposals else "red line"
            what = "clause" if "." in reference.text else what
            found.append(f"{reference.text} puts no {what} on the table as asked")
    return tuple(found)


def is_silent(library: Library, question: Question, name: str) -> bool:
    """Say whether ``name`` is a party without a statement in force as asked."""
    known = name in library.parties
    return known and not in_force(library, name, question.as_of, question.attested)


def silence(library: Library, question: Question, party: str) -> str:
    """Return a sentence on a party that is silent as asked, and since when it speaks."""
    when = f"on {day_text(question.as_of)}" if question.as_of else "as asked"
    since = first_words(library, (party,))
    return f"{party} has no position in force {when}" + (f"; {since}" if since else "")


def first_words(library: Library, parties: Sequence[str]) -> str:
    """Return when the first of these parties speaks first; nothing if that has no day."""
    keys = [key for party in parties for key in library.positions.get(party, ())]
    if not keys:
        return "no statement of it stands in the library" if len(parties) == 1 else ""
    day = min(library.clauses[key].day for key in keys)
    whose = "its" if len(parties) == 1 else "their"
    return f"{whose} first statement is of {day_text(day)}" if day else ""


def open_at_table(library: Library, question: Question) -> tuple[str, ...]:
    """Return a sentence if terms stay open that parties who are absent decide.

    Only terms that the question speaks of and that have no ``now``.
    """
    if question.table is None:
        return ()
    terms = [
        f"{name} (decided by {listed(library.terms[name].deciders)})"
        for name in sorted(mentioned_terms(library, question))
        if not library.terms[name].has_now
        and not set(library.terms[name].deciders) <= set(question.table)
    ]
    if not terms:
        return ()
    return (f"open at this table, because nothing says how they stand today: {listed(terms)}",)
