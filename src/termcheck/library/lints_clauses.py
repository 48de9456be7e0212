"""Lints on clauses: what their form alone shows, without a solver.

Accepts a built library; notes clauses that say the same, that always or never
hold, and phases that change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from termcheck.language import tree
from termcheck.language.diagnostic import Label
from termcheck.language.source import Span
from termcheck.library import formula as f
from termcheck.library.drafts import says_nothing
from termcheck.library.faults import Faults
from termcheck.library.model import Clause, Library, Piece
from termcheck.library.positions import in_force
from termcheck.library.simplify import truth


def lint_clauses(library: Library, faults: Faults) -> None:
    """Note clauses whose form alone deserves a second look."""
    replaced = {key for clause in library.clauses.values() for key in clause.overrides}
    for clause in library.clauses.values():
        if not says_nothing(clause):
            if clause.key not in replaced:
                _constant(library, clause, faults)
            _phases(clause, faults)
            _rule(clause, faults)
    texts = [
        library.rules,
        *(proposal.clauses for proposal in library.proposals.values()),
        *(in_force(library, party, None) for party in library.positions),
    ]
    for keys in texts:
        _twice([library.clauses[key] for key in keys], faults)


def _constant(library: Library, clause: Clause, faults: Faults) -> None:
    body = clause.syntax.body
    if body is None or clause.branches or _is_plain_truth(body):
        return
    found = [truth(library.domains, piece.formula) for piece in clause.pieces]
    if all(found):
        faults.add("TC302", clause.span, f"`{clause.name}` always holds, whatever is agreed")
    elif False in found:
        faults.add("TC303", clause.span, f"`{clause.name}` never holds, whatever is agreed")


def _is_plain_truth(body: tree.Body) -> bool:
    return isinstance(body, tree.Plain) and isinstance(body.formula, tree.Truth)


def _phases(clause: Clause, faults: Faults) -> None:
    span = _phases_said(clause.syntax.body)
    pieces = (*clause.pieces, *(p for branch in clause.branches for p in branch.pieces))
    if span is None or clause.overrides or any(piece.phases for piece in pieces):
        return
    message = "no term here varies by phase, so naming phases changes nothing"
    faults.add("TC312", span, message, "leave the phases out, or declare a term `by phase`")


def _phases_said(body: tree.Body | None) -> Span | None:
    while isinstance(body, tree.ForEach):
        body = body.body
    return body.span if isinstance(body, tree.InPhases) else None


def _rule(clause: Clause, faults: Faults) -> None:
    """Note an ``iff`` rule between what varies by phase and what does not."""
    if clause.strength != "rule":
        return
    for piece in clause.pieces:
        formula = piece.formula
        if isinstance(formula, f.Iff) and f.reads_here(formula) and _is_timeless(formula):
            message = f"`{clause.name}` ties a term that varies by phase to what does not"
            help = "so it has one value in every phase; mark the phase that is meant"
            faults.add("TC307", clause.span, message, help)


def _is_timeless(formula: f.Formula) -> bool:
    """Say whether a formula mentions an event or a term without phase."""
    return bool(f.events(formula)) or any(v.phase is None for v in f.variables(formula))


# --- Two labels for one clause --------------------------------------------------------


def _twice(clauses: Iterable[Clause], faults: Faults) -> None:
    first: dict[object, Clause] = {}
    for clause in clauses:
        if says_nothing(clause) or clause.score_term or _says_true(clause):
            continue
        said = (clause.strength, _content(clause.pieces), _branches(clause))
        other = first.setdefault(said, clause)
        if other is not clause:
            message = f"`{clause.name}` says the same as `{other.name}`"
            related = (Label(other.span, "the same clause"),)
            faults.add("TC301", clause.span, message, "keep one of the two", related)


def _says_true(clause: Clause) -> bool:
    return all(piece.formula == f.TRUE for piece in clause.pieces) and not clause.branches


def _content(pieces: tuple[Piece, ...]) -> tuple[object, ...]:
    return tuple([(piece.phases, piece.formula) for piece in pieces])


def _branches(clause: Clause) -> tuple[object, ...]:
    return tuple([_content(branch.pieces) for branch in clause.branches])
