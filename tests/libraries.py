"""Random small libraries, as text, for laws that hold of every library.

The vocabulary is small enough to try every package. Files, names and order
are given back apart, so that a law can rename, reorder and split them.
"""

from __future__ import annotations

from hypothesis import strategies as st

from termcheck.value import Value

VOCABULARY = """party north "North"
party south "South"
source draft "A draft" by "Nobody" on 2025 file "draft.txt"
unit km
phase war "fighting goes on"
phase peace "fighting has stopped" default
set valleys = {east, west}
term truce: bool now false decided by north, south "the guns are silent"
term aid: bool by phase now true "aid flows"
term border: {closed < guarded < open} "the border"
term zone[valleys]: {army, police} "who stands in the valley"
term depth: 0..3 km or none "depth of the empty zone"
event talks decided by north, south "talks begin"
event treaty "the treaty is signed"
"""


def formulas(depth: int = 2) -> st.SearchStrategy[str]:
    """Return random formulas over the vocabulary, as text."""
    atoms = st.sampled_from(
        [
            "truce",
            "aid",
            "aid@war",
            "not truce",
            "border = open",
            "border >= guarded",
            "border in {closed, open}",
            "zone[east] = army",
            "zone[west] != army",
            "depth <= 1 km",
            "depth = none",
            "depth in 1..2 km",
            "talks",
            "treaty",
            "treaty only after talks",
            "talks upon treaty",
            "all(v in valleys: zone[v] = police)",
            "count(v in valleys: zone[v] = army) <= 1",
            "at least 2 of (truce, talks, border = open)",
        ]
    )
    if depth == 0:
        return atoms
    inner = formulas(depth - 1).map(lambda text: f"({text})")
    return st.one_of(
        atoms,
        inner.map(lambda f: f"not {f}"),
        st.tuples(inner, inner).map(" and ".join),
        st.tuples(inner, inner).map(" or ".join),
        st.tuples(inner, st.sampled_from(["if", "only if", "iff", "unless"]), inner).map(" ".join),
    )


def bodies() -> st.SearchStrategy[str]:
    """Return random bodies of clauses, as text."""
    inner = formulas(1).map(lambda text: f"({text})")
    return st.one_of(
        formulas(),
        st.tuples(inner, inner).map(" in return for ".join),
        st.sampled_from(["army", "police"]).map(
            lambda who: f"for each v in valleys: zone[v] = {who}"
        ),
        formulas(1).map(lambda text: f"in war: {text}"),
        formulas(1).map(lambda text: f"always ({text})"),
        st.tuples(inner, inner).map(lambda two: f"one of {{ a: {two[0]}; b: {two[1]} }}"),
    )


class Written(Value):
    """A library in pieces: each declaration after the vocabulary is one text."""

    clauses: tuple[str, ...]
    rules: tuple[str, ...]
    red_lines: tuple[str, ...]

    @property
    def declarations(self) -> tuple[str, ...]:
        """The rules, the position and the proposal, one text each."""
        rules = [f"rule r{place}: {text}" for place, text in enumerate(self.rules)]
        lines = "\n".join(
            f"    l{place}: red line {text}" for place, text in enumerate(self.red_lines)
        )
        clauses = "\n".join(f"    c{place}: {text}" for place, text in enumerate(self.clauses))
        return (
            *rules,
            f"position north {{\n{lines}\n}}",
            f'proposal plan "A plan" from draft {{\n{clauses}\n}}',
        )

    @property
    def text(self) -> str:
        """The whole library as one file."""
        return "\n".join((VOCABULARY, *self.declarations))


def libraries() -> st.SearchStrategy[Written]:
    """Return random libraries with one proposal, one position and a few rules."""
    return st.builds(
        Written,
        st.lists(bodies(), max_size=4).map(tuple),
        st.lists(formulas(1), max_size=2).map(tuple),
        st.lists(formulas(1), max_size=2).map(tuple),
    )
