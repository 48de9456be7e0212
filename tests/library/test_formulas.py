"""Formulas: what each form of expression is elaborated to."""

from __future__ import annotations

import pytest

from termcheck.language.parser import parse_formula
from termcheck.language.source import source_text
from termcheck.library.build import question_formula
from tests.library.shown import pieces_shown, shown
from tests.library.sources import built, errors

VOCABULARY = """
unit km = 1000 m
unit m
unit person, persons
unit usd
set valleys = {east, west}
set three = {east, west, south}
constant seats[valleys] = {east: 3, west: 5}
phase war "fighting"
phase peace "no fighting" default
term truce: bool
term aid: bool by phase
term border: {closed < guarded < open}
term light: {red < green}
term lamp: {red < green}
term zone[valleys]: {army, police, none}
term lead: {east, north}
term garrison[three]: bool
term width: 0..300 km or none
term depth: 0..300 km
term fund: 0..300 billion usd
term share: decimal 0..100 %
term other_share: decimal 0..100 %
term force: 0..800 thousand persons
term aid_sum[valleys]: 0..9 usd
event talks
event treaty
event strike[valleys]
define calm = truce and aid
define half = depth / 2
define quorum = 8 / 3
"""
LIBRARY = built(VOCABULARY).library

VALUES = [
    ("truce", "truce"),
    ("truce = true", "truce"),
    ("truce = false", "truce in {false}"),
    ("truce != true", "truce in {false}"),
    ("false = truce", "truce in {false}"),
    ("aid", "aid@peace"),
    ("aid@war", "aid@war"),
    ("calm", "(truce and aid@peace)"),
    ("calm = false", "not (truce and aid@peace)"),
    ("truce = aid", "(truce iff aid@peace)"),
    ("truce != aid", "not (truce iff aid@peace)"),
    ("talks = true", "talks"),
    ("border = open", "border in {open}"),
    ("border != open", "border in {closed, guarded}"),
    ("border < guarded", "border in {closed}"),
    ("border >= guarded", "border in {guarded, open}"),
    ("guarded <= border", "border in {guarded, open}"),
    ("guarded > border", "border in {closed}"),
    ("border in {open, closed}", "border in {closed, open}"),
    (
        "border in closed..guarded",
        "(border in {closed, guarded, open} and border in {closed, guarded})",
    ),
    ("truce in {true}", "truce"),
    ("zone[east] = none", "zone[east] in {none}"),
    ("zone[east] != none", "zone[east] in {army, police}"),
    (
        "light = lamp",
        "((light in {red} and lamp in {red}) or (light in {green} and lamp in {green}))",
    ),
    ("light < lamp", "((light in {red} and lamp in {green}))"),
    (
        "light >= lamp",
        "((light in {red} and lamp in {red}) or (light in {green} and lamp in {red, green}))",
    ),
]

NUMBERS = [
    ("depth <= 30 km", "depth <= 30"),
    ("depth > 30 km", "30 < depth"),
    ("30_000 m >= depth", "depth <= 30"),
    ("depth = 5 km", "depth = 5"),
    ("5 km != depth", "depth != 5"),
    ("depth = 0", "depth = 0"),
    ("width = none", "width = none"),
    ("width != none", "not width = none"),
    ("none = width", "width = none"),
    ("width in {none, 5 km}", "(width = none or width = 5)"),
    ("depth in 2 km..5_000 m", "(2 <= depth and depth <= 5)"),
    ("fund <= 3 billion usd", "fund <= 3000000000"),
    ("force < 2.5 thousand persons", "force < 2500"),
    ("share >= 18.5 %", "37/2 <= share"),
    ("share <= 3 * 5 %", "share <= 15"),
    ("share <= 5 % * 3", "share <= 15"),
    ("share <= 20 % * 50 %", "share <= 10"),
    ("share <= 20 % * other_share", "share <= 1/5 * other_share"),
    ("share + other_share = 100 %", "(share + other_share) = 100"),
    ("depth + width <= 5 km", "(1000 * depth + 1000 * width) <= 5000"),
    ("depth - width > 0", "0 < (1000 * depth + -1000 * width)"),
    ("2 * depth <= 5 km", "depth <= 5/2"),
    ("depth / 3 <= 5 km", "depth <= 15"),
    ("-depth <= -5 km", "5 <= depth"),
    ("half < 5 km", "depth < 10"),
    ("20 % * depth <= 5 km", "depth <= 25"),
    ("share * 300 billion usd <= 5 billion usd", "share <= 5/3"),
    ("depth / 2 km <= 5", "depth <= 10"),
    ("quorum > 2", "true"),
    ("seats[east] + seats[west] = 8", "true"),
    ("round(depth * 0.3) <= 5 km", "round(3/10 * depth) <= 5"),
    ("floor(depth + 1_500 m) = 5 km", "floor(1/1000 * (1000 * depth + 1500)) = 5"),
    ("ceil(1_500 m + depth) = 5 km", "ceil((1500 + 1000 * depth)) = 5000"),
    ("max(depth, width) <= 5 km", "max(1000 * depth, 1000 * width) <= 5000"),
    ("depth = width", "1000 * depth = 1000 * width"),
]

