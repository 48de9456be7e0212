"""Formats for builds: what a build must find in them, and what no text can smuggle in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.cli.running import run
from tests.cli.test_output import LIBRARY as HOSTILE

SHORT = """party coast "Coast"
term bay: 0..9 "the bay"
source talks "Talks"
proposal draft "Draft" from talks {
    low: bay <= 4 from "p. 1"
    high: bay >= 6 from "p. 2"
}
proposal other "Other" from talks { bay: bay = 4 from "p. 1" }
position coast on 2030-01-01 from talks { line: red line bay >= 1 from "p. 3" }
check "it fits" { given other, coast
    expect compatible
}
check "it does not" { given other
    expect possible bay = 5
}
"""
COMMANDS = ("check", "diff other draft")


@pytest.fixture(name="folder", params=["short", "hostile"])
def _folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    text = SHORT if request.param == "short" else HOSTILE
    name = "all.terms" if request.param == "short" else "::a b<c>&%.terms"
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def told(folder: Path, command: str, wanted: str) -> str:
    """Return what a command prints in a format."""
    words = command if (folder / "all.terms").exists() else command.replace("other", "coast")
    return run(*words.split(), "--format", wanted, folder=folder).out


@pytest.mark.parametrize("command", COMMANDS)
def test_sarif_is_what_its_standard_asks_for(folder: Path, command: str) -> None:
    """One run; each result has its rule, level, message, a fingerprint and a place that exists."""
    log = json.loads(told(folder, command, "sarif"))
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert one["results"]
    for result in one["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        for location in result.get("locations", []):
            _exists(folder, location["physicalLocation"])
    prints = [result["partialFingerprints"]["termcheck/1"] for result in one["results"]]
    assert len(set(prints)) == len(prints)


def _exists(folder: Path, place: dict[str, Any]) -> None:
    uri = place["artifactLocation"]["uri"]
    parts = uri.encode("ascii").split(b"%")
    path = parts[0] + b"".join(bytes([int(p[:2], 16)]) + p[2:] for p in parts[1:])
    text = (folder / path.decode()).read_text(encoding="utf-8")
    region = place["region"]
    start = (region["startLine"], region["startColumn"])
    assert (1, 1) <= start <= (region["endLine"], region["endColumn"])
    assert region["endLine"] <= len(text.splitlines()) + 1


@pytest.mark.parametrize("command", COMMANDS)
def test_gitlab_gets_a_code_quality_report(folder: Path, command: str) -> None:
    """A list of entries with the five fields that GitLab asks for, no fingerprint twice."""
    entries = json.loads(told(folder, command, "gitlab"))
    assert entries
    for entry in entries:
        fields = {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry.keys() == fields
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["path"]
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


@pytest.mark.parametrize("command", COMMANDS)
def test_junit_counts_what_it_lists(folder: Path, command: str) -> None:
    """The numbers of cases and of failures are those of the cases below."""
    suites = ET.fromstring(told(folder, command, "junit"))
    (suite,) = suites
    cases = suite.findall("testcase")
    assert cases
    for each in (suites, suite):
        assert int(each.attrib["tests"]) == len(cases)
        assert int(each.attrib["failures"]) == len(suite.findall("testcase/failure"))
    assert all(case.attrib["name"] and case.attrib["classname"] for case in cases)


def test_all_formats_tell_the_same_findings(folder: Path) -> None:
    """Whatever the format, there are as many errors, and the first stands on the same line."""
    github = told(folder, "check", "github").splitlines()
    errors = sum(line.startswith("::error ") for line in github)
    (one,) = json.loads(told(folder, "check", "sarif"))["runs"]
    entries = json.loads(told(folder, "check", "gitlab"))
    suites = ET.fromstring(told(folder, "check", "junit"))
    assert errors == sum(result["level"] == "error" for result in one["results"])
    assert errors == sum(entry["severity"] == "major" for entry in entries)
    assert errors == int(suites.attrib["failures"])
    line = entries[0]["location"]["lines"]["begin"]
    assert one["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] == line


def test_an_opened_conflict_fails_and_a_closed_one_does_not(tmp_path: Path) -> None:
    """A text that clashes is an error on its clause's line; taken back, it is a notice."""
    for name, number in (("base", 4), ("head", 6)):
        (tmp_path / name).mkdir()
        text = f'term t: 0..9 "t"\nproposal p {{\n  a: t <= 5\n  b: t >= {number}\n}}\n'
        (tmp_path / name / "all.terms").write_text(text, encoding="utf-8")
    forth = json.loads(run("diff", "base", "head", "--format", "gitlab", folder=tmp_path).out)
    assert forth[0]["description"] == "p: p.a and p.b cannot hold together"
    assert forth[0]["severity"] == "major"
    assert forth[0]["location"] == {"path": "head/all.terms", "lines": {"begin": 3}}
    back = json.loads(run("diff", "head", "base", "--format", "gitlab", folder=tmp_path).out)
    assert [(each["check_name"], each["severity"]) for each in back] == [
        ("closed", "info"),
        ("changed", "info"),
    ]


def test_a_fingerprint_survives_a_line_above(tmp_path: Path) -> None:
    """A finding that moves down a line is known again."""
    prints: list[str] = []
    for above in ("", "\n\n"):
        (tmp_path / "all.terms").write_text(above + SHORT, encoding="utf-8")
        entries = json.loads(told(tmp_path, "check", "gitlab"))
        prints.append(entries[0]["fingerprint"])
    assert prints[0] == prints[1]
