"""Faults: where the machine stopped, and what it knew there.

Accepts a machine that cannot use the token at hand; yields a ``Fault``: the
tokens of the line up to that token, each with what could have stood in its
place, the brackets that are open and where the statement ends.
"""

from __future__ import annotations

from termcheck.language.automaton import Automaton
from termcheck.language.finding import Finding
from termcheck.language.lexer import Lexer, Row
from termcheck.language.machine import Machine
from termcheck.language.pieces import Opener, Pieces
from termcheck.value import Value


class Token(Value):
    """A token as it was read; ``name`` is its terminal, ``row`` what could stand there."""

    name: str
    start: int
    end: int
    text: str
    row: Row


class Fault(Value):
    """Where and how a line went wrong.

    ``tokens`` are those of the line, the last being the one that does not fit;
    ``states`` those before the first of them; ``expected`` the terminals that
    would have fitted there; ``item`` what the line is, as the grammar calls it; ``resume`` the
    offset after the statement and ``openers`` the brackets that are open at its end.
    """

    automaton: Automaton
    pieces: Pieces
    states: tuple[int, ...]
    tokens: tuple[Token, ...]
    expected: frozenset[str]
    item: str
    resume: int
    openers: tuple[Opener, ...]

    @property
    def token(self) -> Token:
        """The token that does not fit."""
        return self.tokens[-1]

    @property
    def before(self) -> Token | None:
        """The token before it on the same line."""
        return self.tokens[-2] if len(self.tokens) > 1 else None

    @property
    def start(self) -> int:
        """Where the line begins."""
        return self.tokens[0].start

    @property
    def ends_line(self) -> bool:
        """Whether the line ends where something is missing."""
        is_last = self.token.name in ("_LINE", "$END")
        is_closed = self.token.name == "RBRACE" and self.pieces.begins_line(self.token.start)
        return is_last or is_closed

    def reach(self, finding: Finding) -> int:
        """Return the offset that is read up to if ``finding`` is what was meant."""
        scout = Lexer(self.automaton, self.pieces.pattern, self.pieces.text, silent)
        scout.meant = {finding.start: finding.meant} if finding.meant else {}
        scout.move_to(self.start)
        tokens, _ = replay(scout, self.automaton, list(self.states), len(self.tokens) + AHEAD)
        return tokens[-1].start


AHEAD = 20
"""How many tokens beyond a fault a guess is tried."""


def fault_of(machine: Machine) -> Fault:
    """Return the fault at which ``machine`` has stopped."""
    automaton = machine.automaton
    anchor = machine.anchor()
    pieces = machine.pieces = machine.pieces or Pieces(machine.pattern, machine.text)
    start = machine.item_start()
    scout = Lexer(automaton, machine.pattern, machine.text, silent)
    scout.meant = machine.lexer.meant
    scout.move_to(start)
    first = [frame[0] for frame in machine.frames[: anchor + 1]]
    tokens, states = replay(scout, automaton, first)
    resume, openers = pieces.statement(start)
    return Fault(
        automaton, pieces, tuple(first), tuple(tokens), expected(automaton, states),
        machine.item(anchor), resume, tuple(openers),
    )  # fmt: skip


def replay(
    scout: Lexer, automaton: Automaton, states: list[int], most: int = -1
) -> tuple[list[Token], list[int]]:
    """Read on from ``states`` until a token does not fit, or ``most`` tokens are read.

    Returns the tokens and the states before the last of them.
    """
    tokens: list[Token] = []
    while True:
        row = automaton.row(states[-1])
        terminal = scout.read(row)
        text = scout.text[scout.start : scout.end]
        tokens.append(Token(automaton.symbols[terminal], scout.start, scout.end, text, row))
        further = advance(automaton, states, terminal)
        if further is None or terminal == 0 or len(tokens) == most:
            return tokens, states
        states = further


def advance(automaton: Automaton, states: list[int], terminal: int) -> list[int] | None:
    """Return the stack of states after ``terminal``, or nothing if it does not fit."""
    stack = list(states)
    action = automaton.row(stack[-1]).get(terminal)
    while action is not None and action < 0:
        rule = automaton.rules[~action]
        del stack[len(stack) - rule.length :]
        stack.append(automaton.row(stack[-1])[rule.symbol])
        action = automaton.row(stack[-1]).get(terminal)
    return None if action is None else [*stack, action]


def expected(automaton: Automaton, states: list[int]) -> frozenset[str]:
    """Return the names of the terminals that fit after ``states``."""
    return frozenset(
        automaton.symbols[terminal]
        for terminal in automaton.row(states[-1])
        if terminal < automaton.terminals and advance(automaton, states, terminal) is not None
    )


def silent(*_: object) -> None:
    """Report nothing: the machine has said it already."""
