"""The background: what matters to a question is what the definition says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.formula import Among, Or, Variable
from termcheck.logic.problem import Background, Item, Part, part

NAMES = st.sampled_from("abcdefgh")
PARTS = st.lists(NAMES, max_size=3).map(
    lambda names: part(Or(tuple(Among(Variable(name), ("true",)) for name in names)))
)
ITEMS = st.lists(st.lists(PARTS, max_size=3), max_size=6).map(
    lambda rows: [Item(f"r{at}", tuple(row)) for at, row in enumerate(rows)]
)


def mattering(items: list[Item], question: list[Item]) -> list[Part]:
    """Return the parts that matter, as the definition has it: step by step, until none is new."""
    known = {name for each in question for part_ in each.parts for name in part_.touched}
    while True:
        parts = [p for e in items for p in e.parts if not p.touched or known & set(p.touched)]
        more = {name for each in parts for name in each.touched} - known
        if not more:
            return parts
        known |= more


@given(ITEMS, ITEMS)
def test_what_matters_is_what_is_linked(items: list[Item], question: list[Item]) -> None:
    """Parts that share a name with the question, or with a part that matters, and no others."""
    wanted = mattering(items, question)
    reduced = [Item(e.name, tuple(p for p in e.parts if p in wanted)) for e in items]
    expected = tuple(each for each in reduced if each.parts)
    assert Background(items).relevant_to(question) == expected
