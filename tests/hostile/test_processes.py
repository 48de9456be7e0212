"""Hostile surroundings: streams that are closed or full, signals, odd files, little memory."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from termcheck.cli import library_files
from termcheck.cli.library_files import MOST_FILES, collect_files
from tests.cli.running import ROOT
from tests.cli.test_status import ENDLESS, SOUND

MEMORY = 600 * 2**20
"""Bytes of address space of each of these commands."""

SECONDS = 30
Done = subprocess.CompletedProcess[bytes]


def command(
    words: str, folder: Path, before: Callable[[], object] = lambda: None, **streams: object
) -> Done:
    """Run a command line with little memory, after ``before`` in its own process."""

    def prepare() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        before()

    given = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "termcheck", *words.split()],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        preexec_fn=prepare,
        timeout=SECONDS,
        check=False,
        **{**given, **streams},
    )


@pytest.fixture(name="sound")
def _sound(tmp_path: Path) -> Path:
    (tmp_path / "a.terms").write_text(SOUND, encoding="utf-8")
    return tmp_path


COMMANDS = ["check", "check --format json", "conflicts draft", "explain", "show nobody", "nonsense"]


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_closed_stream_is_no_crash(sound: Path, words: str, closed: int) -> None:
    """Without standard input, output or error a command ends with its status and no traceback."""
    ended = command(words, sound, lambda: os.close(closed))
    assert ended.returncode == (2 if words in ("show nobody", "nonsense") else 0)
    assert b"Traceback" not in (ended.stdout or b"") + (ended.stderr or b"")


def test_no_standard_input_is_an_empty_library(sound: Path) -> None:
    """``check -`` without standard input has nothing to check and says so."""
    ended = command("check -", sound, lambda: os.close(0))
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize("words", COMMANDS[:4])
def test_a_full_disk_is_status_2(sound: Path, words: str) -> None:
    """An answer that cannot be written is refused in one line."""
    with open("/dev/full", "wb") as full:
        ended = command(words, sound, stdout=full)
    line = b"termcheck: the answer could not be written: no space left on device\n"
    assert (ended.returncode, ended.stderr) == (2, line)


def test_a_full_disk_for_complaints_is_no_crash(sound: Path) -> None:
    """Where not even the complaint can be written, its status remains."""
    with open("/dev/full", "wb") as full:
        assert command("show nobody", sound, stderr=full).returncode == 2


@pytest.mark.parametrize("words", COMMANDS[:4])
def test_a_reader_who_goes_away_is_no_fault(sound: Path, words: str) -> None:
    """A broken pipe is quiet."""
    read, write = os.pipe()
    os.close(read)
    ended = command(words, sound, stdout=write)
    os.close(write)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    """A file beyond the limit is refused by its size, in less memory than it has."""
    with open(tmp_path / "large.terms", "wb") as stream:
        stream.truncate(2**30)
    ended = command("check --format concise", tmp_path)
    assert (ended.returncode, ended.stdout.split(b" ")[1], ended.stderr) == (2, b"TC185", b"")


def test_a_library_of_too_many_files_is_refused(tmp_path: Path) -> None:
    """Of a folder with more files than a library may have, no more than that are read."""
    (tmp_path / "f.terms").write_bytes(b"")
    for number in range(MOST_FILES):
        os.link(tmp_path / "f.terms", tmp_path / f"f{number}.terms")
    found = collect_files(str(tmp_path))
    assert [each.code for each in found.refused] == ["TC186"]
    assert len(found.files) == MOST_FILES


def test_a_library_of_too_many_bytes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first file that goes beyond the limit of all is refused, and the rest is not read."""
    monkeypatch.setattr(library_files, "MOST_BYTES", 100)
    for number in range(9):
        (tmp_path / f"f{number}.terms").write_bytes(b"#" * 40)
    found = collect_files(str(tmp_path))
    assert [(each.code, each.span.file) for each in found.refused] == [("TC186", "f2.terms")]
    assert [each.file for each in found.files] == ["f0.terms", "f1.terms"]


def test_links_in_circles_are_passed_over(sound: Path) -> None:
    """Folders that lead to themselves and to each other are walked once."""
    (sound / "deep").mkdir()
    (sound / "deep" / "up").symlink_to("..")
    (sound / "self").symlink_to("self")
    (sound / "other").symlink_to("deep/up/other")
    assert command("check", sound).returncode == 0


def test_a_deep_folder_is_walked(sound: Path) -> None:
    """Folders nested deeper than Python calls functions are no crash."""
    here = os.open(sound, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    ended = command("check", sound)
    assert ended.returncode in (0, 2)
    assert b"Traceback" not in ended.stderr
    subprocess.run(["rm", "-rf", str(sound / "d")], check=True)


def test_a_folder_without_rights_is_a_place_to_check_from(sound: Path) -> None:
    """Nothing is written to the folder that a command runs in."""
    before = {*os.listdir(sound)}
    sound.chmod(0o555)
    ended = command("conflicts draft", sound)
    sound.chmod(0o755)
    assert (ended.returncode, {*os.listdir(sound)}) == (0, before)


def test_a_folder_that_is_gone_is_a_refusal(sound: Path) -> None:
    """A command whose current folder was deleted ends with a reason."""
    gone = sound / "gone"
    gone.mkdir()
    ended = command("check", gone, gone.rmdir)
    assert (ended.returncode, b"Traceback" in ended.stderr) == (2, False)


def begun(words: str, folder: Path) -> subprocess.Popen[bytes]:
    """Begin a command that will not end soon, and wait until it has begun to ask."""
    process = subprocess.Popen(
        [sys.executable, "-m", "termcheck", *words.split()],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(2.5)
    return process


def test_a_second_interrupt_ends_at_once(tmp_path: Path) -> None:
    """Ctrl-C twice is status 130, without a traceback."""
    (tmp_path / "a.terms").write_text(ENDLESS, encoding="utf-8")
    process = begun("conflicts many", tmp_path)
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, b"Traceback" in err) == (130, False)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_file_is_whole_or_as_it_was(tmp_path: Path, sent: signal.Signals) -> None:
    """Whoever ends a command that writes a file never leaves half of one."""
    (tmp_path / "a.terms").write_text(ENDLESS, encoding="utf-8")
    answer = tmp_path / "answer.txt"
    answer.write_text("before", encoding="utf-8")
    process = begun("conflicts many -o answer.txt", tmp_path)
    process.send_signal(sent)
    process.communicate(timeout=SECONDS)
    text = answer.read_text(encoding="utf-8")
    told = sent != signal.SIGKILL and text.startswith("undecided")
    assert told or text == "before"
    assert {*os.listdir(tmp_path)} == {"a.terms", "answer.txt"}
