"""Notes: what a drafter did not write and may want to know.

Nothing is wrong with a text that has notes; they are made for whoever asks.
Each is about one proposal: what its clauses imply together, and whom they need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from termcheck.language.diagnostic import Diagnostic, Label
from termcheck.library.formula import Variable
from termcheck.library.model import Answer, Clause, Library, Question, Reference
from termcheck.logic.case import Case
from termcheck.questions.consents import ConsentGap, consent_gaps
from termcheck.questions.implied import Fact, Implied, implied
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.verdict import Readings

FACTS_SHOWN = 5
"""How many facts with one reason are told; the rest is counted."""


def notes(inquiry: Inquiry, proposal: str) -> Iterator[Diagnostic]:
    """Yield the notes on ``proposal``."""
    yield from _commitments(inquiry, proposal)
    for gap in consent_gaps(inquiry, proposal):
        yield _consent(gap)


# --- implied commitments -----------------------------------------------------------


def _commitments(inquiry: Inquiry, proposal: str) -> Iterator[Diagnostic]:
    """Yield a note for the facts that follow from the same clauses."""
    question = Question(given=(Reference(proposal),))
    cases = [each for each in inquiry.catalogue.cases(question) if isinstance(each, Case)]
    under: dict[Implied, list[Readings]] = {}
    for case in cases:
        for found in implied(inquiry, case):
            under.setdefault(found, []).append(case.readings)
    groups: dict[tuple[tuple[str, ...], tuple[Readings, ...]], list[Implied]] = {}
    for found, readings in under.items():
        where = () if len(readings) == len(cases) else tuple(readings)
        groups.setdefault((found.clauses, where), []).append(found)
    known = (inquiry.library.clauses[key] for key in inquiry.library.proposals[proposal].clauses)
    by_name = {clause.name: clause for clause in known}
    for (names, where), together in groups.items():
        clauses = [by_name[name] for name in names]
        yield _commitment(inquiry.library, clauses, where, together)


def _commitment(
    library: Library,
    clauses: Sequence[Clause],
    where: Sequence[Readings],
    together: Sequence[Implied],
) -> Diagnostic:
    first, *more = clauses
    told = ", ".join(_fact(library, each.fact) for each in together[:FACTS_SHOWN])
    rest = len(together) - FACTS_SHOWN
    told += f" and {rest} more" if rest > 0 else ""
    verb = "together imply" if more else "implies"
    names = ", ".join(f"`{each.name}`" for each in clauses)
    message = f"{names} {verb} {told}, which no clause says"
    if where:
        read = (", ".join(f"`{name}.{label}`" for name, label in each) for each in where)
        message += f", if read as {' or '.join(read)}"
    rules = dict.fromkeys(name for each in together for name in each.rules)
    labels = [Label(each.span, f"`{each.name}`") for each in more]
    labels += [Label(library.clauses[name].span, f"rule `{name}`") for name in rules]
    one = "one of them" if more else "the clause"
    help = f"let {one} say it if it is meant; if it is not, {one} says too much"
    return Diagnostic("TC367", "note", message, first.span, tuple(labels), help)


def _fact(library: Library, fact: Fact) -> str:
    if isinstance(fact.name, str):
        return f"that `{fact.name}` {'happens' if fact.value == 'happens' else 'never happens'}"
    term = library.terms[fact.name.term.partition("[")[0]]
    as_now = " (as now)" if term.has_now and term.now == fact.value else ""
    return f"`{_written(fact.name, fact.value)}`{as_now}"


def _written(variable: Variable, value: Answer) -> str:
    """Return a value as a drafter writes it; a number stands in the term's own unit."""
    match value:
        case None:
            return f"{variable} = none"
        case "true":
            return str(variable)
        case "false":
            return f"not {variable}"
        case _:
            return f"{variable} = {value}"


# --- consent gaps --------------------------------------------------------------------


def _consent(gap: ConsentGap) -> Diagnostic:
    needed = ", ".join(f"`{each}`" for each in gap.needed)
    moved = ", ".join(f"`{each}`" for each in gap.moved)
    return Diagnostic(
        "TC368",
        "note",
        f"`{gap.clause.name}` needs {needed}, of whom no position is known: it moves {moved}",
        gap.clause.span,
        (),
        "those who have stated one cannot deliver it alone; `conflicts` with `--table` asks"
        " about any others",
    )
