"""The record of ``explain``: from the table of codes to JSON."""

from __future__ import annotations

from termcheck.language.codes import CODES
from termcheck.report.pages import page_of
from termcheck.report.records import CodeRecord, ExplainRecord


def explain_record(code: str) -> ExplainRecord:
    """Return the record of one code with its page, or of all codes without theirs."""
    return ExplainRecord(
        codes=[
            CodeRecord(
                code=each, severity=severity, title=title, page=page_of(each) if code else None
            )
            for each, (severity, title) in sorted(CODES.items())
            if code in ("", each)
        ]
    )
