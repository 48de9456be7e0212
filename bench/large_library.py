"""A large library, made up: many proposals on one shared vocabulary.

``written`` fills a folder with proposals of forty clauses each, one file a
proposal, beside a file for the vocabulary and the rules and one for the
positions. The same size and seed give the same bytes. A secret package obeys
every clause, rule and red line, so that everything is compatible except for
what is planted: in every ``CLASHING``-th proposal one clause more that denies
another one. Every ``CHECKED``-th proposal has a check block that says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

CLAUSES = 40
"""Clauses of a proposal."""

CLASHING = 25
"""One proposal in so many contradicts itself."""

CHECKED = 10
"""One proposal in so many has a check block."""

CHAPTERS, TERMS = 24, 32
"""Chapters of the vocabulary, and terms of a chapter."""

PARTIES = ("north", "south", "coast", "hills", "guild", "union", "bank", "court")
LEVELS = ("none_yet", "low", "middle", "high", "full")


class _Writer:
    """Writes clauses that the secret package obeys."""

    def __init__(self, seed: int) -> None:
        self.random = random = Random(f"large {seed}")
        self.bools = {
            f"ch{c}.b{i}": random.random() < 0.5 for c in range(CHAPTERS) for i in range(TERMS // 2)
        }
        self.levels = {
            f"ch{c}.l{i}": random.choice(LEVELS) for c in range(CHAPTERS) for i in range(TERMS // 4)
        }
        self.sums = {
            f"ch{c}.n{i}": random.randrange(100, 900)
            for c in range(CHAPTERS)
            for i in range(TERMS // 4)
        }

    # --- what all share ----------------------------------------------------------

    def vocabulary(self) -> Iterator[str]:
        """Yield the lines of the vocabulary, and the rules."""
        for party in PARTIES:
            yield f'party {party} "The {party}"'
        for party in PARTIES:
            yield f'source {party}_paper "Paper" by "the {party}" on 2030-02-01'
        yield "unit crown, crowns"
        for name in self.bools:
            yield f'term {name}: bool "whether {name.replace(".", " ")} is agreed"'
        for name in self.levels:
            yield f'term {name}: {{{" < ".join(LEVELS)}}} "how far {name.replace(".", " ")} goes"'
        for name in self.sums:
            yield f'term {name}: 0..1_000 crowns "what {name.replace(".", " ")} costs"'
        for chapter in range(CHAPTERS):
            for number in range(3):
                yield f"rule law{chapter}_{number}: {self._either(chapter)}"

    def positions(self) -> Iterator[str]:
        """Yield the position of each party: red lines that the secret package obeys."""
        for party in PARTIES:
            yield f"position {party} on 2030-02-01 from {party}_paper attested own {{"
            for number in range(6):
                said = self.clause(self.random.randrange(CHAPTERS))
                yield f'    r{number}: red line {said} from "{number}"'
            yield "}"

    # --- a proposal --------------------------------------------------------------

    def proposal(self, name: str, number: int) -> Iterator[str]:
        """Yield the lines of one proposal and of its check block, if it has one."""
        chapters = self.random.sample(range(CHAPTERS), 3)
        source = f"{self.random.choice(PARTIES)}_paper"
        claims = [self.clause(self.random.choice(chapters)) for _ in range(CLAUSES - 2)]
        at = self.random.choice([n for n in self.bools if n.startswith(f"ch{chapters[0]}.")])
        said = at if self.bools[at] else f"not {at}"
        clashes = number % CLASHING == 0
        denied = f"not {at}" if self.bools[at] else at
        claims += [said, denied if clashes else self.clause(chapters[1])]
        yield f'proposal {name} "Proposal {number}" from {source} {{'
        for place, claim in enumerate(claims):
            yield f'    k{place}: {claim} from "article {place}"'
        yield "}"
        if number % CHECKED == 0:
            blamed = f"{name}.k{CLAUSES - 2}, {name}.k{CLAUSES - 1}"
            yield f'check "whether {name} holds together" {{'
            yield f"    given {name}"
            yield (
                f"    expect incompatible because {blamed}" if clashes else "    expect compatible"
            )
            yield "}"

    def clause(self, chapter: int) -> str:
        """Return a clause of one of the kinds that real ones have."""
        kind = self.random.random()
        if kind < 0.25:
            return self._either(chapter)
        if kind < 0.6:
            return f"{self._true(chapter)} if {self._any(chapter)}"
        if kind < 0.75:
            return f"{self._true(chapter)} unless {self._any(chapter)}"
        if kind < 0.85:
            first, second = self.random.sample(self._names(self.sums, chapter), 2)
            most = self.sums[first] + self.sums[second] + self.random.randrange(100)
            return f"{first} + {second} <= {most} crowns"
        return self._true(chapter)

    def _either(self, chapter: int) -> str:
        claims = [self._true(chapter), self._any(chapter), self._any(chapter)]
        self.random.shuffle(claims)
        return " or ".join(claims)

    def _any(self, chapter: int) -> str:
        """Return a claim about a term of the chapter, true or not."""
        name = self.random.choice(self._names(self.bools, chapter))
        return name if self.random.random() < 0.5 else f"not {name}"

    def _true(self, chapter: int) -> str:
        """Return a claim that the secret package obeys."""
        kind = self.random.random()
        if kind < 0.4:
            name = self.random.choice(self._names(self.bools, chapter))
            return name if self.bools[name] else f"not {name}"
        if kind < 0.7:
            name = self.random.choice(self._names(self.levels, chapter))
            return f"{name} {self.random.choice(('<=', '>=', '='))} {self.levels[name]}"
        name = self.random.choice(self._names(self.sums, chapter))
        slack = self.random.randrange(0, 90, 10)
        if self.random.random() < 0.5:
            return f"{name} >= {self.sums[name] - slack} crowns"
        return f"{name} <= {self.sums[name] + slack} crowns"

    @staticmethod
    def _names(
        terms: dict[str, object] | dict[str, bool] | dict[str, int] | dict[str, str], chapter: int
    ) -> list[str]:
        return [name for name in terms if name.startswith(f"ch{chapter}.")]


def written(folder: Path, proposals: int, seed: int = 1) -> None:
    """Fill ``folder`` with a library of so many proposals."""
    writer = _Writer(seed)
    _write(folder / "vocabulary.terms", writer.vocabulary())
    _write(folder / "positions.terms", writer.positions())
    (folder / "termcheck.toml").write_text("", encoding="utf-8")
    for number in range(proposals):
        name = f"p{number:05}"
        below = folder / f"texts{number // 100:03}"
        below.mkdir(exist_ok=True)
        _write(below / f"{name}.terms", writer.proposal(name, number))


def _write(path: Path, lines: Iterator[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
