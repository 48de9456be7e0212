"""Consistency: can these clauses hold together, and if not, why not?

``verdict`` yields a package, or all minimal conflicts with what they rest on,
or says that a limit was hit. Every question begins with this one.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.library.formula import Happens
from termcheck.library.model import Question
from termcheck.logic.case import Case, Fault
from termcheck.logic.problem import STATUS_QUO, Item, Unit, hypothesis
from termcheck.questions import verdict as v
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.options import options_taken, recommended, texts_named
from termcheck.solve.conflicts import Conflict, all_conflicts
from termcheck.solve.explain import least_explanation
from termcheck.solve.fixes import menus
from termcheck.solve.oracle import Compatible, Incompatible, Undecided

REMEMBERED = 1_000
"""Cases of which one inquiry remembers how they end."""


def verdict(inquiry: Inquiry, question: Question) -> v.Verdict | tuple[Fault, ...]:
    """Return whether the question's clauses are compatible, by reading."""
    cases = inquiry.catalogue.cases(question)
    faults = tuple(each for each in cases if isinstance(each, Fault))
    if faults:
        return faults
    found = [each for each in cases if isinstance(each, Case)]
    begin(inquiry, found)
    outcomes = tuple(v.ByReading(case.readings, outcome(inquiry, question, case)) for case in found)
    return v.Verdict(question, outcomes)


def begin(inquiry: Inquiry, cases: Sequence[Case]) -> None:
    """Note that ``cases`` are asked about, and that nothing is known of them."""
    inquiry.noted.update({case.readings: [] for case in cases})


def cut_off(inquiry: Inquiry, question: Question, limit: str) -> v.Verdict:
    """Return what is known of a question whose work was cut off by ``limit``."""
    outcomes = [
        v.ByReading(readings, _known(found, limit)) for readings, found in inquiry.noted.items()
    ]
    if not any(inquiry.noted.values()):
        return v.Verdict(question, (v.ByReading((), v.Undecided((limit,))),))
    return v.Verdict(question, tuple(outcomes), unchecked=limit)


def _known(found: Sequence[frozenset[Unit]], limit: str) -> v.Outcome:
    if not found:
        return v.Undecided((limit,))
    told = [bare(sorted(each, key=lambda unit: unit.name)).but(least=False) for each in found]
    return v.Incompatible(tuple(told), (), False, (limit,))


def outcome(inquiry: Inquiry, question: Question, case: Case) -> v.Outcome:
    """Return the outcome of one case, explained."""
    before = background_outcome(inquiry, case)
    if before is not None:
        return before
    found = conflicts(inquiry, case)
    if found is not None:
        return with_fixes(case, found) if isinstance(found, v.Incompatible) else found
    texts = texts_named(inquiry.library, (*question.given, *question.keep))
    wished = recommended(inquiry, question, case, texts)
    plain = inquiry.plain_package(case, question, wished.items)
    if isinstance(plain, Undecided):
        return v.Undecided((plain.limit,))
    assert plain is not None
    package, limits = plain.package, plain.limits
    never = events_that_never_happen(inquiry, case)
    options, told = options_taken(inquiry, case, package, texts, wished.refused)
    return v.Compatible(package, never, options, told, limits)


def background_outcome(inquiry: Inquiry, case: Case) -> v.Outcome | None:
    """Return why the background admits nothing, or ``None`` if it admits something."""
    oracle = inquiry.oracle
    for fixed in (case.all_rules, (*case.all_rules, *case.suppositions)):
        answer = oracle.compatible(fixed)
        if isinstance(answer, Undecided):
            return v.Undecided((answer.limit,))
        if isinstance(answer, Incompatible):
            return _contradiction(inquiry, case, fixed)
    answer = oracle.compatible(case.background)
    if isinstance(answer, Undecided):
        return v.Undecided((answer.limit,))
    if isinstance(answer, Incompatible):
        return v.Incompatible((explained(inquiry, case, ()),), (), True)
    return None


def _contradiction(inquiry: Inquiry, case: Case, items: Sequence[Item]) -> v.Outcome:
    found = least_explanation(inquiry.oracle, (), items)
    if isinstance(found, Undecided):
        return v.Undecided((found.limit,))
    suppositions = set(case.suppositions)
    rules = tuple(item.name for item in found if item not in suppositions)
    supposed = tuple(item.name for item in found if item in suppositions)
    if supposed:
        return v.ContradictorySupposition(supposed, rules)
    return v.ContradictoryBackground(rules)


def conflicts(
    inquiry: Inquiry, case: Case, *, explain: bool = True
) -> v.Incompatible | v.Undecided | None:
    """Return all minimal conflicts of a case, or ``None`` if it has none.

    The background is compatible. Unless ``explain``, a conflict names just
    what may be blamed, not what it rests on. No fixes are made. What was found
    whole and explained is found again without asking.
    """
    if explain and case in inquiry.explained:
        return inquiry.explained[case]
    told = _conflicts(inquiry, case, explain=explain)
    if not explain or isinstance(told, v.Undecided) or (told and not told.complete):
        return told
    if len(inquiry.explained) < REMEMBERED:
        inquiry.explained[case] = told
    return told


