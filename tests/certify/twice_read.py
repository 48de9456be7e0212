"""Libraries read twice: by termcheck, and by the checker from texts cut out of the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from random import Random

from termcheck.certify.check.holds import Core, asked, holds
from termcheck.certify.check.reader import Reader
from termcheck.language import tree
from termcheck.language.parser import Parsed, parse
from termcheck.language.source import Span
from termcheck.library.build import Built, build
from termcheck.library.formula import And, Formula, Variable, events, variables
from termcheck.library.model import Answer, Choice, Clause, Domain, ExpectAnswer, Library
from termcheck.logic import evaluate
from termcheck.logic.package import Package
from termcheck.logic.problem import STATUS_QUO, clause_item, parts_of
from termcheck.value import Value

PACKAGES = 40
"""How many random packages each formula is judged in."""


class Twice(Value):
    """One formula: its name, what termcheck reads and what the checker reads."""

    name: str
    text: str
    formula: Formula
    core: Core


class Cut:
    """A library, and a reader to which its declarations were given word for word."""

    def __init__(self, parsed: list[Parsed], made: Built) -> None:
        self.library: Library = made.library
        self.errors = [each for each in made.diagnostics if each.severity == "error"]
        self.reader = Reader(made.library.horizon)
        self.texts = {each.source.file: each.source.text for each in parsed}
        blocks = tree.Proposal | tree.Position | tree.Check | tree.Rule
        for file in parsed:
            for each in file.document.declarations:
                if not isinstance(each, blocks):
                    self.reader.declare(self.text(each.span))

    def text(self, span: Span) -> str:
        """Return what stands at ``span``."""
        return self.texts[span.file][span.start : span.end]

    def said(self, clause: Clause) -> str:
        """Return a clause or rule as the checker cites it: behind the word of its block."""
        known = self.library
        block = "position " if clause.owner in known.parties else "proposal "
        return f"{block if clause.owner else ''}{self.text(clause.span)}"

    def clauses(self) -> Iterator[Twice]:
        """Yield every clause and rule, and every branch of one."""
        overriding: dict[str, list[tuple[str, str]]] = {}
        for clause in self.library.clauses.values():
            for key in clause.overrides:
                overriding.setdefault(key, []).append((clause.name, self.said(clause)))
        for key, clause in self.library.clauses.items():
            text, others = self.said(clause), overriding.get(key, [])
            if not clause.has_readings:
                formulas = tuple(part.formula for part in parts_of(clause.pieces))
                yield Twice(key, text, And(formulas), self.reader.clause(text, "", others))
            for branch in clause.branches:
                formulas = tuple(part.formula for part in parts_of(branch.pieces))
                core = self.reader.clause(text, branch.label, others)
                yield Twice(f"{key}.{branch.label}", text, And(formulas), core)

    def hypotheses(self) -> Iterator[Twice]:
        """Yield what the checks suppose and expect."""
        for check in self.library.checks:
            said = [(each.text, each.formula) for each in check.question.suppose]
            said += [
                (each.text, each.formula)
                for each in check.expectations
                if isinstance(each, ExpectAnswer)
            ]
            for text, formula in said:
                yield Twice(check.name, text, formula, self.reader.formula(text))

    def status_quo(self) -> Iterator[Twice]:
        """Yield the status quo of every term and event that has one."""
        names = [m for t in self.library.terms.values() if t.has_now for m in t.members]
        names += [member for event in self.library.events.values() for member in event.members]
        for name in names:
            item = clause_item(self.library, STATUS_QUO + name)
            formula = And(tuple(part.formula for part in item.parts))
            yield Twice(item.name, name, formula, self.reader.status_quo(name))

    def all(self) -> Iterator[Twice]:
        """Yield everything that is read twice."""
        yield from self.clauses()
        yield from self.hypotheses()
        yield from self.status_quo()

    def disagreements(self, seed: int = 0) -> list[str]:
        """Return a line for each formula on which the two differ in some random package."""
        return [
            f"{each.name}: {each.text}\n  termcheck: {each.formula}\n  checker: {each.core}\n"
            f"  in {package.values} {package.days}"
            for each in self.all()
            if (package := self.difference(each, Random(f"{seed} {each.name}"))) is not None
        ]

    def difference(self, each: Twice, random: Random) -> Package | None:
        """Return a random package in which the two readings of ``each`` differ, if one is found."""
        numbers = numbers_in(each.core)
        for _ in range(PACKAGES):
            package = self.package(each, numbers, random)
            values = {str(variable): value for variable, value in package.values.items()}
            if holds(each.core, values, package.days) != evaluate.holds(each.formula, package):
                return package
        return None

    def package(self, each: Twice, numbers: list[Fraction], random: Random) -> Package:
        """Return values for what ``each`` asks, many of them near ``numbers``."""
        names, happening = asked(each.core)
        names += tuple(map(str, variables(each.formula)))
        values: dict[Variable, Answer] = {}
        for name in names:
            term, _, phase = name.partition("@")
            domain = self.library.domains[term]
            values[Variable(term, phase or None)] = answer(domain, numbers, random)
        return Package(
            values, days((*happening, *events(each.formula)), self.library.horizon, numbers, random)
        )


def numbers_in(core: Core) -> list[Fraction]:
    """Return the numbers that stand in ``core``."""
    found: list[Fraction] = []
    for each in core:
        if isinstance(each, tuple):
            part: Core = each
            found += numbers_in(part)
        elif isinstance(each, Fraction):
            found.append(each)
    return found


def answer(domain: Domain, numbers: list[Fraction], random: Random) -> Answer:
    """Return a random value of ``domain``."""
    if isinstance(domain, Choice):
        return random.choice(domain.values)
    if domain.or_none and random.random() < 0.2:
        return None
    one, other = (random.choice([*numbers, domain.low, domain.high]) for _ in range(2))
    ways = [one + random.choice((-1, 0, 1)), one / (other or 1), Fraction(random.randint(0, 1000))]
    number = random.choice(ways)
    number = min(max(number, domain.low), domain.high)
    return Fraction(int(number)) if domain.whole else number


def days(
    names: tuple[str, ...], horizon: tuple[int, int], numbers: list[Fraction], random: Random
) -> Mapping[str, int | None]:
    """Return random days, near one another and near the numbers that are days."""
    dates = [int(each) for each in numbers if horizon[0] < each < horizon[1]]
    found: dict[str, int | None] = {}
    for name in names:
        given = [day for day in found.values() if day is not None]
        start = random.choice([*dates, *given, random.randint(*horizon)])
        steps = [0, 1, 5, 14, 28, 30, 31, 60, 90, 365, 366]
        steps += [int(each) for each in numbers if abs(each) < 2000]
        step = random.choice(steps) * random.choice((-1, 1)) + random.choice((-1, 0, 0, 1))
        day = min(max(start + step, horizon[0]), horizon[1])
        found[name] = None if random.random() < 0.2 else day
    return found


def cut(*texts: tuple[str, str]) -> Cut:
    """Return the library that files, as (name, text), make together."""
    parsed = [parse(name, text) for name, text in texts]
    return Cut(parsed, build("library", parsed))


def folder(path: Path, root: Path) -> list[tuple[str, str]]:
    """Return the files of the library at ``path``."""
    return [
        (each.relative_to(root).as_posix(), each.read_text(encoding="utf-8"))
        for each in sorted(path.rglob("*.terms"))
    ]
