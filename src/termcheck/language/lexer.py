"""The lexer: one token at a time, read as the parser can use it.

Accepts a text and, for each token, the row of the parser's state; yields the
number of a terminal and leaves the place in ``start`` and ``end``. A word that
is both a name and a word of the language is what the row accepts: a label,
else the longest phrase, else the single word, else a name. Line ends that do
not count are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from termcheck.language.automaton import Automaton
from termcheck.language.finding import Meant

if TYPE_CHECKING:
    from termcheck.language.odd import Odd

Row = dict[int, int]
Report = Callable[..., None]

WORD, LINE, DAY, MONTH, NUMBER, TEXT, SIGN, END, SKIP = range(1, 10)
PLACE = r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\.[0-9]+|\.?\*)"
BESIDE = ("=", "<", ">")
"""What stands right after `=` or `<` only in signs of other languages."""

AGAIN = -1
"""What a reader returns after something that is no token."""


def token_pattern(automaton: Automaton) -> re.Pattern[str]:
    """Return the one regular expression that reads every token."""
    shapes = automaton.shapes
    groups = (
        r"[^\W\d]\w*(?:\.[^\W\d]\w*)*",
        shapes["_LINE"],
        shapes["DAY"],
        shapes["MONTH"],
        shapes["NUMBER"],
        shapes["TEXT"],
        "|".join(sorted(map(re.escape, automaton.signs), key=len, reverse=True)),
        r"\Z",
        r"(?:[ \t]|\r?\n|#[^\n]*)++",
    )
    return re.compile("[ \t]*(?:" + "|".join(f"({group})" for group in groups) + ")")


class Lexer:
    """Reads tokens from ``text``, beginning at ``at``.

    ``depth`` counts the open round and square brackets; ``comments`` holds by
    offset the end of each comment and whether it trails; ``meant`` by offset
    what a misspelt word is taken for.
    """

    __slots__ = (
        "_automaton",
        "_is_ascii",
        "_label",
        "_line",
        "_match",
        "_names",
        "_opening",
        "_place",
        "_plain",
        "_readers",
        "_report",
        "_unused",
        "at",
        "comments",
        "depth",
        "end",
        "is_open_ended",
        "lexeme",
        "meant",
        "start",
        "text",
    )  # fmt: skip

    def __init__(
        self, automaton: Automaton, pattern: re.Pattern[str], text: str, report: Report
    ) -> None:
        self.text = text
        self.at: int = 0
        self.start: int = 0
        self.end: int = 0
        self.depth = 0
        self.is_open_ended = False
        self.lexeme = ""
        self.comments: dict[int, tuple[int, bool]] = {}
        self.meant: dict[int, Meant] = {}
        self._automaton = automaton
        self._match = pattern.match
        self._report = report
        self._is_ascii = text.isascii()
        number = automaton.number
        self._label, self._place, self._line = number["LABEL"], number["PLACE"], number["_LINE"]
        self._names = (number["NAME"], number["PATH"])
        self._opening = {self._label, number["AND"], number["OR"]}
        self._opening |= {automaton.signs[sign] for sign in "{,:"}
        self._unused = number["__IGNORE_0"]
        shapes = (number[name] for name in ("DAY", "MONTH", "NUMBER", "TEXT"))
        self._plain = (AGAIN, AGAIN, AGAIN, *shapes, AGAIN, 0, AGAIN)
        self._readers = (
            self._odd, self._word, self._line_end, self._odd, self._odd, self._odd, self._odd,
            self._sign, self._odd, self._skip,
        )  # fmt: skip

    def move_to(self, offset: int) -> None:
        """Go on reading at ``offset``, outside all brackets."""
        self.at = offset
        self.depth = 0
        self.is_open_ended = False

    def read(self, row: Row) -> int:
        """Return the terminal of the next token, as ``row`` can use it; 0 at the end."""
        terminal = AGAIN
        while terminal == AGAIN:
            found = self._match(self.text, self.at)
            kind = (found.lastindex or 0) if found else 0
            if found:
                self.start, self.end = found.span(kind)
                self.at = self.end
                self.lexeme = found[kind]
            terminal = self._plain[kind]
            if terminal == AGAIN:
                terminal = self._readers[kind](row)
        self.is_open_ended = terminal in self._opening
        return terminal

    def _word(self, row: Row) -> int:
        word = self.lexeme
        if self.start in self.meant:
            return self._meant_word(self.meant[self.start])
        if not self._is_ascii and not word.isascii():
            self._odd_word(word)
        is_path = "." in word
        is_reserved = word in self._automaton.reserved
        if self._label in row and not is_path and not is_reserved and self._is_followed_by([":"]):
            return self._label
        if self._place in row and self._is_place():
            return self._place
        known = self._automaton.words.get(word, [])
        for terminal, *rest in known:
            if terminal in row and (not rest or self._is_followed_by(rest)):
                return int(terminal)
        if is_reserved:
            return int(known[-1][0]) if known else self._unused
        return self._names[is_path]

    def _meant_word(self, meant: Meant) -> int:
        """Take a misspelt word for what it was meant to be."""
        self.lexeme = meant.lexeme
        self.end = self.at = meant.end
        self.depth += self.text[meant.end - 1] == "("
        return meant.terminal

    def _is_place(self) -> bool:
        """Whether a reference by number or with a star stands here; if so, pass over it."""
        found = re.compile(PLACE).match(self.text, self.start)
        if found:
            self.lexeme = found[0]
            self.at = self.end = found.end()
        return found is not None

    def _is_followed_by(self, rest: list[str]) -> bool:
        """Whether the words or the bracket ``rest`` follow; if so, pass over them."""
        end = self.end
        for word in rest:
            found = self._match(self.text, end)
            if not found or found[found.lastindex or 0] != word:
                return False
            end = found.end()
        self.depth += rest[-1] == "("
        self.end = self.at = end
        return True

    def _sign(self, row: Row) -> int:
        sign = self.lexeme
        if sign in "<=" and self.text[self.end : self.end + 1] in BESIDE:
            self.at = self.start
            return self._odd(row)
        if sign in "([":
            self.depth += 1
        elif sign in ")]" and self.depth:
            self.depth -= 1
        return self._automaton.signs[sign]

    def _line_end(self, row: Row) -> int:
        """Pass over line ends; return one if it counts."""
        self._gather_comments(is_item_end=self._line in row and not self.depth)
        return AGAIN if self.depth or self.is_open_ended else self._line

    def _skip(self, row: Row) -> int:
        """Pass over line ends that do not count, as the next line goes on."""
        is_block_end = self.text[self.at : self.at + 1] == "}" and self._line in row
        self._gather_comments(is_item_end=is_block_end and not self.depth)
        return AGAIN

    def _gather_comments(self, *, is_item_end: bool) -> None:
        """Note the comments of the gap just read, each with its end and whether it trails."""
        gap = self.lexeme
        first_end = gap.find("\n") % (len(gap) + 1)
        at = gap.find("#")
        while at >= 0:
            end = gap.find("\n", at) % (len(gap) + 1)
            trails = is_item_end and at < first_end and not self._begins_line()
            self.comments[self.start + at] = (self.start + end, trails)
            at = gap.find("#", end)

    def _begins_line(self) -> bool:
        """Whether only blanks stand before the token on its line."""
        line = self.text.rfind("\n", 0, self.start) + 1
        return not self.text[line : self.start].strip()

    def _odd_word(self, word: str) -> None:
        """Report a name with letters that names are not written with."""
        from termcheck.language.odd import odd_in_name  # only odd texts need it

        self._say(odd_in_name(word, self.start))

    def _odd(self, row: Row) -> int:
        """Report what cannot be read and return what it was probably meant to be."""
        from termcheck.language.odd import odd_token  # only odd texts need it

        del row
        at = self.at
        while self.text[at] in " \t":
            at += 1
        odd = odd_token(self.text, at)
        self.start, self.lexeme = at, odd.lexeme
        self.end = self.at = odd.resume or odd.end
        self._say(odd)
        signs, number = self._automaton.signs, self._automaton.number
        return signs.get(odd.kind, number.get(odd.kind.upper(), AGAIN))

    def _say(self, odd: Odd) -> None:
        self._report(odd.code, odd.message, odd.start, odd.end, odd.help)
