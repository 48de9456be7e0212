"""Words: one text of the language cut into words, signs, numbers and line ends.

The first step of the reader, which stands on its own: it shares no line with
the parser of the rest. Everything that cannot be read is ``Refused``.
"""

from __future__ import annotations

import re
from typing import Final


class Refused(Exception):
    """The checker does not accept this; the text says why. It raises nothing else."""


RESERVED: Final = frozenset(
    "if iff unless and or overrides from note confidence because now upon within by on not in of"
    " for with as true false".split()
)
"""Words that are names only after a dot."""

_PHRASES = (
    "red line|one of|by phase|decided by|in return for|only if|only after|no earlier than"
    "|no later than|not before|at least|at most"
)
_WORD = r"[A-Za-z_][A-Za-z0-9_]*"
_TOKEN = re.compile(
    rf"""
      (?P<gap>    [ \t]+ | \#[^\n]* )
    | (?P<line>   (?: \r?\n [ \t]* (?:\#[^\n]*)? )+ )
    | (?P<phrase> (?: {_PHRASES.replace(" ", "[ ]")} )\b )
    | (?P<path>   {_WORD} (?: \.{_WORD} )+ )
    | (?P<name>   {_WORD} )
    | (?P<day>    [0-9]{{4,}}-[0-9]{{2}}-[0-9]{{2}} (?![A-Za-z0-9_]) )
    | (?P<month>  [0-9]{{4}}-[0-9]{{2}} (?![A-Za-z0-9_-]) )
    | (?P<number> [0-9]+ (?:_[0-9]+)* (?: \.[0-9]+ (?:_[0-9]+)* )? (?![A-Za-z0-9_]) )
    | (?P<text>   "(?: [^"\\\n] | \\["\\] )*" )
    | (?P<sign>   \.\. | != | <= | >= | [-+*/=<>(){{}}\[\],:;@%] )
    """.replace("[ ]", r"[ \t]+"),
    re.VERBOSE | re.ASCII,
)
CONTINUES = re.compile(
    r'["=!<>+*/)\]}-] | \.\. | (?: if|iff|unless|and|or|overrides|from|note|confidence|because'
    r"|now|upon|within|by|on|only[ \t]+if|only[ \t]+after|in[ \t]+return[ \t]+for"
    r"|decided[ \t]+by ) \b (?! [ \t]*: )",
    re.VERBOSE,
)
"""How a line begins that goes on with the line above it."""

_SILENT_AFTER: Final = frozenset(("{", ",", ":", "and", "or"))


def kind_of(word: str) -> str:
    """Say whether a single word is reserved, a "word", or a "name"."""
    return "word" if word in RESERVED else "name"


def words(text: str) -> list[tuple[str, str]]:
    """Return the (kind, word) pairs of ``text``, closed by ("end", "").

    Kinds: name, path (a name with dots), word (reserved, or a phrase such as
    "only if"), day, month, number, text, sign, line. A line end is kept only
    where it separates: not in round or square brackets, not after an open end,
    and not before a line that goes on with the one above.
    """
    found: list[tuple[str, str]] = []
    at, depth, end = 0, 0, len(text)
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise Refused(f"cannot read {text[at : at + 12]!r}")
        kind, word, at = str(match.lastgroup), match.group(), match.end()
        if kind == "gap":
            continue
        if kind == "line":
            silent = depth or not found or found[-1][1] in _SILENT_AFTER
            if silent or at == end or CONTINUES.match(text, at):
                continue
        elif kind == "phrase":
            kind, word = "word", " ".join(word.split())
        elif kind == "name":
            kind = kind_of(word)
        elif kind == "path" and word.partition(".")[0] in RESERVED:
            raise Refused(f"`{word}` begins with a reserved word")
        elif word in "([":
            depth += 1
        elif word in ")]":
            depth -= 1
        found.append((kind, word))
    found.append(("end", ""))
    return found
