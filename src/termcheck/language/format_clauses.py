"""Clauses and declarations as text, in pieces that can be laid out.

Accepts nodes of the tree; yields the pieces of the lines that they stand on.
What has a block of its own is given without it: the writer adds the block.
"""

from __future__ import annotations

from typing import Final

from termcheck.language.format_formulas import (
    FORMULA,
    SUM,
    bracketed,
    day,
    expression,
    indexed,
    members,
    number,
    plural,
    quoted,
    type_expression,
    word,
)
from termcheck.language.format_layout import NEVER, Piece, Pieces, closed, flat, led, listed
from termcheck.language.tree import (
    Alternative,
    AsOf,
    Attest,
    Body,
    Check,
    CheckItem,
    Clause,
    Constant,
    ConstantEntry,
    Declaration,
    Define,
    Event,
    Exchange,
    ExpectAnswer,
    ExpectCount,
    ExpectFix,
    ExpectVerdict,
    ForEach,
    Given,
    InPhases,
    Keep,
    OneOf,
    Party,
    Phase,
    Plain,
    Position,
    Proposal,
    Readings,
    Ref,
    Rule,
    Score,
    Set,
    SetExpression,
    Source,
    Suppose,
    Table,
    Tail,
    Term,
    Under,
    Unit,
    WholeTexts,
    Withdraw,
    Without,
    Word,
)

PART, HEAD, LIST = 0, 9, 10
"""Levels: between the parts of a line, after a label, and in a list."""

BODY_WORDS: Final = frozenset("always readings weight score should may".split())
LINE_WORDS: Final = frozenset("withdraw only decided".split())
"""Names that would be words of the language at the start of a body, or of a line."""

Simple = Party | Source | Unit | Set | Constant | Phase | Term | Event | Define


# --- Bodies and tails ---------------------------------------------------------


def body(node: Body, *, bare: bool = False) -> Pieces:
    """Return a body for one line; a ``bare`` one begins its line."""
    match node:
        case Plain():
            return _beginning(expression(node.formula, depth=0), bare=bare)
        case Exchange():
            left = _beginning(expression(node.left, FORMULA), bare=bare)
            right = expression(node.right, FORMULA)
            return [*left, *led(PART, " in return for ", right)]
        case ForEach() | InPhases():
            level = NEVER if isinstance(node, InPhases) and not node.phases else HEAD
            return [*scope(node), *led(level, " ", body(node.body))]
        case OneOf() | Readings():
            inside = "; ".join(flat(alternative(each)) for each in node.alternatives)
            return word(f"{opening(node)} {inside} }}")


def scope(node: ForEach | InPhases) -> Pieces:
    """Return what a body says before its colon, and the colon; or ``always``."""
    if isinstance(node, ForEach):
        head = f"for each {node.variable.text} in "
        return closed(led(NEVER, head, members(node.members)), ":")
    return closed(_names("in ", node.phases, HEAD), ":") if node.phases else word("always")


def opening(node: OneOf | Readings) -> str:
    """Return the words before a block of alternatives, and its bracket."""
    return "one of {" if isinstance(node, OneOf) else "readings {"


def alternative(node: Alternative) -> Pieces:
    """Return a labelled alternative for one line."""
    return [*word(label(node)), *led(HEAD, " ", body(node.body))]


def label(node: Clause | Alternative | Rule) -> str:
    """Return the label of a clause with its colon, or nothing."""
    if isinstance(node, Alternative) and node.by:
        return f"{node.label.text} by {node.by.text}:"
    return f"{node.label.text}:" if node.label else ""


def strength(node: Clause) -> str:
    """Return the words between label and body."""
    said = "" if node.strength == "firm" else node.strength
    weight = f"weight {node.weight.written}" if node.weight else ""
    return " ".join(filter(None, (said, weight))) + (":" if weight and node.body else "")


def score(node: Score) -> Pieces:
    """Return a scoring sheet."""
    entries = [word(f"{each.value.text}: {number(each.points)}") for each in node.entries]
    head = f"score {flat(expression(node.term))} {{"
    return closed(led(NEVER, head, listed(entries, LIST)), "}")


def tails(node: Tail) -> list[Pieces]:
    """Return what follows a body: the references together, and each note by itself."""
    references: list[Pieces] = []
    if node.overrides:
        references.append(_names("overrides ", node.overrides))
    for each in node.citations:
        source = f"from {each.source.text}" if each.source else "from"
        level = LIST if each.source else NEVER
        references.append([(NEVER, source), (level, " " + quoted(each.where))])
    if node.confidence:
        references.append(word(f"confidence {node.confidence}"))
    notes = [word(f"note {quoted(each.value)}") for each in node.notes]
    return [_parts(references), *notes] if references else notes


def _beginning(pieces: Pieces, *, bare: bool) -> Pieces:
    """Return ``pieces``, in brackets if their beginning would be read as something else."""
    first = flat(pieces[:1]).split(" ")[0].partition("[")[0].partition("@")[0]
    is_taken = first in BODY_WORDS or (bare and (first in LINE_WORDS or first.startswith("-")))
    return bracketed(pieces) if is_taken else pieces


# --- Declarations -------------------------------------------------------------


def declaration(node: Simple) -> Pieces:
    """Return a declaration that has neither a body nor a block."""
    match node:
        case Party():
            return _parts([word(f"party {node.name.text}"), *_said(node.title)])
        case Phase():
            head = _parts([word(f"phase {node.name.text}"), *_said(node.meaning)])
            return closed(head, " default") if node.default else head
        case Source():
            return _source(node)
        case Unit():
            names = _names("unit ", node.names)
            return closed(names, f" = {number(node.factor)}") if node.factor else names
        case Set():
            return led(NEVER, f"set {node.name.text} = ", members(node.members))
        case Constant():
            return _constant(node)
        case Define():
            value = expression(node.value)
            return [*word(f"define {node.name.text}"), *led(HEAD, " = ", value)]
        case Term() | Event():
            return _term(node)


