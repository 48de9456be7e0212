"""What a library says, without where it says it: for laws about order and names."""

from __future__ import annotations

from termcheck.library.build import Built
from termcheck.library.model import Clause, Library


def clause_content(clause: Clause) -> tuple[object, ...]:
    """Return everything about a clause but its place and syntax."""
    return (
        clause.key,
        clause.name,
        clause.strength,
        clause.pieces,
        tuple((each.label, each.by, each.pieces) for each in clause.branches),
        clause.has_readings,
        (clause.weight, clause.score_term, clause.score),
        clause.overrides,
        clause.citations,
        (clause.confidence, clause.note),
        (clause.day, clause.attested),
    )


def content(library: Library) -> tuple[object, ...]:
    """Return everything about a library but places, in its own order."""
    return (
        tuple(clause_content(each) for each in library.clauses.values()),
        library.rules,
        library.statements,
        tuple((each.party, each.label, each.day) for each in library.withdrawals),
        tuple((name, each.clauses, each.amends) for name, each in library.proposals.items()),
        tuple(library.domains.items()),
        tuple((name, each.now, each.deciders) for name, each in library.terms.items()),
        tuple((name, each.members) for name, each in library.events.items()),
        tuple(library.sets.items()),
        tuple((name, tuple(each.values.items())) for name, each in library.constants.items()),
        tuple(library.units.items()),
        (tuple(library.phases), library.default_phase, tuple(library.parties)),
        tuple(library.defines),
        tuple(sorted(_check(each) for each in library.checks)),
    )


def _check(check: object) -> str:
    text = repr(check)
    while "Span(" in text:
        start = text.index("Span(")
        text = text[:start] + text[text.index(")", start) + 1 :]
    return text


def findings(found: Built) -> list[tuple[str, str]]:
    """Return the codes and messages, in an order that does not depend on places."""
    return sorted((each.code, each.message) for each in found.diagnostics)
