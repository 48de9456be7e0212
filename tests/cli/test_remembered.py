"""After any edit an answer is that of a run which keeps nothing, and what it left alone is kept."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.cli.kept import keeping_in
from tests.cli.running import Ran, run
from tests.libraries import VOCABULARY

Statements = dict[str, list[str]]
"""What stands in each file, statement by statement; a clause of a text is one, too."""

FORMULAS = (
    "truce",
    "not truce",
    "aid",
    "aid@war",
    "border = open",
    "border >= guarded",
    "zone[east] = army",
    "depth <= 1 km",
    "depth = none",
    "talks",
    "treaty only after talks",
    "treaty by 2026-03-31",
    "treaty within 1 month after talks",
    "truce if talks",
    "(border = open) if truce",
    "(not aid) if border = closed",
    "truce or talks",
    "count(v in valleys: zone[v] = army) <= 1",
)
BODIES = (
    *FORMULAS,
    "one of { a: truce; b: border = open }",
    "readings { wide: truce; narrow: truce and talks }",
    "for each v in valleys: zone[v] = police",
    "in war: aid",
    "(truce) in return for (border = open)",
)
ENDS = ("", ' from draft "1"', ' from draft "2"', " # a comment")
STRENGTHS = ("", "", "", "should ", "may ")


def clause(random: Random, label: str, strengths: tuple[str, ...]) -> str:
    """Return a clause, as text."""
    body, end = random.choice(BODIES), random.choice(ENDS)
    strength = random.choice(strengths)
    return f"    {label}: {strength}{body}{end if not body.endswith('}') else ''}"


def statement(random: Random) -> str:
    """Return a clause of a position, as text."""
    label = f"l{random.randrange(3)}"
    strength = random.choice(("red line ", "demand ", "prefer ", "accepts "))
    return f"    {label}: {strength}{random.choice(FORMULAS)}"


def check(random: Random, name: str) -> str:
    """Return a check block, as text."""
    given = random.sample(["one", "two.all", "three", "north", "south.demands", "one.c0"], 2)
    expected = random.choice(
        [
            "compatible",
            "incompatible",
            "1 conflict",
            f"possible {random.choice(FORMULAS[:11])}",
            f"forced {random.choice(FORMULAS[:11])}",
        ]
    )
    more = random.choice(["", "    as of 2025-06-01\n", "    suppose talks\n", "    table north\n"])
    return f'check "{name}" {{\n    given {", ".join(given)}\n{more}    expect {expected}\n}}'


def written(folder: Path, made: Statements) -> None:
    """Write a library; a text opens with the first of its statements and is closed here."""
    folder.mkdir(exist_ok=True)
    for name, lines in made.items():
        braced = name.startswith(("one", "two", "three", "said"))
        text = "\n".join(lines) + ("\n}\n" if braced else "\n")
        (folder / f"{name}.terms").write_text(text, encoding="utf-8")


def library(random: Random) -> Statements:
    """Return a random library."""
    made: Statements = {
        "words": VOCABULARY.replace("on 2025 ", "on 2025-01-01 ").splitlines(),
        "rules": [f"rule r{i}: {random.choice(FORMULAS)}" for i in range(2)],
        "checks": [check(random, f"c{i}") for i in range(4)],
    }
    heads = {"one": "", "two": "", "three": " amends two"}
    for name, more in heads.items():
        clauses = [clause(random, f"c{i}", STRENGTHS) for i in range(3)]
        made[name] = [f'proposal {name} "{name}"{more} from draft {{', *clauses]
    for at, (party, day) in enumerate(
        (("north", "2025-03-01"), ("north", "2025-09-01"), ("south", ""))
    ):
        lines = {text.partition(":")[0]: text for text in (statement(random) for _ in range(3))}
        on = f" on {day}" if day else ""
        made[f"said{at}"] = [f"position {party}{on} attested own {{", *lines.values()]
    return made


def edited(random: Random, made: Statements) -> str:
    """Change one statement, and return which kind of edit it was."""
    kind = random.choice(
        ["clause", "clause", "clause", "rule", "said", "word", "check", "date", "comment", "order"]
    )
    text = random.choice(["one", "two", "three"])
    match kind:
        case "clause":
            at = random.randrange(1, 4)
            made[text][at] = clause(random, f"c{at - 1}", STRENGTHS)
        case "rule":
            made["rules"][random.randrange(2)] = f"rule r{random.randrange(9)}: {FORMULAS[0]}"
            made["rules"][-1] = f"rule last: {random.choice(FORMULAS)}"
            made["rules"][0] = f"rule first: {random.choice(FORMULAS)}"
        case "said":
            made["said2"][1] = statement(random)
            made["said2"] = list({e.partition(":")[0]: e for e in made["said2"]}.values())
        case "word":
            words = made["words"]
            deep = random.choice(["0..3 km", "0..4 km", "1..3 km"])
            words[:] = [
                f'term depth: {deep} or none "{random.choice("ab")}"' if "depth" in e else e
                for e in words
            ]
        case "check":
            made["checks"][random.randrange(4)] = check(random, f"c{random.randrange(4)}")
        case "date":
            day = random.choice(["2025-02-01", "2025-03-01", "2025-08-01"])
            made["said0"][0] = f"position north on {day} attested own {{"
        case "comment":
            made[random.choice(list(made))].insert(0, "# a comment")
        case _:
            random.shuffle(made["checks"])
            made["words"].append(made["words"].pop(random.randrange(4)))
    return kind


ASKED = (
    ("check",),
    ("check", "--notes", "--format=json"),
    ("check", "--no-certify", "--format=concise"),
    ("conflicts", "one", "north", "--format=json"),
    ("conflicts", "three.all", "south", "--table", "north", "--no-certify"),
    ("why", "truce", "--given", "one", "--given", "north"),
    ("why", "--not", "talks", "--given", "two", "--format=concise"),
    ("gap", "one", "two", "north", "south"),
    ("packages", "--from", "one,two", "--given", "north"),
    ("matrix",),
    ("matrix", "one", "two", "--verbose"),
    ("coalitions", "north", "south", "--keep", "three"),
    ("timeline", "one", "north", "--format=json"),
)


def answered(folder: Path, words: tuple[str, ...], kept: Path | None) -> Ran:
    """Return what a command says with what is kept below ``kept``, or with nothing."""
    line = (words[0], "-L", str(folder), *words[1:])
    if kept is None:
        return run(*line)
    with keeping_in(kept):
        return run(*line)


@pytest.mark.parametrize("seed", range(12))
def test_an_edit_changes_no_byte(tmp_path: Path, seed: int) -> None:
    """Of a random library, after each of several edits, every answer is that without a cache."""
    random = Random(seed)
    made, folder = library(random), tmp_path / "library"
    for _ in range(6):
        written(folder, made)
        for words in (ASKED[0], ASKED[3], random.choice(ASKED)):
            bare = answered(folder, words, None)
            assert answered(folder, words, tmp_path / "kept") == bare, words
        edited(random, made)
