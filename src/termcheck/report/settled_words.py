"""What a text settles, in words: values, bounds, and the terms that come to the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from termcheck.library.formula import Variable
from termcheck.library.model import Library, Range
from termcheck.questions.extent import Bounds, Extent, Values
from termcheck.questions.settlement import Settlement
from termcheck.report.values import amount_text, answer_text, few, listed, spaced
from termcheck.value import Value

MEMBERS_SHOWN = 5


class Told(Value):
    """Settlements that come to the same: what they are about, its name, and both sides."""

    meaning: str
    name: str
    base: str
    head: str


def extent_words(library: Library, name: Variable | str, found: Extent) -> str:
    """Return what is left to a term or an event: ``at least 10 years``."""
    if isinstance(name, str):
        assert isinstance(found, Values)
        return found.left[0] if len(found.left) == 1 else "open"
    domain = library.domains[name.term]
    if isinstance(found, Values):
        return listed((answer_text(domain, each) for each in found.left), "or")
    assert isinstance(domain, Range)
    return _bounds(domain, found)


def _bounds(domain: Range, found: Bounds) -> str:
    if found.low is None or found.high is None:
        return "no limit"
    low, high = (amount_text(each, domain.unit) for each in (found.low, found.high))
    if found.low == found.high:
        said = low
    elif found.high == domain.high:
        said = f"at least {low}"
    elif found.low == domain.low:
        said = f"at most {high}"
    else:
        said = f"{low} to {high}"
    if not domain.or_none or found.no_limit:
        return f"{said} or no limit" if domain.or_none and said != f"at least {low}" else said
    return f"{said}, with a limit"


def told(library: Library, settled: Iterable[Settlement]) -> tuple[Told, ...]:
    """Return settlements in words, members and phases that come to the same together."""
    members: dict[tuple[str, str, str, str], list[str]] = {}
    for each in settled:
        term, _, member = _term(each.name).partition("[")
        phase = each.name.phase or "" if isinstance(each.name, Variable) else ""
        base = extent_words(library, each.name, each.base) if each.base else ""
        head = extent_words(library, each.name, each.head) if each.head else ""
        members.setdefault((term, phase, base, head), []).append(member.rstrip("]"))
    phases: dict[tuple[str, tuple[str, ...], str, str], list[str]] = {}
    for (term, phase, base, head), found in members.items():
        phases.setdefault((term, tuple(found), base, head), []).append(phase)
    return tuple(
        Told(_meaning(library, term, where), _name(library, term, where, found), base, head)
        for (term, found, base, head), where in phases.items()
    )


def _term(name: Variable | str) -> str:
    return name.term if isinstance(name, Variable) else name


def _name(library: Library, term: str, phases: Sequence[str], members: Sequence[str]) -> str:
    inside = f"[{few(members, MEMBERS_SHOWN)}]" if members[0] else ""
    everywhere = len(phases) > 1 and len(phases) == len(library.phases)
    marks = "" if everywhere or not phases[0] else "@" + "|".join(phases)
    return f"{term}{inside}{marks}"


def _meaning(library: Library, term: str, phases: Sequence[str]) -> str:
    declared = library.terms.get(term) or library.events.get(term)
    said = declared.meaning if declared and declared.meaning else spaced(term)
    if len(phases) > 1:
        whole = len(phases) == len(library.phases)
        return f"{said} (in {'every phase' if whole else listed(map(spaced, phases))})"
    other = phases[0] and phases[0] != library.default_phase
    return f"{said} (in {spaced(phases[0])})" if other else said
