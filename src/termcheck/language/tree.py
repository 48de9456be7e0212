"""The syntax tree: what a text says, before any name is looked up.

Yielded by the parser, accepted by the library room and by the formatter.
Every node begins with its ``span``, which takes no part in equality: two
trees are equal if they say the same, wherever they stand.
"""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar, Literal

from termcheck.language.source import Span
from termcheck.value import Value


class Node(Value):
    """A piece of text with a meaning of its own."""

    IGNORED: ClassVar[frozenset[str]] = frozenset({"span"})

    span: Span


class Word(Node):
    """A name, or a path of names joined by dots, as it was written."""

    text: str


class Text(Node):
    """A text in double quotes; ``value`` is what it says, without escapes."""

    value: str


# --- Values and expressions -------------------------------------------------


class Truth(Node):
    """``true`` or ``false``."""

    value: bool


class Number(Node):
    """A number, exact, with an optional scale word and an optional unit name.

    ``value`` is the number as written (the scale is not applied); ``written``
    keeps the digits, so that a formatter repeats them.
    """

    value: Fraction
    written: str
    scale: str = ""
    unit: str = ""


class Day(Node):
    """A day, a month (``day`` is 0) or a year (``month`` is 0 as well)."""

    year: int
    month: int
    day: int


class Name(Node):
    """A term, event, constant, definition, choice value or quantified variable.

    ``index`` holds the members in square brackets; ``mark`` the phase after
    ``@``, or nothing.
    """

    path: str
    index: tuple[Word, ...] = ()
    mark: Word | None = None


class Not(Node):
    """``not operand``."""

    operand: Expression


class And(Node):
    """``a and b and …``: two or more operands."""

    operands: tuple[Expression, ...]


class Or(Node):
    """``a or b or …``: two or more operands."""

    operands: tuple[Expression, ...]


Comparator = Literal["=", "!=", "<", "<=", ">", ">="]


class Compare(Node):
    """``left operator right``."""

    operator: Comparator
    left: Expression
    right: Expression


class AmongValues(Node):
    """``subject in {a, b}``."""

    subject: Expression
    values: tuple[Expression, ...]


class InRange(Node):
    """``subject in low..high``, both ends included."""

    subject: Expression
    low: Expression
    high: Expression


class Arithmetic(Node):
    """``left operator right`` on numbers."""

    operator: Literal["+", "-", "*", "/"]
    left: Expression
    right: Expression


class Negative(Node):
    """``-operand``."""

    operand: Expression


class Call(Node):
    """``function(arguments)``; ``day`` takes an event, the others numbers."""

    function: Literal["round", "floor", "ceil", "min", "max", "day"]
    arguments: tuple[Expression, ...]


class Quantified(Node):
    """``all(x in S: body)`` and its kin; ``sum`` may end in ``if condition``."""

    function: Literal["all", "some", "count", "sum"]
    variable: Word
    members: SetExpression
    body: Expression
    condition: Expression | None = None


class Counted(Node):
    """``at least N of (F, G, …)``, ``at most``, ``exactly``."""

    bound: Literal["at least", "at most", "exactly"]
    number: int
    operands: tuple[Expression, ...]


class Conditional(Node):
    """``left if right`` and its kin."""

    word: Literal["if", "only if", "iff", "unless"]
    left: Expression
    right: Expression


class Duration(Node):
    """``60 days``: a whole number of days, weeks, months or years."""

    number: int
    unit: str


RelationWord = Literal[
    "only after",  # left only after right
    "no earlier than",  # left no earlier than right
    "no later than",  # left no later than right [duration after right]
    "at least",  # left at least DURATION after right
    "within",  # left within DURATION after right
    "after",  # left DURATION after right
    "upon",  # left upon right
]


class EventRelation(Node):
    """An order between two events, in the words of the language.

    ``duration`` is present for ``at least``, ``within`` and ``after``, and
    optional for ``no later than``.
    """

    word: RelationWord
    left: Expression
    right: Expression
    duration: Duration | None = None


class EventDate(Node):
    """``event on DAY``, ``event by DAY``, ``event not before DAY``."""

    word: Literal["on", "by", "not before"]
    event: Expression
    day: Day


