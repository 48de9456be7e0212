"""Wording: what was found and what would have fitted, in the drafter's words.

Accepts a fault; yields phrases for messages. Many terminals go by one name:
whoever may write a formula may write any of thirty words.
"""

from __future__ import annotations

from collections.abc import Iterator

from termcheck.language.fault import Fault

GROUPS = (
    (("NAME", "NUMBER", "TRUE", "LPAR", "ALWAYS"), "a clause"),
    (("NAME", "NUMBER", "TRUE", "LPAR"), "a formula or a number"),
    (("EQUAL", "LESSTHAN", "ONLY_AFTER", "PLUS"), "an operator"),
    (("PARTY", "TERM", "PROPOSAL"), "a declaration"),
    (("GIVEN", "EXPECT", "SUPPOSE"), "a line of a check"),
    (("RED_LINE", "DEMAND", "PREFER"), "`red line`, `demand`, `prefer` or `accepts`"),
    (("DAY", "MONTH", "NUMBER"), "a day"),
    (("__ANON_4", "DAYS", "MONTHS"), "`days`, `weeks`, `months` or `years`"),
    (("COMPATIBLE", "FORCED", "NUMBER"), "what is expected"),
)
"""Terminals that stand together for something with a name of its own."""

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
    token = fault.token
    what = {"_LINE": "the line", "$END": "the text"}.get(token.name)
    if what:
        return f"{what} ends in the middle of {_unit(fault)}"
    after = f" after `{_shown(fault.before.text)}`" if fault.before else " here"
    return f"`{_shown(token.text)}` cannot stand{after}"


def _unit(fault: Fault) -> str:
    return "a declaration" if fault.item == "declaration" else "a clause"


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
    number = fault.automaton.number
    for terminals, phrase in GROUPS:
        if rest.issuperset(terminals):
            yield phrase
            row_mates = _group_members(terminals, fault)
            rest -= row_mates
    for name in sorted(rest, key=lambda name: (name not in SINGLE, number[name])):
        yield SINGLE.get(name) or f"`{fault.automaton.texts[number[name]] or name.lower()}`"


FORMULA = frozenset(
    "NAME PATH NUMBER DAY TRUE FALSE LPAR MINUS NOT AT_LEAST AT_MOST EXACTLY ROUNDING EXTREME "
    "QUANTIFIER SUM_OF DAY_OF ALWAYS FOR IN ONE_OF READINGS".split()
)
OPERATORS = frozenset(
    "EQUAL LESSTHAN MORETHAN __ANON_1 __ANON_2 __ANON_3 PLUS MINUS STAR SLASH IN ONLY_AFTER UPON "
    "NO_EARLIER_THAN NO_LATER_THAN AT_LEAST WITHIN NOT_BEFORE ON BY NUMBER AND OR IF ONLY_IF IFF "
    "UNLESS IN_RETURN_FOR OVERRIDES FROM CONFIDENCE NOTE".split()
)


def _group_members(terminals: tuple[str, ...], fault: Fault) -> set[str]:
    if "LPAR" in terminals:
        return set(FORMULA)
    if "PLUS" in terminals:
        return set(OPERATORS)
    if "DAY" in terminals:
        return {"DAY", "MONTH", "NUMBER"}
    return set(fault.expected) - {"NAME", "PATH", "TEXT", "LABEL", "_LINE", "SEMICOLON"}
