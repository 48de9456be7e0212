"""Rows for clauses: name, meaning, whose it is and where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from termcheck.library.model import Clause, Library, Strength, part_name
from termcheck.logic.problem import STATUS_QUO
from termcheck.questions.verdict import Readings
from termcheck.report.counting import counted
from termcheck.report.layout import Row
from termcheck.report.page import Piece
from termcheck.report.references import written_names
from termcheck.report.values import answer_text, listed
from termcheck.report.wording import context, define_meaning, meaning, supposed_meaning, title


def clause_rows(library: Library, keys: Iterable[str], readings: Readings = ()) -> tuple[Row, ...]:
    """Return a row for each clause, in order; a key may name an alternative."""
    return tuple(_row(library, key, dict(readings)) for key in keys)


def _row(library: Library, key: str, readings: dict[str, str]) -> Row:
    if key.startswith(STATUS_QUO):
        return status_quo_row(library, key.removeprefix(STATUS_QUO))
    clause, branch = clause_of(library, key)
    reading = branch or readings.get(clause.name, "")
    name = part_name(clause, reading) if reading else clause.name
    said = [
        Piece(_meaning(library, clause, reading)),
        Piece(f"— {context(library, clause)}", "faint"),
    ]
    said += [Piece("low confidence", "warn")] if clause.confidence == "low" else []
    return Row(name, tuple(said))


def _meaning(library: Library, clause: Clause, label: str) -> str:
    """Return what a clause means, or the part of it that ``label`` names."""
    if label.startswith("["):
        return f"of {label[1:-1]} alone: {meaning(library, clause)}"
    return meaning(library, clause, label)


def clause_of(library: Library, key: str) -> tuple[Clause, str]:
    """Return the clause of ``key`` and the label of the part that it names, if it names one."""
    clause = library.clauses.get(key)
    if clause is not None:
        return clause, ""
    owner, _, label = key.rpartition(".")
    return library.clauses[owner], label


def rule_rows(library: Library, names: Iterable[str]) -> tuple[Row, ...]:
    """Return a row for each rule; its note or its passage says why it holds."""
    found: list[Row] = []
    for name in names:
        rule = library.clauses[name]
        said = [Piece(meaning(library, rule))]
        why = [rule.note] if rule.note else []
        why += [context(library, rule).removeprefix("rule · ")] if rule.citations else []
        said += [Piece(f"— {' · '.join(why)}", "faint")] if why else []
        found.append(Row(f"rule {name}", tuple(said)))
    return tuple(found)


def supposed_rows(library: Library, texts: Iterable[str]) -> tuple[Row, ...]:
    """Return a row for each hypothesis."""
    return tuple(
        Row("supposed", (Piece(supposed_meaning(library, text)), Piece(f"— {text}", "faint")))
        for text in texts
    )


def define_rows(library: Library, clauses: Iterable[Clause]) -> tuple[Row, ...]:
    """Return a row for each definition that the clauses use, directly or through others."""
    waiting = [name for clause in clauses for name in written_names(clause.syntax)]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop()
        if name in library.defines and name not in found:
            found[name] = None
            waiting += written_names(library.defines[name].syntax.value)
    return tuple(
        Row(f"where {name}", (Piece(f"means: {define_meaning(library, name)}"),))
        for name in sorted(found)
    )


def status_quo_row(library: Library, name: str) -> Row:
    """Return the row for what stays as it is at a table that lacks a decider."""
    base, _, index = name.partition("[")
    event = library.events.get(base)
    what = library.terms[base] if event is None else event
    said = what.meaning or base
    said += f" ({index.rstrip(']')})" if index else ""
    if event is not None:
        said = f"never: {said}"
    else:
        said = f"{said}: {answer_text(library.domains[name], library.terms[base].now)}"
    why = f"decided by {listed(what.deciders)}, not all of them at the table"
    return Row(f"{STATUS_QUO}{name}", (Piece(said), Piece(f"— {why}", "faint")))


_KINDS: dict[Strength, str] = {
    "firm": "clause",
    "red line": "red line",
    "demand": "demand",
    "should": "recommendation",
    "prefer": "preference",
    "may": "option",
    "accepts": "acceptance",
}


def text_row(library: Library, name: str, keys: Iterable[str]) -> Row:
    """Return the row for a whole text, with what of it is on the table: the clauses ``keys``."""
    own = [clause for key in keys if (clause := clause_of(library, key)[0]).owner == name]
    number = Counter(_KINDS[each.strength] for each in own)
    said = listed(counted(number[kind], kind) for kind in _KINDS.values() if number[kind])
    said += ", counted as one" if len(own) > 1 else ""
    return Row(name, (Piece(title(library, name)), Piece(f"— {said}", "faint")))
