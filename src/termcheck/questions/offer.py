"""Offers: a question of packages, made ready to be answered.

Accepts a question whose given clauses are held, and references to what is on
offer; yields, for each combination of readings, the case with the clauses on
offer as its units and everything that is held as its background, and the
demands by which the outcomes are judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from termcheck.library.formula import And
from termcheck.library.model import Library, Question, Reference
from termcheck.library.refs import Referred, refer
from termcheck.logic.case import Case, Fault
from termcheck.logic.problem import STATUS_QUO, Item, Unit
from termcheck.questions.demands import (
    Demand,
    demand,
    demand_keys,
    sheet_grades,
    speakers,
    wishes,
)
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.options import texts_named
from termcheck.questions.preference import Outcome, Scores
from termcheck.value import Value


class Wish(Value):
    """A grade of a demand that is not settled by which clauses on offer are kept.

    ``demand`` is its place among the demands, ``met`` how far the grade meets it.
    """

    unit: Unit
    demand: int
    met: Fraction


class Offer(Value):
    """What can be chosen, under one combination of readings.

    ``case`` has the clauses on offer as units. Its kept clauses are those
    given and kept, the red lines on offer and, at a table, the status quos.
    ``held`` are the red lines that were on offer, by full name. ``of_unit``
    are the places of the demands that are on offer, by unit. ``texts`` are
    the proposals that are given, kept or on offer as such.
    """

    case: Case
    held: tuple[str, ...]
    parties: tuple[str, ...]
    demands: tuple[Demand, ...]
    of_unit: tuple[tuple[Unit, int], ...]
    wishes: tuple[Wish, ...]
    texts: tuple[str, ...] = ()

    @property
    def before_choice(self) -> Case:
        """The case without what is on offer, with the status quos as units that can be blamed."""
        rows = tuple(zip(self.case.kept_keys, self.case.kept, strict=True))
        held = [row for row in rows if not row[0].startswith(STATUS_QUO)]
        quiet = [row for row in rows if row[0].startswith(STATUS_QUO)]
        return self.case.but(
            units=tuple(Unit(key, "status quo", (), (item,)) for key, item in quiet),
            kept=tuple(item for _, item in held),
            kept_keys=tuple(key for key, _ in held),
        )

    @property
    def settled(self) -> tuple[Fraction, ...]:
        """How far each demand is met because it is held: 1 or 0."""
        kept = set(self.case.kept_keys)
        open_ = {wish.demand for wish in self.wishes}
        return tuple(
            Fraction(each.key in kept and place not in open_)
            for place, each in enumerate(self.demands)
        )

    def of(self, party: str) -> tuple[Demand, ...]:
        """Return the demands of ``party``."""
        return tuple(each for each in self.demands if each.party == party)

    def met(self, kept: Iterable[Unit], granted: Iterable[Wish] = ()) -> tuple[Fraction, ...]:
        """Return how far each demand is met by what is kept of some part, and granted there."""
        found = [Fraction(0)] * len(self.demands)
        here = set(kept)
        for unit, place in self.of_unit:
            found[place] = Fraction(unit in here)
        for wish in granted:
            found[wish.demand] = wish.met
        return tuple(found)

    def scores(self, met: Sequence[Fraction]) -> Scores:
        """Return the score of each party if the demands are met as ``met`` says."""
        return tuple(
            sum(
                (
                    each.weight * part
                    for each, part in zip(self.demands, met, strict=True)
                    if each.party == party
                ),
                Fraction(0),
            )
            for party in self.parties
        )

    def outcome(self, met: tuple[Fraction, ...], best: Scores) -> Outcome:
        """Return the outcome in which the demands are met as ``met`` says."""
        scores = self.scores(met)
        shares = tuple(
            score / most if most else Fraction(1) for score, most in zip(scores, best, strict=True)
        )
        return Outcome(met, scores, shares)


def offers(
    inquiry: Inquiry, question: Question, offered: Sequence[Reference]
) -> tuple[Offer, ...] | tuple[Fault, ...]:
    """Return the offer under each combination of readings, or what is wrong with it."""
    library = inquiry.library
    parties = speakers(library, question, offered)
    taken_off = _keys(library, question, question.without)
    wanted = [
        key
        for party in parties
        for key in demand_keys(library, question, party)
        if key not in taken_off
    ]
    on_offer = _keys(library, question, offered)
    red = [key for key in on_offer if _is_red_line(library, key) and key not in taken_off]
    held = (*question.given, *question.keep, *map(_reference, red))
    given = (*offered, *map(_reference, wanted))
    sheets = [g.formula for key in wanted for g in sheet_grades(library.clauses[key])]
    asked = question.but(given=given, keep=held, by_text=False)
    cases = inquiry.catalogue.cases_about(asked, And(tuple(sheets)))
    faults = tuple(each for each in cases if isinstance(each, Fault))
    if faults:
        return faults
    texts = texts_named(library, (*question.given, *question.keep, *offered))
    return tuple(
        _offer(inquiry, question, case, on_offer, red, parties, wanted).but(texts=texts)
        for case in cases
        if isinstance(case, Case)
    )


def _reference(key: str) -> Reference:
    return Reference(key)


def _keys(library: Library, question: Question, references: Sequence[Reference]) -> dict[str, None]:
    found: dict[str, None] = {}
    for reference in references:
        answer = refer(library, reference, question.as_of, question.attested)
        found |= dict.fromkeys(answer.keys if isinstance(answer, Referred) else ())
    return found


def _is_red_line(library: Library, key: str) -> bool:
    clause = library.clauses.get(key) or library.clauses.get(key.rpartition(".")[0])
    return clause is not None and clause.strength == "red line"


def _offer(
    inquiry: Inquiry,
    question: Question,
    case: Case,
    on_offer: dict[str, None],
    red: Sequence[str],
    parties: tuple[str, ...],
    wanted: Sequence[str],
) -> Offer:
    units = [unit for unit in case.units if _is_on_offer(unit, on_offer)]
    quiet = [unit for unit in case.units if unit.kind == "status quo" and unit not in units]
    chosen = _texts(inquiry.library, units) if question.by_text else tuple(units)
    held = case.but(
        units=chosen,
        kept=(*case.kept, *(item for unit in quiet for item in unit.items)),
        kept_keys=(*case.kept_keys, *(unit.name for unit in quiet)),
    )
    demands = tuple(demand(inquiry, case, key) for key in wanted)
    single = {unit.clauses[0]: unit for unit in chosen if len(unit.clauses) == 1}
    names = tuple(
        inquiry.library.clauses[key].name for key in red if key in inquiry.library.clauses
    )
    simple = [not inquiry.library.clauses[each.key].score for each in demands]
    of_unit = tuple(
        (single[each.key], place)
        for place, each in enumerate(demands)
        if each.key in single and simple[place]
    )
    settled = {place for _, place in of_unit}
    kept = set(held.kept_keys)
    wished = tuple(
        Wish(unit, place, grade.met)
        for place, each in enumerate(demands)
        if place not in settled and (each.key not in kept or not simple[place])
        for unit, grade in zip(wishes(each), each.grades, strict=True)
    )
    return Offer(held, names, parties, demands, of_unit, wished)


def _is_on_offer(unit: Unit, on_offer: dict[str, None]) -> bool:
    """Say whether a unit is on offer and says something that can be kept."""
    keys = unit.clauses or (unit.name,)
    return any(key in on_offer for key in keys) and any(item.parts for item in unit.items)


def _texts(library: Library, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return one unit for each text, which brings all its clauses."""
    by_text: dict[str, list[Unit]] = {}
    for unit in units:
        owner = "" if unit.kind == "status quo" else _owner(library, unit.clauses[0])
        by_text.setdefault(owner or unit.name, []).append(unit)
    return tuple(
        Unit(
            name,
            "text" if members[0].clauses else "status quo",
            tuple(key for unit in members for key in unit.clauses),
            (_one_item(name, [item for unit in members for item in unit.items]),),
        )
        for name, members in by_text.items()
    )


def _owner(library: Library, key: str) -> str:
    clause = library.clauses.get(key) or library.clauses[key.rpartition(".")[0]]
    return clause.owner


def _one_item(name: str, items: Sequence[Item]) -> Item:
    """Return the items as one, which is kept or left as a whole."""
    return Item(name, tuple(part for item in items for part in item.parts))