Expression = (
    Truth
    | Number
    | Day
    | Name
    | Not
    | And
    | Or
    | Compare
    | AmongValues
    | InRange
    | Arithmetic
    | Negative
    | Call
    | Quantified
    | Counted
    | Conditional
    | EventRelation
    | EventDate
)


# --- Sets and types ---------------------------------------------------------


class SetName(Node):
    """A declared set."""

    name: str


class SetMembers(Node):
    """``{a, b}``."""

    members: tuple[Word, ...]


class SetExcept(Node):
    """``S except {a, b}``."""

    base: SetName | SetMembers
    removed: tuple[Word, ...]


SetExpression = SetName | SetMembers | SetExcept


class BoolType(Node):
    """``bool``."""


class ChoiceType(Node):
    """``{a, b}``, or ``{a < b}`` if ``ordered``."""

    values: tuple[Word, ...]
    ordered: bool


class NumberType(Node):
    """``LO..HI unit``, with ``decimal`` before and ``or none`` after it.

    ``scale`` and ``unit`` belong to both bounds.
    """

    low: Number
    high: Number
    scale: str = ""
    unit: str = ""
    decimal: bool = False
    or_none: bool = False


TypeExpression = BoolType | ChoiceType | NumberType


# --- Clauses ----------------------------------------------------------------


class Plain(Node):
    """A formula, conditionals included."""

    formula: Expression


class Exchange(Node):
    """``left in return for right``."""

    left: Expression
    right: Expression


class ForEach(Node):
    """``for each variable in members: body``."""

    variable: Word
    members: SetExpression
    body: Body


class InPhases(Node):
    """``in PHASE, PHASE: body``; no phases means ``always``."""

    phases: tuple[Word, ...]
    body: Body


class Alternative(Node):
    """One labelled branch of ``one of`` or ``readings``; ``by`` names a party."""

    label: Word
    body: Body
    by: Word | None = None


class OneOf(Node):
    """``one of { a: F; b: G }``."""

    alternatives: tuple[Alternative, ...]


class Readings(Node):
    """``readings { a: F; b: G }``."""

    alternatives: tuple[Alternative, ...]


Body = Plain | Exchange | ForEach | InPhases | OneOf | Readings


class Citation(Node):
    """``from [SOURCE] "where"``; without a source, that of the block."""

    source: Word | None
    where: str


