"""Parts taken off a whole: what cannot be meant by ``without`` an alternative.

A clause that is asked as a whole leaves the choice among its alternatives
open, or is asked under each of its readings; without one of them it would be
another clause. Without some members of its ``for each`` it stands for the rest.
"""

from __future__ import annotations

from collections.abc import Collection

from termcheck.library.model import Clause, Library, part_name
from termcheck.library.refs import RefFault


def part_of_a_whole(library: Library, key: str, asked: Collection[str]) -> RefFault | None:
    """Return why ``key`` cannot be taken off the clauses ``asked``, by their keys; or nothing."""
    owner, _, label = key.rpartition(".")
    clause = library.clauses.get(owner)
    if clause is None or key in asked or owner not in asked or label.startswith("["):
        return None
    others = [part_name(clause, each.label) for each in clause.branches if each.label != label]
    message, help = _said(clause, part_name(clause, label), " or ".join(f"`{o}`" for o in others))
    return RefFault(message, help, "TC286", clause.owner, clause.label)


def _said(clause: Clause, name: str, others: str) -> tuple[str, str]:
    """Return a sentence on the part ``name`` and a suggestion; ``others`` are the other parts."""
    whole = f"take off `{clause.name}`"
    if clause.has_readings:
        message = f"`{name}` is one reading of a clause that is asked under each of its readings"
        return message, f"choose {others} with `under`, or {whole}" if others else whole
    message = f"`{name}` is one of the ways to keep `{clause.name}`, which is on the table whole"
    return message, f"name {others} on the table instead of it, or {whole}" if others else whole
