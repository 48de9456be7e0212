"""Questions as scripts for other programs, with comments that say what is what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from termcheck.library.model import Library
from termcheck.logic.case import Case
from termcheck.logic.problem import Item, Unit
from termcheck.report.clause_rows import (
    clause_rows,
    rule_rows,
    status_quo_row,
    supposed_rows,
    text_row,
)
from termcheck.report.escape import comment
from termcheck.report.layout import Row
from termcheck.solve.script import Group, Script, symbol

_NAMES = "c: a clause, r: a rule, s: a supposition, k: what is kept; rules are cut to what matters"


def script_of(library: Library, case: Case) -> Script:
    """Return the script of a question under one combination of readings."""
    return Script(library.domains, library.horizon, tuple(_groups(library, case)))


def smtlib_text(script: Script, asked: str) -> str:
    """Return ``script`` as SMT-LIB 2; ``asked`` is the question as it was typed."""
    legend = [f"{symbol(which)}: {said}" for which, said in script.legend()]
    return script.smtlib(_head(asked, legend))


def dimacs_text(script: Script, asked: str) -> str:
    """Return ``script`` as DIMACS; the question must be finite."""
    return script.dimacs(_head(asked, [f"{which}: {said}" for which, said in script.legend()]))


def _head(asked: str, legend: Iterable[str]) -> list[str]:
    return [comment(each) for each in (f"termcheck: {asked}", _NAMES, *legend)]


def _groups(library: Library, case: Case) -> Iterator[Group]:
    for place, unit in enumerate(case.units, 1):
        yield _group(f"c{place}", unit.items, _unit_rows(library, case, unit))
    rules = rule_rows(library, [item.name for item in case.rules])
    supposed = supposed_rows(library, [item.name for item in case.suppositions])
    kept = clause_rows(library, case.kept_keys, case.readings)
    for letter, items, rows in (
        ("r", case.rules, rules),
        ("s", case.suppositions, supposed),
        ("k", case.kept, kept),
    ):
        for place, (item, row) in enumerate(zip(items, rows, strict=True), 1):
            yield _group(f"{letter}{place}", (item,), (row,))


def _group(label: str, items: tuple[Item, ...], rows: Iterable[Row]) -> Group:
    said = (f"{label}: {row.name}: {' '.join(piece.text for piece in row.texts)}" for row in rows)
    return Group(label, items, tuple(map(comment, said)))


def _unit_rows(library: Library, case: Case, unit: Unit) -> tuple[Row, ...]:
    match unit.kind:
        case "status quo":
            return (status_quo_row(library, unit.items[0].name.removeprefix("status quo of ")),)
        case "text":
            rows = clause_rows(library, unit.clauses, case.readings)
            return (text_row(library, unit.name, unit.clauses), *rows)
        case "clause":
            return clause_rows(library, unit.clauses, case.readings)
