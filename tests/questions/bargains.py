"""Random bargains with all answers by brute force: what ``packages`` has to find.

A seed gives a small library with a plan and what two parties demand, and a
question about it. ``faults`` compares every answer with its definition, by
trying all packages of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from math import prod
from random import Random

from termcheck.library.formula import Among, Variable
from termcheck.library.model import Library, Question, Reference
from termcheck.library.refs import Referred, refer
from termcheck.logic.problem import Unit
from termcheck.questions import packages as search
from termcheck.questions.bargain import Deal, Packages, Part, Point
from termcheck.questions.by_weight import by_weight
from termcheck.questions.deal import FullDeal, full_deal, none_better
from termcheck.questions.forced import NotAsked
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.preference import OBJECTIVES, Objective
from termcheck.solve.oracle import Undecided
from termcheck.value import Value
from tests.libraries import VOCABULARY
from tests.questions.test_laws import packages as worlds_there_are
from tests.questions.test_laws import worlds, worlds_of
from tests.texts import library

ATOMS = (
    ("truce", "not truce", "truce and border = closed", "not (truce or border = open)"),
    ("border = open", "border = guarded", "border = closed", "border < open", "border > closed"),
    ("zone[east] = army", "all(v in valleys: zone[v] = police)", "zone[east] = police and truce"),
    ("aid", "not aid@war", "aid only if truce", "not aid"),
    ("depth <= 1 km", "depth = none", "depth in 2 km..3 km", "depth = 3 km"),
    ("talks", "treaty only after talks", "not treaty", "treaty and talks", "treaty and not talks"),
)
"""Statements by what they are about: those of one row often clash."""

WEIGHTS = ("1", "2", "0.5", "3", "0.3")
SHEETS = (
    "score border {closed: 1, guarded: 2, open: 5}",
    "score zone[east] {army: 3, police: 1}",
    "score border {closed: 4, open: 0.5}",
)


class _Writer:
    """Writes statements about a few things only, so that many of them clash."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        rows = chance.sample(ATOMS, chance.randint(2, 3))
        self._atoms = [atom for row in rows for atom in row]

    def formula(self) -> str:
        """Return a statement."""
        one, two = self._chance.sample(self._atoms, 2)
        shapes = (*("{0}",) * 6, "({0}) and ({1})", "({0}) or ({1})", "({0}) if ({1})")
        return self._chance.choice(shapes).format(one, two)

    def demand(self) -> str:
        """Return a demand with its weight, at times a scoring sheet."""
        weight = self._chance.choice(WEIGHTS)
        if self._chance.random() < 0.25:
            return f"demand weight {weight} {self._chance.choice(SHEETS)}"
        return f"demand weight {weight}: {self.formula()}"


def text_of(seed: int) -> str:
    """Return the library of ``seed``."""
    chance = Random(seed)
    writer = _Writer(chance)
    lines = [VOCABULARY]
    lines += [f"rule r{place}: {writer.formula()}" for place in range(chance.random() < 0.3)]
    for party in ("north", "south"):
        said = [f"red line {writer.formula()}" for _ in range(chance.random() < 0.3)]
        said += [writer.demand() for _ in range(chance.randint(1, 3))]
        said += [f"prefer {writer.formula()}" for _ in range(chance.randint(0, 1))]
        rows = "\n".join(f"    {party[0]}{place}: {each}" for place, each in enumerate(said))
        lines.append(f"position {party} {{\n{rows}\n}}")
    clauses = [writer.formula() for _ in range(chance.randint(2, 5))]
    rows = "\n".join(f"    c{place}: {each}" for place, each in enumerate(clauses))
    lines.append(f'proposal plan "A plan" from draft {{\n{rows}\n}}')
    return "\n".join(lines)


class Asked(Value):
    """A question of packages: what is on offer, what is given, and how it is asked."""

    offered: tuple[str, ...]
    given: tuple[str, ...]
    objective: Objective
    by_text: bool


def asked_of(seed: int) -> Asked:
    """Return the question of ``seed``."""
    chance = Random(f"question {seed}")
    offered, given = chance.choice(
        (
            (("plan", "north.demands", "south.demands"), ()),
            (("plan", "north.demands", "south.demands"), ()),
            (("north.demands", "south.demands"), ("plan.c0",)),
            (("plan",), ("north", "south")),
            (("plan", "south.demands"), ("north",)),
            (("plan",), ("south.demands",)),
        )
    )
    return Asked(offered, given, OBJECTIVES[seed % len(OBJECTIVES)], chance.random() < 0.15)


