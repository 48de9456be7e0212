"""The words of ``gap``: each claim of the closed list as one sentence.

Accepts claims; yields text that ``tests/questions/gap_sentences.py`` reads
back into the same claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from termcheck.library.formula import Variable
from termcheck.library.model import Answer, Library
from termcheck.questions import claims as c
from termcheck.questions.movement import Move, NoLeast
from termcheck.questions.numbers import Kind
from termcheck.report.counting import counted
from termcheck.report.values import amount_text, answer_text, day_text, listed
from termcheck.report.wording import source_title

KEPT = "what is kept"
CIRCLE = "a circle in which each waits for the next, so that none can happen"


def sentence(library: Library, claim: c.Claim) -> str:
    """Return ``claim`` in words."""
    match claim:
        case c.Clash(names=names, because=because):
            reason = f", because of {listed(because)}" if because else ""
            return f"{listed(names) or KEPT} cannot hold{_together(names)}{reason}"
        case c.Circle(steps=steps):
            return f"{CIRCLE}: {', '.join(map(step_words, steps))}"
        case c.Repairs(removed=removed, moves=moves):
            return _repair(removed, moves)
        case Move():
            return _move(claim)
        case c.Settled(variable=variable, value=value):
            return f"{variable} = {answer_text(library.domains[variable.term], value)}"
        case c.Opened(values=values, days=days):
            return _example(library, values, days)
        case c.OneFromEach(menus=menus, fixes=fixes):
            return _product(menus, fixes)
        case _:
            return _of_whole(library, claim)


def _of_whole(library: Library, claim: c.OfWhole) -> str:
    match claim:
        case c.Alone(party=party, names=names):
            return f"{party} alone can repair this: {_repair(names)}"
        case c.OnlyAlone(party=party):
            return f"nobody but {party} can repair this alone"
        case c.NotAlone(parties=parties):
            return f"{_none_of(parties)} can repair this alone"
        case c.Indispensable(owners=owners):
            return f"in every repair {listed(owners)} {'gives' if len(owners) == 1 else 'give'} way"
        case c.StandsIn(name=name, conflicts=number):
            return f"{name} stands in {counted(number, 'conflict')}"
        case c.CitedIn(source=source, conflicts=number):
            return f"{source_title(library, source)} is cited in {counted(number, 'conflict')}"
        case c.RestsOn():
            return _rests_on(library, claim)
        case c.SurvivesEachSource():
            return "whichever one source is left out, there is no deal"
        case c.RedLineNeeded(conflicts=numbers):
            return f"without a red line that gives way there is no repair of {_conflicts(numbers)}"
        case c.KeptUntouched(names=names):
            return f"no fix touches what is kept: {listed(names)}"
        case c.Complete():
            return "proved minimal; no other conflicts, and no other least fixes"
        case c.Called(term=term, parties=parties, conflicts=numbers):
            return f"with {listed(parties)} at the table {term} could change: {_gone(numbers)}"
        case NoLeast():
            return _no_least(claim)
        case c.NothingHelps(conflicts=numbers):
            return f"no fix helps: nothing that could be given up stands in {_conflicts(numbers)}"
        case _:
            assert_never(claim)


def _rests_on(library: Library, claim: c.RestsOn) -> str:
    names = f" ({listed(claim.names)})" if claim.names else ""
    so = "a deal would be possible"
    if claim.still:
        so = f"{claim.gone} of {counted(claim.conflicts, 'conflict')} would be gone"
    title = source_title(library, claim.source)
    return f'without what only "{title}" supports{names}, {so}'


def _conflicts(numbers: Sequence[int]) -> str:
    noun = "conflict" if len(numbers) == 1 else "conflicts"
    return f"{noun} {listed(str(each) for each in numbers)}"


def _gone(numbers: Sequence[int]) -> str:
    return f"without its status quo {_conflicts(numbers)} would be gone"


def _product(menus: int, fixes: int) -> str:
    number = counted(fixes, "least fix", "least fixes").replace(str(fixes), f"{fixes:,}")
    if menus == 1:
        return f"any one of these reopens a deal; {_are(fixes)} {number}"
    return f"one choice from each of {menus} menus reopens a deal; {_are(fixes)} {number}"


def _are(number: int) -> str:
    return "there is" if number == 1 else "there are"


def _together(names: Sequence[str]) -> str:
    return " together" if len(names) > 1 else ""


def _none_of(parties: Sequence[str]) -> str:
    if len(parties) == 1:
        return f"not even {parties[0]}"
    return f"none of {listed(parties)}" if len(parties) > 2 else f"neither {' nor '.join(parties)}"


def _repair(
    removed: Sequence[str],
    moves: Sequence[Move] = (),
) -> str:
    """Return what is to be done: give up, move a number."""
    said = [f"give up {listed(removed)}"] if removed else []
    said += [_move(each) for each in moves]
    return "; ".join(said)


def _move(move: Move) -> str:
    start, end = (_number(each, move.kind, move.unit) for each in (move.start, move.end))
    bound = ", itself included" if move.included else ""
    return f"move {move.clause} from {start} to {end}{bound}"


def _no_least(found: NoLeast) -> str:
    number = found.number
    places = (number.value / number.factor, found.bound / number.factor)
    start, bound = (_number(each, number.kind, number.unit) for each in places)
    return (
        f"{found.before.name} could move from {start} to just {'above' if found.up else 'below'}"
        f" {bound}; no such place is the nearest, so no move is offered"
    )


def _number(number: Fraction, kind: Kind, unit: str) -> str:
    if kind == "day":
        return day_text(int(number)) if number.denominator == 1 else str(number)
    if kind in ("days", "months") and number == 1:
        return f"1 {kind.removesuffix('s')}"
    return amount_text(number, unit_of(kind, unit))


def unit_of(kind: Kind, unit: str) -> str:
    """Return the unit in which a move is told."""
    return {"amount": unit, "day": "day", "days": "days", "months": "months"}[kind]


def step_words(step: c.Step) -> str:
    """Return one step of a circle: who waits for whom, and where that is said."""
    word = "only after" if step.strictly else "no earlier than"
    return f"{step.later} {word} {step.earlier} ({step.clause})"


def _example(
    library: Library,
    values: Sequence[tuple[Variable, Answer]],
    days: Sequence[tuple[str, int | None]],
) -> str:
    said = [
        f"{variable} = {answer_text(library.domains[variable.term], value)}"
        for variable, value in values
    ]
    said += [f"{event} {'never' if day is None else f'on {day_text(day)}'}" for event, day in days]
    return "; ".join(said)
