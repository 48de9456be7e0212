"""Remembered: the answer of ``check`` about a library, as plain data and back.

``to_bytes`` and ``from_bytes`` are inverse; nothing here needs a parser or a
solver, so that an answer that is kept costs no more than reading it.
"""

from __future__ import annotations

from termcheck.cli.plain_data import Plain, as_text, number, one_of, read, several, texts, written
from termcheck.language.diagnostic import Diagnostic, Label, Severity
from termcheck.language.source import Span
from termcheck.questions.sound import CheckResult, PositionResult, Soundness, Status, TextResult
from termcheck.value import Value


class Answer(Value):
    """The answer about a whole library; ``diagnostics`` are all that there are, in order.

    ``uncertified`` is what of a certified answer was not certified.
    """

    diagnostics: tuple[Diagnostic, ...]
    soundness: Soundness
    unreached: tuple[str, ...]
    uncertified: tuple[str, ...] = ()


def to_bytes(answer: Answer) -> bytes:
    """Return ``answer`` as JSON."""
    found = plain_diagnostics(answer.diagnostics)
    sound = plain_soundness(answer.soundness)
    return written([found, sound, answer.unreached, answer.uncertified])


def from_bytes(data: bytes | None) -> Answer | None:
    """Return the answer that ``data`` is, if it is one."""
    return read(data, _answer)


def plain_span(span: Span) -> Plain:
    """Return a span as a file and two offsets."""
    return [span.file, span.start, span.end]


def plain_diagnostics(found: tuple[Diagnostic, ...]) -> Plain:
    """Return diagnostics as lists, field by field."""
    return [
        [
            each.code,
            each.severity,
            each.message,
            *plain_span(each.span),
            [[*plain_span(label.span), label.text] for label in each.related],
            each.help,
            each.sources,
        ]
        for each in found
    ]


def plain_soundness(found: Soundness) -> Plain:
    """Return what a check came to as lists, field by field."""
    checks = [
        [
            each.name,
            each.status,
            each.detail,
            plain_diagnostics(each.diagnostics),
            *plain_span(each.span),
        ]
        for each in found.checks
    ]
    proposals = [[each.name, each.verdict] for each in found.proposals]
    positions = [[each.party, each.day, each.verdict] for each in found.positions]
    return [plain_diagnostics(found.diagnostics), checks, proposals, positions]


def span_from(plain: list[Plain]) -> Span:
    """Return the span that ``plain_span`` gave."""
    file, start, end = plain
    return Span(as_text(file), number(start), number(end))


def diagnostics_from(plain: Plain) -> tuple[Diagnostic, ...]:
    """Return the diagnostics that ``plain_diagnostics`` gave."""
    return tuple([_diagnostic(several(each, 9)) for each in several(plain)])


def _diagnostic(plain: list[Plain]) -> Diagnostic:
    code, severity, message, *place, related, help, sources = plain
    known: Severity = one_of(severity, ("error", "warning", "note"))
    labels = [several(each, 4) for each in several(related)]
    return Diagnostic(
        as_text(code),
        known,
        as_text(message),
        span_from(place),
        tuple([Label(span_from(each[:3]), as_text(each[3])) for each in labels]),
        as_text(help),
        texts(sources),
    )


def soundness_from(plain: Plain) -> Soundness:
    """Return what ``plain_soundness`` gave."""
    found, checks, proposals, positions = several(plain, 4)
    return Soundness(
        diagnostics_from(found),
        tuple([_check(several(each, 7)) for each in several(checks)]),
        tuple([TextResult(*map(as_text, several(each, 2))) for each in several(proposals)]),
        tuple([PositionResult(*map(as_text, several(each, 3))) for each in several(positions)]),
    )


def _check(plain: list[Plain]) -> CheckResult:
    name, status, detail, found, *place = plain
    ended: Status = one_of(status, ("passed", "failed", "undecided"))
    return CheckResult(
        as_text(name), ended, as_text(detail), diagnostics_from(found), span_from(place)
    )


def _answer(plain: Plain) -> Answer:
    found, sound, missed, uncertified = several(plain, 4)
    return Answer(diagnostics_from(found), soundness_from(sound), texts(missed), texts(uncertified))
