"""Certificates of a library, changed at random: what is false must be refused.

``python -m tests.certify.mutants --number N`` tries so many more of each library
(``--total N``: until so many were tried) and keeps a summary beside this file; it
goes on where the last run ended, and writes the summary after every thousand. A
changed certificate may still be right (a step that was not needed is gone), so
each one that is accepted is judged again: its conflicts must be conflicts for the
oracle, its packages are replayed by the checker itself, and what is said to be all
must be all.
"""

from __future__ import annotations

import argparse
import json
import random
from itertools import combinations
from pathlib import Path
from typing import Any

from termcheck.certify.check.library import Library as Words
from termcheck.certify.check.verify import Check, Readings
from termcheck.certify.check.words import Refused
from termcheck.cli.reading import load_sound
from termcheck.library.model import Library
from termcheck.logic.case import Case
from termcheck.logic.problem import Item, clause_item, hypothesis
from termcheck.questions.certified import Certifier
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.verdict import Verdict
from termcheck.solve.oracle import Compatible
from tests.prose.asking import least_hitting

SUMMARY = Path(__file__).with_name("mutants.json")
ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = ("proposals/examples/labour", "proposals/examples/coalition", "proposals/ukraine")
SAVED_AFTER = 1_000
"""How many mutants are tried before the summary is written again."""


class Certified:
    """The certificates of the checks of one library, and an oracle to judge by."""

    def __init__(self, name: str, most: int) -> None:
        self.library: Library = load_sound(str(ROOT / name)).library
        self.inquiry = Inquiry(self.library)
        texts = self.library.texts
        self.words = Words({file: source.text for file, source in texts.items()})
        self.readings = Readings(self.library.horizon)
        certifier = Certifier(self.inquiry)
        self.cases: list[tuple[Case, Any]] = []
        for check in self.library.checks[:most]:
            found = verdict(self.inquiry, check.question)
            assert isinstance(found, Verdict)
            known = [c for c in self.inquiry.catalogue.cases(check.question) if isinstance(c, Case)]
            _, records = certifier.verdict(found)
            by_readings = {tuple(each["readings"].items()): each for each in records}
            self.cases += [
                (case, by_readings[case.readings]) for case in known if case.readings in by_readings
            ]

    def accepts(self, record: Any) -> bool:
        """Say whether the checker accepts one case of a certificate."""
        try:
            Check(json.loads(json.dumps(record)), self.words, self.readings).claims()
        except Refused:
            return False
        return True

    def wrong(self, case: Case, record: Any) -> list[str]:
        """Return the claims of an accepted case that are false."""
        found: list[str] = []
        claims = record["claims"]
        conflicts = [frozenset[str](each["of"]) for each in claims]
        for claim in claims:
            if claim["claim"] == "conflict":
                items = [self._item(case, n) for u in claim["of"] for n in _names(record, u)]
                items += [self._item(case, name) for name in claim["because"]]
                if isinstance(self.inquiry.oracle.compatible(items), Compatible):
                    found.append(f"no conflict: {claim['of']}, {claim['because']}")
            if claim["claim"] == "all":
                found += self._missed(case, record, claim, conflicts)
        return found

    def _missed(
        self, case: Case, record: Any, claim: Any, conflicts: list[frozenset[str]]
    ) -> list[str]:
        """Ask of each largest set without a conflict whether it can hold.

        ``conflicts`` are the units of each claim, by its place: a claim may name
        conflicts that come after it.
        """
        known = [conflicts[place] for place in claim["conflicts"]]
        background = [self._item(case, name) for name in record["background"]]
        for fix in least_hitting(known):
            rest = [unit for unit in claim["of"] if unit not in fix]
            items = [self._item(case, name) for unit in rest for name in _names(record, unit)]
            if not isinstance(self.inquiry.oracle.compatible((*items, *background)), Compatible):
                return [f"another conflict without {sorted(fix)}"]
        return []

    def _item(self, case: Case, name: str) -> Item:
        supposed = {f"supposed: {each.name}": each for each in case.suppositions}
        if name in supposed:
            return supposed[name]
        if name.startswith(("supposed: ", "denied: ")):
            return hypothesis(case.suppositions[0].parts[0].formula)
        return clause_item(self.library, name)


