"""Neighbours: the clauses of each text beside each other, for questions about one of them.

Accepts an inquiry; yields for each case of a text somebody who answers, nearly
always without a solver, whether what one clause denies, or waits for, can be.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.formula import And, Formula, Not
from termcheck.library.model import Clause, Question, Reference
from termcheck.library.phases import at_phase
from termcheck.logic.case import Case
from termcheck.logic.problem import Item, hypothesis
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.beside import Beside
from termcheck.value import Value

KEPT = 8
"""Texts of which the neighbours are kept; those of thousands would take much room."""


class Text(Value):
    """A case of a text with who answers about it, and the names of all that it touches."""

    case: Case
    beside: Beside
    touched: frozenset[str]


class Texts:
    """The texts of the library of ``inquiry``."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        self._known: dict[str, list[Text]] = {}
        self._rules = Beside(inquiry.oracle, inquiry.catalogue.rules, ())

    def of(self, name: str) -> Sequence[Text]:
        """Return the cases of a text, of which every clause is on the table."""
        found = self._known.get(name)
        if found is None:
            if len(self._known) == KEPT:
                self._known.clear()
            found = self._known[name] = self._made(name)
        return found

    def prepare_rules(self) -> None:
        """Look for a package of all rules, which checks ask for; the oracle remembers it."""
        self._rules.prepare()

    def _made(self, name: str) -> list[Text]:
        inquiry, claims = self._inquiry, list[Item]()
        for key in inquiry.library.proposals[name].clauses:
            clause = inquiry.library.clauses[key]
            claims += map(hypothesis, triggers(clause))
            if not clause.has_readings:
                claims.append(denial(inquiry.catalogue.item(key)))
        cases = inquiry.catalogue.cases(Question(given=(Reference(f"{name}.all"),)))
        return [self._case(case, claims) for case in cases if isinstance(case, Case)]

    def _case(self, case: Case, claims: Sequence[Item]) -> Text:
        items = items_of(case)
        touched = frozenset(
            [name for each in items for part in each.parts for name in part.touched]
        )
        return Text(case, Beside(self._inquiry.oracle, (*items, *case.background), claims), touched)


def items_of(case: Case) -> list[Item]:
    """Return the items of all units of a case."""
    return [item for unit in case.units for item in unit.items]


def denial(item: Item) -> Item:
    """Return an item that says that ``item`` does not hold."""
    return hypothesis(Not(And(tuple(part.formula for part in item.parts))))


def triggers(clause: Clause) -> list[Formula]:
    """Return what a clause waits for, phase by phase."""
    return [
        at_phase(piece.trigger, phase) if phase else piece.trigger
        for piece in clause.pieces
        if piece.trigger is not None
        for phase in piece.phases or ("",)
    ]