def header(node: Declaration) -> Pieces:
    """Return what stands before the block of a declaration."""
    match node:
        case Proposal():
            head = [word(f"proposal {node.name.text}"), *_said(node.title)]
            if node.amends:
                head[-1] = closed(head[-1], f" amends {node.amends.text}")
            head += [word(f"from {node.source.text}")] if node.source else []
            return _parts(head + ([word(f"on {day(node.on)}")] if node.on else []))
        case Position():
            head = [word(f"position {node.party.text}")]
            head += [word(f"on {day(node.on)}")] if node.on else []
            head += [word(f"from {node.source.text}")] if node.source else []
            return closed(_parts(head), f" attested {node.attested}" if node.attested else "")
        case Check():
            return word(f"check {quoted(node.title.value)}")
        case Rule():
            return word(f"rule {label(node)}")
        case _:
            return declaration(node)


def _source(node: Source) -> Pieces:
    """Return ``source name "title" by "author" on DAY file "path"``."""
    parts = [word(f"source {node.name.text}"), *_said(node.title)]
    parts += [word(f"by {quoted(node.author)}")] if node.author else []
    parts += [word(f"on {day(node.on)}")] if node.on else []
    return closed(_parts(parts), f" file {quoted(node.file)}" if node.file else "")


def _constant(node: Constant) -> Pieces:
    """Return ``constant name[S] = {a: 1, b: 2}``."""
    head = closed(_families(f"constant {node.name.text}", node.index), " = ")
    if len(node.entries) == 1 and not node.entries[0].index:
        return closed(head, number(node.entries[0].value))
    entries = listed([word(_entry(each)) for each in node.entries], LIST)
    return [*head, *closed(led(NEVER, "{", entries), "}")]


def _entry(node: ConstantEntry) -> str:
    """Return ``a: 1`` or ``[a, b]: 1``."""
    key = node.index[0].text if len(node.index) == 1 else indexed("", node.index)
    return f"{key}: {number(node.value)}"


def _term(node: Term | Event) -> Pieces:
    """Return a term or an event."""
    word_of_kind = "term" if isinstance(node, Term) else "event"
    head = _families(f"{word_of_kind} {node.name.text}", node.index)
    parts = [head]
    if isinstance(node, Term):
        parts = [[*closed(head, ": "), *type_expression(node.type)]]
        parts += [word("by phase")] if node.by_phase else []
        parts += [led(NEVER, "now ", expression(node.now, SUM))] if node.now else []
    parts += [_names("decided by ", node.deciders)] if node.deciders else []
    return _parts([*parts, *_said(node.meaning)])


def _families(head: str, index: tuple[SetExpression, ...]) -> Pieces:
    """Return ``head[S, T]``."""
    if not index:
        return word(head)
    families = listed([members(each, LIST) for each in index], LIST)
    return closed(led(NEVER, f"{head}[", families), "]")


def _said(text: str) -> list[Pieces]:
    """Return ``text`` in quotes, if there is any."""
    return [word(quoted(text))] if text else []


def _names(head: str, names: tuple[Word, ...], level: int = LIST) -> Pieces:
    """Return ``head a, b``."""
    return led(NEVER, head, listed([word(each.text) for each in names], level))


def _parts(parts: list[Pieces]) -> Pieces:
    """Return the parts of a line, which may be broken between them."""
    found: list[Piece] = []
    for part in parts:
        found += led(PART, " ", part) if found else part
    return found


# --- Checks and withdrawals ---------------------------------------------------


def withdrawal(node: Withdraw) -> Pieces:
    """Return ``withdraw a, b``."""
    return _names("withdraw ", node.labels)


def check_item(node: CheckItem) -> Pieces:
    """Return a line of a check."""
    match node:
        case Given() | Keep() | Without():
            return _refs(f"{type(node).__name__.lower()} ", node.refs)
        case AsOf():
            return word(f"as of {day(node.day)}")
        case Table():
            return _names("table ", node.parties)
        case Suppose():
            return led(NEVER, "suppose ", expression(node.formula))
        case Attest():
            return led(NEVER, "attested ", listed([word(kind) for kind in node.kinds], LIST))
        case Under():
            return _names("under ", node.readings)
        case WholeTexts():
            return word("whole texts")
        case ExpectVerdict() | ExpectCount() | ExpectFix() | ExpectAnswer():
            return led(NEVER, "expect ", _expectation(node))


def _expectation(node: ExpectVerdict | ExpectCount | ExpectFix | ExpectAnswer) -> Pieces:
    """Return what is expected."""
    match node:
        case ExpectVerdict():
            return _because(word(node.verdict), node.because)
        case ExpectCount():
            return word(plural(node.number, node.noun, "es" if node.noun == "fix" else "s"))
        case ExpectFix():
            return _refs("fix ", node.refs)
        case ExpectAnswer():
            return _because(led(NEVER, f"{node.answer} ", expression(node.formula)), node.because)


def _because(pieces: Pieces, refs: tuple[Ref, ...]) -> Pieces:
    """Return ``pieces`` with the reasons after them."""
    return [*pieces, *led(PART, " ", _refs("because ", refs))] if refs else pieces


def _refs(head: str, refs: tuple[Ref, ...]) -> Pieces:
    """Return ``head a, b[c]``."""
    return led(NEVER, head, listed([word(_ref(each)) for each in refs], LIST))


def _ref(node: Ref) -> str:
    """Return a reference to clauses."""
    return ("status quo of " if node.status_quo else "") + indexed(node.path, node.index)
