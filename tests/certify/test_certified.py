"""Certificates: every answer has one, and nothing false is accepted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from termcheck.certify.check.library import Library as Words
from termcheck.certify.check.library import cut
from termcheck.certify.check.verify import verify
from termcheck.certify.check.words import Refused
from termcheck.cli.reading import load_sound
from termcheck.questions.certified import Certifier
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.verdict import Verdict
from tests.certify.mutants import SUMMARY, Certified, dropped, tried
from tests.cli.running import EXAMPLES, ROOT, run
from tests.libraries import Written, libraries
from tests.texts import library, question

LABOUR = str(EXAMPLES / "labour")


@pytest.fixture(scope="module")
def labour() -> Certified:
    """Return the certificates of the labour example."""
    return Certified("proposals/examples/labour", 10)


@pytest.fixture(scope="module")
def ukraine() -> Certified:
    """Return certificates of the first checks of the real library."""
    return Certified("proposals/ukraine", 12)


@pytest.mark.parametrize("seed", range(400))
def test_a_changed_certificate_is_refused_or_still_true(labour: Certified, seed: int) -> None:
    """Nothing false is accepted; ``tests.certify.mutants`` tries many more."""
    _, wrong = tried(labour, seed)
    assert wrong == []


@pytest.mark.parametrize("seed", range(60))
def test_no_false_claim_about_the_real_library_is_accepted(ukraine: Certified, seed: int) -> None:
    """The same of the real library."""
    _, wrong = tried(ukraine, seed)
    assert wrong == []


def test_every_clause_and_rule_that_is_cited_is_needed(
    labour: Certified, ukraine: Certified
) -> None:
    """Without any one clause or rule of a conflict, its proof is refused."""
    (some, still), (more, yet) = dropped(labour), dropped(ukraine)
    assert some > 0
    assert more > 0
    assert (still, yet) == ([], [])


def test_the_long_run_found_nothing_false() -> None:
    """The summary of the documented run: no false claim was accepted."""
    done = json.loads(SUMMARY.read_text("utf-8"))
    assert all(row["false"] == [] for row in done.values())
    assert all(row["still accepted without a clause"] == [] for row in done.values())
    assert sum(row["tried"] for row in done.values()) >= 10_000


def of_labour(*more: str) -> Any:
    """Return a certificate of the labour example."""
    return json.loads(run("certify", "mediator", "port", "-L", LABOUR, *more).out)


def files() -> dict[str, str]:
    """Return the files of the labour example."""
    root = Path(LABOUR)
    found = sorted(root.rglob("*.terms"))
    return {each.relative_to(root).as_posix(): each.read_text("utf-8") for each in found}


def test_a_certificate_without_words_needs_its_library() -> None:
    """With the library it is accepted, without it or with another one refused."""
    text = json.dumps(of_labour())
    assert len(verify(text, files())) == 5
    with pytest.raises(Refused, match="library"):
        verify(text)
    changed = {name: said.replace(">= 5 %", ">= 6 %") for name, said in files().items()}
    assert changed != files()
    with pytest.raises(Refused, match="not those that were certified"):
        verify(text, changed)


def test_no_clause_is_left_without_a_claim() -> None:
    """Whatever clashes with nothing is claimed to hold, all of it in one package."""
    (case,) = of_labour()["cases"]
    claims = [each for each in case["claims"] if each["claim"] in {"all", "holds"}]
    clashing = ["mediator.wages", "mediator.late", "port.ceiling@2031-03-25"]
    others = ["mediator.week", "port.calm@2031-04-10"]
    assert [each["of"] for each in claims] == [clashing, others]


def test_a_certificate_with_words_stands_alone() -> None:
    """It is accepted alone, and refused where the library says otherwise."""
    record = of_labour("--words")
    assert len(verify(json.dumps(record))) == 5
    words = record["cases"][0]["words"]["clauses"]["mediator.wages"]
    words["text"] = words["text"].replace(">= 5 %", ">= 6 %")
    with pytest.raises(Refused, match="not those that were certified"):
        verify(json.dumps(record))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", "1e999", '{"a": 1, "a": 2}', '{"schema": NaN}', "[" * 100_000, "\0",
     '{"schema": "termcheck.certificate/1", "cases": []}',
     '{"schema": "termcheck.certificate/1", "cases": [[]]}',
     '{"schema": "termcheck.certificate/1", "cases": 1.5}'],
)  # fmt: skip
def test_what_is_no_certificate_is_refused(text: str) -> None:
    """Nothing but a refusal comes of it."""
    with pytest.raises(Refused):
        verify(text)


@settings(max_examples=60, deadline=None)
@given(libraries(), st.sampled_from(["plan", "plan north", "plan.all north"]))
def test_every_verdict_on_small_libraries_is_certified(made: Written, given_: str) -> None:
    """Whatever the verdict, there is evidence that the checker accepts."""
    built_ = library(made.text)
    inquiry = Inquiry(built_)
    found = verdict(inquiry, question(built_, given_))
    assert isinstance(found, Verdict)
    checked, records = Certifier(inquiry).verdict(found)
    assert checked == found
    assert len(records) == len(found.outcomes)
    assert all(each["claims"] for each in records)


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("a: x\nb: y", ["a: x", "b: y"]),
        ("a: x; b: y", ["a: x", "b: y"]),
        ("a: x\n    if y", ["a: x\n    if y"]),
        ("a: x  # if\nb: y", ["a: x", "b: y"]),
        ("a: one of {\n p: x\n q: y }\nb: y", ["a: one of {\n p: x\n q: y }", "b: y"]),
        ('a: x note "; b: {"\nb: y', ['a: x note "; b: {"', "b: y"]),
        ("a: (x\n  or y)\nb: y", ["a: (x\n  or y)", "b: y"]),
        ("a:\n    x\nb: y", ["a:\n    x", "b: y"]),
        ("a: x and\n    y", ["a: x and\n    y"]),
        ("a: x\n\n# c\n    and y", ["a: x\n\n\n    and y"]),
    ],
)
def test_a_block_is_cut_where_its_statements_end(text: str, statements: list[str]) -> None:
    """A statement ends with its line, or at a semicolon, unless the next line goes on with it."""
    assert list(cut(text)) == statements


@pytest.mark.parametrize("name", ["ukraine", "examples/labour", "examples/coalition"])
def test_the_checker_finds_the_clauses_that_the_library_has(name: str) -> None:
    """Cut by the checker, a library has the same names, and the same clauses override others."""
    made = load_sound(str(EXAMPLES.parent / name)).library
    found = Words({file: source.text for file, source in made.texts.items()})
    assert set(found.names()) == set(made.clauses)
    over: dict[str, set[str]] = {}
    for clause in made.clauses.values():
        for key in clause.overrides:
            over.setdefault(key, set()).add(clause.key)
    said = {name: found.words([name], [])["clauses"][name] for name in made.clauses}
    assert {n: set(each["overriding"]) for n, each in said.items() if each["overriding"]} == over


@pytest.mark.parametrize("words", [(), ("--words",), ("--by", "text"), ("--table", "port,dockers")])
def test_a_certificate_fits_its_published_schema(words: tuple[str, ...]) -> None:
    """What ``certify`` writes is what the schema says."""
    schema = json.loads((ROOT / "docs" / "schemas" / "certificate.json").read_text("utf-8"))
    faults = [each.message for each in Draft202012Validator(schema).iter_errors(of_labour(*words))]
    assert faults == []


@pytest.mark.slow
def test_every_check_of_the_real_library_is_certified() -> None:
    """Each outcome of each question that a check puts has evidence that the checker accepts."""
    inquiry = Inquiry(load_sound(str(EXAMPLES.parent / "ukraine")).library)
    certifier = Certifier(inquiry)
    for check in inquiry.library.checks:
        found = verdict(inquiry, check.question)
        assert isinstance(found, Verdict)
        checked, records = certifier.verdict(found)
        assert (check.name, checked, len(records)) == (check.name, found, len(found.outcomes))
