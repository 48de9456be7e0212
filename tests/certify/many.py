"""Certificates of answers in many, changed at random: what is false must be refused.

``python -m tests.certify.many --number N`` tries so many of each command and
keeps a summary beside this file; it goes on where the last run ended. A changed
certificate that is still accepted is judged again, claim by claim, by an oracle
and by trying every set: nothing of the checker's own arithmetic is used.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import prod
from pathlib import Path
from typing import Any

from termcheck.certify.check.verify import verify
from termcheck.certify.check.words import Refused
from termcheck.cli.reading import load_sound
from termcheck.library.formula import And, Not
from termcheck.logic.problem import Item, clause_item, hypothesis
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.oracle import Compatible
from tests.certify.mutants import mutated
from tests.cli.running import ROOT, run

SUMMARY = Path(__file__).with_name("many.json")
LABOUR = "proposals/examples/labour"
COALITION = "proposals/examples/coalition"
COMMANDS: dict[str, tuple[str, ...]] = {
    "matrix": ("matrix", "mediator", "dockers.all", "port.all", "-L", LABOUR),
    "coalitions": ("coalitions", "lanterns", "harvest", "bridge", "--keep", "draft.all",
                   "-L", COALITION),
    "timeline": ("timeline", "dockers", "port", "--suppose", "strike.ends", "-L", LABOUR),
    "packages": ("packages", "--from", "mediator.all,dockers.demands,port.demands",
                 "--objective", "fair", "-L", LABOUR),
    "front": ("packages", "--from", "mediator.all,dockers.demands", "--given", "port",
              "--objective", "pareto", "-L", LABOUR),
    "diff": ("diff", "mediator", "dockers", "-L", LABOUR),
    "gap": ("gap", "mediator", "port", "-L", LABOUR),
    "check": ("check", COALITION),
}  # fmt: skip


def certificate(name: str) -> Any:
    """Return the certificate that a command writes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "certificate"
        ran = run(*COMMANDS[name], "--certificate", str(file))
        assert ran.status in (0, 1), ran.err
        return json.loads(file.read_text("utf-8"))


