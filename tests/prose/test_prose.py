"""Every line of every report is a claim that is true, and one changed fact is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import ROOT, run
from tests.prose.command import printed, reader_of
from tests.prose.shown import Report, reports
from tests.questions.bargains import text_of
from tests.questions.comparison_libraries import generate

REPORTS = reports()


def folder_of(report: Report, tmp_path: Path) -> Path:
    """Return the folder in which a report's command runs."""
    for name, text in report.files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    return tmp_path if report.files else ROOT


@pytest.mark.parametrize("report", [pytest.param(each, id=each.name) for each in REPORTS])
def test_every_line_that_is_shown_is_true(report: Report, tmp_path: Path) -> None:
    """What a golden file or a page shows are, line breaks apart, lines that an oracle confirms."""
    folder = folder_of(report, tmp_path)
    told = printed(report.words, folder)
    assert told.split() == run(*report.words, folder=folder).out.split()
    assert reader_of(report.words, folder).unconfirmed(told) == []


ASKED = (
    "conflicts plan0 north south third fourth",
    "conflicts plan0 --table north,third",
    "conflicts plan0.all north --by text",
    "why treaty --given plan0,north --all-reasons",
    "why --not treaty --given plan0,north,south",
    "why --not border=open --given plan0,third",
    "matrix",
    "coalitions north south third fourth",
    "coalitions north south third fourth --keep plan0",
    "timeline plan0 north south third fourth",
    "timeline north south third fourth",
)


@pytest.mark.parametrize("seed", range(8))
def test_every_line_about_a_generated_library_is_true(seed: int, tmp_path: Path) -> None:
    """Whatever is asked of a small library, each line of the answer is confirmed."""
    made = generate(seed)
    for place, name in enumerate(("base", "head")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "all.terms").write_text(made.text(place), encoding="utf-8")
    commands = [[*command.split(), "-L", "head"] for command in ASKED]
    for words in (*commands, ["diff", "base", "head"], ["diff", "plan0", "north", "-L", "head"]):
        told = printed(words, tmp_path)
        assert not told or reader_of(words, tmp_path).unconfirmed(told) == [], words


OFFERS = (
    "packages --from plan,north.demands,south.demands --objective fair",
    "packages --from plan,south.demands --given north --objective nash",
    "packages --from north.demands,south.demands --given plan.c0",
    "packages --from plan.all,north.all,south.all --objective pareto --limit 9",
)


@pytest.mark.parametrize("seed", range(8))
def test_every_line_about_a_generated_bargain_is_true(seed: int, tmp_path: Path) -> None:
    """Every package, every fix and every share that is shown is one."""
    (tmp_path / "all.terms").write_text(text_of(seed), encoding="utf-8")
    asked = (*OFFERS, "conflicts plan.all north.all south.all")
    for words in ([*command.split(), "-L", "."] for command in asked):
        told = printed(words, tmp_path)
        assert not told or reader_of(words, tmp_path).unconfirmed(told) == [], words


LABOUR = "-L proposals/examples/labour"
FALSE = (
    ("conflicts mediator port", "no deal: 1", "no deal: 2"),
    ("conflicts mediator port", "mediator.late ", "mediator.rules "),
    ("conflicts mediator port", "at least 9 %", "at least 8 %"),
    ("conflicts mediator port", "these three", "these four"),
    ("conflicts mediator port", "rule night_law", "rule day_law"),
    ("conflicts mediator port", "give up mediator.wages", "give up mediator.jobs"),
    ("conflicts mediator port", "3 minimal fixes", "4 minimal fixes"),
    ("conflicts mediator port", "(a red line)", ""),
    ("conflicts mediator port", "item 4", "item 5"),
    ("conflicts mediator dockers", "a deal is possible", "no deal: 1 conflict"),
    ("conflicts mediator dockers", "(today: no)", "(today: yes)"),
    ("conflicts mediator dockers", ": yes", ": no"),
    ("why --not 'wage.rise>=7%' --given mediator.late,port", "impossible", "forced"),
    ("why --not 'wage.rise>=7%' --given mediator.late,port", "- port.ceiling", "- port.calm"),
    (
        "why --not 'wage.rise>=7%' --given mediator.late,port",
        "1 minimal reason;",
        "2 minimal reasons;",
    ),
    ("why --not 'wage.rise>=7%' --given mediator.late,port", "at least 7 %", "at least 6 %"),
    ("matrix mediator dockers.demands port", "1 of 3", "2 of 3"),
    ("matrix mediator dockers.demands port", " 3", " 2"),
    ("matrix mediator dockers.demands port", "by night_law", "by day_law"),
    ("timeline dockers port --suppose strike.ends", "a deal is possible since", "no deal since"),
    ("timeline dockers port --suppose strike.ends", "states", "withdraws"),
    ("timeline dockers port --suppose strike.ends", "closed by", "opened by"),
    (
        "diff mediator dockers",
        "is different: it allows more here and less there",
        "allows the same",
    ),
    ("diff mediator dockers", "alone: 1", "alone: 2"),
    ("diff mediator dockers", "mediator with port", "dockers with port"),
    ("diff mediator dockers", "a package gained and lost", "a package gained"),
    ("packages --from mediator.all,dockers.demands,port.demands", "2 packages", "3 packages"),
    ("packages --from mediator.all,dockers.demands,port.demands", "4 of 5", "3 of 5"),
    ("packages --from mediator.all,dockers.demands,port.demands", "0 %", "50 %"),
    ("packages --from mediator.all,dockers.demands,port.demands", "dockers 2", "dockers 3"),
    (
        "packages --from mediator.all,dockers.demands,port.demands",
        ", port.ceiling and rule",
        ", port.calm and rule",
    ),
    (
        "packages --from mediator.all,dockers.demands,port.demands",
        "agreement runs: yes",
        "agreement runs: no",
    ),
)


