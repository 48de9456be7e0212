"""One fault, one message: what failed once is not reported again where it is used."""

from __future__ import annotations

import pytest

from tests.library.sources import built, places

VOCABULARY = """party north "North"
source draft "A draft" on 2025
set valleys = {east, west}
term truce: bool
term aid: bool
term town[valleys]: bool
"""

CHECK = 'check "c" { given p, p.a\n expect compatible }'

ONE_FAULT = [
    ("term t: 0..5 kmm\nrule a: t > 3\nrule b: t = 2", "7:9 TC209"),
    ("term t[hills]: bool\nrule a: t[east]\nrule b: all(x in valleys: t[x])", "7:8 TC207"),
    ("set hills = peaks except {a}\nrule b: all(x in hills: town[x])", "7:13 TC207"),
    ("unit mile = 3 leagues\nterm t: 0..5 mile\nrule a: t > 3 mile", "7:13 TC209"),
    ("constant c[valleys] = {east: 1}\nrule a: c[east] = 3\nrule b: c[north] = 2", "7:10 TC246"),
    ("define d = nonsense\nrule a: d\ndefine e = not d\nrule b: e", "7:12 TC201"),
    ("define d = not e\ndefine e = not d\nrule a: d\nrule b: d > 5", "7:8 TC270"),
    ("rule a: all(x in valleys: twon[x])", "7:27 TC201"),
    ("rule a: for each x in valleys: twon[x] or town[x]", "7:32 TC201"),
    ('phase war "w"\nphase peace "p" default\nrule a: always truce@wra', "9:22 TC210"),
    ("event e[hills]\nrule a: e[x] upon e[y]", "7:9 TC207"),
    (
        f'proposal p "P" from draft {{ a: nonsense; b: truce if aid overrides a }}\n{CHECK}',
        "7:32 TC201",
    ),
    (f"position p from draft {{ a: red line truce }}\n{CHECK}", "7:10 TC205"),
    (f'proposal p "P" from draft {{ a: truce or ) \n b: aid }}\n{CHECK}', "7:41 TC109"),
    ("term t: 0..\nrule a: t > 3", "7:12 TC101"),
    ("event talks\nrule a: talks by 2025-02-30", "8:18 TC118"),
]


@pytest.mark.parametrize(("text", "place"), ONE_FAULT)
def test_one_fault_gives_one_message(text: str, place: str) -> None:
    """A faulty declaration, clause or definition is reported once, where it stands."""
    found = built(VOCABULARY + text)
    errors = [
        at
        for at, each in zip(places(found), found.diagnostics, strict=True)
        if each.severity == "error"
    ]
    assert errors == [place]


def test_as_many_faults_as_faulty_clauses() -> None:
    """K faults in k clauses give k messages, each at its own clause."""
    lines = [f"rule r{n}: truce and nonsense{n}" for n in range(20)]
    expected = [f"{7 + n}:{19 + len(str(n))} TC201" for n in range(20)]
    assert places(built(VOCABULARY + "\n".join(lines))) == expected


def test_independent_faults_of_one_clause_are_all_reported() -> None:
    """What can be said of each part of a clause is said."""
    found = built(VOCABULARY + "rule a: truec and nonsense = 3 and town[noth]")
    assert places(found) == ["7:9 TC201", "7:19 TC201", "7:41 TC208"]


def test_a_message_names_the_near_name_the_place_and_the_passage() -> None:
    """A diagnostic has the near name as help and cites the passage of its clause."""
    found = built(VOCABULARY + 'proposal p "P" from draft { a: truec from "p. 7" }')
    (diagnostic,) = found.diagnostics
    assert diagnostic.message == "`truec` is not declared"
    assert diagnostic.help == "did you mean `truce`?"
    assert diagnostic.sources == ('draft, "p. 7"',)


def test_a_name_declared_twice_points_to_the_first() -> None:
    """The second declaration is the fault, whatever the order of the files."""
    found = built(VOCABULARY + "event truce")
    (diagnostic,) = found.diagnostics
    place = found.library.texts["library.terms"].place(diagnostic.related[0].span.start)
    assert (place.line, place.column) == (4, 6)
