"""Reading sweeps: from the text of a specification to a sweep, or to what is wrong in it.

Accepts a library and any text. A sweep is a check block in which lines that
begin with ``each`` say what varies, and lines with ``ask`` what is asked beside
the verdict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import combinations
from math import comb

from termcheck.language.diagnostic import Diagnostic, in_order
from termcheck.language.parser import parse
from termcheck.language.source import Span, source_text
from termcheck.language.sweep_text import SweepText, Varied, sweep_text
from termcheck.language.tree import AsOf, Check, Table, Text
from termcheck.library.check_lines import CheckLines
from termcheck.library.days import iso
from termcheck.library.model import Clause, Library, Question, Reference
from termcheck.library.refs import RefFault, refer
from termcheck.library.suggest import did_you_mean
from termcheck.library.sweep import Axis, Point, Sweep, joined
from termcheck.library.sweep_values import MOST_POINTS, too_many, values_in, values_of
from termcheck.value import Value

_LINES = {
    "as of": ("day", "latest"),
    "table": ("table", "everybody"),
    "given": ("given", "nothing"),
    "keep": ("keep", "nothing"),
    "without": ("without", "nothing"),
    "under": ("reading", "nothing"),
    "suppose": ("supposition", "nothing"),
}
"""The lines of a check that may vary: the name of the axis, and what says that there is no line."""

_OTHERS = "value of TERM, reading of CLAUSE, statement of PARTY, 1..3 of { … }"
_SETS = re.compile(r"([0-9]{1,4})(?:\s*\.\.\s*([0-9]{1,4}))? of")
_COMMENT = re.compile(r'("(?:[^"\\\n]|\\.)*")|#[^\n]*')
_PACKAGES = ("package", "packages")
_CONFLICTS = ("conflict", "conflicts")


class ReadSweep(Value):
    """A sweep, ``None`` if one of the diagnostics is in the way."""

    sweep: Sweep | None
    diagnostics: tuple[Diagnostic, ...]


def read_sweep(library: Library, file: str, text: str) -> ReadSweep:
    """Return the sweep of ``library`` that ``text`` specifies, as the content of ``file``."""
    pieces = sweep_text(file, text)
    if isinstance(pieces, Diagnostic):
        return ReadSweep(None, (pieces,))
    parsed = parse(file, pieces.check)
    faults = [each for each in parsed.diagnostics if each.severity == "error"]
    checks = [each for each in parsed.document.declarations if isinstance(each, Check)]
    if faults or len(parsed.document.declarations) != 1 or len(checks) != 1:
        return ReadSweep(None, tuple(faults) or (_more_than_one(file, pieces),))
    return _Reader(library, file, text, pieces, checks[0]).read()


def _more_than_one(file: str, pieces: SweepText) -> Diagnostic:
    span = Span(file, pieces.end, pieces.end + 1)
    help = "write a file for each sweep; what the library says stands in its own files"
    return Diagnostic("TC101", "error", "a sweep ends here, and more follows", span, (), help)


class _Reader:
    """Reads one sweep; ``check`` holds the lines that it shares with a check."""

    def __init__(
        self, library: Library, file: str, text: str, pieces: SweepText, check: Check
    ) -> None:
        self._library = library
        self._text = text
        self._pieces = pieces
        self._check = check
        self._lines = CheckLines(library, source_text(file, text))

    def read(self) -> ReadSweep:
        """Return the sweep, and what is wrong with it."""
        lines, found = self._lines, dict[int, Axis]()
        for item in self._check.items:
            if type(item).__name__.startswith("Expect"):
                lines.fault("TC101", item.span, "a sweep expects nothing", "write `ask FORMULA`")
        if lines.found:
            return ReadSweep(None, in_order(lines.found))
        when = [each for each in self._pieces.varied if self._is_day(each)]
        for each in (*when, *(each for each in self._pieces.varied if each not in when)):
            axis = self._axis(each)
            if axis is not None:
                found[each.span.start] = axis
                self._note_twice(each, axis, found)
            if axis is not None and axis.name == "day" and axis.points:
                lines.days = tuple(point.adds.as_of for point in axis.points)
        base = lines.block(self._pieces.check, self._pieces.end)
        title = self._check.title
        sweep = self._asked(self._titled(title, base, [found[at] for at in sorted(found)]))
        faults = in_order(lines.found)
        return ReadSweep(None if faults else sweep, faults)

    def _titled(self, title: Text, base: Question | None, axes: Iterable[Axis]) -> Sweep:
        return Sweep(title.value, base or Question(), tuple(axes))

    def _is_day(self, varied: Varied) -> bool:
        return varied.head == "as of" or varied.head.split()[:1] == ["statement"]

    def _note_twice(self, varied: Varied, axis: Axis, found: dict[int, Axis]) -> None:
        """Note an axis that varies what another line says already."""
        same = [each for each in found.values() if each.name.casefold() == axis.name.casefold()]
        fixed = {"day": AsOf, "table": Table}.get(axis.name)
        said = fixed is not None and any(isinstance(item, fixed) for item in self._check.items)
        if len(same) > 1 or said:
            message = f"this sweep says the {axis.name} in two lines"
            self._lines.fault("TC284", varied.span, message, "leave one of them out")

    # --- axes -----------------------------------------------------------------------

    def _axis(self, varied: Varied) -> Axis | None:
        """Return what ``varied`` says, nothing after a fault."""
        head, _, name = varied.head.partition(" of ")
        before = len(self._lines.found)
        sets = _SETS.fullmatch(varied.head)
        if varied.head in _LINES:
            axis, empty = _LINES[varied.head]
            found: Axis | None
            found = self._axis_of(axis, varied, lambda at: self._line(varied.head, empty, at))
        elif sets is not None:
            found = self._sets(varied, int(sets[1]), int(sets[2] or sets[1]))
        elif head == "value" and name:
            found = self._values(varied, name)
        elif head == "reading" and name:
            found = self._readings(varied, name)
        elif head == "statement":
            found = self._statements(varied, name)
        else:
            help = did_you_mean(varied.head, _LINES) or f"one of {', '.join(_LINES)}, {_OTHERS}"
            self._lines.fault("TC101", varied.span, f"nothing varies as `{varied.head}`", help)
            return None
        if found is not None and not found.points and len(self._lines.found) == before:
            message = f"there is nothing to choose from for `each {varied.head}`"
            self._lines.fault("TC101", varied.span, message, "write the choices in braces")
        return found

    def _axis_of(self, name: str, varied: Varied, read: Callable[[Span], Iterable[Point]]) -> Axis:
        return Axis(name, tuple(p for at in varied.choices or () for p in read(at)))

    def _line(self, words: str, empty: str, at: Span) -> Iterable[Point]:
        """Yield the choice at ``at``: a line of a check without its first words."""
        text = self._said(at)
        if text == empty:
            yield Point(empty, Question())
            return
        found = self._lines.line(words, at)
        if found is not None:
            shown = iso(found.as_of) if words == "as of" and found.as_of is not None else text
            yield Point(shown, found)

    def _sets(self, varied: Varied, low: int, high: int) -> Axis | None:
        """Return all sets of so many of the references in braces, small ones first."""
        members = [point for at in varied.choices or () for point in self._line("given", "", at)]
        number = sum(comb(len(members), size) for size in range(low, high + 1))
        if number > MOST_POINTS:
            fault = too_many(number)
            self._lines.fault("TC234", varied.span, fault.message, "name fewer, or smaller sets")
            return None
        points: list[Point] = []
        for size in range(low, high + 1):
            for chosen in combinations(members, size):
                question = Question()
                for each in chosen:
                    question = joined(question, each.adds)
                points.append(Point(", ".join(each.text for each in chosen) or "nobody", question))
        return Axis("parties", tuple(points))

    def _values(self, varied: Varied, term: str) -> Axis | None:
        """Return the values of a term that are written in braces, or all of them."""
        name = term.replace(" ", "")
        if self._lines.line(f"suppose {term} =", varied.span, term) is None:
            return None
        domain = self._library.domains.get(name.partition("@")[0])
        if domain is None:
            self._lines.fault("TC101", varied.span, f"`{term}` is no term", "name one term")
            return None
        points: list[Point] = []
        chosen = [(at, self._said(at)) for at in varied.choices or ()]
        for at, said in chosen if varied.choices is not None else [(varied.span, "")]:
            found = values_in(said) if said else values_of(domain)
            if not isinstance(found, tuple):
                self._lines.fault("TC234", at, found.message, found.help)
                continue
            plain = found == (said,)
            for value in found:
                line = self._lines.line(f"suppose {term} =", at, "" if plain else value)
                if line is None:
                    break
                points.append(Point(value, line))
        return Axis(f"value of {name}", tuple(points))

    def _readings(self, varied: Varied, name: str) -> Axis | None:
        """Return all readings of a clause."""
        found = refer(self._library, Reference(name), self._lines.days[0])
        if isinstance(found, RefFault):
            self._lines.fault(found.code, varied.span, found.message, found.help)
            return None
        clause: Clause | None = self._library.clauses.get(found.keys[0] if found.keys else "")
        if clause is None or len(found.keys) > 1 or not clause.has_readings:
            message = f"`{name}` is no clause with readings"
            self._lines.fault("TC285", varied.span, message, "name one with `readings`")
            return None
        points: list[Point] = []
        for branch in clause.branches:
            line = self._lines.line("under", varied.span, f"{name}.{branch.label}")
            points += [Point(branch.label, line)] if line is not None else []
        return Axis(f"reading of {name}", tuple(points))

    def _statements(self, varied: Varied, names: str) -> Axis | None:
        """Return the days on which one of the parties, or any, states or withdraws something."""
        parties = [each.strip() for each in names.split(",")] if names else [*self._library.parties]
        for each in parties:
            if each not in self._library.parties:
                help = did_you_mean(each, self._library.parties)
                self._lines.fault("TC280", varied.span, f"there is no party `{each}`", help)
                return None
        clauses = self._library.clauses
        days = {
            clauses[key].day for each in parties for key in self._library.positions.get(each, ())
        }
        days |= {each.day for each in self._library.withdrawals if each.party in parties}
        points = [Point(iso(day), Question(as_of=day)) for day in sorted(days) if day]
        return Axis("day", tuple(points))

    # --- what is asked --------------------------------------------------------------

    def _asked(self, sweep: Sweep) -> Sweep:
        for at in self._pieces.asked:
            said = self._said(at)
            if said in _PACKAGES:
                sweep = sweep.but(packages=True)
                continue
            if said in _CONFLICTS:
                sweep = sweep.but(conflicts=True)
                continue
            if sweep.about is not None:
                self._lines.fault("TC284", at, "this sweep asks about two formulas", "write two")
            question = self._lines.line("suppose", at)
            if question is not None:
                sweep = sweep.but(about=question.suppose[0].formula, asked=said)
        return sweep

    def _said(self, at: Span) -> str:
        """Return what stands at ``at`` on one line, without comments."""
        text = _COMMENT.sub(lambda found: found[1] or " ", self._text[at.start : at.end])
        return " ".join(text.split())
