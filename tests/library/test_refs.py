"""References: what each form names, and what is said of one that names nothing."""

from __future__ import annotations

import pytest

from termcheck.library.days import from_iso
from termcheck.library.model import Attested, Library, Reference
from termcheck.library.refs import Referred, RefFault, refer
from tests.library.sources import built, errors

TEXT = """
party north "North"
party south "South"
source draft "A draft" on 2025
set valleys = {east, west}
term truce: bool now false decided by north
term zone[valleys]: bool now true decided by south
term free: bool
event talks decided by north, south
event rain
rule known: truce or free or rain
proposal plan "Plan" from draft {
    quiet: truce
    help:  should free
    extra: may zone[east]
    q_01:  free if truce
    q_02:  truce if free
    zone[west]
    pick:  one of { a: truce; b: free }
    text:  readings { strict: truce; loose: free }
    towns: for each v in valleys: zone[v]
    twice: for each v in valleys: for each w in {east}: zone[v] if zone[w]
}
proposal stub "Stub" { }
position north on 2025-01-01 from draft attested own {
    line:   red line truce
    wish:   demand free
    hope:   prefer zone[east]
    can:    accepts zone[west]
    read:   red line readings { x: truce; y: free }
}
position north on 2025-06-01 from draft attested analyst {
    line: red line not truce
    late: demand talks
    withdraw wish
}
"""


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the library that the references are about."""
    found = built(TEXT)
    assert errors(found) == []
    return found.library


def keys(
    library: Library, text: str, day: str = "", attested: tuple[Attested, ...] = ()
) -> list[str]:
    """Return the keys that a reference names."""
    as_of = from_iso(day) if day else None
    found = refer(library, Reference(text), as_of, attested)
    assert isinstance(found, Referred), found
    return list(found.keys)


OWN: tuple[Attested, ...] = ("own",)
FIRM = ["plan.quiet", "plan.q_01", "plan.q_02", "plan.6", "plan.pick", "plan.text"]
FIRM += ["plan.towns", "plan.twice"]
NAMED = [
    ("plan", FIRM),
    ("plan.all", [FIRM[0], "plan.help", *FIRM[1:]]),
    ("plan.*", [FIRM[0], "plan.help", *FIRM[1:]]),
    ("plan.q_0*", ["plan.q_01", "plan.q_02"]),
    ("plan.*e*", ["plan.quiet", "plan.help", "plan.text", "plan.twice"]),
    ("plan.q*t", ["plan.quiet"]),
    ("plan.quiet", ["plan.quiet"]),
    ("plan.help", ["plan.help"]),
    ("plan.extra", ["plan.extra"]),
    ("plan.6", ["plan.6"]),
    ("plan.pick.b", ["plan.pick.b"]),
    ("plan.text.strict", ["plan.text.strict"]),
    ("plan.towns[west]", ["plan.towns.[west]"]),
    ("plan.twice[west,east]", ["plan.twice.[west, east]"]),
    ("plan.t*", ["plan.text", "plan.towns", "plan.twice"]),
    ("stub", []),
    ("stub.all", []),
    ("south", []),
    ("status quo of truce", ["status quo of truce"]),
    ("status quo of zone[west]", ["status quo of zone[west]"]),
    ("status  quo of talks", ["status quo of talks"]),
]


@pytest.mark.parametrize(("text", "named"), NAMED)
def test_a_reference_names_clauses(library: Library, text: str, named: list[str]) -> None:
    """Each form of reference names its clauses, in the order of their text."""
    assert keys(library, text) == named


POSITIONS = [
    ("north", "2025-02-01", ["line@2025-01-01", "read@2025-01-01"]),
    ("north.demands", "2025-02-01", ["line@2025-01-01", "wish@2025-01-01", "read@2025-01-01"]),
    (
        "north.all",
        "2025-02-01",
        ["line@2025-01-01", "wish@2025-01-01", "hope@2025-01-01", "read@2025-01-01"],
    ),
    ("north.line", "2025-02-01", ["line@2025-01-01"]),
    ("north.can", "2025-02-01", ["can@2025-01-01"]),
    ("north.line", "", ["line@2025-06-01"]),
    ("north.line@2025-01-01", "", ["line@2025-01-01"]),
    ("north.read.y", "", ["read@2025-01-01.y"]),
    ("north", "", ["read@2025-01-01", "line@2025-06-01"]),
    ("north.demands", "", ["read@2025-01-01", "line@2025-06-01", "late@2025-06-01"]),
    ("north", "2024-01-01", []),
]


@pytest.mark.parametrize(("text", "day", "named"), POSITIONS)
def test_a_party_stands_for_what_is_in_force(
    library: Library, text: str, day: str, named: list[str]
) -> None:
    """A party brings its red lines of the day; more is asked for by name."""
    assert keys(library, text, day) == [f"north.{key}" for key in named]


FAULTS = [
    ("paln", "TC280", "did you mean `plan`?"),
    ("paln.quiet", "TC280", "did you mean `plan`?"),
    ("plan.quite", "TC280", "did you mean `quiet`?"),
    ("plan.1", "TC280", "that clause is called `plan.quiet`"),
    ("plan.11", "TC280", ""),
    ("plan.x*", "TC280", ""),
    ("plan.pick.c", "TC280", "one of a, b"),
    ("plan.quiet.a", "TC280", "it has none"),
    ("plan.towns[est]", "TC280", "did you mean `plan.towns[east]`?"),
    ("plan.towns[north]", "TC280", "one of plan.towns[east], plan.towns[west]"),
    ("plan.towns[", "TC280", "one of plan.towns[east], plan.towns[west]"),
    ("plan.towns[east", "TC280", "did you mean `plan.towns[east]`?"),
    ("plan.twons[east]", "TC280", "did you mean `towns`?"),
    ("plan.quiet[east]", "TC280", "it has no `for each`"),
    ("plan.twice[east]", "TC280", "one of plan.twice[east, east], plan.twice[west, east]"),
    ("plan.demands", "TC280", "write `plan` or `plan.all`"),
    ("north.lnie", "TC280", "did you mean `line`?"),
    ("north.wish", "TC281", "ask `as of` another day, or count other statements with `attested`"),
    ("known", "TC282", "name a clause, a proposal or a party"),
    ("status quo of truec", "TC280", "did you mean `truce`?"),
    ("status quo of zone", "TC280", ""),
    ("status quo of free", "TC283", "declare it with `now` and `decided by`"),
    ("status quo of rain", "TC283", "declare it with `decided by`"),
    ("", "TC280", ""),
    (".", "TC280", ""),
    ("plan.", "TC280", ""),
    ("plan..", "TC280", ""),
]


@pytest.mark.parametrize(("text", "code", "help_"), FAULTS)
def test_a_reference_that_names_nothing_is_a_fault(
    library: Library, text: str, code: str, help_: str
) -> None:
    """A wrong reference is answered with a code and, where one is near, a suggestion."""
    found = refer(library, Reference(text))
    assert isinstance(found, RefFault), found
    assert (found.code, found.help) == (code, help_)


def test_a_statement_not_in_force_is_told_with_its_days(library: Library) -> None:
    """The message says when and as what the statement was made."""
    found = refer(library, Reference("north.late"), from_iso("2025-02-01"))
    assert isinstance(found, RefFault)
    assert found.message == (
        "`north.late` is not in force as asked: it was stated 2025-06-01 (analyst)"
    )


def test_a_month_is_told_as_a_month() -> None:
    """What was said in a month is not told as if it were said on its first day."""
    text = TEXT + "position south on 2025-09 from draft { later: red line free }\n"
    found = refer(built(text).library, Reference("south.later"), from_iso("2025-02-01"))
    assert isinstance(found, RefFault)
    assert found.message == "`south.later` is not in force as asked: it was stated 2025-09"


def test_a_question_can_count_only_some_statements(library: Library) -> None:
    """Statements that are not counted neither answer nor supersede."""
    assert keys(library, "north.line", "", OWN) == ["north.line@2025-01-01"]
    assert isinstance(refer(library, Reference("north.late"), None, OWN), RefFault)
