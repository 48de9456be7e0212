"""What `gap` should answer, by trying everything, and what is wrong with an answer.

``faults`` compares the answer for a generated library with brute force over
all packages, all sets of clauses and all places of a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product

from termcheck.library.model import Question, Reference
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.questions import verdict as v
from termcheck.questions.gap import Choice, ChoiceMenu, Gap, gaps
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.movement import Move, Moved
from termcheck.questions.opened import is_value
from termcheck.questions.roles import roles
from termcheck.report.values import day_text
from tests.questions.gap_libraries import (
    Clause,
    Made,
    common,
    formulas,
    generate,
    library_of,
    packages,
    worlds,
)

MOST_COMBINATIONS = 3000
"""How many combinations of choices are tried in one library."""


def faults(seed: int) -> list[str]:
    """Return what is wrong with the answer for the library of ``seed``; nothing if all is right."""
    made = generate(seed)
    inquiry = Inquiry(library_of(made))
    refs = tuple(Reference(name) for name in ("plan.all", "north.all", "south.all"))
    owners = {each.owner for each in made.clauses}
    given = tuple(each for each in refs if each.text.removesuffix(".all") in owners)
    (answer,) = gaps(inquiry, Question(given=given))
    assert isinstance(answer, Gap)
    return list(_Brute(made, answer).faults())


class _Brute:
    """Compares one answer with the definition."""

    def __init__(self, made: Made, answer: Gap) -> None:
        self._made = made
        self._answer = answer
        self._by_name = {each.name: each for each in made.clauses}
        self._rules = common(list(made.rules))

    def faults(self) -> Iterator[str]:
        """Yield what is wrong."""
        outcome = self._answer.outcome
        if not self._rules:
            if not isinstance(outcome, v.ContradictoryBackground):
                yield "the rules contradict each other"
            return
        conflicts, fixes = self._definition()
        if not isinstance(outcome, v.Incompatible):
            if conflicts:
                yield "a conflict was missed"
            return
        if {each.names for each in outcome.conflicts} != conflicts:
            yield "the conflicts differ"
        plain = [[c for c in menu.choices if not c.moved] for menu in self._answer.menus]
        made = {frozenset(n for c in chosen for n in _gone(c)) for chosen in product(*plain)}
        if made != fixes:
            yield "the menus do not multiply to the least fixes"
        yield from self._strata()
        yield from self._roles(fixes)
        for place, menu in enumerate(self._answer.menus):
            for choice in menu.choices:
                yield from self._choice(place, choice)
        yield from self._together()
        yield from self._least_moves()

    # --- definitions ---------------------------------------------------------------------

    def _mask(self, names: Sequence[str]) -> int:
        mask = self._rules
        for name in names:
            mask &= worlds(self._by_name[name].text)
        return mask

    def _definition(self) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
        names = [each.name for each in self._made.clauses]
        sets = [frozenset(c) for n in range(len(names) + 1) for c in combinations(names, n)]
        bad = [each for each in sets if not self._mask([*each])]
        conflicts: list[frozenset[str]] = []
        for each in bad:
            if not any(other < each for other in conflicts):
                conflicts.append(each)
        wrong = set(bad)
        fixes: list[frozenset[str]] = []
        for each in sets:
            if frozenset(names) - each not in wrong and not any(f < each for f in fixes):
                fixes.append(each)
        return set(conflicts), set(fixes)

    # --- menus -----------------------------------------------------------------------------

    def _strata(self) -> Iterator[str]:
        for menu in self._answer.menus:
            red = [each.gives_up_red_line for each in menu.choices]
            if red != sorted(red):
                yield "a red line is given up before something else"
            for each in menu.choices:
                given = any(self._by_name[n].strength == "red line" for n in _touched(each))
                if given != each.gives_up_red_line:
                    yield "a red line is not told"

    def _roles(self, fixes: set[frozenset[str]]) -> Iterator[str]:
        for name, part in roles(self._answer).items():
            own = [fix for fix in fixes if all(n.startswith(f"{name}.") for n in fix)]
            if part.indispensable != all(any(n.startswith(f"{name}.") for n in f) for f in fixes):
                yield f"{name}: indispensable is wrong"
            if (part.alone is None) == bool(own):
                yield f"{name}: alone is wrong"
            if part.alone is not None and frozenset(part.alone) not in own:
                yield f"{name}: what it gives up alone is no fix"

    def _choice(self, place: int, choice: Choice) -> Iterator[str]:
        """Check the package and what is settled."""
        others = {
            n for i, m in enumerate(self._answer.menus) if i != place for n in _gone(m.choices[0])
        }
        if choice.package is None:
            yield "a choice opens no package"
            return
        gone = others | _touched(choice)
        texts = [each.text for each in self._made.clauses if each.name not in gone]
        texts += map(self._moved_text, choice.moved)
        for text in (*texts, *self._made.rules):
            if not _replays(text, choice.package, open_is_fine=text in self._made.rules):
                yield f"the package breaks {text}"
        mask = self._rules & common(texts)
        for each in choice.settled:
            formula = is_value(each.variable, each.value)
            if any(mask >> i & 1 and not holds(formula, p) for i, p in enumerate(packages())):
                yield "something is settled that is not"

    def _moved_text(self, moved: Moved) -> str:
        clause = self._by_name[moved.move.clause]
        return clause.moved(_place_of(clause, moved.move))

    # --- moves -----------------------------------------------------------------------------

    def _together(self) -> Iterator[str]:
        """Check that any one choice from each menu restores a deal, moves included."""
        menus = [menu.choices for menu in self._answer.menus]
        for chosen in islice(product(*menus), MOST_COMBINATIONS):
            touched = {name for each in chosen for name in _touched(each)}
            texts = [each.text for each in self._made.clauses if each.name not in touched]
            texts += [self._moved_text(each) for choice in chosen for each in choice.moved]
            if not self._rules & common(texts):
                yield "one choice from each menu does not restore a deal"
                return

    def _least_moves(self) -> Iterator[str]:
        """Check that no shorter move will do, and that none is missing."""
        for place, menu in enumerate(self._answer.menus):
            alone = [each for each in menu.choices if not each.moved and len(each.removed) == 1]
            for choice in alone:
                clause = self._by_name[choice.removed[0].name]
                want = self._least(place, clause)
                told = {
                    _place_of(clause, m.move)
                    for each in menu.choices
                    if _touched(each) == {clause.name}
                    for m in each.moved
                }
                if clause.name in self._answer.left_out:
                    continue
                if want is None and told:
                    yield f"{clause.name} moves, though no move will do"
                if want is not None and not told & want:
                    yield f"{clause.name} moves to {told}, least is {want}"
            yield from self._several(place, menu)

    def _contexts(self, place: int) -> Iterator[set[str]]:
        menus = [
            [each for each in menu.choices if not each.moved]
            for i, menu in enumerate(self._answer.menus)
            if i != place
        ]
        for chosen in islice(product(*menus), MOST_COMBINATIONS):
            yield {name for each in chosen for name in _gone(each)}

    def _least(self, place: int, clause: Clause) -> set[int] | None:
        """Return the places nearest to the clause's own that go with every context."""
        if not clause.form.places[0]:
            return None
        rests = [
            self._mask([e.name for e in self._made.clauses if e.name not in gone | {clause.name}])
            for gone in self._contexts(place)
        ]
        good = [at for at in self._milder(clause) if all(r & _at(clause, at) for r in rests)]
        if not good:
            return None
        nearest = min(abs(at - clause.place) for at in good)
        return {at for at in good if abs(at - clause.place) == nearest}

    def _milder(self, clause: Clause) -> list[int]:
        start = 0 if clause.form.both else clause.place
        places = list(range(start, len(clause.form.places)))
        strict = clause.form.text != clause.form.milder
        return [at for at in places if at != clause.place or strict]

    def _several(self, place: int, menu: ChoiceMenu) -> Iterator[str]:
        """Check of a choice of several units that no move could stop one place earlier."""
        for choice in (each for each in menu.choices if each.moved and len(_touched(each)) > 1):
            for at, moved in enumerate(choice.moved):
                clause = self._by_name[moved.move.clause]
                end = _place_of(clause, moved.move)
                nearer = end + (1 if end < clause.place else -1)
                if end == clause.place:
                    continue
                others = [self._moved_text(m) for m in choice.moved[:at] + choice.moved[at + 1 :]]
                text = worlds(clause.moved(nearer))
                if all(
                    text & common(others) & self._rest(choice, gone)
                    for gone in self._contexts(place)
                ):
                    yield f"{clause.name} could stop earlier"

    def _rest(self, choice: Choice, gone: set[str]) -> int:
        touched = _touched(choice)
        return self._mask([e.name for e in self._made.clauses if e.name not in gone | touched])


def _at(clause: Clause, place: int) -> int:
    """Return the packages of a clause moved to a place; its own place counts its bound."""
    return worlds(clause.moved(place))


def _gone(choice: Choice) -> set[str]:
    return {unit.name for unit in choice.removed}


def _touched(choice: Choice) -> set[str]:
    return _gone(choice) | {each.move.clause for each in choice.moved}


def _place_of(clause: Clause, move: Move) -> int:
    end = day_text(int(move.end)) if move.kind == "day" else str(move.end)
    return clause.form.places.index(end)


def _replays(text: str, package: Package, *, open_is_fine: bool) -> bool:
    """Say whether a clause holds; a rule that is not in play may be left open."""
    try:
        return all(holds(each, package) for each in formulas(text))
    except KeyError:
        return open_is_fine
