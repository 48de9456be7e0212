"""Limits and signals: a command ends in time, says what it knows, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from bench.families import library
from termcheck.cli.limits import Cut, held, wake_after
from termcheck.cli.stopping import Stopping
from termcheck.questions import consistency
from termcheck.questions.certified import Certifier
from tests.cli.running import ROOT, run
from tests.cli.test_status import ENDLESS

QUESTIONS = (
    "check",
    "conflicts many",
    "gap many",
    "packages --from many",
    "why hole[p1]=h1 --given many",
    "matrix many many.only_h1",
)


def started(words: Sequence[str], folder: Path) -> subprocess.Popen[str]:
    """Start a command in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "termcheck", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def wait_for_a_child(process: subprocess.Popen[str]) -> None:
    """Wait until a process has started another one."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until and not children.read_text():
        time.sleep(0.05)
    time.sleep(0.5)


def is_empty(group: int) -> bool:
    """Say whether a process group has ended, if need be after a while."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_a_signal_leaves_no_process(tmp_path: Path, number: signal.Signals, status: int) -> None:
    """However a command is ended, its solvers end with it."""
    (tmp_path / "library.terms").write_text(ENDLESS, encoding="utf-8")
    process = started(["conflicts", "many"], tmp_path)
    wait_for_a_child(process)
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (status, "")
    assert ("it was interrupted" in out) == (number != signal.SIGKILL)
    assert is_empty(process.pid)


@pytest.mark.parametrize("command", QUESTIONS)
def test_every_question_keeps_its_time(tmp_path: Path, command: str) -> None:
    """``--time`` ends every command that asks, with an answer that names the limit."""
    (tmp_path / "library.terms").write_text(ENDLESS, encoding="utf-8")
    start = time.monotonic()
    ran = run(*command.split(), "--time", "0.5", folder=tmp_path)
    assert "time" in ran.out + ran.err
    assert ran.status == 3
    assert time.monotonic() - start < 6


def test_conflicts_known_by_then_are_told(tmp_path: Path) -> None:
    """A conflict beside a question without end is told, and that there may be others."""
    clash = "term peace: bool\nproposal p from x { a: peace\n b: not peace }\n"
    (tmp_path / "library.terms").write_text(f"{ENDLESS}\n{clash}", encoding="utf-8")
    for command in ("conflicts", "gap"):
        ran = run(command, "p", "many", "--time", "3", folder=tmp_path)
        assert (ran.status, ran.err) == (3, "")
        assert "no deal: at least 1 conflict" in ran.out
        assert "there may be more conflicts: the time was up" in ran.out


def spin(*_: object, **__: object) -> NoReturn:
    """Work without end."""
    while True:
        pass


def test_work_that_hears_nothing_is_cut_off() -> None:
    """Where the alarm rings in the midst of work, the work ends there and then, once."""
    told: list[str] = []
    before = signal.getsignal(signal.SIGALRM)
    wake_after(0.2)
    with pytest.raises(Cut, match="time"), Stopping(told.append, lambda: None):
        spin()
    wake_after(0)
    signal.signal(signal.SIGALRM, before)
    assert told == ["time"]


@pytest.mark.parametrize("command", ["conflicts", "gap"])
def test_an_answer_whose_evidence_takes_too_long_is_told_as_uncertified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """An answer is not lost if its evidence is cut off, and does not count as certified."""
    (tmp_path / "library.terms").write_text(ENDLESS, encoding="utf-8")
    monkeypatch.setattr(Certifier, "verdict", spin)
    ran = run(command, "many.only_h1", "--time", "4", folder=tmp_path)
    assert (ran.status, ran.err) == (3, "")
    assert "a deal is possible" in ran.out
    assert "not certified: the time was up" in ran.out
    ran = run(command, "many.only_h1", "--time", "4", "--format", "json", folder=tmp_path)
    assert (ran.status, ran.err) == (3, "")
    assert json.loads(ran.out)["uncertified"] == ["the time was up"]


def test_conflicts_are_told_if_what_they_rest_on_is_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off while a conflict is explained, the conflict is told, and what is missing."""
    text = "\nterm peace: bool\nproposal p from x { a: peace\n b: not peace }\n"
    (tmp_path / "library.terms").write_text(ENDLESS + text, encoding="utf-8")
    monkeypatch.setattr(consistency, "explained", spin)
    ran = run("conflicts", "p", "--time", "4", folder=tmp_path)
    assert (ran.status, ran.err) == (3, "")
    for line in ("no deal: at least 1 conflict", "what it rests on was not worked out to the end"):
        assert line in ran.out


def test_time_counts_while_the_library_is_read(tmp_path: Path) -> None:
    """A library that takes longer to read than there is time for ends undecided, in a line."""
    (tmp_path / "library.terms").write_text(library("posts", 1).text, encoding="utf-8")
    process = started(["conflicts", "p", "--time", "0.1"], tmp_path)
    assert process.communicate(timeout=60) == (
        "",
        "termcheck: the time was up before there was anything to say\n",
    )
    assert (process.returncode, is_empty(process.pid)) == (3, True)


@pytest.mark.skipif(sys.platform != "linux", reason="data is not bounded elsewhere")
def test_memory_is_held(tmp_path: Path) -> None:
    """A question that takes more memory than allowed ends undecided, and says so."""
    (tmp_path / "library.terms").write_text(library("sums", 1).text, encoding="utf-8")
    process = started(["conflicts", "p", "--memory", "64"], tmp_path)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, "the memory was used up" in out + err) == (3, True)
    assert "Traceback" not in err


@pytest.mark.parametrize("said", ["0", "63", "-1", "much", "1e3", "1000001", "٦٤"])
def test_memory_is_a_number_of_megabytes(tmp_path: Path, said: str) -> None:
    """What ``--memory`` cannot be is wrong usage."""
    (tmp_path / "library.terms").write_text(ENDLESS, encoding="utf-8")
    ran = run("conflicts", "many", f"--memory={said}", folder=tmp_path)
    assert (ran.status, f"`--memory` cannot be `{said}`" in ran.err) == (2, True)


def test_limits_are_gone_afterwards() -> None:
    """What was bounded for a command is as it was before, and no alarm is left."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with held("9", "9000"):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 5
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_the_second_signal_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first Ctrl-C stops the questions, the second kills the solvers and the process."""
    told: list[object] = []
    monkeypatch.setattr(os, "_exit", told.append)
    with Stopping(told.append, lambda: told.append("killed")) as stopping:
        signal.raise_signal(signal.SIGTERM)
        assert (stopping.status, told) == (143, ["interrupted"])
        signal.raise_signal(signal.SIGINT)
        assert told[:3] == ["interrupted", "killed", 143]
    signal.setitimer(signal.ITIMER_REAL, 0)
