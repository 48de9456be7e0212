"""Wording: what was found and what would have fitted, in the drafter's words.

Accepts a fault; yields phrases for messages. Many terminals go by one name:
whoever may write a formula may write any of thirty words.
"""

from __future__ import annotations

from collections.abc import Iterator

from termcheck.language.fault import Fault
from termcheck.language.lexer import LINE, SKIP

FORMULA = frozenset(
    "NAME PATH NUMBER DAY TRUE FALSE LPAR MINUS NOT AT_LEAST AT_MOST EXACTLY ROUNDING EXTREME "
    "QUANTIFIER SUM_OF DAY_OF ALWAYS FOR IN ONE_OF READINGS".split()
)
OPERATORS = frozenset(
    "EQUAL UNEQUAL LESSTHAN LESS_OR_EQUAL MORETHAN MORE_OR_EQUAL PLUS MINUS STAR SLASH IN "
    "ONLY_AFTER UPON NO_EARLIER_THAN NO_LATER_THAN AT_LEAST WITHIN NOT_BEFORE ON BY NUMBER AND OR "
    "IF ONLY_IF IFF UNLESS IN_RETURN_FOR OVERRIDES FROM CONFIDENCE NOTE".split()
)
DECLARED = frozenset(
    "PARTY SOURCE UNIT SET CONSTANT PHASE TERM EVENT DEFINE RULE PROPOSAL POSITION CHECK".split()
)
ASKED = frozenset("GIVEN KEEP WITHOUT AS TABLE SUPPOSE ATTESTED UNDER WHOLE_TEXTS EXPECT".split())
PERIODS = frozenset("DAY_WORD DAYS WEEK WEEKS MONTH_WORD MONTHS YEAR YEARS".split())
COMPARISONS = frozenset("UNEQUAL LESS_OR_EQUAL MORE_OR_EQUAL".split())
DATES = frozenset(("DAY", "MONTH", "NUMBER"))
STANCES = frozenset(("RED_LINE", "DEMAND", "PREFER", "ACCEPTS"))
OUTCOMES = frozenset("COMPATIBLE INCOMPATIBLE FORCED POSSIBLE IMPOSSIBLE FIX NUMBER".split())

GROUPS = (
    (FORMULA, ("NAME", "LPAR", "ALWAYS"), "a clause"),
    (FORMULA, ("NAME", "LPAR", "TRUE"), "a formula or a number"),
    (OPERATORS, ("UNEQUAL", "PLUS"), "an operator"),
    (DECLARED, ("PARTY",), "a declaration"),
    (ASKED, ("GIVEN",), "a line of a check"),
    (STANCES, ("RED_LINE",), "`red line`, `demand`, `prefer` or `accepts`"),
    (DATES, ("DAY", "MONTH"), "a day"),
    (PERIODS, ("DAYS",), "`days`, `weeks`, `months` or `years`"),
    (OUTCOMES, ("COMPATIBLE",), "what is expected"),
    (COMPARISONS, ("UNEQUAL",), "a comparison"),
)
"""Terminals that go by one name, those of them that tell the group, and the name."""

SINGLE = {
    "NAME": "a name",
    "PATH": "a name",
    "PLACE": "a clause by number",
    "LABEL": "a label with `:`",
    "TEXT": "a text in quotes",
    "NUMBER": "a number",
    "_LINE": "the end of the line",
    "$END": "the end",
}
MOST = 5
"""How many things a message lists at most."""


def found(fault: Fault) -> str:
    """Return the message: what does not fit, and after what it does not."""
    if fault.ends_line:
        return f"the {'text' if _is_last(fault) else 'line'} ends in the middle of {unit(fault)}"
    after = f" after `{_shown(fault.before.text)}`" if fault.before else " here"
    return f"`{_shown(fault.token.text)}` cannot stand{after}"


def _is_last(fault: Fault) -> bool:
    """Whether nothing but line ends and remarks follows the last word of the line."""
    end = fault.before.end if fault.before else fault.start
    return all(piece.kind in (LINE, SKIP) for piece in fault.pieces.since(end))


def unit(fault: Fault) -> str:
    """Return what the line at hand is called."""
    return _UNITS.get(fault.item, "a clause")


_UNITS = {"": "a formula", "declaration": "a declaration", "check_item": "a check"}


def _shown(text: str) -> str:
    """Return a token as a message shows it: on one line and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= 30 else line[:29] + "…"


def wanted(fault: Fault) -> str:
    """Return what would have fitted, as a suggestion."""
    phrases = list(dict.fromkeys(_phrases(fault)))
    if not phrases or len(phrases) > MOST:
        return ""
    *most, last = phrases
    return f"expected {', '.join(most)} or {last}" if most else f"expected {last}"


def _phrases(fault: Fault) -> Iterator[str]:
    """Yield the names of what would have fitted, groups first."""
    rest = set(fault.expected)
    if "_LINE" in rest:
        rest -= {"SEMICOLON"} | ({"_LINE"} if len(fault.tokens) == 1 else set())
    for members, tellers, phrase in GROUPS:
        if rest.issuperset(tellers):
            yield phrase
            rest -= members
    number = fault.automaton.number
    for name in sorted(rest, key=lambda name: (name not in SINGLE, number[name])):
        yield SINGLE.get(name) or f"`{fault.automaton.texts[number[name]] or name.lower()}`"
