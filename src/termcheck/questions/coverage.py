"""Coverage: which clauses does no check put on the table?"""

from __future__ import annotations

from termcheck.library.model import Library, Question, Reference
from termcheck.library.refs import Referred, refer


def unreached(library: Library) -> tuple[str, ...]:
    """Return the full names of the clauses that no check asks about, in order of name.

    A check asks about what it gives or keeps and does not take away, on its
    day. An option (``may``) is on the table with the other clauses of its text.
    """
    reached = {key for check in library.checks for key in _on_table(library, check.question)}
    texts = {library.clauses[key].owner for key in reached} & set(library.proposals)
    found = {
        clause.name
        for key, clause in library.clauses.items()
        if clause.strength != "rule" and key not in reached
        if clause.strength != "may" or clause.owner not in texts
    }
    seen = {library.clauses[key].name for key in reached}
    return tuple(sorted(found - seen))


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
