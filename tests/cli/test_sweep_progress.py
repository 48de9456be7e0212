"""How far a sweep is: what is forecast, and that a terminal shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from termcheck.cli import progress
from termcheck.cli.progress import Forecast
from termcheck.cli.sweeps import chunk
from tests.cli.running import run
from tests.cli.sweeping import placed

PACES = [
    # done before, all, then seconds and answers since the start, and what is said
    (0, 1000, 0.0, 0, "0 of 1000 questions"),
    (400, 1000, 9.0, 0, "400 of 1000 questions"),
    (0, 1000, 10.0, 100, "100 of 1000 questions, about 90 s left (10 a second)"),
    (400, 1000, 10.0, 100, "500 of 1000 questions, about 50 s left (10 a second)"),
    (0, 1000, 100.0, 100, "100 of 1000 questions, about 15 min left (1 a second)"),
    (0, 1000, 100.0, 50, "50 of 1000 questions, about 32 min left (2 s each)"),
    (0, 1000, 50.0, 1000, "1000 of 1000 questions, about 0 s left (20 a second)"),
    (0, 1_000_000, 100.0, 5_000, "5000 of 1000000 questions, about 6 h left (50 a second)"),
    (0, 10**9, 100.0, 25_000, "25000 of 1000000000 questions, about 46 days left (250 a second)"),
]


@pytest.mark.parametrize(
    ("before", "all", "seconds", "new", "said"), PACES, ids=[said for *_, said in PACES]
)
def test_a_forecast_goes_on_at_the_pace_of_this_run(
    before: int, all: int, seconds: float, new: int, said: str
) -> None:
    """What is left takes as long for each as the answers since the start; those before are none."""
    times = iter([7.0, 7.0 + seconds])
    forecast = Forecast("questions", all, before, lambda: next(times, 7.0 + seconds))
    forecast.add(new)
    assert forecast.text() == said


def test_a_terminal_shows_how_far_it_is_and_is_left_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The numbers rise to the number of questions at most, and the line is wiped at the end."""
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    monkeypatch.setattr(progress, "is_terminal", lambda _: True)
    monkeypatch.setattr(chunk, "CHUNK_SECONDS", 0.02)
    monkeypatch.setenv("TERM", "xterm")
    words = ("sweep", "plan.sweep", "-L", "lib", "--jobs", "1")
    shown = run(*words, folder=placed(tmp_path)).err
    told = [int(each) for each in re.findall(r"asking: (\d+) of 144 questions", shown)]
    assert told == sorted(told)
    assert (told[0], len({*told}) > 2, told[-1] <= 144) == (0, True, True)
    assert re.search(r"questions, about \d+ (s|min) left \(\d+ a second\)", shown)
    assert shown.endswith("\x1b[K")
