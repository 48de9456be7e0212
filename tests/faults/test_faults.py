"""The seeded faults: all apply, the table of who notices them is fresh, and a slice is run."""

from __future__ import annotations

import json
from random import Random

import pytest

from tests.faults.__main__ import SUMMARY, noticed_by
from tests.faults.battery import LAWS, runs
from tests.faults.patching import DoesNotApply, Fault, patched
from tests.faults.table import FAULTS

SLICE = Random(8).sample(FAULTS, 8)
KNOWN: dict[str, str] = json.loads(SUMMARY.read_text(encoding="utf-8"))


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_fault_applies(fault: Fault) -> None:
    """What a fault replaces stands in its module exactly once, and what comes out is code."""
    compile(patched(fault), fault.module, "exec", dont_inherit=True)


def test_there_are_forty_faults_with_names_of_their_own() -> None:
    """The table holds forty faults at least, in every room that decides, none under one name."""
    names = [fault.name for fault in FAULTS]
    assert len(names) == len(set(names)) >= 40
    rooms = {fault.module.partition(".")[0] for fault in FAULTS}
    assert rooms == {"library", "logic", "solve", "questions", "certify"}


def test_a_fault_that_does_not_apply_is_an_error() -> None:
    """A text that does not stand in the module, or more than once, is no fault to seed."""
    for old in ("no such text", "return"):
        with pytest.raises(DoesNotApply):
            patched(Fault("x", "library.elaborate", old, ""))


def test_every_law_of_the_battery_is_there() -> None:
    """Every law that the battery names is a test of this project."""
    assert all([*runs(law)] for law in LAWS)
    assert len(LAWS) == len(set(LAWS))


def test_the_summary_is_fresh() -> None:
    """The kept summary names all faults of the table, and a law of the battery for each."""
    assert list(KNOWN) == [fault.name for fault in FAULTS]
    assert set(KNOWN.values()) <= set(LAWS)


@pytest.mark.parametrize("fault", SLICE, ids=[fault.name for fault in SLICE])
def test_a_fault_is_noticed(fault: Fault) -> None:
    """The law that noticed a fault in the last whole run notices it now."""
    law = KNOWN[fault.name]
    assert noticed_by(fault, (law,)) == law
