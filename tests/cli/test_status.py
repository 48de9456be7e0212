"""Exit statuses: what a build reads."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from termcheck.cli import app
from tests.cli.running import EXAMPLES, ROOT, run, run_apart

SOUND = """
party coast "Coast"
source talks "Talks" by "the chair" on 2030
term bay: bool now true decided by coast "the bay is open"
event signed decided by coast "the treaty is signed"
proposal draft "Draft" from talks {
    open: bay from "p. 1"
    late: should not bay from "p. 2"
}
position coast on 2030 from talks attested own { shut: demand not bay from "p. 3" }
check "open" {
    given draft
    expect compatible
}
"""
PIGEONS = [f"p{n}" for n in range(20)]
HOLES = [f"h{n}" for n in range(19)]
DISLIKES = [(pigeon, hole) for pigeon in PIGEONS for hole in Random(pigeon).sample(HOLES, 3)]
ENDLESS = "\n".join(
    [
        'source x "X" by "y" on 2020',
        f"set pigeons = {{{', '.join(PIGEONS)}}}",
        f'term hole[pigeons]: {{{", ".join(HOLES)}}} "where the pigeon sits"',
        f"rule taste: {' and '.join(f'hole[{p}] != {h}' for p, h in DISLIKES)}",
        'proposal many "Many pigeons" from x {',
        *(
            f"    only_{h}: at most 1 of ({', '.join(f'hole[{p}] = {h}' for p in PIGEONS)})"
            for h in HOLES
        ),
        "}",
        'check "room for all" { given many; expect compatible }',
    ]
)
"""Twenty pigeons, no two of one taste, in nineteen holes: a question that nobody answers soon."""

STATUSES = [
    ("a sound library", SOUND, "check", 0),
    ("warnings alone", SOUND + 'term idle: bool "never used"\n', "check", 0),
    ("warnings, strictly", SOUND + 'term idle: bool "never used"\n', "check --strict", 1),
    ("an error in the text", SOUND + "rule r: nowhere\n", "check", 1),
    ("a failing check", SOUND.replace("expect compatible", "expect incompatible"), "check", 1),
    ("no answer in time", ENDLESS, "check --time 0.3", 3),
    ("a library that is not there", SOUND, "check nowhere", 2),
    ("an unknown option", SOUND, "check --nonsense", 2),
    ("an unknown command", SOUND, "nonsense", 2),
    ("no command", SOUND, "", 2),
    ("help", SOUND, "--help", 0),
    ("help of a command", SOUND, "why --help", 0),
    ("the version", SOUND, "--version", 0),
    ("compatible", SOUND, "conflicts draft", 0),
    ("incompatible", SOUND, "conflicts draft.all", 1),
    ("incompatible, as a record", SOUND, "conflicts draft.all --format json", 1),
    ("no reference", SOUND, "conflicts", 2),
    ("an unknown reference", SOUND, "conflicts nobody", 2),
    (
        "a contradictory supposition",
        SOUND,
        "conflicts draft --suppose bay=true --suppose not(bay)",
        1,
    ),
    ("undecided", ENDLESS, "conflicts many --time 0.3", 3),
    ("a question to a faulty library", SOUND + "rule r: nowhere\n", "conflicts draft", 2),
    ("forced", SOUND, "why bay --given draft", 0),
    ("possible", SOUND, "why signed --given draft", 0),
    ("impossible", SOUND, "why not(bay) --given draft", 0),
    ("why, of an incompatible set", SOUND, "why bay --given draft.all", 1),
    ("why, undecided", ENDLESS, "why hole[p1]=h1 --given many --time 0.3", 3),
    ("show", SOUND, "show bay", 0),
    ("show, of nothing", SOUND, "show boy", 2),
    ("explain", SOUND, "explain TC201", 0),
    ("explain, of nothing", SOUND, "explain TC000", 2),
]


@pytest.mark.parametrize(
    ("text", "command", "status"), [row[1:] for row in STATUSES], ids=[row[0] for row in STATUSES]
)
def test_every_end_has_its_status(tmp_path: Path, text: str, command: str, status: int) -> None:
    """0 all well, 1 findings, 2 usage or unreadable input, 3 undecided."""
    (tmp_path / "library.terms").write_text(text, encoding="utf-8")
    ran = run(*command.split(), folder=tmp_path)
    assert ran.status == status, ran


def test_a_library_without_files_is_wrong_usage(tmp_path: Path) -> None:
    """A folder without a file of ours is no library, so nothing was checked."""
    assert run("check", folder=tmp_path).status == 2


@pytest.mark.parametrize("command", ["check", "conflicts many", "why hole[p1]=h1 --given many"])
def test_an_interrupt_prints_what_is_known_and_has_its_own_status(
    tmp_path: Path, command: str
) -> None:
    """Ctrl-C ends a command within a second, with its answer so far and status 130."""
    (tmp_path / "library.terms").write_text(ENDLESS, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "termcheck", *command.split()],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    time.sleep(2.5)
    process.send_signal(signal.SIGINT)
    start = time.monotonic()
    out, err = process.communicate(timeout=20)
    assert (process.returncode, time.monotonic() - start < 1.5, err) == (130, True, "")
    assert "undecided" in out


def test_time_is_kept(tmp_path: Path) -> None:
    """``--time`` ends a command soon after its seconds, with what is known."""
    (tmp_path / "library.terms").write_text(ENDLESS, encoding="utf-8")
    start = time.monotonic()
    ran = run("conflicts", "many", "--time", "0.5", "--format", "json", folder=tmp_path)
    assert (ran.status, json.loads(ran.out)["limits"]) == (3, ["time"])
    assert time.monotonic() - start < 2.5


def test_a_reader_who_goes_away_is_no_fault(tmp_path: Path) -> None:
    """A broken pipe is quiet."""
    (tmp_path / "library.terms").write_text(SOUND, encoding="utf-8")
    words = [sys.executable, "-m", "termcheck", "explain"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    read, write = os.pipe()
    os.close(read)
    ended = subprocess.run(
        words, cwd=tmp_path, env=environment, stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_full_disk_is_said_in_one_line(tmp_path: Path) -> None:
    """An answer that cannot be written is status 2 with a reason, not a traceback."""
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "termcheck", "explain"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert (ended.returncode, ended.stderr) == (
        2,
        "termcheck: the answer could not be written: no space left on device\n",
    )


def test_the_module_runs_as_a_program() -> None:
    """``python -m termcheck`` is the program, on standard input as well."""
    assert run_apart(["explain", "TC201"]).stdout.startswith("# TC201")


def test_without_cvc5_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is asked, the status is that of wrong usage, and the help says what to install."""
    monkeypatch.setattr("termcheck.cli.second_opinion.is_installed", lambda: False)
    ran = run("conflicts", "mediator", "--second-opinion", "-L", str(EXAMPLES / "labour"))
    assert (ran.status, ran.out) == (2, "")
    assert "cvc5 is not installed" in ran.err
    assert "pip install 'termcheck[verify]'" in ran.err


def test_a_fault_of_ours_is_no_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where termcheck itself breaks, the status is that of undecided, and what broke is printed."""

    def broken(*_: object) -> int:
        raise KeyError("nothing")

    ended: list[int] = []
    monkeypatch.setattr(app, "status_of", broken)
    monkeypatch.setattr(app, "leave", ended.append)
    app.main()
    assert ended == [3]
    assert "KeyError" in (said := capsys.readouterr().err)
    assert "a fault in termcheck: nothing was decided" in said
