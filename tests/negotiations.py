"""Random small negotiations, as text: several proposals, parties, and dated statements.

The vocabulary is that of ``tests.libraries``, so every package can be tried.
"""

from __future__ import annotations

from hypothesis import strategies as st

from termcheck.value import Value
from tests.libraries import VOCABULARY, bodies, formulas

PARTIES = ("north", "south", "third", "fourth")
DAYS = ("2025-01-01", "2025-02-01", "2025-03-01")


class Statement(Value):
    """What a party says on a day: the label it uses, and a red line or nothing (it withdraws)."""

    party: str
    day: str
    label: str
    body: str


class Negotiation(Value):
    """A library in pieces: rules, proposals by their clauses, and statements."""

    rules: tuple[str, ...]
    proposals: tuple[tuple[str, ...], ...]
    statements: tuple[Statement, ...]

    @property
    def text(self) -> str:
        """The whole library as one file."""
        parts = [VOCABULARY, 'party third "Third"', 'party fourth "Fourth"']
        parts += [f"rule r{place}: {body}" for place, body in enumerate(self.rules)]
        for name, clauses in zip(self.names, self.proposals, strict=True):
            lines = "\n".join(f"    c{place}: {body}" for place, body in enumerate(clauses))
            parts.append(f'proposal {name} "A plan" from draft {{\n{lines}\n}}')
        parts += [_position(self.statements, party, day) for party in PARTIES for day in DAYS]
        return "\n".join(filter(None, parts))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the proposals."""
        return tuple(f"plan{place}" for place in range(len(self.proposals)))


def _position(statements: tuple[Statement, ...], party: str, day: str) -> str:
    last = {(each.party, each.day, each.label): each for each in statements}.values()
    said = {each.label: each for each in last if (each.party, each.day) == (party, day)}
    earlier = {e.label for e in last if e.party == party and e.day < day and e.body}
    lines = [f"    {label}: red line {each.body}" for label, each in said.items() if each.body]
    lines += [
        f"    withdraw {label}"
        for label, each in said.items()
        if not each.body and label in earlier
    ]
    body = "\n".join(lines)
    return f"position {party} on {day} {{\n{body}\n}}" if lines else ""


def statements() -> st.SearchStrategy[Statement]:
    """Return random statements; one in four withdraws what was said under its label."""
    return st.builds(
        Statement,
        st.sampled_from(PARTIES),
        st.sampled_from(DAYS),
        st.sampled_from(["a", "b"]),
        st.one_of(*[formulas(1)] * 3, st.just("")),
    )


def negotiations() -> st.SearchStrategy[Negotiation]:
    """Return random negotiations with up to three proposals and ten statements."""
    return st.builds(
        Negotiation,
        st.lists(formulas(1), max_size=2).map(tuple),
        st.lists(st.lists(bodies(), min_size=1, max_size=3).map(tuple), max_size=3).map(tuple),
        st.lists(statements(), max_size=10).map(tuple),
    )
