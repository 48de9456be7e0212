"""Answers for builds: findings in the format that a build reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from termcheck.report.finding import Finding

Build = Literal["github", "sarif", "junit", "gitlab"]


def for_build(
    wanted: Build, name: str, root: str, findings: Sequence[Finding], passed: Sequence[str]
) -> str:
    """Return the findings of the command ``name``; ``passed`` are what was asked and is well."""
    match wanted:
        case "github":
            from termcheck.report.github import github_text  # a build reads one format of four

            return github_text(findings)
        case "sarif":
            from termcheck.report.sarif import sarif_text  # for the same reason

            return sarif_text(findings)
        case "gitlab":
            from termcheck.report.gitlab import gitlab_text  # for the same reason

            return gitlab_text(findings, root)
        case "junit":
            from termcheck.report.junit import junit_text  # for the same reason

            return junit_text(name, findings, passed)
