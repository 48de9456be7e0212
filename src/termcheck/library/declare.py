"""Declarations: from collected trees to the vocabulary that formulas use.

Accepts what was collected; returns a vocabulary in which units, sets, terms,
events, constants and definitions are resolved. What is faulty is *lost*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product
from types import MappingProxyType

from termcheck.language import tree
from termcheck.library.collect import Collected
from termcheck.library.days import first_day, written
from termcheck.library.defines import declare_defines
from termcheck.library.domains import StatusQuo, domain_of, status_quo
from termcheck.library.elaborate import Elaborator
from termcheck.library.elaborate_names import Index
from termcheck.library.elaborate_numbers import literal
from termcheck.library.faults import Faults
from termcheck.library.limits import MEMBERS_OF_A_FAMILY, PHASES
from termcheck.library.model import Constant, Event, Party, Phase, Source, Term
from termcheck.library.sets import declare_sets, members_of
from termcheck.library.typed import Measure
from termcheck.library.units import declare_units
from termcheck.library.vocabulary import Kind, Vocabulary


def declare(
    found: Collected, faults: Faults, horizon: tuple[int, int], lost: set[tuple[Kind, str]]
) -> Vocabulary:
    """Return the vocabulary; ``lost`` are names whose declarations did not parse."""
    vocabulary = Vocabulary(horizon)
    vocabulary.lost.update(lost)
    _parties(vocabulary, found)
    _sources(vocabulary, found, faults)
    _phases(vocabulary, found, faults)
    declare_units(vocabulary, faults, found.units)
    declare_sets(vocabulary, faults, found.sets)
    vocabulary.labels.update(found.labels())
    scope = Elaborator(vocabulary, faults)
    for name in sorted(found.constants):
        _constant(scope, found.constants[name])
    for name in sorted(found.terms):
        _term(scope, found.terms[name])
    for name in sorted(found.events):
        _event(scope, found.events[name])
    declare_defines(scope, found.defines)
    return vocabulary


def _parties(vocabulary: Vocabulary, found: Collected) -> None:
    for name, node in sorted(found.parties.items()):
        vocabulary.parties[name] = Party(name, node.title, node.span)


def _sources(vocabulary: Vocabulary, found: Collected, faults: Faults) -> None:
    for name, node in sorted(found.sources.items()):
        day = node.on
        if day is not None and first_day(day) is None:
            faults.add("TC238", day.span, f"there is no day `{written(day)}`")
        on = written(day) if day is not None else ""
        vocabulary.sources[name] = Source(name, node.title, node.author, on, node.file, node.span)


def _phases(vocabulary: Vocabulary, found: Collected, faults: Faults) -> None:
    defaults: list[tree.Phase] = []
    for name, node in sorted(found.phases.items()):
        vocabulary.phases[name] = Phase(name, node.meaning, node.default, node.span)
        if node.default:
            defaults.append(node)
    defaults.sort(key=lambda node: (node.span.file, node.span.start))
    if defaults:
        vocabulary.default_phase = defaults[0].name.text
    for node in defaults[1:]:
        message = f"`{defaults[0].name.text}` is the default phase already"
        faults.add("TC252", node.name.span, message, "only one phase can be the default")
    if len(found.phases) > PHASES:
        message = f"this library has more than {PHASES} phases"
        faults.add("TC239", _last(found.phases.values()).name.span, message)
        vocabulary.phases = dict(list(vocabulary.phases.items())[:PHASES])
    if found.phases and not defaults:
        first = min(found.phases.values(), key=lambda node: (node.span.file, node.span.start))
        message = "no phase is the default one"
        faults.add("TC253", first.name.span, message, "write `default` after one of the phases")


def _last(phases: Iterable[tree.Phase]) -> tree.Phase:
    return max(phases, key=lambda node: (node.span.file, node.span.start))


# --- Terms and events ----------------------------------------------------------


def index_of(scope: Elaborator, name: str, index: tuple[tree.SetExpression, ...]) -> Index | None:
    """Return the members of each index set, nothing after a fault."""
    sets = [members_of(scope.vocabulary, scope.faults, each) for each in index]
    whole = tuple([each for each in sets if each is not None])
    if len(whole) < len(sets):
        return None
    size = 1
    for members in whole:
        size *= len(members)
    if size > MEMBERS_OF_A_FAMILY:
        message = f"`{name}` has {size:_} members, more than {MEMBERS_OF_A_FAMILY:_}"
        scope.fault("TC241", index[0].span, message)
        return None
    if index and not scope.vocabulary.sizes.has_room("members", size, index[0].span, scope.faults):
        return None
    return whole


def full_names(name: str, index: Index) -> tuple[str, ...]:
    """Return the names of all members of a family, the name itself without index."""
    if not index:
        return (name,)
    return tuple([f"{name}[{', '.join(members)}]" for members in product(*index)])


def _deciders(scope: Elaborator, words: tuple[tree.Word, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([word.text for word in words if is_party(scope, word)]))


def is_party(scope: Elaborator, word: tree.Word) -> bool:
    """Say whether ``word`` is a declared party; a fault is noted if not."""
    vocabulary = scope.vocabulary
    if word.text in vocabulary.parties:
        return True
    if ("on the table", word.text) not in vocabulary.lost:
        help = scope.faults.did_you_mean(word.text, vocabulary.parties)
        help = help or f'declare it: `party {word.text} "…"`'
        scope.fault("TC205", word.span, f"there is no party `{word.text}`", help)
    return False


def _term(scope: Elaborator, node: tree.Term) -> None:
    name, vocabulary = node.name.text, scope.vocabulary
    index = index_of(scope, name, node.index)
    domain = domain_of(scope, node.type)
    deciders = _deciders(scope, node.deciders)
    if node.by_phase and not vocabulary.phases and not _lost_phases(vocabulary):
        message = f"`{name}` varies by phase, but no phase is declared"
        scope.fault("TC254", node.name.span, message, 'declare one: `phase … "…" default`')
    if index is None or domain is None:
        vocabulary.lost.add(("name", name))
        return
    now: StatusQuo | None = None
    if node.now is not None:
        now = status_quo(scope, name, domain, node.now)
    vocabulary.add_term(
        Term(
            name,
            full_names(name, index),
            domain,
            node.by_phase,
            now is not None,
            now.value if now else None,
            deciders,
            node.meaning,
            node.span,
            index,
        )
    )


def _lost_phases(vocabulary: Vocabulary) -> bool:
    return any(kind == "phase" for kind, _ in vocabulary.lost)


def _event(scope: Elaborator, node: tree.Event) -> None:
    name = node.name.text
    index = index_of(scope, name, node.index)
    deciders = _deciders(scope, node.deciders)
    if index is None:
        scope.vocabulary.lost.add(("name", name))
        return
    members = full_names(name, index)
    scope.vocabulary.add_event(Event(name, members, deciders, node.meaning, node.span, index))


# --- Constants -------------------------------------------------------------------


def _constant(scope: Elaborator, node: tree.Constant) -> None:
    name = node.name.text
    index = index_of(scope, name, node.index)
    values = None if index is None else _values(scope, node, full_names(name, index))
    if index is None or values is None:
        scope.vocabulary.lost.add(("name", name))
        return
    unit = next((entry.value.unit for entry in node.entries if entry.value.unit), "")
    factor = scope.vocabulary.factor(unit)
    exact = {member: value / factor for member, value in values.items()}
    scope.vocabulary.add_constant(Constant(name, index, MappingProxyType(exact), unit, node.span))


def _values(
    scope: Elaborator, node: tree.Constant, members: tuple[str, ...]
) -> Mapping[str, Fraction] | None:
    """Return the numbers by full name in base units, nothing after a fault."""
    before = scope.faults.count()
    found: dict[str, Measure] = {}
    for entry in node.entries:
        value = literal(scope, entry.value)
        if value is None:
            return None
        words = ", ".join(word.text for word in entry.index)
        full = f"{node.name.text}[{words}]" if words else node.name.text
        if full not in members:
            help = scope.faults.did_you_mean(full, members)
            scope.fault("TC246", entry.span, f"there is no `{full}`", help)
        elif full in found:
            scope.fault("TC246", entry.span, f"`{full}` has a value already")
        else:
            found[full] = value
    if scope.faults.count() > before:
        return None
    missing = [member for member in members if member not in found]
    if missing:
        message = f"`{missing[0]}` has no value"
        scope.fault("TC246", node.name.span, message)
        return None
    if len({each.dimension for each in found.values() if each.known}) > 1:
        scope.fault("TC230", node.name.span, "the values are in different dimensions")
        return None
    return {member: found[member].low for member in members}
