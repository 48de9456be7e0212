"""Clauses mean what the tables of ``meanings`` say: by evaluation, and by the oracle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import product

from termcheck.library.formula import (
    Among,
    Amount,
    Compare,
    DayOf,
    Exactly,
    Formula,
    Happens,
    MonthsAfter,
    Not,
    Unlimited,
    Variable,
)
from termcheck.library.model import Answer, Library
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import clause_item, hypothesis
from termcheck.solve.oracle import Compatible, Incompatible, Oracle
from tests.faults import meanings
from tests.texts import library

EVERY_DAY = (None, *(date(2025, 1, day).toordinal() for day in range(1, 5)))


def variable_of(name: str) -> Variable:
    """Return the variable of a term that is written with its phase, if it has one."""
    term, _, phase = name.partition("@")
    return Variable(term, phase or None)


PLAIN: dict[Variable, Answer] = {
    **{variable_of(name): "false" for name in meanings.LETTERS.values()},
    Variable("level"): "low",
    Variable("kind"): "red",
    **{Variable(name): Fraction(0) for name in ("n", "i", "q", "share")},
}


class Tried:
    """A library's clauses, judged in given worlds in both ways.

    Every clause has an oracle of its own, which remembers no package from another.
    """

    def __init__(self, made: Library) -> None:
        self._made = made
        self._oracles: dict[str, Oracle] = {}

    def holds(
        self,
        key: str,
        values: dict[Variable, Answer],
        days: dict[str, int | None] | None = None,
    ) -> bool:
        """Say whether a clause holds where the terms have ``values``, others not mattering.

        By ``evaluate`` and by the oracle, which must agree.
        """
        happening = days or {}
        item = clause_item(self._made, key)
        package = Package({**PLAIN, **values}, {"e": None, "f": None, **happening})
        evaluated = all(holds(part.formula, package) for part in item.parts)
        world = [_is(variable, value) for variable, value in values.items()]
        world += [formula for each in happening.items() for formula in _when(*each)]
        oracle = self._oracles.setdefault(key, Oracle(self._made.domains, self._made.horizon))
        answer = oracle.compatible([item, *map(hypothesis, world)])
        assert isinstance(answer, Compatible | Incompatible), answer
        assert isinstance(answer, Compatible) == evaluated, f"evaluation and oracle differ on {key}"
        return evaluated


def _is(variable: Variable, value: Answer) -> Formula:
    if value is None:
        return Unlimited(variable)
    if isinstance(value, str):
        return Among(variable, (value,))
    return Compare(Amount(variable), "=", Exactly(value))


def _when(event: str, day: int | None) -> Iterator[Formula]:
    if day is None:
        yield Not(Happens(event))
    else:
        yield Compare(DayOf(event), "=", Exactly(Fraction(day)))


def plan_of(bodies: Iterable[str]) -> Library:
    """Return a library whose proposal ``plan`` has ``bodies`` as c0, c1 and so on."""
    lines = "\n".join(f"    c{place}: {body}" for place, body in enumerate(bodies))
    return library(f'{meanings.VOCABULARY}\nproposal plan "Plan" from draft {{\n{lines}\n}}')


def worlds(letters: str) -> Iterator[str]:
    """Yield every world of these letters as it is written in the tables."""
    for chosen in product((False, True), repeat=len(letters)):
        yield "".join(letter for letter, is_true in zip(letters, chosen, strict=True) if is_true)


def true_there(letters: str, world: str) -> dict[Variable, Answer]:
    """Return the values of the bools called ``letters`` in ``world``."""
    return {
        variable_of(meanings.LETTERS[letter]): "true" if letter in world else "false"
        for letter in letters
    }


def assert_row(tried: Tried, key: str, row: tuple[str, str, str]) -> None:
    """Assert that the clause ``key`` holds in the worlds that the row names and in no other."""
    body, letters, expected = row
    wanted = {frozenset(each.strip("-")) for each in expected.split()}
    for world in worlds(letters):
        found = tried.holds(key, true_there(letters, world))
        assert (body, world, found) == (body, world, frozenset(world) in wanted)


def test_bodies_mean_what_the_page_says() -> None:
    """Every form of body holds in the worlds that its row names, and in no other."""
    tried = Tried(plan_of(body for body, _, _ in meanings.BODIES))
    for place, row in enumerate(meanings.BODIES):
        assert_row(tried, f"plan.c{place}", row)


def test_rules_and_red_lines_hold_in_every_phase() -> None:
    """A rule and a red line read unmarked terms in every phase, a demand in the default one."""
    rules = "\n".join(f"rule r{n}: {row[0]}" for n, row in enumerate(meanings.RULES))
    lines = "\n".join(f"    l{n}: red line {row[0]}" for n, row in enumerate(meanings.RULES))
    demands = "d: demand p\n    q: prefer p\n    s: accepts p"
    said = f"position north from draft {{\n{lines}\n    {demands}\n}}"
    tried = Tried(library(f"{meanings.VOCABULARY}\n{rules}\n{said}"))
    for place, row in enumerate(meanings.RULES):
        assert_row(tried, f"r{place}", row)
        assert_row(tried, f"north.l{place}", row)
    for name in "dqs":
        assert_row(tried, f"north.{name}", ("p", "pw", "p pw"))


def test_overridden_clauses_give_way_where_the_page_says() -> None:
    """A clause that another overrides holds wherever it held, or where the trigger applies."""
    proposals = "\n".join(
        f'proposal t{n} "T" from draft {{ {row[0]} }}' for n, row in enumerate(meanings.OVERRIDES)
    )
    tried = Tried(library(f"{meanings.VOCABULARY}\n{proposals}"))
    for place, row in enumerate(meanings.OVERRIDES):
        assert_row(tried, f"t{place}.l", row)


def test_comparisons_hold_for_the_values_of_their_row() -> None:
    """A formula about one term holds for the values that its row names, and for no other."""
    tried = Tried(plan_of(body for _, body, _ in meanings.VALUES))
    for place, (name, body, expected) in enumerate(meanings.VALUES):
        for value in meanings.AXES[name].split():
            found = tried.holds(f"plan.c{place}", {Variable(name): _answer(name, value)})
            assert (body, value, found) == (body, value, value in expected.split())


def _answer(name: str, text: str) -> Answer:
    if name in ("level", "kind"):
        return text
    return None if text == "none" else Fraction(text)


def test_relations_of_events_hold_on_the_days_of_their_grid() -> None:
    """A formula about two events holds on the days that its grid names, and on no other."""
    tried = Tried(plan_of(body for body, _ in meanings.DAYS))
    for place, (body, grid) in enumerate(meanings.DAYS):
        for first, row in zip(EVERY_DAY, grid.split(), strict=True):
            for second, expected in zip(EVERY_DAY, row, strict=True):
                found = tried.holds(f"plan.c{place}", {}, {"e": first, "f": second})
                assert (body, first, second, found) == (body, first, second, expected == "1")


def test_months_are_those_of_the_calendar() -> None:
    """Months, weeks, years and periods end on the day that the table names."""
    tried = Tried(plan_of(body for body, _, _, _ in meanings.CALENDAR))
    for place, (body, first, second, expected) in enumerate(meanings.CALENDAR):
        days: dict[str, int | None] = {
            "e": date.fromisoformat(first).toordinal(),
            "f": date.fromisoformat(second).toordinal(),
        }
        assert (body, second, tried.holds(f"plan.c{place}", {}, days)) == (body, second, expected)


def test_a_month_that_lacks_the_day_ends_or_spills_over() -> None:
    """Counted months end on the day that the table names, for evaluation and for the solver."""
    for start, months, ends, spills_to in meanings.MONTH_ENDS:
        for spills, reached in ((False, ends), (True, spills_to)):
            days = {
                name: date.fromisoformat(text).toordinal()
                for name, text in (("e", start), ("f", reached))
            }
            later = MonthsAfter(DayOf("e"), months, spills)
            claim = Compare(later, "=", DayOf("f"))
            assert (start, reached, holds(claim, Package({}, days))) == (start, reached, True)
            given = [
                Compare(DayOf(name), "=", Exactly(Fraction(day))) for name, day in days.items()
            ]
            oracle = Oracle({}, (min(days.values()) - 40, max(days.values()) + 40))
            for said, expected in ((claim, Compatible), (Not(claim), Incompatible)):
                asked = [hypothesis(each) for each in (*given, said)]
                assert (start, reached, type(oracle.compatible(asked))) == (
                    start,
                    reached,
                    expected,
                )
