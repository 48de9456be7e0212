"""Settings: what a `termcheck.toml` may say, and what it does."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from termcheck.library.days import from_iso
from termcheck.library.settings import DEFAULT, settings_from
from tests.library.sources import built, codes

GOOD = [
    ("", (from_iso("1900-01-01"), from_iso("2200-12-31")), {}),
    (
        'horizon = ["2000-01-01", "2020-06-30"]',
        (from_iso("2000-01-01"), from_iso("2020-06-30")),
        {},
    ),
    ("horizon = [2000, 2020]", (from_iso("2000-01-01"), from_iso("2020-12-31")), {}),
    ("horizon = [2000-01-01, 2020-06-30]", (from_iso("2000-01-01"), from_iso("2020-06-30")), {}),
    (
        '[codes]\nTC402 = "off"\nTC404 = "error"',
        DEFAULT.horizon,
        {"TC402": "off", "TC404": "error"},
    ),
]


@pytest.mark.parametrize(("text", "horizon", "severities"), GOOD)
def test_settings_are_read(text: str, horizon: tuple[int, int], severities: dict[str, str]) -> None:
    """The horizon is two days or years, and warnings have a level each."""
    found = settings_from(tomllib.loads(text))
    assert found.diagnostics == ()
    assert (found.settings.horizon, dict(found.settings.severities)) == (horizon, severities)


BAD = [
    ("horizn = 1", ["TC290"]),
    ("horizon = 1", ["TC291"]),
    ("horizon = [1]", ["TC291"]),
    ("horizon = [2020, 2000]", ["TC291"]),
    ('horizon = ["a", "b"]', ["TC291"]),
    ("horizon = [true, false]", ["TC291"]),
    ("horizon = [2000, 20000]", ["TC291"]),
    ("codes = 1", ["TC291"]),
    ('[codes]\nTC402 = "of"', ["TC291"]),
    ("[codes]\nTC402 = 1", ["TC291"]),
    ("[codes]\nTC402 = []", ["TC291"]),
    ('[codes]\nTC999 = "off"', ["TC292"]),
    ('[codes]\nTC201 = "off"', ["TC293"]),
    ('a = 1\n[codes]\nTC201 = "off"\nTC402 = "x"', ["TC290", "TC293", "TC291"]),
]


@pytest.mark.parametrize(("text", "expected"), BAD)
def test_what_is_not_understood_is_reported_and_left_at_its_default(
    text: str, expected: list[str]
) -> None:
    """Each fault has its code, and the settings are as if it were not there."""
    found = settings_from(tomllib.loads(text))
    assert [each.code for each in found.diagnostics] == expected
    assert found.settings == DEFAULT


TEXT = "term truce: bool\nterm aid: bool\nrule r: truce"


@pytest.mark.parametrize(
    ("level", "expected"),
    [("off", []), ("warning", [("TC404", "warning")]), ("error", [("TC404", "error")])],
)
def test_a_warning_is_what_the_settings_make_it(
    level: str, expected: list[tuple[str, str]]
) -> None:
    """A code that is switched off is not given; a raised one is an error."""
    settings = settings_from({"codes": {"TC404": level}}).settings
    found = built(TEXT, settings)
    assert [(each.code, each.severity) for each in found.diagnostics] == expected


def test_the_horizon_is_that_of_the_library() -> None:
    """A day is inside or outside as the settings say."""
    text = "event talks\nrule r: talks by 2030-01-01"
    narrow = settings_from({"horizon": [date(2000, 1, 1), date(2020, 1, 1)]}).settings
    assert codes(built(text)) == []
    assert codes(built(text, narrow)) == ["TC238"]
    assert built(text, narrow).library.horizon == narrow.horizon
