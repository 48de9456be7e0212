"""Declarations without their first word: which word was forgotten, if one alone fits.

Accepts a fault at the beginning of a declaration; reads the line again as if
the word stood before it, so that what it declares is known further on.
"""

from __future__ import annotations

from typing import Final

from termcheck.language.fault import Fault, advance, replay, silent
from termcheck.language.lexer import Lexer
from termcheck.language.machine import Machine

WORDS: Final = ("term", "event", "unit", "set", "party", "source", "phase", "define", "constant")
"""The words that begin a declaration of one line; a clause alone reads like a rule."""

LONGEST: Final = 400
"""How many tokens of a line are tried."""


def goes_on_without_word(machine: Machine, fault: Fault) -> bool:
    """Read a declaration whose first word is missing, if only one word can be missing."""
    if fault.item != "declaration" or fault.before is not None:
        return False
    if fault.token.name not in ("NAME", "PATH", "LABEL"):
        return False
    fitting = [word for word in WORDS if _fits(fault, word)]
    if len(fitting) != 1:
        return False
    first, word = fault.token, fitting[0]
    name = first.text.rstrip(": ")
    machine.report(
        "TC101", f"`{name}` cannot stand here: a declaration begins with what it declares",
        first.start, first.start + len(name), f"did you mean `{word} {name}`?",
    )  # fmt: skip
    machine.go_to(fault.start, machine.anchor())
    machine.feed(word.upper(), word)
    return True


def _fits(fault: Fault, word: str) -> bool:
    """Say whether the line could be read to its end if ``word`` stood before it."""
    automaton = fault.automaton
    states = advance(automaton, list(fault.states), automaton.number[word.upper()])
    if states is None:
        return False
    scout = Lexer(automaton, fault.pieces.pattern, fault.pieces.text, silent)
    scout.move_to(fault.start)
    tokens, _ = replay(scout, automaton, states, LONGEST)
    return any(token.name == "_LINE" for token in tokens[:-1])
