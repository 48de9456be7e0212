"""Collection: the declarations of all files by kind and name, each name once.

Accepts documents in any order; what comes back does not depend on it. A name
that is declared twice keeps its first declaration, by file and place.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from termcheck.language import tree
from termcheck.language.diagnostic import Label
from termcheck.language.source import Span
from termcheck.library.faults import Faults
from termcheck.library.units import BUILT_IN
from termcheck.library.vocabulary import Kind

Node = TypeVar("Node", bound=tree.Node)

_WORDS: dict[Kind, str] = {
    "on the table": "party or proposal",
    "source": "source",
    "name": "term, event, constant or definition",
    "phase": "phase",
    "rule": "rule",
    "set": "set",
    "unit": "unit",
}


class Collected:
    """Declarations by name, as they were written; positions and checks in order of place."""

    def __init__(self) -> None:
        self.parties: dict[str, tree.Party] = {}
        self.proposals: dict[str, tree.Proposal] = {}
        self.sources: dict[str, tree.Source] = {}
        self.terms: dict[str, tree.Term] = {}
        self.events: dict[str, tree.Event] = {}
        self.constants: dict[str, tree.Constant] = {}
        self.defines: dict[str, tree.Define] = {}
        self.phases: dict[str, tree.Phase] = {}
        self.rules: dict[str, tree.Rule] = {}
        self.sets: dict[str, tree.Set] = {}
        self.units: list[tree.Unit] = []
        self.positions: list[tree.Position] = []
        self.checks: list[tree.Check] = []
        self.seen: dict[tuple[Kind, str], Span] = {}


def collect(documents: Iterable[tree.Document], faults: Faults) -> Collected:
    """Return the declarations of ``documents``; names declared twice are faults."""
    found = Collected()
    for document in sorted(documents, key=lambda each: each.file):
        for declaration in document.declarations:
            _add(found, declaration, faults)
    return found


def _add(found: Collected, node: tree.Declaration, faults: Faults) -> None:
    match node:
        case tree.Position():
            found.positions.append(node)
        case tree.Check():
            found.checks.append(node)
        case tree.Unit(names=names):
            fresh = [word for word in names if _is_new(found, "unit", word, faults)]
            if fresh:
                found.units.append(node.but(names=tuple(fresh)))
        case tree.Rule(label=label):
            _enter(found, "rule", found.rules, label, node, faults)
        case tree.Party(name=name):
            _enter(found, "on the table", found.parties, name, node, faults)
        case tree.Proposal(name=name):
            _enter(found, "on the table", found.proposals, name, node, faults)
        case tree.Source(name=name):
            _enter(found, "source", found.sources, name, node, faults)
        case tree.Set(name=name):
            _enter(found, "set", found.sets, name, node, faults)
        case tree.Phase(name=name):
            _enter(found, "phase", found.phases, name, node, faults)
        case tree.Term(name=name):
            _enter(found, "name", found.terms, name, node, faults)
        case tree.Event(name=name):
            _enter(found, "name", found.events, name, node, faults)
        case tree.Constant(name=name):
            _enter(found, "name", found.constants, name, node, faults)
        case tree.Define(name=name):
            _enter(found, "name", found.defines, name, node, faults)


def _enter(
    found: Collected,
    kind: Kind,
    table: dict[str, Node],
    name: tree.Word,
    node: Node,
    faults: Faults,
) -> None:
    if _is_new(found, kind, name, faults):
        table[name.text] = node


def _is_new(found: Collected, kind: Kind, name: tree.Word, faults: Faults) -> bool:
    first = found.seen.get((kind, name.text))
    if first is None and not (kind == "unit" and name.text in BUILT_IN):
        found.seen[kind, name.text] = name.span
        return True
    message = f"`{name.text}` is already the name of a {_WORDS[kind]}"
    related = () if first is None else (Label(first, "declared here first"),)
    help = "" if first is not None else "this unit is built in"
    faults.add("TC202", name.span, message, help, related)
    return False
