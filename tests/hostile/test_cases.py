"""The tables of hostile libraries: every case ends with its code, in bounded time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.cli.running import ROOT
from tests.hostile.cases import TABLES

SECONDS = 20
"""In which each case is answered, on a machine that is busy with other things."""

MEMORY = 500
"""Mebibytes of memory that no case goes beyond; the child may not ask for more than 2 GiB."""


def told(table: str) -> list[dict[str, Any]]:
    """Return what a child says of the cases of ``table``, which it checks one after another."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.hostile.child", table, str(2**31)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=SECONDS * len(TABLES[table]),
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return [json.loads(line) for line in ended.stdout.splitlines()]


@pytest.mark.parametrize("table", TABLES)
def test_every_case_ends_as_it_must(table: str) -> None:
    """Each library has its codes and its status; nothing is half printed or said unasked."""
    wanted = [(e.name, list(e.codes), int(e.status), e.aside, True) for e in TABLES[table]]
    found = told(table)
    assert [(e["name"], e["codes"], e["status"], e["err"], e["whole"]) for e in found] == wanted
    assert [e for e in found if e["seconds"] > SECONDS or e["peak"] > MEMORY] == []


def test_the_tables_are_large_enough() -> None:
    """There are at least a hundred and fifty cases, each of another name within its table."""
    names = [(table, case.name) for table, cases in TABLES.items() for case in cases]
    assert len(names) == len(set(names))
    assert len(names) >= 150
