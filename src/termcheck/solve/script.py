"""Scripts: a question in full, in the languages that other programs read.

Accepts groups of items, each of which is asserted as one; yields SMT-LIB 2 of
the logic QF_LIRA, or DIMACS where the question needs no arithmetic. Both say
just what the solvers here are told: they come from the same encoding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from termcheck.library.days import iso
from termcheck.library.model import Choice, Domain
from termcheck.logic.problem import Item
from termcheck.solve.encode import Encoder
from termcheck.solve.numbers import Unknown
from termcheck.solve.text import NOTHING, conjunction, literal_text, smt
from termcheck.value import Value

MEANS = "unsat: these cannot hold together; sat: there is a package in which all hold"
"""What the answer to a script says, as a comment."""


class Group(Value):
    """Items that are asserted as one, under the name ``label``.

    ``remarks`` are comments that stand before it; nothing in them ends a line.
    """

    label: str
    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()


class Script:
    """Groups of items, encoded once; all of them are asserted."""

    def __init__(
        self, domains: Mapping[str, Domain], horizon: tuple[int, int], groups: Sequence[Group]
    ) -> None:
        self._encoder = Encoder(domains, horizon)
        self.groups = tuple(groups)
        self.literals = tuple(
            tuple(
                dict.fromkeys(
                    self._encoder.implied_by(part.formula)
                    for item in group.items
                    for part in item.parts
                )
            )
            for group in self.groups
        )

    @property
    def is_finite(self) -> bool:
        """Whether nothing is added up or compared with another unknown."""
        return not self._encoder.numbers.inequalities

    def declared(self) -> str:
        """Return the declarations, and what holds whatever is asserted, as SMT-LIB."""
        return smt(self._encoder, NOTHING)

    def smtlib(self, head: Sequence[str] = ()) -> str:
        """Return the script as SMT-LIB 2; ``head`` are comments for its beginning."""
        lines = [f"; {each}" for each in (MEANS, *head)]
        lines += ["(set-option :produce-unsat-cores true)", "(set-logic QF_LIRA)"]
        lines.append(self.declared().rstrip("\n"))
        for group, literals in zip(self.groups, self.literals, strict=True):
            lines += [f"; {each}" for each in group.remarks]
            lines.append(f"(assert (! {conjunction(literals)} :named {group.label}))")
        return "\n".join([*lines, "(check-sat)", ""])

    def dimacs(self, head: Sequence[str] = ()) -> str:
        """Return the script as DIMACS; the question must be finite."""
        assert self.is_finite
        lines = [f"c {each}" for each in (MEANS, *head)]
        clauses = self._encoder.cnf.clauses
        count = len(clauses) + sum(map(len, self.literals))
        lines.append(f"p cnf {self._encoder.cnf.size} {count}")
        lines += [f"{' '.join(map(str, row))} 0" for row in clauses]
        for group, literals in zip(self.groups, self.literals, strict=True):
            lines += [f"c {each}" for each in group.remarks]
            lines += [f"{each} 0" for each in literals]
        return "\n".join([*lines, ""])

    def legend(self) -> Iterator[tuple[int | str, str]]:
        """Yield what literals and numbers stand for: the values of variables and events."""
        made = self._encoder
        for variable, row in made.choices.items():
            domain = made.domains[variable.term]
            assert isinstance(domain, Choice)
            for value, literal in zip(domain.values, row, strict=True):
                yield literal, f"{variable} = {value}"
        for variable, literal in made.unlimited.items():
            yield literal, f"{variable} = none"
        for event, literal in made.happening.items():
            yield literal, f"{event} happens"
        for variable, unknown in made.amounts.items():
            yield from self._number(str(variable), unknown)
        for event, unknown in made.days.items():
            yield from self._number(f"the day of {event}", unknown, days=True)

    def _number(
        self, name: str, unknown: Unknown, *, days: bool = False
    ) -> Iterator[tuple[int | str, str]]:
        if unknown in self._encoder.numbers.used:
            yield unknown.name, f"{name}, 1 is 0001-01-01" if days else name
        for (limit, included), literal in self._encoder.numbers.thresholds[unknown.number]:
            shown = iso(int(limit)) if days else str(limit)
            yield literal, f"{name} {'<=' if included else '<'} {shown}"


def symbol(which: int | str) -> str:
    """Return how SMT-LIB writes a literal or the name of a number."""
    return which if isinstance(which, str) else literal_text(which)
