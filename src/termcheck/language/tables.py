"""Tables: the grammar, compiled by Lark into plain data.

Accepts the text of ``grammar/termcheck.lark``; yields a ``Tables`` dictionary
of numbers, words and lists, from which ``automaton`` runs the parser. This is
the only module that imports lark. ``python -m termcheck.language.tables``
writes ``tables.json``, which ships, so that no process pays for building it.

The numbering does not depend on hash seeds: states are numbered in the order
in which a walk from the starts reaches them, symbols in the order of names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from itertools import product
from typing import Any, NotRequired, TypedDict

from lark import Lark
from lark.grammar import NonTerminal, Rule, Symbol
from lark.lexer import PatternRE, PatternStr, TerminalDef, Token

from termcheck.language.automaton import ITEMS, TABLES, digest, grammar_text

STARTS = ("document", "question", "reference")
ALWAYS = ("_LINE", "NAME", "PATH", "DAY", "MONTH")
"""Terminals that the lexer reads wherever it is, accepted or not."""

SHAPES = ("NAME", "PATH", "PLACE", "LABEL", "DAY", "MONTH", "NUMBER", "TEXT", "_LINE")
"""Terminals with a shape; every other is one word, a phrase or a sign."""

Action = tuple[str, Any]


class Tables(TypedDict):
    """What ``tables.json`` holds.

    ``digest`` of the grammar; ``symbols`` by number, terminals first, the end
    of the text being 0; ``rules`` as ``[symbol, length, action, plan]``, where
    a plan says of each child of the node where it comes from: ``i`` the i-th
    symbol, ``~i`` the members of the i-th symbol, null nothing; ``rows`` as flat
    lists of symbol and action (``n`` shift and go to n, ``~n`` reduce by rule n);
    ``row_of`` state the row's number; ``starts`` and ``anchors`` states;
    ``words`` by first word ``[terminal, following words…]``; ``texts`` by
    terminal what a phrase or sign says; ``shapes`` regular expressions;
    ``reserved`` words.
    """

    digest: int
    terminals: int
    symbols: list[str]
    rules: list[list[Any]]
    rows: list[list[int]]
    row_of: list[int]
    starts: dict[str, int]
    anchors: list[int]
    words: dict[str, list[list[Any]]]
    signs: dict[str, int]
    texts: list[str | None]
    shapes: dict[str, str]
    reserved: list[str]
    note: NotRequired[str]


class LineEnds:
    """Lark's post-lexer: drops the line ends that do not count."""

    always_accept = ALWAYS

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        """Yield the tokens of ``stream`` without line ends that stand in brackets."""
        depth, open_ended = 0, False
        for token in stream:
            if token.type == "_LINE" and (depth or open_ended):
                continue
            depth = max(0, depth + bracket_change(token.value))
            open_ended = goes_on(token.type, token.value)
            yield token


def bracket_change(value: str) -> int:
    """Return 1 for a token that opens a round or square bracket, -1 for one that closes it."""
    if value[:1] == '"':
        return 0
    return value.endswith(("(", "[")) - (value in (")", "]"))


def goes_on(kind: str, value: str) -> bool:
    """Whether the line end after this token does not count."""
    return kind == "LABEL" or value in ("{", ",", ":", "and", "or")


def lark_parser(grammar: str, *, strict: bool = False) -> Lark:
    """Return Lark's own LALR parser for ``grammar``."""
    return Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        postlex=LineEnds(),
        start=list(STARTS),
        maybe_placeholders=True,
        strict=strict,
    )


def compile_tables(grammar: str) -> Tables:
    """Return the tables of ``grammar``."""
    parser: Any = lark_parser(grammar)
    table: Any = parser.parser.parser._parse_table  # noqa: SLF001 - no public way
    for end in table.end_states.values():
        table.states[end]["$END"] = ("accept", end)
    terminals = ["$END", *sorted(t.name for t in parser.terminals)]
    others = {rule.origin.name for rule in parser.rules}
    others |= {name for row in table.states.values() for name in row} - set(terminals)
    symbols = [*terminals, *sorted(others)]
    number = {name: at for at, name in enumerate(symbols)}
    rules = sorted({str(rule): rule for rule in parser.rules}.items())
    states = _in_walk_order(table.states, table.start_states, number)
    state_number = {state: at for at, state in enumerate(states)}
    rule_number = {rule: at for at, (_, rule) in enumerate(rules)}
    rows = [_row(table.states[state], number, state_number, rule_number) for state in states]
    unique = sorted({tuple(row) for row in rows})
    position = {row: at for at, row in enumerate(unique)}
    return {
        "digest": digest(grammar),
        "terminals": len(terminals),
        "symbols": symbols,
        "rules": [_rule(rule, number) for _, rule in rules],
        "rows": [list(row) for row in unique],
        "row_of": [position[tuple(row)] for row in rows],
        "starts": {name: state_number[state] for name, state in table.start_states.items()},
        "anchors": [
            at for at, state in enumerate(states) if not set(ITEMS).isdisjoint(table.states[state])
        ],
        "words": _words(parser.terminals, number),
        "signs": _signs(parser.terminals, number),
        "texts": [_text(parser.terminals, name) for name in terminals],
        "shapes": _shapes(parser.terminals),
        "reserved": _reserved(parser.terminals),
    }


