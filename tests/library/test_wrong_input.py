"""Wrong input: each fault gives its code at its place, and nothing else."""

from __future__ import annotations

import pytest

from termcheck.library.build import Built
from tests.library.sources import built_from, places

BASE = """
party north "North"
party south "South"
source draft "A draft" on 2025
unit km = 1000 m
unit m
unit person, persons
set valleys = {east, west}
set coast = {harbour, cape}
constant seats[valleys] = {east: 3, west: 5}
constant quorum = 4
phase war "fighting"
phase peace "no fighting" default
term truce: bool
term aid: bool by phase
term border: {closed < guarded < open}
term colour: {red, green}
term second_border: {closed < guarded < open}
term zone[valleys]: {army, police}
term pair[valleys, coast]: bool
term width: 0..300 km or none
term depth: 0..300 km
term share: decimal 0..100 %
term troops: 0..800 thousand persons
term months_off: 0..60 months
event talks
event treaty
event strike[valleys]
define calm = truce and not aid
define half = depth / 2
rule known: truce or not truce or aid
proposal old "Old" from draft {
    one:   truce
    two:   readings { a: truce; b: aid }
    three: one of { a: truce; b: aid }
}
position south on 2025-03-01 from draft attested own {
    calm: red line truce
    help: demand aid
}
position south on 2025-06-01 from draft attested analyst {
    withdraw help
    late: red line aid
}
"""

NAMES = [
    ("rule r: trucee", "1:9 TC201"),
    ("rule r: truce and xyz = 3", "1:19 TC201"),
    ("rule r: border = opne", "1:18 TC203"),
    ("rule r: border = green", "1:18 TC204"),
    ("rule r: open", "1:9 TC204"),
    ("rule r: depth = open", "1:17 TC204"),
    ("rule r: border in {open, shut}", "1:26 TC203"),
    ("rule r: zone[north] = army", "1:14 TC208"),
    ("rule r: zone[valleys] = army", "1:14 TC208"),
    ("rule r: all(x in coast: zone[x] = army)", "1:30 TC208"),
    ("rule r: all(x in hills: zone[x] = army)", "1:18 TC207"),
    ("rule r: all(x in valleys except {north}: zone[x] = army)", "1:34 TC208"),
    ("rule r: all(x in valleys: some(x in coast: truce))", "1:32 TC214"),
    ("rule r: for each x in valleys: for each x in coast: truce", "1:41 TC214"),
    ("rule r: depth <= 5 kmm", "1:18 TC209"),
    ("rule r: aid@wra", "1:13 TC210"),
    ("rule r: in wra: aid", "1:12 TC210"),
    ("term truce: bool", "1:6 TC202"),
    ("define talks = truce", "1:8 TC202"),
    ("event quorum", "1:7 TC202"),
    ('party old "A party like a proposal"', "1:7 TC202"),
    ("unit day", "1:6 TC202"),
    ('phase war "again"', "1:7 TC202"),
    ("set coast = {a}", "1:5 TC202"),
    ('source draft "Again"', "1:8 TC202"),
    ("rule known: truce", "1:6 TC202"),
    ("term t: bool now true decided by nroth", "1:34 TC205"),
    ("position nroth { a: red line truce }", "1:10 TC205"),
    ('proposal p "P" from darft { a: truce }', "1:21 TC206"),
    ('proposal p "P" { a: truce from darft "1" }', "1:32 TC206"),
    ('proposal p "P" { a: one of { x by nroth: truce; y: aid } }', "1:35 TC205"),
    ('proposal p "P" { a: one of { x: truce; x: aid } }', "1:40 TC215"),
    ('proposal p "P" from draft { a: truce; a: aid }', "1:39 TC215"),
    ("position south on 2025-03-01 { calm: red line aid }", "1:32 TC215"),
]

