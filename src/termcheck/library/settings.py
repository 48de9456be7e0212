"""Settings: what a ``termcheck.toml`` may say about a library.

Accepts the mapping that a TOML reader yields; returns settings and the
diagnostics on what is not understood. Reads no file.

    horizon = ["2000-01-01", "2100-12-31"]

    [codes]
    TC402 = "off"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, cast

from termcheck.language.codes import CODES
from termcheck.language.diagnostic import Diagnostic
from termcheck.language.source import Span
from termcheck.library.days import day_number, from_iso
from termcheck.library.suggest import did_you_mean
from termcheck.value import Value

Level = Literal["off", "warning", "error"]
LEVELS: tuple[Level, ...] = ("off", "warning", "error")
KEYS = ("codes", "horizon")


class Settings(Value):
    """``horizon``: the first and the last day number, 1900 to 2200 unless set.

    ``severities`` maps codes of warnings and notes to what they shall be.
    """

    horizon: tuple[int, int] = (693_596, 803_533)
    severities: Mapping[str, Level] = MappingProxyType({})


DEFAULT = Settings()
"""What holds where nothing is set."""


class Configured(Value):
    """Settings, and what was wrong with the mapping that they come from."""

    settings: Settings
    diagnostics: tuple[Diagnostic, ...]


def settings_from(mapping: Mapping[str, object], file: str = "termcheck.toml") -> Configured:
    """Return the settings of ``mapping``; what is wrong in it is left at its default."""
    found: list[Diagnostic] = []

    def fault(code: str, message: str, help: str = "") -> None:
        found.append(Diagnostic(code, CODES[code][0], message, Span(file, 0, 0), (), help))

    for key in sorted(set(mapping) - set(KEYS)):
        fault("TC290", f"`{key}` is no setting", did_you_mean(key, KEYS))
    settings = DEFAULT
    if "horizon" in mapping:
        horizon = _horizon(mapping["horizon"])
        if horizon is None:
            fault(
                "TC291",
                "`horizon` must be a first and a last day",
                'write `horizon = ["1900-01-01", "2200-12-31"]`',
            )
        else:
            settings = settings.but(horizon=horizon)
    codes = mapping.get("codes", {})
    if not isinstance(codes, Mapping):
        fault("TC291", "`codes` must be a table of codes", 'write `[codes]` and `TC402 = "off"`')
        return Configured(settings, tuple(found))
    chosen: dict[str, Level] = {}
    for code, level in sorted(cast("Mapping[str, object]", codes).items()):
        if code not in CODES:
            fault("TC292", f"`{code}` is no code of a message", did_you_mean(code, CODES))
        elif CODES[code][0] == "error":
            fault(
                "TC293",
                f"`{code}` is an error and stays one",
                "only warnings and notes can be changed",
            )
        elif level not in LEVELS:
            fault("TC291", f"`{code}` must be `off`, `warning` or `error`")
        else:
            chosen[code] = level
    return Configured(settings.but(severities=MappingProxyType(chosen)), tuple(found))


def with_severities(
    settings: Settings, diagnostics: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Return ``diagnostics`` with the severities that the settings ask for."""
    found: list[Diagnostic] = []
    for each in diagnostics:
        level = settings.severities.get(each.code, each.severity)
        if level != "off":
            found.append(each if level == each.severity else each.but(severity=level))
    return tuple(found)


def _horizon(value: object) -> tuple[int, int] | None:
    """Return the two days of ``[first, last]``, each a day or a year."""
    if not isinstance(value, list | tuple) or len(cast("list[object]", value)) != 2:
        return None
    first, last = cast("list[object]", value)
    low, high = _day(first, 1, 1), _day(last, 12, 31)
    return (low, high) if low is not None and high is not None and low <= high else None


def _day(value: object, month: int, day: int) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return day_number(value, month, day)
    return from_iso(str(value))
