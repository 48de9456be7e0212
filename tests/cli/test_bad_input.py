"""Bad input to the commands that ask: a message with a suggestion, status 2, nothing half done.

A row of the tables stands beside what it must be told. Rows of `OPTIONS` are
asked of every command that has the option.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from termcheck.cli.commands import COMMANDS
from tests.cli.running import run
from tests.cli.test_comparisons import git

LIBRARY = """
party a "A"
party b "B"
party mute "Mute"
source s "S"
term t: 0..10 "t"
proposal plan {
    t:   t >= 4 from s "1"
    way: readings { x: t <= 9; y: t <= 8 } from s "1"
}
proposal other { t: t >= 5 from s "1" }
position a on 2025-01-01 {
    low:  red line t <= 3 from s "2"
    wish: demand t <= 2 from s "2"
}
position b on 2025-02-01 { high: red line t >= 4 from s "3" }
position a on 2025-03-11 { low: red line t <= 5 from s "4" }
"""

ASKED = {
    "conflicts": "plan a",
    "gap": "plan a",
    "why": "'t >= 4' --given plan,a",
    "packages": "--from a.demands --given plan",
    "matrix": "plan a",
    "coalitions": "a b",
    "timeline": "a b",
    "diff": "plan a",
}
"""A question to each command to which nothing can be said against."""

OPTIONS = [
    ("--table ''", "`--table` is empty", "the parties present, with commas"),
    ("--table ,", "`--table` is empty", "the parties present, with commas"),
    ("--table c", "there is no party `c`", "one of a, b, mute"),
    ("--table a,mut", "there is no party `mut`", "did you mean `mute`?"),
    ("--as-of ''", "`--as-of` is empty", "the latest unless said"),
    ("--as-of soon", "`soon` is no day", "write a day as 2025-03-18"),
    ("--as-of 2025-02-30", "`2025-02-30` is no day", "write a day as 2025-03-18"),
    ("--suppose ''", "`--suppose` is empty", "a hypothesis"),
    ("--suppose 't <='", "error TC101", "help: expected a formula or a number"),
    ("--suppose t", "error TC221", "help: compare it with another number"),
    ("--suppose 't = blue'", "error TC201", "help: `termcheck explain TC201`"),
    ("--suppose 'tt = 4'", "error TC201", "did you mean `t`?"),
    ("--attested ''", "`--attested` is empty", "own, reported, analyst"),
    ("--attested mine", "no statement is attested `mine`", "one of own, reported, analyst"),
    ("--under ''", "`--under` is empty", "take a clause in one of its readings"),
    ("--under plan.t", "`plan.t` is no reading of a clause", "`--under CLAUSE.READING`"),
    ("--under plan.way.z", "`plan.way` has no alternative `z`", "one of x, y"),
    ("--keep ''", "`--keep` is empty", "no fix touches them"),
    ("--keep plna", "there is no proposal or party `plna`", "did you mean `plan`?"),
    ("--without ''", "`--without` is empty", "take clauses off the table"),
    ("--without plan.s", "there is no clause `plan.s`", "help: "),
    ("--by word", "`--by` cannot be `word`", "one of clause, text"),
    ("--time ''", "`--time` is empty", "end after so many seconds"),
    ("--time abc", "`--time` cannot be `abc`", "a number of seconds up to 1000000"),
    ("--time=-1", "`--time` cannot be `-1`", "a number of seconds up to 1000000"),
    ("--time nan", "`--time` cannot be `nan`", "a number of seconds up to 1000000"),
    ("--limit ''", "`--limit` is empty", "at most so many conflicts"),
    ("--limit=-1", "`--limit` cannot be `-1`", "a whole number from 1 on"),
    ("--limit 0", "`--limit` cannot be `0`", "a whole number from 1 on"),
    ("--engine guess", "`--engine` cannot be `guess`", "one of z3"),
    ("--format ''", "`--format` is empty", "one of text"),
    ("--format yaml", "`--format` cannot be `yaml`", "one of text"),
    ("--output ''", "`--output` is empty", "whole or not at all"),
    ("--output no/answer", "there is no folder", "make it, or name a file in another folder"),
    ("--output .", "`.` is a folder", "name a file in it"),
    ("--library ''", "`--library` is empty", "the library: a folder"),
    ("--library lib/al.terms", "no file or folder `lib/al.terms`", "`lib/all.terms`?"),
    ("--library nowhere", "no file or folder `nowhere`", "name a folder that holds files"),
    ("--library empty", "`empty` holds no file `*.terms`", "name the library with `-L LIBRARY`"),
]

QUESTIONS = [
    ("conflicts ''", "`REF` is empty", "what is on the table"),
    ("conflicts plan ''", "`REF` is empty", "what is on the table"),
    ("conflicts plna", "there is no proposal or party `plna`", "did you mean `plan`?"),
    ("conflicts a --as-of 2024", "`a` has no position in force on 2024-12-31", "is of 2025-01-01"),
    ("conflicts mute", "`mute` has no position in force as asked", "no statement of it stands"),
    ("conflicts a mute --attested own", "none of a and mute has a position", "is of 2025-01-01"),
    ("gap a b --as-of 2024", "none of a and b has a position in force", "is of 2025-01-01"),
    ("gap pln", "there is no proposal or party `pln`", "did you mean `plan`?"),
    ("why ''", "`FORMULA` is empty", "what is asked about"),
    ("why 't >= 4' --given ''", "`--given` is empty", "what is on the table"),
    ("why 't >= 4' --given a --as-of 2024", "nothing is on the table", "is of 2025-01-01"),
    ("why 't >= 4 mm' --given plan", "error TC209", "declare it: `unit mm`"),
    ("why 't >= 4' --given plan.way.z", "no alternative `z`", "one of x, y"),
    ("packages --given plan", "nothing is on offer", "with `--from REF`"),
    ("packages --from '' --given plan", "`--from` is empty", "what is on offer"),
    ("packages --from mute --given plan", "`mute` offers no clause", "no statement of it stands"),
    ("packages --from a --as-of 2024 --given plan", "offers no clause", "is of 2025-01-01"),
    ("packages --from a --given plan", "`a` offers red lines only", "did you mean `--from a.dem"),
    ("packages --from plan --given plan", "all that `plan` offers is given", "leave it out of"),
    ("packages --from plan --objective totl", "cannot be `totl`", "did you mean `total`?"),
    ("packages --from plan --write ''", "`--write` is empty", "in this new file"),
    ("packages --from plan --write full", "`full` is no file of a library", "end its name in"),
    ("packages --from plan --write full.terms", "`full.terms` is there already", "a new file"),
    ("packages --from plan --write plan.terms", "`plan` already", "name another file"),
    ("packages --from plan --write no/n.terms", "there is no folder", "make it, or name"),
    ("packages --from plan --write n.terms -o no/n", "there is no folder", "make it, or name"),
    ("packages --from plan --write n.terms -o n.terms", "would be one file", "name two"),
    ("matrix plan plan", "a matrix needs at least two texts", "name proposals, parties"),
    ("matrix a b --as-of 2024", "nothing is on the table", "is of 2025-01-01"),
    ("coalitions a c", "there is no party `c`", "one of a, b, mute"),
    ("coalitions a mut", "there is no party `mut`", "did you mean `mute`?"),
    ("coalitions a b --as-of 2024", "nothing is on the table", "is of 2025-01-01"),
    ("timeline mute", "no position of mute is in force", "no statement of it stands"),
    ("timeline a --as-of 2024", "no position of a is in force", "is of 2025-01-01"),
    ("diff plan plan", "`plan` would be compared with itself", "name two libraries"),
    ("diff a b --as-of 2024", "nothing is on the table", "is of 2025-01-01"),
    ("diff --git ''", "`--git` is empty", "as in main..HEAD"),
]

PATHS = [
    ("diff lib lib", "`lib` would be compared with itself", "name two libraries"),
    ("diff lib ./lib/../lib/", "would be compared with itself", "name two libraries"),
    ("diff lib ./nowhere", "there is no file or folder `./nowhere`", "name a folder"),
    ("diff --git HEAD -L lib", "`lib` is in no git repository", "name a library inside one"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a library, an empty folder and a folder named like a file of a library."""
    for name in ("lib", "empty", "full.terms"):
        (tmp_path / name).mkdir()
    (tmp_path / "lib" / "all.terms").write_text(LIBRARY, encoding="utf-8")
    return tmp_path


