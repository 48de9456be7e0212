"""The Python interface, as a user would write it; the type checkers read this file too."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import termcheck
from termcheck.questions.coalitions import Coalitions
from termcheck.questions.matrix import Matrix
from termcheck.questions.timeline import Timeline
from termcheck.questions.verdict import Compatible, Incompatible
from tests.cli.running import run
from tests.docs.shown import printed

LABOUR = "proposals/examples/labour"
COALITION = "proposals/examples/coalition"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def labour(monkeypatch: pytest.MonkeyPatch) -> termcheck.Library:
    """The library of a strike, asked from the project's folder."""
    monkeypatch.chdir(ROOT)
    return termcheck.load(LABOUR)


def test_a_verdict_is_typed(labour: termcheck.Library) -> None:
    """The value of an answer is the verdict itself, with its conflicts."""
    outcome = labour.conflicts("mediator", "port").value.outcome
    assert isinstance(outcome, Incompatible)
    assert [each.clauses for each in outcome.conflicts] == [
        ("mediator.wages", "mediator.late", "port.ceiling")
    ]


def test_options_are_those_of_the_command_line(labour: termcheck.Library) -> None:
    """In March each side waits for the other, and since April they do not."""
    march = labour.conflicts("dockers", "port", as_of="2031-03", suppose=["strike.ends"])
    assert isinstance(march.value.outcome, Incompatible)
    april = labour.conflicts("dockers", "port", suppose=["strike.ends"], time=60)
    assert isinstance(april.value.outcome, Compatible)


def test_conflicts_that_begin_with_one_clause_are_all_told(tmp_path: Path) -> None:
    """Two findings of one code at one place are both told if they say different things."""
    text = """
source s "S" by "x" on 2025
term x: 0..10 "x"
term y: bool "y"
proposal plan {
    one:   x >= 5 and y from s "1"
    two:   x <= 3 from s "1"
    three: not y from s "1"
}
"""
    (tmp_path / "all.terms").write_text(text, encoding="utf-8")
    record = termcheck.load(str(tmp_path)).check().record()
    told = [each["message"] for each in record["diagnostics"] if each["code"] == "TC351"]
    said = "the clauses of `plan` cannot hold together:"
    assert told == [f"{said} `plan.one`, `plan.two`", f"{said} `plan.one`, `plan.three`"]


def test_a_day_without_positions_is_an_error(labour: termcheck.Library) -> None:
    """Before anybody speaks there is nothing to hold together, and the error says since when."""
    with pytest.raises(termcheck.TermcheckError, match="first statement is of 2031-03-20"):
        labour.conflicts("dockers", "port", as_of="2025-03")


@pytest.mark.parametrize(
    "words",
    [
        "conflicts mediator port",
        "gap mediator port",
        "gap mediator dockers",
        "matrix mediator port dockers",
        "coalitions dockers port --suppose strike.ends",
        "timeline dockers port --suppose strike.ends",
        "diff mediator port",
    ],
)
def test_an_answer_prints_as_the_command_does(labour: termcheck.Library, words: str) -> None:
    """Text and record are those of the command line."""
    answer = asked(labour, words)
    assert answer.text() == printed(f"{words} -L {LABOUR}")
    assert answer.record() == json.loads(printed(f"{words} -L {LABOUR} --format json"))


def asked(labour: termcheck.Library, words: str) -> termcheck.Answer[object]:
    """Return the answer to what a command line asks."""
    command, *rest = words.split()
    names = [each for each in rest if each not in ("--suppose", "strike.ends")]
    suppose = ["strike.ends"] if "--suppose" in rest else []
    if command == "diff":
        return labour.compare(*names)
    found: termcheck.Answer[object] = getattr(labour, command)(*names, suppose=suppose)
    return found


def test_why_gives_reasons_or_the_verdict(labour: termcheck.Library) -> None:
    """A formula is settled with its reason; of clauses that clash the verdict is given."""
    record = labour.why("premium[night] >= 9 %", ["mediator"]).record()
    assert (record["answer"], record["reasons"]) == ("forced", [["mediator.late"]])
    clash = labour.why("cranes.remote", ["mediator", "port"])
    assert clash.record()["verdict"] == "incompatible"


def test_many_questions_at_once_are_typed(labour: termcheck.Library) -> None:
    """Matrix, coalitions and timeline give their own values."""
    pairs = labour.matrix("mediator", "port").value
    assert isinstance(pairs, Matrix)
    assert pairs.pairs[0].found.word == "incompatible"
    sets = labour.coalitions("dockers", "port", suppose=["strike.ends"]).value
    assert isinstance(sets, Coalitions)
    assert sets.agreeing == (("dockers", "port"),)
    days = labour.timeline("dockers", "port", suppose=["strike.ends"]).value
    assert isinstance(days, Timeline)
    assert [each.name for each in days.days[-1].opened_by] == ["port.calm"]


