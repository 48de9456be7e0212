"""Disclosures: what an answer leaves open and has to say."""

from __future__ import annotations

from termcheck.library.formula import Formula, variables
from termcheck.library.model import Library, Question
from termcheck.library.refs import Referred, refer
from termcheck.logic.problem import clause_item
from termcheck.report.values import listed


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
            what = "firm clause" if reference.text in library.proposals else "red line"
            what = "clause" if "." in reference.text else what
            found.append(f"{reference.text} puts no {what} on the table as asked")
    return tuple(found)


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
