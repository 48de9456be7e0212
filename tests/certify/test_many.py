"""Certificates of answers in many: whatever is answered has one, and nothing false is accepted."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from termcheck.certify.check.sets import weight_of
from termcheck.certify.check.verify import verify
from termcheck.certify.check.words import Refused
from termcheck.certify.evidence import Record, certificate
from termcheck.library.model import Library, Question, Reference
from termcheck.questions.agreed import AgreedByReading, agreed
from termcheck.questions.certified import Certifier
from termcheck.questions.certified_check import certified_check
from termcheck.questions.certified_coalitions import certified_coalitions
from termcheck.questions.certified_difference import certified_difference
from termcheck.questions.certified_matrix import certified_matrix
from termcheck.questions.certified_packages import certified_packages
from termcheck.questions.certified_timeline import certified_timeline
from termcheck.questions.coalitions import Coalitions, coalitions
from termcheck.questions.comparison import Comparison
from termcheck.questions.difference import between_libraries, between_texts
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.matrix import Matrix, every_text, matrix
from termcheck.questions.sides import Side, joined
from termcheck.questions.soundness import soundness
from termcheck.questions.timeline import Timeline, timeline
from tests.certify.many import COMMANDS, SUMMARY, made, tried
from tests.cli.running import ROOT, run
from tests.questions.bargains import asked_of, text_of
from tests.questions.comparison_libraries import generate
from tests.texts import library

SEEDS = range(12)


def accepted(records: tuple[Record, ...], about: Library | None) -> bool:
    """Say whether the checker accepts what was made, with the words of a library if any."""
    files = {name: source.text for name, source in about.texts.items()} if about else None
    text = json.dumps(certificate("", "", records))
    return not records or bool(verify(text, files))


def questions(made_: Library) -> list[Question]:
    """Return a question about all texts, at an open table and at one of a single party."""
    given = tuple(map(Reference, every_text(made_)))
    return [Question(given=given), Question(given=given, table=("north",))]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_matrix_is_certified(seed: int) -> None:
    """On random negotiations each pair has evidence, with nothing left out or refused."""
    about = library(generate(seed).text(0))
    inquiry = Inquiry(about)
    for question in questions(about):
        found = matrix(inquiry, question) if len(question.given) > 1 else None
        if isinstance(found, Matrix):
            checked, records, without = certified_matrix(Certifier(inquiry), found)
            assert (checked, without) == (found, ())
            assert accepted(records, about)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_set_of_parties_is_certified(seed: int) -> None:
    """On random negotiations what blocks and what agrees has evidence."""
    about = library(generate(seed).text(0))
    inquiry = Inquiry(about)
    for question in questions(about):
        given = tuple(each for each in question.given if each.text in about.parties)
        found = coalitions(inquiry, question.but(given=given)) if len(given) > 1 else None
        if isinstance(found, Coalitions):
            checked, records, without = certified_coalitions(Certifier(inquiry), found)
            assert (checked, without) == (found, ())
            assert accepted(records, about)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_day_is_certified(seed: int) -> None:
    """On random negotiations each day has evidence, and its positions are those in force."""
    about = library(generate(seed).text(0))
    inquiry = Inquiry(about)
    given = (*(Reference(f"{name}.all") for name in about.positions), Reference("plan0"))
    found = timeline(inquiry, Question(given=given))
    if isinstance(found, Timeline):
        checked, records, without = certified_timeline(Certifier(inquiry), found)
        assert (checked, without) == (found, ())
        assert all("as_of" in each for each in records)
        assert accepted(records, about)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_verdict_of_a_check_is_certified(seed: int) -> None:
    """On random negotiations each verdict that a check reports has evidence."""
    about = library(generate(seed).text(0))
    inquiry = Inquiry(about)
    found = soundness(inquiry)
    checked, records, without = certified_check(Certifier(inquiry), found)
    assert checked == found
    assert set(without) <= {"warnings and notes"}
    assert accepted(records, about)


@pytest.mark.parametrize("seed", [*SEEDS, 21, 35, 74])
def test_every_change_is_certified(seed: int) -> None:
    """Between random negotiations, and between two texts, what changes has evidence."""
    base, head = (library(generate(seed).text(place)) for place in (0, 1))
    both = joined(base, head)
    inquiry = Inquiry(both.library)
    sides = (Side(Inquiry(base), Question()), Side(Inquiry(head), Question()))
    found = between_libraries(*sides, both, inquiry)
    checked, records, _ = certified_difference(Comparison(*sides, both, inquiry), found)
    assert checked == found
    assert accepted(records, None)
    if {"plan0", "plan1"} <= set(base.proposals):
        side, alone = sides[0], joined(base, base)
        found = between_texts(side, "plan0", "plan1")
        compared = Comparison(side, side, alone, side.inquiry, ("plan0", "plan1"))
        checked, records, _ = certified_difference(compared, found)
        assert checked == found
        assert accepted(records, base)


@pytest.mark.parametrize("seed", range(25))
def test_every_bargain_is_certified(seed: int) -> None:
    """On random bargains all packages have evidence; the best, unless demands count besides."""
    about = library(text_of(seed))
    inquiry = Inquiry(about)
    asked = asked_of(seed)
    offered = tuple(map(Reference, asked.offered))
    question = Question(given=tuple(map(Reference, asked.given)), by_text=asked.by_text)
    found = agreed(inquiry, question, offered, asked.objective, 4)
    told = tuple(each for each in found if isinstance(each, AgreedByReading))
    checked, records, without = certified_packages(Certifier(inquiry), told)
    assert checked == told
    assert all(each.startswith("which package is best (") for each in without)
    assert accepted(records, about)


# --- forged ---------------------------------------------------------------------------


def claims(record: Any, kind: str, case: int = 0) -> list[Any]:
    """Return the claims of a kind in one case."""
    return [each for each in record["cases"][case]["claims"] if each["claim"] == kind]


def worse(record: Any) -> None:
    """Call the second package the best."""
    best, largest = claims(record, "best")[0], claims(record, "largest")[0]
    best["first"] = [each for each in largest["holding"] if each not in best["first"]][:1]


def without_a_package(record: Any) -> None:
    """Leave one of the largest sets out."""
    claims(record, "largest")[0]["holding"].pop()


def without_a_choice(record: Any) -> None:
    """Leave a choice out of a part, and the packages that have it."""
    for each in claims(record, "all"):
        each["compatible"] = each["compatible"][:1]


def without_a_demand(record: Any) -> None:
    """Count one demand less."""
    claims(record, "best")[0]["order"].pop()


def another_objective(record: Any) -> None:
    """Judge by something that is no objective."""
    claims(record, "best")[0]["objective"] = "cheapest"


def half_a_front(record: Any) -> None:
    """Put a worse package on the front."""
    best, largest = claims(record, "best")[0], claims(record, "largest")[0]
    best["first"] = [largest["holding"][-1]]


def without_a_conflict(record: Any) -> None:
    """Leave out why a pair cannot hold together."""
    claims(record, "pairs")[0]["clashing"].pop()


def without_a_group(record: Any) -> None:
    """Leave out a package in which a pair holds."""
    claims(record, "pairs")[0]["holding"].pop()


def a_package_as_conflict(record: Any) -> None:
    """Cite a package where a conflict is needed."""
    pairs = claims(record, "pairs")[0]
    pairs["clashing"] = pairs["holding"]


def a_text_that_clashes_with_nobody(record: Any) -> None:
    """Say of fewer parties that they block."""
    claims(record, "clash")[0]["of"].pop()


def a_larger_coalition(record: Any) -> None:
    """Say that everybody can agree."""
    everybody = claims(record, "all")[0]["of"]
    claims(record, "holds")[0]["of"] = everybody


def swapped_days(record: Any) -> None:
    """Give the first two days each other's evidence, in the order of the days."""
    one, other = record["cases"][:2]
    one["as_of"], other["as_of"] = other["as_of"], one["as_of"]
    record["cases"][:2] = [other, one]


