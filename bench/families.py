"""Four families of 5,000 clauses on which a solver alone can lose its way.

``library`` yields the text of one library of a family, the same for the same
seed. Each holds random clauses that one secret package obeys, of which every
eighth or so adds numbers up, and, except for the first, one conflict hidden
among them:

- ``sums``: nothing is hidden; the clauses can hold together.
- ``chain``: twenty-four clauses, each of which the one before it makes bite,
  from a premise to its denial.
- ``budget``: thirteen clauses that claim shares of one budget.
- ``posts``: seven posts to be held from six seats, one seat for each post.

In ``sums`` the sums are mild, for nothing but the clauses themselves can show
that they hold together. In the others there are fewer terms for as many
clauses, and the sums are tangled: long, with large factors and little slack.

    python -m bench.families [SECONDS [SEED...]]

asks ``termcheck conflicts`` of each in a process of its own, and the general
Z3 solver alone of the same clauses, and compares both answers with what was
hidden before it prints a time.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from time import monotonic, perf_counter

from bench.cold_check import environment
from termcheck.cli.reading import load_sound
from termcheck.library.model import Question, Reference
from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from termcheck.solve.oracle import Budget

CLAUSES = 5_000
"""How many clauses a library has."""

SUMS = 0.12
"""Which share of the random clauses adds numbers up."""

SECONDS = 60
"""How long a question may take, if nothing else is said."""

LATE = 2.0
"""How many seconds after its time a command may end: one, and one for its start where much runs."""

_BESIDE = 0.03
_VALUES = ("low", "middle", "high", "full")


@dataclass(frozen=True)
class Instance:
    """The text of a library whose proposal ``p`` hides a conflict among ``hidden``."""

    text: str
    hidden: frozenset[str]


@dataclass(frozen=True)
class Tangle:
    """How tangled random clauses are.

    ``density`` divides the number of terms; a sum has from so many ``names`` to
    so many, with ``factors``, and at most so much ``slack``.
    """

    density: float
    names: tuple[int, int]
    factors: Sequence[int]
    slack: int


MILD = Tangle(1.0, (2, 4), (1, 1, 1, 2, 3), 200)
TANGLED = Tangle(1.3, (3, 6), [f for f in range(-9, 10) if f], 20)


def _sum(parts: Sequence[tuple[int, str]]) -> str:
    return " + ".join(name if f == 1 else f"{f} * {name}" for f, name in parts)


class _Terms:
    """The terms of the random clauses, with the value of each in the secret package.

    ``beside`` are claims about terms of the hidden conflict. No clause relies
    on them, so that they tie the conflict to the rest without another conflict.
    """

    def __init__(self, random: Random, clauses: int, beside: Sequence[str], tangle: Tangle) -> None:
        self.random = random
        self.beside = beside
        self.tangle = tangle
        clauses = int(clauses / tangle.density)
        self.bools = {f"b{i}": random.random() < 0.5 for i in range(clauses // 4)}
        self.choices = {f"c{i}": random.choice(_VALUES) for i in range(clauses // 16)}
        numbers = max(clauses // 8, tangle.names[1])
        self.numbers = {f"n{i}": random.randint(0, 1_000) for i in range(numbers)}

    def declared(self) -> list[str]:
        """Return the declarations."""
        values = ", ".join(_VALUES)
        return [
            *(f"term {name}: bool" for name in self.bools),
            *(f"term {name}: {{{values}}}" for name in self.choices),
            *(f"term {name}: 0..1_000" for name in self.numbers),
        ]

    def claim(self) -> tuple[str, bool]:
        """Return a random claim about one term, and whether the secret package obeys it."""
        kind = self.random.random()
        if self.beside and kind < _BESIDE:
            return self.random.choice(self.beside), False
        if kind < 0.6:
            name, so = self.random.choice(list(self.bools.items()))
            wanted = self.random.random() < 0.5
            return (name if wanted else f"not {name}"), so == wanted
        if kind < 0.8:
            name, value = self.random.choice(list(self.choices.items()))
            tried = self.random.choice(_VALUES)
            return f"{name} = {tried}", value == tried
        name, number = self.random.choice(list(self.numbers.items()))
        bound = self.random.randint(0, 1_000)
        if self.random.random() < 0.5:
            return f"{name} <= {bound}", number <= bound
        return f"{name} >= {bound}", number >= bound

    def some(self) -> str:
        """Return a clause of three claims, of which the secret package obeys one."""
        while True:
            claims = [self.claim() for _ in range(3)]
            if any(holds for _, holds in claims):
                return " or ".join(text for text, _ in claims)

    def sum(self) -> str:
        """Return a clause that bounds a sum of a few numbers, perhaps on a condition."""
        tangle = self.tangle
        names = self.random.sample(list(self.numbers), self.random.randint(*tangle.names))
        factors = [self.random.choice(tangle.factors) for _ in names]
        pairs = list(zip(factors, names, strict=True))
        total = sum(f * self.numbers[name] for f, name in pairs)
        left = _sum([(f, name) for f, name in pairs if f > 0])
        right = _sum([(-f, name) for f, name in pairs if f < 0])
        slack = self.random.randint(0, tangle.slack)
        limit = total + slack if slack % 2 else total - slack
        limit = limit if slack % 2 or right else max(0, limit)
        right = f"{right} + {limit}" if right and limit >= 0 else right or str(limit)
        left = f"{left} + {-limit}" if limit < 0 and left else left or str(max(0, -limit))
        bound = f"{left} {'<=' if slack % 2 else '>='} {right}"
        condition, holds = self.claim()
        return f"{bound} if {condition}" if holds and self.random.random() < 0.5 else bound


@dataclass(frozen=True)
class Hidden:
    """A conflict: declarations, the clauses that clash, and claims about the same terms."""

    declared: Sequence[str]
    clauses: Sequence[str]
    beside: Sequence[str]


def library(family: str, seed: int, clauses: int = CLAUSES) -> Instance:
    """Return an instance of ``family``, one of ``FAMILIES``."""
    random = Random(f"{family} {seed}")
    hidden = FAMILIES[family]
    terms = _Terms(random, clauses, hidden.beside, TANGLED if hidden.clauses else MILD)
    rows = [
        (terms.sum() if random.random() < SUMS else terms.some(), False)
        for _ in range(clauses - len(hidden.clauses))
    ]
    rows += [(clause, True) for clause in hidden.clauses]
    random.shuffle(rows)
    lines = [
        'source s "Source" by "nobody" on 2030',
        *terms.declared(),
        *hidden.declared,
        'proposal p "Proposal" from s {',
        *(f'    k{place}: {text} from "{place}"' for place, (text, _) in enumerate(rows)),
        "}",
    ]
    places = (place for place, (_, is_hidden) in enumerate(rows) if is_hidden)
    return Instance("\n".join(lines) + "\n", frozenset(f"p.k{place}" for place in places))


def _chain(length: int) -> Hidden:
    steps = [f"step{i}" for i in range(length - 1)]
    links = [f"{after} if {before}" for before, after in pairwise(steps)]
    return Hidden(
        [f"term {each}: bool" for each in steps],
        [steps[0], *links, f"not {steps[-1]}"],
        [*steps, *(f"not {each}" for each in steps)],
    )


def _budget(clauses: int) -> Hidden:
    shares = [f"share{i}" for i in range(clauses - 1)]
    least = 1_000 // len(shares) + 1
    return Hidden(
        [f"term {each}: 0..1_000" for each in shares],
        [f"{' + '.join(shares)} <= 1_000", *(f"{each} >= {least}" for each in shares)],
        [f"{each} {order} {least * 2}" for each in shares for order in ("<=", ">=")],
    )


def _posts(posts: int, seats: int) -> Hidden:
    names, free = [f"post{i}" for i in range(posts)], [f"s{j}" for j in range(seats)]
    return Hidden(
        [f"term {each}: {{{', '.join((*free, 'vacant'))}}}" for each in names],
        [
            *(f"{each} != vacant" for each in names),
            *(f"at most 1 of ({', '.join(f'{p} = {seat}' for p in names)})" for seat in free),
        ],
        [f"{each} = {seat}" for each in names for seat in free],
    )


FAMILIES: Mapping[str, Hidden] = {
    "sums": Hidden((), (), ()),
    "chain": _chain(24),
    "budget": _budget(13),
    "posts": _posts(7, 6),
}
"""What each family hides."""


@dataclass(frozen=True)
class Answered:
    """A verdict, the clauses of the conflicts that were named, and the seconds that it took.

    ``complete`` says that there were shown to be no other conflicts.
    """

    verdict: str
    conflicts: frozenset[frozenset[str]]
    seconds: float
    complete: bool = True

    @property
    def word(self) -> str:
        """The verdict as it stands in the table."""
        return self.verdict if self.complete else f"{self.verdict}, all?"

    def fits(self, instance: Instance) -> bool:
        """Say whether it is right, or undecided."""
        if self.verdict == "undecided":
            return True
        expected = {instance.hidden} if instance.hidden else set[frozenset[str]]()
        return self.conflicts == expected


def by_command(folder: Path, seconds: int) -> Answered:
    """Ask ``termcheck conflicts`` in a new process, which must end in time."""
    start = perf_counter()
    words = ["conflicts", "p", "-L", str(folder), "--time", str(seconds), "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "termcheck", *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    took = perf_counter() - start
    assert took < seconds + LATE, f"ended after {took:.1f} s"
    if not done.stdout:
        assert done.returncode == 3, done.stderr
        return Answered("undecided", frozenset(), took)
    record = json.loads(done.stdout)
    named = frozenset(frozenset(each["clauses"]) for each in record["conflicts"])
    return Answered(record["verdict"], named, took, record["complete"] or not named)


def by_z3_alone(folder: Path, seconds: int) -> Answered:
    """Ask the reference alone, in this process; reading the library is not counted."""
    loaded = load_sound(str(folder))
    start, end = perf_counter(), monotonic() + seconds
    inquiry = Inquiry(loaded.library, Budget(lambda: end - monotonic()))
    found = verdict(inquiry, Question(given=(Reference("p"),)))
    took = perf_counter() - start
    assert isinstance(found, v.Verdict)
    match found.outcomes[0].outcome:
        case v.Incompatible(conflicts=conflicts, complete=complete):
            named = frozenset(each.names for each in conflicts)
            return Answered("incompatible", named, took, complete)
        case v.Compatible():
            return Answered("compatible", frozenset(), took)
        case _:
            return Answered("undecided", frozenset(), took)


def main(arguments: Sequence[str]) -> None:
    """Ask both sides of every family and print one table."""
    seconds, *seeds = map(int, arguments or [str(SECONDS)])
    print(f"{CLAUSES} clauses, at most {seconds} s")
    print(f"{'':10}{'seed':>5}{'termcheck':>20}{'':10}{'z3 alone':>20}")
    for family in FAMILIES:
        for seed in seeds or [1]:
            instance = library(family, seed)
            with tempfile.TemporaryDirectory() as folder:
                (Path(folder) / "library.terms").write_text(instance.text, encoding="utf-8")
                sides = by_command(Path(folder), seconds), by_z3_alone(Path(folder), seconds)
            for each in sides:
                assert each.fits(instance), f"{family} {seed}: {each}"
            told = "".join(f"{each.word:>20}{each.seconds:8.1f} s" for each in sides)
            print(f"{family:10}{seed:5}{told}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
