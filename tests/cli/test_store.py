"""The store keeps bytes, and gives nothing but what this user's termcheck put there."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from termcheck.cli import store as module
from termcheck.cli.store import Store, cache_folder, key_of, secret_folder
from tests.cli.kept import COUNTING_STEPS
from tests.cli.running import ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
ROWS = [(key_of(bytes([i])), bytes([i]) * 100 * i) for i in range(1, 20)]


def stored(folder: Path) -> Store:
    """Return the store below ``folder``."""
    return Store(str(folder / "rows"), str(folder / "secret"))


def rows_in(folder: Path) -> sqlite3.Connection:
    """Return the rows below ``folder``, for whoever wants to forge some."""
    return sqlite3.connect(folder / "rows" / "kept.sqlite")


def filled(folder: Path) -> Path:
    """Keep some rows below ``folder``, and return it."""
    store = stored(folder)
    store.put(ROWS)
    store.close()
    return folder


def test_what_was_put_is_there(tmp_path: Path) -> None:
    """Another process finds each row as it was put, and nothing under other keys."""
    store = stored(filled(tmp_path))
    assert store.several([key for key, _ in ROWS]) == dict(ROWS)
    assert store.get(b"other") is None


def test_a_row_is_replaced(tmp_path: Path) -> None:
    """What is put last under a key is what is there."""
    store = stored(filled(tmp_path))
    store.put([(ROWS[0][0], b"new")])
    assert store.get(ROWS[0][0]) == b"new"


def test_keys_of_other_parts_are_others() -> None:
    """Where one part ends and the next begins is part of a key."""
    parts = [(b"ab", b"c"), (b"a", b"bc"), (b"abc",), (b"abc", b""), (b"", b"abc")]
    assert len({key_of(*each) for each in parts}) == len(parts)


FORGERIES: dict[str, str] = {
    "other data": "UPDATE kept SET data = x'5b5d'",
    "other types": "UPDATE kept SET data = 'text', seal = 7",
    "the data of a neighbour": "UPDATE kept SET data = (SELECT max(data) FROM kept)",
    "data and seal of a neighbour": "UPDATE kept SET data = (SELECT data FROM kept LIMIT 1),"
    " seal = (SELECT seal FROM kept LIMIT 1) WHERE key != (SELECT key FROM kept LIMIT 1)",
    "an empty seal": "UPDATE kept SET seal = x''",
    "no seal": "DROP TABLE kept; CREATE TABLE kept (key, day, seal, data);"
    "INSERT INTO kept VALUES (1, 2, NULL, NULL)",
    "a table of another shape": "DROP TABLE kept; CREATE TABLE kept (one, two)",
    "a view": "ALTER TABLE kept RENAME TO old; CREATE VIEW kept AS SELECT key, day, seal,"
    " x'5b5d' AS data FROM old",
    "no table": "DROP TABLE kept",
}


@pytest.mark.parametrize("script", FORGERIES.values(), ids=FORGERIES)
def test_what_is_forged_is_not_there(tmp_path: Path, script: str) -> None:
    """Rows that somebody else changed are none, except for those that are as they were."""
    with rows_in(filled(tmp_path)) as rows:
        rows.executescript(script)
    store = stored(tmp_path)
    assert store.several([key for key, _ in ROWS]).items() <= dict(ROWS).items()
    assert len(store.several([key for key, _ in ROWS])) <= 1
    store.put(ROWS[:1])
    store.close()


def test_the_rows_of_another_user_are_not_there(tmp_path: Path) -> None:
    """Without the secret with which they were sealed, rows are none."""
    (filled(tmp_path) / "secret" / "secret").unlink()
    assert stored(tmp_path).several([key for key, _ in ROWS]) == {}


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_secret_that_others_can_read_is_none(tmp_path: Path, mode: int) -> None:
    """Nothing is kept under a secret that others may know."""
    (filled(tmp_path) / "secret" / "secret").chmod(mode)
    assert stored(tmp_path).off


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:1000])


def _no_database(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)


def _nothing(file: Path) -> None:
    file.write_bytes(b"")


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _a_link_to_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.parent / "no" / "where")


@pytest.mark.parametrize("damage", [_cut, _no_database, _nothing, _a_folder, _a_link_to_nowhere])
def test_a_damaged_file_is_left_aside(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """Whatever lies where the rows should lie, nothing fails."""
    damage(filled(tmp_path) / "rows" / "kept.sqlite")
    store = stored(tmp_path)
    assert store.several([key for key, _ in ROWS]).items() <= dict(ROWS).items()
    store.put(ROWS)
    store.close()


@pytest.mark.parametrize("seed", range(20))
def test_flipped_bytes_give_no_other_data(tmp_path: Path, seed: int) -> None:
    """Some bytes of the file are others: what is there is as it was put, or not there."""
    random, file = Random(seed), filled(tmp_path) / "rows" / "kept.sqlite"
    data = bytearray(file.read_bytes())
    for _ in range(30):
        data[random.randrange(len(data))] ^= random.randrange(1, 256)
    file.write_bytes(data)
    store = stored(tmp_path)
    assert store.several([key for key, _ in ROWS]).items() <= dict(ROWS).items()
    store.put(ROWS)
    store.close()


def test_a_file_that_is_no_database_is_replaced(tmp_path: Path) -> None:
    """The run after the next has rows again."""
    _no_database(filled(tmp_path) / "rows" / "kept.sqlite")
    for _ in range(2):
        store = stored(tmp_path)
        store.put(ROWS)
        store.close()
    assert stored(tmp_path).several([key for key, _ in ROWS]) == dict(ROWS)


def test_a_locked_file_is_left_aside(tmp_path: Path) -> None:
    """While another process writes, rows are read as they were, and none are put."""
    with rows_in(filled(tmp_path)) as rows:
        rows.execute("BEGIN EXCLUSIVE")
        store = stored(tmp_path)
        store.put([(b"new", b"new")])
        assert store.get(b"new") is None
        rows.rollback()
    assert stored(tmp_path).several([key for key, _ in ROWS]) == dict(ROWS)


def test_a_folder_that_cannot_be_made_is_left_aside(tmp_path: Path) -> None:
    """Where a file stands in the place of a folder, nothing is kept."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for rows, secret in (("file", "here"), ("here", "file"), ("file/below", "here")):
        store = Store(str(tmp_path / rows), str(tmp_path / secret))
        store.put(ROWS)
        assert store.off
        assert store.get(ROWS[0][0]) is None


