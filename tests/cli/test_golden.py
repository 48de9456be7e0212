"""What every command prints, beside the library that it is asked of."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.golden import FOLDER, performed, read

FILES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_commands_print_what_stands_beside_the_library(path: Path, tmp_path: Path) -> None:
    """A command prints exactly what its golden file says."""
    expected = path.read_text(encoding="utf-8")
    actual = performed(read(expected), tmp_path)
    if os.environ.get("TERMCHECK_UPDATE"):
        path.write_text(actual, encoding="utf-8")
    assert actual == expected


def test_no_golden_file_is_empty() -> None:
    """Every golden file shows at least one command."""
    without = [p.stem for p in FILES if "=== $ termcheck" not in p.read_text(encoding="utf-8")]
    assert without == []
