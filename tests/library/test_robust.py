"""Any tree is built without an exception, and limits are kept."""

from __future__ import annotations

import time
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termcheck.language import tree
from termcheck.language.parser import parse
from termcheck.language.source import Span, source_text
from termcheck.library.build import build, question_formula
from tests.library.sources import built, codes

AT = Span("library.terms", 3, 9)
VOCABULARY = """
party north "North"
source draft "A draft" on 2025
unit km
set s = {one, two}
constant k[s] = {one: 2, two: 3}
phase war "fighting"
phase peace "no fighting" default
term truce: bool
term aid[s]: bool by phase
term border: {closed < open}
term width: 0..3 km or none
event talks
event siege[s]
define calm = truce
define half = width / 2
"""

one = st.sampled_from
PATHS = one("truce aid border open width talks siege calm half k none one x nonsense s war".split())
WORDS = st.builds(
    tree.Word, st.just(AT), one(["one", "two", "x", "s", "war", "peace", "north", "draft", ""])
)
NUMBERS = st.builds(
    tree.Number,
    st.just(AT),
    one([Fraction(0), Fraction(1), Fraction(-3), Fraction(7, 2), Fraction(10**40)]),
    st.just(""),
    one(["", "thousand", "dozen"]),
    one(["", "km", "%", "days", "months", "nonsense"]),
)
DAYS = st.builds(tree.Day, st.just(AT), one([0, 1, 2025, 99_999]), one([0, 2, 13]), one([0, 1, 30]))
NAMES = st.builds(
    tree.Name,
    st.just(AT),
    PATHS,
    st.lists(WORDS, max_size=2).map(tuple),
    st.none() | WORDS,
)
SETS = st.recursive(
    st.one_of(
        st.builds(tree.SetName, st.just(AT), one(["s", "nonsense"])),
        st.builds(tree.SetMembers, st.just(AT), st.lists(WORDS, max_size=3).map(tuple)),
    ),
    lambda inner: st.builds(
        tree.SetExcept, st.just(AT), inner, st.lists(WORDS, max_size=2).map(tuple)
    ),
    max_leaves=2,
)
DURATIONS = st.builds(
    tree.Duration, st.just(AT), one([0, 5, 10**20]), one(["days", "months", "km", "nonsense"])
)


def larger(inner: st.SearchStrategy[tree.Expression]) -> st.SearchStrategy[tree.Expression]:
    """Return expressions of every form, made of smaller ones, sensible or not."""
    several = st.lists(inner, max_size=3).map(tuple)
    at = st.just(AT)
    return st.one_of(
        st.builds(tree.Not, at, inner),
        st.builds(tree.And, at, several),
        st.builds(tree.Or, at, several),
        st.builds(tree.Compare, at, one(["=", "!=", "<", "<=", ">", ">="]), inner, inner),
        st.builds(tree.AmongValues, at, inner, several),
        st.builds(tree.InRange, at, inner, inner, inner),
        st.builds(tree.Arithmetic, at, one(["+", "-", "*", "/"]), inner, inner),
        st.builds(tree.Negative, at, inner),
        st.builds(
            tree.Call,
            at,
            one(["round", "floor", "ceil", "min", "max", "day"]),
            st.lists(inner, min_size=1, max_size=3).map(tuple),
        ),
        st.builds(
            tree.Quantified,
            at,
            one(["all", "some", "count", "sum"]),
            WORDS,
            SETS,
            inner,
            st.none() | inner,
        ),
        st.builds(
            tree.Counted, at, one(["at least", "at most", "exactly"]), one([0, 1, 9]), several
        ),
        st.builds(tree.Conditional, at, one(["if", "only if", "iff", "unless"]), inner, inner),
        st.builds(
            tree.EventRelation,
            at,
            one(["only after", "no earlier than", "no later than", "at least", "within", "after"]),
            inner,
            inner,
            st.none() | DURATIONS,
        ),
        st.builds(tree.EventDate, at, one(["on", "by", "not before"]), inner, DAYS),
    )


