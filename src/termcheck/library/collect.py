"""Collection: the declarations of all files by kind and name, each name once.

Accepts documents in any order; what comes back does not depend on it. A name
that is declared twice keeps its first declaration, by file and place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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

    def labels(self) -> Iterator[tuple[str, str]]:
        """Yield the label of each clause and whose it is, by owner from the last."""
        blocks = [(name, node.items) for name, node in self.proposals.items()]
        blocks += [(node.party.text, node.items) for node in self.positions]
        for owner, items in sorted(blocks, key=lambda block: block[0], reverse=True):
            for item in items:
                if isinstance(item, tree.Clause) and item.label is not None:
                    yield item.label.text, owner


def collect(documents: Iterable[tree.Document], faults: Faults) -> Collected:
    """Return the declarations of ``documents``; names declared twice are faults."""
    collector = _Collector(faults)
    for document in sorted(documents, key=lambda each: each.file):
        for declaration in document.declarations:
            collector.add(declaration)
    return collector.found


class _Collector:
    def __init__(self, faults: Faults) -> None:
        self.found = Collected()
        self._faults = faults

    def add(self, node: tree.Declaration) -> None:
        """Enter one declaration."""
        found = self.found
        match node:
            case tree.Position():
                found.positions.append(node)
            case tree.Check():
                found.checks.append(node)
            case tree.Unit(names=names):
                fresh = tuple([word for word in names if self._is_new("unit", word)])
                if fresh:
                    found.units.append(node.but(names=fresh))
            case tree.Rule(label=label):
                self._enter("rule", found.rules, label, node)
            case tree.Party(name=name):
                self._enter("on the table", found.parties, name, node)
            case tree.Proposal(name=name):
                self._enter("on the table", found.proposals, name, node)
            case tree.Source(name=name):
                self._enter("source", found.sources, name, node)
            case tree.Set(name=name):
                self._enter("set", found.sets, name, node)
            case tree.Phase(name=name):
                self._enter("phase", found.phases, name, node)
            case tree.Term(name=name):
                self._enter("name", found.terms, name, node)
            case tree.Event(name=name):
                self._enter("name", found.events, name, node)
            case tree.Constant(name=name):
                self._enter("name", found.constants, name, node)
            case tree.Define(name=name):
                self._enter("name", found.defines, name, node)

    def _enter(self, kind: Kind, table: dict[str, Node], name: tree.Word, node: Node) -> None:
        if self._is_new(kind, name):
            table[name.text] = node

    def _is_new(self, kind: Kind, name: tree.Word) -> bool:
        first = self.found.seen.get((kind, name.text))
        if first is None and not (kind == "unit" and name.text in BUILT_IN):
            self.found.seen[kind, name.text] = name.span
            return True
        message = f"`{name.text}` is already the name of a {_WORDS[kind]}"
        related = () if first is None else (Label(first, "declared here first"),)
        help = "" if first is not None else "this unit is built in"
        self._faults.add("TC202", name.span, message, help, related)
        return False
