"""Odd characters: what no token begins with, and what was probably meant.

Accepts a text and a place at which the lexer cannot go on; yields an ``Odd``:
what to say, where reading goes on, and which token to take it for, so that one
strange character does not hide the rest of its clause.
"""

from __future__ import annotations

import re
import unicodedata

from termcheck.value import Value


class Odd(Value):
    """A piece of text that cannot be read as it stands.

    ``kind`` is the terminal or sign that it is taken for, empty if it is passed
    over; ``lexeme`` what that token says; ``resume`` where reading goes on, if
    that is not ``end``.
    """

    start: int
    end: int
    code: str
    message: str
    help: str = ""
    kind: str = ""
    lexeme: str = ""
    resume: int = 0


HABITS = {
    "==": ("=", "equality is one `=`"),
    "<>": ("!=", "`!=` says that two things differ"),
    "=>": ("", "write `G if F`, with what follows from the other first"),
    "=<": ("<=", "write `<=`"),
    "->": ("", "write `G if F`, with what follows from the other first"),
    "<-": ("", "write `if`"),
    "&&": ("and", "write `and`"),
    "||": ("or", "write `or`"),
    "&": ("and", "write `and`"),
    "|": ("or", "write `or`"),
    "!": ("not", "write `not`"),
    "\u2264": ("<=", "write `<=`"),
    "\u2265": (">=", "write `>=`"),
    "\u2260": ("!=", "write `!=`"),
    "\u2212": ("-", "write a plain `-`"),
    "\u2013": ("-", "write a plain `-`"),
    "\u2014": ("-", "write a plain `-`"),
    "\u00d7": ("*", "write `*`"),
    "\u00f7": ("/", "write `/`"),
    "\u2026": ("..", "write `..` with two dots"),
}
"""Signs that drafters bring along: the sign meant, or nothing, and what to say."""

QUOTES = {
    "\u201c": "\u201d",
    "\u201d": "\u201d\u201c",
    "\u201e": "\u201c\u201d",
    "\u00ab": "\u00bb",
    "\u2018": "\u2019",
    "\u2019": "\u2019",
    "'": "'",
    "`": "`",
}
"""Quotes that are not straight double ones: by the opening, those that may close."""

HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
"""Characters that are not seen: zero-width ones and those that turn the direction."""

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|\r(?!\n)"
)
"""Characters that no text may hold, not even in quotes."""

LOOKALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТХУаеѕіјорсхуԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧνοıɡ",
        "ABESIJKMHOPCTXYaesijopcxydhqwABEZHIKMNOPTYXvoig",
        strict=True,
    )
)
"""Letters of other scripts that look like a Latin one."""

GLUED = re.compile(r"([0-9][0-9_]*(?:\.[0-9][0-9_]*)?)([eE][+-]?[0-9]+)?(\w*)")


