"""Fingerprints: by what a build knows a finding again when lines have moved."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from termcheck.report.finding import Finding


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return a fingerprint for each finding, all of them different.

    They are made of kind, file and message, and of how often these came before.
    """
    seen: dict[tuple[str, str, str], int] = {}
    found: list[str] = []
    for each in findings:
        same = (each.code, each.file, each.message)
        seen[same] = seen.get(same, 0) + 1
        parts = (*same, str(seen[same]))
        found.append(sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest())
    return found