def _names(record: Any, unit: str) -> list[str]:
    names: list[str] = record["units"].get(unit, [unit])
    return names


def mutated(record: Any, random_: random.Random) -> Any:
    """Return a case of a certificate with one or two things in it changed."""
    copy = json.loads(json.dumps(record))
    for _ in range(random_.randint(1, 2)):
        _change(copy, random_)
    return copy


def _change(copy: Any, random_: random.Random) -> None:
    places: list[Any] = [copy]
    for each in places:
        inner = each.values() if isinstance(each, dict) else each
        places += [x for x in inner if isinstance(x, dict | list)]
    places = [each for each in places if each]
    if not places:
        return
    chosen = random_.choice(places)
    if isinstance(chosen, dict):
        key = random_.choice(sorted(chosen))
        if random_.random() < 0.5:
            del chosen[key]
        else:
            chosen[key] = _other(chosen[key], random_)
        return
    at = random_.randrange(len(chosen))
    match random_.randrange(4):
        case 0:
            del chosen[at]
        case 1:
            chosen.insert(at, chosen[at])
        case 2:
            other = random_.randrange(len(chosen))
            chosen[at], chosen[other] = chosen[other], chosen[at]
        case _:
            chosen[at] = _other(chosen[at], random_)


def _other(value: Any, random_: random.Random) -> Any:
    if type(value) is int:
        return value + random_.choice((-2, -1, 1, 2))
    if type(value) is str:
        return random_.choice((value[:-1], value + "x", "", "1", "true", "2025-01-01"))
    return random_.choice((None, [], {}, 0, "", True))


def tried(certified: Certified, seed: int) -> tuple[bool, list[str]]:
    """Return whether the mutant of ``seed`` was accepted, and what is false in it."""
    random_ = random.Random(seed)
    case, record = random_.choice(certified.cases)
    changed = mutated(record, random_)
    if not certified.accepts(changed):
        return False, []
    return True, certified.wrong(case, changed)


def dropped(certified: Certified, most: int = 1) -> tuple[int, list[str]]:
    """Leave up to ``most`` of the clauses and rules out that a conflict cites, in every way.

    Return in how many ways, and the conflicts that are still accepted.
    """
    ways, found = 0, list[str]()
    for _, record in certified.cases:
        for claim in record["claims"]:
            if claim["claim"] != "conflict":
                continue
            names = [(field, name) for field in ("of", "because") for name in claim[field]]
            for number in range(1, min(most, len(names)) + 1):
                for gone in combinations(names, number):
                    less = {
                        field: [name for name in claim[field] if (field, name) not in gone]
                        for field in ("of", "because")
                    }
                    ways += 1
                    if certified.accepts(record | {"claims": [claim | less]}):
                        found.append(f"{claim['of']}, {claim['because']} without {gone}")
    return ways, found


def main() -> None:
    """Try mutants of every library and write the summary."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=10_000, help="so many more of each library")
    parser.add_argument("--total", type=int, help="go on until so many were tried in all")
    parser.add_argument("--summary", type=Path, default=SUMMARY)
    said = parser.parse_args()
    done = json.loads(said.summary.read_text("utf-8")) if said.summary.exists() else {}
    for name in LIBRARIES:
        row = done.setdefault(name, {"tried": 0, "accepted": 0, "false": []})
        end = row["tried"] + said.number
        if said.total is not None:
            end = -(-said.total // len(LIBRARIES))
        certified = Certified(name, 60)
        row["without clauses"], row["still accepted without a clause"] = dropped(certified, 3)
        while row["tried"] < end:
            for seed in range(row["tried"], min(row["tried"] + SAVED_AFTER, end)):
                accepted, wrong = tried(certified, seed)
                row["tried"] += 1
                row["accepted"] += accepted
                row["false"] += wrong
            kept(done, said.summary)
        kept(done, said.summary)


def kept(done: Any, summary: Path) -> None:
    """Write the summary, whole or not at all: a run may be ended at any time."""
    beside = summary.with_suffix(".new")
    beside.write_text(json.dumps(done, indent=2) + "\n", "utf-8")
    beside.replace(summary)


if __name__ == "__main__":
    main()
