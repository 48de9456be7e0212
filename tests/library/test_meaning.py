"""Elaboration means what the language's page says: held against a second telling."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from termcheck.language.parser import parse_formula
from termcheck.language.source import source_text
from termcheck.library.build import question_formula
from termcheck.library.formula import Variable
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from tests.library.interpreter import Reader, World
from tests.library.sources import built, errors

VOCABULARY = """
unit m
unit km = 1000 m
set s = {one, two}
constant k[s] = {one: 2, two: 3}
phase war "fighting"
phase peace "no fighting" default
term bool_a: bool
term bool_b: bool by phase
term bool_c[s]: bool
term level_a: {low < mid < high}
term level_b: {low < mid < high} by phase
term width: 0..3 km or none
term depth: 0..3 km
term height: 0..3_000 m by phase
term share[s]: decimal 0..2
event event_a
event event_b
event event_c[s]
define fact = bool_b or level_b >= mid
define reach = depth + height
"""
LIBRARY = built(VOCABULARY).library

BOOLS = ["bool_a", "bool_b", "bool_b@war", "bool_c[one]", "fact", "true", "event_a", "event_c[two]"]
LEVELS = ["level_a", "level_b", "level_b@war"]
LENGTHS = ["depth", "width", "height", "height@war", "reach", "1 km", "1_500 m", "0", "0.5 km"]
PLAIN = ["share[one]", "share[two]", "k[one]", "1", "0.5", "count(x in s: bool_c[x])"]
DAYS = ["day(event_a)", "day(event_b)", "day(event_c[one])", "2025-01-31", "2025-03-01"]
EVENTS = ["event_a", "event_b", "event_c[one]", "event_c[two]"]
ORDERS = ["=", "!=", "<", "<=", ">", ">="]
TIMES = ["0 days", "3 days", "2 weeks", "1 month", "2 months"]

one = st.sampled_from


def sums(leaves: list[str]) -> st.SearchStrategy[str]:
    """Return numbers made of leaves of one dimension."""
    leaf = one(leaves)
    return st.one_of(
        leaf,
        st.builds("({} {} {})".format, leaf, one(["+", "-"]), leaf),
        st.builds("{} * 3 / 2".format, leaf),
        st.builds(
            "{}({} / 7 {} {})".format, one(["round", "floor", "ceil"]), leaf, one("+-"), leaf
        ),
        st.builds("{}({}, {})".format, one(["min", "max"]), leaf, leaf),
        st.builds("(0 - {})".format, leaf),
    )


SUMS_OVER = [
    "sum(x in s: share[x])",
    "sum(x in s: k[x] * share[x])",
    "sum(x in s: share[x] if bool_c[x])",
]
MOVED = [f"{day} {sign} {time}" for day in DAYS[:3] for sign in "+-" for time in TIMES[1:]]

ATOMS = st.one_of(
    one(BOOLS),
    st.builds("{} {} {}".format, one(LEVELS), one(ORDERS), one([*LEVELS, "low", "mid", "high"])),
    st.builds("{} in {{mid, low}}".format, one(LEVELS)),
    st.builds("{} in low..mid".format, one(LEVELS)),
    st.builds("{} {} {}".format, sums(LENGTHS), one(ORDERS), sums(LENGTHS)),
    st.builds("{} {} {}".format, sums(PLAIN), one(ORDERS), st.one_of(sums(PLAIN), one(SUMS_OVER))),
    st.builds("{} {} {}".format, one(DAYS), one(ORDERS), one([*DAYS, *MOVED])),
    st.builds("width {} none".format, one(["=", "!="])),
    st.builds("width in {}".format, one(["1 km..2 km", "{1 km, 2 km}", "0..500 m"])),
    st.builds("{} {} {}".format, one(EVENTS), one(["only after", "no earlier than"]), one(EVENTS)),
    st.builds("{} {} {}".format, one(EVENTS), one(["no later than", "upon"]), one(EVENTS)),
    st.builds(
        "{} {} {} after {}".format,
        one(EVENTS),
        one(["at least", "no later than", "within", ""]),
        one(TIMES),
        one(EVENTS),
    ),
    st.builds(
        "{} {} {}".format,
        one(EVENTS),
        one(["on", "by", "not before"]),
        one(["2025-02-01", "2025-02", "2025"]),
    ),
)


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return formulas made of smaller ones."""
    return st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) {} ({})".format, inner, one(["and", "or"]), inner),
        st.builds("(({}) {} ({}))".format, inner, one(["if", "only if", "iff", "unless"]), inner),
        st.builds(
            "{} {} of ({}, {}, {})".format,
            one(["at least", "at most", "exactly"]),
            st.integers(0, 3),
            inner,
            inner,
            inner,
        ),
        st.builds("{}(x in s: bool_c[x] or ({}))".format, one(["all", "some"]), inner),
        st.builds("(({}) {} ({}))".format, inner, one(["=", "!="]), inner),
    )