def named(character: str) -> str:
    """Return ``U+0456 CYRILLIC SMALL LETTER …``, the name that a character goes by."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X} {name}".strip()


def odd_token(text: str, at: int) -> Odd:
    """Return what stands at ``at`` of ``text``, where no token can be read."""
    character = text[at]
    if character.isdigit():
        return _odd_number(text, at) if character.isascii() else _foreign_digits(text, at)
    if character == '"':
        return _odd_text(text, at)
    if character in QUOTES:
        return _foreign_quotes(text, at)
    if FORBIDDEN.match(character):
        return forbidden(text, at)
    if HIDDEN.match(character):
        return Odd(
            at, at + 1, "TC112", f"an invisible character stands here: {named(character)}",
            "delete it; it can make a text look different from what it says",
        )  # fmt: skip
    return _foreign_sign(text, at)


def forbidden(text: str, at: int) -> Odd:
    """Return the finding for a character that no text may hold."""
    return Odd(at, at + 1, "TC111", f"a text cannot hold the character {named(text[at])}")


def odd_in_name(word: str, start: int) -> Odd:
    """Return the finding for a name with a letter that is not a plain one."""
    at = next(i for i, letter in enumerate(word) if not letter.isascii())
    letter = word[at]
    plain = LOOKALIKES.get(letter) or _without_accent(letter)
    looks = f", which looks like `{plain}`" if plain else ""
    return Odd(
        start + at, start + at + 1, "TC113", f"`{word}` contains {named(letter)}{looks}",
        "names are written with the letters a to z, digits and `_`",
    )  # fmt: skip


def _without_accent(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter)[:1]
    return plain if plain.isascii() else ""


def _odd_number(text: str, at: int) -> Odd:
    """Return the finding for digits that make no number."""
    found = GLUED.match(text, at)
    digits, power, rest = found.groups("") if found else ("", "", "")
    end = at + len(digits + power + rest)
    if power:
        return Odd(
            at, end, "TC117", f"`{text[at:end]}` is no number of this language",
            "numbers are written out, as `1_000_000`, or with `thousand`, `million`, `billion`",
            "NUMBER", "0",
        )  # fmt: skip
    if "__" in digits or digits.endswith("_") or "_." in digits or "._" in digits:
        return Odd(
            at, end, "TC117", f"`{text[at:end]}` is no number of this language",
            "one `_` may stand between two digits, as in `2_000`", "NUMBER", "0",
        )  # fmt: skip
    return Odd(
        at, end, "TC116", f"a letter follows the number in `{digits}{rest}`",
        f"a unit follows after a space: `{digits} {rest}`", "NUMBER", digits, at + len(digits),
    )  # fmt: skip


def _foreign_digits(text: str, at: int) -> Odd:
    """Return the finding for digits of another script or width."""
    end = at
    while text[end : end + 1].isdigit():
        end += 1
    plain = "".join(str(unicodedata.digit(digit, 0)) for digit in text[at:end])
    return Odd(
        at, end, "TC114", f"`{text[at:end]}` is not written with the digits 0 to 9",
        f"write `{plain}`", "NUMBER", plain,
    )  # fmt: skip


def _odd_text(text: str, at: int) -> Odd:
    """Return the finding for a text that is not closed or has an odd escape."""
    found = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"').match(text, at)
    if found is None:
        end = text.find("\n", at) % (len(text) + 1)
        return Odd(
            at, at + 1, "TC110", "the text that is opened here is not closed",
            'a text ends on its line, with `"`', "TEXT", text[at:end].rstrip() + '"', end,
        )  # fmt: skip
    wrong = re.search(r'\\[^"\\]', re.sub(r'\\["\\]', "  ", found[0]))
    start = at + (wrong.start() if wrong else 0)
    return Odd(
        start, start + 2, "TC129", f"`{text[start : start + 2]}` means nothing in a text",
        'only `\\"` and `\\\\` are special there', "TEXT", found[0], found.end(),
    )  # fmt: skip


def _foreign_quotes(text: str, at: int) -> Odd:
    """Return the finding for a text in quotes that are not straight double ones."""
    line = text.find("\n", at) % (len(text) + 1)
    ends = [found for mark in QUOTES[text[at]] if (found := text.find(mark, at + 1, line)) > 0]
    inside = text[at + 1 : min(ends, default=at)].replace("\\", " ").replace('"', " ")
    kind, resume = ("TEXT", min(ends) + 1) if ends else ("", 0)
    return Odd(
        at, at + 1, "TC115", f"texts stand in straight double quotes, not in `{text[at]}`",
        'write `"` on both sides', kind, f'"{inside}"', resume,
    )  # fmt: skip


def _foreign_sign(text: str, at: int) -> Odd:
    """Return the finding for a sign that the language does not have."""
    for length in (2, 1):
        habit = HABITS.get(text[at : at + length])
        if habit:
            sign = text[at : at + length]
            return Odd(
                at, at + length, "TC115", f"`{sign}` is no sign of this language",
                habit[1], habit[0], habit[0],
            )  # fmt: skip
    shown = text[at] if text[at].isprintable() else named(text[at])
    return Odd(at, at + 1, "TC115", f"`{shown}` is no sign of this language")
