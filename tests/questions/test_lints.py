"""Lints and notes that ask the oracle, against their definitions, by brute force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given

from termcheck.library.formula import Formula, Variable, events
from termcheck.library.model import Answer, Clause, Library, Question, Reference
from termcheck.library.month_ends import with_spilling_months
from termcheck.library.phases import at_phase
from termcheck.logic.case import Case
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import STATUS_QUO, clause_item
from termcheck.questions.consents import consent_gaps
from termcheck.questions.implied import Fact, implied
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.lints import lints
from termcheck.questions.month_ends import month_ends
from termcheck.questions.soundness import soundness
from tests.libraries import Written, libraries
from tests.questions.test_laws import packages, worlds, worlds_of
from tests.texts import library

STRENGTHS = ("", "", "should ", "may ")


CONDITIONS = ("talks", "treaty", "truce", "aid@war", "border = open", "talks and not treaty")
EXCLUSIONS = ("not talks", "not treaty", "not truce", "border = closed", "treaty only after talks")


PLAIN = ("aid", "depth <= 1 km", "border >= guarded", "for each v in valleys: zone[v] = army")


def _graded(seed: int) -> Written:
    """Return a library with conditions, some of them excluded, and clauses of every strength."""
    chance = Random(seed)

    def conditional() -> str:
        return f"{chance.choice(PLAIN)} if {chance.choice(CONDITIONS)}"

    def clause() -> str:
        plain = (*PLAIN, *EXCLUSIONS, *CONDITIONS)
        body = conditional() if chance.random() < 0.6 else chance.choice(plain)
        return chance.choice(STRENGTHS) + body

    return Written(
        tuple(clause() for _ in range(chance.randint(2, 5))),
        tuple(chance.choice((*EXCLUSIONS, *CONDITIONS)) for _ in range(chance.randint(0, 2))),
        tuple(conditional() for _ in range(chance.randint(0, 1))),
    )


def _triggers(clause: Clause) -> list[Formula]:
    """Return what stands after `if`, or the denial of what stands after `unless`, by phase."""
    return [
        at_phase(piece.trigger, phase) if phase else piece.trigger
        for piece in clause.pieces
        if piece.trigger is not None
        for phase in piece.phases or ("",)
    ]


def _expected(made: Library) -> Iterator[tuple[str, str]]:
    """Yield the codes that the definitions give, with the names of the clauses."""
    allowed = worlds_of(made, made.rules)
    for rule in made.rules:
        others = worlds_of(made, [each for each in made.rules if each != rule])
        if not others & ~worlds_of(made, [rule]):
            yield "TC364", rule
    for key, clause in made.clauses.items():
        if clause.strength == "rule":
            continue
        triggers = _triggers(clause)
        weak = clause.strength not in ("red line", "firm")
        if weak and not allowed & worlds_of(made, [key]):
            yield "TC360", clause.name
        elif triggers and not any(allowed & worlds(each) for each in triggers):
            yield "TC361", clause.name
    text = [key for key in made.proposals["plan"].clauses if made.clauses[key].strength != "may"]
    if not allowed & worlds_of(made, text):
        return
    for key in text:
        rest = allowed & worlds_of(made, [each for each in text if each != key])
        triggers = _triggers(made.clauses[key])
        if triggers and not any(rest & worlds(each) for each in triggers):
            if any(map(events, triggers)):
                yield "TC363", made.clauses[key].name
        elif not rest & ~worlds_of(made, [key]):
            yield "TC362", made.clauses[key].name


@pytest.mark.parametrize("seed", range(80))
def test_idle_clauses_and_dead_conditions_are_those_of_brute_force(seed: int) -> None:
    """Clauses excluded, never called in or implied, and idle rules, are all told and no others."""
    made = library(_graded(seed).text)
    if not worlds_of(made, made.rules):
        return
    by_place = {(each.span.file, each.span.start): each.name for each in made.clauses.values()}
    found = {
        (each.code, by_place[each.span.file, each.span.start])
        for each in lints(Inquiry(made))
        if each.code != "TC365"
    }
    assert found == set(_expected(made))


CHECKED = """party north "North"
term a: bool "a"
term b: bool "b"
term c: bool "c"
rule r: b if a
proposal plan "A plan" {{ one: c; two: c if a }}
check "it" {{ {} }}
"""


@pytest.mark.parametrize(
    ("lines", "vacuous"),
    [
        ("given plan\nexpect forced b if a", True),
        ("given plan\nsuppose a\nexpect forced b", True),
        ("given plan\nsuppose a\nexpect impossible not b", True),
        ("given plan\nsuppose a\nexpect forced b\nexpect forced c", False),
        ("given plan\nexpect forced c", False),
        ("given plan\nexpect possible b", False),
        ("given plan\nexpect compatible", False),
        ("expect forced b if a", False),
    ],
)
def test_a_check_is_vacuous_if_it_passes_with_nothing_on_its_table(
    lines: str, vacuous: bool
) -> None:
    """What rules and hypotheses alone settle needs no clause; rules may be checked on purpose."""
    found = lints(Inquiry(library(CHECKED.format(lines))))
    assert ("TC365" in {each.code for each in found}) == vacuous


# --- notes -------------------------------------------------------------------------------


def _says(fact: Fact, package: Package) -> bool:
    """Say whether a package says what a fact says."""
    if isinstance(fact.name, str):
        return (package.days[fact.name] is not None) == (fact.value == "happens")
    return package.values[fact.name] == fact.value


def _common(mask: int) -> set[Fact]:
    """Return the facts that all packages of a mask say; the mask must not be empty."""
    found = [each for place, each in enumerate(packages()) if mask >> place & 1]
    values: dict[Variable, Answer] = dict(found[0].values)
    facts = [Fact(name, value) for name, value in values.items()]
    facts += [
        Fact(name, "never" if day is None else "happens") for name, day in found[0].days.items()
    ]
    return {fact for fact in facts if all(_says(fact, each) for each in found)}


@given(libraries())
def test_what_is_implied_is_what_brute_force_says(written: Written) -> None:
    """Implied is what text and rules force together, and neither the rules nor any one clause."""
    made = library(written.text)
    firm = list(made.proposals["plan"].clauses)
    mask = worlds_of(made, [*made.rules, *firm])
    inquiry = Inquiry(made)
    (case,) = inquiry.catalogue.cases(Question(given=(Reference("plan"),)))
    assert isinstance(case, Case)
    found = implied(inquiry, case)
    if not mask:
        assert found == ()
        return
    alone = _common(worlds_of(made, made.rules))
    for key in firm:
        alone |= _common(worlds_of(made, [key])) if worlds_of(made, [key]) else set()
    assert {each.fact for each in found} == _common(mask) - alone
    for each in found:
        names = [*each.clauses, *each.rules]
        assert each.fact in _common(worlds_of(made, names))
        for dropped in names:
            rest = worlds_of(made, [name for name in names if name != dropped])
            assert each.fact not in _common(rest)


@given(libraries())
def test_consent_gaps_are_clashes_with_a_status_quo(written: Written) -> None:
    """A clause needs who has not spoken if it clashes with a least set of what they decide."""
    made = library(written.text)
    quo = [STATUS_QUO + name for name in ("talks", "truce")]
    expected: dict[str, set[str]] = {}
    sets = [each for n in (1, 2) for each in combinations(quo, n)]
    for key in made.proposals["plan"].clauses if made.positions else ():
        kept = [
            each
            for each in sets
            if worlds_of(made, [*made.rules, *each])
            and not worlds_of(made, [*made.rules, *each, key])
        ]
        least = [each for each in kept if not any(set(o) < set(each) for o in kept)]
        if worlds_of(made, [*made.rules, key]) and least:
            names = {name.removeprefix(STATUS_QUO) for each in least for name in each}
            expected[made.clauses[key].name] = names
    if worlds_of(made, made.rules):
        found = list(consent_gaps(Inquiry(made), "plan"))
        assert {each.clause.name: set(each.moved) for each in found} == expected
        assert {each.needed for each in found} <= {("south",)}


def test_notes_are_made_only_if_asked_for() -> None:
    """Nobody is told what a text implies, or whom it needs, without asking."""
    made = library(
        'party north "North"\nparty south "South"\n'
        'term a: bool now false decided by south "a"\nterm b: bool "b"\nrule r: b if a\n'
        'proposal plan "A plan" { one: a }\nposition north { l: red line not b if a }'
    )
    quiet, told = (
        {each.code for each in soundness(Inquiry(made), with_notes=yes).diagnostics}
        for yes in (False, True)
    )
    assert told - quiet == {"TC367", "TC368"}


# --- ends of months ------------------------------------------------------------------------

DAYS = [date(2027, 1, 27).toordinal() + n for n in range(40)]
MONTHS = """party north "North"
event a "a"
event b "b"
proposal plan "A plan" {{
{}
}}
"""
COUNTING = (
    "b no later than 1 month after a",
    "b at least 1 month after a",
    "b 1 month after a",
    "b within 1 month after a",
)
LINES = (
    "a on 2027-01-28",
    "a on 2027-01-30",
    "a not before 2027-01-31",
    "a by 2027-01-31",
    "a",
    "b",
    "b not before 2027-03-01",
    "b by 2027-02-28",
    "b on 2027-03-01",
)


def _holding(made: Library, keys: tuple[str, ...]) -> bool:
    """Say by trying every day near the end of a month whether clauses can hold together."""
    parts = [part.formula for key in keys for part in clause_item(made, key).parts]
    days: list[int | None] = [None, *DAYS]
    return any(
        all(holds(each, Package({}, {"a": a, "b": b})) for each in parts)
        for a, b in product(days, repeat=2)
    )


@pytest.mark.parametrize("seed", range(60))
def test_a_verdict_turns_on_the_end_of_a_month_if_the_other_choice_changes_it(seed: int) -> None:
    """A text is told of exactly where its verdict is another if a missing day spills over."""
    chance = Random(seed)
    counting, lines = chance.choice(COUNTING), chance.sample(LINES, chance.randint(2, 4))
    text = "\n".join(f"    c{place}: {line}" for place, line in enumerate([counting, *lines]))
    made = library(MONTHS.format(text))
    keys = made.proposals["plan"].clauses
    turns = _holding(made, keys) != _holding(with_spilling_months(made), keys)
    assert bool(list(month_ends(Inquiry(made)))) == turns


def test_a_check_and_red_lines_turn_on_the_end_of_a_month_too() -> None:
    """Each is told of once, at the line that counts months or at the check."""
    made = library(
        'party north "North"\nevent a "a"\nevent b "b"\n'
        "position north { d: red line a on 2027-01-31; e: red line b 1 month after a\n"
        "    f: red line b by 2027-02-28 }\n"
        'check "late" { given north.d, north.e\n expect forced b on 2027-02-28 }\n'
        'check "sound" { given north.e\n expect possible a and b }'
    )
    found = list(month_ends(Inquiry(made)))
    source = made.texts["0.terms"].text
    assert [source[each.span.start :][:9] for each in found] == ["e: red li", 'check "la']
