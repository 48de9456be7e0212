"""The record of ``check``: from findings to JSON."""

from __future__ import annotations

from typing import cast

from termcheck.language.diagnostic import Diagnostic
from termcheck.language.source import Place, Span
from termcheck.report.check_text import Checked
from termcheck.report.records import (
    CheckOutcome,
    CheckRecord,
    CheckSummary,
    DiagnosticRecord,
    LibraryRecord,
    PositionOutcome,
    ProposalOutcome,
    SettledWord,
)


def check_record(
    found: Checked, digest: str, timings: dict[str, float] | None = None
) -> CheckRecord:
    """Return the record of ``found``; ``digest`` is that of the library's texts."""
    sound = found.soundness
    checks = [
        CheckOutcome(
            name=each.name,
            file=each.span.file,
            line=_place(found, each.span)[0].line,
            status=each.status,
            detail=each.detail,
        )
        for each in (sound.checks if sound else ())
    ]
    return CheckRecord(
        library=LibraryRecord(root=found.root, digest=digest),
        diagnostics=[_diagnostic(found, each) for each in found.diagnostics],
        checks=checks,
        proposals=[
            ProposalOutcome(name=each.name, verdict=cast("SettledWord", each.verdict))
            for each in (sound.proposals if sound else ())
        ],
        positions=[
            PositionOutcome(
                party=each.party, day=each.day, verdict=cast("SettledWord", each.verdict)
            )
            for each in (sound.positions if sound else ())
        ],
        unreached=list(found.unreached),
        asked=sound is not None,
        summary=CheckSummary(
            errors=found.count("error"),
            warnings=found.count("warning"),
            notes=found.count("note"),
            checks=len(checks),
            failed=sum(each.status == "failed" for each in checks),
            undecided=sum(each.status == "undecided" for each in checks),
        ),
        timings=timings,
    )


def _diagnostic(found: Checked, each: Diagnostic) -> DiagnosticRecord:
    first, last = _place(found, each.span)
    return DiagnosticRecord(
        code=each.code,
        severity=each.severity,
        message=each.message,
        file=each.span.file,
        line=first.line,
        column=first.column,
        end_line=last.line,
        end_column=last.column,
        help=each.help,
        sources=list(each.sources),
    )


def _place(found: Checked, span: Span) -> tuple[Place, Place]:
    """Return the first and the last place of ``span``; the top of a file that is unknown."""
    source = found.texts.get(span.file)
    if source is None:
        return Place(1, 1), Place(1, 1)
    return source.place(span.start), source.place(span.end)
