"""What a long command says of how long it will take."""

from __future__ import annotations

import time
from itertools import chain, repeat

import pytest

from termcheck.cli.progress import Forecast


@pytest.mark.parametrize(
    ("seconds", "done", "said"),
    [
        (0, 0, "20 of 100 parts"),
        (10, 5, "25 of 100 parts, about 2 min left (0 a second)"),
        (10, 40, "60 of 100 parts, about 10 s left (4 a second)"),
        (40_000, 40, "60 of 100 parts, about 11 h left (0 a second)"),
        (10, 80, "100 of 100 parts, about 0 s left (8 a second)"),
    ],
)
def test_the_rest_takes_as_long_as_what_was_done(
    seconds: int, done: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The forecast is the pace since the beginning, which counts nothing that was there before."""
    clock = chain([100.0], repeat(100.0 + seconds))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    forecast = Forecast("parts", 100, 20)
    forecast.add(done)
    assert forecast.text() == said
