"""Laws: the order of files, splitting and names change nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from termcheck.language.parser import parse
from termcheck.library.build import build
from tests.libraries import VOCABULARY, Written, libraries
from tests.library.contents import content, findings
from tests.library.sources import built, built_from

ROOT = Path(__file__).resolve().parents[2]
SPEC = Path(__file__).parent / "spec"
FAULTY = """
rule f0: truec
rule f1: zone[noth] = army
rule f2: border = opne
term truce: bool
position north on 2025 { x: red line truce; withdraw y }
proposal second "B" amends plan from draft { withdraw nothing; c0: aid }
"""


def declarations_of(text: str) -> list[str]:
    """Return the declarations of a text, one text each."""
    parsed = parse("f", text)
    spans = [each.span for each in parsed.document.declarations]
    return [text[span.start : span.end] + "\n" for span in spans]


SPEC_PARTS = [
    part
    for path in sorted(SPEC.glob("*.terms"))
    for part in declarations_of(path.read_text(encoding="utf-8"))
]


@settings(max_examples=15)
@given(st.permutations(SPEC_PARTS), st.integers(1, 9))
def test_the_order_of_declarations_and_files_changes_nothing(parts: list[str], size: int) -> None:
    """The library of the language's page is the same however it is spread over files."""
    files = {f"{n:03}.terms": "".join(parts[n : n + size]) for n in range(0, len(parts), size)}
    one, other = built("".join(SPEC_PARTS)), built_from(files)
    assert content(one.library) == content(other.library)
    assert findings(one) == findings(other)


@settings(max_examples=60)
@given(libraries(), st.randoms(use_true_random=False), st.booleans())
def test_splitting_a_library_changes_nothing(
    written: Written, random: Random, faulty: bool
) -> None:
    """Random libraries, sound or faulty, mean the same in one file and in many."""
    text = written.text + (FAULTY if faulty else "")
    whole = built(text)
    parts = declarations_of(text)
    random.shuffle(parts)
    split = built_from({f"{n}.terms": part for n, part in enumerate(parts)})
    assert sorted(each.code for each in whole.diagnostics) == sorted(
        each.code for each in split.diagnostics
    )
    if not faulty:
        assert content(whole.library) == content(split.library)
        assert findings(whole) == findings(split)


def test_the_order_in_which_files_are_given_changes_nothing() -> None:
    """Files are read in the order of their names, even where names clash."""
    files = {"b.terms": VOCABULARY, "a.terms": FAULTY, "c.terms": "event truce"}
    parsed = [parse(file, text) for file, text in files.items()]
    results = [
        build("root", [parsed[n] for n in order]).diagnostics
        for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0))
    ]
    assert results[0] == results[1] == results[2]


NAMES = (
    "north south draft valleys east west truce aid border closed guarded open zone army police"
    " depth talks treaty war peace plan"
).split()


def renamed(text: str) -> str:
    """Return ``text`` with every name changed, and texts in quotes as they were."""
    parts = re.split(r'("[^"\n]*")', text)
    for at in range(0, len(parts), 2):
        for name in NAMES:
            parts[at] = re.sub(rf"\b{name}\b", f"{name}_x", parts[at])
    return "".join(parts)


@given(libraries(), st.booleans())
def test_renaming_changes_nothing_but_names(written: Written, faulty: bool) -> None:
    """A library with other names has the same content under those names."""
    text = written.text + (FAULTY if faulty else "")
    one, other = built(text), built(renamed(text))
    assert [each.code for each in one.diagnostics] == [each.code for each in other.diagnostics]
    if not faulty:
        assert repr(content(other.library)).replace("_x", "") == repr(content(one.library))


@given(libraries())
def test_building_twice_gives_the_same(written: Written) -> None:
    """A build depends on nothing but its texts."""
    assert built(written.text) == built(written.text)


@given(libraries())
def test_comments_and_blank_lines_change_nothing(written: Written) -> None:
    """What no reader reads as a clause is none."""
    spread = "# a comment\n\n" + written.text.replace("\nrule", "\n\n# a comment\n\nrule")
    assert content(built(written.text).library) == content(built(spread).library)


def test_a_build_does_not_depend_on_the_hash_seed() -> None:
    """The same texts give the same library and messages in processes with other seeds."""
    program = (
        "import sys; sys.path.insert(0, 'src')\n"
        "from tests.libraries import VOCABULARY\n"
        "from tests.library.sources import built\n"
        "from tests.library.test_laws import FAULTY, SPEC_PARTS\n"
        "print(built(''.join(SPEC_PARTS)), built(VOCABULARY + FAULTY))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
