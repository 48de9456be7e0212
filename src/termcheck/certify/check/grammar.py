"""Grammar: words to a syntax tree, by going down one rule at a time.

A tree is a tuple whose first part names the rule; the docstring of each rule
says what follows it. Nothing is looked up here: names stay names.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple

from termcheck.certify.check.words import Refused, kind_of, words

Tree = tuple[Any, ...]

_DIGITS: Final = 40
_SCALES: Final = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
PERIODS: Final = {
    name: (Fraction(count), base)
    for names, count, base in (
        ("day days", 1, "day"),
        ("week weeks", 7, "day"),
        ("month months", 1, "month"),
        ("year years", 12, "month"),
    )
    for name in names.split()
}
"""Lengths of time: how many days or months each is."""

STANCES: Final = {
    "rule": frozenset[str](),
    "proposal": frozenset(("should", "may")),
    "position": frozenset(("red line", "demand", "prefer", "accepts")),
}
"""Words before a body, by the block in which a statement stands; elsewhere they are names."""

_COMPARISONS: Final = frozenset("= != < <= > >=".split())
_RELATIONS: Final = (
    "in,only after,no earlier than,no later than,upon,at least,within,on,by,not before"
).split(",")
_POWER: Final = (
    {"or": 1, "and": 2, "+": 4, "-": 4, "*": 5, "/": 5}
    | dict.fromkeys(_COMPARISONS, 3)
    | dict.fromkeys(_RELATIONS, 3)
)
"""How tightly each word binds that stands between two operands."""


class Statement(NamedTuple):
    """A clause or a rule: its label or "", its body, and the labels that it overrides.

    ``always`` says whether it is read in every phase, as rules and red lines are.
    """

    always: bool
    label: str
    body: Tree
    overrides: tuple[str, ...]


def number(word: str) -> Fraction:
    """Return the number that ``word`` writes, exactly."""
    if len(word) > 2 * _DIGITS or sum(each.isdigit() for each in word) > _DIGITS:
        raise Refused("a number has too many digits")
    return Fraction(word.replace("_", ""))


def in_unit_of(low: Tree, high: Tree) -> Tree:
    """Return the low end of a range with scale and unit of the high end, if it has none."""
    if low[0] == "negative":
        return ("negative", in_unit_of(low[1], high))
    if high[0] == "negative":
        return in_unit_of(low, high[1])
    if low[0] == high[0] == "number" and low[2:] == ("", 1):
        return ("number", low[1] * high[3], *high[2:])
    return low


class Parser:
    """Reads one text from its first word to its last."""

    def __init__(self, text: str) -> None:
        """Cut ``text`` into words and stand before the first."""
        self.words = words(text)
        self.at = 0
        self.kind, self.word = self.words[0]

    # --- Steps ---------------------------------------------------------------

    def step(self) -> str:
        """Return the word at hand and go on to the next."""
        word = self.word
        if self.kind != "end":
            self.at += 1
            self.kind, self.word = self.words[self.at]
        return word

    def next_word(self) -> str:
        """Return the word after the one at hand."""
        return self.words[min(self.at + 1, len(self.words) - 1)][1]

    def take(self, word: str) -> bool:
        """Go past ``word`` if it is the one at hand, and say whether it was."""
        if self.word == word:
            self.step()
            return True
        return False

    def need(self, *expected: str) -> None:
        """Go past each of the words ``expected``, in this order."""
        for word in expected:
            if not self.take(word):
                raise Refused(f"expected `{word}`, found `{self.word}`")

    def need_kind(self, *kinds: str) -> str:
        """Return the word at hand, which must be of one of ``kinds``, and go past it."""
        if self.kind not in kinds:
            raise Refused(f"expected a {kinds[0]}, found `{self.word}`")
        return self.step()

    def apart(self) -> None:
        """Take a phrase at hand for single words, where no phrase can stand."""
        if self.kind == "word" and " " in self.word:
            single = [(kind_of(word), word) for word in self.word.split()]
            self.words[self.at : self.at + 1] = single
            self.kind, self.word = single[0]

    def name(self) -> str:
        """Read a name without dots."""
        return self.need_kind("name")

    def path(self) -> str:
        """Read a name, with dots or without."""
        return self.need_kind("name", "path")

    def listed(self, item: Callable[[], Any], close: str = "") -> tuple[Any, ...]:
        """Read items between commas; up to ``close``, a last comma allowed, if it is given."""
        found = [item()]
        while self.take(","):
            if close and self.word == close:
                break
            found.append(item())
        if close:
            self.need(close)
        return tuple(found)

    # --- Names, numbers, days ------------------------------------------------

    def braced(self) -> tuple[str, ...]:
        """Read ``{a, b, c}``."""
        self.need("{")
        return self.listed(self.name, "}")

    def members(self) -> Tree:
        """Read a set: (a name or a tuple of members, the members left out)."""
        base = self.braced() if self.word == "{" else self.name()
        return base, self.braced() if self.take("except") else ()

    def index(self) -> tuple[str, ...]:
        """Read ``[a, b]``, or nothing."""
        return self.listed(self.name, "]") if self.take("[") else ()

    def scale(self) -> int:
        """Read ``thousand``, ``million``, ``billion`` or nothing."""
        return _SCALES[self.step()] if self.word in _SCALES else 1

    def unit(self) -> str:
        """Read the unit of a number, or nothing; a name before a colon is a label."""
        if self.word == "%" or (self.kind == "name" and self.next_word() != ":"):
            return self.step()
        return ""

    def bound(self) -> Fraction:
        """Read a number with its sign."""
        sign = -1 if self.take("-") else 1
        return sign * number(self.need_kind("number"))

    def quantity(self) -> Tree:
        """Read a number with its unit: ("number", value, unit or "", scale)."""
        value, scale = self.bound(), self.scale()
        return ("number", value * scale, self.unit(), scale)

    def duration(self) -> tuple[Fraction, str]:
        """Read ``60 days``: how many, and of what (day or month)."""
        value = number(self.need_kind("number"))
        period = PERIODS.get(self.step())
        if period is None:
            raise Refused("expected days, weeks, months or years")
        return value * period[0], period[1]

    def days(self) -> tuple[int, int]:
        """Read a day, a month or a year: its first and its last day as numbers."""
        kind, word = self.kind, self.need_kind("day", "month", "number")
        if kind == "number" and not (len(word) <= 4 and word.isdigit()):
            raise Refused(f"`{word}` is no year")
        parts = [int(each) for each in word.split("-")]
        try:
            first = date(*[*parts, 1, 1][:3]).toordinal()
            if kind == "day":
                return first, first
            year, month = parts[0], parts[1] if kind == "month" else 12
            if (year, month) == (date.max.year, 12):
                return first, date.max.toordinal()
            return first, date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
        except (ValueError, OverflowError):
            raise Refused(f"`{word}` is no day of the calendar") from None

    # --- Formulas and numbers ------------------------------------------------

    def conditional(self) -> Tree:
        """Read a formula: itself, or ("if"/"only if"/"iff"/"unless", claim, condition)."""
        left = self.expression(1)
        if self.word in ("if", "only if", "iff", "unless"):
            left = (self.step(), left, self.expression(1))
        return left

    def expression(self, least: int) -> Tree:
        """Read what binds at least as tightly as ``least`` (see ``_POWER``).

        Relations do not chain: ``a < b < c`` is refused. ``not a = b`` denies
        ``a = b``, which is the same as ``(not a) = b`` where that means anything.
        """
        left: Tree = self.unary()
        related = False
        while True:
            power = 3 if self.kind == "number" else _POWER.get(self.word, 0)
            if power < max(least, 1):
                return left
            if power == 3:
                if related:
                    raise Refused(f"`{self.word}` cannot follow another comparison")
                denied = left[0] == "not"
                left = self.relation(left[1] if denied else left)
                left, related = ("not", left) if denied else left, True
                continue
            operator = self.step()
            right = self.expression(power + 1)
            if operator in ("*", "/"):
                left = (operator, left, right)
                continue
            if operator in ("+", "-"):
                operator, right = "+", ("negative", right) if operator == "-" else right
            left = (operator, (*left[1], right) if left[0] == operator else (left, right))

    def relation(self, left: Tree) -> Tree:
        """Read what is said of ``left``: a comparison, an order of events, a date.

        ("compare", sign, left, right), ("among", left, items), ("range", left,
        low, high), (order word, event, duration or None, event), or
        ("on"/"by"/"not before", event, first day, last day).
        """
        if self.kind == "number":
            return self.delayed("then", left)
        word = self.step()
        if word in _COMPARISONS:
            return ("compare", word, left, self.expression(4))
        if word == "in":
            if self.take("{"):
                return ("among", left, self.listed(lambda: self.expression(4), "}"))
            low = self.expression(4)
            self.need("..")
            high = self.expression(4)
            return ("range", left, in_unit_of(low, high), high)
        if word in ("on", "by", "not before"):
            return (word, left, *self.days())
        if word in ("at least", "within") or (word == "no later than" and self.kind == "number"):
            return self.delayed(word, left)
        return ("then" if word == "upon" else word, left, None, self.operand())

    def delayed(self, word: str, left: Tree) -> Tree:
        """Read ``60 days after b``."""
        duration = self.duration()
        self.need("after")
        return (word, left, duration, self.operand())

    def unary(self) -> Tree:
        """Read an operand behind any ``not`` and ``-``: ("not"/"negative", operand).

        Two ``not`` are none.
        """
        denials = 0
        if self.word not in ("at least", "at most"):
            self.apart()
        while self.take("not"):
            denials += 1
        if self.take("-"):
            inner: Tree = ("negative", self.unary())
        else:
            inner = self.atom()
        return ("not", inner) if denials % 2 else inner

    def atom(self) -> Tree:
        """Read a number, a day, ``true``, a function, a count, a name or brackets."""
        word = self.word
        if self.kind == "number":
            return self.quantity()
        if self.kind == "day":
            return ("date", self.days()[0])
        if word in ("true", "false"):
            return ("truth", self.step() == "true")
        if word in ("at least", "at most", "exactly"):
            return self.counted()
        if self.kind == "name" and self.next_word() == "(":
            return self.function()
        return self.operand()

    def operand(self) -> Tree:
        """Read ("name", path, index, phase or "") or a formula in brackets."""
        if self.take("("):
            inner = self.conditional()
            self.need(")")
            return ("bracketed", inner)
        path = self.path()
        index = self.index()
        return ("name", path, index, self.name() if self.take("@") else "")

    def counted(self) -> Tree:
        """Read ``at least 2 of (F, G)``: ("count of", low, high, formulas)."""
        word, count = self.step(), number(self.need_kind("number"))
        if count.denominator != 1:
            raise Refused("formulas are counted in whole numbers")
        self.need("of", "(")
        formulas = self.listed(lambda: self.expression(1), ")")
        low = 0 if word == "at most" else int(count)
        return ("count of", low, len(formulas) if word == "at least" else int(count), formulas)

    def function(self) -> Tree:
        """Read a word of the language before its bracket.

        ("round"/"floor"/"ceil", part), ("min"/"max", parts), ("day", event),
        ("all"/"some"/"count", name, members, formula), ("sum", name, members,
        number, formula or None).
        """
        word = self.step()
        self.need("(")
        found: Tree
        if word in ("round", "floor", "ceil"):
            found = (word, self.expression(4))
        elif word in ("min", "max"):
            found = (word, self.listed(lambda: self.expression(4), ")"))
        elif word == "day":
            found = (word, self.operand())
        elif word in ("all", "some", "count", "sum"):
            found = (word, self.name(), *self.each_of())
            if word == "sum":
                found += (self.expression(4), self.expression(1) if self.take("if") else None)
            else:
                found += (self.conditional(),)
        else:
            raise Refused(f"`{word}` is no function")
        if word not in ("min", "max"):
            self.need(")")
        return found

    def each_of(self) -> tuple[Tree]:
        """Read ``in S:``."""
        self.need("in")
        members = self.members()
        self.need(":")
        return (members,)

    # --- Bodies and statements -----------------------------------------------

    def body(self) -> Tree:
        """Read what a clause says.

        A formula as ("plain", formula), ("exchange", formula, formula), ("for
        each", name, members, body), ("in", phases, body), ("always", body),
        ("one of"/"readings", ((label, body), ...)).
        """
        found: Tree
        if self.take("for"):
            self.need("each")
            found = ("for each", self.name(), *self.each_of(), self.body())
        elif self.take("in"):
            phases = self.listed(self.name)
            self.need(":")
            found = ("in", phases, self.body())
        elif self.take("always"):
            found = ("always", self.body())
        elif self.word in ("one of", "readings"):
            found = (self.step(), self.alternatives())
        else:
            claim = self.conditional()
            if self.take("in return for"):
                found = ("exchange", claim, self.expression(1))
            else:
                found = ("plain", claim)
        return found

    def alternatives(self) -> tuple[tuple[str, Tree], ...]:
        """Read ``{ a: F; b by p: G }``, apart by line ends or semicolons."""
        self.need("{")
        found: dict[str, Tree] = {}
        while not self.take("}"):
            if self.word == ";" or self.kind == "line":
                self.step()
                continue
            self.apart()
            label = self.name()
            self.apart()
            if self.take("by"):
                self.name()
            self.need(":")
            if label in found:
                raise Refused(f"two alternatives are called `{label}`")
            found[label] = self.body()
            if self.word not in (";", "}") and self.kind != "line":
                raise Refused(f"did not expect `{self.word}` here")
        return tuple(found.items())

    def statement(self) -> Statement:
        """Read a clause or a rule, behind the word of the block in which it stands.

        A scoring sheet counts and claims nothing. Of what a clause says about
        itself after its body (`from`, `note` and so on), `overrides` is kept.
        """
        block, label, stance = self.step(), "", ""
        if block not in STANCES:
            raise Refused(f"`{block}` holds no clauses")
        if self.kind == "name" and self.next_word() == ":":
            label = self.step()
            self.step()
        if self.word in STANCES[block]:
            stance = self.step()
        weighed = stance == "demand" and self.take("weight")
        if weighed:
            self.need_kind("number")
        sheet = stance == "demand" and self.word == "score"
        if weighed and not sheet:
            self.need(":")
        always = block == "rule" or stance == "red line"
        body: Tree = ("plain", ("truth", True))
        if not sheet:
            body = self.body()
            if self.word not in ("overrides", "from", "confidence", "note"):
                return Statement(always, label, body, ())
        overrides: tuple[str, ...] = ()
        while self.kind in ("word", "name", "text", "sign", "path", "number"):
            if self.take("overrides"):
                overrides += self.listed(self.name)
            elif self.step() == ";":
                raise Refused("more than one clause")
        return Statement(always, label, body, overrides)
