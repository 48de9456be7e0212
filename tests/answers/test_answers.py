"""Golden answers are what the commands print today."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.answers.answers import FILES, text_of


@pytest.mark.slow
@pytest.mark.parametrize("file", [pytest.param(each, id=each.stem) for each in FILES])
def test_an_answer_is_what_is_printed(file: Path) -> None:
    """Command, answer and status stand in the file; the module beside brings it up to date."""
    assert text_of(file) == file.read_text(encoding="utf-8")
