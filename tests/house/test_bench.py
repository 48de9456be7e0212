"""The benchmarks compare like with like."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from bench.contract import CONFLICT, NAIVE, TERMS
from bench.large_library import written
from tests.docs.shown import printed


def test_both_sides_of_the_cold_check_have_the_same_forty_clauses() -> None:
    """Term sheet and script hold forty clauses under the same labels."""
    ours = re.findall(r"^    (c\d\d): ", TERMS, re.MULTILINE)
    theirs = re.findall(r'^    "(c\d\d)": ', NAIVE, re.MULTILINE)
    assert ours == theirs
    assert len(ours) == 40


def test_both_sides_of_the_cold_check_find_the_same_conflict(tmp_path: Path) -> None:
    """The script and the checker blame the same clauses of the contract."""
    (tmp_path / "naive.py").write_text(NAIVE, encoding="utf-8")
    (tmp_path / "contract.terms").write_text(TERMS, encoding="utf-8")
    script = subprocess.run(
        [sys.executable, tmp_path / "naive.py"], capture_output=True, text=True, check=True
    )
    assert set(script.stdout.split()[1:]) == CONFLICT
    answer = printed(f"check {tmp_path / 'contract.terms'}")
    assert set(re.findall(r"contract\.(c\d\d)\b", answer)) == CONFLICT


def test_a_made_up_library_clashes_where_it_was_planted_and_nowhere_else(tmp_path: Path) -> None:
    """Of two proposals the first holds two clauses that deny each other, and its check knows it."""
    written(tmp_path, 2)
    answer = printed(f"check {tmp_path}")
    assert re.findall(r"TC351: .*: (`.*`)", answer) == ["`p00000.k38`, `p00000.k39`"]
    assert re.findall(r"^(?:proposals|positions|checks): +(.*)$", answer, re.MULTILINE) == [
        "1 compatible, 1 incompatible",
        "8 compatible",
        "1 passed",
    ]
