"""Looking up: everything that a name stands for, and what refers to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from termcheck.language.source import Span
from termcheck.library.days import iso
from termcheck.library.model import (
    Choice,
    Clause,
    Domain,
    Library,
    member_label,
    members_of,
    part_name,
)
from termcheck.library.positions import end_of
from termcheck.report.references import (
    check_names,
    check_reads,
    checks_where,
    clause_reads,
    clause_writes,
    clauses_where,
    defines_of,
)
from termcheck.report.values import amount_text, answer_text, number_text
from termcheck.report.wording import meaning, overriding, passage, standing
from termcheck.value import Value

_SHORT = 90

Facts = tuple[tuple[str, tuple[str, ...]], ...]
"""Words with what they head, empty ones left out."""


class Shown(Value):
    """One thing that a name stands for.

    ``facts`` are what its declaration says; ``referred`` are names of what
    refers to it, by kind of reference.
    """

    kind: str
    name: str
    span: Span
    description: str
    facts: Facts
    referred: Facts


def look_up(library: Library, name: str) -> tuple[Shown, ...]:
    """Return everything that is called ``name``; a member stands for its family."""
    base = name.partition("[")[0].partition("@")[0]
    return tuple(found for find in _KINDS for found in find(library, base))


def all_names(library: Library) -> tuple[str, ...]:
    """Return every name that can be looked up."""
    clauses = (each.name for each in library.clauses.values())
    tables = (
        *(library.terms, library.events, library.defines, library.constants),
        *(library.parties, library.proposals, library.sources, library.sets),
        library.phases,
    )
    return tuple(dict.fromkeys([*(name for table in tables for name in table), *clauses]))


def _kept(*rows: tuple[str, tuple[str, ...]]) -> Facts:
    return tuple((word, texts) for word, texts in rows if texts)


# --- what can be settled --------------------------------------------------------


def _terms(library: Library, name: str) -> Iterator[Shown]:
    term = library.terms.get(name)
    if term is None:
        return
    domain = library.domains[term.members[0]] if term.members else term.domain
    today = (answer_text(domain, term.now),) if term.has_now else ()
    facts = _kept(
        ("values", (domain_text(domain),)),
        ("members", tuple(m.partition("[")[2].rstrip("]") for m in term.members if "[" in m)),
        ("varies by phase", tuple(library.phases) if term.by_phase else ()),
        ("today", today),
        ("decided by", term.deciders),
    )
    yield Shown("term", name, term.span, term.meaning, facts, _readers(library, name))


def _events(library: Library, name: str) -> Iterator[Shown]:
    event = library.events.get(name)
    if event is None:
        return
    members = tuple(m.partition("[")[2].rstrip("]") for m in event.members if "[" in m)
    facts = _kept(("members", members), ("decided by", event.deciders))
    yield Shown("event", name, event.span, event.meaning, facts, _readers(library, name))


def _readers(library: Library, name: str) -> Facts:
    return _kept(
        ("read by", clauses_where(library, lambda clause: clause_reads(clause, name))),
        ("in definitions", defines_of(library, name)),
        ("asked about by", checks_where(library, lambda check: check_reads(check, name))),
    )


def domain_text(domain: Domain) -> str:
    """Return a type as it is declared."""
    if isinstance(domain, Choice):
        sign = " < " if domain.ordered else ", "
        return "bool" if domain.bool else f"{{{sign.join(domain.values)}}}"
    kind = "" if domain.whole else "decimal "
    ends = f"{number_text(domain.low)}..{amount_text(domain.high, domain.unit)}"
    return f"{kind}{ends}{' or none' if domain.or_none else ''}"


def _defines(library: Library, name: str) -> Iterator[Shown]:
    define = library.defines.get(name)
    if define is None:
        return
    written = _written(library, define.span)
    yield Shown(
        "definition", name, define.span, "", _kept(("text", written)), _writers(library, name)
    )


def _constants(library: Library, name: str) -> Iterator[Shown]:
    constant = library.constants.get(name)
    if constant is None:
        return
    values = tuple(
        f"{each}: {amount_text(value, constant.unit)}" for each, value in constant.values.items()
    )
    facts = _kept(("values", values))
    yield Shown("constant", name, constant.span, "", facts, _writers(library, name))


def _sets(library: Library, name: str) -> Iterator[Shown]:
    members = library.sets.get(name)
    if members is not None:
        facts = _kept(("members", members))
        yield Shown("set", name, Span("", 0, 0), "", facts, _writers(library, name))


def _phases(library: Library, name: str) -> Iterator[Shown]:
    phase = library.phases.get(name)
    if phase is not None:
        facts = _kept(("default", ("yes",) if phase.default else ()))
        referred = _writers(library, name)
        yield Shown("phase", name, phase.span, phase.meaning, facts, referred)


def _writers(library: Library, name: str) -> Facts:
    return _kept(
        ("in clauses", clauses_where(library, lambda clause: clause_writes(clause, name))),
        ("in definitions", defines_of(library, name)),
    )


def _written(library: Library, span: Span) -> tuple[str, ...]:
    source = library.texts.get(span.file)
    text = source.text[span.start : span.end] if source else ""
    return tuple(each.strip() for each in text.split("\n") if each.strip())


# --- who speaks, and where --------------------------------------------------------


def _parties(library: Library, name: str) -> Iterator[Shown]:
    party = library.parties.get(name)
    if party is None:
        return
    decides = [each.name for each in library.terms.values() if name in each.deciders]
    decides += [each.name for each in library.events.values() if name in each.deciders]
    facts = _kept(
        ("decides", tuple(decides)),
        ("has said", tuple(_statement(library, key) for key in library.positions.get(name, ()))),
    )
    referred = _kept(
        ("asked about by", checks_where(library, lambda check: check_names(check, name))),
        ("at the table of", checks_where(library, lambda c: name in (c.question.table or ()))),
    )
    yield Shown("party", name, party.span, party.title, facts, referred)


def _statement(library: Library, key: str) -> str:
    clause = library.clauses[key]
    said = [clause.said_on, clause.strength, _ended(library, clause)]
    words = ", ".join(filter(None, said))
    return f"{clause.name} ({words}): {meaning(library, clause, longest=_SHORT)}"


def _ended(library: Library, clause: Clause) -> str:
    """Return how and when a party's clause ended, nothing if it is in force."""
    end = end_of(library, clause)
    return f"{end[0]} {iso(end[1])}" if end else ""


