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


class ClashClaim(Record):
    """These cannot hold together, for a conflict, by its place, lies among their clauses."""

    claim: Literal["clash"]
    of: list[str]
    conflict: int


class PairsClaim(Record):
    """Of each two texts, each in its readings, a claim says that they hold together or clash.

    ``holding`` and ``clashing`` are places among the claims.
    """

    claim: Literal["pairs"]
    of: list[list[str]]
    holding: list[int]
    clashing: list[int]


class LargestClaim(Record):
    """What claims say to hold are all the largest sets: one choice from each part.

    ``parts`` are places of claims that the conflicts are all, ``holding`` of
    claims that clauses hold.
    """

    claim: Literal["largest"]
    parts: list[int]
    holding: list[int]


class BestClaim(Record):
    """None of the largest sets is better, by the weights of demands, than the first.

    ``largest`` is the place of a claim, ``first`` of claims that clauses hold:
    one, or of ``pareto`` all that no other is better than for all. ``order``
    are the demands, dearest first.
    """

    claim: Literal["best"]
    largest: int
    first: list[int]
    objective: Literal["total", "fair", "lexicographic", "nash", "pareto"]
    order: list[str]


class BreaksClaim(Record):
    """In a package these hold, and of each list one clause does not.

    The lists are of the earlier ``case``, or of this one.
    """

    claim: Literal["breaks"]
    of: list[str]
    breaks: list[list[str]]
    case: int | None = None
    package: int


class WithinClaim(Record):
    """Wherever these hold, and what they rest on, one of the lists holds as a whole."""

    claim: Literal["within"]
    of: list[str]
    because: list[str]
    breaks: list[list[str]]
    case: int | None = None
    steps: list[list[Any]]


Claim = (
    HoldsClaim
    | ConflictClaim
    | MinimalClaim
    | AllClaim
    | ClashClaim
    | PairsClaim
    | LargestClaim
    | BestClaim
    | BreaksClaim
    | WithinClaim
)


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
    claims: list[Claim]
    as_of: str | None = Field(default=None, description="the day whose positions are cited")
    terms: list[str] | None = Field(
        default=None, description="terms that another case mentions, whose declarations are cited"
    )
    side: Literal["base", "head"] | None = Field(
        default=None, description="which of two libraries is cited; its words are there"
    )
    uncertified: list[str] | None = Field(
        default=None, description="what was answered and is not claimed"
    )
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
