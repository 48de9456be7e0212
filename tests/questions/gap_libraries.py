"""Small libraries for `gap`, made from a seed, of which every package can be tried.

A library has up to eight clauses and two rules over two numbers, a bool, a
choice and two events. Clauses with a number come from forms in which the
number can be put in another place, so that the least movement can be found by
trying every place.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random

from termcheck.library.formula import Formula, Variable
from termcheck.library.model import Answer, Library
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import clause_item
from termcheck.value import Value
from tests.texts import library

VOCABULARY = """party north "North"
party south "South"
source draft "A draft" by "Nobody" on 2025 file "draft.txt"
unit km
term depth: 0..4 km "depth of the empty zone"
term posts: 0..3 or none "number of posts"
term truce: bool now false "the guns are silent"
term border: {closed < guarded < open} "the border"
event talks "talks begin"
event treaty "the treaty is signed"
"""

FIRST, LAST = date(2024, 12, 29).toordinal(), date(2025, 1, 8).toordinal()
"""The days that brute force tries: clauses speak of 1 to 5 January, give or take three days."""


class Form(Value):
    """A clause with a number, with the places to which the number can go, milder last.

    ``milder`` is the clause after a move: a bound that was left out counts from
    then on. ``both`` says that an exact number may go either way.
    """

    text: str
    milder: str
    places: tuple[str, ...]
    both: bool = False


def _later() -> tuple[str, ...]:
    return tuple(date(2025, 1, number).isoformat() for number in range(1, 9))


def _earlier() -> tuple[str, ...]:
    days = range(date(2025, 1, 5).toordinal(), FIRST - 1, -1)
    return tuple(date.fromordinal(day).isoformat() for day in days)


def _numbers(*numbers: int) -> tuple[str, ...]:
    return tuple(map(str, numbers))


FORMS = (
    Form("depth <= {} km", "depth <= {} km", _numbers(0, 1, 2, 3, 4)),
    Form("depth < {} km", "depth <= {} km", _numbers(1, 2, 3, 4)),
    Form("depth >= {} km", "depth >= {} km", _numbers(4, 3, 2, 1, 0)),
    Form("depth > {} km", "depth >= {} km", _numbers(3, 2, 1, 0)),
    Form("depth = {} km", "depth = {} km", _numbers(0, 1, 2, 3, 4), both=True),
    Form("depth <= {} km if truce", "depth <= {} km if truce", _numbers(0, 1, 2, 3, 4)),
    Form("posts <= {}", "posts <= {}", _numbers(0, 1, 2, 3)),
    Form("posts >= {}", "posts >= {}", _numbers(3, 2, 1, 0)),
    Form("posts + posts >= {}", "posts + posts >= {}", _numbers(6, 5, 4, 3, 2, 1, 0)),
    Form("truce if posts >= {}", "truce if posts > {}", _numbers(1, 2, 3)),
    Form("talks by {}", "talks by {}", _later()),
    Form("treaty by {}", "treaty by {}", _later()),
    Form("talks not before {}", "talks not before {}", _earlier()),
    Form("treaty not before {}", "treaty not before {}", _earlier()),
    Form(
        "treaty at least {} days after talks",
        "treaty at least {} days after talks",
        _numbers(3, 2, 1, 0),
    ),
    Form(
        "treaty no later than {} days after talks",
        "treaty no later than {} days after talks",
        _numbers(1, 2, 3, 4, 5, 6, 7),
    ),
)
PLAIN = (
    "truce",
    "not truce",
    "border = open",
    "border <= guarded",
    "border = open if truce",
    "posts = none",
    "talks",
    "treaty",
    "not treaty",
    "treaty only after talks",
    "talks only after treaty",
    "talks upon treaty",
    "truce only if talks",
    "border = closed unless treaty",
    "one of {{ a: truce; b: border = open }}",
)
RULES = ("border = open if truce", "depth >= 1 km if truce", "treaty only if truce", "posts <= 2")


class Clause(Value):
    """A clause of a generated library: how it begins, and a form with its place."""

    owner: str
    label: str
    strength: str
    form: Form
    place: int

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.owner}.{self.label}"

    @property
    def text(self) -> str:
        """What the clause says."""
        return self.form.text.format(self.form.places[self.place])

    def moved(self, place: int) -> str:
        """Return what the clause says after its number has moved to ``place``."""
        return self.form.milder.format(self.form.places[place])


class Made(Value):
    """A generated library."""

    seed: int
    clauses: tuple[Clause, ...]
    rules: tuple[str, ...]

    @property
    def text(self) -> str:
        """The library as one file."""
        rules = [f"rule r{place}: {text}" for place, text in enumerate(self.rules)]
        return "\n".join((VOCABULARY, *rules, *map(self._block, ("north", "south", "plan"))))

    def _block(self, owner: str) -> str:
        inside = "\n".join(
            f"    {each.label}: {each.strength} {each.text}"
            for each in self.clauses
            if each.owner == owner
        )
        head = 'proposal plan "A plan" from draft' if owner == "plan" else f"position {owner}"
        return f"{head} {{\n{inside}\n}}"


def generate(seed: int) -> Made:
    """Return the library of ``seed``."""
    chance = Random(seed)
    clauses: list[Clause] = []
    for number in range(chance.randint(3, 8)):
        owner = chance.choice(("north", "south", "plan"))
        strengths = ("red line", "demand", "demand weight 3:", "prefer")
        strength = "" if owner == "plan" else chance.choice(strengths)
        if chance.random() < 0.6:
            form = chance.choice(FORMS)
        else:
            text = chance.choice(PLAIN)
            form = Form(text, text, ("",))
        place = chance.randrange(min(5, len(form.places)))
        clauses.append(Clause(owner, f"c{number}", strength, form, place))
    rules = chance.sample(RULES, chance.choice((0, 0, 1, 2)))
    return Made(seed, tuple(clauses), tuple(rules))


# --- brute force -----------------------------------------------------------------------


@cache
def packages() -> tuple[Package, ...]:
    """Return every package of the vocabulary, days from the window."""
    depth = [Fraction(n) for n in range(5)]
    posts: list[Answer] = [None, *(Fraction(n) for n in range(4))]
    rows: list[list[Answer]] = [[*depth], posts, ["false", "true"], ["closed", "guarded", "open"]]
    names = [Variable(each) for each in ("depth", "posts", "truce", "border")]
    days: list[int | None] = [None, *range(FIRST, LAST + 1)]
    return tuple(
        Package(dict(zip(names, values, strict=True)), {"talks": talks, "treaty": treaty})
        for values in product(*rows)
        for talks in days
        for treaty in days
    )


@cache
def formulas(text: str) -> tuple[Formula, ...]:
    """Return what a clause of this text claims."""
    made = library(f'{VOCABULARY}proposal plan "A plan" from draft {{\n c: {text}\n}}')
    return tuple(part.formula for part in clause_item(made, "plan.c").parts)


@cache
def worlds(text: str) -> int:
    """Return the packages in which a clause of this text holds, one bit for each."""
    found = bytearray(len(packages()) // 8 + 1)
    for place, package in enumerate(packages()):
        if all(holds(each, package) for each in formulas(text)):
            found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def everything() -> int:
    """Return all packages, one bit for each."""
    return (1 << len(packages())) - 1


def common(texts: list[str]) -> int:
    """Return the packages in which all clauses of these texts hold."""
    mask = everything()
    for text in texts:
        mask &= worlds(text)
    return mask


def library_of(made: Made) -> Library:
    """Return the library."""
    return library(made.text)
