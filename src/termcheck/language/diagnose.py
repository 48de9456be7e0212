"""Diagnosis: what a fault is, in the drafter's words.

Accepts a ``Fault``; yields a ``Finding``: the most particular thing that can be
said about it. The rules are tried in order, the general one last.
"""

from __future__ import annotations

from collections.abc import Callable

from termcheck.language.blocks import DECLARATIONS, STANCES
from termcheck.language.fault import Fault, Token
from termcheck.language.finding import Finding
from termcheck.language.misspelt import misspelling
from termcheck.language.wording import found, wanted
from termcheck.language.written_date import written_date

CONDITIONS = frozenset(("IF", "ONLY_IF", "IFF", "UNLESS"))
COMPARATORS = frozenset(("=", "!=", "<", "<=", ">", ">="))
ORDERS = frozenset(
    ("ONLY_AFTER", "NO_EARLIER_THAN", "NO_LATER_THAN", "UPON", "WITHIN", "NOT_BEFORE")
)
CONNECTIVES = CONDITIONS | {"AND", "OR", "LABEL", "COLON", "COMMA", "IN_RETURN_FOR", "SEMICOLON"}
ENDS = frozenset(("_LINE", "$END", "SEMICOLON", "RBRACE"))
PAIRS = {")": "(", "]": "[", "}": "{"}

HABITS = {
    "shall": "leave it out: a clause without `should` or `may` is firm",
    "must": "leave it out: a clause without `should` or `may` is firm",
    "will": "leave it out: a clause without `should` or `may` is firm",
    "is": "write `=`",
    "are": "write `=`",
    "equals": "write `=`",
    "when": "write `if`",
    "where": "write `if`",
    "provided": "write `if`",
    "then": "write `F if G`: what follows comes first",
    "implies": "write `F if G`: what follows comes first",
    "else": "write a second clause with `unless`",
    "except": "write `unless`, or `overrides` in the clause that makes the exception",
    "until": "write `unless`, or the order of two events with `only after`",
    "after": "write `only after`",
    "since": "write `only after`",
    "but": "write `and`",
    "nor": "write `and not`",
    "between": "write `in LOW..HIGH`",
    "notwithstanding": "write `overrides`",
    "import": "there are no imports: every file of the folder belongs to the library",
}
"""Words that drafters bring along, and what to write instead."""


def finding_of(fault: Fault) -> Finding:
    """Return what is wrong at ``fault``."""
    for rule in RULES:
        finding = rule(fault)
        if finding:
            return finding
    return _general(fault)


def _here(fault: Fault, code: str, message: str, help: str = "") -> Finding:
    return Finding(code, message, fault.token.start, fault.token.end, help)


# --- Brackets -----------------------------------------------------------------


def _open_brackets(tokens: tuple[Token, ...]) -> list[Token]:
    """Return the tokens that open a bracket and are not closed by a later one."""
    still: list[Token] = []
    for token in tokens:
        if token.name == "TEXT":
            continue
        if token.text.endswith(("(", "[", "{")):
            still.append(token)
        elif still and still[-1].text[-1] == PAIRS.get(token.text):
            still.pop()
    return still


def _not_closed(fault: Fault) -> Finding | None:
    """A bracket that the statement leaves open."""
    token = fault.token
    still = _open_brackets(fault.tokens[:-1])
    only_closing = fault.expected <= {"COMMA", "RSQB"} or fault.expected <= {"COMMA", "RBRACE"}
    is_member = token.name in ("NAME", "PATH", "NUMBER", "TEXT", "_LINE")
    fits_not = still and PAIRS.get(token.text) != still[-1].text[-1]
    if fits_not and (token.text in PAIRS or (only_closing and not is_member)):
        return _unclosed(still[-1].text[-1], still[-1].end - 1)
    if fault.token.name == "LBRACE" and len(fault.tokens) == 1:
        return None
    if fault.openers and (token.name in ENDS or fault.resume <= token.start):
        return _unclosed(fault.openers[-1].sign, fault.openers[-1].at)
    return None


