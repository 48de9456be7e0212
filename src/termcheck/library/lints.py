"""Lints: what a careful drafter would look at again, where no solver is needed.

Accepts a built library and its vocabulary; notes warnings about names that
nothing uses, and about where clauses come from.
"""

from __future__ import annotations

from collections.abc import Container

from termcheck.language import tree
from termcheck.library.collect import Collected
from termcheck.library.faults import Faults
from termcheck.library.lints_clauses import lint_clauses
from termcheck.library.model import Clause, Library
from termcheck.library.vocabulary import Kind, Vocabulary


def lint(library: Library, found: Collected, vocabulary: Vocabulary, faults: Faults) -> None:
    """Note what a careful drafter would look at again."""
    lint_clauses(library, faults)
    _provenance(library, found, faults)
    _values(found, vocabulary, faults)
    _terms(found, faults)


def is_without_reading(clause: Clause) -> bool:
    """Say whether a clause is ``prefer true``: a statement without a formal reading."""
    match clause.syntax.body:
        case tree.Plain(formula=tree.Truth(value=True)):
            return clause.strength == "prefer"
        case _:
            return False


# --- Provenance --------------------------------------------------------------------


def _provenance(library: Library, found: Collected, faults: Faults) -> None:
    bare = {
        (clause.span.file, clause.span.start)
        for clause in library.clauses.values()
        if not clause.citations and not is_without_reading(clause)
    }
    blocks = [(node.name, node.items) for node in found.proposals.values()]
    blocks += [(node.party, node.items) for node in found.positions]
    for name, items in blocks:
        clauses = [item for item in items if isinstance(item, tree.Clause)]
        if any((item.span.file, item.span.start) in bare for item in clauses):
            message = f"`{name.text}` has clauses without a source"
            help = "write `from SOURCE` before the bracket, or after each clause"
            faults.add("TC401", name.span, message, help)
        for place, item in enumerate(clauses, 1):
            _label(item, f"{name.text}.{place}", faults)
    for key, source in sorted(found.sources.items()):
        if source.on is None:
            message = f"the source `{key}` has no date"
            faults.add("TC410", source.name.span, message, "write `on` and a day, month or year")


def _label(item: tree.Clause, place: str, faults: Faults) -> None:
    match item:
        case tree.Clause(strength="prefer", body=tree.Plain(formula=tree.Truth(value=True))):
            return
        case tree.Clause(label=None):
            help = "write a name and a colon before it"
            faults.add("TC402", item.span, f"this clause has no label, only `{place}`", help)
        case _:
            return


# --- Vocabulary --------------------------------------------------------------------


def _values(found: Collected, vocabulary: Vocabulary, faults: Faults) -> None:
    for name, node in sorted(found.terms.items()):
        if not isinstance(node.type, tree.ChoiceType):
            continue
        for word in node.type.values:
            if word.text != "none" and vocabulary.is_declared(word.text):
                message = f"`{word.text}` is a value of `{name}` and also a name of its own"
                help = f"beside `{name}` it means the value; rename one of them"
                faults.add("TC308", word.span, message, help)


def _terms(found: Collected, faults: Faults) -> None:
    for name, node in sorted(found.terms.items()):
        if node.deciders and node.now is None:
            message = f"`{name}` has deciders but no status quo"
            help = "write `now` and its value; without it the term is open at a table without them"
            faults.add("TC403", node.name.span, message, help)


def lint_unused(
    found: Collected, vocabulary: Vocabulary, faults: Faults, used: Container[tuple[str, str]]
) -> None:
    """Note the names that are not ``used``, unless there are errors, which may hide a use."""
    if faults.has_errors():
        return
    declared: tuple[tuple[str, Kind, str, dict[str, tree.Word]], ...] = (
        ("TC404", "name", "term", {n: each.name for n, each in found.terms.items()}),
        ("TC404", "name", "event", {n: each.name for n, each in found.events.items()}),
        ("TC405", "source", "source", {n: each.name for n, each in found.sources.items()}),
        ("TC406", "set", "set", {n: each.name for n, each in found.sets.items()}),
        ("TC408", "name", "definition", {n: each.name for n, each in found.defines.items()}),
        ("TC408", "name", "constant", {n: each.name for n, each in found.constants.items()}),
    )
    for code, kind, word, names in declared:
        for name, at in sorted(names.items()):
            if (kind, name) not in used and (kind, name) not in vocabulary.lost:
                faults.add(code, at.span, f"the {word} `{name}` is used nowhere")
    for unit in found.units:
        if not any(("unit", word.text) in used for word in unit.names):
            faults.add("TC407", unit.span, f"the unit `{unit.names[0].text}` is used nowhere")
    for name, phase in sorted(found.phases.items()):
        if not phase.default and ("phase", name) not in used:
            message = f"no clause speaks of the phase `{name}`"
            faults.add("TC409", phase.name.span, message)
