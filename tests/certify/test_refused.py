"""The reader reads what it is given or refuses it with a reason; nothing else is raised."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest

from termcheck.certify.check.clauses import encode
from termcheck.certify.check.holds import holds
from termcheck.certify.check.reader import Reader
from termcheck.certify.check.words import Refused
from termcheck.language.parser import parse
from termcheck.library.build import build
from tests.certify.rich import VOCABULARY, Texts
from tests.certify.twice_read import Cut

TRIES = 10_000
SIGNS = (
    "not and or if unless only iff ( ) [ ] { } = != < <= > >= + - * / in .. , ; : @ % 0 1 2.5 "
    "9999-12-31 2025-03 2025-02-30 days( months after within at least no later than on by of min( "
    "sum( count( day( for each always one readings true none thousand red line overrides 1_0 x.y"
).split(" ")


def vocabulary() -> list[str]:
    """Return the declarations of the rich vocabulary, word for word."""
    parsed = [parse("library.terms", VOCABULARY)]
    cut = Cut(parsed, build("library", parsed))
    return [cut.text(each.span) for each in parsed[0].document.declarations]


DECLARATIONS = vocabulary()


def knowing() -> Reader:
    """Return a reader that knows the rich vocabulary."""
    found = Reader()
    for each in DECLARATIONS:
        found.declare(each)
    return found


def mutated(text: str, random: Random) -> str:
    """Return ``text`` with up to three words changed, added, dropped or cut off."""
    words = re.findall(r"[\w.]+|\s+|.", text)
    for _ in range(random.randint(1, 3)):
        place = random.randrange(len(words) + 1)
        way = random.randrange(4)
        if way == 0:
            words.insert(place, f" {random.choice(SIGNS)} ")
        elif way == 1:
            words[place : place + 1] = [random.choice(words or ["x"])]
        elif way == 2:
            del words[place : place + 1]
        elif random.random() < 0.2:
            del words[place:]
    return "".join(words)


def refused(read: Callable[..., object], *given: object) -> bool:
    """Say whether what is ``given`` was refused; anything else that is raised is a fault."""
    try:
        read(*given)
    except Refused as refusal:
        return str(refusal) != ""
    return False


def test_random_characters_are_refused_or_read() -> None:
    """Any text, printable or not, is refused or read."""
    random, known = Random(1), knowing()
    for _ in range(TRIES):
        codes = [
            random.choice((random.randrange(128), random.randrange(0x3000))) for _ in range(20)
        ]
        text = "".join(map(chr, codes[: random.randint(0, 20)]))
        for read in (known.clause, known.formula, known.status_quo, known.domain):
            assert refused(read, text) or text.strip(" \t\n") != ""


def test_mutated_declarations_are_refused_or_read() -> None:
    """A declaration with a few words changed is refused, or what is said with it may be."""
    random = Random(2)
    count = 0
    for _ in range(TRIES // 10):
        known, texts = Reader(), list(DECLARATIONS)
        for place in random.sample(range(len(texts)), 2):
            texts[place] = mutated(texts[place], random)
        count += sum(refused(known.declare, text) for text in texts)
        refused(known.clause, f"proposal {Texts(random).clause('a')}")
        refused(known.status_quo, "aid")
        refused(known.domain, "zone[east]@war")
    assert count > 500


def test_mutated_clauses_are_refused_or_read_to_the_end() -> None:
    """A clause with a few words changed is refused, or read, encoded and judged."""
    random, known = Random(3), knowing()

    def through(text: str, *overriding: tuple[str, str]) -> None:
        core = known.clause(f"proposal {text}", "", overriding)
        encode([core], known)
        refused(holds, core, {}, {})

    read = 0
    for _ in range(TRIES):
        writer = Texts(random)
        text = mutated(writer.clause("a"), random)
        other = mutated(f"proposal {writer.clause('b')} overrides a", random)
        read += not refused(through, text, *[("b", other)] * (random.random() < 0.2))
    assert 1_000 < read < TRIES


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "(" * 45 + "truce" + ")" * 45 + ")",
        "(" * 200 + "truce" + ")" * 200,
        "min(" * 200 + "path" + ")" * 200 + " = 1",
        "for each x in valleys: " * 200 + "truce",
        "for each x in valleys: " * 12 + "for each y in valleys: " * 12 + "truce",
        "path = " + "9" * 41,
        "path = " + "-" * 1000 + "1",
        "path = 1" + " * 999999999999999999999999999999" * 200,
        "day(talks) + 999999 months = day(treaty)",
        "talks on 0000-01-01",
        "talks on 2025-02-30",
        "path / 0 = 1",
        "depth = ",
        "nothing",
        'truce note "open',
        "truce\ntruce",
        "a < b < c",
        "\ufeff truce",
        "truce \u202e",
        "truce\x00",
        "truce\rfrom",
    ],
)
def test_a_text_that_no_library_holds_is_refused(text: str) -> None:
    """Too deep, too long, too large, no such day, no such name, no such sign."""
    known = knowing()
    assert refused(lambda: encode([known.clause(f"proposal {text}")], known))


def test_definitions_that_go_in_a_circle_or_grow_without_end_are_refused() -> None:
    """A definition is written out in a bounded number of steps."""
    known = knowing()
    known.declare("define egg = hen")
    known.declare("define hen = egg")
    known.declare("define d0 = truce")
    for place in range(40):
        known.declare(f"define d{place + 1} = d{place} and d{place}")
    known.declare("set loop = loop except {x}")
    known.declare("unit foo = 2 bar")
    known.declare("unit bar = 2 foo")
    for text in ("egg", "d40", "all(x in loop: truce)", "path = 1 foo"):
        assert refused(known.formula, text)


def test_a_package_that_says_too_little_is_refused() -> None:
    """What a core asks and the package does not say is no answer."""
    known = knowing()
    core = known.formula("path >= 1 m and talks")
    assert refused(holds, core, {"path": Fraction(5)}, {})
    assert refused(holds, core, {}, {"talks": None})
    assert refused(holds, core, {"path": "far"}, {"talks": None})


def test_a_clause_has_only_the_readings_that_it_lists() -> None:
    """A reading is chosen where there are several, and only there."""
    known = knowing()
    text = "proposal a: readings { p: truce; q: aid }"
    assert known.clause(text, "p") == known.clause("proposal truce")
    assert refused(known.clause, text)
    assert refused(known.clause, text, "r")
    assert refused(known.clause, "proposal truce", "p")


def test_only_a_clause_that_says_so_overrides_another() -> None:
    """A clause gives way to one that names its label after `overrides`, and to no other."""
    known = knowing()
    says, silent = "proposal b: aid if talks overrides a, c", "proposal b: aid if talks"
    assert known.clause("proposal a: truce", "", [("b", says)]) == known.formula("talks or truce")
    assert refused(known.clause, "proposal a: truce", "", [("b", silent)])
    assert refused(known.clause, "proposal d: truce", "", [("b", says)])
    assert refused(known.clause, "proposal truce", "", [("b", says)])