# --- by brute force -----------------------------------------------------------------


class Truth:
    """Everything about a bargain that its definition says."""

    def __init__(self, made: Library, asked: Asked) -> None:
        self.made = made
        self.asked = asked
        given, on_offer = self._keys(asked.given), self._keys(asked.offered)
        self.held = [*given, *(k for k in on_offer if self._is_red(k) and k not in given)]
        free = [k for k in on_offer if k not in self.held and not made.clauses[k].score]
        self.units: dict[str, list[str]] = {}
        for key in free:
            clause = made.clauses[key]
            self.units.setdefault(clause.owner if asked.by_text else clause.name, []).append(key)
        self.rules = worlds_of(made, made.rules)
        self.given = self.rules & worlds_of(made, self.held)
        owners = [made.clauses[k].owner for k in (*on_offer, *given)]
        named = list(dict.fromkeys(each for each in owners if each in made.parties))
        self.parties = [each for each in named or made.parties if self.demands(each)]
        self.every_demand = [key for party in self.parties for key in self.demands(party)]
        self.classes = self._classes()

    def _keys(self, references: Iterable[str]) -> list[str]:
        found: dict[str, None] = {}
        for text in references:
            answer = refer(self.made, Reference(text))
            assert isinstance(answer, Referred)
            found |= dict.fromkeys(answer.keys)
        return list(found)

    def _is_red(self, key: str) -> bool:
        return self.made.clauses[key].strength == "red line"

    def demands(self, party: str) -> list[str]:
        """Return the keys of what ``party`` demands."""
        keys = self.made.positions.get(party, ())
        return [key for key in keys if self.made.clauses[key].strength == "demand"]

    def grades(self, key: str) -> list[tuple[int, Fraction]]:
        """Return the worlds in which a demand is met, and how far."""
        clause = self.made.clauses[key]
        if not clause.score:
            return [(worlds_of(self.made, [key]), Fraction(1))]
        highest = max(points for _, points in clause.score)
        variable = Variable(clause.score_term)
        return [(worlds(Among(variable, (v,))), points / highest) for v, points in clause.score]

    def _classes(self) -> dict[tuple[Fraction, ...], int]:
        """Return the worlds that obey what is given, by how far each demand is met."""
        found: dict[tuple[Fraction, ...], int] = {(): self.given}
        for key in self.every_demand:
            grown: dict[tuple[Fraction, ...], int] = {}
            for met, mask in found.items():
                rest = mask
                for where, part in self.grades(key):
                    if mask & where and part:
                        grown[(*met, part)] = grown.get((*met, part), 0) | (mask & where)
                        rest &= ~where
                if rest:
                    grown[(*met, Fraction(0))] = rest
            found = grown
        return found

    def scores(self, met: tuple[Fraction, ...]) -> list[Fraction]:
        """Return what each party scores."""
        found = dict.fromkeys(self.parties, Fraction(0))
        for key, part in zip(self.every_demand, met, strict=True):
            clause = self.made.clauses[key]
            found[clause.owner] += clause.weight * part
        return list(found.values())

    def best(self) -> list[Fraction]:
        """Return the best score of each party in any compatible package."""
        columns = zip(*(self.scores(met) for met in self.classes), strict=True)
        return [max(column) for column in columns]

    def shares(self, met: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
        """Return the share of its best that each party has."""
        pairs = zip(self.scores(met), self.best(), strict=True)
        return tuple(score / best if best else Fraction(1) for score, best in pairs)

    def worth(self, objective: Objective, met: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
        """Return by what outcomes are compared."""
        shares = self.shares(met)
        if objective == "fair":
            return tuple(sorted(shares))
        if objective == "lexicographic":
            return met
        if objective == "nash":
            positive = [each for each in shares if each > 0]
            return (Fraction(len(positive)), prod(positive, start=Fraction(1)))
        return (sum(self.scores(met), Fraction(0)),)

    def of(self, names: Iterable[str]) -> int:
        """Return the worlds in which these units hold, with what is given."""
        keys = [key for name in names for key in self.units[name]]
        return self.given & worlds_of(self.made, keys)

    def deals(self) -> set[frozenset[str]]:
        """Return the maximal compatible choices."""
        names = list(self.units)
        every = [frozenset(c) for n in range(len(names) + 1) for c in combinations(names, n)]
        good = [each for each in every if self.of(each)]
        return {each for each in good if not any(each < other for other in good)}

    def outcomes(self, deal: frozenset[str]) -> list[tuple[Fraction, ...]]:
        """Return every way in which the demands are met in packages of a deal."""
        mask = self.of(deal)
        return [met for met, where in self.classes.items() if where & mask]

    def front(self) -> set[tuple[Fraction, ...]]:
        """Return the shares in deals that no other shares in a deal dominate."""
        every = {self.shares(met) for deal in self.deals() for met in self.outcomes(deal)}
        return {
            each
            for each in every
            if not any(
                other != each and all(a >= b for a, b in zip(other, each, strict=True))
                for other in every
            )
        }

    def is_sheet(self, name: str) -> bool:
        """Say whether a clause is a scoring sheet, of which a reason means the grade reached."""
        return any(c.score for c in self.made.clauses.values() if c.name == name)

    def named(self, name: str) -> int:
        """Return the worlds in which a clause, or a text on offer, holds."""
        keys = self.units.get(name) or [k for k, c in self.made.clauses.items() if c.name == name]
        return worlds_of(self.made, keys)


# --- comparing -------------------------------------------------------------------------


def faults(seed: int) -> list[str]:
    """Return how the answers for ``seed`` differ from their definitions."""
    made, asked = library(text_of(seed)), asked_of(seed)
    truth = Truth(made, asked)
    inquiry = Inquiry(made)
    question = Question(given=tuple(map(Reference, asked.given)), by_text=asked.by_text)
    offered = tuple(map(Reference, asked.offered))
    (told,) = search.packages(inquiry, question, offered, asked.objective)
    assert hasattr(told, "answer")
    if isinstance(told.answer, NotAsked):
        return [] if not truth.given else ["not asked, though what is given is compatible"]
    if not truth.given:
        return ["asked, though what is given is incompatible"]
    found = told.answer
    wrong = [*_wrong_deals(truth, found), *_wrong_order(truth, found)]
    for deal in found.deals[:3]:
        full = full_deal(inquiry, question, found.offer, deal)
        wrong += ["undecided"] if isinstance(full, Undecided) else _wrong_detail(truth, full)
    wrong += [*_wrong_better(truth, inquiry, found), *_wrong_factored(truth, found)]
    return [*wrong, *_wrong_weighed(truth, inquiry, found)]


def _names(found: Packages, deal: Deal) -> frozenset[str]:
    return frozenset(unit.name for unit in deal.kept(found.offer.case))


def _wrong_deals(truth: Truth, found: Packages) -> list[str]:
    kept = [_names(found, deal) for deal in found.deals]
    wrong = [] if set(kept) == truth.deals() and len(kept) == len(set(kept)) else ["deals"]
    wrong += [] if found.number == len(kept) else ["number"]
    wrong += [] if list(found.best) == truth.best() else ["best"]
    return [*wrong, *([] if list(found.offer.parties) == truth.parties else ["parties"])]


def _wrong_order(truth: Truth, found: Packages) -> list[str]:
    wrong: list[str] = []
    keys: list[tuple[Fraction, ...]] = []
    for deal in found.deals:
        possible = truth.outcomes(_names(found, deal))
        keys.append(truth.worth(found.objective, deal.outcome.met))
        wrong += [] if deal.outcome.met in possible else ["impossible outcome"]
        best = max(truth.worth(found.objective, met) for met in possible)
        wrong += [] if keys[-1] == best else ["not the best of its deal"]
        wrong += [] if deal.outcome.shares == truth.shares(deal.outcome.met) else ["shares"]
    wrong += [] if keys == sorted(keys, reverse=True) else ["order"]
    if found.objective == "pareto":
        front = [each.shares for each in found.front]
        same = set(front) == truth.front() and len(front) == len(set(front))
        wrong += [] if same and found.whole_front else ["front"]
    return wrong


def _wrong_detail(truth: Truth, full: FullDeal) -> list[str]:
    wrong: list[str] = []
    mask = truth.of(unit.name for unit in full.kept)
    here = [p for place, p in enumerate(worlds_there_are()) if mask >> place & 1]
    for variable, value in full.fixed:
        wrong += [] if {p.values[variable] for p in here} == {value} else [f"fixed {variable}"]
    for variable in full.open:
        wrong += [] if len({p.values[variable] for p in here}) > 1 else [f"open {variable}"]
    for event, happens in full.happening:
        said = {p.days[event] is not None for p in here}
        wrong += [] if said == {happens} else [f"happening {event}"]
    for event in full.open_events:
        wrong += [] if len({p.days[event] is None for p in here}) > 1 else [f"open {event}"]
    for left in full.left:
        wrong += _wrong_reason(truth, truth.named(left.unit.name), left.because)
    return wrong


def _wrong_reason(truth: Truth, claim: int, names: Iterable[str]) -> list[str]:
    """Compare a reason with its definition: it excludes the claim, and no less does."""
    masks = [truth.named(name) for name in names]
    whole = claim & truth.rules
    for mask in masks:
        whole &= mask
    wrong = ["reason does not exclude"] if whole else []
    for dropped in range(len(masks)):
        rest = claim & truth.rules
        for place, mask in enumerate(masks):
            rest &= mask if place != dropped else rest
        wrong += [] if rest else ["reason not minimal"]
    return wrong


def _wrong_better(truth: Truth, inquiry: Inquiry, found: Packages) -> list[str]:
    wrong: list[str] = []
    deal = found.deals[0]
    for place, each in enumerate(none_better(inquiry, found.offer, deal)):
        score = deal.outcome.scores[place]
        if each.at_best:
            wrong += [] if deal.outcome.shares[place] == 1 else ["not at its best"]
        elif each.reason is not None:
            claim = _scoring_more(truth, place, score)
            names = (*each.reason.clauses, *each.reason.kept)
            simple = not truth.asked.by_text and not any(map(truth.is_sheet, names))
            wrong += _wrong_reason(truth, claim, names) if simple else []
    return wrong


def _scoring_more(truth: Truth, place: int, score: Fraction) -> int:
    """Return all worlds of the vocabulary in which a party scores more than ``score``."""
    free = Truth.__new__(Truth)
    free.__dict__.update(truth.__dict__)
    free.given = (1 << len(worlds_there_are())) - 1
    mask = 0
    for met, where in free._classes().items():
        mask |= where if truth.scores(met)[place] > score else 0
    return mask


def _wrong_weighed(truth: Truth, inquiry: Inquiry, found: Packages) -> list[str]:
    """Compare what is said, by any objective, as if the parts had too many choices to be listed.

    With demands that are not on offer, the sums alone are found.
    """
    wished = {wish.unit for wish in found.offer.wishes}
    parts = [_unlisted(part, wished) for part in found.parts]
    wrong: list[str] = []
    for objective in ("total", "lexicographic") if wished else OBJECTIVES:
        told = by_weight(inquiry, found.offer, found.best, parts, objective)
        if isinstance(told, Undecided):
            return ["weighed: undecided"]
        (deal,) = told.deals
        reached = truth.worth(objective, deal.outcome.met)
        every = (met for names in truth.deals() for met in truth.outcomes(names))
        best = max(truth.worth(objective, met) for met in every)
        wrong += [] if reached == best else [f"weighed: not the best, {objective}"]
        wrong += [] if _names(found, deal) in truth.deals() else ["weighed: more can be kept"]
        if objective == "pareto":
            wrong += _wrong_points(truth, found, told.front)
    return wrong


def _wrong_points(truth: Truth, found: Packages, front: Sequence[Point]) -> list[str]:
    """Compare a front with its definition, and each point with the deal that is named for it."""
    shares = [each.shares for each in front]
    fine = set(shares) == truth.front() and shares == sorted(set(shares), reverse=True)
    wrong = [] if fine else ["weighed: front"]
    for point in front:
        names = frozenset(unit.name for unit in point.kept(found.offer.case))
        possible = {truth.shares(met) for met in truth.outcomes(names)}
        fine = names in truth.deals() and point.shares in possible
        wrong += [] if fine else ["weighed: outcome"]
    return wrong


def _unlisted(part: Part, wished: set[Unit]) -> Part:
    """Return ``part`` without its choices, if it has several, and no wishes."""
    if not wished.isdisjoint(part.component.units):
        return part
    contested = frozenset(unit for each in part.deals for unit in each.left)
    return part.but(choices=(), contested=contested, more=2) if contested else part


def _wrong_factored(truth: Truth, found: Packages) -> list[str]:
    """Compare what is said when the parts are not multiplied out."""
    factored = search._Search(found.offer, found.best, found.parts, found.objective).factored()
    best, front, whole = factored
    reached = truth.worth(found.objective, best.outcome.met)
    first = truth.worth(found.objective, found.deals[0].outcome.met)
    wrong = [] if reached == first and whole else ["factored best"]
    if found.objective == "pareto":
        same = {each.outcome.shares for each in front} == truth.front()
        wrong += [] if same else ["factored front"]
    return wrong