def _unclosed(sign: str, at: int) -> Finding:
    closing = {"(": ")", "[": "]", "{": "}"}[sign]
    return Finding(
        "TC108", f"the `{sign}` that is opened here is not closed", at, at + 1,
        f"close it with `{closing}`",
    )  # fmt: skip


def _not_opened(fault: Fault) -> Finding | None:
    """A closing bracket without an opening one."""
    sign = fault.token.text
    still = _open_brackets(fault.tokens[:-1])
    if sign not in PAIRS or (still and still[-1].text[-1] == PAIRS[sign]):
        return None
    if sign == "}" and fault.item not in ("", "declaration"):
        return None
    return _here(fault, "TC109", f"this `{sign}` closes nothing", "delete it, or open it before")


# --- Words --------------------------------------------------------------------


def _reserved_label(fault: Fault) -> Finding | None:
    """A label or name that is a word of the language."""
    word = fault.token.text
    if word not in fault.automaton.reserved:
        return None
    after = next(fault.pieces.since(fault.token.end), None)
    if after and after.text == ":" and fault.token.end <= after.start:
        return _here(
            fault, "TC103", f"`{word}` is a word of the language and cannot be a label",
            f"choose another label, for example `{word}_clause`",
        )  # fmt: skip
    if fault.expected and fault.expected <= {"NAME", "PATH", "LABEL", "TEXT"}:
        return _here(
            fault, "TC103", f"`{word}` is a word of the language and cannot be a name",
            f"choose another name, for example `{word}_`; after a dot any word is allowed",
        )  # fmt: skip
    return None


def _before(fault: Fault) -> Finding | None:
    """The word that drafters use for two different things."""
    at = next((t for t in fault.tokens[-2:] if t.text == "before"), None)
    if at is None or fault.tokens[0].text == "before":
        return None
    return Finding(
        "TC105", "`before` can mean two things, so the language has no such word", at.start, at.end,
        "write `b only after a` if a has to come first, or `day(a) < day(b) if a and b` "
        "if only the order matters where both happen",
    )  # fmt: skip


def _month_as_value(fault: Fault) -> Finding | None:
    """A month where a value is asked for."""
    if fault.token.name != "MONTH" or "NUMBER" not in fault.expected:
        return None
    text = fault.token.text
    return _here(
        fault, "TC119", f"`{text}` is a month, and a month is no value",
        f"name a day, as `{text}-01`; for a subtraction put spaces around the `-`",
    )  # fmt: skip


def _habit(fault: Fault) -> Finding | None:
    """A word of another language, or of everyday drafting."""
    for token in fault.tokens[:-3:-1]:
        if token.text in HABITS and token.name == "NAME":
            return Finding(
                "TC101", f"`{token.text}` is no word of the language", token.start, token.end,
                HABITS[token.text],
            )  # fmt: skip
    return None


# --- Clauses --------------------------------------------------------------------


def _chained_conditional(fault: Fault) -> Finding | None:
    """A second condition, or an exchange beside a condition."""
    token = fault.token
    level = _same_level(fault.tokens)
    if token.name in CONDITIONS and any(t.name in CONDITIONS for t in level):
        return _here(
            fault, "TC106", f"`{token.text}` cannot follow another condition: they do not chain",
            "put one of the two in brackets, or join the conditions with `and`",
        )  # fmt: skip
    if token.name in CONDITIONS and any(t.name == "IN_RETURN_FOR" for t in level):
        return _here(
            fault, "TC106", f"`{token.text}` cannot follow `in return for`: they do not chain",
            "put the condition in brackets, or in a clause of its own",
        )  # fmt: skip
    if token.name != "IN_RETURN_FOR":
        return None
    inside = bool(_open_brackets(fault.tokens[:-1]))
    where = "in brackets" if inside else "here"
    return _here(
        fault, "TC107", f"`in return for` cannot stand {where}: it joins the two sides of a clause",
        "write `F in return for G` as the whole body of a clause, conditions in brackets",
    )  # fmt: skip


