"""The library: what a folder of term sheets declares, with every name resolved.

Yielded by ``build``; accepted by ``logic`` and by everything that answers
about names. All collections are in a canonical order that does not depend on
files: declarations by name, clauses of a text as they were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from termcheck.language import tree
from termcheck.language.source import SourceText, Span
from termcheck.library.formula import Formula
from termcheck.value import Value

# --- Domains -----------------------------------------------------------------


class Choice(Value):
    """Finitely many named values, in the order of the type.

    A bool is the choice ``("false", "true")``, with ``bool`` set.
    """

    values: tuple[str, ...]
    ordered: bool = False
    bool: bool = False


class Range(Value):
    """Numbers from ``low`` to ``high``, both included, in the declared unit.

    ``whole``: only whole numbers of that unit. ``or_none``: *no limit* is a
    value as well. ``unit`` is the unit's name, or empty.
    """

    low: Fraction
    high: Fraction
    whole: bool
    or_none: bool = False
    unit: str = ""


Domain = Choice | Range
Answer = str | Fraction | None
"""A variable's value: a choice's name, a number in the declared unit, or ``none``."""

# --- Declarations ------------------------------------------------------------


class Unit(Value):
    """A measure: ``factor`` times the base unit of ``dimension``, exactly."""

    name: str
    dimension: str
    factor: Fraction


class Constant(Value):
    """Data: numbers in ``unit``, by full name (``seats[union]``).

    ``index`` are the members of each index set, in order, none for a single
    number.
    """

    name: str
    index: tuple[tuple[str, ...], ...]
    values: Mapping[str, Fraction]
    unit: str
    span: Span


class Party(Value):
    """Somebody who can be at the table."""

    name: str
    title: str
    span: Span


class Source(Value):
    """A text that clauses cite. ``on`` is as written (``2025-05``), or empty."""

    name: str
    title: str
    author: str
    on: str
    file: str
    span: Span


class Phase(Value):
    """A state of the world."""

    name: str
    meaning: str
    default: bool
    span: Span


class Term(Value):
    """A term, one for each member of its family.

    ``name`` is the name that was declared, ``members`` the full names of the
    terms that it declares (``territory.status[crimea]``; just the name for a
    term without index). ``now`` is the status quo in every phase, if one was
    declared (``has_now`` says so, because ``None`` is a value). ``index`` are
    the members of each index set, in order.
    """

    name: str
    members: tuple[str, ...]
    domain: Domain
    by_phase: bool
    has_now: bool
    now: Answer
    deciders: tuple[str, ...]
    meaning: str
    span: Span
    index: tuple[tuple[str, ...], ...] = ()


class Event(Value):
    """An event, one for each member of its family."""

    name: str
    members: tuple[str, ...]
    deciders: tuple[str, ...]
    meaning: str
    span: Span
    index: tuple[tuple[str, ...], ...] = ()


class Define(Value):
    """A named formula or quantity; ``meaning`` is its text."""

    name: str
    is_formula: bool
    span: Span
    syntax: tree.Define


# --- Clauses -----------------------------------------------------------------


class Citation(Value):
    """A passage: the name of a source (or empty) and where in it."""

    source: str
    where: str


class Piece(Value):
    """What a clause says for one member of its ``for each``, if it has one.

    ``phases`` are those in which the unmarked variables of ``formula`` are
    read, one copy each; empty if it has none. ``trigger`` is what stands after
    ``if``, or the denial of what stands after ``unless``.
    """

    members: tuple[str, ...]
    phases: tuple[str, ...]
    formula: Formula
    trigger: Formula | None = None


class Branch(Value):
    """A labelled alternative of ``one of``, or a reading; ``by`` is a party or empty."""

    label: str
    by: str
    pieces: tuple[Piece, ...]
    span: Span


Strength = Literal["firm", "should", "may", "red line", "demand", "prefer", "accepts", "rule"]
Attested = Literal["", "own", "reported", "analyst"]


class Clause(Value):
    """A clause or a rule: the unit of blame, of print and of user action.

    ``name`` is the full name (``quincy.no_nato``; a rule's is its label).
    ``key`` is unique in the library: for a clause of a position it ends in
    ``@`` and the day, because a later statement may repeat a name.
    ``owner`` is the proposal or party, empty for a rule. ``day`` is the day
    number from which a position's clause is in force (0 without ``on``), and
    ``said_on`` that day, month or year as it was written.
    ``pieces`` already allow for the clauses that override this one.
    ``branches`` are the alternatives of ``one of`` (then ``pieces`` says that
    one of them holds) or the readings (then ``pieces`` is empty).
    ``score`` are the points by value of a scoring sheet.
    ``syntax`` is the clause as it was written.
    """

    key: str
    name: str
    owner: str
    label: str
    strength: Strength
    pieces: tuple[Piece, ...]
    branches: tuple[Branch, ...]
    has_readings: bool
    weight: Fraction
    score_term: str
    score: tuple[tuple[str, Fraction], ...]
    overrides: tuple[str, ...]
    citations: tuple[Citation, ...]
    confidence: Literal["", "high", "medium", "low"]
    note: str
    day: int
    attested: Attested
    span: Span
    syntax: tree.Clause | tree.Rule
    said_on: str = ""


def members_of(clause: Clause) -> tuple[tuple[str, ...], ...]:
    """Return the members for each of which ``clause`` says something, each once, in order."""
    pieces = (*clause.pieces, *(piece for branch in clause.branches for piece in branch.pieces))
    return tuple(dict.fromkeys(piece.members for piece in pieces if piece.members))


def member_label(members: tuple[str, ...]) -> str:
    """Return the label of what a clause says for some members, such as ``[east, west]``."""
    return f"[{', '.join(members)}]"


def part_name(clause: Clause, label: str) -> str:
    """Return the full name of a part: ``talks.pick.a``, or ``talks.towns[east]`` of a member."""
    return f"{clause.name}{'' if label.startswith('[') else '.'}{label}"


class Withdrawal(Value):
    """A party's statement that a clause of its earlier positions has ended."""

    party: str
    label: str
    day: int
    attested: Attested
    span: Span


class Proposal(Value):
    """A text on the table: its clauses as written, amendments applied.

    ``clauses`` are keys. ``amends`` is the amended proposal, or empty.
    """

    name: str
    title: str
    source: str
    amends: str
    clauses: tuple[str, ...]
    span: Span


# --- Questions ---------------------------------------------------------------


class Reference(Value):
    """A reference as a user writes it, with its place if it stands in a check.

    ``text`` is, for example, ``quincy.all``, ``ukraine.demands``,
    ``quincy.swap``, ``quincy.*`` or ``status quo of sanctions.eu``.
    """

    text: str
    span: Span | None = None


class Supposition(Value):
    """A hypothesis that is nobody's clause: its text and its ground formula."""

    text: str
    formula: Formula


class Question(Value):
    """What is on the table and under which circumstances.

    ``as_of`` is a day number or ``None`` for the latest. ``table`` are the
    parties present, ``None`` for everybody. ``attested`` are the kinds of
    statement that count, empty for all. ``under`` are full names of readings.
    ``by_text`` counts each proposal and each party as one clause.
    """

    given: tuple[Reference, ...] = ()
    keep: tuple[Reference, ...] = ()
    without: tuple[Reference, ...] = ()
    as_of: int | None = None
    table: tuple[str, ...] | None = None
    suppose: tuple[Supposition, ...] = ()
    attested: tuple[Attested, ...] = ()
    under: tuple[Reference, ...] = ()
    by_text: bool = False


class ExpectVerdict(Value):
    """The set is compatible, or incompatible, with this among its conflicts."""

    compatible: bool
    because: tuple[Reference, ...]
    span: Span


class ExpectCount(Value):
    """The number of conflicts, fixes or packages."""

    number: int
    noun: Literal["conflict", "fix", "package"]
    span: Span


class ExpectFix(Value):
    """These clauses together are one minimal fix."""

    refs: tuple[Reference, ...]
    span: Span


class ExpectAnswer(Value):
    """The formula is forced, possible or impossible, with this among the reasons."""

    answer: Literal["forced", "possible", "impossible"]
    text: str
    formula: Formula
    because: tuple[Reference, ...]
    span: Span


Expectation = ExpectVerdict | ExpectCount | ExpectFix | ExpectAnswer


class Check(Value):
    """A ``check`` block."""

    name: str
    question: Question
    expectations: tuple[Expectation, ...]
    span: Span


class Library(Value):
    """Everything that a folder of term sheets declares.

    ``clauses`` maps keys to clauses, rules included under their labels;
    ``rules`` are the keys of the rules in order of name; ``statements`` the
    keys of all clauses of positions, oldest first; ``domains`` maps the full
    name of each term to its domain. ``horizon`` are the first and the last
    day number. ``default_phase`` is ``None`` where no phase is declared.
    """

    root: str
    texts: Mapping[str, SourceText]
    parties: Mapping[str, Party]
    sources: Mapping[str, Source]
    sets: Mapping[str, tuple[str, ...]]
    phases: Mapping[str, Phase]
    default_phase: str | None
    terms: Mapping[str, Term]
    events: Mapping[str, Event]
    defines: Mapping[str, Define]
    domains: Mapping[str, Domain]
    clauses: Mapping[str, Clause]
    rules: tuple[str, ...]
    proposals: Mapping[str, Proposal]
    statements: tuple[str, ...]
    withdrawals: tuple[Withdrawal, ...]
    checks: tuple[Check, ...]
    horizon: tuple[int, int]
    positions: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    constants: Mapping[str, Constant] = MappingProxyType({})
    units: Mapping[str, Unit] = MappingProxyType({})
