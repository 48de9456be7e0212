"""A library is divided where no file needs another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termcheck.language.parser import parse
from termcheck.library.division import Division, Summary, divide, summary

FILES = ("a", "b", "c", "d", "e", "f")


def divided(files: dict[str, str]) -> Division | None:
    """Return the division of files by their texts."""
    return divide({name: summary(parse(name, text).document) for name, text in files.items()})


def test_texts_that_nothing_links_are_parts() -> None:
    """What declares a vocabulary or takes a position is shared; each other text is a part."""
    files = {
        "words": "party north\nterm peace: bool\n",
        "said": "position north { x: red line peace }\n",
        "one": 'proposal one "One" { a: peace }\n',
        "two": 'proposal two "Two" { a: peace }\n'
        'check "two" { given two, north\n expect compatible }\n',
    }
    assert divided(files) == Division(("said", "words"), (("one",), ("two",)))


LINKS = [
    'proposal two "Two" amends one { b: peace }\n',
    'check "t" { given one\n expect compatible }\n',
    'check "t" { given one.a, north\n expect compatible }\n',
    'check "t" { given north\n keep one\n expect compatible }\n',
    'check "t" { given north\n without one.a\n expect compatible }\n',
    'check "t" { given north\n under one.a.x\n expect compatible }\n',
    'check "t" { given north\n expect incompatible because one.*, north }\n',
    'check "t" { given north\n expect fix one.1 }\n',
]


@pytest.mark.parametrize("text", LINKS)
def test_a_file_that_names_a_text_is_in_one_part_with_it(text: str) -> None:
    """Amendments link files, and so does each line of a check that refers to a clause."""
    files = {
        "words": "party north\nterm peace: bool\n",
        "one": 'proposal one "One" { a: peace }\n',
        "other": text,
        "far": 'proposal far "Far" { a: peace }\n',
    }
    assert divided(files) == Division(("words",), (("far",), ("one", "other")))


def test_what_a_shared_file_names_is_shared() -> None:
    """A check beside the vocabulary draws the text that it asks about to the vocabulary."""
    files = {
        "words": 'term peace: bool\ncheck "t" { given one\n expect compatible }\n',
        "one": 'proposal one "One" { a: peace }\n',
        "two": 'proposal two "Two" { a: peace }\n',
    }
    assert divided(files) == Division(("one", "words"), (("two",),))


def test_a_name_that_two_files_declare_divides_nothing() -> None:
    """Which of the two counts is a matter of the whole library."""
    assert divided({"a": "party one\n", "b": 'proposal one "One" { a: true }\n'}) is None


@given(
    st.sets(st.sampled_from(FILES)),
    st.lists(st.tuples(st.sampled_from(FILES), st.sampled_from(FILES)), max_size=6),
)
def test_two_files_are_together_exactly_if_there_is_a_way_between_them(
    shared: set[str], mentions: list[tuple[str, str]]
) -> None:
    """Brute force: steps along mentions in either direction, as long as there are new ones."""
    summaries = {
        name: Summary(
            name in shared, (), (name,), tuple(other for one, other in mentions if one == name)
        )
        for name in FILES
    }
    way = {(name, name) for name in FILES} | set(mentions) | {(b, a) for a, b in mentions}
    for _ in FILES:
        way |= {(a, d) for a, b in way for c, d in way if b == c}
    found = divide(summaries)
    assert found is not None
    drawn = {a for a, b in way if b in shared}
    assert set(found.shared) == drawn
    assert {frozenset(part) for part in found.parts} == {
        frozenset(b for a, b in way if a == name) for name in set(FILES) - drawn
    }
