"""Sweeps as text: what each line makes of a question, and what is said of wrong ones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.library.model import Question
from termcheck.library.sweep import Sweep
from termcheck.library.sweep_reading import read_sweep
from tests.texts import library, question

LIBRARY = library(
    """
party a "A"
party b "B"
source s "S"
unit km
phase war "war"
phase peace "peace" default
term length: 0..1_000 km or none "length"
term share: decimal 0..10 "share"
term gate: {shut < ajar < wide} by phase "gate"
term flag: bool "flag"
event talks "talks begin"
proposal plan {
    most: length <= 300 km from s "1"
    way:  readings { strict: gate = shut; loose: gate != wide } from s "2"
}
proposal other { flag: flag from s "3" }
position a on 2025-01-01 { open: red line gate >= ajar from s "4" }
position b on 2025-02-01 { long: red line length >= 100 km from s "5" }
position a on 2025-03-01 { more: demand gate = wide from s "6" }
"""
)


def reading(lines: str) -> Sweep:
    """Return the sweep with such lines, which must be without a fault."""
    found = read_sweep(LIBRARY, "test.sweep", f'sweep "test" {{\n{lines}\n}}\n')
    assert found.diagnostics == ()
    assert found.sweep is not None
    return found.sweep


def day(text: str) -> int:
    """Return the number of a day."""
    return date.fromisoformat(text).toordinal()


def supposing(*texts: str) -> list[Question]:
    """Return questions that suppose one formula each."""
    return [question(LIBRARY, suppose=(text,)) for text in texts]


AXES = [
    (
        "each as of { 2025-01-31; 2025-02; latest }",
        "day",
        ["2025-01-31", "2025-02-28", "latest"],
        [Question(as_of=day("2025-01-31")), Question(as_of=day("2025-02-28")), Question()],
    ),
    (
        "each table { everybody; a; a, b }",
        "table",
        ["everybody", "a", "a, b"],
        [Question(), Question(table=("a",)), Question(table=("a", "b"))],
    ),
    (
        "each given { plan\n plan, # and\n other # both\n nothing }",
        "given",
        ["plan", "plan, other", "nothing"],
        [question(LIBRARY, "plan"), question(LIBRARY, "plan other"), Question()],
    ),
    (
        "each keep { a; b }",
        "keep",
        ["a", "b"],
        [question(LIBRARY, keep="a"), question(LIBRARY, keep="b")],
    ),
    (
        "each without { plan.most; nothing }",
        "without",
        ["plan.most", "nothing"],
        [question(LIBRARY, without="plan.most"), Question()],
    ),
    (
        "each under { plan.way.loose; nothing }",
        "reading",
        ["plan.way.loose", "nothing"],
        [question(LIBRARY, under="plan.way.loose"), Question()],
    ),
    (
        "each reading of plan.way",
        "reading of plan.way",
        ["strict", "loose"],
        [question(LIBRARY, under="plan.way.strict"), question(LIBRARY, under="plan.way.loose")],
    ),
    (
        "each suppose { nothing; flag and\n talks }",
        "supposition",
        ["nothing", "flag and talks"],
        [Question(), *supposing("flag and talks")],
    ),
    (
        "each value of gate",
        "value of gate",
        ["shut", "ajar", "wide"],
        supposing("gate = shut", "gate = ajar", "gate = wide"),
    ),
    (
        "each value of gate@war { wide; shut }",
        "value of gate@war",
        ["wide", "shut"],
        supposing("gate@war = wide", "gate@war = shut"),
    ),
    (
        "each value of flag",
        "value of flag",
        ["false", "true"],
        supposing("flag = false", "flag = true"),
    ),
    (
        "each value of length { 100..300 by 100 km; none }",
        "value of length",
        ["100 km", "200 km", "300 km", "none"],
        supposing("length = 100 km", "length = 200 km", "length = 300 km", "length = none"),
    ),
    (
        "each value of share { 1..2 by 0.5 }",
        "value of share",
        ["1", "1.5", "2"],
        supposing("share = 1", "share = 1.5", "share = 2"),
    ),
    (
        "each 0..2 of { a; b; other }",
        "parties",
        ["nobody", "a", "b", "other", "a, b", "a, other", "b, other"],
        [question(LIBRARY, each) for each in ("", "a", "b", "other", "a b", "a other", "b other")],
    ),
    (
        "each 2 of { a.demands; b }",
        "parties",
        ["a.demands, b"],
        [question(LIBRARY, "a.demands b")],
    ),
    (
        "each statement of a",
        "day",
        ["2025-01-01", "2025-03-01"],
        [Question(as_of=day("2025-01-01")), Question(as_of=day("2025-03-01"))],
    ),
    (
        "each statement",
        "day",
        ["2025-01-01", "2025-02-01", "2025-03-01"],
        [Question(as_of=day(f"2025-0{month}-01")) for month in (1, 2, 3)],
    ),
]


@pytest.mark.parametrize(("line", "name", "texts", "questions"), AXES, ids=[e[0] for e in AXES])
def test_a_line_varies_as_a_line_of_a_check(
    line: str, name: str, texts: list[str], questions: list[Question]
) -> None:
    """Each choice adds to the question what a check with such a line asks."""
    sweep = reading(line)
    assert [axis.name for axis in sweep.axes] == [name]
    assert [point.text for point in sweep.axes[0].points] == texts
    assert [point.adds for point in sweep.axes[0].points] == questions


def test_questions_are_all_combinations_the_last_line_fastest() -> None:
    """The lines that do not vary stand in every question; axes turn in the order written."""
    sweep = reading(
        "given plan; attested own\neach given { a; b }\nwhole texts\neach value of flag"
    )
    assert sweep.size == 4
    assert [sweep.coordinates(number) for number in range(4)] == [
        ("a", "false"),
        ("a", "true"),
        ("b", "false"),
        ("b", "true"),
    ]
    wanted = question(LIBRARY, "plan b", suppose=("flag = false",))
    assert sweep.question(2) == wanted.but(attested=("own",), by_text=True)


def test_what_is_asked_besides() -> None:
    """A formula is asked about as `why` reads it, and packages are wanted if that is said."""
    sweep = reading("given plan\nask length <= 300 km\nask packages")
    about = question(LIBRARY, suppose=("length <= 300 km",)).suppose[0].formula
    assert (sweep.about, sweep.asked, sweep.packages) == (about, "length <= 300 km", True)
    plain = reading("given plan")
    assert (plain.about, plain.packages, plain.conflicts, plain.size) == (None, False, False, 1)
    assert reading("given plan\nask conflicts").conflicts


WRONG = [
    ("", "TC101", (1, 1), "there is nothing here", 'begins with `sweep "TITLE" {`'),
    ("# a comment\nswep { }", "TC101", (2, 1), "there is `swep` here", "begins with"),
    ('check "x" { given plan }', "TC101", (1, 1), "there is `check` here", "begins with"),
    ('sweep "x" {\n given plan\n', "TC108", (1, 11), "is not closed", "close it with `}`"),
    ('sweep "x" {\n each table { a\n}', "TC108", (1, 11), "is not closed", "close it"),
    ('sweep "x" { }\nparty c', "TC101", (1, 13), "and more follows", "a file for each sweep"),
    ('sweep "x" {\n gven plan\n}', "TC102", (2, 2), "`gven`", "did you mean `given`?"),
    ('sweep "x" { expect compatible }', "TC101", (1, 13), "expects nothing", "`ask FORMULA`"),
    ('sweep "x" { each tabel { a } }', "TC101", (1, 18), "varies as `tabel`", "mean `table`?"),
    ('sweep "x" { each { a } }', "TC101", (1, 18), "nothing varies as ``", "one of as of"),
    ('sweep "x" { each table }', "TC101", (1, 18), "nothing to choose from", "in braces"),
    ('sweep "x" { each table { } }', "TC101", (1, 18), "nothing to choose from", "in braces"),
    ('sweep "x" { each table { a; c } }', "TC2", (1, 29), "`c`", ""),
    ('sweep "x" { each given { pln } }', "TC280", (1, 26), "`pln`", "mean `plan`?"),
    ('sweep "x" { each as of { 2025-13 } }', "TC118", (1, 26), "`2025-13`", ""),
    ('sweep "x" { each as of { soon } }', "TC1", (1, 26), "`soon`", ""),
    ('sweep "x" { each value of gte { shut } }', "TC201", (1, 18), "`gte`", "`gate`?"),
    ('sweep "x" { each value of gate { open } }', "TC203", (1, 34), "`open`", ""),
    ('sweep "x" { each value of length { 1..3 } }', "TC230", (1, 36), "plain number", "1 km"),
    ('sweep "x" { each value of length { 3..1 km } }', "TC234", (1, 36), "no value", "lower"),
    ('sweep "x" { each value of share }', "TC234", (1, 18), "no end of values", "by STEP"),
    ('sweep "x" { each value of talks }', "TC", (1, 18), "talks", ""),
    ('sweep "x" { each reading of plan.most }', "TC285", (1, 18), "no clause with readings", ""),
    ('sweep "x" { each reading of plan }', "TC285", (1, 18), "no clause with readings", ""),
    ('sweep "x" { each under { plan.most } }', "TC285", (1, 26), "no reading", ""),
    ('sweep "x" { each statement of c }', "TC280", (1, 18), "no party `c`", ""),
    ('sweep "x" { as of 2025; each statement }', "TC284", (1, 30), "the day in two", "leave"),
    ('sweep "x" { each table { a }; each table { b } }', "TC284", (1, 36), "the table", "leave"),
    ('sweep "x" { ask flag; ask talks }', "TC284", (1, 27), "two formulas", "write two"),
    ('sweep "x" { ask flg }', "TC201", (1, 17), "`flg`", "`flag`?"),
    ('sweep "x" { each statement; given a.more }', "TC281", (1, 35), "`a.more`", ""),
    ('sweep "x" { each statement; each given { a.more } }', "TC281", (1, 42), "`a.more`", ""),
    ('sweep "x" { each as of { latest; 2025-01-01 }; given b.long }', "TC281", None, "b.long", ""),
]


@pytest.mark.parametrize(
    ("text", "code", "place", "said", "help"), WRONG, ids=[e[0] for e in WRONG]
)
def test_what_is_wrong_is_said_at_its_place(
    text: str, code: str, place: tuple[int, int] | None, said: str, help: str
) -> None:
    """A wrong sweep has no questions; the first message has code, line, column and advice."""
    found = read_sweep(LIBRARY, "test.sweep", text)
    assert found.sweep is None
    first = found.diagnostics[0]
    assert first.code.startswith(code)
    assert said in first.message
    assert help in first.help
    before = text[: first.span.start]
    where = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert place is None or where == place
    assert first.span.file == "test.sweep"
    assert 0 <= first.span.start <= first.span.end <= len(text)


def test_all_that_is_wrong_is_said_at_once() -> None:
    """One wrong line hides no other."""
    text = 'sweep "x" {\n given pln\n each tabel { a }\n each value of gte\n ask flg\n}'
    found = read_sweep(LIBRARY, "test.sweep", text)
    assert [text[: e.span.start].count("\n") + 1 for e in found.diagnostics] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    "line",
    [
        "each value of length { 0..1_000 by 0.001 km }",
        f"each 8 of {{ {'; '.join(['a', 'b', 'plan', 'other'] * 5)} }}",
    ],
)
def test_no_line_can_have_too_many_choices(line: str) -> None:
    """A line with more choices than anybody reads is refused with their number."""
    found = read_sweep(LIBRARY, "test.sweep", f'sweep "x" {{ {line} }}')
    assert [each.code for each in found.diagnostics] == ["TC234"]
    assert "choices, and one line can have 2000" in found.diagnostics[0].message


PIECES = (
    'sweep "x" {',
    'sweep "x',
    "}",
    "{",
    ";",
    "\n",
    "each ",
    "each value of length {",
    "each value of ",
    "each as of {",
    "each 1..2 of {",
    "each 9999 of { a }",
    "each statement of ",
    "each suppose {",
    "ask ",
    "given plan",
    "as of 2025",
    "1..2 by 0",
    "..",
    "length <= 3 km",
    "a, b",
    "[(",
    '"',
    "# x\n",
    "and",
    "\x1b[31m",
    "\u202e",
    "expect 2 conflicts",
    "party c",
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=25))
def test_any_text_is_a_sweep_or_is_told_what_is_wrong(pieces: list[str]) -> None:
    """Whatever stands in the file, there is a sweep or a message inside the text, never a crash."""
    text = " ".join(pieces)
    found = read_sweep(LIBRARY, "test.sweep", text)
    assert (found.sweep is None) == bool(found.diagnostics)
    for each in found.diagnostics:
        assert each.span.file == "test.sweep"
        assert 0 <= each.span.start <= each.span.end <= len(text) + 1


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_lines_of_a_sweep_are_read_or_refused(pieces: list[str]) -> None:
    """The same between the braces of a sweep that begins and ends well."""
    text = 'sweep "x" {\n' + " ".join(pieces) + "\n}\n"
    found = read_sweep(LIBRARY, "test.sweep", text)
    assert (found.sweep is None) == bool(found.diagnostics)
