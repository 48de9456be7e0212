"""Running the program inside a test: command line in, status and streams out."""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from termcheck.cli import limits, stopping
from termcheck.cli.app import status_of

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "proposals" / "examples"


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str


def run(*words: str, folder: Path = ROOT, given: bytes = b"") -> Ran:
    """Run a command line in this process, in ``folder``, with ``given`` on standard input."""
    streams = {"stdin": _stream(given), "stdout": _stream(), "stderr": _stream()}
    with _swapped(streams), _inside(folder), _patient():
        status = status_of(words)
    return Ran(status, _text(streams["stdout"]), _text(streams["stderr"]))


def run_apart(
    words: Sequence[str], folder: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "termcheck", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def _stream(content: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


@contextmanager
def _swapped(streams: dict[str, io.TextIOWrapper]) -> Iterator[None]:
    before = {name: getattr(sys, name) for name in streams}
    try:
        for name, stream in streams.items():
            setattr(sys, name, stream)
        yield
    finally:
        for name, stream in before.items():
            setattr(sys, name, stream)


@contextmanager
def _patient() -> Iterator[None]:
    """Let a late answer come: a command that is cut off at the very end takes its process along."""
    with patch.object(limits, "ended"), patch.object(stopping, "ended"), _alone():
        yield


@contextmanager
def _alone() -> Iterator[None]:
    """Have nobody called by the collector of garbage: what is raised there is heard by nobody."""
    before = gc.callbacks[:]
    gc.callbacks.clear()
    try:
        yield
    finally:
        gc.callbacks[:] = before


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
