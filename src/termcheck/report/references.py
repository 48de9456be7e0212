"""References: which clauses, definitions and checks speak of a name.

Accepts a library; yields full names in the order of the library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

from termcheck.language import tree
from termcheck.library.formula import Formula, events, variables
from termcheck.library.model import Check, Clause, ExpectAnswer, ExpectFix, ExpectVerdict, Library
from termcheck.value import Value


def clauses_where(library: Library, claim: Callable[[Clause], bool]) -> tuple[str, ...]:
    """Return the names of the clauses and rules of which ``claim`` is true, each once."""
    return tuple(dict.fromkeys(each.name for each in library.clauses.values() if claim(each)))


def formulas(clause: Clause) -> Iterator[Formula]:
    """Yield every formula of ``clause``, its branches included."""
    for piece in clause.pieces:
        yield piece.formula
    for branch in clause.branches:
        for piece in branch.pieces:
            yield piece.formula


def reads(formula: Formula, name: str) -> bool:
    """Say whether ``formula`` mentions the term or event ``name``, or a member of it."""
    found = (*(each.term for each in variables(formula)), *events(formula))
    return any(each == name or each.partition("[")[0] == name for each in found)


def clause_reads(clause: Clause, name: str) -> bool:
    """Say whether ``clause`` mentions the term or event ``name``, or scores it."""
    scored = clause.score_term.partition("@")[0].partition("[")[0]
    return scored == name or any(reads(each, name) for each in formulas(clause))


def written_names(node: object) -> Iterator[str]:
    """Yield every name, set and phase that stands in a piece of syntax."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tree.Name):
            yield each.path
        elif isinstance(each, tree.SetName):
            yield each.name
        elif isinstance(each, tree.Word):
            yield each.text
        if isinstance(each, Value):
            waiting.extend(getattr(each, field) for field in each.FIELDS)
        elif isinstance(each, tuple):
            waiting.extend(cast("tuple[object, ...]", each))


def clause_writes(clause: Clause, name: str) -> bool:
    """Say whether ``name`` stands in the text of ``clause``."""
    return name in written_names(clause.syntax)


def defines_of(library: Library, name: str) -> tuple[str, ...]:
    """Return the definitions in whose text ``name`` stands."""
    return tuple(
        each.name for each in library.defines.values() if name in written_names(each.syntax.value)
    )


def checks_where(library: Library, claim: Callable[[Check], bool]) -> tuple[str, ...]:
    """Return the names of the checks of which ``claim`` is true."""
    return tuple(each.name for each in library.checks if claim(each))


def check_reads(check: Check, name: str) -> bool:
    """Say whether a formula of ``check`` mentions the term or event ``name``."""
    found = [each.formula for each in check.question.suppose]
    found += [each.formula for each in check.expectations if isinstance(each, ExpectAnswer)]
    return any(reads(each, name) for each in found)


def check_names(check: Check, name: str) -> bool:
    """Say whether ``check`` refers to the clause or text ``name``, or to a part of it."""
    question = check.question
    found = [*question.given, *question.keep, *question.without, *question.under]
    for each in check.expectations:
        if isinstance(each, ExpectVerdict | ExpectAnswer):
            found += each.because
        elif isinstance(each, ExpectFix):
            found += each.refs
    return any(each.text == name or each.text.startswith(f"{name}.") for each in found)
