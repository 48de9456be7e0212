"""Untouched: which questions does a change leave as they were?

A question about clauses that say the same on both sides, under the same rules
and declarations, has the same answer on both, and need not be asked again.
"""

from __future__ import annotations

from collections.abc import Iterable

from termcheck.library.model import Clause, Library, Question, Reference
from termcheck.library.refs import Referred, refer
from termcheck.questions.sides import Joined


class Untouched:
    """Knows what differs between two libraries."""

    def __init__(self, base: Library, head: Library, both: Joined) -> None:
        self._libraries = (base, head)
        keys = {*base.clauses, *head.clauses}
        self._changed = {key for key in keys if _said(base, key) != _said(head, key)}
        rules = {*base.rules, *head.rules}
        self._all_changed = bool(
            both.redeclared or self._changed & rules or base.horizon != head.horizon
        )

    def leaves(self, base: Question, head: Question) -> bool:
        """Say whether a change certainly leaves a question, as each side has it, as it was."""
        if self._all_changed or _circumstances(base) != _circumstances(head):
            return False
        keys = [
            [self._keys(place, question, references) for references in _references(question)]
            for place, question in enumerate((base, head))
        ]
        return keys[0] == keys[1] and not self._changed & {k for each in keys[1] for k in each}

    def _keys(
        self, place: int, question: Question, references: Iterable[Reference]
    ) -> tuple[str, ...]:
        """Return the keys of the clauses that references name; of an alternative, its clause."""
        library = self._libraries[place]
        found: list[str] = []
        for each in references:
            answer = refer(library, each, question.as_of, question.attested)
            keys = answer.keys if isinstance(answer, Referred) else (each.text,)
            found += [key if key in library.clauses else key.rpartition(".")[0] for key in keys]
        return tuple(found)


def _said(library: Library, key: str) -> object:
    """Return what a clause says that can change an answer, nothing if it is not there."""
    clause: Clause | None = library.clauses.get(key)
    if clause is None:
        return None
    branches = tuple((each.label, each.by, each.pieces) for each in clause.branches)
    return (clause.name, clause.strength, clause.pieces, branches, clause.has_readings, clause.day)


def _references(question: Question) -> tuple[tuple[Reference, ...], ...]:
    return (question.given, question.keep, question.without, question.under)


def _circumstances(question: Question) -> object:
    """Return what a question says apart from its clauses, and how it names these."""
    named = tuple(tuple(each.text for each in group) for group in _references(question))
    return (
        named,
        question.as_of,
        question.table,
        question.suppose,
        question.attested,
        question.by_text,
    )