def is_refused(folder: Path, words: list[str], said: str, help: str) -> None:
    """Assert that a command line ends with 2, is told why, and leaves nothing behind."""
    before = sorted(folder.rglob("*"))
    ran = run(*words, folder=folder)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert help in ran.err
    assert sorted(folder.rglob("*")) == before


def _rows() -> list[tuple[str, str, str, str]]:
    flags = {
        name: {f for p in c.load().PARAMETERS for f in p.flags} for name, c in COMMANDS.items()
    }
    return [
        (name, option, said, help)
        for name in ASKED
        for option, said, help in OPTIONS
        if option.partition(" ")[0].partition("=")[0] in flags[name]
    ]


@pytest.mark.parametrize(("command", "option", "said", "help"), _rows())
def test_a_bad_option_is_refused_by_every_command(
    folder: Path, command: str, option: str, said: str, help: str
) -> None:
    """Whatever else is asked, the option is named, with what it could be, and nothing is done."""
    library = [] if option.startswith("--library") else ["-L", "lib"]
    output = [] if option.startswith("--output") else ["--output", "answer"]
    words = [command, *shlex.split(f"{ASKED[command]} {option}"), *library, *output]
    is_refused(folder, words, said, help)


@pytest.mark.parametrize(("words", "said", "help"), QUESTIONS)
def test_a_bad_question_is_refused(folder: Path, words: str, said: str, help: str) -> None:
    """What names nothing, or leaves nothing to ask, is refused, with what could be asked."""
    is_refused(folder, [*shlex.split(words), "-L", "lib"], said, help)


