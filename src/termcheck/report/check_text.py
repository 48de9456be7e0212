"""The answer of ``check`` as text: every finding, then what was checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from termcheck.language.diagnostic import Diagnostic, Severity
from termcheck.language.source import SourceText
from termcheck.questions.sound import Soundness
from termcheck.report.counting import counted
from termcheck.report.diagnostics_text import diagnostics_page, look_of, place_text
from termcheck.report.page import Line, Page, Piece, joined, line, lines
from termcheck.value import Value

_WORST_FIRST: tuple[Severity, ...] = ("error", "warning", "note")


class Checked(Value):
    """What ``check`` found.

    ``diagnostics`` are all of them, in order. ``soundness`` is what the
    questions said, ``None`` if the text has errors and nothing was asked.
    ``unreached`` are the full names of the clauses that no check puts on the
    table. ``root`` is the library as it was named; ``texts`` are its files.
    """

    root: str
    texts: Mapping[str, SourceText]
    diagnostics: tuple[Diagnostic, ...]
    soundness: Soundness | None
    unreached: tuple[str, ...]

    def count(self, severity: str) -> int:
        """Return how many diagnostics have this severity."""
        return sum(each.severity == severity for each in self.diagnostics)


def check_page(found: Checked, columns: int, coverage: bool = False) -> Page:
    """Return all findings and a summary; ``coverage`` lists what no check reaches."""
    findings = diagnostics_page(found.diagnostics, found.texts, found.root, columns)
    summary = _summary(found) if found.soundness else _not_asked()
    reach = _reach(found, coverage) if found.soundness else ()
    return joined((findings, (*summary, *reach, _last(found))))


def _not_asked() -> Page:
    return (line("nothing was asked of the clauses, because the text has errors"),)


def _summary(found: Checked) -> Page:
    assert found.soundness is not None
    sound = found.soundness
    return (
        *_row("proposals", [each.verdict for each in sound.proposals], "compatible"),
        *_row("positions", [each.verdict for each in sound.positions], "compatible"),
        *_row("checks", [each.status for each in sound.checks], "passed"),
    )


def _row(noun: str, outcomes: Sequence[str], good_words: str) -> Page:
    if not outcomes:
        return (line(f"{noun}: ".ljust(11), Piece("none", "faint")),)
    good = sum(each in ("compatible", "passed") for each in outcomes)
    bad = sum(each in ("incompatible", "failed") for each in outcomes)
    unknown = len(outcomes) - good - bad
    parts: list[Piece] = [
        Piece(f"{good} {good_words}", "good" if good == len(outcomes) else "plain")
    ]
    if bad:
        parts.append(Piece(f"{bad} {'failed' if noun == 'checks' else 'incompatible'}", "bad"))
    if unknown:
        parts.append(Piece(f"{unknown} undecided", "warn"))
    spaced: list[Piece] = []
    for part in parts:
        spaced += [Piece(", "), part] if spaced else [part]
    return (line(f"{noun}: ".ljust(11), *spaced),)


def _reach(found: Checked, coverage: bool) -> Page:
    if not found.unreached:
        return ()
    number = counted(len(found.unreached), "clause")
    if not coverage:
        hint = f"{number} that no check reaches; --coverage lists them"
        return (line("coverage: ".ljust(11), Piece(hint, "faint")),)
    page: list[Line] = [line("coverage: ".ljust(11), f"{number} that no check reaches")]
    return (*page, *lines(found.unreached, "name", "   "))


def _last(found: Checked) -> Line:
    if not found.diagnostics:
        return line(Piece("all well", "good"))
    worst: Severity = next(each for each in _WORST_FIRST if found.count(each))
    numbers = [(each, found.count(each)) for each in _WORST_FIRST]
    told = [counted(number, word) for word, number in numbers if number]
    codes = sorted({each.code for each in found.diagnostics})
    hint = f"; termcheck explain {codes[0]}" + (" …" if len(codes) > 1 else "")
    return line(Piece(", ".join(told), look_of(worst)), Piece(hint, "faint"))


def concise_lines(
    diagnostics: Sequence[Diagnostic], texts: Mapping[str, SourceText], root: str
) -> Page:
    """Return one line for each diagnostic: place, code and message."""
    return tuple(
        line(
            f"{place_text(texts, root, each.span)}: ",
            Piece(each.code, look_of(each.severity)),
            f" {each.message}",
        )
        for each in diagnostics
    )
