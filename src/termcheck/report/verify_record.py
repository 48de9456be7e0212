"""The record of a check of a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from termcheck.report.records import Record


class VerifyRecord(Record):
    """Whether a certificate was accepted: what it claims, or why it was refused."""

    schema_: Literal["termcheck.verify/1"] = Field(
        default="termcheck.verify/1", serialization_alias="schema"
    )
    file: str
    accepted: bool
    library_seen: bool = Field(description="whether it was held against a library")
    claims: list[str]
    refused: str


def verify_record(file: str, claims: Sequence[str], refused: str, *, seen: bool) -> VerifyRecord:
    """Return the record; ``refused`` is the reason, or empty; ``seen`` if there was a library."""
    return VerifyRecord(
        file=file, accepted=not refused, library_seen=seen, claims=[*claims], refused=refused
    )