FORMULAS = st.recursive(ATOMS, larger, max_leaves=4)

ANSWERS: dict[str, list[object]] = {
    "bool_a": [False, True],
    "bool_b@war": [False, True],
    "bool_b@peace": [False, True],
    "bool_c[one]": [False, True],
    "bool_c[two]": [False, True],
    "level_a": ["low", "mid", "high"],
    "level_b@war": ["low", "mid", "high"],
    "level_b@peace": ["low", "mid", "high"],
    "width": [0, 1, 2, 3, None],
    "depth": [0, 1, 2, 3],
    "height@war": [0, 500, 1500, 3000],
    "height@peace": [0, 500, 1500, 3000],
    "share[one]": ["0", "0.5", "1.25", "2"],
    "share[two]": ["0", "0.5", "1.25", "2"],
}
OCCURS = [None, date(2024, 12, 31), date(2025, 1, 30), date(2025, 1, 31), date(2025, 2, 28)]

WORLDS = st.tuples(
    st.fixed_dictionaries({name: one(answers) for name, answers in ANSWERS.items()}),
    st.fixed_dictionaries({event: one(OCCURS) for event in EVENTS}),
)


def reader(values: dict[str, object], days: dict[str, date | None]) -> Reader:
    """Return a reader of the world in which the terms have these values."""
    data = {"k[one]": 2, "k[two]": 3}
    definitions = {name: each.syntax.value for name, each in LIBRARY.defines.items()}
    by_phase = frozenset({"bool_b", "level_b", "height"})
    units = {"width": "km", "depth": "km", "height": "m"}
    sets = {"s": ("one", "two")}
    return Reader(World(values | data, days, sets, definitions, by_phase, units, "peace"))


def package(values: dict[str, object], days: dict[str, date | None]) -> Package:
    """Return the same world as a package of the logic room."""
    answers: dict[Variable, str | Fraction | None] = {}
    for name, value in values.items():
        term, _, phase = name.partition("@")
        match value:
            case bool():
                answer: str | Fraction | None = "true" if value else "false"
            case str() if value in ("low", "mid", "high"):
                answer = value
            case None:
                answer = None
            case _:
                answer = Fraction(str(value))
        answers[Variable(term, phase or None)] = answer
    return Package(answers, {name: day.toordinal() if day else None for name, day in days.items()})


def test_the_vocabulary_is_sound() -> None:
    """The vocabulary that the formulas use has no error."""
    assert errors(built(VOCABULARY)) == []


@settings(max_examples=600)
@given(FORMULAS, WORLDS)
def test_a_formula_holds_where_the_page_says_so(
    text: str, world: tuple[dict[str, object], dict[str, date | None]]
) -> None:
    """A random formula, elaborated and evaluated, agrees with a reading of its tree."""
    expression, faults = parse_formula("formula", text)
    assert expression is not None, (text, faults)
    asked = question_formula(LIBRARY, expression, source_text("formula", text))
    if any(each.severity == "error" for each in asked.diagnostics):
        return
    assert asked.formula is not None
    assert reader(*world).holds(expression) == holds(asked.formula, package(*world))