@pytest.mark.parametrize(("words", "said", "help"), PATHS)
def test_a_bad_path_is_refused(folder: Path, words: str, said: str, help: str) -> None:
    """Libraries that are the same, that are not there, or that have no revisions."""
    is_refused(folder, shlex.split(words), said, help)


def test_a_misspelt_revision_is_named(folder: Path) -> None:
    """A revision that git does not know is told with the branch that it probably was."""
    git(folder, "init", "--quiet", "--initial-branch=harbour")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "--quiet", "-m", "first")
    for revisions, help in (("harbor", "did you mean `harbour`?"), ("zzz", "`git log` lists")):
        ran = run("diff", "--git", revisions, "-L", "lib", folder=folder)
        assert (ran.status, ran.out) == (2, "")
        assert f"git knows no revision `{revisions}`\n  help: {help}" in ran.err


@pytest.mark.parametrize("command", ASKED)
def test_the_questions_themselves_are_good(folder: Path, command: str) -> None:
    """None of the questions above would be refused without what is wrong with it."""
    ran = run(command, *shlex.split(ASKED[command]), "-L", "lib", folder=folder)
    assert (ran.status in (0, 1), ran.err) == (True, "")


@pytest.mark.parametrize("command", ASKED)
def test_no_time_at_all_is_undecided(folder: Path, command: str) -> None:
    """No seconds are a limit like any other: the answer is that nothing was decided."""
    ran = run(command, *shlex.split(ASKED[command]), "--time", "0", "-L", "lib", folder=folder)
    assert (ran.status, ran.err) == (3, "")


SILENT = [
    "conflicts plan a",
    "gap plan a",
    "why 't >= 4' --given plan,a",
    "packages --from plan --given a",
    "matrix plan a",
    "diff plan a",
]


@pytest.mark.parametrize("words", SILENT)
def test_a_party_that_is_silent_on_the_day_is_named(folder: Path, words: str) -> None:
    """Beside others who speak, a party without a statement on the day is told, also to machines."""
    asked = [*shlex.split(words), "--as-of", "2024", "-L", "lib"]
    said = "a has no position in force on 2024-12-31; its first statement is of 2025-01-01"
    assert said in " ".join(run(*asked, folder=folder).out.split())
    record = json.loads(run(*asked, "--format", "json", folder=folder).out)
    assert record["notes"] == [said]
