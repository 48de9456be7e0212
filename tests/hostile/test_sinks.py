"""Sinks: one function for each kind of output, and every payload comes out of it as mere text."""

from __future__ import annotations

import json

import pytest

from termcheck.language.format_formulas import quoted
from termcheck.language.parser import parse
from termcheck.language.tree import Party
from termcheck.report import escape
from termcheck.report.page import Piece, line, to_text
from termcheck.report.page_html import to_html
from termcheck.report.records import CodeRecord, ExplainRecord, json_text
from tests.hostile.corpus import is_text, payloads
from tests.hostile.readers import (
    LIVE_LINKS,
    OURS,
    Order,
    build_orders,
    html_page,
    markdown_page,
    terminal_orders,
)

ALL = [pytest.param(each, id=f"{at}") for at, each in enumerate(payloads())]
every_payload = pytest.mark.parametrize("payload", ALL)


def test_the_corpus_is_large_enough() -> None:
    """There are at least two hundred payloads, each once."""
    assert len(payloads()) == len(set(payloads()))
    assert len(payloads()) >= 200


@every_payload
def test_a_terminal_shows_it(payload: str) -> None:
    """A page has one line for it, without a control; in colour, the only orders are our own."""
    page = (line("name: ", Piece(payload, "bad"), " tail"), line(Piece(payload, "name")))
    plain, coloured = to_text(page), to_text(page, colour=True)
    assert terminal_orders(plain) == []
    assert terminal_orders(OURS.sub("", coloured)) == []
    assert OURS.sub("", coloured).split() == plain.split()
    assert plain.count("\n") == 2
    assert plain.split("\n")[0] == escape.safe_line(f"name: {payload} tail")


@every_payload
def test_a_build_obeys_none_of_it(payload: str) -> None:
    """Neither a page nor a line of complaint that holds it is a command."""
    page = (line(Piece(payload)), line("  ", Piece(payload)))
    assert build_orders(to_text(page)) == []
    assert build_orders(escape.safe_line(payload)) == []
    assert build_orders(json_text(_record(payload))) == []


@every_payload
def test_a_workflow_command_holds_it_as_a_value(payload: str) -> None:
    """A command of ours is one command, in which it comes back as it is shown."""
    shown = escape.terminal(payload)
    told = escape.workflow_command("error", {"file": payload, "title": "t"}, [payload, payload])
    assert build_orders(told) == [
        Order("error", {"file": shown, "title": "t"}, f"{shown}\n{shown}")
    ]
    assert terminal_orders(told) == []


@every_payload
def test_json_gives_it_back(payload: str) -> None:
    """What is read from a record is what was put into it, and no control is written."""
    told = json_text(_record(payload))
    assert json.loads(told)["codes"][0]["title"] == payload
    assert terminal_orders(told) == []


def _record(payload: str) -> ExplainRecord:
    return ExplainRecord(codes=[CodeRecord(code="TC101", severity="error", title=payload)])


@every_payload
def test_a_browser_shows_it(payload: str) -> None:
    """HTML has our tags alone, and its text is what a terminal shows."""
    page = html_page(to_html((line("a ", Piece(payload, "name"), " b"),)))
    shown = escape.terminal(payload)
    assert page.text == f"a {shown} b"
    assert [tag for tag, _ in page.tags] == ["pre", *(["span"] if shown.strip() else [])]


@every_payload
def test_a_value_of_html_holds_it(payload: str) -> None:
    """Between quotes of HTML it opens nothing and ends nothing."""
    for quote in "\"'":
        page = html_page(f"<p title={quote}{escape.markup(payload)}{quote}>x</p>")
        assert page.tags == [("p", {"title": escape.terminal(payload)})]


@every_payload
def test_markdown_has_it_as_words(payload: str) -> None:
    """In a heading and in a cell it is words and nothing else, and no link comes alive."""
    shown, told = escape.terminal(payload).strip(), escape.markdown(payload)
    page = markdown_page(f"#### x {told} y\n\n| a {told} b | c |\n| --- | --- |\n| {told} | d |\n")
    kinds = {each for each in page.kinds if each.endswith("_open")}
    tables = {"table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open"}
    assert kinds == {"heading_open", *tables}
    cell = [shown] if shown else []
    wanted = [f"x {shown} y", f"a {shown} b", "c", *cell, "d"]
    assert [" ".join(each.split()) for each in page.words] == [" ".join(e.split()) for e in wanted]
    assert not LIVE_LINKS.search(told)


@every_payload
def test_markdown_has_it_as_code(payload: str) -> None:
    """As a name in code it ends neither the code nor the cell."""
    told = escape.markdown_code(payload)
    page = markdown_page(f"| a {told} b | c |\n| --- | --- |\n| {told} | d |\n")
    assert page.kinds <= {
        "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close",
        "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close", "inline", "text",
        "code_inline",
    }  # fmt: skip
    assert len(page.code) == (2 if escape.terminal(payload).strip() else 0)


@every_payload
def test_a_block_of_markdown_holds_whole_pages_of_it(payload: str) -> None:
    """A page in a block of code is that page, whatever fences it holds."""
    page = to_text((line(Piece(payload)), line("last")))
    found = markdown_page(f"text\n\n{escape.markdown_block(page)}\n\nmore\n")
    assert found.code == (page,)
    assert found.words == ("text", "more")


@every_payload
def test_a_draft_quotes_it(payload: str) -> None:
    """As a quoted text of the language it is read back, or refused if no text may hold it."""
    found = parse("draft.terms", f"party coast {quoted(payload)}\n")
    if is_text(payload):
        declared = found.document.declarations[0]
        assert isinstance(declared, Party)
        assert (declared.title, found.diagnostics) == (payload, ())
    else:
        assert found.diagnostics != ()
