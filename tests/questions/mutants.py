"""Mutants of the Ukraine library: does some check notice a changed clause?

Each clause and rule that an answer of the catalogue names (section 6; the ids
are in ``answer_names.txt``) is dropped, and denied, in turn; the checks that
can see it are run until one does not pass. Run the whole with

    python -m tests.questions.mutants --summary tests/questions/mutants.json

which resumes from the summary if it exists. CI runs a seeded slice.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from termcheck.language.parser import parse
from termcheck.library.build import build
from termcheck.library.formula import And, Not
from termcheck.library.model import Check, Library, Piece
from termcheck.logic.case import Case
from termcheck.questions.expectations import run_check
from termcheck.questions.inquiry import Inquiry
from termcheck.value import Value

HERE = Path(__file__).parent
UKRAINE = HERE.parent.parent / "proposals" / "ukraine"

Change = Literal["dropped", "denied"]


class Mutant(Value):
    """A clause of the library and what is done to it."""

    key: str
    change: Change


def ukraine() -> Library:
    """Return the Ukraine library."""
    files = sorted(UKRAINE.rglob("*.terms"))
    parsed = [parse(str(f.relative_to(UKRAINE)), f.read_text("utf-8")) for f in files]
    return build("ukraine", parsed).library


def named_in_answers(library: Library) -> list[str]:
    """Return the keys of the clauses and rules that the catalogue's answers name."""
    ids = tuple(f"{line}_" for line in (HERE / "answer_names.txt").read_text().split())
    return [key for key, clause in library.clauses.items() if clause.label.startswith(ids)]


def mutants(library: Library) -> list[Mutant]:
    """Return every mutant, two for each clause."""
    changes: tuple[Change, ...] = ("dropped", "denied")
    return [Mutant(key, how) for key in named_in_answers(library) for how in changes]


def mutate(library: Library, mutant: Mutant) -> Library:
    """Return the library with one clause changed."""
    clause = library.clauses[mutant.key]
    changed = clause.but(
        pieces=_changed(clause.pieces, mutant.change),
        branches=tuple(
            branch.but(pieces=_changed(branch.pieces, mutant.change)) for branch in clause.branches
        ),
    )
    return library.but(clauses={**library.clauses, mutant.key: changed})


def _changed(pieces: tuple[Piece, ...], change: Change) -> tuple[Piece, ...]:
    if change == "dropped" or not pieces:
        return ()
    denied = Not(And(tuple(piece.formula for piece in pieces)))
    return (pieces[0].but(formula=denied),)


def watchers(inquiry: Inquiry, key: str) -> list[Check]:
    """Return the checks in whose question the clause or rule is, closest first."""
    return sorted(_watching(inquiry, key), key=lambda check: not _names(check, inquiry, key))


def _watching(inquiry: Inquiry, key: str) -> Iterator[Check]:
    for check in inquiry.library.checks:
        if any(key in _keys(case) for case in inquiry.catalogue.cases(check.question)):
            yield check


def _keys(case: object) -> Iterable[str]:
    assert isinstance(case, Case)
    yield from (key for unit in case.units for key in unit.clauses)
    yield from case.kept_keys
    yield from (rule.name for rule in case.rules)


def _names(check: Check, inquiry: Inquiry, key: str) -> bool:
    name = inquiry.library.clauses[key].name
    refs = [ref for each in check.expectations for ref in getattr(each, "because", ())]
    refs += [ref for each in check.expectations for ref in getattr(each, "refs", ())]
    return any(ref.text.startswith(name) for ref in refs)


def noticed_by(inquiry: Inquiry, mutant: Mutant) -> str:
    """Return the name of a check that does not pass on the mutant, or nothing."""
    changed = Inquiry(mutate(inquiry.library, mutant))
    for check in watchers(inquiry, mutant.key):
        if run_check(changed, check).status != "passed":
            return check.name
    return ""


def main() -> None:
    """Run all mutants, keep the summary, and print how many were noticed."""
    parser = argparse.ArgumentParser(description="run every mutant of the Ukraine library")
    parser.add_argument("--summary", type=Path, default=HERE / "mutants.json")
    summary: Path = parser.parse_args().summary
    done: dict[str, str] = json.loads(summary.read_text()) if summary.exists() else {}
    inquiry = Inquiry(ukraine())
    for mutant in mutants(inquiry.library):
        name = f"{mutant.key} {mutant.change}"
        if name not in done:
            done[name] = noticed_by(inquiry, mutant)
            summary.write_text(json.dumps(done, indent=1, sort_keys=True) + "\n")
    noticed = sum(map(bool, done.values()))
    sys.stdout.write(
        f"{noticed} of {len(done)} mutants noticed ({100 * noticed / len(done):.1f} %)\n"
    )
    missed = [name for name, check in done.items() if not check]
    sys.stdout.write("\n  ".join(["not noticed:", *missed]) + "\n")


if __name__ == "__main__":
    main()
