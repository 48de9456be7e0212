"""Forced and possible, checks, and ties of preferences, against trying every package."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.model import Library, Question, Reference
from termcheck.questions.bargain import Packages, PackagesByReading
from termcheck.questions.expectations import run_check
from termcheck.questions.forced import AnswerByReading, NotAsked, Possible, Settled, answers
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.packages import packages
from tests.libraries import VOCABULARY, Written, formulas, libraries
from tests.questions.test_laws import EVERYTHING, worlds, worlds_of
from tests.texts import formula, library


def on_table(made: Library) -> list[str]:
    """Return the keys of every clause that is no rule."""
    return [key for key in made.clauses if key not in made.rules]


def word_of(made: Library, text: str) -> str:
    """Return how a formula stands, by trying every package; nothing if there is none."""
    mask = worlds_of(made, made.clauses)
    asked = worlds(formula(made, text))
    if not mask:
        return ""
    if not mask & ~asked:
        return "forced"
    return "possible" if mask & asked else "impossible"


@given(libraries(), formulas(1))
def test_a_formula_stands_as_brute_force_says(written: Written, text: str) -> None:
    """Forced, possible and impossible are what trying every package says."""
    made = library(written.text)
    (found,) = answers(Inquiry(made), Question(given=EVERYTHING), formula(made, text))
    assert isinstance(found, AnswerByReading)
    match found.answer:
        case Settled(answer=word):
            assert word == word_of(made, text)
        case Possible():
            assert word_of(made, text) == "possible"
        case NotAsked():
            assert word_of(made, text) == ""


@given(
    st.lists(formulas(0), min_size=2, max_size=5), st.lists(formulas(0), max_size=1), formulas(0)
)
def test_reasons_are_those_of_brute_force(clauses: list[str], rules: list[str], text: str) -> None:
    """All reasons together are the minimal sets of clauses that settle the formula."""
    made = library(Written(tuple(clauses), tuple(rules), ()).text)
    word = word_of(made, text)
    if word not in ("forced", "impossible"):
        return
    asked = formula(made, text)
    (found,) = answers(Inquiry(made), Question(given=EVERYTHING[:1]), asked, all_reasons=True)
    assert isinstance(found, AnswerByReading)
    assert isinstance(found.answer, Settled)
    claim = ~worlds(asked) if word == "forced" else worlds(asked)
    keys = on_table(made)
    every = [frozenset(c) for n in range(len(keys) + 1) for c in combinations(keys, n)]
    settling = [each for each in every if not worlds_of(made, [*each, *made.rules]) & claim]
    least = {each for each in settling if not any(other < each for other in settling)}
    assert least == {frozenset(each.clauses) for each in found.answer.reasons}


@given(libraries(), formulas(1))
def test_a_check_passes_exactly_if_brute_force_agrees(written: Written, text: str) -> None:
    """Of all that a check may expect, it passes what trying every package says, and no more."""
    made = library(written.text)
    if not worlds_of(made, made.rules):
        return
    keys = on_table(made)
    every = [frozenset(c) for n in range(len(keys) + 1) for c in combinations(keys, n)]
    bad = [each for each in every if not worlds_of(made, [*each, *made.rules])]
    conflicts = [each for each in bad if not any(other < each for other in bad)]
    removals = [frozenset(keys) - each for each in every if each not in bad]
    fixes = [each for each in removals if not any(other < each for other in removals)]
    word = word_of(made, text)
    expected = {
        "compatible": not conflicts,
        "incompatible": bool(conflicts),
        f"{len(conflicts)} conflicts": True,
        f"{len(conflicts) + 1} conflicts": False,
    }
    if word:
        expected[f"possible {text}"] = word in ("possible", "forced")
        expected[f"impossible {text}"] = word == "impossible"
        expected[f"forced {text}"] = word == "forced"
    if conflicts:
        expected[f"{len(fixes)} fixes"] = True
        expected[f"{len(fixes) + 1} fixes"] = False
        for each in (sorted(one) for one in every if one):
            names = ", ".join(each)
            expected[f"incompatible because {names}"] = frozenset(each) in conflicts
            expected[f"fix {names}"] = frozenset(each) in fixes
    checks = "\n".join(
        f'check "{n}" {{\n    given plan, north\n    expect {said}\n}}'
        for n, said in enumerate(expected)
    )
    inquiry = Inquiry(library(f"{written.text}\n{checks}"))
    for check, (said, passes) in zip(inquiry.library.checks, expected.items(), strict=True):
        assert (said, run_check(inquiry, check).status) == (said, "passed" if passes else "failed")


TIED = """
term extra: bool
position north {{ n0: demand truce; w0: prefer {0}; w1: prefer {1}; w2: prefer {2} }}
position south {{ s0: demand aid }}
proposal plan from draft {{ c0: border = open; c1: border = closed; c2: border = guarded }}
"""


@given(st.lists(formulas(0), min_size=3, max_size=3))
def test_preferences_break_ties(wishes: list[str]) -> None:
    """Of deals that are otherwise equal, none that meets more preferences stands further down."""
    made = library(VOCABULARY + TIED.format(*(f"({each})" for each in wishes)))
    offered = tuple(map(Reference, ("plan", "north.demands", "south.demands")))
    (found,) = packages(Inquiry(made), Question(), offered, "total")
    assert isinstance(found, PackagesByReading)
    assert isinstance(found.answer, Packages)
    answer = found.answer
    preferred = [f"north.w{place}" for place in range(3)]
    met: list[int] = []
    for deal in answer.deals:
        if deal.outcome.scores != answer.deals[0].outcome.scores:
            break
        kept = [key for unit in deal.kept(answer.offer.case) for key in unit.clauses]
        met.append(
            max(
                len(chosen)
                for size in range(4)
                for chosen in combinations(preferred, size)
                if worlds_of(made, [*kept, *chosen])
            )
        )
    assert met == sorted(met, reverse=True)