def an_earlier_day(record: Any) -> None:
    """Say that something was said before it was."""
    record["cases"][0]["as_of"] = "2031-01-01"


def days_out_of_order(record: Any) -> None:
    """Put the last day first."""
    record["cases"].reverse()


def a_later_day(record: Any) -> None:
    """Let a statement count after the party restated it."""
    record["cases"][1]["as_of"] = "2031-04-11"
    record["cases"][2]["as_of"] = "2031-04-12"


def a_package_that_breaks_nothing(record: Any) -> None:
    """Ask of a package to break what it keeps."""
    first = claims(record, "breaks")[0]
    first["breaks"] = [first["of"][:1]]


def a_package_of_the_other_text(record: Any) -> None:
    """Cite a package in which the text does not hold."""
    one, other = claims(record, "breaks")
    one["package"] = other["package"]


def nothing_broken(record: Any) -> None:
    """Break no list at all."""
    claims(record, "breaks")[0]["breaks"] = []


def a_case_that_does_not_come_before(record: Any) -> None:
    """Compare with a case that is not there."""
    claims(record, "breaks")[0]["case"] = 1


FORGERIES: list[tuple[str, Callable[[Any], None]]] = [
    *(("packages", each) for each in
      (worse, without_a_package, without_a_choice, without_a_demand, another_objective)),
    ("front", half_a_front),
    *(("matrix", each) for each in
      (without_a_conflict, without_a_group, a_package_as_conflict)),
    *(("coalitions", each) for each in (a_text_that_clashes_with_nobody, a_larger_coalition)),
    *(("timeline", each) for each in
      (swapped_days, an_earlier_day, days_out_of_order, a_later_day)),
    *(("diff", each) for each in
      (a_package_that_breaks_nothing, a_package_of_the_other_text, nothing_broken,
       a_case_that_does_not_come_before)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "forge"), FORGERIES)
