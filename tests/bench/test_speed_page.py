"""The page of speed and its plot show what was measured."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from bench import page, plots, results
from bench.sides import Run
from bench.svg import WIDTH, Panel
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
    root = ET.fromstring(drawn("Title", [panel], "dashed"))
    points = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in root.iter(f"{SVG}circle")]
    (first, second, third) = points
    assert second[0] - first[0] == third[0] - second[0] > 0
    assert first[1] - second[1] == second[1] - third[1] > 0
    words = {each.text for each in root.iter(f"{SVG}text")}
    assert {"a < b", "clauses", "seconds", "10", "100", "1,000", "0.1", "1"} <= words


def test_a_plot_reads_on_light_and_dark_ground() -> None:
    """Every kind of mark that is drawn has a colour for either ground."""
    text = drawn("Title", [Panel("a", "x", "y", ((1.0, 1.0), (2.0, 2.0)))], "dashed")
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    used = set(re.findall(r'class="(\w+)"', text)) - {"title"}
    assert used == {"axis", "grid", "ground", "guide", "line", "point"}
    for kind in used:
        assert f".{kind} {{" in light
        assert f".{kind} {{" in dark


SIDE_BY_SIDE = [
    Panel("all conflicts of 200 clauses", "conflicts", "seconds", ((28.0, 0.1), (90_000.0, 9.0))),
    Panel("all pairs of proposals", "proposals", "seconds", ((100.0, 0.02), (10_000.0, 200.0))),
    Panel("all conflicts of a text", "clauses", "seconds", ((125.0, 0.05), (100_000.0, 700.0))),
]


def test_the_words_of_a_plot_keep_apart_and_inside() -> None:
    """With a letter 7.2 wide, no two texts meet and none is cut off at the edge."""
    root = ET.fromstring(drawn("Title", SIDE_BY_SIDE, "dashed: as the size"))
    boxes: list[tuple[float, float, float, str]] = []
    for at, group in enumerate([root, *root.iter(f"{SVG}g")]):
        own = group.findall(f"{SVG}text")
        for each in own:
            x, wide = float(each.get("x", "")) + WIDTH * max(0, at - 1), 7.2 * len(each.text or "")
            start = x - {"start": 0.0, "middle": wide / 2, "end": wide}[each.get("text-anchor", "")]
            boxes.append((float(each.get("y", "")), start, start + wide, each.text or ""))
    assert len(boxes) > 30
    assert [box for box in boxes if box[1] < 0 or box[2] > float(root.get("width", ""))] == []
    meeting = [
        (one[3], other[3])
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if abs(one[0] - other[0]) < 12 and one[1] < other[2] and other[1] < one[2]
    ]
    assert meeting == []


def test_panels_have_one_axis_upwards() -> None:
    """The same time is at the same height in all of them, so that they can be compared."""
    one = Panel("a", "x", "seconds", ((1.0, 0.5), (10.0, 2.0)))
    other = Panel("b", "x", "seconds", ((1.0, 2.0), (10.0, 800.0)))
    root = ET.fromstring(drawn("Title", [one, other], "dashed"))
    heights = [float(each.get("cy", "")) for each in root.iter(f"{SVG}circle")]
    assert heights[1] == heights[2]
    assert heights[0] > heights[1] > heights[3]
