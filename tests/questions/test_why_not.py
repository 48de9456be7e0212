"""Why not: reasons and ways out, against their definition on random small libraries."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.model import Library, Question
from termcheck.questions.forced import AnswerByReading, Possible, Settled, answers
from termcheck.questions.inquiry import Inquiry
from tests.libraries import Written, formulas
from tests.questions.test_laws import EVERYTHING, worlds, worlds_of
from tests.texts import formula, library


@st.composite
def asked(draw: st.DrawFn) -> tuple[Written, str]:
    """Return a library and a formula that its clauses exclude, if they can hold together."""
    clauses = draw(st.lists(formulas(1), min_size=2, max_size=4, unique=True))
    red = draw(st.lists(formulas(1), min_size=1, max_size=2))
    first, second = clauses[0], draw(st.sampled_from([*clauses, *red]))
    shape = draw(st.sampled_from(["not ({0})", "not (({0}) and ({1}))", "not (({0}) or ({1}))"]))
    return Written(tuple(clauses), (), tuple(red)), shape.format(first, second)


def settled(
    made: Library, text: str, *, by_text: bool = False, all_reasons: bool = True
) -> Settled | None:
    """Return why ``text`` is impossible; nothing if the clauses cannot hold together."""
    question = Question(given=EVERYTHING, by_text=by_text)
    (found,) = answers(Inquiry(made), question, formula(made, text), all_reasons=all_reasons)
    assert isinstance(found, AnswerByReading)
    assert not isinstance(found.answer, Possible)
    return found.answer if isinstance(found.answer, Settled) else None


@given(asked())
def test_ways_out_are_those_of_brute_force(two: tuple[Written, str]) -> None:
    """A way out is a least set of clauses without which the formula can hold; these are all."""
    made = library(two[0].text)
    found = settled(made, two[1])
    if found is None:
        return
    wanted = worlds(formula(made, two[1]))
    clauses = [key for key in made.clauses if key not in made.rules]
    subsets = [frozenset(c) for n in range(len(clauses) + 1) for c in combinations(clauses, n)]
    enough = [
        each
        for each in subsets
        if wanted & worlds_of(made, [*(k for k in clauses if k not in each), *made.rules])
    ]
    least = {each for each in enough if not any(other < each for other in enough)}
    assert least == set(map(frozenset, found.ways_out))


@given(asked())
def test_a_text_is_a_reason_as_a_whole(two: tuple[Written, str]) -> None:
    """Asked by text, the one reason names no text that is not needed."""
    made = library(two[0].text)
    found = settled(made, two[1], by_text=True, all_reasons=False)
    if found is None:
        return
    wanted = worlds(formula(made, two[1]))
    texts = {"plan": made.proposals["plan"].clauses, "north": made.positions.get("north", ())}
    (reason,) = found.reasons
    assert not wanted & worlds_of(made, _keys(made, texts, reason.clauses))
    for dropped in reason.clauses:
        rest = tuple(name for name in reason.clauses if name != dropped)
        assert wanted & worlds_of(made, _keys(made, texts, rest))


def _keys(made: Library, texts: dict[str, tuple[str, ...]], names: tuple[str, ...]) -> list[str]:
    return [*made.rules, *(key for name in names for key in texts[name])]


def test_what_the_rules_exclude_has_no_way_out() -> None:
    """Nothing on the table can give way for what the rules alone exclude."""
    made = library(Written(("truce",), ("border = open",), ()).text)
    found = settled(made, "border = closed")
    assert found is not None
    assert (found.ways_out, found.reasons[0].clauses) == ((), ())
