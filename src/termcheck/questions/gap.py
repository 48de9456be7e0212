"""The gap: why is there no deal, and what is the cheapest way to one?

``gaps`` yields the verdict on a question and, where there is no deal, a menu
of fixes for each group of conflicts, such that one choice from each menu
restores a deal; the package that each choice opens; and who can repair what.
Where a limit was hit, it lists the fixes that were found, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from termcheck.library.model import Question
from termcheck.logic.case import Case, Fault
from termcheck.logic.components import Component, components
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, Unit
from termcheck.questions import verdict as v
from termcheck.questions.circle import circle
from termcheck.questions.claims import Circle, Opened, Settled
from termcheck.questions.consistency import background_outcome, begin, conflicts, outcome
from termcheck.questions.fixes import (
    RED_LINE,
    cost,
    fixes_found,
    menus,
    owners,
    rank,
    stratum,
)
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.movement import Moved, NoLeast
from termcheck.questions.moves import Milder, Moves, moves
from termcheck.questions.one_source import Without, one_source
from termcheck.questions.opened import Opening
from termcheck.solve.fixes import TOO_MANY, Menu
from termcheck.value import Value


class Choice(Value):
    """One choice of a menu: what is given up, what moves, and what that opens.

    ``owners`` are the parties and texts that give way, in order of name.
    ``cost`` is the weight of what is given up. ``package`` goes with the first
    choices of all other menus; ``None`` if a limit was hit. ``settled`` holds
    whatever is chosen elsewhere; ``example`` is what the package says besides.
    """

    removed: tuple[Unit, ...]
    moved: tuple[Moved, ...]
    owners: tuple[str, ...]
    cost: Fraction
    gives_up_red_line: bool
    package: Package | None
    settled: tuple[Settled, ...]
    example: Opened


class ChoiceMenu(Value):
    """Choices of which any one repairs the conflicts at these places of the list."""

    conflicts: tuple[int, ...]
    choices: tuple[Choice, ...]


class Gap(Value):
    """The answer under one combination of readings.

    ``circles`` belong to the conflicts, in order; ``None`` where a conflict is
    none of order. ``product_form``: one choice from each menu is a fix, and
    these are all the least fixes; else there is one menu, the fixes found.
    ``left_out`` are clauses of which a move was not settled, ``no_least``
    numbers whose moves have none; ``limits`` say what was not explored;
    ``one_source`` what is left without each source.
    """

    readings: v.Readings
    outcome: v.Outcome
    circles: tuple[Circle | None, ...] = ()
    menus: tuple[ChoiceMenu, ...] = ()
    product_form: bool = True
    left_out: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    one_source: tuple[Without, ...] = ()
    no_least: tuple[NoLeast, ...] = ()


def gaps(inquiry: Inquiry, question: Question) -> tuple[Gap, ...] | tuple[Fault, ...]:
    """Return the answer for each combination of readings, or what is wrong with the question."""
    cases = inquiry.catalogue.cases(question)
    faults = tuple(each for each in cases if isinstance(each, Fault))
    if faults:
        return faults
    packages: dict[object, Package] = {}
    found = [each for each in cases if isinstance(each, Case)]
    begin(inquiry, found)
    return tuple(_Gap(inquiry, question, case, packages).answer() for case in found)


class _Gap:
    """Answers for one case; ``packages`` of other readings are tried first."""

    def __init__(
        self,
        inquiry: Inquiry,
        question: Question,
        case: Case,
        packages: dict[object, Package],
    ) -> None:
        self._inquiry = inquiry
        self._question = question
        self._case = case
        self._packages = packages
        self._opening = Opening(inquiry, question, case)
        self._units = {unit.name: unit for unit in case.units}
        self._parts: tuple[Component, ...] = ()
        self._made: dict[object, Package | None] = {}

    def answer(self) -> Gap:
        """Return the answer."""
        found = self._answer()
        return found.but(one_source=one_source(self._inquiry, self._case, found.outcome))

    def _answer(self) -> Gap:
        case = self._case
        found = background_outcome(self._inquiry, case) or conflicts(self._inquiry, case)
        if found is None:
            found = outcome(self._inquiry, self._question, case)
        if not isinstance(found, v.Incompatible):
            return Gap(case.readings, found)
        clashes = [self._can_go(each) for each in found.conflicts]
        circles = tuple(map(self._circle, found.conflicts))
        if not all(clashes):
            return Gap(case.readings, found, circles, (), found.complete, (), found.limits)
        known = menus(self._inquiry.library, clashes)
        self._parts = components(case.units, case.background)
        too_many = found.complete and not all(menu.whole for menu in known)
        if too_many or not found.complete:
            return self._unfinished(found.but(too_many_fixes=too_many), circles, known)
        found = found.but(menus=tuple(menu.choices for menu in known))
        milder = moves(self._inquiry, case, self._parts, known)
        made = self._menus(found, known, milder)
        limits = (*milder.limits, *self._opening.limits)
        return Gap(
            case.readings,
            found,
            circles,
            made,
            True,
            milder.left_out,
            limits,
            no_least=milder.none,
        )

    def _blamed(self, conflict: v.Conflict) -> frozenset[Unit]:
        return frozenset(self._units[name] for name in conflict.names)

    def _can_go(self, conflict: v.Conflict) -> frozenset[Unit]:
        """Return the clauses of a conflict: a status quo is not the table's to give up."""
        return frozenset(self._units[name] for name in conflict.clauses)

    def _circle(self, conflict: v.Conflict) -> Circle | None:
        """Return the order that makes a conflict; of whole texts another clause may make it."""
        if any(unit.kind == "text" for unit in self._can_go(conflict)):
            return None
        return circle(self._inquiry.oracle, self._named(conflict))

    def _named(self, conflict: v.Conflict) -> list[tuple[str, Item]]:
        """Return the items of a conflict: of its clauses, and of what they rest on."""
        found = [
            (name, item)
            for name in (*conflict.clauses, *sorted(conflict.names - set(conflict.clauses)))
            for item in self._units[name].items
        ]
        return found + [(each.name, each) for each in self._rests_on(conflict)]

    def _rests_on(self, conflict: v.Conflict) -> list[Item]:
        case = self._case
        kept = set(conflict.keys[len(conflict.keys) - len(conflict.kept) :])
        named = {*conflict.rules, *conflict.suppositions}
        found = [each for each in (*case.rules, *case.suppositions) if each.name in named]
        rows = zip(case.kept, case.kept_keys, strict=True)
        return found + [item for item, key in rows if key in kept]

    # --- menus -----------------------------------------------------------------------

    def _unfinished(
        self, found: v.Incompatible, circles: tuple[Circle | None, ...], known: tuple[Menu, ...]
    ) -> Gap:
        """Return one menu of the fixes that were found, because there may be others."""
        case = self._case
        fixes = fixes_found(self._inquiry.oracle, case.units, case.background, known)
        places = tuple(range(len(found.conflicts)))
        ordered = sorted(fixes, key=lambda fix: rank(self._inquiry.library, fix))
        choices = tuple(
            self._choice(Milder(0, fix, _sorted(fix), ()), None, (), ()) for fix in ordered
        )
        made = (ChoiceMenu(places, choices),) if choices else ()
        limits = (TOO_MANY,) if found.too_many_fixes else found.limits
        return Gap(case.readings, found, circles, made, False, (), limits)

    def _menus(
        self, found: v.Incompatible, known: Sequence[Menu], milder: Moves
    ) -> tuple[ChoiceMenu, ...]:
        first = {unit for menu in known for unit in menu.choices[0]}
        base = self._package(first, (), None, None)
        made: list[ChoiceMenu] = []
        for place, menu in enumerate(known):
            clashes = [found.conflicts[each] for each in menu.conflicts]
            options = [
                option
                for choice in menu.choices
                for option in (
                    Milder(place, choice, _sorted(choice), ()),
                    *(each for each in milder.found if (each.menu, each.choice) == (place, choice)),
                )
            ]
            gone = first - menu.choices[0]
            choices = [
                self._choice(each, base, sorted(gone, key=_name), clashes) for each in options
            ]
            made.append(ChoiceMenu(menu.conflicts, tuple(choices)))
        return tuple(made)

    def _choice(
        self,
        option: Milder,
        base: Package | None,
        gone: Sequence[Unit],
        clashes: Sequence[v.Conflict],
    ) -> Choice:
        library = self._inquiry.library
        package = None
        if base is not None or not clashes:
            package = self._package({*gone, *option.choice}, option.moved, base, option)
        touched = (*option.removed, *(each.before for each in option.moved))
        left = self._left(option, clashes)
        settled = self._opening.settled(package, touched, left) if package and clashes else ()
        empty = Opened((), ())
        example = self._opening.example(package, touched) if package else empty
        giving = {name for unit in touched for name in owners(library, unit)}
        return Choice(
            option.removed,
            option.moved,
            tuple(sorted(giving)),
            sum(cost(library, frozenset(option.removed)), Fraction(0)),
            any(stratum(library, unit) == RED_LINE for unit in touched),
            package,
            settled,
            example,
        )

    def _left(self, option: Milder, clashes: Sequence[v.Conflict]) -> list[Item]:
        """Return what is left of a menu's conflicts after a choice."""
        units = {unit for each in clashes for unit in self._blamed(each)} - option.choice
        found = [item for unit in sorted(units, key=_name) for item in unit.items]
        found += [item for each in option.moved for item in each.after.items]
        found += [item for each in clashes for item in self._rests_on(each)]
        return list(dict.fromkeys(found))

    def _package(
        self,
        gone: set[Unit],
        moved: Sequence[Moved],
        base: Package | None,
        option: Milder | None,
    ) -> Package | None:
        """Return the package without ``gone`` and with ``moved``, each made once."""
        key = (frozenset(unit.name for unit in gone), tuple(each.move for each in moved))
        if key in self._made:
            return self._made[key]
        known = [self._packages[key]] if key in self._packages else []
        after = [each.after for each in moved]
        if base is None or option is None:
            rest = [unit for unit in self._case.units if unit not in gone]
            found = self._opening.whole([*rest, *after], known)
        else:
            part = next(p for p in self._parts if next(iter(option.choice)) in p.units)
            rest = [unit for unit in part.units if unit not in gone]
            found = self._opening.with_part(base, part, [*rest, *after], known)
        self._made[key] = found
        if found is not None:
            self._packages[key] = found
        return found


def _sorted(units: frozenset[Unit]) -> tuple[Unit, ...]:
    return tuple(sorted(units, key=_name))


def _name(unit: Unit) -> str:
    return unit.name
