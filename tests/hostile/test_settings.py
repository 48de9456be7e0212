"""Hostile settings: a ``termcheck.toml`` of any bytes is read, or refused with its code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from termcheck.language.limits import FILE
from tests.cli.running import run

SETTINGS: list[tuple[str, bytes, str]] = [
    ("an open bracket", b"horizon = [", "TC188"),
    ("a key twice", b"horizon = [2000, 2020]\nhorizon = [2000, 2020]\n", "TC188"),
    ("a table twice", b"[codes]\n[codes]\n", "TC188"),
    ("a key that is also a table", b"codes = 1\n[codes]\n", "TC188"),
    ("nested brackets", b"horizon = " + b"[" * 100_000, "TC188"),
    ("nested tables", b"horizon = " + b"{a=" * 100_000, "TC188"),
    ("closed brackets", b"horizon = " + b"[" * 5_000 + b"]" * 5_000, "TC188"),
    ("a number of five thousand digits", b"horizon = [" + b"9" * 5_000 + b", 1]", "TC188"),
    ("a day that is none", b"horizon = [2025-02-30, 2026-01-01]", "TC188"),
    ("NUL", b"\0" * 100, "TC188"),
    ("UTF-16", "horizon = [1, 2]".encode("utf-16"), "TC188"),
    ("bytes that are no text", b'a = "\xff"', "TC188"),
    ("half of a surrogate pair", b'a = "\\ud800"', "TC188"),
    ("a file that is too large", b"#" * (FILE + 1), "TC185"),
    ("not a number", b"horizon = [nan, nan]", "TC291"),
    ("infinity", b"horizon = [-inf, inf]", "TC291"),
    ("a number of a thousand digits", b"horizon = [1, " + b"9" * 1_000 + b"]", "TC291"),
    ("a time of day", b"horizon = [07:32:00, 07:33:00]", "TC291"),
    ("a moment", b"horizon = [2000-01-01T00:00:00Z, 2001-01-01T00:00:00Z]", "TC291"),
    ("negative years", b"horizon = [-5, 5]", "TC291"),
    ("a deep key", b".".join([b"a"] * 3_000) + b" = 1", "TC290"),
    ("an empty key", b'"" = 1', "TC290"),
    ("a key that steers a terminal", b'"\\u001b[31m" = 1', "TC290"),
    ("a code that steers a build", b'[codes]\n"::error::" = "off"', "TC292"),
    ("a level that is a table", b"[codes.TC402]\na = 1", "TC291"),
    ("an error that is switched off", b'[codes]\nTC351 = "off"', "TC293"),
]


@pytest.mark.parametrize(("about", "data", "code"), SETTINGS, ids=[row[0] for row in SETTINGS])
def test_hostile_settings_have_their_code(
    tmp_path: Path, about: str, data: bytes, code: str
) -> None:
    """The code is that of the fault, the rest of the library is read, and nothing is raised."""
    (tmp_path / "a.terms").write_text('term a: bool "x"\n', encoding="utf-8")
    (tmp_path / "termcheck.toml").write_bytes(data)
    ran = run("check", "--format", "json", folder=tmp_path)
    told = [e["code"] for e in json.loads(ran.out)["diagnostics"] if e["severity"] == "error"]
    assert (about, told, ran.err) == (about, [code], "")
    assert ran.status in (1, 2)
    assert run("check", folder=tmp_path).out.isprintable() is False  # it has line ends
    assert "\x1b" not in run("check", folder=tmp_path).out


@pytest.mark.parametrize("make", ["folder", "loop", "pipe"])
def test_settings_that_are_no_file_have_a_code(tmp_path: Path, make: str) -> None:
    """A folder, a link to itself or a pipe by that name is never read from."""
    import os

    (tmp_path / "a.terms").write_text('term a: bool "x"\n', encoding="utf-8")
    path = tmp_path / "termcheck.toml"
    makers = {"folder": path.mkdir, "loop": lambda: path.symlink_to(path.name)}
    makers.get(make, lambda: os.mkfifo(path))()
    ran = run("check", str(tmp_path), "--format", "json", folder=tmp_path)
    told = [e["code"] for e in json.loads(ran.out)["diagnostics"] if e["severity"] == "error"]
    assert (told[0][:4], ran.status) == ("TC18", 2)