EXPRESSIONS = st.recursive(
    st.one_of(NAMES, NUMBERS, DAYS, st.builds(tree.Truth, st.just(AT), st.booleans())),
    larger,
    max_leaves=6,
)
BODIES = st.recursive(
    st.one_of(
        st.builds(tree.Plain, st.just(AT), EXPRESSIONS),
        st.builds(tree.Exchange, st.just(AT), EXPRESSIONS, EXPRESSIONS),
    ),
    lambda inner: st.one_of(
        st.builds(tree.ForEach, st.just(AT), WORDS, SETS, inner),
        st.builds(tree.InPhases, st.just(AT), st.lists(WORDS, max_size=2).map(tuple), inner),
        *(
            st.builds(
                kind,
                st.just(AT),
                st.lists(
                    st.builds(tree.Alternative, st.just(AT), WORDS, inner, st.none() | WORDS),
                    max_size=2,
                ).map(tuple),
            )
            for kind in (tree.OneOf, tree.Readings)
        ),
    ),
    max_leaves=3,
)
TAILS = st.builds(
    tree.Tail,
    st.just(AT),
    st.lists(WORDS, max_size=2).map(tuple),
    st.lists(
        st.builds(tree.Citation, st.just(AT), st.none() | WORDS, st.just("p")), max_size=1
    ).map(tuple),
)
CLAUSES = st.builds(
    tree.Clause,
    st.just(AT),
    st.none() | WORDS,
    one(["firm", "should", "may", "red line", "demand", "prefer", "accepts"]),
    st.none() | BODIES,
    TAILS,
    st.none() | NUMBERS,
    st.none()
    | st.builds(
        tree.Score,
        st.just(AT),
        NAMES,
        st.lists(st.builds(tree.ScoreEntry, st.just(AT), WORDS, NUMBERS), max_size=2).map(tuple),
    ),
)
ITEMS = st.lists(
    CLAUSES | st.builds(tree.Withdraw, st.just(AT), st.lists(WORDS, max_size=2).map(tuple)),
    max_size=3,
).map(tuple)
TYPES = st.one_of(
    st.builds(tree.BoolType, st.just(AT)),
    st.builds(tree.ChoiceType, st.just(AT), st.lists(WORDS, max_size=3).map(tuple), st.booleans()),
    st.builds(tree.NumberType, st.just(AT), NUMBERS, NUMBERS, st.just(""), one(["", "km", "x"])),
)
SETS_TUPLE = st.lists(SETS, max_size=2).map(tuple)
REFS = st.builds(
    tree.Ref,
    st.just(AT),
    one(["one", "one.two", "north", "north.all", "x.*", ".", "", "north.1"]),
    st.lists(WORDS, max_size=1).map(tuple),
    st.booleans(),
)
REF_TUPLES = st.lists(REFS, max_size=2).map(tuple)
CHECKS = st.builds(
    tree.Check,
    st.just(AT),
    st.builds(tree.Text, st.just(AT), st.just("c")),
    st.lists(
        st.one_of(
            st.builds(tree.Given, st.just(AT), REF_TUPLES),
            st.builds(tree.Without, st.just(AT), REF_TUPLES),
            st.builds(tree.AsOf, st.just(AT), DAYS),
            st.builds(tree.Table, st.just(AT), st.lists(WORDS, max_size=2).map(tuple)),
            st.builds(tree.Suppose, st.just(AT), EXPRESSIONS),
            st.builds(tree.Under, st.just(AT), st.lists(WORDS, max_size=2).map(tuple)),
            st.builds(tree.ExpectAnswer, st.just(AT), st.just("forced"), EXPRESSIONS, REF_TUPLES),
        ),
        max_size=4,
    ).map(tuple),
)
DECLARATIONS = st.one_of(
    st.builds(tree.Party, st.just(AT), WORDS, st.just("")),
    st.builds(tree.Source, st.just(AT), WORDS, st.just(""), st.just(""), st.none() | DAYS),
    st.builds(
        tree.Unit,
        st.just(AT),
        st.lists(WORDS, min_size=1, max_size=2).map(tuple),
        st.none() | NUMBERS,
    ),
    st.builds(tree.Set, st.just(AT), WORDS, SETS),
    st.builds(
        tree.Constant,
        st.just(AT),
        WORDS,
        SETS_TUPLE,
        st.lists(
            st.builds(
                tree.ConstantEntry, st.just(AT), st.lists(WORDS, max_size=2).map(tuple), NUMBERS
            ),
            max_size=2,
        ).map(tuple),
    ),
    st.builds(tree.Phase, st.just(AT), WORDS, st.just(""), st.booleans()),
    st.builds(
        tree.Term, st.just(AT), WORDS, SETS_TUPLE, TYPES, st.booleans(), st.none() | EXPRESSIONS
    ),
    st.builds(tree.Event, st.just(AT), WORDS, SETS_TUPLE, st.lists(WORDS, max_size=1).map(tuple)),
    st.builds(tree.Define, st.just(AT), WORDS, EXPRESSIONS),
    st.builds(tree.Rule, st.just(AT), WORDS, BODIES, TAILS),
    st.builds(
        tree.Proposal,
        st.just(AT),
        WORDS,
        st.just(""),
        st.none() | WORDS,
        st.none() | WORDS,
        st.none() | DAYS,
        ITEMS,
    ),
    st.builds(
        tree.Position,
        st.just(AT),
        WORDS,
        st.none() | DAYS,
        st.none() | WORDS,
        one(["", "own"]),
        ITEMS,
    ),
    CHECKS,
)