def test_a_file_that_cannot_be_written_is_only_read(tmp_path: Path) -> None:
    """What is kept where nothing can be written is still there."""
    file = filled(tmp_path) / "rows" / "kept.sqlite"
    with rows_in(tmp_path) as rows:
        rows.execute("PRAGMA journal_mode = DELETE")
        rows.execute("UPDATE kept SET day = 1")
    file.chmod(0o444)
    file.parent.chmod(0o555)
    store = stored(tmp_path)
    found = store.several([key for key, _ in ROWS])
    store.put(ROWS)
    file.parent.chmod(0o755)
    assert found.items() <= dict(ROWS).items()


def test_a_full_disk_is_left_aside(tmp_path: Path) -> None:
    """In a process that may write no more than a few kilobytes, nothing fails."""
    script = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "from termcheck.cli.store import Store\n"
        "store = Store(sys.argv[1] + '/rows', sys.argv[1] + '/secret')\n"
        "store.put([(bytes([i]) * 20, b'x' * 5_000) for i in range(20)])\n"
        "store.put([(bytes([i]) * 20, b'x') for i in range(20)])\n"
        "store.close()\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], env=ENVIRONMENT, check=True)
    store = stored(tmp_path)
    store.put(ROWS)
    assert store.several([key for key, _ in ROWS]) == dict(ROWS)


def test_what_was_used_longest_ago_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound, rows of earlier days are removed, and those of today stay."""
    monkeypatch.setattr(module, "MOST_BYTES", 300_000)
    monkeypatch.setattr(module, "_today", lambda: 1)
    store = stored(tmp_path)
    old = [(key_of(b"old", bytes([i])), bytes(10_000)) for i in range(20)]
    store.put(old)
    monkeypatch.setattr(module, "_today", lambda: 2)
    assert store.get(old[3][0]) is not None
    new = [(key_of(b"new", bytes([i])), bytes(10_000)) for i in range(12)]
    store.put(new)
    kept = store.several(key for key, _ in (*old, *new))
    assert sum(map(len, kept.values())) <= 300_000
    assert {old[3][0], *(key for key, _ in new)} <= set(kept)
    assert len(kept) < len(old) + len(new)


KILLED = f"""{COUNTING_STEPS}
from termcheck.cli import store as module
store = module.Store(sys.argv[2] + "/rows", sys.argv[2] + "/secret")
for turn in range(3):
    store.put([(bytes([turn, i]) * 10, bytes([turn, i]) * 2_000) for i in range(20)])