class Judge:
    """Says which claims about one library are false."""

    def __init__(self, library: str) -> None:
        loaded = load_sound(str(ROOT / library)).library
        self.library = loaded
        self.files = {name: source.text for name, source in loaded.texts.items()}
        self._oracle = Inquiry(loaded).oracle

    def accepts(self, record: Any) -> bool:
        """Say whether the checker accepts a certificate."""
        try:
            verify(json.dumps(record), self.files)
        except Refused:
            return False
        return True

    def wrong(self, record: Any) -> list[str]:
        """Return the claims of an accepted certificate that are false."""
        return [
            json.dumps({k: v for k, v in claim.items() if k != "steps"})
            for case in record["cases"]
            for claim in case["claims"]
            if not self._is_true(case, claim)
        ]

    def _is_true(self, case: Any, claim: Any) -> bool:
        match claim["claim"]:
            case "conflict":
                return not self._hold(case, [*claim["of"], *claim["because"]], background=False)
            case "clash":
                return not self._hold(case, claim["of"])
            case "holds":
                return self._hold(case, claim["of"])
            case "minimal":
                return all(
                    self._hold(case, [x for x in claim["of"] if x != each]) for each in claim["of"]
                )
            case "pairs":
                return all(self._is_told(case, claim, each) for each in _pairs(claim["of"]))
            case "largest":
                return set(self._told(case, claim)) == set(self._maximal(case, claim))
            case "best":
                return self._is_best(case, claim)
            case "breaks":
                lists = [self._denied(case, each) for each in claim["breaks"]]
                return self._hold(case, claim["of"], lists)
            case "within":
                lists = [self._denied(case, each) for each in claim["breaks"]]
                return not self._hold(case, [*claim["of"], *claim["because"]], lists)
            case _:
                return str(claim["claim"]) == "all"  # judged in tests.certify.mutants

    # --- by an oracle ----------------------------------------------------------

    def _hold(
        self, case: Any, units: Sequence[str], more: Iterable[Item] = (), *, background: bool = True
    ) -> bool:
        names = [*units, *(case["background"] if background else ())]
        items = [item for name in names for item in self._items(case, name)]
        return isinstance(self._oracle.compatible((*items, *more)), Compatible)

    def _items(self, case: Any, unit: str) -> Iterator[Item]:
        for name in case["units"].get(unit, [unit]):
            if name.startswith(("supposed: ", "denied: ")):
                yield self._formula(*name.split(": ", 1))
            else:
                yield clause_item(self.library, name)

    def _formula(self, kind: str, text: str) -> Item:
        from tests.texts import formula

        found = formula(self.library, text)
        return hypothesis(Not(found) if kind == "denied" else found)

    def _denied(self, case: Any, units: Sequence[str]) -> Item:
        parts = [p.formula for u in units for i in self._items(case, u) for p in i.parts]
        return hypothesis(Not(And(tuple(parts))))

    def _is_told(self, case: Any, claim: Any, pair: tuple[list[str], list[str]]) -> bool:
        """Say whether the claims cited for a pair of texts settle it as it is."""
        ways = [[a, b] for a in pair[0] for b in pair[1]]
        together = [set(case["claims"][each]["of"]) for each in claim["holding"]]
        if all(any(set(way) <= each for each in together) for way in ways):
            return all(self._hold(case, way) for way in ways)
        return any(not self._hold(case, way) for way in ways)

    # --- by trying every set ---------------------------------------------------

    def _told(self, case: Any, claim: Any) -> list[frozenset[str]]:
        return [frozenset(case["claims"][each]["of"]) for each in claim["holding"]]

    def _maximal(self, case: Any, claim: Any) -> list[frozenset[str]]:
        offered = sorted({u for part in claim["parts"] for u in case["claims"][part]["of"]})
        found: list[frozenset[str]] = []
        for size in range(len(offered), -1, -1):
            for each in map(frozenset, combinations(offered, size)):
                if not any(each <= other for other in found) and self._hold(case, sorted(each)):
                    found.append(each)
        return found

    def _is_best(self, case: Any, claim: Any) -> bool:
        largest = case["claims"][claim["largest"]]
        sets = self._maximal(case, largest)
        weights = {
            key: clause.weight
            for key, clause in self.library.clauses.items()
            if clause.strength == "demand" and not clause.score
        }
        offered = {u for part in largest["parts"] for u in case["claims"][part]["of"]}
        counted = sorted((offered | set(case["background"])) & set(weights))
        parties = sorted({self.library.clauses[key].owner for key in counted})

        def scores(kept: frozenset[str]) -> list[Fraction]:
            here = [key for key in counted if key in kept or key in case["background"]]
            return [
                sum((weights[k] for k in here if self.library.clauses[k].owner == p), Fraction(0))
                for p in parties
            ]

        most = [max(column) for column in zip(*map(scores, sets), strict=True)]
        if sorted(claim["order"]) != counted:
            return False

        def shares(kept: frozenset[str]) -> list[Fraction]:
            rows = zip(scores(kept), most, strict=True)
            return [score / best if best else Fraction(1) for score, best in rows]

        def value(kept: frozenset[str]) -> Any:
            positive = [each for each in shares(kept) if each]
            return {
                "total": sum(scores(kept), Fraction(0)),
                "fair": sorted(shares(kept)),
                "lexicographic": [key in kept for key in claim["order"]],
                "nash": (len(positive), prod(positive, start=Fraction(1))),
            }[claim["objective"]]

        first = [frozenset(case["claims"][each]["of"]) for each in claim["first"]]
        if claim["objective"] != "pareto":
            return bool(value(first[0]) == max(map(value, sets)))
        told = {tuple(shares(each)) for each in first}
        every = {tuple(shares(each)) for each in sets}
        return told == {e for e in every if not any(_beats(other, e) for other in every)}


def _beats(one: Sequence[Fraction], other: Sequence[Fraction]) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def _pairs(texts: Sequence[list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    yield from combinations(texts, 2)


@cache
def made(name: str) -> tuple[Any, Judge]:
    """Return the certificate of a command, and who judges what becomes of it."""
    words = COMMANDS[name]
    return certificate(name), Judge(words[-1])


def tried(name: str, seed: int) -> tuple[bool, list[str]]:
    """Return whether the mutant of ``seed`` was accepted, and what is false in it."""
    record, judge = made(name)
    changed = mutated(record, random.Random(seed))
    if not judge.accepts(changed):
        return False, []
    return True, judge.wrong(changed)


def main() -> None:
    """Try mutants of every command's certificate and write the summary."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=2_000)
    number = parser.parse_args().number
    done = json.loads(SUMMARY.read_text("utf-8")) if SUMMARY.exists() else {}
    for name in COMMANDS:
        row = done.setdefault(name, {"tried": 0, "accepted": 0, "false": []})
        for seed in range(row["tried"], row["tried"] + number):
            accepted, wrong = tried(name, seed)
            row["tried"] += 1
            row["accepted"] += accepted
            row["false"] += wrong
        SUMMARY.write_text(json.dumps(done, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
