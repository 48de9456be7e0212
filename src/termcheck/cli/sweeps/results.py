"""Results: the answers of a sweep in a SQLite file, chunk by chunk.

A chunk is written with all its answers in one transaction, and noted in the
table ``chunks``, so that nothing is lost or repeated, whenever the process is
killed. Once all that was wanted is answered, ``finish`` writes the file anew
in order: then it depends on the questions alone.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

from termcheck.cli.refusal import refusal
from termcheck.cli.sweeps import tables
from termcheck.cli.sweeps.rows import Row, conflict_of, row_of
from termcheck.cli.sweeps.tables import ANSWER, CONFLICT, LISTED, marks
from termcheck.library.sweep import Sweep
from termcheck.report.escape import uri
from termcheck.report.sweep_text import Blocking

_OURS = 0x74637377
"""What the header of a file says that we wrote: ``tcsw``."""

_CHUNKS = (
    "CREATE TABLE IF NOT EXISTS chunks (first INTEGER, next INTEGER, seconds REAL, worker TEXT)"
)

_OTHER = {
    "sweep": "another sweep, or of this one before it was changed",
    "library": "another library, or of this one before it was changed",
    "termcheck": "another version of termcheck",
}

Columns = tuple[Any, ...]


class Results:
    """The results at ``path`` of ``sweep``.

    ``identity`` says what the answers depend on, by name; a file of another
    sweep is refused with a ``Refusal``, unless ``fresh`` begins it anew.
    """

    def __init__(
        self, path: str, identity: Mapping[str, str], sweep: Sweep, *, fresh: bool = False
    ) -> None:
        self._path = path
        self._axes = tuple(axis.name for axis in sweep.axes)
        self._columns = tables.columns(self._axes)
        self._naming = "blocking" if sweep.conflicts else "questions"
        is_new = not os.path.exists(path) or _is_empty(path)
        if fresh and not is_new:
            os.remove(path)
            is_new = True
        self._base = sqlite3.connect(path, isolation_level=None)
        if is_new:
            self._make(identity)
        self._check_same(identity)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    # --- while questions are answered -------------------------------------------------

    def add(self, told: Mapping[str, Any], coordinates: Sequence[Sequence[str]]) -> None:
        """Keep the answers of a chunk; ``coordinates`` are those of its rows, in order."""
        rows = [
            (number, *where, *answer)
            for (number, *answer), where in zip(told["rows"], coordinates, strict=True)
        ]
        conflicts = [_conflict_row(each) for each in told["conflicts"].values()]
        changed = ", ".join(f"{each} = excluded.{each}" for each in CONFLICT[1:])
        base = self._base
        base.execute("BEGIN IMMEDIATE")
        base.execute(_CHUNKS)
        base.executemany(f"INSERT INTO questions VALUES ({marks(len(self._columns))})", rows)
        base.executemany(
            f"INSERT INTO conflicts ({', '.join(CONFLICT)}) VALUES ({marks(len(CONFLICT))})"
            f" ON CONFLICT (id) DO UPDATE SET {changed} WHERE excluded.first < first",
            conflicts,
        )
        base.executemany("INSERT INTO blocking VALUES (?, ?)", told["blocking"])
        base.executemany("INSERT OR IGNORE INTO packages VALUES (?, ?)", told["packages"].items())
        log = (told["first"], told["next"], round(told["seconds"], 3), str(told["worker"]))
        base.execute("INSERT INTO chunks VALUES (?, ?, ?, ?)", log)
        base.execute("COMMIT")

    # --- what is known ----------------------------------------------------------------

    def answered(self) -> Iterator[int]:
        """Yield the numbers of the questions that are answered, in order."""
        return (int(n) for (n,) in self._base.execute("SELECT number FROM questions ORDER BY 1"))

    def clashes(self) -> list[list[str]]:
        """Return what clashes by what was found so far."""
        found = self._base.execute("SELECT clash FROM conflicts ORDER BY id")
        return [json.loads(clash) for (clash,) in found]

    def verdicts(self) -> Iterator[tuple[int, str, str, bool]]:
        """Yield number, verdict, how the formula stands, whether events never happen; in order."""
        asked = (
            "SELECT number, verdict, coalesce(answer, ''), never_happens IS NOT NULL"
            " FROM questions ORDER BY number"
        )
        return iter(self._base.execute(asked))

    def told(self, end: int) -> Iterator[Columns]:
        """Yield of each question below ``end`` number, coordinates, verdict, conflict, standing.

        A conflict is told by what is blamed for it.
        """
        where = ", ".join(f"q.{tables.quoted(each)}" for each in self._columns[: -len(ANSWER)])
        asked = (
            f"SELECT {where}, q.verdict, c.clauses, c.status_quo, q.answer FROM questions q"
            " LEFT JOIN conflicts c ON c.id = q.conflict WHERE q.number < ? ORDER BY q.number"
        )
        for *row, clauses, status_quo, answer in self._base.execute(asked, (end,)):
            blamed = [*json.loads(clauses or "[]")]
            blamed += [f"status quo of {each}" for each in json.loads(status_quo or "[]")]
            yield (*row, ", ".join(blamed), answer)

    @property
    def is_open(self) -> bool:
        """Whether chunks were added since the file was last written in order."""
        asked = "SELECT count(*) FROM sqlite_schema WHERE name = 'chunks'"
        return bool(self._base.execute(asked).fetchone()[0])

    def blocking(self, end: int) -> tuple[Blocking, ...]:
        """Return the conflicts of the questions below ``end``, the most frequent first."""
        first: dict[str, Columns] = {}
        forms = self._base.execute(
            f"SELECT {', '.join(CONFLICT)} FROM conflicts ORDER BY first, id"
        )
        for row in forms:
            first.setdefault(row[CONFLICT.index("named")], row)
        counted = self._base.execute(
            "SELECT c.named, count(DISTINCT q.number), count(DISTINCT c.id)"
            f" FROM conflicts c JOIN {self._naming} q ON q.conflict = c.id WHERE q.number < ?"
            " GROUP BY c.named ORDER BY 2 DESC, min(c.first), 1",
            (end,),
        )
        found: list[Blocking] = []
        for named, questions, forms in counted:
            told = conflict_of(first[named])
            found.append(Blocking(told.conflict, told.readings, questions, forms, told.first))
        return tuple(found)

    def rows(self, end: int) -> Iterator[Row]:
        """Yield the answers to the questions below ``end``, in order."""
        listed = f"SELECT {', '.join(CONFLICT)} FROM conflicts"
        conflicts = {each[0]: conflict_of(each).conflict for each in self._base.execute(listed)}
        packages = dict(self._base.execute("SELECT id, package FROM packages"))
        every: dict[int, list[str]] = {}
        for number, conflict in self._base.execute("SELECT * FROM blocking ORDER BY 1, 2"):
            every.setdefault(number, []).append(conflict)
        answers = self._base.execute("SELECT * FROM questions WHERE number < ? ORDER BY 1", (end,))
        for row in answers:
            yield row_of(self._columns, row, conflicts, every.get(row[0], ()), packages)

    # --- the end ------------------------------------------------------------------------

    def finish(self) -> None:
        """Write the file anew, in order and without its chunks, which go into a log beside it."""
        self._log()
        new = f"{self._path}.part"
        if os.path.exists(new):
            os.remove(new)
        self._base.execute("ATTACH ? AS new", (new,))
        base = self._base
        base.execute("BEGIN IMMEDIATE")
        tables.make(base, self._axes, "new")
        tables.copy(base, "new", self._naming)
        base.execute(f"PRAGMA new.application_id = {_OURS}")
        base.execute("COMMIT")
        base.execute("DETACH new")
        base.close()
        os.replace(new, self._path)
        self._base = sqlite3.connect(self._path, isolation_level=None)

    def _log(self) -> None:
        """Add the chunks to the log, each once: first and next question, seconds, process."""
        log = f"{self._path}.log"
        lines = {"\t".join(map(str, each)) for each in self._base.execute("SELECT * FROM chunks")}
        if os.path.exists(log):
            with open(log, encoding="utf-8") as stream:
                lines |= {line.rstrip("\n") for line in stream}
        ordered = sorted(lines, key=lambda line: int(line.partition("\t")[0]))
        with open(f"{log}.part", "w", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in ordered)
        os.replace(f"{log}.part", log)

    # --- the beginning ------------------------------------------------------------------

    def _make(self, identity: Mapping[str, str]) -> None:
        for log in (f"{self._path}.log", f"{self._path}-journal"):
            if os.path.exists(log):
                os.remove(log)
        self._base.execute("BEGIN IMMEDIATE")
        self._base.execute(f"PRAGMA application_id = {_OURS}")
        tables.make(self._base, self._axes)
        told = sorted(identity.items())
        self._base.executemany("INSERT INTO sweep VALUES (?, ?)", told)
        self._base.execute("COMMIT")

    def _check_same(self, identity: Mapping[str, str]) -> None:
        before: dict[str, str] = dict(self._base.execute("SELECT name, value FROM sweep"))
        other = [name for name in identity if before.get(name) != identity[name]]
        if other:
            self._base.close()
            message = f"`{self._path}` holds the results of {_OTHER.get(other[0], _OTHER['sweep'])}"
            help = "begin it anew with `--fresh`, or name another file with `--results FILE`"
            raise refusal(message, help)


def _is_empty(path: str) -> bool:
    """Say whether nothing was written yet to the file at ``path``, which must be there.

    Raises ``Refusal`` if it holds anything but the results of a sweep.
    """
    try:
        with closing(sqlite3.connect(f"file:{uri(path)}?mode=rw", uri=True)) as base:
            tables_there = base.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            ours = base.execute("PRAGMA application_id").fetchone()[0] == _OURS
            if ours or (not tables_there and not os.path.getsize(path)):
                return not tables_there
    except sqlite3.Error:
        pass
    help = "name another file with `--results FILE`"
    raise refusal(f"`{path}` holds something else than the results of a sweep", help)


@contextmanager
def written(path: str) -> Generator[None, None, None]:
    """Turn what is wrong with the file at ``path`` into a ``Refusal``."""
    try:
        yield
    except (sqlite3.Error, OSError) as fault:
        help = "what is in it is kept; `--fresh` begins anew, `--results FILE` writes elsewhere"
        raise refusal(f"`{path}` cannot be written: {fault}", help) from None


@contextmanager
def locked(path: str) -> Generator[None, None, None]:
    """Keep other sweeps from the results at ``path`` for a while, or until the process ends.

    Raises ``Refusal`` if another process has them.
    """
    handle = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o666)
    ours = _taken(handle)
    try:
        if not ours:
            help = "wait for it, or name another file with `--results FILE`"
            raise refusal(f"another sweep is writing `{path}`", help)
        yield
    finally:
        if ours:
            os.remove(f"{path}.lock")
        os.close(handle)


def _taken(handle: int) -> bool:
    """Say whether a lock was free; where there are no locks it always is.

    It is this process's alone: workers that it forks do not share it.
    """
    try:
        import fcntl  # there is none on Windows
    except ImportError:
        return True
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _conflict_row(told: Mapping[str, Any]) -> Columns:
    return tuple(
        json.dumps(told[name], ensure_ascii=False) if name in LISTED else told[name]
        for name in CONFLICT
    )