@pytest.mark.parametrize(("command", "said", "instead"), FALSE)
def test_a_false_line_is_refused(command: str, said: str, instead: str) -> None:
    """The reading back is no formality: a report with one fact changed is refused."""
    import shlex

    words = shlex.split(f"{command} {LABOUR}")
    told = printed(words)
    assert said in told
    assert reader_of(words).unconfirmed(told) == []
    assert reader_of(words).unconfirmed(told.replace(said, instead, 1)) != []


COALITION = "coalitions lanterns harvest bridge --keep draft.all -L proposals/examples/coalition"
SAME = (
    ("7 sets", "8 sets"),
    (", without", " and bridge, without"),
    ("cannot agree", "cannot agree; any fewer of them can"),
)


@pytest.mark.parametrize(("said", "instead"), SAME)
def test_a_false_line_about_coalitions_is_refused(said: str, instead: str) -> None:
    """Numbers of sets, who can agree and who blocks are asked again."""
    words = COALITION.split()
    told = printed(words)
    assert said in told
    assert reader_of(words).unconfirmed(told.replace(said, instead, 1)) != []


WAITING_FOR_EVER = """
party a "A"
party b "B"
party c "C"
source s "S" by "x" on 2031
event lift "sanctions are lifted"
event leave "troops leave"
term t: bool "t"
position a on 2031 from s { first: red line lift only after leave from "1" }
position b on 2031 from s { first: red line leave only after lift from "1" }
position c on 2031 from s { yes: red line t from "1" }
party d "D"
position d on 2031 from s { no: red line not t from "1" }
party e "E"
position e on 2031 from s { no: red line not t from "1" }
"""


@pytest.mark.parametrize(
    ("command", "said", "instead"),
    [
        ("matrix a b c d", "; 1 can only", "; 2 can only"),
        ("matrix a b c d", "~", "·"),
        ("matrix a b c d", "and b  only because leave and", "and b  only because"),
        ("matrix a b c d", "      only because leave and lift never happen\n", ""),
        ("coalitions a b c d", "; 2 of the largest", "; 1 of the largest"),
        ("coalitions a b c d", ", only because leave and lift never happen", ""),
        ("matrix a b c d e --limit 1", "1 other pair", "2 other pairs"),
        ("coalitions a b c d e --limit 1", "1 other set", "2 other sets"),
        ("coalitions a b c", " only because leave and lift never happen", ""),
    ],
)
def test_what_holds_only_because_nothing_happens_is_said(
    command: str, said: str, instead: str, tmp_path: Path
) -> None:
    """Texts that wait for each other for ever are told with the events, which are asked again."""
    (tmp_path / "all.terms").write_text(WAITING_FOR_EVER, encoding="utf-8")
    words = [*command.split(), "-L", "."]
    told = printed(words, tmp_path)
    assert said in told
    assert reader_of(words, tmp_path).unconfirmed(told) == []
    assert reader_of(words, tmp_path).unconfirmed(told.replace(said, instead, 1)) != []


def test_an_unknown_line_is_refused() -> None:
    """A sentence that no pattern fits is no claim, however true it may be."""
    words = f"conflicts mediator port {LABOUR}".split()
    assert reader_of(words).unconfirmed(printed(words) + "\nall is well\n") == ["all is well"]


def test_a_line_that_is_left_out_is_noticed() -> None:
    """A conflict that is not told makes the claim false that there are no others."""
    words = f"conflicts mediator port {LABOUR}".split()
    head, *rest = printed(words).split("\n\n")
    told = "\n\n".join([head, *(each for each in rest if not each.startswith("1  "))])
    assert reader_of(words).unconfirmed(told) != []


def test_rules_that_changed_are_told_in_the_plural(tmp_path: Path) -> None:
    """The rules are looser, they allow more; and a reader takes no other word for it."""
    text = 'term t: 0..10 "t"\nrule r: t <= {}\nproposal p "P" {{ c: t >= 1 }}\n'
    for name, bound in (("base", 3), ("head", 5)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "all.terms").write_text(text.format(bound), encoding="utf-8")
    words = ["diff", "base", "head"]
    told = printed(words, tmp_path)
    assert "the rules are looser: they allow more\n" in told
    assert reader_of(words, tmp_path).unconfirmed(told) == []
    wrong = told.replace("looser: they allow more", "tighter: they allow less")
    assert reader_of(words, tmp_path).unconfirmed(wrong) != []