def _until(library: Library, clause: Clause) -> tuple[str, ...]:
    end = end_of(library, clause)
    return (f"{iso(end[1])} ({end[0]})",) if end else ()


def _in_text(library: Library, clause: Clause) -> str:
    return f"{clause.name} ({clause.strength}): {meaning(library, clause, longest=_SHORT)}"


def _proposals(library: Library, name: str) -> Iterator[Shown]:
    proposal = library.proposals.get(name)
    if proposal is None:
        return
    clauses = [library.clauses[key] for key in proposal.clauses]
    facts = _kept(
        ("source", (proposal.source,) if proposal.source else ()),
        ("amends", (proposal.amends,) if proposal.amends else ()),
        ("clauses", tuple(_in_text(library, each) for each in clauses)),
    )
    amended = tuple(each.name for each in library.proposals.values() if each.amends == name)
    referred = _kept(
        ("amended by", amended),
        ("asked about by", checks_where(library, lambda check: check_names(check, name))),
    )
    yield Shown("proposal", name, proposal.span, proposal.title, facts, referred)


def _sources(library: Library, name: str) -> Iterator[Shown]:
    source = library.sources.get(name)
    if source is None:
        return
    facts = _kept(
        ("by", (source.author,) if source.author else ()),
        ("on", (source.on,) if source.on else ()),
        ("file", (source.file,) if source.file else ()),
    )

    def cites(clause: Clause) -> bool:
        return any(each.source == name for each in clause.citations)

    texts = tuple(each.name for each in library.proposals.values() if each.source == name)
    referred = _kept(("text of", texts), ("cited by", clauses_where(library, cites)))
    yield Shown("source", name, source.span, source.title, facts, referred)


def _clauses(library: Library, name: str) -> Iterator[Shown]:
    for clause in library.clauses.values():
        if name in (clause.name, *(part_name(clause, each.label) for each in clause.branches)):
            yield _clause(library, clause)


def _clause(library: Library, clause: Clause) -> Shown:
    facts = _kept(
        ("text", _written(library, clause.span)),
        ("standing", (standing(library, clause),) if clause.owner else ()),
        ("in force until", _until(library, clause)),
        ("passages", tuple(passage(library, each) for each in clause.citations)),
        ("confidence", (clause.confidence,) if clause.confidence else ()),
        ("note", (clause.note,) if clause.note else ()),
        ("overrides", clause.overrides),
        ("alternatives", tuple(part_name(clause, each.label) for each in clause.branches)),
        ("members", tuple(part_name(clause, member_label(e)) for e in members_of(clause))),
    )
    referred = _kept(
        ("overridden by", tuple(each.name for each in overriding(library, clause))),
        ("named by", checks_where(library, lambda check: check_names(check, clause.name))),
    )
    kind = "rule" if clause.strength == "rule" else "clause"
    return Shown(
        kind, clause.name, clause.span, meaning(library, clause, longest=400), facts, referred
    )


_KINDS: tuple[Callable[[Library, str], Iterator[Shown]], ...] = (
    _parties,
    _proposals,
    _terms,
    _events,
    _defines,
    _constants,
    _sets,
    _phases,
    _sources,
    _clauses,
)
