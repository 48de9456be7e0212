"""The formatter: what it writes says the same, is written once, and keeps every comment."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termcheck.language import tree
from termcheck.language.format import format_body, format_document, format_expression
from termcheck.language.parser import Parsed, parse, parse_formula
from tests.language.trees import PLACE, kinds, trees

ROOT = Path(__file__).parents[2]
FENCED = re.compile(r"^```terms\n(.*?)^```", re.DOTALL | re.MULTILINE)
CALM = settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


def written_texts() -> list[tuple[str, str]]:
    """Return every text in the language that this project keeps, with a name for it."""
    files = [*ROOT.glob("proposals/**/*.terms"), *ROOT.glob("tests/library/spec/*.terms")]
    found = [(str(file.relative_to(ROOT)), file.read_text("utf-8")) for file in sorted(files)]
    for page in sorted(ROOT.glob("docs/guide/*.md")):
        blocks = FENCED.findall(page.read_text("utf-8"))
        found += [(f"{page.name} {at}", block) for at, block in enumerate(blocks)]
    return found


WRITTEN = written_texts()


def read(text: str) -> Parsed:
    """Return what ``text`` says, which must be without faults."""
    parsed = parse("a.terms", text)
    assert parsed.diagnostics == (), text
    return parsed


def formatted(parsed: Parsed) -> str:
    """Return the text of ``parsed``."""
    return format_document(parsed.document, parsed.source)


def comments(parsed: Parsed) -> list[str]:
    """Return the comments of ``parsed`` in their order."""
    return [each.text for each in parsed.document.comments]


def assert_law(document: tree.Document) -> None:
    """Assert that ``document`` is read from its text, and that its text is final."""
    text = format_document(document)
    parsed = read(text)
    assert parsed.document.declarations == document.declarations
    assert format_document(parsed.document) == formatted(parsed) == text


def document_of(*declarations: tree.Declaration) -> tree.Document:
    """Return a document of ``declarations``."""
    return tree.Document(PLACE, "a.terms", declarations)


# --- Texts that people wrote --------------------------------------------------


@pytest.mark.parametrize(("name", "text"), WRITTEN, ids=[name for name, _ in WRITTEN])
def test_a_written_text_keeps_what_it_says(name: str, text: str) -> None:
    """Formatting a text of this project changes neither what it says nor its comments."""
    before = parse(name, text)
    if before.diagnostics:
        pytest.skip("the text is there to show a fault")
    after = read(formatted(before))
    assert after.document.declarations == before.document.declarations
    assert comments(after) == comments(before)
    assert formatted(after) == formatted(before)


def test_written_texts_are_no_wider_than_a_page() -> None:
    """A line of a formatted text is too long only because of one quoted text or comment."""
    lines = [
        line
        for name, text in WRITTEN
        for line in formatted(parse(name, text)).splitlines()
        if len(line) > 100 and not re.search(r'"( \{)?$|# ', line)
    ]
    assert lines == []


# --- Trees --------------------------------------------------------------------


@pytest.mark.parametrize("kind", kinds())
@settings(CALM, max_examples=3)
@given(data=st.data())
def test_every_node_is_generated(kind: type[tree.Node], data: st.DataObject) -> None:
    """The generator makes nodes of every kind."""
    assert type(data.draw(trees(kind))) is kind


@pytest.mark.parametrize("kind", get_args(tree.Expression))
@CALM
@given(data=st.data())
def test_an_expression_is_read_from_its_text(kind: type[tree.Node], data: st.DataObject) -> None:
    """The text of an expression parses to that expression."""
    e = data.draw(trees(kind))
    found, faults = parse_formula("question", format_expression(e))
    assert (found, faults) == (e, ())


@pytest.mark.parametrize("kind", get_args(tree.Body))
@CALM
@given(data=st.data())
def test_a_body_is_read_from_its_text(kind: type[tree.Node], data: st.DataObject) -> None:
    """The text of a body parses to that body wherever a clause may stand."""
    body = data.draw(trees(kind))
    (rule,) = read(f"rule r: {format_body(body)}\n").document.declarations
    assert isinstance(rule, tree.Rule)
    assert rule.body == body


@pytest.mark.parametrize("kind", get_args(tree.Declaration))
@CALM
@given(data=st.data())
def test_a_declaration_is_read_from_its_text(kind: type[tree.Node], data: st.DataObject) -> None:
    """The text of a declaration parses to that declaration and is formatted already."""
    assert_law(document_of(data.draw(trees(kind))))


@pytest.mark.parametrize("kind", get_args(tree.CheckItem))
@CALM
@given(data=st.data())
def test_a_line_of_a_check_is_read_from_its_text(
    kind: type[tree.Node], data: st.DataObject
) -> None:
    """The text of a line of a check parses to that line and is formatted already."""
    assert_law(document_of(tree.Check(PLACE, tree.Text(PLACE, "c"), (data.draw(trees(kind)),))))


@CALM
@given(st.lists(trees(tree.Declaration, 2), max_size=4))
def test_a_document_is_read_from_its_text(declarations: list[tree.Declaration]) -> None:
    """The text of a document parses to that document and is formatted already."""
    assert_law(document_of(*declarations))


# --- Comments and blank lines -------------------------------------------------


@st.composite
def commented(draw: st.DrawFn) -> tuple[str, tree.Document, list[str]]:
    """Return a text with comments and blank lines where lines end, and what it says."""
    document = document_of(*draw(st.lists(trees(tree.Declaration, 2), min_size=1, max_size=3)))
    lines: list[str] = []
    said: list[str] = []
    for line in format_document(document).splitlines():
        place = draw(st.sampled_from(["", "", "before", "after", "blank"]))
        remark = f"remark {len(said)}"
        said += [remark] if place in ("before", "after") else []
        lines += {"before": [f"  #{remark}"], "blank": ["", ""]}.get(place, [])
        lines.append(f"{line} # {remark}" if place == "after" else line)
    return "\n".join(lines), document, said


@CALM
@given(commented())
def test_comments_survive_in_order(case: tuple[str, tree.Document, list[str]]) -> None:
    """A text keeps what it says and its comments, wherever they stand, and is formatted once."""
    text, document, said = case
    before = read(text)
    after = read(formatted(before))
    assert before.document.declarations == document.declarations == after.document.declarations
    assert comments(before) == comments(after) == said
    assert formatted(after) == formatted(before)


@CALM
@given(commented())
def test_blank_lines_stand_alone(case: tuple[str, tree.Document, list[str]]) -> None:
    """No two blank lines follow each other, and none begins a text or ends it."""
    lines = formatted(read(case[0])).splitlines()
    assert all(one.strip() or other.strip() for one, other in pairwise(lines))
    assert all((lines[0], lines[-1]))


def test_comments_stand_where_they_belong() -> None:
    """A comment between the lines of a clause moves above it; one that trails stays."""
    text = (
        "proposal p {   # why\n"
        "\n"
        "   a: x   # first\n"
        "      # inside\n"
        "      and y  #last\n"
        "\n\n"
        "   # none\n"
        "   long_er: z\n"
        "   # end\n"
        "}  # over\n"
        "#\n"
    )
    assert formatted(read(text)) == (
        "proposal p {  # why\n"
        "    # first\n"
        "    # inside\n"
        "    a:       x and y  # last\n"
        "\n"
        "    # none\n"
        "    long_er: z\n"
        "    # end\n"
        "}  # over\n"
        "#\n"
    )


# --- Layout -------------------------------------------------------------------


@CALM
@given(trees(tree.Expression))
def test_no_pair_of_brackets_is_spare(e: tree.Expression) -> None:
    """Without any one pair of its brackets, an expression says something else or nothing."""
    text = " ".join(format_expression(e).split())
    for start, end in pairs(text):
        bare = f"{text[:start]} {text[start + 1 : end]} {text[end + 1 :]}"
        assert parse_formula("question", bare)[0] != e


def pairs(text: str) -> list[tuple[int, int]]:
    """Return the brackets in ``text`` that are not those of a function or a list."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if character == "(":
            opened.append(at)
        elif character == ")":
            found.append((opened.pop(), at))
    functions = re.compile(r"(\b(round|floor|ceil|min|max|day|all|some|count|sum)|\d of )$")
    return [(start, end) for start, end in found if not functions.search(text[:start])]


def test_a_clause_that_fits_stays_on_its_line() -> None:
    """A clause of at most 100 columns stands on one line with all that follows it."""
    text = (
        "proposal p {\n"
        "    swap: (a and b)\n"
        '        in return for (c or d) from "1"\n'
        '        note "x"\n'
        "}\n"
    )
    assert formatted(read(text)) == (
        'proposal p {\n    swap: a and b in return for c or d from "1" note "x"\n}\n'
    )


def test_a_long_clause_is_broken_at_its_words() -> None:
    """A long clause is broken before a word that continues it, and its tails stand below."""
    one, two, three, four = (letter * 30 for letter in "abcd")
    text = (
        f"proposal p {{ swap: {one} and {two} and {three} if {four}\n"
        '  note "n" from s "1" confidence low overrides x }'
    )
    assert formatted(read(text)) == (
        "proposal p {\n"
        f"    swap: {one} and {two}\n"
        f"            and {three}\n"
        f"        if {four}\n"
        '        overrides x from s "1" confidence low\n'
        '        note "n"\n'
        "}\n"
    )


def test_no_line_ends_after_always() -> None:
    """A long clause is not broken after `always`, where a line would end in the middle."""
    one, two, three = (letter * 30 for letter in "abc")
    text = f"proposal p {{ a: always at least 1 of ({one}, {two}, {three}) }}"
    assert formatted(read(text)) == (
        "proposal p {\n"
        "    a:\n"
        f"        always at least 1 of ({one}, {two},\n"
        f"            {three})\n"
        "}\n"
    )


def test_alternatives_stand_on_lines_of_their_own_where_they_must() -> None:
    """Alternatives stay on the line of their clause if they fit, and on one line each if not."""
    long = "x" * 60
    inside = f'a: one of {{x: b; y: c}}\n b: readings {{ x: {long}; y: {long}\n}} from "1"'
    text = f"proposal p {{ {inside} }}"
    assert formatted(read(text)) == (
        "proposal p {\n"
        "    a: one of { x: b; y: c }\n"
        "    b: readings {\n"
        f"        x: {long}\n"
        f"        y: {long}\n"
        '    } from "1"\n'
        "}\n"
    )


def test_names_that_are_words_of_the_language_are_bracketed_where_a_line_begins() -> None:
    """A clause that would begin with another meaning, or continue a line, is bracketed."""
    text = "proposal p {\n    (may and x)\n    (-a < 5)\n    l: (may and x)\n    k: -a < 5\n}\n"
    assert formatted(read(text)) == text


@pytest.mark.parametrize("kind", [tree.And, tree.Or])
def test_a_long_chain_is_no_deep_one(kind: type[tree.And | tree.Or]) -> None:
    """Ten thousand operands are written and read again."""
    names = tuple(tree.Name(PLACE, f"n{at}") for at in range(10_000))
    assert parse_formula("question", format_expression(kind(PLACE, names)))[0] == kind(PLACE, names)
