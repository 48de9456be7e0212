"""Fault injection: a sound text, with one fault in each of some of its lines.

``sites`` finds the lines of a text, ``KINDS`` are the ways to spoil one. A
spoilt line may still be sound by accident; whoever injects has to ask.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import NamedTuple

from termcheck.language.parser import parse
from termcheck.language.tree import Check, Position, Proposal

TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[A-Za-z_][\w.]*|[0-9][\w.\-]*|[<>!]=|\.\.|[^\s\w]')
WRONG = ("shall", "foo", "then", "of", "party", "if", "and", "12", '"text"', "not", "in")
STRAY = ("$", "?", ")", "]", "(", "=", "\u00a7", "'", "..", ",", "@", ":")


class Site(NamedTuple):
    """The half-open range of offsets of one line of the language."""

    start: int
    end: int


class Fault(NamedTuple):
    """A replacement of ``start`` to ``end``, spoiling ``site``."""

    site: Site
    kind: str
    start: int
    end: int
    text: str


def sites(text: str) -> list[Site]:
    """Return the lines of ``text``: declarations, headers of blocks, and lines in blocks."""
    found: list[Site] = []
    for declaration in parse("corpus.terms", text).document.declarations:
        span = declaration.span
        if isinstance(declaration, Proposal | Position | Check):
            found.append(Site(span.start, text.index("{", span.start) + 1))
            found += (Site(item.span.start, item.span.end) for item in declaration.items)
        else:
            found.append(Site(span.start, span.end))
    return found


def _tokens(text: str, site: Site) -> list[re.Match[str]]:
    return list(TOKEN.finditer(text, site.start, site.end))


def _one(chance: random.Random, tokens: list[re.Match[str]]) -> re.Match[str] | None:
    return chance.choice(tokens) if tokens else None


def delete_token(text: str, site: Site, chance: random.Random) -> Fault | None:
    """Leave out one token."""
    token = _one(chance, _tokens(text, site))
    return token and Fault(site, "delete token", token.start(), token.end(), "")


def duplicate_token(text: str, site: Site, chance: random.Random) -> Fault | None:
    """Write one token twice."""
    token = _one(chance, _tokens(text, site))
    return token and Fault(site, "duplicate token", token.end(), token.end(), " " + token[0])


def wrong_word(text: str, site: Site, chance: random.Random) -> Fault | None:
    """Write another word instead of one."""
    token = _one(chance, [t for t in _tokens(text, site) if t[0][0].isalpha()])
    return token and Fault(site, "wrong word", token.start(), token.end(), chance.choice(WRONG))


def missing_bracket(text: str, site: Site, chance: random.Random) -> Fault | None:
    """Leave out one bracket."""
    token = _one(chance, [t for t in _tokens(text, site) if t[0] in "()[]{}"])
    return token and Fault(site, "missing bracket", token.start(), token.end(), "")


def misspelt_keyword(text: str, site: Site, chance: random.Random) -> Fault | None:
    """Swap two letters of a word of the language."""
    from termcheck.language.automaton import automaton

    words = automaton().words
    token = _one(chance, [t for t in _tokens(text, site) if t[0] in words and len(t[0]) > 3])
    if token is None:
        return None
    at = chance.randrange(len(token[0]) - 1)
    word = token[0][:at] + token[0][at + 1] + token[0][at] + token[0][at + 2 :]
    return Fault(site, "misspelt keyword", token.start(), token.end(), word)


def unclosed_text(text: str, site: Site, chance: random.Random) -> Fault | None:
    """Leave out the closing quote of a text."""
    token = _one(chance, [t for t in _tokens(text, site) if t[0][0] == '"' and len(t[0]) > 1])
    return token and Fault(site, "unclosed text", token.end() - 1, token.end(), "")


def unclosed_brace(text: str, site: Site, chance: random.Random) -> Fault | None:
    """Leave out a closing brace, that of the block if the line is a header."""
    if text[site.end - 1] == "{":
        depth, at = 1, site.end
        for found in re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*|[{}]').finditer(text, site.end):
            depth += {"{": 1, "}": -1}.get(found[0], 0)
            at = found.start()
            if depth == 0:
                return Fault(site, "unclosed brace", at, at + 1, "")
    token = _one(chance, [t for t in _tokens(text, site) if t[0] == "}"])
    return token and Fault(site, "unclosed brace", token.start(), token.end(), "")


def stray_character(text: str, site: Site, chance: random.Random) -> Fault | None:
    """Write a sign where none belongs."""
    token = _one(chance, _tokens(text, site))
    sign = chance.choice(STRAY)
    return token and Fault(site, "stray character", token.end(), token.end(), f" {sign}")


Kind = Callable[[str, Site, random.Random], Fault | None]
KINDS: tuple[Kind, ...] = (
    delete_token,
    duplicate_token,
    wrong_word,
    missing_bracket,
    misspelt_keyword,
    unclosed_text,
    unclosed_brace,
    stray_character,
)


def spoilt(text: str, faults: list[Fault]) -> str:
    """Return ``text`` with all ``faults``, which lie in different lines."""
    for fault in sorted(faults, key=lambda f: f.start, reverse=True):
        text = text[: fault.start] + fault.text + text[fault.end :]
    return text
