"""Seeded libraries of many proposals over one vocabulary, as texts and as items.

A proposal has about forty clauses: plain wishes, conditions and choices of two
or three things, about yes-or-no terms, named values and numbers. Most of what
proposals say is what most others say of the same term; one saying in five is
another, and of these come the conflicts. A few rules tie terms together.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from termcheck.library.formula import Among, Amount, Compare, Exactly, Formula, Not, Or, Variable
from termcheck.library.model import Choice, Domain, Range
from termcheck.logic.problem import Item, hypothesis
from termcheck.value import Value

HORIZON = (739000, 739002)
CLAUSES = 40
BOOLS, CHOICES, NUMBERS = 140, 35, 35
COLOURS = ("red", "green", "blue", "white")
RULES = 12
LIKE_OTHERS = 0.8
"""How often a proposal says of a term what most others say of it."""


class Saying(Value):
    """One thing said of one term: its text, as in a library, and its formula."""

    text: str
    formula: Formula


class Library(Value):
    """Proposals as rows of clauses, each some sayings of which one must hold; rules likewise."""

    domains: dict[str, Domain]
    rules: tuple[tuple[Saying, ...], ...]
    proposals: tuple[tuple[tuple[Saying, ...], ...], ...]

    @property
    def background(self) -> tuple[Item, ...]:
        """The rules as items."""
        return tuple(hypothesis(_some(each), f"r{at}") for at, each in enumerate(self.rules))

    @property
    def groups(self) -> tuple[tuple[Item, ...], ...]:
        """The proposals as items, one for each clause."""
        return tuple(
            tuple(hypothesis(_some(each), f"p{place}.c{at}") for at, each in enumerate(clauses))
            for place, clauses in enumerate(self.proposals)
        )

    @property
    def text(self) -> str:
        """The library as a file."""
        lines = [f'term {name}: {_type(domain)} "{name}"' for name, domain in self.domains.items()]
        lines += [f"rule r{at}: {_words(each)}" for at, each in enumerate(self.rules)]
        for place, clauses in enumerate(self.proposals):
            rows = "\n".join(f"    c{at}: {_words(each)}" for at, each in enumerate(clauses))
            lines.append(f'proposal p{place} "Plan {place}" {{\n{rows}\n}}')
        return "\n".join(lines) + "\n"


def library(size: int, seed: int) -> Library:
    """Return ``size`` proposals; the first of a larger library are those of a smaller one."""
    domains: dict[str, Domain] = {f"b{at}": BOOL for at in range(BOOLS)}
    domains |= {f"c{at}": Choice(COLOURS) for at in range(CHOICES)}
    domains |= {f"n{at}": Range(Fraction(0), Fraction(100), True) for at in range(NUMBERS)}
    usual = {name: Random(f"{seed} {name}").randrange(100) for name in domains}
    rules = Random(f"{seed} rules")
    return Library(
        domains,
        tuple(_clause(rules, domains, usual, 1.0, (2, 3)) for _ in range(RULES)),
        tuple(proposal(at, seed, domains, usual) for at in range(size)),
    )


def proposal(
    place: int, seed: int, domains: dict[str, Domain], usual: dict[str, int]
) -> tuple[tuple[Saying, ...], ...]:
    """Return the clauses of the proposal at ``place``."""
    random = Random(f"{seed} proposal {place}")
    number = CLAUSES + random.randrange(-5, 6)
    return tuple(_clause(random, domains, usual, LIKE_OTHERS) for _ in range(number))


BOOL = Choice(("false", "true"), bool=True)


def _clause(
    random: Random,
    domains: dict[str, Domain],
    usual: dict[str, int],
    like_others: float,
    lengths: tuple[int, ...] = (1, 2, 3),
) -> tuple[Saying, ...]:
    """Return sayings about terms that are different; the first is likely the usual one."""
    weights = (30, 45, 25)[-len(lengths) :]
    names = random.sample(sorted(domains), random.choices(lengths, weights)[0])
    own = [
        usual[each] if random.random() < like_others else random.randrange(100) for each in names
    ]
    return tuple(
        _saying(random, name, domains[name], at) for name, at in zip(names, own, strict=True)
    )


def _saying(random: Random, name: str, domain: Domain, view: int) -> Saying:
    """Return what is said of a term by who holds the ``view``, a number below 100."""
    variable = Variable(name)
    if isinstance(domain, Range):
        amount, around = Amount(variable), max(1, view - view % 5)
        if random.random() < 0.5:
            most = Exactly(Fraction(around + 20))
            return Saying(f"{name} <= {around + 20}", Compare(amount, "<=", most))
        least = max(0, around - 20)
        return Saying(f"{name} >= {least}", Compare(Exactly(Fraction(least)), "<=", amount))
    if domain.bool:
        yes = Among(variable, ("true",))
        return Saying(name, yes) if view % 2 else Saying(f"not {name}", Not(yes))
    value = COLOURS[view % len(COLOURS)]
    return Saying(f"{name} = {value}", Among(variable, (value,)))


def _some(sayings: tuple[Saying, ...]) -> Formula:
    return sayings[0].formula if len(sayings) == 1 else Or(tuple(each.formula for each in sayings))


def _words(sayings: tuple[Saying, ...]) -> str:
    return " or ".join(each.text for each in sayings)


def _type(domain: Domain) -> str:
    if isinstance(domain, Range):
        return f"{domain.low}..{domain.high}"
    return "bool" if domain.bool else "{" + ", ".join(domain.values) + "}"