TYPES = [
    ("rule r: border", "1:9 TC220"),
    ("define d = border", "1:12 TC220"),
    ("rule r: depth", "1:9 TC221"),
    ("rule r: not 5 km", "1:13 TC221"),
    ("rule r: all(x in valleys: x)", "1:27 TC221"),
    ("rule r: half", "1:9 TC221"),
    ("rule r: truce + 1 = 2", "1:9 TC222"),
    ("rule r: calm * 2 > 1", "1:9 TC222"),
    ("rule r: talks > 2025-01-01", "1:9 TC223"),
    ("rule r: talks + 3 days > 2025-01-01", "1:9 TC223"),
    ("rule r: truce only after talks", "1:9 TC224"),
    ("rule r: talks only after (treaty and truce)", "1:27 TC224"),
    ("rule r: day(truce) > 2025-01-01", "1:13 TC224"),
    ("rule r: colour < green", "1:9 TC225"),
    ("rule r: colour >= colour", "1:9 TC225"),
    ("rule r: border = colour", "1:9 TC226"),
    ("rule r: border = depth", "1:9 TC226"),
    ("rule r: truce < aid", "1:9 TC226"),
    ("rule r: truce = 1", "1:9 TC226"),
    ("rule r: depth = none", "1:9 TC227"),
    ("rule r: width <= none", "1:9 TC227"),
    ("rule r: width + depth = none", "1:9 TC227"),
    ("rule r: zone = army", "1:9 TC228"),
    ("rule r: truce[east]", "1:9 TC228"),
    ("rule r: pair[east]", "1:9 TC228"),
    ("rule r: talks only after strike", "1:26 TC228"),
    ("rule r: calm[east]", "1:9 TC228"),
]

NUMBERS = [
    ("rule r: depth <= 5", "1:9 TC230"),
    ("rule r: depth <= 5 persons", "1:9 TC230"),
    ("rule r: 5 % * 20 = 1", "1:9 TC230"),
    ("rule r: 20 * 5 % = 1", "1:9 TC230"),
    ("rule r: depth + troops > 5 km", "1:9 TC230"),
    ("rule r: months_off >= 30 days", "1:9 TC230"),
    ("rule r: day(talks) >= 30 days", "1:9 TC230"),
    ("rule r: day(talks) + day(treaty) > 2025-01-01", "1:9 TC230"),
    ("rule r: -day(talks) > 2025-01-01", "1:9 TC230"),
    ("rule r: max(depth, troops) > 5 km", "1:9 TC230"),
    ("rule r: depth * width > 5 km", "1:9 TC231"),
    ("rule r: 5 km / depth > 1", "1:9 TC231"),
    ("rule r: depth / 0 > 1 km", "1:9 TC232"),
    ("rule r: depth / (quorum - 4) > 1 km", "1:9 TC232"),
    ("rule r: depth = 900 km", "1:17 TC233"),
    ("rule r: depth != 500 m", "1:18 TC233"),
    ("rule r: 301 km = width", "1:9 TC233"),
    ("rule r: depth in {5 km, 301 km}", "1:25 TC233"),
    ("term t: 0..5 now 6", "1:18 TC233"),
    ("term t: 0..5 km now 3", "1:21 TC230"),
    ("term t: 0..5 now full", "1:18 TC201"),
    ("term t: {a, b} now c", "1:20 TC203"),
    ("term t: bool now 3", "1:18 TC203"),
    ("term t: 5..0", "1:9 TC234"),
    ("rule r: depth in 9 km..5 km", "1:9 TC234"),
    ("term t: 0..2.5 km", "1:9 TC235"),
    ("term t: 0..1_000_000_000_000_000_000", "1:9 TC236"),
    ("rule r: day(talks) >= 1850-01-01", "1:23 TC238"),
    ("rule r: talks by 2300-01-01", "1:18 TC238"),
    ("rule r: talks at least 400 years after treaty", "1:24 TC238"),
    ("rule r: day(talks) + 1.5 months > 2025-01-01", "1:9 TC245"),
    ("rule r: day(talks) + months_off > 2025-01-01", "1:9 TC245"),
    ("unit mile = 0 m", "1:13 TC244"),
    ("unit mile = 3 leagues", "1:13 TC209"),
    ("constant c[valleys] = {east: 1}", "1:10 TC246"),
    ("constant c[valleys] = {east: 1, west: 2, north: 3}", "1:42 TC246"),
    ("constant c[valleys] = {east: 1, west: 2, east: 3}", "1:42 TC246"),
    ("constant c[valleys] = {east: 1 km, west: 2}", "1:10 TC230"),
    ("set s = valleys except {east, west}", "1:9 TC248"),
    ("set s = {a, b, a}", "1:16 TC249"),
    ("term t: {a, b, a}", "1:16 TC249"),
]