def test_what_could_be_agreed_is_typed(labour: termcheck.Library) -> None:
    """The packages of an offer are those of the command line."""
    answer = labour.packages(["mediator"], ["port"])
    words = f"packages --from mediator --given port -L {LABOUR}"
    assert answer.text() == printed(words)
    assert answer.record() == json.loads(printed(f"{words} --format json"))


def test_a_library_can_be_checked_and_compared(labour: termcheck.Library) -> None:
    """A sound library passes its checks and does not differ from itself."""
    assert {each.status for each in labour.check().value.checks} == {"passed"}
    assert labour.diff(termcheck.load(LABOUR)).value.is_empty


def test_a_difference_ends_at_its_limit(labour: termcheck.Library, tmp_path: Path) -> None:
    """Without time the texts that changed stay undecided, and the answer says why."""
    for file in Path(LABOUR).glob("*.terms"):
        text = file.read_text(encoding="utf-8")
        changed = text.replace("proposal mediator", "rule more: false\nproposal mediator", 1)
        (tmp_path / file.name).write_text(changed, encoding="utf-8")
    found = labour.diff(termcheck.load(tmp_path), time=0).value
    assert found.limits == ("time",)


def test_a_notebook_shows_an_answer(labour: termcheck.Library) -> None:
    """The bundle holds the text and HTML in which nothing of the library is markup."""
    bundle = labour.conflicts("mediator", "port")._repr_mimebundle_()
    assert bundle["text/plain"].startswith("no deal: 1 conflict")
    assert bundle["text/html"].startswith("<pre>")
    assert "<script" not in bundle["text/html"]


def test_what_is_wrong_is_said_as_the_command_says_it(labour: termcheck.Library) -> None:
    """An unknown name, a missing library and a bad day raise with a suggestion."""
    with pytest.raises(termcheck.TermcheckError, match="did you mean `mediator`"):
        labour.conflicts("medator")
    with pytest.raises(termcheck.TermcheckError, match="no file or folder"):
        termcheck.load("nowhere")
    with pytest.raises(termcheck.TermcheckError, match="is no day"):
        labour.conflicts("mediator", as_of="yesterday")
    with pytest.raises(termcheck.TermcheckError, match="no position changes"):
        labour.timeline("mediator")


def test_a_lone_text_is_one_reference(labour: termcheck.Library) -> None:
    """Where several references may stand, one may be given as it is."""
    formula = "premium[night] >= 9 %"
    assert labour.why(formula, "mediator").text() == labour.why(formula, ["mediator"]).text()
    lone = labour.packages("mediator", "port")
    assert lone.record() == labour.packages(["mediator"], ["port"]).record()


def test_why_not_and_all_reasons_are_those_of_the_command(labour: termcheck.Library) -> None:
    """The two ways to ask for every reason print what the command prints."""
    asked = "premium[night] < 9 %"
    answer = labour.why(asked, "mediator", why_not=True)
    words = ("why", "--not", asked, "--given", "mediator", "-L", LABOUR)
    assert answer.text() == run(*words, folder=ROOT).out
    answer = labour.why(asked, "mediator", all_reasons=True)
    words = ("why", asked, "--all-reasons", "--given", "mediator", "-L", LABOUR)
    assert answer.text() == run(*words, folder=ROOT).out


def test_a_limit_is_that_of_the_command(labour: termcheck.Library) -> None:
    """At most so many conflicts are listed, and the answer says that there are more."""
    texts = ("mediator.all", "dockers.demands", "port.demands")
    for command in ("conflicts", "gap", "matrix"):
        found: termcheck.Answer[object] = getattr(labour, command)(*texts, limit=1)
        assert found.text() == printed(f"{command} {' '.join(texts)} --limit 1 -L {LABOUR}")


def test_a_difference_takes_a_path(labour: termcheck.Library) -> None:
    """The other library may be named by its folder."""
    assert labour.diff(LABOUR).value.is_empty


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda t: t.conflicts(), "nothing is on the table"),
        (lambda t: t.gap(), "nothing is on the table"),
        (lambda t: t.timeline(), "nothing is on the table"),
        (lambda t: t.packages([]), "nothing is on offer"),
        (lambda t: t.packages("port"), "red lines only"),
        (lambda t: t.packages("mediator", objective="totl"), "did you mean `total`"),
        (lambda t: t.matrix("mediator"), "at least two texts"),
        (lambda t: t.coalitions("port"), "at least two parties"),
        (lambda t: t.coalitions("port", "mediator"), "is a proposal, not a party"),
        (lambda t: t.conflicts("port", tabel="port"), "did you mean `table`"),
        (lambda t: t.conflicts("port", by="cluase"), "`by` cannot be `cluase`"),
        (lambda t: t.conflicts("port", as_of=2031), "`as_of` cannot be `2031`"),
        (lambda t: t.conflicts("port", time="soon"), "a number of seconds"),
        (lambda t: t.conflicts("port", limit=0), "from 1 on"),
        (lambda t: t.conflicts("port", keep=[3]), "`keep` cannot be"),
        (lambda t: t.conflicts(3), "`refs` cannot be"),
        (lambda t: t.why(3), "`formula` cannot be"),
        (lambda t: t.why(["a", "b"]), "`formula` cannot be"),
        (lambda t: t.compare("port", 3), "`head` cannot be"),
        (lambda t: t.diff("nowhere"), "no file or folder"),
        (lambda t: t.diff(3), "is no library"),
    ],
)
def test_what_cannot_be_asked_raises_one_error(
    labour: termcheck.Library, ask: Callable[[Any], object], said: str
) -> None:
    """Whatever is wrong with a call is a ``TermcheckError`` that says what, with help."""
    with pytest.raises(termcheck.TermcheckError, match=said):
        ask(labour)


