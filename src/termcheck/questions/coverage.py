"""Coverage: which clauses does no check put on the table?"""

from __future__ import annotations

from termcheck.library.model import Library, Question, Reference
from termcheck.library.refs import Referred, refer
from termcheck.value import Value


class Coverage(Value):
    """What checks reach.

    ``missed`` are the full names of the clauses of proposals that none asks
    about, in order; ``reached`` the keys of the clauses of positions that one does.
    """

    missed: tuple[str, ...]
    reached: frozenset[str]


def unreached(library: Library) -> tuple[str, ...]:
    """Return the full names of the clauses that no check asks about, in order of name.

    A check asks about what it gives or keeps and does not take away, on its
    day. An option (``may``) is on the table with the other clauses of its text.
    """
    found = coverage(library)
    return tuple(sorted([*found.missed, *unreached_statements(library, found.reached)]))


def coverage(library: Library) -> Coverage:
    """Return what the checks of ``library`` reach."""
    reached = {key for check in library.checks for key in _on_table(library, check.question)}
    texts = {library.clauses[key].owner for key in reached}
    missed = [
        clause.name
        for proposal in library.proposals.values()
        for clause in map(library.clauses.__getitem__, proposal.clauses)
        if clause.key not in reached
        if clause.strength != "may" or clause.owner not in texts
    ]
    return Coverage(tuple(sorted(missed)), frozenset(reached.intersection(library.statements)))


def unreached_statements(library: Library, reached: frozenset[str]) -> set[str]:
    """Return the names of the clauses of positions of which none is in ``reached``, by key."""
    found = {library.clauses[key].name for key in library.statements if key not in reached}
    return found - {library.clauses[key].name for key in reached}


def _on_table(library: Library, question: Question) -> set[str]:
    asked = _keys(library, question, (*question.given, *question.keep))
    return asked - _keys(library, question, question.without)


def _keys(library: Library, question: Question, references: tuple[Reference, ...]) -> set[str]:
    found: set[str] = set()
    for reference in references:
        answer = refer(library, reference, question.as_of, question.attested)
        keys = answer.keys if isinstance(answer, Referred) else ()
        found.update(key if key in library.clauses else key.rpartition(".")[0] for key in keys)
    return {key for key in found if key in library.clauses}