PHASES_AND_TEXTS = [
    ("rule r: truce@war", "1:15 TC250"),
    ("rule r: zone[east]@war = army", "1:20 TC250"),
    ("rule r: calm@war", "1:14 TC251"),
    ("rule r: talks@war", "1:15 TC251"),
    ("rule r: quorum@war = 4", "1:16 TC251"),
    ('phase other "another default" default', "1:7 TC252"),
    ("rule r: in war: in peace: aid", "1:17 TC255"),
    ("rule r: always in peace: aid", "1:16 TC255"),
    (
        'proposal p "P" from draft { a: truce overrides b; b: aid if truce overrides a }',
        "1:48 TC260",
    ),
    ('proposal p "P" from draft { a: truce if aid overrides a }', "1:55 TC260"),
    ('proposal p "P" from draft { a: truce if aid overrides one }', "1:55 TC261"),
    ('proposal p "P" from draft { a: truce if aid overrides bb; b: aid }', "1:55 TC211"),
    (
        'proposal p "P" from draft { a: readings { x: truce; y: aid } overrides b; b: aid }',
        "1:72 TC263",
    ),
    ("rule r: truce if aid overrides known", "1:32 TC262"),
    ('proposal p "P" amends old from draft { withdraw four }', "1:49 TC264"),
    ("position south on 2025-09-01 { withdraw clam }", "1:41 TC264"),
    ("position south on 2025-01-01 { withdraw calm }", "1:41 TC264"),
    ('proposal p "P" from draft { withdraw one }', "1:38 TC265"),
    ('proposal p "P" amends odl from draft { a: truce }', "1:23 TC266"),
    ('proposal p "P" amends p from draft { a: truce }', "1:10 TC267"),
    ("rule r: for each x in valleys: readings { a: truce; b: aid }", "1:32 TC269"),
    ("define a = not a", "1:8 TC270"),
    ("define a = not b\ndefine b = not a", "1:8 TC270"),
    ("set a = b except {x}\nset b = a except {y}", "1:5 TC271"),
    ("unit a = 2 b\nunit b = 2 a", "1:1 TC271"),
    ("position south on 2025-09-01 from draft { withdraw calm; calm: red line aid }", "1:52 TC273"),
    ('proposal p "P" amends old from draft { withdraw one; one: aid }', "1:49 TC273"),
    ("position south on 2025-09-01 from draft { x: demand score depth {a: 3} }", "1:59 TC247"),
    ("position south on 2025-09-01 from draft { x: demand score colour {red: 0} }", "1:53 TC247"),
    ("position south on 2025-09-01 from draft { x: demand score colour {rde: 3} }", "1:67 TC203"),
    ("position south on 2025-09-01 from draft { x: demand score colr {red: 3} }", "1:59 TC201"),
]

CHECKS = [
    ('check "c" { given odl\n expect compatible }', "1:19 TC280"),
    ('check "c" { given old.on\n expect compatible }', "1:19 TC280"),
    ('check "c" { given old.demands\n expect compatible }', "1:19 TC280"),
    ('check "c" { given old.x*\n expect compatible }', "1:19 TC280"),
    ('check "c" { given old.three.c\n expect compatible }', "1:19 TC280"),
    ('check "c" { given old\n expect incompatible because status quo of trce }', "2:30 TC280"),
    ('check "c" { given old\n expect incompatible because status quo of truce }', "2:30 TC283"),
    ('check "c" { given old\n expect incompatible because status quo of talks }', "2:30 TC283"),
    ('check "c" { given south.help\n expect compatible }', "1:19 TC281"),
    ('check "c" { given south.late\n as of 2025-03\n expect compatible }', "1:19 TC281"),
    ('check "c" { given south.late\n attested own\n expect compatible }', "1:19 TC281"),
    ('check "c" { given known\n expect compatible }', "1:19 TC282"),
    ('check "c" { given old\n as of 2025\n as of 2024\n expect compatible }', "3:2 TC284"),
    ('check "c" { given old\n under old.three.a\n expect compatible }', "2:8 TC285"),
    ('check "c" { given old\n without old.three.a\n expect compatible }', "2:10 TC286"),
    ('check "c" { given old\n table north, suoth\n expect compatible }', "2:15 TC205"),
    ('check "c" { given old\n suppose aid@wra\n expect compatible }', "2:14 TC210"),
    ('check "c" { given old\n expect forced border = opne }', "2:25 TC203"),
]


def faults_of(case: str) -> Built:
    """Return what the base and a case make together."""
    return built_from({"base.terms": BASE, "case.terms": case})


def errors_of(case: str) -> list[str]:
    """Return the places of the errors in a case that stands beside the base."""
    found = faults_of(case)
    return [
        place
        for place, each in zip(places(found), found.diagnostics, strict=True)
        if each.severity == "error"
    ]


def test_the_base_is_sound() -> None:
    """The vocabulary beside which the cases stand has no error of its own."""
    assert errors_of("") == []


@pytest.mark.parametrize(("text", "place"), [*NAMES, *TYPES, *NUMBERS, *PHASES_AND_TEXTS, *CHECKS])
def test_a_fault_gives_its_code_at_its_place(text: str, place: str) -> None:
    """Wrong input gives exactly one error, with the right code, line and column."""
    assert errors_of(text) == [place]
