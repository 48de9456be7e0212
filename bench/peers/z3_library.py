"""A library of proposals by Lark and z3py, as somebody who knows both would start.

Reads the files that ``bench.library`` writes: every clause with its place, one
z3py term a clause, one solver a proposal.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import z3
from lark import Lark

from bench.peers.exchange import Asked, run_prepared

GRAMMAR = r"""
start: (term | rule | proposal | source)*
source: "source" NAME TEXT "by" TEXT "on" NUMBER
term: "term" NAME ":" "bool"
rule: "rule" NAME ":" claim
proposal: "proposal" NAME TEXT "from" NAME "{" clause* "}"
clause: NAME ":" claim "from" TEXT
?claim: literal ("or" literal)* -> any
      | "at" "most" NUMBER "of" "(" literal ("," literal)* ")" -> most
?literal: NAME -> plain
        | "not" NAME -> denied
NAME: /[a-z][a-z0-9_]*/
NUMBER: /[0-9]+/
TEXT: /"[^"]*"/
%ignore /[ \n]+/
"""


def library(path: Path) -> Asked:
    """Read the library in the folder that the file ``path`` names, and decide each proposal."""
    folder = Path(path.read_text(encoding="utf-8"))

    def asked() -> Iterator[list[str]]:
        parser = Lark(GRAMMAR, parser="lalr", propagate_positions=True)
        terms: dict[str, Any] = {}
        rules: list[Any] = []
        proposals: dict[str, list[tuple[Any, int]]] = {}
        for file in sorted(folder.rglob("*.terms")):
            document: Any = parser.parse(file.read_text(encoding="utf-8"))
            for tree in document.children:
                _take(tree, terms, rules, proposals)
        for name, clauses in proposals.items():
            solver = z3.Solver()
            solver.add(rules + [claim for claim, _ in clauses])
            yield [name, "compatible" if solver.check() == z3.sat else "incompatible"]

    return asked


def _take(
    tree: Any,
    terms: dict[str, Any],
    rules: list[Any],
    proposals: dict[str, list[tuple[Any, int]]],
) -> None:
    name = str(tree.children[0])
    match tree.data:
        case "term":
            terms[name] = z3.Bool(name)
        case "rule":
            rules.append(_claim(tree.children[1], terms))
        case "proposal":
            proposals[name] = [
                (_claim(clause.children[1], terms), clause.meta.line)
                for clause in tree.children[3:]
            ]
        case _:
            pass


def _claim(tree: Any, terms: dict[str, Any]) -> Any:
    match tree.data:
        case "any":
            return z3.Or([_claim(each, terms) for each in tree.children])
        case "most":
            literals = [_claim(each, terms) for each in tree.children[1:]]
            return z3.AtMost(*literals, int(tree.children[0]))
        case "plain":
            return terms[str(tree.children[0])]
        case _:
            return z3.Not(terms[str(tree.children[0])])


METHODS = {"library": library}

if __name__ == "__main__":
    run_prepared(METHODS)
