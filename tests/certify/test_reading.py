"""The checker reads a library as termcheck does: each formula has one value in every package."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings

from termcheck.certify.check.clauses import encode
from termcheck.certify.check.holds import holds
from termcheck.language.parser import parse
from termcheck.library.build import build
from tests.certify.rich import Texts
from tests.certify.satisfying import can_hold
from tests.certify.twice_read import Cut, cut, folder, numbers_in
from tests.libraries import Written, libraries
from tests.negotiations import Negotiation, negotiations

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ["tests/library/spec", "proposals/ukraine"] + [
    each.relative_to(ROOT).as_posix()
    for each in sorted((ROOT / "proposals" / "examples").iterdir())
]
PAGES = [
    pytest.param(page, id=page.stem) for page in sorted((ROOT / "docs" / "guide").glob("*.md"))
]


@pytest.mark.parametrize("place", FOLDERS)
def test_a_library_is_read_alike(place: str) -> None:
    """Every clause, rule, status quo and hypothesis of the library means the same to both."""
    library = cut(*folder(ROOT / place, ROOT))
    assert len(list(library.all())) > 10
    assert library.disagreements() == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_guide_is_read_alike(page: Path) -> None:
    """What the guide shows means the same to both."""
    library = cut((f"{page.stem}.terms.md", page.read_text(encoding="utf-8")))
    assert library.disagreements() == []


@given(libraries())
@settings(max_examples=100, deadline=None)
def test_a_random_library_is_read_alike(written: Written) -> None:
    """Every clause of a random library means the same to both."""
    assert cut(("library.terms", written.text)).disagreements() == []


@given(negotiations())
@settings(max_examples=50, deadline=None)
def test_a_random_negotiation_is_read_alike(written: Negotiation) -> None:
    """So does every statement of random parties, and every clause of several proposals."""
    assert cut(("library.terms", written.text)).disagreements() == []


@pytest.mark.parametrize("block", range(8))
def test_every_form_is_read_alike(block: int) -> None:
    """Random clauses of every form that termcheck accepts mean the same to both."""
    found = accepted(range(25 * block, 25 * block + 25))
    assert len(found) >= 10
    assert [line for seed, each in found for line in each.disagreements(seed)] == []


def test_the_clauses_of_every_form_can_hold_where_the_form_does() -> None:
    """What is encoded of a random clause can hold in a package iff the clause does."""
    random = Random(0)
    tried = set[bool]()
    for _, found in accepted(range(200, 240)):
        for each in found.all():
            if len(str(each.core)) > 1500:
                continue
            clauses = encode([each.core], found.reader)
            for _ in range(3):
                package = found.package(each, numbers_in(each.core), random)
                values = {str(variable): value for variable, value in package.values.items()}
                expected = holds(each.core, values, package.days)
                tried.add(expected)
                assert can_hold(clauses, values, package.days) == expected, each
    assert tried == {True, False}


def accepted(seeds: Iterable[int]) -> list[tuple[int, Cut]]:
    """Return the random libraries of ``seeds`` that termcheck accepts."""
    found = [(seed, cut(("library.terms", Texts(Random(seed)).library()))) for seed in seeds]
    return [(seed, each) for seed, each in found if not each.errors]


WORDS = (
    "readings always score weight before earlier exactly after thousand day days count min sum some"
    " one only decided rule may prefer demand default decimal bool none label at unit"
    " should accepts weight decided phase before upon_"
).split()
BODIES = (
    "{w}",
    "not {w} or truce",
    "prefer {w}",
    "{w}: {w}",
    "n <= 3 if {w}",
    "n = 3 and {w}",
    "one of {{ {w}: truce; b: {w} }}",
    "truce only if {w}",
    "n >= 3\n  if {w}",
    "{w} - n = 1",
    "prefer {w} - n = 1",
    "min({w}, n) = 2",
    "n in {w}..3",
    "{w} only after talks",
    "talks 3 days after {w}",
    "day({w}) < day(talks)",
    "demand {w} = 3",
    "demand weight 2: {w}",
    "demand {w} - n = 1",
    "{w} by 2025-03-01",
    "{w} in {{1, 2}}",
    "{w} at least 2 days after talks",
    "one of {{ {w} by q: truce; b: {w} }}",
    "accepts {w} = {w}",
)
ODD = """party q "Q"
source d "D" on 2025
term truce: bool
term n: 0..9
event talks
{declaration}
{head} {{
    {body}
}}
"""


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_the_language_as_a_name_is_read_alike(word: str) -> None:
    """Where a word may be a name and something else, the checker takes it as termcheck does."""
    for body in BODIES:
        for declared in (f"term {word}: bool", f"term {word}: 0..5", f"event {word}"):
            position = body.startswith(("prefer", "demand", "accepts"))
            head = "position q on 2025 from d attested own" if position else 'proposal p "P" from d'
            said = body.format(w=word)
            parsed = parse("odd.terms", ODD.format(declaration=declared, head=head, body=said))
            made = build("odd", [parsed])
            if any(each.severity == "error" for each in made.diagnostics):
                continue
            assert Cut([parsed], made).disagreements() == []


NEST = """source d "D" on 2025
term truce: bool
term n: 0..9
event talks
event treaty
set one = {k}
proposal p "P" from d {
    c: BODY
}
"""


def beneath(frames: int, ask: Callable[[], T]) -> T:
    """Ask with so many calls beneath."""
    return ask() if frames == 0 else beneath(frames - 1, ask)


@pytest.mark.parametrize(
    ("opening", "inside", "closing"),
    [
        ("(", "truce", ")"),
        ("not (", "truce", ")"),
        ("(truce and ", "truce", ")"),
        ("(truce = ", "truce", ")"),
        ("(", "truce", " = truce)"),
        ("(", "truce", " unless talks)"),
        ("(", "truce", " only if talks)"),
        ("at least 1 of (", "truce", ", talks)"),
        ("all(xI in one: ", "truce", ")"),
        ("(count(xI in one: ", "truce", ") = 1)"),
        ("(sum(xI in one: n if ", "truce", ") = 1)"),
        ("for each xI in one: ", "truce", ""),
        ("one of { a: ", "truce", "; b: talks }"),
        ("n = min(", "3", ", n)"),
        ("n = -(", "3", ")"),
        ("day(treaty) = max(", "day(talks)", ", day(treaty))"),
    ],
)
def test_the_deepest_text_that_the_language_allows_is_read(
    opening: str, inside: str, closing: str
) -> None:
    """One level less than what termcheck refuses is read, with hundreds of calls beneath."""
    head, _, repeated = opening.rpartition("= ") if opening.startswith(("n", "day")) else ("",) * 3
    head, repeated = (f"{head}= ", repeated) if head else ("", opening)

    def made(levels: int) -> str:
        opened = "".join(repeated.replace("I", str(level)) for level in range(levels))
        return NEST.replace("BODY", f"{head}{opened}{inside}{closing * levels}")

    allowed = bisect(range(110), False, key=lambda levels: cut_errors(made(levels))) - 1
    assert allowed > 20
    text = made(allowed)
    library = Cut([parse("deep.terms", text)], build("deep", [parse("deep.terms", text)]))

    def through() -> int:
        return len([encode([each.core], library.reader) for each in library.clauses()])

    assert beneath(250, through) >= 1


def cut_errors(text: str) -> bool:
    """Say whether termcheck refuses a text."""
    parsed = parse("deep.terms", text)
    found = [*parsed.diagnostics, *build("deep", [parsed]).diagnostics]
    return any(each.severity == "error" for each in found)