@settings(max_examples=250)
@given(st.lists(DECLARATIONS, max_size=4))
def test_any_tree_is_built(declarations: list[tree.Declaration]) -> None:
    """Trees that no text has are built as well, with diagnostics and no exception."""
    source = source_text("library.terms", VOCABULARY)
    document = tree.Document(AT, "library.terms", tuple(declarations))
    odd = SimpleNamespace(source=source, document=document, diagnostics=())
    found = build("root", [parse("vocabulary.terms", VOCABULARY), odd])
    assert all(each.message for each in found.diagnostics)


LIBRARY = built(VOCABULARY).library


@settings(max_examples=400)
@given(EXPRESSIONS)
def test_any_expression_is_a_question_or_a_fault(expression: tree.Expression) -> None:
    """A question is either a ground formula or an error, whatever its tree."""
    asked = question_formula(LIBRARY, expression)
    errors = [each for each in asked.diagnostics if each.severity == "error"]
    assert (asked.formula is None) == bool(errors)


DEEP = "not " * 99
CHAIN = "\n".join(f"define d{n} = d{n - 1} and d{n - 1}" for n in range(1, 60))
LIMITS = [
    ("set s = {" + ", ".join(f"m{n}" for n in range(10_001)) + "}", {"TC240"}),
    ("term t: {" + ", ".join(f"m{n}" for n in range(10_001)) + "}", {"TC240"}),
    ("set s = {a, b, c, d, e, f, g, h}\nterm t[s, s, s, s, s, s]: bool", {"TC241"}),
    (f"term t: bool\ndefine d0 = t\n{CHAIN}\nrule r: d59", {"TC242"}),
    (
        "term t: bool\n"
        + "\n".join(f"define d{n} = not not not {f'd{n - 1}' if n else 't'}" for n in range(50)),
        {"TC243"},
    ),
    ("term t: 0..1_000_000_000_000_001", {"TC236"}),
    (
        "set s = {" + ", ".join(f"m{n}" for n in range(1_000)) + "}\nterm t[s]: bool\n"
        "rule r: for each x in s: for each y in s: t[x] or t[y]",
        {"TC242"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), LIMITS, ids=lambda each: str(each)[:20])
def test_a_limit_is_a_diagnostic(text: str, expected: set[str]) -> None:
    """What is too large is refused with its code, in a bounded time."""
    start = time.process_time()
    assert {code for code in codes(built(text)) if code < "TC3"} == expected
    assert time.process_time() - start < 10


def test_a_long_flat_sum_is_no_deep_one() -> None:
    """A chain of five thousand additions, which nests to the left, is read in one go."""
    term = tree.Name(AT, "t")
    chain: tree.Expression = term
    for _ in range(5_000):
        chain = tree.Arithmetic(AT, "+", chain, term)
    library = built("term t: 0..5").library
    three = tree.Number(AT, Fraction(3), "3")
    asked = question_formula(library, tree.Compare(AT, "<=", chain, three))
    assert asked.diagnostics == ()
    assert asked.formula is not None


def test_a_formula_nests_as_deep_as_the_parser_allows() -> None:
    """What the parser accepts, the build accepts; one level more is refused with a code."""
    assert codes(built(f"term t: bool\nrule r: {DEEP[:-40]}t")) == []


def test_a_chain_of_a_thousand_definitions_is_no_recursion() -> None:
    """Definitions in a long chain are refused or accepted, never a crash."""
    lines = [f"define d{n} = d{n + 1}" for n in range(2_000)]
    text = "term t: bool\n" + "\n".join(lines) + "\ndefine d2000 = t\nrule r: d0"
    assert {code for code in codes(built(text)) if code < "TC3"} <= {"TC243"}
