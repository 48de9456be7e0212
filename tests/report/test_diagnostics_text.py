"""Diagnostics as text: places, marks and what is cut."""

from __future__ import annotations

import pytest

from termcheck.language.diagnostic import Diagnostic, Label, in_order, one_per_place
from termcheck.language.source import Span, source_text
from termcheck.report.diagnostics_text import diagnostic_page, place_text
from termcheck.report.layout import width
from termcheck.report.page import to_text

TEXT = "first line\n\tterm a: bool\nrule é漢: \x1b[31mx if b\n" + "x" * 300 + " here " + "y" * 300
TEXTS = {"a.terms": source_text("a.terms", TEXT)}


def found(start: int, end: int, **more: object) -> Diagnostic:
    """Return an error at a span of the text."""
    whole = Diagnostic("TC201", "error", "message", Span("a.terms", start, end))
    return whole.but(**more)


def printed(diagnostic: Diagnostic, root: str = "") -> str:
    """Return a diagnostic as it is printed."""
    return to_text(diagnostic_page(diagnostic, TEXTS, root, 80))


def test_the_spot_is_marked() -> None:
    """Marks stand below the words that they are about."""
    assert printed(found(6, 10), "lib") == (
        "error TC201: message\n --> lib/a.terms:1:7\n1 | first line\n  |       ^^^^\n"
    )


def test_a_tab_is_four_spaces() -> None:
    """Marks stay below their words after a tab."""
    at = TEXT.index("a: bool")
    assert printed(found(at, at + 1)).splitlines()[2:] == ["2 |     term a: bool", "  |          ^"]


def test_wide_and_escaped_letters_keep_the_marks_in_place() -> None:
    """Marks allow for letters that are wide, or that are shown escaped."""
    at = TEXT.index("x if b")
    shown, marks = printed(found(at, at + 1)).splitlines()[2:]
    assert shown[4:].index("x if b") + 1 == width(marks[4:]) - 1
    assert marks.endswith("^")


def test_a_span_over_lines_is_marked_on_its_first() -> None:
    """Of a span over several lines the first is shown."""
    assert printed(found(6, 30)).splitlines()[2:] == ["1 | first line", "  |       ^^^^"]


def test_a_long_line_is_cut_around_the_spot() -> None:
    """A line that is much too long is shown around the spot."""
    at = TEXT.index("here")
    lines = printed(found(at, at + 4)).splitlines()
    assert max(map(len, lines)) < 200
    assert "here" in lines[2]
    assert lines[2].index("here") == lines[3].index("^")


def test_an_empty_span_has_one_mark() -> None:
    """A place between two letters is marked once."""
    assert printed(found(3, 3)).splitlines()[3] == "  |    ^"


def test_second_places_have_their_words() -> None:
    """Other places are shown with what they are, and passages at the end."""
    second = Label(Span("a.terms", 0, 5), "declared here")
    diagnostic = found(6, 10, related=(second,), help="do this", sources=("plan, x", "plan, x"))
    assert printed(diagnostic).splitlines()[4:] == [
        " --> a.terms:1:1",
        "1 | first line",
        "  | ----- declared here",
        "  = help: do this",
        "  = source: plan, x",
    ]


def test_many_second_places_are_counted() -> None:
    """Of very many places some are shown."""
    many = tuple(Label(Span("a.terms", 0, 5), str(n)) for n in range(20))
    assert "  = and 12 more places" in printed(found(0, 1, related=many)).splitlines()


def test_a_file_without_text_is_named_alone() -> None:
    """Where no text is known, as of a device, the file is named."""
    span = Span("pipe.terms", 0, 0)
    lone = found(0, 0, span=span)
    assert (printed(lone), place_text(TEXTS, ".", span)) == (
        "error TC201: message\n --> pipe.terms\n",
        "pipe.terms",
    )


@pytest.mark.parametrize("end", [len(TEXT), len(TEXT) + 5])
def test_the_end_of_a_text_is_a_place(end: int) -> None:
    """What is missing at the end is shown there."""
    assert place_text(TEXTS, "", Span("a.terms", end, end)).startswith("a.terms:4:")


def test_a_formula_read_for_every_member_has_its_fault_once() -> None:
    """Of findings of one code at one place the first stands for all, where that is asked for."""
    one, other = found(0, 1), found(0, 1, message="another")
    assert one_per_place([found(9, 9), one, other, one]) == (one, found(9, 9))


def test_two_findings_at_one_place_are_both_told() -> None:
    """Only what is the same in every word is told once."""
    one, other = found(0, 1), found(0, 1, message="another")
    assert in_order([other, one, one, found(9, 9)]) == (other, one, found(9, 9))