def _conflicts(
    inquiry: Inquiry, case: Case, *, explain: bool
) -> v.Incompatible | v.Undecided | None:
    everything = [item for unit in case.units for item in unit.items]
    if isinstance(inquiry.oracle.compatible((*everything, *case.background)), Compatible):
        return None
    note = inquiry.noted.setdefault(case.readings, [])
    found = all_conflicts(inquiry.oracle, case.units, case.background, note.append)
    note[:] = found.conflicts

    place = {unit: at for at, unit in enumerate(case.units)}

    def described(units: Conflict) -> v.Conflict:
        ordered = sorted(units, key=place.__getitem__)
        return explained(inquiry, case, ordered) if explain else bare(ordered)

    told = [described(each) for each in found.conflicts]
    told += [described(each).but(minimal=False) for each in found.loose]
    if not told:
        return v.Undecided(found.limits) if found.limits else None
    return v.Incompatible(tuple(told), (), not found.limits, found.limits)


def with_fixes(case: Case, found: v.Incompatible) -> v.Incompatible:
    """Return ``found`` with its menus of fixes, if all conflicts are known.

    A fix is a set of clauses, for no status quo is the table's to change.
    """
    units = {unit.name: unit for unit in case.units}
    clashes = [frozenset(units[name] for name in each.clauses) for each in found.conflicts]
    if not found.complete or not all(clashes):
        return found
    made = menus(case.units, clashes)
    if not all(menu.whole for menu in made):
        return found.but(too_many_fixes=True)
    return found.but(menus=tuple(menu.choices for menu in made))


def in_order(case: Case, units: frozenset[Unit]) -> tuple[Unit, ...]:
    """Return ``units`` in the order of the question."""
    return tuple(unit for unit in case.units if unit in units)


def bare(units: Sequence[Unit]) -> v.Conflict:
    """Return the conflict among ``units`` without what it rests on."""
    return v.Conflict(
        tuple(unit.name for unit in units if unit.kind != "status quo"),
        tuple(key for unit in units for key in unit.clauses),
        status_quo=tuple(u.name.removeprefix(STATUS_QUO) for u in units if u.kind == "status quo"),
    )


def explained(
    inquiry: Inquiry, case: Case, units: Sequence[Unit], hypothesis: Item | None = None
) -> v.Conflict:
    """Return the conflict among ``units`` with the background that it needs.

    ``hypothesis`` is a formula that the conflict may rest on without naming it.
    """
    fixed = [item for unit in units for item in unit.items]
    fixed += [hypothesis] if hypothesis else []
    found = least_explanation(inquiry.oracle, fixed, case.background)
    needed = _core(inquiry, case, fixed) if isinstance(found, Undecided) else found
    kept_items = dict(zip(case.kept, case.kept_keys, strict=True))
    suppositions = set(case.suppositions)
    clauses = inquiry.library.clauses
    kept = [kept_items[item] for item in needed if item in kept_items]
    named = bare(units)
    return named.but(
        keys=(*named.keys, *kept),
        rules=tuple(i.name for i in needed if i not in kept_items and i not in suppositions),
        kept=tuple(clauses[key].name if key in clauses else key for key in kept),
        suppositions=tuple(item.name for item in needed if item in suppositions),
        phases=_phases(inquiry, [*fixed, *needed]),
        least=not isinstance(found, Undecided),
        whole_only=inquiry.needs_whole_numbers([*fixed, *needed]),
    )


def _core(inquiry: Inquiry, case: Case, fixed: Sequence[Item]) -> tuple[Item, ...]:
    """Return what of the background is known to suffice for a conflict, perhaps not the least."""
    known = inquiry.oracle.core((*fixed, *case.background))
    return tuple(item for item in case.background if known is None or item in known)


def _phases(inquiry: Inquiry, items: Sequence[Item]) -> tuple[str, ...]:
    """Return the phases that the conflict among ``items`` needs, as declared."""
    parts = [Item(item.name, (part,)) for item in items for part in item.parts]
    if not any(each.phase for item in items for p in item.parts for each in p.variables):
        return ()
    needed = least_explanation(inquiry.oracle, (), parts)
    if isinstance(needed, Undecided):
        needed = tuple(parts)
    read = {v.phase for item in needed for p in item.parts for v in p.variables}
    return tuple(name for name in inquiry.library.phases if name in read)


def events_that_never_happen(inquiry: Inquiry, case: Case) -> tuple[str, ...]:
    """Return the clauses' events that cannot happen while all the clauses hold.

    Events that the background or a single clause excludes are left out: then
    it is said, and no silent consequence of several texts. An event of which
    the answer is not known counts as possible.
    """
    items = [item for unit in case.units for item in unit.items]
    mentioned = {e for item in items for p in item.parts for e in p.events}
    return tuple(
        event
        for event in sorted(mentioned)
        if _excludes(inquiry, case, items, event)
        and not any(_excludes(inquiry, case, unit.items, event) for unit in case.units)
        and not _excludes(inquiry, case, (), event)
    )


def _excludes(inquiry: Inquiry, case: Case, items: Sequence[Item], event: str) -> bool:
    question = (*items, *case.background, hypothesis(Happens(event)))
    return isinstance(inquiry.oracle.compatible(question), Incompatible)