QUANTIFIERS = [
    ("all(x in valleys: zone[x] = army)", "(zone[east] in {army} and zone[west] in {army})"),
    ("some(x in three: garrison[x])", "(garrison[east] or garrison[west] or garrison[south])"),
    ("some(x in three except {west}: garrison[x])", "(garrison[east] or garrison[south])"),
    ("all(x in {east}: garrison[x])", "(garrison[east])"),
    ("count(x in valleys: garrison[x]) >= 1", "1..2 of (garrison[east], garrison[west])"),
    ("count(x in valleys: garrison[x]) != 1", "not 1..1 of (garrison[east], garrison[west])"),
    ("1 > count(x in valleys: garrison[x])", "0..0 of (garrison[east], garrison[west])"),
    ("count(x in valleys: garrison[x]) > 2", "false"),
    ("sum(x in valleys: aid_sum[x]) <= 5 usd", "(aid_sum[east] + aid_sum[west]) <= 5"),
    (
        "sum(x in valleys: seats[x] if garrison[x]) > 4",
        "4 < tally(3 if garrison[east], 5 if garrison[west])",
    ),
    ("at least 1 of (truce, aid)", "1..2 of (truce, aid@peace)"),
    ("at most 1 of (truce, aid)", "0..1 of (truce, aid@peace)"),
    ("exactly 1 of (truce, aid)", "1..1 of (truce, aid@peace)"),
    ("some(x in valleys: lead = x)", ""),
    (
        "all(x in valleys: garrison[x] or x = east)",
        "((garrison[east] or true) and (garrison[west] or false))",
    ),
    (
        "all(x in valleys: all(y in valleys: x != y or truce))",
        "(((false or truce) and (true or truce)) and ((true or truce) and (false or truce)))",
    ),
]

EVENTS = [
    ("treaty only after talks", "(not treaty or day(talks) < day(treaty))"),
    ("treaty no earlier than talks", "(not treaty or day(talks) <= day(treaty))"),
    ("talks no later than treaty", "(not treaty or day(talks) <= day(treaty))"),
    ("treaty at least 60 days after talks", "(not treaty or (day(talks) + 60) <= day(treaty))"),
    ("talks no later than 5 days after treaty", "(not treaty or day(talks) <= (day(treaty) + 5))"),
    (
        "talks within 2 weeks after treaty",
        "(not treaty or (day(treaty) <= day(talks) and day(talks) <= (day(treaty) + 14)))",
    ),
    (
        "talks 1 day after treaty",
        "((not talks and not treaty) or day(talks) = (day(treaty) + 1))",
    ),
    ("talks upon treaty", "((not talks and not treaty) or day(talks) = day(treaty))"),
    (
        "treaty at least 2 years after strike[east]",
        "(not treaty or day(strike[east]) + 24 months <= day(treaty))",
    ),
    ("talks on 2025-05-12", "day(talks) = 739383"),
    ("talks by 2025-05-12", "day(talks) <= 739383"),
    ("talks not before 2025-05-12", "(not talks or 739383 <= day(talks))"),
    ("talks on 2025-05", "(739372 <= day(talks) and day(talks) <= 739402)"),
    ("talks by 2025-05", "day(talks) <= 739402"),
    ("talks not before 2025", "(not talks or 739252 <= day(talks))"),
    (
        "day(talks) < day(treaty) if talks and treaty",
        "(not (talks and treaty) or day(talks) < day(treaty))",
    ),
    ("day(treaty) - day(talks) >= 30 days", "30 <= (day(treaty) + -1 * day(talks))"),
    ("day(treaty) >= day(talks) + 2 months", "day(talks) + 2 months <= day(treaty)"),
    ("day(talks) + 3 days <= 2025-05-12", "(day(talks) + 3) <= 739383"),
    ("2025-05-12 >= day(talks)", "day(talks) <= 739383"),
]

CONDITIONS = [
    ("(truce if aid)", "(not aid@peace or truce)"),
    ("(truce only if aid)", "(not truce or aid@peace)"),
    ("(truce iff aid)", "(truce iff aid@peace)"),
    ("(truce unless aid)", "(truce or aid@peace)"),
    ("not (truce or aid)", "not (truce or aid@peace)"),
]


def elaborated(text: str) -> str:
    """Return what ``text`` is elaborated to, nothing after a fault."""
    expression, faults = parse_formula("formula", text)
    assert expression is not None, faults
    asked = question_formula(LIBRARY, expression, source_text("formula", text))
    return shown(asked.formula) if asked.formula is not None else ""


def test_the_vocabulary_is_sound() -> None:
    """The vocabulary that the formulas use has no error."""
    assert errors(built(VOCABULARY)) == []


@pytest.mark.parametrize(
    ("text", "meaning"), [*VALUES, *NUMBERS, *QUANTIFIERS, *EVENTS, *CONDITIONS]
)
def test_an_expression_means_its_formula(text: str, meaning: str) -> None:
    """Each form of expression becomes the formula that the page of the language gives."""
    assert elaborated(text) == meaning


def test_a_value_hides_a_family_of_its_name() -> None:
    """Beside a term a word is its value, even where it names a family that varies by phase."""
    text = """
phase war "fighting"
phase peace "no fighting" default
set s = {a, b}
term red[s]: bool by phase
term light: {red, green}
rule one: light = red
rule two: red != light
rule three: light in {green, red} or red[a]@war
"""
    library = built(text).library
    assert errors(built(text)) == []
    assert [pieces_shown(library.clauses[name]) for name in ("one", "two")] == [
        ["light in {red}"],
        ["light in {green}"],
    ]
