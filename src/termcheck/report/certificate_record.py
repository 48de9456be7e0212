"""The record of a certificate: its schema, for those who write a checker of their own.

Certificates are written by ``certify`` and read by its checker, which uses
neither this page nor pydantic; a test holds that what is written fits it.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from termcheck.questions.verdict import VerdictWord
from termcheck.report.records import Record


class PackageOfCertificate(Record):
    """What a package says that is not plain; with ``like``, the changes to an earlier one.

    A term that is left out has its first or lowest value, an event that is left
    out does not happen. An empty text takes back what the earlier package says.
    """

    like: int | None = None
    terms: dict[str, str | None]
    events: dict[str, str]


class Leftover(Record):
    """A package in which all hold but ``without``."""

    without: list[str]
    package: int


class HoldsClaim(Record):
    """These, and the background, hold in the package with this number."""

    claim: Literal["holds"]
    of: list[str]
    package: int


class ConflictClaim(Record):
    """These cannot hold together, because of others; ``steps`` are the proof."""

    claim: Literal["conflict"]
    of: list[str]
    because: list[str]
    steps: list[list[Any]]


class MinimalClaim(Record):
    """Without each of these in turn, the others and the background hold in a package."""

    claim: Literal["minimal"]
    of: list[str]
    without: list[int]


class AllClaim(Record):
    """The conflicts, by their places among the claims, are all among these."""

    claim: Literal["all"]
    of: list[str]
    conflicts: list[int]
    compatible: list[Leftover]
    steps: list[list[Any]]


class CitedClause(Record):
    """A clause's words, the reading that is meant, and the names of what overrides it."""

    text: str
    reading: str
    overriding: list[str]


class CitedWords(Record):
    """Everything that is cited, as it stands in the library."""

    declarations: list[str]
    clauses: dict[str, CitedClause]


class CertificateCase(Record):
    """The claims about the clauses in one combination of readings, with their evidence."""

    readings: dict[str, str]
    horizon: tuple[str, str]
    background: list[str]
    units: dict[str, list[str]]
    packages: list[PackageOfCertificate]
    claims: list[HoldsClaim | ConflictClaim | MinimalClaim | AllClaim]
    digest: str = Field(description="SHA-256 of the cited words")
    words: CitedWords | None = None


class CertificateRecord(Record):
    """A certificate: what was asked, what was answered, and evidence for it."""

    schema_: Literal["termcheck.certificate/1"] = Field(
        default="termcheck.certificate/1", serialization_alias="schema"
    )
    question: str
    verdict: VerdictWord | Literal[""]
    cases: list[CertificateCase]
