"""The automaton: the compiled grammar, ready to run.

Accepts ``tables.json``, or the grammar itself where the two do not match;
yields an ``Automaton``. States, symbols and rules are numbers. A row of a
state maps each symbol to what happens: ``n`` (go to state n) or ``~n`` (reduce
by rule n).
"""

from __future__ import annotations

import os
from functools import lru_cache
from json import loads
from typing import Any, Literal
from zlib import crc32

from termcheck.value import Value

Start = Literal["document", "question", "reference"]

ITEMS = ("declaration", "proposal_item", "position_item", "check_item", "alternative")
"""What stands on a line of its own, as the grammar calls it: where parsing can start afresh."""

_HERE = os.path.dirname(__file__)
TABLES = os.path.join(_HERE, "tables.json")
GRAMMAR = os.path.join(_HERE, os.pardir, "grammar", "termcheck.lark")


class Rule(Value):
    """One rule: what it yields, how many symbols it takes, how its node is built.

    ``action`` is empty for a mere choice and ``*`` for a list; ``plan`` says
    where each child comes from (see ``tables.Tables``).
    """

    symbol: int
    length: int
    action: str
    plan: tuple[int | None, ...]


class Automaton:
    """The tables of one grammar. Rows are unpacked when they are first needed.

    ``passing`` are the rules that only give one symbol another name.
    """

    __slots__ = (
        "_packed",
        "_passed",
        "_row_of",
        "_rows",
        "anchors",
        "number",
        "passing",
        "reserved",
        "rules",
        "shapes",
        "signs",
        "starts",
        "symbols",
        "terminals",
        "texts",
        "words",
    )  # fmt: skip

    def __init__(self, tables: Any) -> None:
        self.symbols: list[str] = tables["symbols"]
        self.terminals: int = tables["terminals"]
        self.number = {name: at for at, name in enumerate(self.symbols)}
        self.rules = [Rule(s, n, action, tuple(plan)) for s, n, action, plan in tables["rules"]]
        self.starts: dict[str, int] = tables["starts"]
        self.anchors = frozenset[int](tables["anchors"])
        self.words: dict[str, list[list[Any]]] = tables["words"]
        self.signs: dict[str, int] = tables["signs"]
        self.texts: list[str | None] = tables["texts"]
        self.shapes: dict[str, str] = tables["shapes"]
        self.reserved = frozenset[str](tables["reserved"])
        self._packed: list[list[int]] = tables["rows"]
        self._row_of: list[int] = tables["row_of"]
        self._rows: dict[int, dict[int, int]] = {}
        rules = enumerate(self.rules)
        self.passing = frozenset(n for n, rule in rules if rule.length == 1 and not rule.action)
        self._passed: dict[tuple[int, int, int], tuple[int, int | None]] = {}

    def row(self, state: int) -> dict[int, int]:
        """Return what each symbol does in ``state``."""
        row = self._rows.get(state)
        if row is None:
            flat = self._packed[self._row_of[state]]
            row = self._rows[state] = dict(zip(flat[::2], flat[1::2], strict=True))
        return row

    def passed(self, below: int, number: int, terminal: int) -> tuple[int, int | None]:
        """Return the state above ``below`` once rule ``number``, and others, gave on one symbol.

        All rules that ``terminal`` has them follow and that are ``passing``, which
        change nothing else; and what happens then.
        """
        key = below, number, terminal
        found = self._passed.get(key)
        if found is None:
            state = self.row(below)[self.rules[number].symbol]
            action = self.row(state).get(terminal)
            found = state, action
            if action is not None and ~action in self.passing:
                found = self.passed(below, ~action, terminal)
            self._passed[key] = found
        return found


def grammar_text() -> str:
    """Return the text of the grammar."""
    with open(GRAMMAR, encoding="utf-8") as file:
        return file.read()


def digest(grammar: str) -> int:
    """Return a number that changes when ``grammar`` does."""
    return crc32(grammar.encode())


@lru_cache(maxsize=1)
def automaton() -> Automaton:
    """Return the automaton of the shipped grammar, from its tables if they match it."""
    grammar = grammar_text()
    try:
        with open(TABLES, encoding="utf-8") as file:
            tables = loads(file.read())
        if tables["digest"] == digest(grammar):
            return Automaton(tables)
    except (OSError, ValueError, KeyError):
        pass
    from termcheck.language.tables import compile_tables  # Lark is slow to load

    return Automaton(compile_tables(grammar))
