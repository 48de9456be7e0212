"""A process killed while it writes leaves the old file or the whole new one, never a part."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.cli.running import EXAMPLES, ROOT, run

KILLS = 15
LETTERS = "xy"
SIZE = 3_000_000

WRITER = f"""
import sys
from termcheck.cli.output import Output
print("ready", flush=True)
while True:
    for letter in {LETTERS!r}:
        Output(sys.argv[1]).text(letter * {SIZE})
"""
"""Writes one file again and again, each time whole."""

KILLED_AT = """
import os, signal, sys
from termcheck.cli.app import status_of
left, folder, *words = sys.argv[1:]
count = int(left)
def hook(event, arguments):
    global count
    if event in ("open", "os.rename", "os.remove", "os.scandir") and folder in str(arguments[0]):
        count -= 1
        if count == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
status_of(words)
print(count)
"""
"""Runs a command line, and is killed when it touches a folder for the n-th time."""

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
PACKAGES = [
    *("packages", "--from", "mediator", "--from", "port.demands", "--from", "dockers.demands"),
    *("-L", str(EXAMPLES / "labour")),
]


def parts(folder: Path) -> list[Path]:
    """Return the unfinished files in a folder."""
    return [path for path in folder.iterdir() if path.suffix == ".part"]


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_kill_at_any_time_leaves_a_whole_file(tmp_path: Path, seed: int) -> None:
    """Killed at a random time while a large file is written, the file is whole, old or new."""
    target = tmp_path / "answer.txt"
    target.write_text("old", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(target)], env=ENVIRONMENT, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(Random(seed).uniform(0, 0.02))
        writer.kill()
    text = target.read_text(encoding="utf-8")
    assert (len(text), {*text}) in [(3, {*"old"}), *((SIZE, {letter}) for letter in LETTERS)]
    assert len(parts(tmp_path)) <= 1


def killed_at(place: int, folder: Path, words: list[str]) -> int:
    """Run a command that is killed when it touches ``folder`` for the n-th time; how it ended."""
    ran = subprocess.run(
        [sys.executable, "-c", KILLED_AT, str(place), str(folder), *words],
        env=ENVIRONMENT,
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert ran.returncode in (0, 1, -signal.SIGKILL), ran.stderr
    return ran.returncode


def killed_everywhere(
    folder: Path, words: list[str], target: Path, old: bytes | None
) -> set[bytes]:
    """Kill a command at every place at which it touches ``folder``; return what was left."""
    found: set[bytes] = set()
    for place in range(1, 50):
        if old is None:
            target.unlink(missing_ok=True)
        else:
            target.write_bytes(old)
        status = killed_at(place, folder, words)
        found.add(target.read_bytes() if target.exists() else b"")
        if status >= 0:
            return found
    raise AssertionError("the command touches the folder without end")


def test_an_answer_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """Killed wherever it touches the folder, `--output` leaves the old or the new answer."""
    target = tmp_path / "codes.txt"
    left = killed_everywhere(tmp_path, ["explain", "--output", str(target)], target, b"old")
    assert left == {b"old", run("explain").out.encode()}


def test_a_draft_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """Killed wherever it touches the folder, `packages --write` leaves no draft or a whole one."""
    words = [*PACKAGES, "--write"]
    whole = tmp_path / "whole" / "draft.terms"
    whole.parent.mkdir()
    assert run(*words, str(whole)).status == 0
    target = tmp_path / "killed" / "draft.terms"
    target.parent.mkdir()
    left = killed_everywhere(target.parent, [*words, str(target)], target, None)
    assert left == {b"", whole.read_bytes()}


def test_a_certificate_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """Killed wherever it touches the folder, `--certificate` leaves no evidence or all of it."""
    words = ["conflicts", "mediator", "port", "-L", str(EXAMPLES / "labour"), "--certificate"]
    whole = tmp_path / "whole" / "deal.certificate"
    whole.parent.mkdir()
    assert run(*words, str(whole)).status == 1
    target = tmp_path / "killed" / "deal.certificate"
    target.parent.mkdir()
    left = killed_everywhere(target.parent, [*words, str(target)], target, None)
    assert left == {b"", whole.read_bytes()}


def test_what_a_kill_left_is_no_part_of_the_library(tmp_path: Path) -> None:
    """A draft that was killed on its way into a library's folder is not read with the library."""
    library = tmp_path / "labour.terms"
    library.write_bytes((EXAMPLES / "labour" / "labour.terms").read_bytes())
    (tmp_path / "termcheck.toml").write_text("", encoding="utf-8")
    before = run("check", "--format", "json", folder=tmp_path)
    target = tmp_path / "draft.terms"
    place = 1
    while not parts(tmp_path):
        killed_at(place, tmp_path, [*PACKAGES, "--write", str(target)])
        place += 1
    (part,) = parts(tmp_path)
    part.write_text("nonsense that no library could hold\n", encoding="utf-8")
    assert not target.exists()
    assert run("check", "--format", "json", folder=tmp_path) == before


def test_what_a_kill_left_is_taken_away_later(tmp_path: Path) -> None:
    """Unfinished files older than an hour go when the file is written again, no other file does."""
    target = tmp_path / "codes.txt"
    words = ["explain", "--output", str(target)]
    place = 1
    while not parts(tmp_path):
        killed_at(place, tmp_path, words)
        place += 1
    (young,) = parts(tmp_path)
    old = young.with_name("codes.txt.0123456789abcdef.part")
    other = [tmp_path / name for name in ("codes.txt.mine.part", "other.0123456789abcdef.part")]
    for path in (old, *other):
        path.write_text("", encoding="utf-8")
        os.utime(path, (0, 0))
    assert run(*words).status == 0
    assert sorted(parts(tmp_path)) == sorted([young, *other])
