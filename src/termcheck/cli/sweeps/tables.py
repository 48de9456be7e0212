"""Tables: the columns of the results of a sweep, and the statements that make them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

TEXTS = ("clauses", "rules", "kept", "suppositions", "status_quo", "phases")
LISTED = (*TEXTS, "keys", "readings", "clash")
"""Columns of conflicts that hold lists, as JSON."""

FLAGS = ("minimal", "whole_only")
"""Columns of conflicts that say yes (1) or no (0)."""

CONFLICT = ("id", "named", *TEXTS, *FLAGS, "keys", "readings", "clash", "first")
ANSWER = ("verdict", "conflict", "readings", "answer", "package", "never_happens", "limits")

_NUMBERS = (*FLAGS, "first", "questions")


def columns(axes: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of the table of questions: number, coordinates, answer."""
    return ("number", *_distinct(axes), *ANSWER)


def make(base: sqlite3.Connection, axes: Sequence[str], schema: str = "main") -> None:
    """Make the tables of a sweep with such ``axes``, empty."""
    conflict = [f"{name} {'INTEGER' if name in _NUMBERS else 'TEXT'}" for name in CONFLICT[1:]]
    question = [f"{quoted(name)} TEXT" for name in columns(axes)[1:]]
    tables = {
        "sweep": "name TEXT PRIMARY KEY, value TEXT NOT NULL",
        "questions": ", ".join(["number INTEGER PRIMARY KEY", *question]),
        "conflicts": ", ".join(["id TEXT PRIMARY KEY", *conflict, "questions INTEGER"]),
        "blocking": "number INTEGER, conflict TEXT, PRIMARY KEY (number, conflict)",
        "packages": "id TEXT PRIMARY KEY, package TEXT NOT NULL",
    }
    for name, said in tables.items():
        rows = "" if name == "questions" else " WITHOUT ROWID"
        base.execute(f"CREATE TABLE {schema}.{name} ({said}){rows}")


def copy(base: sqlite3.Connection, target: str, naming: str) -> None:
    """Copy all rows into the tables of the schema ``target``, in order.

    Conflicts are counted by the rows of the table ``naming`` that name them.
    """
    counting = f"SELECT conflict AS counted, count(*) AS times FROM main.{naming} GROUP BY 1"
    for name in ("sweep", "questions", "conflicts", "blocking", "packages"):
        told, joined = "*", ""
        if name == "conflicts":
            told = ", ".join([*CONFLICT, "coalesce(times, 0)"])
            joined = f" LEFT JOIN ({counting}) ON counted = id"
        base.execute(
            f"INSERT INTO {target}.{name} SELECT {told} FROM main.{name}{joined} ORDER BY 1, 2"
        )


def quoted(name: str) -> str:
    """Return a name as SQL takes it, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'


def marks(number: int) -> str:
    """Return so many places for values."""
    return ", ".join("?" * number)


def _distinct(names: Sequence[str]) -> list[str]:
    """Return names of columns: they differ in more than small and capital letters."""
    found: list[str] = []
    for name in names:
        same = sum(each.casefold().partition(" (")[0] == name.casefold() for each in found)
        found.append(f"{name} ({same + 1})" if same else name)
    return found
