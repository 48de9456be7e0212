"""The page of speed and its plot show what was measured."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from bench import page, plots, results
from bench.sides import Run
from bench.svg import Panel
from bench.svg import plots as drawn
from bench.table import Entry, Goal, judged, line

SVG = "{http://www.w3.org/2000/svg}"


def test_the_page_shows_the_kept_results() -> None:
    """Tables and plot are those of `bench/results.json`; `python -m bench.page` writes them."""
    text = page.PAGE.read_text(encoding="utf-8")
    assert page.written(text, page.tables()) == text
    assert plots.FILE.read_text(encoding="utf-8") == plots.drawn(results.KEPT)


def test_results_are_kept_row_by_row(tmp_path: Path) -> None:
    """A row that is measured again replaces itself alone; what is read is what was written."""
    lines = (line(Run("termcheck", ("1",), True, 1.0)), line(Run("p", failed="broken")))
    one = Entry("a", "small", lines, judged(lines, [Goal("of p", 1.0, ("p",))]), 3.0)
    cut = (line(Run("termcheck"), 0.0), line(Run("p", ("1",), True, 1.0)))
    other = Entry("b", "large", cut, judged(cut, [Goal("of p", 1.0, ("p",))]))
    results.write(tmp_path / "kept", {"a": [other], "b": [other]})
    results.write(tmp_path / "kept", {"a": [one]})
    assert results.read(tmp_path / "kept") == {"a": [one], "b": [other]}
    assert set(results.machines(tmp_path / "kept")) == {"a", "b"}


def test_a_plot_has_logarithmic_axes() -> None:
    """Equal ratios are equal distances, to the right and upwards, and ticks are powers of ten."""
    panel = Panel("a < b", "clauses", "seconds", ((10.0, 0.1), (100.0, 1.0), (1000.0, 10.0)))
    root = ET.fromstring(drawn("Title", [panel]))
    points = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in root.iter(f"{SVG}circle")]
    (first, second, third) = points
    assert second[0] - first[0] == third[0] - second[0] > 0
    assert first[1] - second[1] == second[1] - third[1] > 0
    words = {each.text for each in root.iter(f"{SVG}text")}
    assert {"a < b", "clauses", "seconds", "10", "100", "1,000", "0.1", "1"} <= words


def test_a_plot_reads_on_light_and_dark_ground() -> None:
    """Every kind of mark that is drawn has a colour for either ground."""
    text = drawn("Title", [Panel("a", "x", "y", ((1.0, 1.0), (2.0, 2.0)))])
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    used = set(re.findall(r'class="(\w+)"', text)) - {"title"}
    assert used == {"axis", "grid", "guide", "line", "point"}
    for kind in used:
        assert f".{kind} {{" in light
        assert f".{kind} {{" in dark