def test_a_forged_claim_is_refused(name: str, forge: Callable[[Any], None]) -> None:
    """Each claim in many is accepted as it was made, and refused with one thing in it false."""
    record, judge = made(name)
    forged = json.loads(json.dumps(record))
    forge(forged)
    assert judge.accepts(record)
    assert forged != record
    assert not judge.accepts(forged)


@pytest.mark.parametrize("name", ["matrix", "coalitions"])
def test_a_text_is_called_after_its_owner(name: str) -> None:
    """Two texts that exchange their names, or one with a name made up, are refused."""
    record, judge = made(name)
    units = record["cases"][0]["units"]
    one, other = [unit for unit in units if units[unit]][:2]
    whole = json.dumps(record)
    exchanged = whole.replace(f'"{one}"', '"?"').replace(f'"{other}"', f'"{one}"')
    for said in (
        exchanged.replace('"?"', f'"{other}"'),
        whole.replace(f'"{one}"', f'"all, {one}"'),
        whole.replace(f'"{one}"', '"..."'),
    ):
        with pytest.raises(Refused, match=r"name that no text|is no clause of"):
            verify(said, judge.files)


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_certified_is_true(name: str) -> None:
    """An oracle, and trying every set, agree with every claim that a command makes."""
    record, judge = made(name)
    assert judge.accepts(record)
    assert judge.wrong(record) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_changed_certificate_is_refused_or_still_true(name: str) -> None:
    """Nothing false is accepted; ``tests.certify.many`` tries many more."""
    assert [wrong for seed in range(60) for wrong in tried(name, seed)[1]] == []


def test_the_long_run_found_nothing_false() -> None:
    """The summary of the documented run: no false claim was accepted of any command."""
    done = json.loads(SUMMARY.read_text("utf-8"))
    assert set(done) == set(COMMANDS)
    assert all(row["false"] == [] and row["tried"] >= 3_000 for row in done.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_certificate_fits_its_published_schema(name: str) -> None:
    """What every command writes is what the schema says."""
    schema = json.loads((ROOT / "docs" / "schemas" / "certificate.json").read_text("utf-8"))
    faults = [each.message for each in Draft202012Validator(schema).iter_errors(made(name)[0])]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("position a: demand truce", 1),
        ("position demand truce", 1),
        ("position a: demand weight 3: truce", 3),
        ("position demand weight 2.5: truce", Fraction(5, 2)),
        ("position a: demand weight 1_000: truce", 1000),
        ("position demand: demand truce", 1),
        ("position demand weight >= 3", 1),
        ("position demand weight", 1),
        ("position a: red line truce", None),
        ("position demand: red line truce", None),
        ("proposal a: truce", None),
        ("proposal a: demand", None),
        ("proposal demand: truce", None),
    ],
)
def test_a_demand_weighs_what_its_words_say(text: str, weight: Fraction | None) -> None:
    """The checker reads weights from the words; what is no demand has none."""
    assert weight_of(text) == weight