class Tail(Node):
    """What may follow a body, in the order in which it was written per kind."""

    overrides: tuple[Word, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidence: Literal["", "high", "medium", "low"] = ""
    notes: tuple[Text, ...] = ()


class ScoreEntry(Node):
    """``value: points`` in a scoring sheet."""

    value: Word
    points: Number


class Score(Node):
    """``score term {value: points, …}``."""

    term: Name
    entries: tuple[ScoreEntry, ...]


Strength = Literal["firm", "should", "may", "red line", "demand", "prefer", "accepts"]


class Clause(Node):
    """A line of a proposal or of a position.

    ``weight`` and ``score`` stand only with ``demand``; a clause with a score
    has no body.
    """

    label: Word | None
    strength: Strength
    body: Body | None
    tail: Tail
    weight: Number | None = None
    score: Score | None = None


class Withdraw(Node):
    """``withdraw label, label``."""

    labels: tuple[Word, ...]


# --- Declarations -----------------------------------------------------------


class Party(Node):
    """``party name "title"``."""

    name: Word
    title: str


class Source(Node):
    """``source name "title" by "author" on DAY file "path"``."""

    name: Word
    title: str
    author: str = ""
    on: Day | None = None
    file: str = ""


class Unit(Node):
    """``unit km = 1000 m``, ``unit person, persons``, ``unit m``."""

    names: tuple[Word, ...]
    factor: Number | None = None


class Set(Node):
    """``set name = members``."""

    name: Word
    members: SetExpression


class ConstantEntry(Node):
    """One value of a constant; ``index`` is empty for a constant without one."""

    index: tuple[Word, ...]
    value: Number


class Constant(Node):
    """``constant name = 5``, ``constant name[S] = {a: 1, b: 2}``."""

    name: Word
    index: tuple[SetExpression, ...]
    entries: tuple[ConstantEntry, ...]


class Phase(Node):
    """``phase name "meaning" [default]``."""

    name: Word
    meaning: str
    default: bool


class Term(Node):
    """``term name[S]: type [by phase] [now V] [decided by P, Q] "meaning"``."""

    name: Word
    index: tuple[SetExpression, ...]
    type: TypeExpression
    by_phase: bool = False
    now: Expression | None = None
    deciders: tuple[Word, ...] = ()
    meaning: str = ""


class Event(Node):
    """``event name[S] [decided by P, Q] "meaning"``."""

    name: Word
    index: tuple[SetExpression, ...]
    deciders: tuple[Word, ...] = ()
    meaning: str = ""


class Define(Node):
    """``define name = formula or number``."""

    name: Word
    value: Expression


class Rule(Node):
    """``rule label: body tail``."""

    label: Word
    body: Body
    tail: Tail


class Proposal(Node):
    """``proposal name "title" [from source] [amends other] [on DAY] { … }``."""

    name: Word
    title: str
    source: Word | None
    amends: Word | None
    on: Day | None
    items: tuple[Clause | Withdraw, ...]


Attested = Literal["own", "reported", "analyst"]


class Position(Node):
    """``position party [on DAY] [from source] [attested …] { … }``."""

    party: Word
    on: Day | None
    source: Word | None
    attested: Attested | Literal[""]
    items: tuple[Clause | Withdraw, ...]


# --- Checks -----------------------------------------------------------------


class Ref(Node):
    """A reference to clauses, as a path: ``quincy``, ``ukraine.demands``, ``quincy.*``.

    Also ``quincy.3`` and ``quincy.swap``; with ``status_quo``, a term's status quo.
    """

    path: str
    index: tuple[Word, ...] = ()
    status_quo: bool = False


class Given(Node):
    """``given REF, REF``."""

    refs: tuple[Ref, ...]


class Keep(Node):
    """``keep REF, REF``."""

    refs: tuple[Ref, ...]


class Without(Node):
    """``without REF, REF``."""

    refs: tuple[Ref, ...]


class AsOf(Node):
    """``as of DAY``."""

    day: Day


class Table(Node):
    """``table party, party``."""

    parties: tuple[Word, ...]


class Suppose(Node):
    """``suppose F``."""

    formula: Expression


class Attest(Node):
    """``attested own, reported``."""

    kinds: tuple[Attested, ...]


class Under(Node):
    """``under CLAUSE.READING, …``."""

    readings: tuple[Word, ...]


class WholeTexts(Node):
    """``whole texts``."""


class ExpectVerdict(Node):
    """``expect compatible`` or ``expect incompatible [because …]``."""

    verdict: Literal["compatible", "incompatible"]
    because: tuple[Ref, ...] = ()


class ExpectCount(Node):
    """``expect 2 conflicts``, ``expect 3 fixes``, ``expect 4 packages``."""

    number: int
    noun: Literal["conflict", "fix", "package"]


class ExpectFix(Node):
    """``expect fix REF, REF``: these together are one minimal fix."""

    refs: tuple[Ref, ...]


class ExpectAnswer(Node):
    """``expect forced F [because …]``, ``possible``, ``impossible``."""

    answer: Literal["forced", "possible", "impossible"]
    formula: Expression
    because: tuple[Ref, ...] = ()


Expectation = ExpectVerdict | ExpectCount | ExpectFix | ExpectAnswer
CheckItem = (
    Given | Keep | Without | AsOf | Table | Suppose | Attest | Under | WholeTexts | Expectation
)


class Check(Node):
    """``check "title" { … }``."""

    title: Text
    items: tuple[CheckItem, ...]


Declaration = (
    Party
    | Source
    | Unit
    | Set
    | Constant
    | Phase
    | Term
    | Event
    | Define
    | Rule
    | Proposal
    | Position
    | Check
)


class Comment(Node):
    """A comment, from ``#`` to the end of its line; ``alone`` on its line or not."""

    text: str
    alone: bool


class Document(Node):
    """One file: its declarations in the order in which they were written."""

    file: str
    declarations: tuple[Declaration, ...]
    comments: tuple[Comment, ...] = ()
