"""The store: answers of earlier runs, kept in the user's cache folder.

Accepts keys and texts as bytes; yields the bytes that were kept under a key,
or nothing. It never fails a run and never changes an answer: what is missing,
locked, damaged, or not written by this user's termcheck counts as not kept.

Each row carries a seal, BLAKE2b over its key and its bytes with a secret of 32
random bytes that lies apart from the rows and that only its owner can read.
Whoever can forge a seal can replace termcheck itself.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from hmac import compare_digest

MOST_BYTES = 512 * 1024 * 1024
"""Bytes of rows that are kept; beyond that, those go that were used longest ago."""

SECRET = 32
"""Bytes of the secret."""

_WAIT = 0.2
"""Seconds to wait for another process that writes."""

_SEAL = 16
_PAGE = 4096
_AT_ONCE = 500
_DAY = 86_400
_TABLE = (
    "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, day INTEGER NOT NULL,"
    " seal BLOB NOT NULL, data BLOB NOT NULL) WITHOUT ROWID"
)


def cache_folder(environment: Mapping[str, str], platform: str = sys.platform) -> str:
    """Return where the rows lie: what the platform, or the user, calls the cache folder."""
    return _folder(environment, platform, "XDG_CACHE_HOME", ".cache", "Library/Caches")


def secret_folder(environment: Mapping[str, str], platform: str = sys.platform) -> str:
    """Return where the secret lies, which is nowhere near what may be shared or restored."""
    home = "Library/Application Support"
    return _folder(environment, platform, "XDG_STATE_HOME", ".local/state", home)


def _folder(
    environment: Mapping[str, str], platform: str, chosen: str, plain: str, mac: str
) -> str:
    """Return the folder of termcheck in a folder of the user; nothing if there is none."""
    said = environment.get(chosen, "")
    if os.path.isabs(said):
        return os.path.join(said, "termcheck")
    if platform == "win32":
        base = environment.get("LOCALAPPDATA", "")
        part = "state" if chosen == "XDG_STATE_HOME" else "cache"
        return os.path.join(base, "termcheck", part) if base else ""
    home = environment.get("HOME", "")
    if not os.path.isabs(home):
        return ""
    return os.path.join(home, mac if platform == "darwin" else plain, "termcheck")


def key_of(*parts: bytes) -> bytes:
    """Return the key of ``parts``: other parts have another key."""
    found = blake2b(digest_size=20)
    for each in parts:
        found.update(len(each).to_bytes(8, "big"))
        found.update(each)
    return found.digest()


class Store:
    """Rows by key; with empty folders, or where there can be none, there are no rows.

    ``off`` says so beforehand.
    """

    def __init__(self, rows: str, secret: str) -> None:
        self.file = os.path.join(rows, "kept.sqlite") if rows else ""
        self._secret = b""
        self._rows: sqlite3.Connection | None = None
        if not rows or not secret:
            return
        with suppress(OSError, sqlite3.Error):
            self._secret = _secret_in(secret)
            if self._secret:
                self._rows = _opened(rows, self.file)

    @property
    def off(self) -> bool:
        """Whether nothing is kept, and nothing will be."""
        return self._rows is None

    def get(self, key: bytes) -> bytes | None:
        """Return what is kept under ``key``."""
        return self.several((key,)).get(key)

    def several(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return what is kept under those of ``keys`` under which something is."""
        found: dict[bytes, bytes] = {}
        today, old = _today(), list[bytes]()
        for row in self._selected("key, day, seal, data", keys):
            self._take(row, found, old, today)
        self._touch(old, today)
        return found

    def _selected(self, fields: str, keys: Iterable[bytes]) -> Iterator[tuple[object, ...]]:
        """Yield rows until there are no more, or the file turns out to be none of ours."""
        wanted = list(keys)
        for at in range(0, len(wanted), _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            marks = ",".join("?" * len(some))
            if self._rows is None:
                return
            try:
                yield from self._rows.execute(
                    f"SELECT {fields} FROM kept WHERE key IN ({marks})",  # noqa: S608 - no values
                    some,
                )
            except sqlite3.Error:
                self._give_up()

    def _take(
        self, row: tuple[object, ...], found: dict[bytes, bytes], old: list[bytes], today: int
    ) -> None:
        key, day, seal, data = row
        if not (isinstance(key, bytes) and isinstance(seal, bytes) and isinstance(data, bytes)):
            return
        if compare_digest(seal, self._sealed(key, data)):
            found[key] = data
            if day != today:
                old.append(key)

    def put(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep rows, all of them or none."""
        if self._rows is None:
            return
        today = _today()
        made = [(key, today, self._sealed(key, data), data) for key, data in rows]
        try:
            with self._rows:
                self._rows.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", made)
            self._bound()
        except sqlite3.Error:
            self._give_up()

    def close(self) -> None:
        """Let go of the file."""
        if self._rows is not None:
            with suppress(sqlite3.Error):
                self._rows.close()
        self._rows = None

    # --- inside ------------------------------------------------------------------

    def _give_up(self) -> None:
        """Do without; a file that is no database is removed, so that the next run has one."""
        broken = isinstance(sys.exc_info()[1], sqlite3.DatabaseError) and not isinstance(
            sys.exc_info()[1], sqlite3.OperationalError
        )
        self.close()
        if broken:
            _remove(self.file)

    def _sealed(self, key: bytes, data: bytes) -> bytes:
        found = blake2b(key=self._secret, digest_size=_SEAL)
        found.update(len(key).to_bytes(8, "big"))
        found.update(key)
        found.update(data)
        return found.digest()

    def _touch(self, keys: list[bytes], today: int) -> None:
        """Note that rows were used, at most once a day."""
        if keys and self._rows is not None:
            with suppress(sqlite3.OperationalError), self._rows:
                self._rows.executemany(
                    "UPDATE kept SET day = ? WHERE key = ?", [(today, key) for key in keys]
                )

    def _bound(self) -> None:
        """Remove what was used longest ago, until three quarters of the room are left."""
        rows = self._rows
        if rows is None or _pages(rows, "page_count") < MOST_BYTES:
            return
        size = _pages(rows, "page_count") - _pages(rows, "freelist_count")
        if size < MOST_BYTES:
            return
        with rows:
            rows.executemany("DELETE FROM kept WHERE key = ?", list(_oldest(rows, size)))


def _oldest(rows: sqlite3.Connection, size: int) -> Iterator[tuple[bytes]]:
    """Yield the keys of rows, those first that were used longest ago, until enough is gone."""
    gone = 0
    for key, length in rows.execute("SELECT key, length(data) FROM kept ORDER BY day, key"):
        if gone > size - MOST_BYTES * 3 // 4:
            return
        gone += -(-length // _PAGE) * _PAGE
        yield (key,)


def _pages(rows: sqlite3.Connection, which: str) -> int:
    """Return the bytes of the pages that one of the pragmas counts."""
    (pages,) = rows.execute(f"PRAGMA {which}").fetchone()
    (size,) = rows.execute("PRAGMA page_size").fetchone()
    return int(pages) * int(size)


def _today() -> int:
    return int(time.time()) // _DAY


# --- files -----------------------------------------------------------------------


def _opened(folder: str, file: str) -> sqlite3.Connection:
    """Return the rows in ``file``; raises an error of the system or of SQLite."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    try:
        return _connected(file)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        _remove(file)
        return _connected(file)


def _connected(file: str) -> sqlite3.Connection:
    rows = sqlite3.connect(file, timeout=_WAIT)
    try:
        rows.execute("PRAGMA trusted_schema = OFF")
        rows.execute("PRAGMA synchronous = OFF")  # a row that a crash tears has no seal
        if rows.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            rows.execute("PRAGMA journal_mode = WAL")
        if not rows.execute("PRAGMA table_info(kept)").fetchall():
            rows.execute(_TABLE)
    except sqlite3.Error:
        rows.close()
        raise
    return rows


def _remove(file: str) -> None:
    for end in ("", "-wal", "-shm"):
        with suppress(OSError):
            os.remove(file + end)


def _secret_in(folder: str) -> bytes:
    """Return the secret, made now if there is none; nothing if it is not the user's alone."""
    file = os.path.join(folder, "secret")
    found = _read_secret(file)
    if found is None:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        beside = f"{file}.{os.getpid()}.part"
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(os.urandom(SECRET))
        try:
            os.link(beside, file)
        except OSError:  # another process was first, or there are no links here
            if not os.path.exists(file):
                os.replace(beside, file)
        with suppress(OSError):
            os.remove(beside)
        found = _read_secret(file)
    return found or b""


def _read_secret(file: str) -> bytes | None:
    """Return the secret, empty if others could know it, nothing if there is none.

    One that was damaged is taken away: nothing that it has sealed can be read again.
    """
    try:
        handle = os.open(
            file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        )
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as stream:
        known = os.fstat(stream.fileno())
        own = not hasattr(os, "getuid") or (
            known.st_uid == os.getuid() and not stat.S_IMODE(known.st_mode) & 0o077
        )
        trusted = stat.S_ISREG(known.st_mode) and own
        data = stream.read(SECRET + 1) if trusted else b""
    if len(data) == SECRET or not trusted:
        return data
    with suppress(FileNotFoundError):  # another process was first
        os.remove(file)
    return None