@pytest.mark.parametrize(
    "text",
    ["position a: demand score zone {x: 1}", "position a: demand weight 2 score z {x: 1}"],
)
def test_a_scoring_sheet_is_not_counted(text: str) -> None:
    """What is met in part is refused where whole demands are counted."""
    with pytest.raises(Refused):
        weight_of(text)


# --- on the command line ----------------------------------------------------------------

BEFORE = """party a "A"
term rise: 0..20 %
term week: 30..40
proposal plan { wages: rise >= 5 %; week: week <= 38 }
position a { most: red line rise <= 4 % }
"""


def libraries(folder: Path) -> tuple[str, str]:
    """Write a library before and after an edit; return their folders."""
    for name, text in (("base", BEFORE), ("head", BEFORE.replace("5 %", "3 %"))):
        (folder / name).mkdir()
        (folder / name / "library.terms").write_text(text, "utf-8")
    return str(folder / "base"), str(folder / "head")


def test_a_difference_of_libraries_has_the_words_of_both(tmp_path: Path) -> None:
    """It is checked without any library, and with the head; not with the base for the head."""
    base, head = libraries(tmp_path)
    file = str(tmp_path / "certificate")
    assert run("diff", base, head, "--certificate", file).status == 0
    assert [run("verify", file, *where).status for where in ((), ("-L", head))] == [0, 0]
    assert run("verify", file, "-L", base).status == 1
    record = json.loads(Path(file).read_text("utf-8"))
    assert [each["side"] for each in record["cases"]] == ["base", "head", "base"]
    del record["cases"][0]["words"]
    with pytest.raises(Refused):
        verify(json.dumps(record))


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ("gap", "front")])
def test_no_certify_is_said(name: str) -> None:
    """Every command can leave the evidence out, and says so in its last line."""
    assert run(*COMMANDS[name], "--no-certify").out.endswith("\nnot certified\n")


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ("gap", "front")])
def test_a_record_says_what_of_it_was_not_certified(name: str) -> None:
    """A record has the lines that a reader gets; null where nothing was to be certified."""
    lines = run(*COMMANDS[name]).out.splitlines()
    told = [
        json.loads(run(*COMMANDS[name], "--format", "json", *more).out)["uncertified"]
        for more in ((), ("--no-certify",))
    ]
    sign = "not certified: "
    assert told == [[each.removeprefix(sign) for each in lines if each.startswith(sign)], None]


def test_demands_of_an_absent_party_are_no_part_of_the_evidence(tmp_path: Path) -> None:
    """Demands on offer that do not count: the answer stands, and what of it is not certified."""
    text = """
party ann "Ann"
party bob "Bob"
term x: 0..5 "x"
position ann { a: demand x <= 1 }
position bob { b: demand x >= 3 }
"""
    (tmp_path / "library.terms").write_text(text, encoding="utf-8")
    asked = ("packages", "--from", "ann.demands,bob.demands", "--table", "ann")
    for objective in ("total", "fair", "lexicographic", "nash", "pareto"):
        ran = run(*asked, "--objective", objective, folder=tmp_path)
        assert (ran.status, "package 2" in ran.out) == (0, True)
        assert "not certified: which package is best (demands are on offer of" in ran.out


def test_what_is_refused_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the checker accepts nothing, nothing is an answer: exit status 3 everywhere."""

    def refuse(*_: object) -> None:
        raise Refused("nothing is accepted")

    monkeypatch.setattr("termcheck.certify.check.verify.Check.claims", refuse)
    assert {name: run(*words).status for name, words in COMMANDS.items()} == dict.fromkeys(
        COMMANDS, 3
    )
