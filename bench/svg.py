"""Plots as SVG: panels with logarithmic axes, readable on light and dark ground.

``plots`` yields the text of one file, which brings its own ground, so that a
page of the other colour does not matter. Needs nothing but Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 330, 280
"""Of one panel."""

LEFT, RIGHT, TOP, BOTTOM = 58, 36, 50, 44
"""What a panel leaves beside its axes."""

LEGEND = 30
"""What the legend takes below all panels."""

STYLE = """\
.ground { fill: #fff }
text { font: 12px sans-serif; fill: #222 }
.title { font-weight: bold }
.axis { stroke: #555; fill: none }
.grid { stroke: #ddd }
.guide { stroke: #777; stroke-dasharray: 4 4; fill: none }
.line { stroke: #0b62c4; stroke-width: 2; fill: none }
.point { fill: #0b62c4 }
@media (prefers-color-scheme: dark) {
  .ground { fill: #16181c }
  text { fill: #e8e8e8 }
  .axis { stroke: #aaa }
  .grid { stroke: #3a3a3a }
  .guide { stroke: #a5a5a5 }
  .line { stroke: #7ab8ff }
  .point { fill: #7ab8ff }
}"""


@dataclass(frozen=True)
class Panel:
    """One curve: ``points`` are positive, in ascending order of x."""

    title: str
    across: str
    up: str
    points: tuple[tuple[float, float], ...]


def plots(title: str, panels: Sequence[Panel], guide: str) -> str:
    """Return panels side by side as one SVG file, with one axis upwards for all.

    ``guide`` says what the dashed line means.
    """
    up = _Axis([y for each in panels for _, y in each.points] or [1.0], HEIGHT - BOTTOM, TOP)
    drawn = "\n".join(
        f'<g transform="translate({at * WIDTH} 0)">\n{_panel(each, up)}\n</g>'
        for at, each in enumerate(panels)
    )
    width, height = WIDTH * max(1, len(panels)), HEIGHT + LEGEND
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}\n</style>\n"
        f'<rect class="ground" width="{width}" height="{height}" rx="6"/>\n'
        f"{drawn}\n{_legend(guide)}\n</svg>\n"
    )


def _legend(guide: str) -> str:
    y = HEIGHT + LEGEND / 2 - 4
    dashes = f'<path class="guide" d="M{LEFT} {y}H{LEFT + 40}"/>'
    return f"{dashes}\n{_text(LEFT + 50, y + 4, guide, 'start')}"


class _Axis:
    """Powers of ten that hold all ``values``, on the way from ``first`` to ``last``."""

    def __init__(self, values: Sequence[float], first: float, last: float) -> None:
        self.low = floor(log10(min(values)))
        self.high = max(ceil(log10(max(values))), self.low + 1)
        self._first, self._last = first, last

    def at(self, value: float) -> float:
        """Return where ``value`` is drawn."""
        share = (log10(value) - self.low) / (self.high - self.low)
        return round(self._first + share * (self._last - self._first), 1)

    def ticks(self) -> list[float]:
        """Return the powers of ten."""
        return [10.0**power for power in range(self.low, self.high + 1)]


def _panel(panel: Panel, up: _Axis) -> str:
    across = _Axis([x for x, _ in panel.points], LEFT, WIDTH - RIGHT)
    right, low = WIDTH - RIGHT, HEIGHT - BOTTOM
    rows = [_text((LEFT + right) / 2, 20, panel.title, "middle", "title")]
    for tick in across.ticks():
        rows.append(f'<path class="grid" d="M{across.at(tick)} {TOP}V{low}"/>')
        rows.append(_text(across.at(tick), low + 16, f"{tick:,.10g}", "middle"))
    for tick in up.ticks():
        rows.append(f'<path class="grid" d="M{LEFT} {up.at(tick)}H{right}"/>')
        rows.append(_text(LEFT - 6, up.at(tick) + 4, f"{tick:,.10g}", "end"))
    rows.append(f'<path class="axis" d="M{LEFT} {TOP}V{low}H{right}"/>')
    rows.append(_text((LEFT + right) / 2, HEIGHT - 8, panel.across, "middle"))
    rows.append(_text(LEFT, TOP - 10, panel.up, "middle"))
    rows.append(_guide(panel.points, across, up))
    drawn = [(across.at(x), up.at(y)) for x, y in panel.points]
    rows.append(f'<path class="line" d="M{" L".join(f"{x} {y}" for x, y in drawn)}"/>')
    for (x, y), (value, seconds) in zip(drawn, panel.points, strict=True):
        told = escape(f"{value:,.6g} {panel.across}: {seconds:.3g} {panel.up}")
        rows.append(f'<circle class="point" cx="{x}" cy="{y}" r="3"><title>{told}</title></circle>')
    return "\n".join(rows)


def _guide(points: Sequence[tuple[float, float]], across: _Axis, up: _Axis) -> str:
    """Return a line from the first point along which time grows as the size does."""
    x, y = points[0]
    most = min(10.0**across.high / x, 10.0**up.high / y)
    start, end = (across.at(x), up.at(y)), (across.at(x * most), up.at(y * most))
    return f'<path class="guide" d="M{start[0]} {start[1]}L{end[0]} {end[1]}"/>'


def _text(x: float, y: float, words: str, anchor: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{named}>{escape(words)}</text>'
