"""Disclosures: what an answer leaves open and has to say."""

from __future__ import annotations

from termcheck.library.formula import variables
from termcheck.library.model import Library, Question
from termcheck.library.refs import Referred, refer
from termcheck.logic.problem import clause_item
from termcheck.report.values import listed


def open_at_table(library: Library, question: Question) -> tuple[str, ...]:
    """Return a sentence if terms stay open that parties who are absent decide.

    Only terms that the question's clauses mention and that have no ``now``.
    """
    if question.table is None:
        return ()
    mentioned = {
        variable.term.partition("[")[0]
        for reference in (*question.given, *question.keep)
        if isinstance(found := refer(library, reference, question.as_of, question.attested), Referred)
        for key in found.keys
        for part in clause_item(library, key).parts
        for variable in variables(part.formula)
    }
    terms = [
        f"{name} (decided by {listed(library.terms[name].deciders)})"
        for name in sorted(mentioned)
        if not library.terms[name].has_now
        and not set(library.terms[name].deciders) <= set(question.table)
    ]
    if not terms:
        return ()
    return (f"open at this table, because nothing says how they stand today: {listed(terms)}",)