def _same_level(tokens: tuple[Token, ...]) -> list[Token]:
    """Return the tokens before the last that stand in the same brackets as it."""
    level: list[list[Token]] = [[]]
    for token in tokens[:-1]:
        if token.name != "TEXT" and token.text.endswith(("(", "[", "{")):
            level.append([])
        elif token.text in PAIRS and len(level) > 1:
            level.pop()
        else:
            level[-1].append(token)
    return level[-1]


def _chained_comparison(fault: Fault) -> Finding | None:
    """A second comparison or order without a word between them."""
    token = fault.token
    if token.text not in COMPARATORS and token.name not in ORDERS:
        return None
    for earlier in reversed(_same_level(fault.tokens)):
        if earlier.name in CONNECTIVES:
            return None
        if earlier.text in COMPARATORS or earlier.name in ORDERS:
            return None if earlier is fault.before else _here(
                fault, "TC125", f"`{token.text}` cannot follow `{earlier.text}` directly",
                "join two comparisons with `and`; a range is written `t in 3..5`",
            )  # fmt: skip
    return None


def _wrong_block(fault: Fault) -> Finding | None:
    """A line that belongs to a block of another kind."""
    first = fault.tokens[0]
    after_label = fault.tokens[1] if first.name == "LABEL" and len(fault.tokens) > 1 else first
    word = after_label.text
    if fault.item == "proposal_item" and word in STANCES and after_label.name == "NAME":
        phrase = "red line" if word == "red" else word
        return Finding(
            "TC123", f"`{phrase}` stands in positions, not in proposals",
            after_label.start, after_label.end,
            "a clause of a proposal is firm, or begins with `should` or `may`",
        )  # fmt: skip
    if fault.item == "position_item" and word in ("should", "may"):
        return Finding(
            "TC123", f"`{word}` stands in proposals, not in positions",
            after_label.start, after_label.end,
            "write `red line`, `demand`, `prefer` or `accepts`",
        )  # fmt: skip
    if fault.item == "position_item" and "RED_LINE" in fault.expected:
        return _here(
            fault, "TC123", "a clause of a position says how strongly it is meant",
            "write `red line`, `demand`, `prefer` or `accepts` before it",
        )  # fmt: skip
    return None


def _declaration_in_block(fault: Fault) -> Finding | None:
    """A declaration inside a block."""
    first = fault.tokens[0]
    after = next(fault.pieces.since(first.end), None)
    if fault.item in ("", "declaration") or first.text not in DECLARATIONS or not after:
        return None
    if not (after.text[:1].isalpha() or after.text[:1] == '"'):
        return None
    return Finding(
        "TC122", f"a `{first.text}` cannot be declared inside a block", first.start, first.end,
        "move it out of the braces",
    )  # fmt: skip


def _dotted_name(fault: Fault) -> Finding | None:
    """A path where a name without dots is asked for."""
    token = fault.token
    before = fault.before
    if token.name == "PATH" and "PATH" not in fault.expected and "NAME" in fault.expected:
        return _here(fault, "TC101", f"`{token.text}` should be one name, without dots")
    if token.text == ":" and before and before.name == "PATH":
        return Finding(
            "TC101", f"the label `{before.text}` should be one name, without dots",
            before.start, before.end,
        )  # fmt: skip
    return None


def _general(fault: Fault) -> Finding:
    """Anything else: what was found, and what would have fitted."""
    help_text = wanted(fault)
    first = fault.tokens[0]
    lacks_colon = "LABEL" in {fault.automaton.symbols[t] for t in first.row}
    if len(fault.tokens) == 2 and first.name == "NAME" and lacks_colon:
        help_text = f"if `{first.text}` is meant as the label, a `:` follows it"
    if fault.ends_line and fault.before:
        end = fault.before.end
        return Finding("TC101", found(fault), end, end + 1, help_text)
    return _here(fault, "TC101", found(fault), help_text)


Rule = Callable[[Fault], Finding | None]
RULES: tuple[Rule, ...] = (
    _reserved_label,
    _before,
    _declaration_in_block,
    written_date,
    _habit,
    misspelling,
    _wrong_block,
    _not_closed,
    _not_opened,
    _chained_conditional,
    _chained_comparison,
    _month_as_value,
    _dotted_name,
)
