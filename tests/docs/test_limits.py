"""The page of limits says what the constants say."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from termcheck.language.codes import CODES
from tests.house import code

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "limits.md"
ROW = re.compile(
    r"\| (?P<what>.+?) \| (?P<most>[0-9,]+)( MiB)? \| (?P<code>TC\d+) \| `(?P<name>.+)` \|"
)
ROWS = [
    found for line in PAGE.read_text(encoding="utf-8").splitlines() if (found := ROW.match(line))
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_limit_is_that_of_the_code(row: re.Match[str]) -> None:
    """The number is that of the constant, and the code is one of ours."""
    module, _, constant = row["name"].rpartition(".")
    told = int(row["most"].replace(",", "")) * (2**20 if row[3] else 1)
    assert getattr(import_module(f"termcheck.{module}"), constant) == told
    assert row["code"] in CODES


def test_every_limit_has_a_row() -> None:
    """Each constant of the modules of limits, and of the reading of files, is on the page."""
    modules = {"language.limits", "library.limits", "cli.library_files"}
    named = {row["name"] for row in ROWS}
    for module in code.modules():
        short = module.name.removeprefix("termcheck.")
        if short in modules:
            found = set(re.findall(r"^([A-Z_]+)(?:: Final)? = [0-9]", module.text, re.MULTILINE))
            assert {f"{short}.{each}" for each in found} <= named
    assert len(named) >= 15
