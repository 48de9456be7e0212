"""`termcheck sweep --cluster`: a scheduler and two workers on this machine, and one that dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.running import ROOT, run, run_apart
from tests.cli.sweeping import answered, covers_once, logged, placed, started

SIZE = 144
WORDS = ("sweep", "plan.sweep", "-L", "lib")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is an extra")
pytestmark = pytest.mark.slow


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return placed(tmp_path)


@contextmanager
def dask(folder: Path, *words: str) -> Generator[subprocess.Popen[bytes]]:
    """Run a part of a cluster as its own process, with its messages in a file."""
    with (folder / f"{words[0]}.{time.monotonic_ns()}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{words[0]}", *words[1:]],
            cwd=folder,
            env=ENVIRONMENT,
            stdout=log,
            stderr=log,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@contextmanager
def cluster(folder: Path) -> Generator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers; yield the address, and the three in this order."""
    file = folder / "scheduler.json"
    place = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with dask(folder, "scheduler", *place, "--scheduler-file", str(file)) as scheduler:
        end = time.monotonic() + 60
        while not file.exists() and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.1)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        words = ("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        with dask(folder, *words) as first, dask(folder, *words) as second:
            yield address, [scheduler, first, second]


def wait_for_some(path: Path) -> None:
    """Wait until some questions are answered, but not all."""
    end = time.monotonic() + 60
    while answered(path) < 5 and time.monotonic() < end:
        time.sleep(0.01)
    assert 5 <= answered(path) < SIZE


@needs_dask
def test_a_cluster_gives_the_same_bytes_though_a_worker_dies(folder: Path) -> None:
    """Two workers, one killed in the middle: results and answer are those of one process."""
    path = folder / "plan.sqlite"
    wanted = run(*WORDS, "--jobs", "1", folder=folder)
    bytes_wanted = path.read_bytes()
    path.unlink()
    with (
        cluster(folder) as (address, parts),
        started([*WORDS, "--cluster", address], folder, 0.01) as process,
    ):
        wait_for_some(path)
        parts[1].send_signal(signal.SIGKILL)
        out, _ = process.communicate(timeout=120)
    assert (process.returncode, out) == (wanted.status, wanted.out)
    assert path.read_bytes() == bytes_wanted
    assert covers_once(logged(path), SIZE)


@needs_dask
def test_a_lost_scheduler_is_told_and_costs_no_answer(folder: Path) -> None:
    """The command ends with a sentence, and goes on later from what was answered."""
    path = folder / "plan.sqlite"
    with (
        cluster(folder) as (address, parts),
        started([*WORDS, "--cluster", address], folder, 0.01) as process,
    ):
        wait_for_some(path)
        parts[0].send_signal(signal.SIGKILL)
        out, err = process.communicate(timeout=120)
    before = answered(path)
    assert (process.returncode, out, before >= 5) == (2, "", True)
    assert f"the scheduler at `{address}` is lost" in err
    assert "Traceback" not in err
    assert run(*WORDS, folder=folder).status == 0
    assert covers_once(logged(path), SIZE)
    made = path.read_bytes()
    assert run(*WORDS, "--fresh", "--jobs", "1", folder=folder).status == 0
    assert path.read_bytes() == made


@needs_dask
def test_a_cluster_of_its_own_gives_the_same_bytes(folder: Path) -> None:
    """`--cluster local` starts workers on this machine, and no byte differs."""
    ran = run_apart([*WORDS, "--cluster", "local", "--jobs", "2"], folder)
    assert ran.returncode == 0, ran.stderr
    made = (folder / "plan.sqlite").read_bytes()
    assert run(*WORDS, "--fresh", "--jobs", "1", folder=folder).out == ran.stdout
    assert (folder / "plan.sqlite").read_bytes() == made


@needs_dask
def test_an_address_where_nobody_answers_is_refused(folder: Path) -> None:
    """Nothing is asked, the status is 2, and the message says how to start a cluster."""
    ran = run_apart([*WORDS, "--cluster", "tcp://127.0.0.1:1"], folder)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "no worker answers at `tcp://127.0.0.1:1`" in ran.stderr
    assert "`dask scheduler`" in ran.stderr


def test_without_dask_the_message_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dask is an extra, and whoever has it not is told its name."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "termcheck.cli.sweeps.cluster", raising=False)
    ran = run(*WORDS, "--cluster", "local", folder=folder)
    assert (ran.status, ran.out) == (2, "")
    assert "`pip install 'termcheck[cluster]'` installs it" in ran.err
