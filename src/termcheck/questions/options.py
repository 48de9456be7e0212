"""Options: what a package makes of the clauses that nobody has to keep."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from termcheck.library.model import Clause, Library, Question, Reference
from termcheck.logic.case import Case
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import Item, Part, parts_of
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.oracle import Compatible, Incompatible
from termcheck.value import Value

Taken = tuple[tuple[str, bool], ...]
"""Full names with whether the package takes, or keeps, them."""


class Recommended(Value):
    """Recommendations that can be kept together, and those that cannot be added to them.

    ``items`` say what is kept, with the rules and status quos that govern it;
    ``refused`` are full names.
    """

    items: tuple[Item, ...]
    refused: tuple[str, ...]


def texts_named(library: Library, references: Iterable[Reference]) -> tuple[str, ...]:
    """Return the proposals that ``references`` put on the table as such, in order of name.

    A clause that is named alone does not bring the options of its text.
    """
    named = {each.text.strip().removesuffix(".all").removesuffix(".*") for each in references}
    return tuple(sorted(named & set(library.proposals)))


def options_taken(
    inquiry: Inquiry,
    case: Case,
    package: Package,
    texts: Collection[str],
    refused: Collection[str],
) -> tuple[Taken, Taken]:
    """Return the options that ``package`` takes and the recommendations that it keeps.

    Options are the ``may`` clauses of the proposals ``texts`` and, of each
    clause with alternatives, the first that holds. Clauses that ask for what
    the package leaves open are left out, but for recommendations that were
    ``refused``.
    """
    on_table = [key for unit in case.units for key in unit.clauses]
    clauses = _clauses(inquiry, on_table, texts)
    options = [(c.name, _kept(parts_of(c.pieces), package)) for c in clauses if c.strength == "may"]
    for key in on_table:
        clause = inquiry.library.clauses.get(key)
        if clause is not None and clause.branches and not clause.has_readings:
            options.append(_alternative(clause, package))
    wished = [
        (c.name, False if c.name in refused else _kept(parts_of(c.pieces), package))
        for c in clauses
        if c.strength == "should" and c.key not in on_table
    ]
    return _known(options), _known(wished)


def recommended(
    inquiry: Inquiry,
    question: Question,
    case: Case,
    texts: Collection[str],
    more: Iterable[Item] = (),
) -> Recommended:
    """Return which recommendations of ``texts`` can be kept.

    They are taken in the order in which they are written, as far as they go
    with the clauses on the table, with ``more``, and with the rules, and the
    status quos at the table, of what they mention.
    """
    kept: list[Item] = []
    refused: list[str] = []
    on_table = [key for unit in case.units for key in unit.clauses]
    items = [*(item for unit in case.units for item in unit.items), *case.background, *more]
    for clause in _clauses(inquiry, on_table, texts):
        if clause.strength != "should" or clause.key in on_table or clause.has_readings:
            continue
        wanted = inquiry.catalogue.item(clause.key)
        asked = (wanted, *inquiry.catalogue.relevant_to((wanted,), question))
        answer = inquiry.oracle.compatible((*items, *kept, *asked))
        kept += asked if isinstance(answer, Compatible) else ()
        refused += [clause.name] if isinstance(answer, Incompatible) else []
    return Recommended(tuple(kept), tuple(refused))


def _clauses(inquiry: Inquiry, keys: Iterable[str], texts: Collection[str]) -> list[Clause]:
    """Return all clauses of those of ``texts`` that any of ``keys`` belongs to."""
    library = inquiry.library
    owners = {library.clauses[key].owner for key in keys if key in library.clauses}
    return [
        library.clauses[key]
        for name in sorted(owners.intersection(texts))
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
