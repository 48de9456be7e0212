"""Layout: widths, breaks and rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from termcheck.report.escape import log_line, terminal
from termcheck.report.layout import Row, rows, shortened, width, wrapped
from termcheck.report.page import Piece, line, to_text


@given(st.text())
def test_what_is_escaped_prints(text: str) -> None:
    """Nothing that does not print is left, and escaping twice is escaping once."""
    found = terminal(text)
    assert (found.isprintable(), terminal(found)) == (True, found)


@given(st.text())
def test_a_line_of_a_log_gives_no_order(text: str) -> None:
    """However a line is put together, no build machine takes it for a command."""
    found = log_line(terminal(text))
    assert (found.lstrip().startswith("::"), "##[" in found) == (False, False)


@given(st.text(), st.integers(8, 60))
def test_wrapped_lines_are_narrow_and_lose_nothing(text: str, columns: int) -> None:
    """No line is too wide, and all that is not a space is still there."""
    found = wrapped(text, columns)
    kept = "".join(map(terminal, found)).replace(" ", "")
    assert (max(map(width, found)) <= columns, kept) == (True, terminal(text).replace(" ", ""))


@given(st.text(), st.integers(8, 60))
def test_a_shortened_text_fits(text: str, columns: int) -> None:
    """A text is cut to its room and says so, or is left alone."""
    found = shortened(text, columns)
    assert width(found) <= columns
    assert found == text or found.endswith("…")


def test_wide_letters_count_twice() -> None:
    """Letters of East Asia take two columns, combining marks none."""
    assert [width(each) for each in ("abc", "漢字", "e\u0301", "\x1b")] == [3, 4, 1, 6]


def test_rows_line_up() -> None:
    """Short names have their texts beside them, wide ones below."""
    short = rows((Row("a", (Piece("one two"),)), Row("bcd", (Piece("x"), Piece("y")))), 12)
    long = rows((Row("n" * 40, (Piece("text"),)), Row("b", (Piece("x"),))), 60)
    assert (to_text(short), to_text(long)) == (
        "a    one two\nbcd  x\n     y\n",
        f"{'n' * 40}\n    text\nb\n    x\n",
    )


def test_a_page_without_colour_is_its_text() -> None:
    """Looks only show where colour does."""
    page = (line(Piece("no deal", "bad"), ": 1 conflict"),)
    assert (to_text(page), to_text(page, colour=True)) == (
        "no deal: 1 conflict\n",
        "\x1b[1;31mno deal\x1b[0m: 1 conflict\n",
    )


def test_no_colour_hides_an_order() -> None:
    """A line that a build machine could obey is written without colours, escaped."""
    page = (line(Piece("::", "bad"), "error::x"),)
    assert to_text(page, colour=True) == "\\u{3a}:error::x\n"
