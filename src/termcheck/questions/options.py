"""Options: what a package makes of the clauses that nobody has to keep."""

from __future__ import annotations

from collections.abc import Iterable

from termcheck.library.model import Clause
from termcheck.logic.case import Case
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, Part, parts_of
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.oracle import Compatible

Taken = tuple[tuple[str, bool], ...]
"""Full names with whether the package takes, or keeps, them."""


def options_taken(inquiry: Inquiry, case: Case, package: Package) -> tuple[Taken, Taken]:
    """Return the options that ``package`` takes and the recommendations that it keeps.

    Options are the ``may`` clauses of the texts in the question and, of each
    clause with alternatives, the first that holds. Clauses that ask for what
    the package leaves open are left out.
    """
    on_table = [key for unit in case.units for key in unit.clauses]
    texts = _texts(inquiry, on_table)
    options = [(c.name, _kept(parts_of(c.pieces), package)) for c in texts if c.strength == "may"]
    for key in on_table:
        clause = inquiry.library.clauses.get(key)
        if clause is not None and clause.branches and not clause.has_readings:
            options.append(_alternative(clause, package))
    recommended = [
        (c.name, _kept(parts_of(c.pieces), package))
        for c in texts
        if c.strength == "should" and c.key not in on_table
    ]
    return _known(options), _known(recommended)


def recommendations_kept(inquiry: Inquiry, case: Case) -> tuple[Item, ...]:
    """Return recommendations of the texts on the table that can all be kept, with their rules.

    They are taken in the order in which they are written, as far as they go.
    """
    kept: list[Item] = []
    on_table = [key for unit in case.units for key in unit.clauses]
    items = [item for unit in case.units for item in unit.items]
    for clause in _texts(inquiry, on_table):
        if clause.strength != "should" or clause.key in on_table or clause.has_readings:
            continue
        wanted = inquiry.catalogue.item(clause.key)
        more = (wanted, *inquiry.catalogue.relevant_rules((wanted,)))
        question = (*items, *case.background, *kept, *more)
        if isinstance(inquiry.oracle.compatible(question), Compatible):
            kept += more
    return tuple(kept)


def _texts(inquiry: Inquiry, keys: Iterable[str]) -> list[Clause]:
    """Return all clauses of the proposals to which ``keys`` belong."""
    library = inquiry.library
    owners = {library.clauses[key].owner for key in keys if key in library.clauses}
    return [
        library.clauses[key]
        for name in sorted(owners & set(library.proposals))
        for key in library.proposals[name].clauses
    ]


def _kept(parts: Iterable[Part], package: Package) -> bool | None:
    """Say whether all ``parts`` hold; ``None`` if the package leaves that open."""
    try:
        return all(holds(part.formula, package) for part in parts)
    except KeyError:
        return None


def _alternative(clause: Clause, package: Package) -> tuple[str, bool | None]:
    for branch in clause.branches:
        if _kept(parts_of(branch.pieces), package):
            return (f"{clause.name}.{branch.label}", True)
    return (clause.name, None)


def _known(rows: Iterable[tuple[str, bool | None]]) -> Taken:
    return tuple((name, taken) for name, taken in rows if taken is not None)
