"""Demands: what the parties ask for, how much it weighs, and when it is met.

Accepts a question and the readings of a case; yields the demands of the
parties in force on the day, party by party in the order of the question. A
demand is met or not; a scoring sheet is met in part, by value over highest
value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from termcheck.library.formula import (
    Among,
    And,
    Compare,
    Exactly,
    Formula,
    Tally,
    TallyPart,
    Variable,
)
from termcheck.library.model import Clause, Library, Question, Reference
from termcheck.library.positions import in_force
from termcheck.library.refs import Referred, refer
from termcheck.logic.case import Case
from termcheck.logic.problem import Item, Unit, hypothesis
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.best import best
from termcheck.solve.oracle import Undecided
from termcheck.value import Value


class Grade(Value):
    """A state in which a demand is met as far as ``met`` says, from 0 to 1."""

    formula: Formula
    met: Fraction


class Demand(Value):
    """One demand: whose it is, its clause, its weight, and the grades that it has.

    ``name`` is the full name of the clause. At most one grade holds. ``item``
    is what is said, but for a scoring sheet.
    """

    party: str
    name: str
    key: str
    weight: Fraction
    grades: tuple[Grade, ...]
    item: Item | None = None


def speakers(library: Library, question: Question, offered: Sequence[Reference]) -> tuple[str, ...]:
    """Return the parties whose demands count, in the order of the question.

    They are those at the table; at an open table, those whose clauses are on
    offer or given, or everybody who demands something if no party's are.
    """
    if question.table is not None:
        named = question.table
    else:
        named = tuple(_owners(library, question, (*offered, *question.given, *question.keep)))
    asking = named or tuple(library.parties)
    return tuple(each for each in asking if demand_keys(library, question, each))


def _owners(
    library: Library, question: Question, references: Iterable[Reference]
) -> dict[str, None]:
    found: dict[str, None] = {}
    for reference in references:
        answer = refer(library, reference, question.as_of, question.attested)
        for key in answer.keys if isinstance(answer, Referred) else ():
            clause = library.clauses.get(key) or library.clauses.get(key.rpartition(".")[0])
            if clause is not None and clause.owner in library.parties:
                found[clause.owner] = None
    return found


def demand_keys(library: Library, question: Question, party: str) -> tuple[str, ...]:
    """Return the keys of the demands of ``party`` in force, in the order of its statements."""
    keys = in_force(library, party, question.as_of, question.attested)
    return tuple(key for key in keys if library.clauses[key].strength == "demand")


def demand(inquiry: Inquiry, case: Case, key: str) -> Demand:
    """Return the demand with this key, in the reading that the case takes."""
    clause = inquiry.library.clauses[key]
    if clause.score:
        return Demand(clause.owner, clause.name, key, clause.weight, sheet_grades(clause))
    reading = dict(case.readings).get(clause.name, "")
    item = inquiry.catalogue.item(f"{clause.key}.{reading}" if reading else clause.key)
    grade = Grade(And(tuple(part.formula for part in item.parts)), Fraction(1))
    return Demand(clause.owner, clause.name, key, clause.weight, (grade,), item)


def sheet_grades(clause: Clause) -> tuple[Grade, ...]:
    """Return the grades of a scoring sheet, none for any other clause."""
    term, _, phase = clause.score_term.partition("@")
    highest = max((points for _, points in clause.score), default=Fraction(1))
    return tuple(
        Grade(Among(Variable(term, phase or None), (value,)), points / highest)
        for value, points in clause.score
        if points
    )


def wishes(demand: Demand) -> tuple[Unit, ...]:
    """Return a unit for each grade; its name tells it from every clause."""
    return tuple(
        Unit(
            f"{demand.name} {place}",
            "clause",
            (demand.key,),
            (hypothesis(grade.formula, f"{demand.name} {place}"),),
        )
        for place, grade in enumerate(demand.grades)
    )


def _said(demand: Demand) -> tuple[Unit, ...]:
    """Return a unit for each grade, as the clause itself says it where there is but one."""
    if demand.item is None:
        return wishes(demand)
    return (Unit(demand.name, "clause", (demand.key,), (demand.item,)),)


def scores_more(demands: Iterable[Demand], score: Fraction) -> Item:
    """Return the claim that ``demands``, of one party, come to more than ``score``."""
    parts = tuple(
        TallyPart(grade.formula, Exactly(grade.met * each.weight))
        for each in demands
        for grade in each.grades
    )
    return hypothesis(Compare(Exactly(score), "<", Tally(parts)))


def best_score(
    inquiry: Inquiry, demands: Sequence[Demand], background: Sequence[Item]
) -> Fraction | Undecided:
    """Return the most that ``demands``, of one party, come to in any compatible package.

    ``background`` is what every package obeys; it is compatible.
    """
    worth = {
        unit: grade.met * each.weight
        for each in demands
        for unit, grade in zip(_said(each), each.grades, strict=True)
    }
    kept = best(inquiry.oracle, tuple(worth), background, tuple(worth.values()))
    if isinstance(kept, Undecided):
        return kept
    return sum((worth[unit] for unit in kept), Fraction(0))
