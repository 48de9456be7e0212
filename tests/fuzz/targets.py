"""Targets: what must hold of any input, structured or raw.

Each takes bytes and whether they are a sound library; a fault is an
``AssertionError`` or any other exception.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jsonschema import Draft202012Validator

from termcheck import api
from termcheck.answer import Answer, TermcheckError
from termcheck.language.codes import CODES
from termcheck.language.decode import decode
from termcheck.language.format import format_document
from termcheck.language.parser import Parsed, parse
from tests.cli.running import ROOT, run
from tests.fuzz import certificates
from tests.fuzz.texts import library_text

Target = Callable[[bytes, bool], None]

SECONDS = 5.0
"""How long one question may take; then its answer says so."""


def parser(data: bytes, sound: bool) -> None:
    """A text is read without an exception, and what is said of it points into it."""
    text, faults = decode("a.terms", data)
    assert faults or data.decode("utf-8") is not None
    for name in ("a.terms", "a.terms.md"):
        parsed = parse(name, text)
        for found in parsed.diagnostics:
            spans = (found.span, *(label.span for label in found.related))
            assert CODES[found.code][0] == found.severity
            assert all(0 <= span.start <= span.end <= len(text) for span in spans), found
        assert parse(name, text).diagnostics == parsed.diagnostics
    assert not sound or not parse("a.terms", text).diagnostics


def formatter(data: bytes, sound: bool) -> None:
    """A text without faults says the same when it is formatted, and is formatted once."""
    text, faults = decode("a.terms", data)
    before = parse("a.terms", text)
    if faults or before.diagnostics:
        assert not sound
        return
    after = parse("a.terms", _formatted(before))
    assert after.diagnostics == ()
    assert after.document.declarations == before.document.declarations
    assert _comments(after) == _comments(before)
    assert _formatted(after) == _formatted(before)


def _formatted(parsed: Parsed) -> str:
    return format_document(parsed.document, parsed.source)


def _comments(parsed: Parsed) -> list[str]:
    return [each.text for each in parsed.document.comments]


# --- answers ---------------------------------------------------------------------------


@cache
def _validator(name: str) -> Draft202012Validator:
    path = ROOT / "docs" / "schemas" / f"{name}.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def assert_valid(record: dict[str, Any]) -> None:
    """Assert that a record fits the schema that it names."""
    name = str(record["schema"]).removeprefix("termcheck.").removesuffix("/1")
    assert [fault.message for fault in _validator(name).iter_errors(record)] == []


def assert_printable(text: str) -> None:
    """Assert that nothing in ``text`` gives orders to whatever shows it."""
    assert [letter for letter in text if not letter.isprintable() and letter != "\n"] == []


def records(data: bytes, sound: bool) -> None:
    """Every answer about a library is valid by its schema; of a faulty one, that of the check."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.terms").write_bytes(data)
        if sound:
            for answer in answers(Path(folder), data):
                assert_valid(json.loads(json.dumps(answer.record())))
            return
        ran = run("check", folder, "--format", "json")
        assert ran.status in (0, 1, 2, 3), ran.err
        assert_valid(json.loads(ran.out))


def reports(data: bytes, sound: bool) -> None:
    """Every answer can be printed, in every width and form, and holds no control character."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.terms").write_bytes(data)
        if sound:
            for answer in answers(Path(folder), data):
                for columns in (60, 100):
                    assert_printable(answer.text(columns, verbose=columns == 60))
                shown = answer._repr_mimebundle_()["text/html"]
                assert "<script" not in shown
            return
        for form in ("text", "concise", "github"):
            ran = run("check", folder, "--format", form)
            assert ran.status in (0, 1, 2, 3), ran.err
            assert_printable(ran.out + ran.err)
            if form == "github":
                assert all(line.startswith("::") for line in ran.out.splitlines())


def answers(folder: Path, data: bytes) -> Iterable[Answer[Any]]:
    """Yield answers of every kind about the library of a folder; what cannot be asked is left."""
    made = api.load(folder)
    formula = "truce or border >= guarded"
    asked: list[Callable[[], Answer[Any]]] = [
        made.check,
        lambda: made.conflicts("plan.all", "north.all", "south", time=SECONDS),
        lambda: made.conflicts("plan", "north", by="text", table=["north"], time=SECONDS),
        lambda: made.conflicts("plan", as_of="2025-02-15", suppose=[formula], time=SECONDS),
        lambda: made.why(formula, ["plan", "south"], time=SECONDS),
        lambda: made.gap("plan.all", "north.all", "south.demands", time=SECONDS),
        lambda: made.packages(["plan", "south.demands"], ["north"], "fair", time=SECONDS),
        lambda: made.packages(["plan"], (), "pareto", time=SECONDS),
        lambda: made.matrix(time=SECONDS),
        lambda: made.coalitions("north", "south", time=SECONDS),
        lambda: made.timeline("plan", "north", "south", time=SECONDS),
        lambda: made.diff(_other(folder, data), time=SECONDS),
    ]
    if "plan_2" in made.proposals:
        asked.append(lambda: made.compare("plan", "plan_2", time=SECONDS))
    for ask in asked:
        try:
            answer = ask()
        except TermcheckError:
            continue
        yield answer


def _other(folder: Path, data: bytes) -> api.Library:
    """Return a library to compare with: another random one over the same vocabulary."""
    other = folder.with_name(f"{folder.name}.other")
    other.mkdir()
    try:
        seed = len(data)
        (other / "a.terms").write_text(library_text(f"other {seed}"), encoding="utf-8")
        return api.load(other)
    finally:
        for file in other.iterdir():
            file.unlink()
        other.rmdir()


TARGETS: dict[str, Target] = {
    "parser": parser,
    "formatter": formatter,
    "records": records,
    "reports": reports,
    "certificates": certificates.checked,
}
