"""Sweeps as text: where a deal is possible, what turns it, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from termcheck.library.model import Library
from termcheck.library.sweep import Sweep
from termcheck.questions import verdict as v
from termcheck.questions.sweep_summary import Along, Choice, Summary
from termcheck.report.conflict_text import conflict_page
from termcheck.report.counting import counted
from termcheck.report.layout import shortened, width, wrapped
from termcheck.report.page import BLANK, Line, Look, Page, Piece, line, lines
from termcheck.value import Value

CONFLICTS_SHOWN = 5
"""How many conflicts are written out unless all are wanted."""

CHOICES_SHOWN = 12
"""How many choices of one axis are listed unless all are wanted."""

_WIDEST_GRID = 8
_WIDEST_CHOICE = 44
_INDENT = "   "


class Blocking(Value):
    """A conflict, the readings under which it stands, and how many questions it is named for.

    ``forms`` counts the days, rules and suppositions with which the same clauses
    clash; ``conflict`` is the first of them, and ``first`` its first question.
    """

    conflict: v.Conflict
    readings: v.Readings
    questions: int
    forms: int
    first: int


def sweep_page(
    library: Library,
    sweep: Sweep,
    found: Summary,
    blocking: Sequence[Blocking],
    results: str,
    columns: int,
    verbose: bool = False,
) -> Page:
    """Return numbers, then where a deal is possible, then the most frequent conflicts.

    ``results`` is where all answers are, empty if they are not kept.
    """
    page: list[Line] = [*_head(sweep, found, columns)]
    varying = [each for each in found.along if len(each.choices) > 1 and found.answered]
    if len(varying) == 2 and len(varying[1].choices) <= _WIDEST_GRID:
        page += _grid(found, varying[0], varying[1])
    for axis in varying:
        page += _along(axis, verbose)
    shown = blocking if verbose else blocking[:CONFLICTS_SHOWN]
    for number, each in enumerate(shown, 1):
        page += [BLANK, *conflict_page(library, each.conflict, number, each.readings, columns)]
        page += lines(wrapped(_where(sweep, each), columns - 3), "faint", _INDENT)
    hidden = len(blocking) - len(shown)
    if hidden:
        more = f"and {counted(hidden, 'more conflict')}; --verbose shows all"
        page += [BLANK, line(Piece(more, "faint"))]
    if results:
        page += [BLANK, line(Piece(f"all answers: {results}", "faint"))]
    return tuple(page)


def _head(sweep: Sweep, found: Summary, columns: int) -> Page:
    good = found.words.get("compatible", 0)
    look: Look = "good" if good else "bad" if found.answered else "plain"
    said = f"a deal is possible in {good} of {counted(found.answered, 'question')}"
    said = said if found.answered else "nothing is answered yet"
    page = [line(Piece(sweep.title, "strong"))] if sweep.title else []
    only = f", in {found.only} only because events never happen" if found.only else ""
    page += [line(Piece(said, look), Piece(only, "warn"))]
    page += lines(wrapped(each, columns)[0] for each in _others(sweep, found))
    if found.answered < found.questions:
        left = counted(found.questions - found.answered, "question")
        page.append(line(Piece(f"{left} of {found.questions} not answered", "warn")))
    return tuple(page)


def _others(sweep: Sweep, found: Summary) -> Iterator[str]:
    """Yield what is to be said of verdicts that are neither, and of the formula."""
    words = found.words
    said = {
        "undecided": "stayed undecided",
        "nothing": "had nothing on the table: nobody who is named says anything that day",
        "refused": "could not be asked",
        "contradictory-supposition": "suppose what cannot be",
        "contradictory-background": "could not be asked: the rules contradict each other",
    }
    for word, text in said.items():
        if word in words:
            yield f"{words[word]} {text}"
    if sweep.asked and found.answered:
        ways = ("forced", "possible", "impossible")
        numbers = ", ".join(f"{each} in {found.standings.get(each, 0)}" for each in ways)
        yield f"where a deal is possible, {sweep.asked} is {numbers}"


def _grid(found: Summary, down: Along, across: Along) -> Page:
    """Return a table of two axes: yes, no, or a dash where it is not known."""
    names = [shortened(each.text, 22) for each in across.choices]
    room = [max(3, width(name)) for name in names]
    left = max(width(_short(each)) for each in down.choices)
    head = "".join(f"  {_padded(name, size)}" for name, size in zip(names, room, strict=True))
    page: list[Line] = [BLANK, line(Piece(f"{down.name}, by {across.name}", "strong"))]
    page.append(line(_INDENT, " " * left, head))
    for place, each in enumerate(down.choices):
        cells: list[Piece] = []
        for other, size in enumerate(room):
            number = place * len(names) + other
            deal = found.deals[number] if number < len(found.deals) else None
            word, look = _CELLS[deal]
            cells.append(Piece(f"  {_padded(word, size)}", look))
        page.append(line(_INDENT, Piece(_padded(_short(each), left), "name"), *cells))
    return tuple(page)


_CELLS: dict[bool | None, tuple[str, Look]] = {
    True: ("yes", "good"),
    False: ("no", "bad"),
    None: ("-", "faint"),
}


def _along(axis: Along, verbose: bool) -> Page:
    """Return for each choice how many deals it leaves, and, of days and values, what it turns."""
    shown = axis.choices if verbose else axis.choices[:CHOICES_SHOWN]
    left = max(width(_short(each)) for each in shown)
    ordered = axis.name == "day" or axis.name.startswith("value of ")
    page: list[Line] = [BLANK, line(Piece(f"deals by {axis.name}", "strong"))]
    for each in shown:
        name = Piece(_padded(_short(each), left), "name")
        look: Look = "good" if each.deals == each.decided else "plain" if each.deals else "bad"
        said = Piece(f"  {each.deals} of {each.decided}", look)
        said = said if each.decided else Piece("  -", "faint")
        page.append(line(_INDENT, name, said, Piece(_turned(each) if ordered else "", "faint")))
    hidden = len(axis.choices) - len(shown)
    if hidden:
        page.append(line(_INDENT, Piece(f"… {counted(hidden, 'other')}", "faint")))
    return tuple(page)


def _turned(choice: Choice) -> str:
    """Return in how many questions this choice opens or closes what the one before did not."""
    told = [f"opens {choice.opened}"] if choice.opened else []
    told += [f"closes {choice.closed}"] if choice.closed else []
    return f"   {', '.join(told)}" if told else ""


def _short(choice: Choice) -> str:
    return shortened(choice.text, _WIDEST_CHOICE)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _where(sweep: Sweep, blocking: Blocking) -> str:
    where = coordinates_text(sweep, sweep.coordinates(blocking.first))
    how = "in the way of" if sweep.conflicts else "named for"
    named = f"{how} {counted(blocking.questions, 'question')}"
    if blocking.forms > 1:
        named += f", in {blocking.forms} forms (other days, rules or suppositions)"
    return f"{named}, first {'of' if sweep.conflicts else 'for'} {where}" if where else named


def coordinates_text(sweep: Sweep, coordinates: Iterable[str]) -> str:
    """Return where a question stands: what it takes on every axis that has a choice."""
    taken = zip(sweep.axes, coordinates, strict=True)
    return "; ".join(_taken(axis.name, text) for axis, text in taken if len(axis.points) > 1)


def _taken(name: str, text: str) -> str:
    if name.startswith("value of "):
        return f"{name.removeprefix('value of ')} = {text}"
    return f"{name} {text}"


def concise_sweep(sweep: Sweep, rows: Iterable[Sequence[object]]) -> Page:
    """Return one line for each question: where it stands, its verdict, what is named for it.

    A row is the question's number and its coordinates, then verdict, conflict
    and how the formula stands.
    """
    size = len(sweep.axes)
    found: list[Line] = []
    for row in rows:
        where = coordinates_text(sweep, map(str, row[1 : 1 + size]))
        more = [str(each) for each in row[2 + size :] if each]
        found.append(line(f"{row[0]}: {where}: {row[1 + size]}", *(f" {each}" for each in more)))
    return tuple(found)
