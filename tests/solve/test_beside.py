"""What can hold beside items that hold together, by brute force on the small world."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.formula import (
    Amount,
    Compare,
    Exactly,
    Extreme,
    Formula,
    Not,
    Total,
    Variable,
)
from termcheck.library.model import Domain, Range
from termcheck.logic.evaluate import holds
from termcheck.logic.problem import Item
from termcheck.solve.beside import Beside
from termcheck.solve.explain import least_explanation
from termcheck.solve.oracle import Compatible, Incompatible, Oracle
from tests.worlds import DOMAINS, HORIZON, admits, formulas, item


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[Formula], list[Formula]]:
    """Return formulas that hold together, and claims: denials of them, and others."""
    items = list[Formula]()
    for each in draw(st.lists(formulas(1), min_size=1, max_size=6)):
        if admits([*items, each]):
            items.append(each)
    others = draw(st.lists(formulas(1), min_size=1, max_size=2))
    return items, [*map(Not, items), *others]


def _beside(items: list[Formula], claims: list[Formula]) -> tuple[Beside, list[Item], list[Item]]:
    made = [item(f"text.{place}", each) for place, each in enumerate(items)]
    claimed = [item(f"claim {place}", each) for place, each in enumerate(claims)]
    return Beside(Oracle(DOMAINS, HORIZON), made, claimed), made, claimed


@given(questions(), st.data())
def test_what_is_seen_beside_is_what_brute_force_sees(
    question: tuple[list[Formula], list[Formula]], data: st.DataObject
) -> None:
    """A claim can hold beside some of the items if, and only if, some package has it so."""
    items, claims = question
    beside, made, claimed = _beside(items, claims)
    for claim in claimed:
        kept = [each for each in made if data.draw(st.booleans())]
        answer = beside.compatible((*kept, claim))
        wanted = [part.formula for each in (*kept, claim) for part in each.parts]
        assert isinstance(answer, Compatible if admits(wanted) else Incompatible)
        if isinstance(answer, Compatible):
            assert all(holds(formula, answer.package) for formula in wanted)


@given(questions())
def test_explanations_are_those_of_the_oracle(
    question: tuple[list[Formula], list[Formula]],
) -> None:
    """The least explanation depends on what is compatible, not on who says so."""
    beside, made, claimed = _beside(*question)
    for claim in claimed:
        if isinstance(beside.compatible((*made, claim)), Incompatible):
            plain = least_explanation(Oracle(DOMAINS, HORIZON), (claim,), made)
            assert least_explanation(beside, (claim,), made) == plain


WIDE: dict[str, Domain] = {
    name: Range(Fraction(0), Fraction(100), whole=whole)
    for name, whole in (("a", True), ("b", True), ("c", False), ("d", False))
}


def _at_most(left: tuple[str, ...], limit: int) -> Formula:
    parts = tuple(Amount(Variable(name)) for name in left)
    return Compare(Total(parts), "<=", Exactly(Fraction(limit)))


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("c", "d"), ("a", "c")])
@pytest.mark.parametrize("low", [3, 10, 17])
def test_sums_need_no_solver(first: str, second: str, low: int) -> None:
    """Numbers are shifted until the sums come out right: whole ones, others, and both."""
    formulas_ = [
        _at_most((first, second), 20),
        Not(_at_most((first,), low)),
        Not(_at_most((second,), 1)),
        _at_most((second,), 50),
    ]
    items = [item(f"text.{place}", each) for place, each in enumerate(formulas_)]
    claims = [item("", Not(each)) for each in formulas_]
    oracle = Oracle(WIDE, HORIZON)
    beside = Beside(oracle, items, claims)
    found = [
        isinstance(beside.compatible([claim, *items[:at], *items[at + 1 :]]), Compatible)
        for at, claim in enumerate(claims)
    ]
    assert found == [True, True, True, False]
    assert oracle.asked == 0


@pytest.mark.parametrize("total", range(8))
@pytest.mark.parametrize("place", range(3))
def test_whole_numbers_are_not_halved(place: int, total: int) -> None:
    """Two equal whole numbers add up to an even one, which the search for clauses cannot know."""
    one, other = (Amount(Variable(name)) for name in "ab")
    said = [
        Compare(one, "<=", other),
        Compare(other, "<=", one),
        Compare(Total((one, other)), "=", Exactly(Fraction(total))),
    ]
    items = [item(f"text.{at}", each) for at, each in enumerate(said)]
    claim = items.pop(place)
    answer = Beside(Oracle(WIDE, HORIZON), items, [claim]).compatible([*items, claim])
    assert isinstance(answer, Incompatible if total % 2 else Compatible)
    if isinstance(answer, Compatible):
        assert all(holds(each, answer.package) for each in said)


@pytest.mark.parametrize("name", ["a", "b"])
def test_the_greatest_of_two_is_looked_at_again(name: str) -> None:
    """Whichever of two numbers is to be small, a package is told in which the other is great."""
    both = Extreme("max", (Amount(Variable("a")), Amount(Variable("b"))))
    great = item("text.0", Compare(Exactly(Fraction(40)), "<=", both))
    few, small = item("text.1", _at_most(("a", "b"), 60)), item("", _at_most((name,), 5))
    answer = Beside(Oracle(WIDE, HORIZON), [great, few], [small]).compatible([great, few, small])
    assert isinstance(answer, Compatible)
    assert all(holds(each.parts[0].formula, answer.package) for each in (great, few, small))


def test_what_is_not_foreseen_is_asked() -> None:
    """Two claims at once, and an item that nobody spoke of, are the oracle's."""
    one, other, more = (_at_most((name,), 50) for name in "abc")
    oracle = Oracle(WIDE, HORIZON)
    beside = Beside(oracle, [item("one", one)], [item("not one", Not(one)), item("other", other)])
    two = beside.compatible([item("not one", Not(one)), item("other", other)])
    unknown = beside.compatible([item("one", one), item("more", more)])
    clash = beside.compatible([item("one", one), item("more", Not(one))])
    assert isinstance(two, Compatible)
    assert isinstance(unknown, Compatible)
    assert isinstance(clash, Incompatible)
    assert oracle.asked > 0