store.close()
print(left)
"""
"""Puts three times twenty rows, and is killed after so many steps of SQLite."""


@pytest.mark.parametrize("steps", [1, 5, 20, 60, 100, 150, 200, 300, 400, 500, 700, 900])
def test_a_process_killed_while_it_writes_leaves_whole_rows(tmp_path: Path, steps: int) -> None:
    """Of what was put together there is all or nothing, and more can be put."""
    words = [sys.executable, "-c", KILLED, str(steps), str(tmp_path)]
    ended = subprocess.run(words, env=ENVIRONMENT, check=False, capture_output=True)
    assert ended.returncode in {0, -signal.SIGKILL}, ended.stderr
    store = stored(tmp_path)
    for turn in range(3):
        keys = [bytes([turn, i]) * 10 for i in range(20)]
        assert len(store.several(keys)) in {0, 20}
    store.put(ROWS)
    assert store.several([key for key, _ in ROWS]) == dict(ROWS)


WRITER = """
import sys
from termcheck.cli.store import Store
store = Store(sys.argv[1] + "/rows", sys.argv[1] + "/secret")
print("ready", flush=True)
turn = 0
while True:
    turn += 1
    store.put([(bytes([i]) * 20, bytes([i]) * 3_000) for i in range(40)])
"""


@pytest.mark.parametrize("seed", range(5))
def test_a_process_killed_at_any_moment_leaves_whole_rows(tmp_path: Path, seed: int) -> None:
    """Whenever it is killed, every row that is there is whole."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], env=ENVIRONMENT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(Random(seed).uniform(0, 0.3))
    process.kill()
    process.wait()
    process.stdout.close()
    found = stored(tmp_path).several([bytes([i]) * 20 for i in range(40)])
    assert found == {key: key[:1] * 3_000 for key in found}


def test_several_processes_share_one_secret(tmp_path: Path) -> None:
    """Processes that begin together on nothing read what each other put."""
    script = (
        "import sys\nfrom termcheck.cli.store import Store\n"
        "store = Store(sys.argv[1] + '/rows', sys.argv[1] + '/secret')\n"
        "store.put([(sys.argv[2].encode(), b'x')])\nstore.close()\n"
    )
    names = [f"process {i}" for i in range(4)]
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path), name], env=ENVIRONMENT)
        for name in names
    ]
    assert [each.wait() for each in running] == [0, 0, 0, 0]
    found = stored(tmp_path).several([name.encode() for name in names])
    assert len(os.listdir(tmp_path / "secret")) == 1
    assert found
    assert set(found.values()) == {b"x"}


PLACES: list[tuple[str, dict[str, str], str, str]] = [
    ("linux", {"HOME": "/home/u"}, "/home/u/.cache/termcheck", "/home/u/.local/state/termcheck"),
    (
        "linux",
        {"HOME": "/home/u", "XDG_CACHE_HOME": "/c", "XDG_STATE_HOME": "/s"},
        "/c/termcheck",
        "/s/termcheck",
    ),
    ("linux", {"HOME": "u", "XDG_CACHE_HOME": "c"}, "", ""),
    ("linux", {}, "", ""),
    (
        "darwin",
        {"HOME": "/Users/u"},
        "/Users/u/Library/Caches/termcheck",
        "/Users/u/Library/Application Support/termcheck",
    ),
    ("win32", {}, "", ""),
    ("win32", {"LOCALAPPDATA": "/a"}, "/a/termcheck/cache", "/a/termcheck/state"),
]


@pytest.mark.parametrize("data", [b"", b"short", bytes(33)])
def test_a_damaged_secret_is_made_anew(tmp_path: Path, data: bytes) -> None:
    """What it had sealed is lost, and from then on rows are kept again."""
    (filled(tmp_path) / "secret" / "secret").write_bytes(data)
    assert stored(tmp_path).several([key for key, _ in ROWS]) == {}
    assert stored(filled(tmp_path)).several([key for key, _ in ROWS]) == dict(ROWS)


@pytest.mark.parametrize(("platform", "environment", "rows", "secret"), PLACES)
def test_the_folders_are_those_of_the_platform(
    platform: str, environment: dict[str, str], rows: str, secret: str
) -> None:
    """A relative path, or none, means that nothing is kept."""
    assert (cache_folder(environment, platform), secret_folder(environment, platform)) == (
        rows,
        secret,
    )
