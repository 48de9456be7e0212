"""Declarations: parties, sources, units, sets, phases, terms, events, constants, definitions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from termcheck.library.model import Choice, Library, Range
from tests.library.sources import built, errors

TEXT = """
party north "The North"
party council "The council"
source plan "A plan" by "Nobody" on 2025-05 file "plan.txt"
unit m
unit km = 1000 m
unit mile = 1.609344 km
unit person, persons
unit lakh, lakhs = 100 thousand persons
set all_towns = {port, hill, dale}
set inland = all_towns except {port}
set same = inland
phase war "fighting"
phase peace "no fighting" default
constant seats[inland] = {hill: 3, dale: 4}
constant majority = 51 %
constant reach[inland] = {hill: 2 km, dale: 500 m}
term truce: bool now false decided by north, council "the guns are silent"
term border: {closed < guarded < open} by phase now guarded
term light: {red, green}
term width: -5..300 km or none now none
term force: 0..2_000 thousand persons now 1.5 thousand persons
term share: decimal 0..100 % now 12.5 %
term gap: 0..5 now 0
term road[inland, all_towns]: bool now true
event talks decided by north "talks begin"
event siege[same]
define calm = truce and border = open
define half = width / 2
"""


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the library with the declarations above."""
    found = built(TEXT)
    assert errors(found) == []
    return found.library


def test_terms_have_domains(library: Library) -> None:
    """Types become domains; bounds are exact, in the declared unit, with the scale applied."""
    assert dict(library.domains) == {
        "border": Choice(("closed", "guarded", "open"), True),
        "force": Range(Fraction(0), Fraction(2_000_000), True, False, "persons"),
        "gap": Range(Fraction(0), Fraction(5), True),
        "light": Choice(("red", "green")),
        "road[hill, port]": Choice(("false", "true"), False, True),
        "road[hill, hill]": Choice(("false", "true"), False, True),
        "road[hill, dale]": Choice(("false", "true"), False, True),
        "road[dale, port]": Choice(("false", "true"), False, True),
        "road[dale, hill]": Choice(("false", "true"), False, True),
        "road[dale, dale]": Choice(("false", "true"), False, True),
        "share": Range(Fraction(0), Fraction(100), False, False, "%"),
        "truce": Choice(("false", "true"), False, True),
        "width": Range(Fraction(-5), Fraction(300), True, True, "km"),
    }


NOW = [
    ("truce", "false"),
    ("border", "guarded"),
    ("width", None),
    ("force", Fraction(1500)),
    ("share", Fraction(25, 2)),
    ("gap", Fraction(0)),
    ("road", "true"),
]


@pytest.mark.parametrize(("name", "now"), NOW)
def test_a_status_quo_is_a_value_of_the_term(
    library: Library, name: str, now: str | Fraction | None
) -> None:
    """What stands after `now` is held in the declared unit."""
    assert (library.terms[name].has_now, library.terms[name].now) == (True, now)


def test_a_term_without_now_has_no_status_quo(library: Library) -> None:
    """No status quo is not the status quo *no limit*."""
    assert (library.terms["light"].has_now, library.terms["light"].now) == (False, None)


def test_deciders_and_meanings_are_kept(library: Library) -> None:
    """Who decides, and what a name means, stay with terms and events."""
    assert library.terms["truce"].deciders == ("north", "council")
    assert library.terms["truce"].meaning == "the guns are silent"
    assert library.events["talks"].deciders == ("north",)


def test_families_list_their_members(library: Library) -> None:
    """A family over two sets has a term for each pair, an event for each member."""
    assert library.terms["road"].members[:2] == ("road[hill, port]", "road[hill, hill]")
    assert library.terms["road"].index == (("hill", "dale"), ("port", "hill", "dale"))
    assert library.events["siege"].members == ("siege[hill]", "siege[dale]")


def test_sets_are_made_from_sets(library: Library) -> None:
    """`except` leaves the order of the rest as it was, and a set may be another by name."""
    assert dict(library.sets) == {
        "all_towns": ("port", "hill", "dale"),
        "inland": ("hill", "dale"),
        "same": ("hill", "dale"),
    }


UNITS = [
    ("m", "m", 1),
    ("km", "m", 1000),
    ("mile", "m", Fraction("1609.344")),
    ("persons", "person", 1),
    ("lakhs", "person", 100_000),
    ("%", "%", 1),
    ("weeks", "day", 7),
    ("year", "month", 12),
]


@pytest.mark.parametrize(("name", "dimension", "factor"), UNITS)
def test_units_are_exact_multiples_of_a_base(
    library: Library, name: str, dimension: str, factor: Fraction
) -> None:
    """Factors multiply along the chain of units and stay exact."""
    unit = library.units[name]
    assert (unit.dimension, unit.factor) == (dimension, factor)


def test_constants_hold_one_number_for_each_member(library: Library) -> None:
    """Numbers of a constant are brought to the unit that it was first written in."""
    constants = library.constants
    assert dict(constants["seats"].values) == {"seats[hill]": 3, "seats[dale]": 4}
    assert dict(constants["majority"].values) == {"majority": 51}
    assert dict(constants["reach"].values) == {"reach[hill]": 2, "reach[dale]": Fraction(1, 2)}
    assert constants["reach"].unit == "km"


def test_definitions_are_formulas_or_numbers(library: Library) -> None:
    """A definition knows which of the two it is."""
    assert {name: each.is_formula for name, each in library.defines.items()} == {
        "calm": True,
        "half": False,
    }


def test_sources_keep_their_day_as_written(library: Library) -> None:
    """A source of which only the month is known says the month."""
    source = library.sources["plan"]
    assert (source.title, source.author, source.on, source.file) == (
        "A plan",
        "Nobody",
        "2025-05",
        "plan.txt",
    )


def test_declarations_come_by_name(library: Library) -> None:
    """The order of declarations is that of their names, not of the text."""
    for names in (library.terms, library.events, library.parties, library.phases, library.sets):
        assert list(names) == sorted(names)
    assert library.default_phase == "peace"