def _in_walk_order(
    states: dict[int, dict[str, Action]], starts: dict[str, int], number: dict[str, int]
) -> list[int]:
    """Return the states in breadth-first order from the starts, symbols by number."""
    found = [starts[name] for name in STARTS]
    seen = set(found)
    for state in found:
        for name in sorted(states[state], key=number.__getitem__):
            target = states[state][name][1]
            if isinstance(target, int) and target not in seen:
                seen.add(target)
                found.append(target)
    return found


def _row(
    actions: dict[str, Action],
    number: dict[str, int],
    states: dict[int, int],
    rules: dict[Rule, int],
) -> list[int]:
    """Return the actions of one state as a flat list, by symbol number."""
    flat: list[int] = []
    for name in sorted(actions, key=number.__getitem__):
        target = actions[name][1]
        flat += number[name], ~rules[target] if isinstance(target, Rule) else states[target]
    return flat


def _rule(rule: Rule, number: dict[str, int]) -> list[Any]:
    """Return ``[symbol, length, action, plan]``; a mere choice has no action, a list ``*``."""
    plan = _plan(rule)
    action = str(rule.alias or rule.origin.name)
    is_choice = rule.options.expand1 or rule.options.keep_all_tokens
    if action.startswith("_"):
        action = "*"
    elif is_choice and not rule.alias and len(plan) == 1:
        action = ""
    return [number[rule.origin.name], len(rule.expansion), action, plan]


def _plan(rule: Rule) -> list[int | None]:
    """Return where each child of a node built by ``rule`` comes from."""
    absences = rule.options.empty_indices or [False] * len(rule.expansion)
    symbols = iter(enumerate(rule.expansion))
    plan: list[int | None] = []
    for is_absent in absences:
        plan += [None] if is_absent else _taken(*next(symbols), rule)
    return plan


def _taken(at: int, symbol: Symbol, rule: Rule) -> list[int]:
    """Return the steps of a plan for symbol ``at`` of ``rule``: none, one or a splice."""
    if isinstance(symbol, NonTerminal):
        return [~at if symbol.name.startswith("_") else at]
    is_dropped = getattr(symbol, "filter_out", False) and not rule.options.keep_all_tokens
    return [] if is_dropped else [at]


def _words(
    terminals: Collection[TerminalDef], number: dict[str, int]
) -> dict[str, list[list[Any]]]:
    """Return for each first word the terminals that begin with it, phrases first."""
    found: dict[str, list[list[Any]]] = {}
    for terminal in terminals:
        for first, *rest in _phrases(terminal):
            found.setdefault(first, []).append([number[terminal.name], *rest])
    return {word: sorted(found[word], key=lambda c: (-len(c), c)) for word in sorted(found)}


def _phrases(terminal: TerminalDef) -> list[list[str]]:
    """Return the phrases of ``terminal``, each a list of words and brackets."""
    pattern = terminal.pattern
    if isinstance(pattern, PatternStr):
        return [[pattern.value]] if pattern.value.isalpha() else []
    if terminal.name in SHAPES or terminal.name.startswith("__"):
        return []
    pieces = re.findall(r"\(\?:[a-z|]+\)|[a-z]+|\\\(|\[ \t\][+*]|\\b", pattern.value)
    if "".join(pieces) != pattern.value:
        raise ValueError(f"{terminal.name} is neither a shape nor a phrase: {pattern.value}")
    spoken = [p.strip("(?:)").split("|") for p in pieces if p[0] != "\\" and p[0] != "["]
    bracket = ["("] if "\\(" in pieces else []
    return [[*words, *bracket] for words in product(*spoken)]


def _signs(terminals: Collection[TerminalDef], number: dict[str, int]) -> dict[str, int]:
    """Return the terminals of signs by their text."""
    values = {t.pattern.value: number[t.name] for t in terminals if t.pattern.type == "str"}
    return {value: values[value] for value in sorted(values) if not value.isalpha()}


def _text(terminals: Collection[TerminalDef], name: str) -> str | None:
    """Return what a sign, word or phrase says, or nothing where that varies."""
    terminal = next((t for t in terminals if t.name == name), None)
    if terminal is None or name in SHAPES:
        return None
    if isinstance(terminal.pattern, PatternStr):
        return terminal.pattern.value
    phrases = _phrases(terminal)
    return " ".join(phrases[0]) if len(phrases) == 1 and phrases[0][-1] != "(" else None


def _shapes(terminals: Collection[TerminalDef]) -> dict[str, str]:
    """Return the regular expressions of the terminals that have a shape."""
    return {
        t.name: t.pattern.value
        for t in sorted(terminals, key=lambda t: t.name)
        if isinstance(t.pattern, PatternRE) and (t.name in SHAPES or t.name.startswith("__"))
    }


def _reserved(terminals: Collection[TerminalDef]) -> list[str]:
    """Return the words that the grammar's names exclude."""
    pattern = next(t.pattern.value for t in terminals if t.name == "NAME")
    listed = re.search(r"\(\?!\(\?:([a-z|]+)\)", pattern)
    return sorted(listed[1].split("|")) if listed else []


def encode(tables: Tables) -> str:
    """Return ``tables`` as JSON, one row or rule to a line."""
    lines = [f"{json.dumps(key)}:{_encoded(value)}" for key, value in tables.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _encoded(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def write() -> None:
    """Compile the grammar and write ``tables.json``."""
    with open(TABLES, "w", encoding="utf-8", newline="\n") as file:
        file.write(encode(compile_tables(grammar_text())))


if __name__ == "__main__":
    write()
