"""Laws of change: what rewording, rescaling, shifting and weakening may do to an answer."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from termcheck.language.format import format_document
from termcheck.language.parser import parse
from termcheck.questions import verdict as v
from tests.libraries import VOCABULARY, Written, bodies, formulas, libraries
from tests.library.contents import content
from tests.questions.test_laws import ask
from tests.texts import built, library

DAY = re.compile(r"\d{4}-\d\d-\d\d")
LENGTH = re.compile(r"(\d+)(?:\.\.(\d+))? km")


def told(text: str) -> tuple[str, set[frozenset[str]]]:
    """Return the verdict on everything in a library, and its conflicts by name."""
    outcome = ask(library(text))
    clashes = outcome.conflicts if isinstance(outcome, v.Incompatible) else ()
    return type(outcome).__name__, {each.names for each in clashes}


def in_metres(text: str) -> str:
    """Return a library with every length in metres instead of kilometres."""

    def metres(found: re.Match[str]) -> str:
        ends = [f"{int(end) * 1000}" for end in found.groups() if end]
        return "..".join(ends) + " m"

    return LENGTH.sub(metres, text.replace("unit km\n", "unit m\n"))


@given(libraries())
def test_units_rescale(written: Written) -> None:
    """A library in metres has the verdict and the conflicts of the same in kilometres."""
    assert told(in_metres(written.text)) == told(written.text)


@given(libraries())
def test_units_mix(written: Written) -> None:
    """A term declared in metres is judged alike by clauses that speak of kilometres."""
    mixed = written.text.replace("unit km\n", "unit m\nunit km = 1000 m\n")
    mixed = mixed.replace("depth: 0..3 km", "depth: 0..3000 m")
    assert told(mixed) == told(written.text)


def dated() -> st.SearchStrategy[str]:
    """Return random clauses about two events and a few days of one month."""
    days = st.integers(3, 9).map(lambda n: f"2025-01-0{n}")
    event = st.sampled_from(["talks", "treaty"])
    two = st.permutations(["talks", "treaty"])
    return st.one_of(
        st.builds("{} {} {}".format, event, st.sampled_from(["on", "by", "not before"]), days),
        st.builds(lambda e, r: f"{e[0]} {r} {e[1]}", two, st.sampled_from(
            ["only after", "no earlier than", "upon", "2 days after", "at least 3 days after",
             "within 1 day after", "no later than 1 day after"])),
        st.builds(lambda day: f"day(talks) < {day}", days),
        st.sampled_from(["talks", "treaty", "not talks", "treaty if talks"]),
    )  # fmt: skip


@given(st.lists(dated(), min_size=2, max_size=5), st.integers(-5000, 5000))
def test_days_shift(clauses: list[str], by: int) -> None:
    """If every date moves by the same number of days, the answer stays the same."""

    def moved(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) + timedelta(by)).isoformat()

    text = Written(tuple(clauses), (), ()).text
    assert told(DAY.sub(moved, text)) == told(text)


@given(libraries())
def test_formatting_keeps_the_meaning(written: Written) -> None:
    """The formatted text makes the same library as the text before."""
    parsed = parse("0.terms", written.text)
    formatted = format_document(parsed.document, parsed.source)
    assert content(built(formatted)[0]) == content(built(written.text)[0])


@given(libraries(), formulas(1))
def test_a_tautology_changes_nothing(written: Written, formula: str) -> None:
    """A clause that always holds is in no conflict, and makes none."""
    more = written.but(clauses=(*written.clauses, f"({formula}) or not ({formula})"))
    assert told(more.text) == told(written.text)


@given(libraries(), formulas(1), st.data())
def test_weakening_never_hurts(written: Written, formula: str, data: st.DataObject) -> None:
    """What is compatible stays so when a formula of it is weakened."""
    if not written.red_lines or told(written.text)[0] != "Compatible":
        return
    place = data.draw(st.integers(0, len(written.red_lines) - 1))
    lines = [f"({e}) or ({formula})" if n == place else e for n, e in enumerate(written.red_lines)]
    assert told(written.but(red_lines=tuple(lines)).text)[0] == "Compatible"


@given(libraries())
def test_a_clause_said_twice_says_no_more(written: Written) -> None:
    """A second clause with the same body takes the place of the first in its conflicts."""
    if not written.clauses:
        return
    again = written.but(clauses=(*written.clauses, written.clauses[0]))
    (word, before), (same, after) = told(written.text), told(again.text)
    twin = f"plan.c{len(written.clauses)}"
    swapped = {frozenset(twin if n == "plan.c0" else n for n in each) for each in before}
    assert (same, after) == (word, before | swapped)


@settings(max_examples=12)
@given(formulas(1), formulas(1))
def test_forms_say_what_other_forms_say(one: str, other: str) -> None:
    """Forms that the page defines by others allow the same packages as those."""
    pairs = (
        ("({0}) if ({1})", "({0}) or not ({1})"),
        ("({0}) only if ({1})", "({1}) or not ({0})"),
        ("({0}) unless ({1})", "({0}) or ({1})"),
        ("({0}) in return for ({1})", "({0}) and ({1})"),
        ("({0}) iff ({1})", "(({0}) and ({1})) or not (({0}) or ({1}))"),
        ("at least 1 of (({0}), ({1}))", "({0}) or ({1})"),
        ("exactly 1 of (({0}), ({1}))", "(({0}) or ({1})) and not (({0}) and ({1}))"),
        ("at most 1 of (({0}), ({1}))", "not (({0}) and ({1}))"),
    )
    for form, same in pairs:
        left, right = form.format(one, other), same.format(one, other)
        text = f"{VOCABULARY}\nproposal p from draft {{ c: {left}; d: not ({right}) }}"
        if "in return for" not in left:
            text += f"\nproposal q from draft {{ c: not ({left}); d: {right} }}"
            assert not isinstance(ask(library(text), "q"), v.Compatible), (left, right)
        assert not isinstance(ask(library(text), "p"), v.Compatible), (left, right)


@given(bodies(), bodies())
def test_one_of_two_is_taken(one: str, other: str) -> None:
    """With one of two alternatives held, an alternative or the other is at hand."""
    if "one of" in one + other:
        return
    text = (
        f"{VOCABULARY}\nproposal p from draft {{ a: one of {{ l: {one}; r: {other} }} }}"
        f"\nproposal l from draft {{ c: {one} }}\nproposal r from draft {{ c: {other} }}"
    )
    made = library(text)
    words = [isinstance(ask(made, name), v.Compatible) for name in ("p", "l", "r")]
    assert words[0] == (words[1] or words[2])
