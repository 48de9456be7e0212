"""Findings as JUnit XML, which nearly every build shows as tests that pass or fail."""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.report.escape import log_line, markup
from termcheck.report.finding import Finding

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def junit_text(name: str, findings: Sequence[Finding], passed: Sequence[str]) -> str:
    """Return one suite: a case that fails for each error, and a case for all else.

    ``passed`` are what was asked and is well; warnings and notices are cases
    that pass and say something.
    """
    failures = sum(each.severity == "error" for each in findings)
    counts = f'tests="{len(findings) + len(passed)}" failures="{failures}" errors="0"'
    lines = [HEAD, f'<testsuites {counts}><testsuite name="{markup(name)}" {counts} skipped="0">']
    lines += [f'<testcase classname="{markup(name)}" name="{markup(each)}"/>' for each in passed]
    for found in findings:
        lines += _case(name, found)
    return "".join(f"{log_line(line)}\n" for line in (*lines, "</testsuite></testsuites>"))


def _case(name: str, found: Finding) -> list[str]:
    first, *more = found.message.split("\n")
    place = f' file="{markup(found.file)}"' if found.file else ""
    place += f' line="{found.first.line}"' if found.first else ""
    said = [first, *more, found.file]
    said[-1] += f":{found.first.line}:{found.first.column}" if found.first else ""
    text = markup(" · ".join(filter(None, said)))
    head = f'<testcase classname="{markup(name)}.{found.code}" name="{markup(first)}"{place}>'
    if found.severity == "error":
        body = f'<failure message="{markup(first)}" type="{found.code}">{text}</failure>'
    else:
        body = f"<system-out>{found.severity}: {text}</system-out>"
    return [head, body, "</testcase>"]
