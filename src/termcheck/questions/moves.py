"""Moves in menus: which choices can be made milder by moving a number.

Accepts the menus of a case; yields, for choices, moves in place of what would
be given up, such that still any one choice from each menu restores a deal.
That is proved at once for all combinations: the moved clauses are put on the
table beside the old ones, and stand in none of the minimal conflicts then.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.logic.case import Case
from termcheck.logic.components import Component
from termcheck.logic.problem import Item, Unit
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.movement import Least, Moved, NoAnswer, NoLeast, least_moves
from termcheck.solve.conflicts import all_conflicts
from termcheck.solve.fixes import Fix, Menu
from termcheck.value import Value

_ROUNDS = 50
"""How often moves are widened or left out before no more are offered."""


class Milder(Value):
    """A choice of menu ``menu`` in which some units move; ``removed`` are given up."""

    menu: int
    choice: Fix
    removed: tuple[Unit, ...]
    moved: tuple[Moved, ...]


class Moves(Value):
    """The milder choices, and the clauses of which a move was not settled, with why.

    ``none`` are numbers of clauses that stand alone in a choice and have no least move.
    """

    found: tuple[Milder, ...]
    left_out: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    none: tuple[NoLeast, ...] = ()


def moves(inquiry: Inquiry, case: Case, parts: Sequence[Component], menus: Sequence[Menu]) -> Moves:
    """Return milder choices for ``menus``, in their order.

    A choice of one unit has a milder one for each of its numbers that can
    move; of a choice of several all that can move do, one after the other.
    """
    units = [unit for menu in menus for choice in menu.choices for unit in choice]
    part_of = {unit: part for part in parts for unit in part.units if unit in set(units)}
    search = _Search(inquiry, case, part_of, menus)
    try:
        found = search.candidates()
        for part in parts:
            found = search.proved(part, found)
    except NoAnswer as stopped:
        return Moves((), (), (str(stopped),))
    left_out = tuple(dict.fromkeys(search.left_out))
    return Moves(tuple(found), left_out, none=tuple(search.none))


class _Search:
    """Looks for milder choices of one case."""

    def __init__(
        self,
        inquiry: Inquiry,
        case: Case,
        part_of: dict[Unit, Component],
        menus: Sequence[Menu],
    ) -> None:
        self._inquiry = inquiry
        self._case = case
        self._part_of = part_of
        self._menus = menus
        self.left_out: list[str] = []
        self.none: list[NoLeast] = []

    # --- candidates ----------------------------------------------------------------

    def candidates(self) -> list[Milder]:
        """Return the milder choices that go with the first choices of the other menus."""
        return [
            each
            for place, menu in enumerate(self._menus)
            for choice in menu.choices
            for each in self._milder(place, choice)
        ]

    def _milder(self, place: int, choice: Fix) -> list[Milder]:
        units = sorted(choice, key=lambda unit: unit.name)
        part = self._part_of[units[0]]
        gone = {u for i, menu in enumerate(self._menus) if i != place for u in menu.choices[0]}
        rest = [
            item
            for unit in part.units
            if unit not in gone and unit not in choice
            for item in unit.items
        ]
        rest += part.background
        if len(units) == 1:
            found = self._least(units[0], rest)
            self.none += found.none
            return [Milder(place, choice, (), (each,)) for each in found.moved]
        moved: list[Moved] = []
        for unit in units:
            best = self._least(unit, rest).moved[:1]
            moved += best
            rest += [item for each in best for item in each.after.items]
        before = {each.before for each in moved}
        removed = tuple(unit for unit in units if unit not in before)
        return [Milder(place, choice, removed, tuple(moved))] if moved else []

    def _least(self, unit: Unit, rest: Sequence[Item]) -> Least:
        return least_moves(self._inquiry.library, self._inquiry.oracle, unit, rest)

    # --- proof ---------------------------------------------------------------------

    def proved(self, part: Component, found: list[Milder]) -> list[Milder]:
        """Return ``found`` with the choices of ``part`` widened, or left out, until proved."""
        for _ in range(_ROUNDS):
            trouble = self._trouble(part, self._within(part, found))
            if trouble is None:
                return found
            wrong, clash = trouble
            better = self._widened(part, wrong, clash) if len(wrong) == 1 else None
            place = found.index(wrong[-1])
            if better is None:
                self._leave_out(wrong[-1])
            found = [*found[:place], *([better] if better else []), *found[place + 1 :]]
        for each in self._within(part, found):
            self._leave_out(each)
        return [each for each in found if each not in self._within(part, found)]

    def _within(self, part: Component, found: Sequence[Milder]) -> list[Milder]:
        return [each for each in found if self._part_of[next(iter(each.choice))] == part]

    def _leave_out(self, milder: Milder) -> None:
        self.left_out += [each.move.clause for each in milder.moved]

    def _trouble(
        self, part: Component, here: Sequence[Milder]
    ) -> tuple[list[Milder], frozenset[Unit]] | None:
        """Return a conflict with moved units that some combination meets, and their choices."""
        if not here:
            return None
        of_unit: dict[Unit, list[Milder]] = {}
        for each in here:
            for moved in each.moved:
                of_unit.setdefault(moved.after, []).append(each)
        units = (*part.units, *of_unit)
        answer = all_conflicts(self._inquiry.oracle, units, part.background)
        if answer.limits:
            raise NoAnswer(answer.limits[0])
        for clash in answer.conflicts:
            new = [unit for unit in units[len(part.units) :] if unit in clash]
            wrong = self._together([of_unit[unit] for unit in new], clash)
            if new and wrong:
                return wrong, clash
        return None

    def _together(
        self, chosen: Sequence[Sequence[Milder]], clash: frozenset[Unit]
    ) -> list[Milder] | None:
        """Return one choice for each moved unit of ``clash`` if they can be made together."""
        picked: dict[int, Milder] = {}
        for ways in chosen:
            way = next(
                (
                    each
                    for each in ways
                    if not each.choice & clash and picked.get(each.menu, each) == each
                ),
                None,
            )
            if way is None:
                return None
            picked[way.menu] = way
        return [picked[menu] for menu in sorted(picked)]

    def _widened(
        self, part: Component, wrong: Sequence[Milder], clash: frozenset[Unit]
    ) -> Milder | None:
        """Return the one choice with its number moved far enough for ``clash`` as well."""
        milder = wrong[0]
        old = milder.moved[0]
        if len(milder.moved) > 1 or old.number.rises is None:
            return None
        rest = [item for unit in part.units if unit in clash for item in unit.items]
        rest += part.background
        for each in self._least(old.before, rest).moved:
            if each.number == old.number:
                return milder.but(moved=(each,)) if each != old else None
        return None
