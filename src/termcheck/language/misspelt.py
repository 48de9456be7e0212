"""Misspelt words of the language: which was meant.

Accepts a fault; yields a finding with the word that was probably meant, if the
line can be read further with it than without.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from termcheck.language.fault import Fault, Token
from termcheck.language.finding import Finding, Meant
from termcheck.language.lexer import WORD
from termcheck.language.pieces import Piece
from termcheck.language.spelling import nearest

REACH = 3
"""How many tokens up to the fault are looked at: a misspelt word may pass for a name."""


def misspelling(fault: Fault) -> Finding | None:
    """Return the word that was meant, if a word of the line is a slip of one that fits."""
    best: tuple[int, Finding] | None = None
    for token in {t.start: t for t in (*fault.tokens[:2], *fault.tokens[-REACH:])}.values():
        for finding in _readings(fault, token):
            reach = fault.reach(finding)
            if reach > fault.token.start and (best is None or reach > best[0]):
                best = reach, finding
    return best[1] if best else None


def _readings(fault: Fault, token: Token) -> Iterator[Finding]:
    """Yield what ``token``, with the words after it, is a slip of."""
    pieces = list(islice(fault.pieces.since(token.start), 4))
    if token.name == "NAME" and len(pieces) > 1 and pieces[1].text == "(":
        yield from _functions(fault, token, pieces[1])
    for terminal in token.row:
        phrase = fault.automaton.texts[terminal] if terminal < fault.automaton.terminals else None
        count = len(phrase.split()) if phrase and phrase[0].isalpha() else 0
        if not phrase or not count or (count == 1 and token.name != "NAME"):
            continue
        written = " ".join(piece.text for piece in pieces[:count] if piece.kind == WORD)
        if written != phrase and nearest(written, [phrase]):
            yield _finding(written, phrase, token.start, pieces[count - 1].end, terminal)


def _functions(fault: Fault, token: Token, bracket: Piece) -> Iterator[Finding]:
    """Yield the function that ``token`` before ``bracket`` is a slip of."""
    known = {
        word: candidates[0][0]
        for word, candidates in fault.automaton.words.items()
        if candidates[0][-1] == "(" and candidates[0][0] in token.row
    }
    meant = nearest(token.text, known)
    if meant:
        yield _finding(token.text, meant, token.start, bracket.end, known[meant])


def _finding(written: str, meant: str, start: int, end: int, terminal: int) -> Finding:
    return Finding(
        "TC102", f"`{written}` is no word of the language", start, start + len(written),
        f"did you mean `{meant}`?", meant=Meant(terminal, end, meant),
    )  # fmt: skip
