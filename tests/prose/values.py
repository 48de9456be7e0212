"""Printed values read back into formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from termcheck.library.formula import (
    Among,
    Amount,
    And,
    Compare,
    DayOf,
    Exactly,
    Formula,
    Happens,
    Not,
    Or,
    Unlimited,
    Variable,
)
from termcheck.library.model import Answer, Choice, Library, Range
from termcheck.questions.opened import is_value
from termcheck.report.values import answer_text, spaced

_SIZES = {"billion": 10**9, "million": 10**6}
LISTED = re.compile(r", | and ")


class Untrue(Exception):
    """A line that cannot be read, or that is not true."""


def parts(said: str, last: str = "and") -> list[str]:
    """Return the words of a list as it is printed: ``a, b and c``."""
    return re.split(rf", | {last} ", said)


def number_of(said: str, unit: str) -> Fraction:
    """Return the amount that was printed with its unit."""
    words = said.removesuffix(unit).split() if unit else said.split()
    number = Fraction(words[0].replace(",", ""))
    for word in words[1:]:
        number *= _SIZES[word]
    return number


def answer_of(library: Library, member: str, said: str) -> Answer:
    """Return the value of a term that was printed."""
    domain = library.domains[member]
    if said == "no limit":
        return None
    if isinstance(domain, Choice):
        found = [each for each in domain.values if answer_text(domain, each) == said]
        if len(found) != 1:
            raise Untrue(said)
        return found[0]
    return number_of(said, domain.unit)


def members(library: Library, name: str) -> tuple[list[str], list[str], bool]:
    """Return the members and the phases of ``term[a, b]@p|q``, and whether these are all."""
    bare, _, marks = name.partition("@")
    phases = marks.split("|") if marks else []
    term, _, inside = bare.partition("[")
    if not inside:
        return [term], phases, True
    names = inside.rstrip("]").split(", ")
    whole = names[-1] != "…"
    found = [f"{term}[{each}]" for each in names if each != "…"]
    if any(each not in library.domains and not is_event(library, each) for each in found):
        raise Untrue(name)
    return found, phases, whole


def is_event(library: Library, name: str) -> bool:
    """Say whether a name is one of an event."""
    return name.partition("[")[0] in library.events


def words_of(library: Library, term: str) -> str:
    """Return what a term or event is called."""
    declared = library.terms.get(term) or library.events[term]
    return declared.meaning or spaced(term)


def by_phase(library: Library, said: str) -> Iterator[tuple[str, list[str] | None]]:
    """Yield values with the phases in which they hold, ``None`` if in all."""
    names = {spaced(each): each for each in library.phases}
    for part in said.split("; "):
        value, mark, where = part.rpartition(" in ")
        phases = [names.get(each, "") for each in LISTED.split(where)]
        if mark and all(phases):
            yield value, phases
        else:
            yield part, None


def values_said(
    library: Library, line: str, play: Iterable[Variable]
) -> tuple[dict[Variable, Answer], bool]:
    """Return what ``meaning: values  name`` says of variables in play, and whether of all."""
    said, _, name = line.strip().rpartition("  ")
    found, _, whole = members(library, name)
    term = library.terms[name.partition("[")[0]]
    if term.meaning and not said.startswith(f"{term.meaning}: "):
        raise Untrue(line)
    said = said.removeprefix(f"{term.meaning}: ") if term.meaning else said
    if today := re.fullmatch(r"(.*) \((?:today|else, as today): (.*)\)", said):
        if not term.has_now or answer_text(library.domains[found[0]], term.now) != today[2]:
            raise Untrue(line)
        said = today[1]
    told: dict[Variable, Answer] = {}
    for value, phases in by_phase(library, said):
        for each in play:
            if each.term in found and (phases is None or each.phase in phases):
                told[each] = answer_of(library, each.term, value)
    if not told:
        raise Untrue(line)
    return told, whole


def formulas_of(told: dict[Variable, Answer]) -> list[Formula]:
    """Return what values claim."""
    return [is_value(variable, value) for variable, value in told.items()]


def on_day(event: str, day: str) -> Formula:
    """Return that an event happens on a printed day, or never."""
    if day == "never":
        return Not(Happens(event))
    number = date.fromisoformat(day).toordinal()
    return Compare(DayOf(event), "=", Exactly(Fraction(number)))


def extent_claims(
    library: Library, name: Variable | str, said: str
) -> tuple[Formula, list[Formula]]:
    """Return what an extent in words forces, and what it says is possible."""
    if isinstance(name, str):
        words: dict[str, Formula] = {"happens": Happens(name), "never": Not(Happens(name))}
        return words[said], [words[said]]
    domain = library.domains[name.term]
    if isinstance(domain, Choice):
        values = [str(answer_of(library, name.term, each)) for each in parts(said, "or")]
        return Among(name, tuple(values)), [Among(name, (each,)) for each in values]
    return _bounds(domain, name, said)


def _bounds(domain: Range, name: Variable, said: str) -> tuple[Formula, list[Formula]]:
    limit = Unlimited(name)
    if said == "no limit":
        return limit, [limit]
    open_ = said.endswith(" or no limit")
    bare = said.removesuffix(" or no limit").removesuffix(", with a limit")
    low, high = domain.low, domain.high
    if bare.startswith("at least "):
        low = number_of(bare.removeprefix("at least "), domain.unit)
        open_ = domain.or_none and not said.endswith(", with a limit")
    elif bare.startswith("at most "):
        high = number_of(bare.removeprefix("at most "), domain.unit)
    elif " to " in bare:
        low, high = (number_of(each, domain.unit) for each in bare.split(" to "))
    else:
        low = high = number_of(bare, domain.unit)
    inside: list[Formula] = [
        Compare(Exactly(low), "<=", Amount(name)),
        Compare(Amount(name), "<=", Exactly(high)),
    ]
    claim: Formula = And((*inside, Not(limit)))
    ends: list[Formula] = [is_value(name, low), is_value(name, high)]
    if open_:
        return Or((claim, limit)), [*ends, limit]
    return claim, ends
