"""Certificates of a library, changed at random: what is false must be refused.

``python -m tests.certify.mutants --number N`` tries so many and keeps a summary
beside this file; it goes on where the last run ended. A changed certificate may
still be right (a step that was not needed is gone), so each one that is accepted
is judged again: its conflicts must be conflicts for the oracle, its packages are
replayed by the checker itself, and what is said to be all must be all.
"""

from __future__ import annotations

import argparse
import json
import random
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
        conflicts: list[frozenset[str]] = []
        for claim in record["claims"]:
            if claim["claim"] == "conflict":
                items = [self._item(case, n) for u in claim["of"] for n in _names(record, u)]
                items += [self._item(case, name) for name in claim["because"]]
                if isinstance(self.inquiry.oracle.compatible(items), Compatible):
                    found.append(f"no conflict: {claim['of']}, {claim['because']}")
                conflicts.append(frozenset(claim["of"]))
            else:
                conflicts.append(frozenset())
            if claim["claim"] == "all":
                found += self._missed(case, record, claim, conflicts)
        return found

    def _missed(
        self, case: Case, record: Any, claim: Any, conflicts: list[frozenset[str]]
    ) -> list[str]:
        """Ask of each largest set without a conflict whether it can hold."""
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


def dropped(certified: Certified) -> list[str]:
    """Return the conflicts that are still accepted when a clause that is needed is left out."""
    found: list[str] = []
    for _, record in certified.cases:
        for place, claim in enumerate(record["claims"]):
            for field in ("of", "because") if claim["claim"] == "conflict" else ():
                for at, name in enumerate(claim[field]):
                    copy = json.loads(json.dumps(record))
                    del copy["claims"][place][field][at]
                    copy["claims"] = [copy["claims"][place]]
                    if certified.accepts(copy):
                        found.append(f"{claim['of']}, {claim['because']} without {name}")
    return found


def main() -> None:
    """Try mutants of every library and write the summary."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=10_000)
    number = parser.parse_args().number
    done = json.loads(SUMMARY.read_text("utf-8")) if SUMMARY.exists() else {}
    for name in LIBRARIES:
        certified = Certified(name, 60)
        row = done.setdefault(name, {"tried": 0, "accepted": 0, "false": []})
        row["still accepted without a clause"] = dropped(certified)
        for seed in range(row["tried"], row["tried"] + number):
            accepted, wrong = tried(certified, seed)
            row["tried"] += 1
            row["accepted"] += accepted
            row["false"] += wrong
        SUMMARY.write_text(json.dumps(done, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