def test_importing_the_package_imports_nothing_else() -> None:
    """What a command does not need is not loaded: the interface waits until it is used."""
    told = "import sys, termcheck; print(sorted(n for n in sys.modules if 'termcheck.' in n))"
    done = subprocess.run(
        [sys.executable, "-c", told],
        cwd=ROOT / "src",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


SWEEP = """sweep "which pair, and since when" {
    given mediator
    each statement of dockers, port
    each 1..2 of { dockers; port }
    ask premium[night] >= 9 %
    ask conflicts
}
"""


def test_a_sweep_has_a_row_for_each_question(labour: termcheck.Library) -> None:
    """Rows are typed and in order, and each has the verdict and conflicts of its question."""
    found = labour.sweep(SWEEP, jobs=1).value
    assert [row.number for row in found] == [*range(len(found.rows))] == [*range(len(found))]
    for row in found:
        alone = labour.conflicts(
            "mediator", *row.where["parties"].split(", "), as_of=row.where["day"]
        )
        outcome = alone.value.outcome
        conflicts = outcome.conflicts if isinstance(outcome, Incompatible) else ()
        assert {each.names for each in row.conflicts} == {each.names for each in conflicts}
        assert row.conflict in (row.conflicts[:1] or (None,))
        assert (row.verdict == "compatible") == isinstance(outcome, Compatible)
        assert (row.verdict == "compatible") == (row.answer != "")


def test_a_sweep_is_that_of_the_command(labour: termcheck.Library, tmp_path: Path) -> None:
    """Text, record and results are those of the command; a text of its own keeps nothing."""
    spec, results = tmp_path / "some.sweep", tmp_path / "some.sqlite"
    spec.write_text(SWEEP, encoding="utf-8")
    part = labour.sweep(spec, limit=2, jobs=2)
    assert (len(part.value), part.value.summary.questions > 2) == (2, True)
    answer = labour.sweep(spec)
    bytes_made = results.read_bytes()
    words = ("sweep", str(spec), "-L", LABOUR)
    assert answer.text() == run(*words, folder=ROOT).out
    assert answer.record() == json.loads(run(*words, "--format", "json", folder=ROOT).out)
    assert run(*words, "--fresh", "--jobs", "1", folder=ROOT).status == 0
    assert results.read_bytes() == bytes_made
    before = {*tmp_path.iterdir()}
    assert labour.sweep(SWEEP).record()["results"] == ""
    assert {*tmp_path.iterdir()} == before


SWEEP_WRONG: list[tuple[dict[str, Any], str]] = [
    ({"job": 1}, "there is no option `job`"),
    ({"jobs": "2"}, "`jobs` cannot be `'2'`"),
    ({"jobs": 0}, "`--jobs` cannot be `0`"),
    ({"limit": 0}, "`--limit` cannot be `0`"),
    ({"limit": True}, "`limit` cannot be `True`"),
    ({"time": -1}, "`time` cannot be `-1`"),
    ({"memory": 1}, "`memory` cannot be `1`"),
    ({"cluster": "here"}, "`--cluster` cannot be `here`"),
]


@pytest.mark.parametrize(("options", "said"), SWEEP_WRONG, ids=[said for _, said in SWEEP_WRONG])
def test_a_sweep_refuses_what_the_command_refuses(
    labour: termcheck.Library, options: dict[str, Any], said: str
) -> None:
    """A wrong option is named with what was said, and nothing is asked."""
    with pytest.raises(termcheck.TermcheckError, match=re.escape(said)):
        labour.sweep(SWEEP, **options)


@pytest.mark.parametrize(
    ("spec", "said"),
    [("nowhere.sweep", "cannot be read"), ('sweep "x" { given pln }', "`pln`"), (3, "`3` is no")],
)
def test_a_sweep_that_cannot_be_read_is_an_error(
    labour: termcheck.Library, spec: Any, said: str
) -> None:
    """No file, a fault in the text, or nothing of the kind: an error that says so."""
    with pytest.raises(termcheck.TermcheckError, match=re.escape(said)):
        labour.sweep(spec)


def test_a_sweep_without_time_answers_nothing(labour: termcheck.Library) -> None:
    """What is not answered has no row, and the answer says that some are missing."""
    answer = labour.sweep(SWEEP, time=0)
    assert (answer.value.rows, answer.record()["complete"]) == ((), False)
