"""The suite compares answers before times, and its small form is right without any peer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from math import inf
from pathlib import Path

import pytest

from bench.asked import Case, Disagreement, check
from bench.generators import SMALL
from bench.peers.table import PEERS
from bench.results import read
from bench.rows import CONFLICTS
from bench.sides import ROOT, Run, disagreement
from bench.suite import MINUTES, main, row
from bench.table import Entry, Goal, judged, line


def test_every_answer_of_small_instances_is_that_of_trying_every_package(tmp_path: Path) -> None:
    """`python -m bench.suite --short` ends well where no peer is installed."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.suite", "--short"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"BENCH_FOLDER": str(tmp_path), "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "by definition" in done.stdout
    assert done.stdout.endswith("questions, all sides agree\n")


def _run(side: str, found: str, *, complete: bool = True, clock: float = 1.0) -> Run:
    return Run(side, tuple(found.split()), complete, clock)


def test_sides_that_end_must_find_the_same() -> None:
    """Two whole answers that differ are a disagreement, whoever is right."""
    assert disagreement([_run("a", "1 2"), _run("b", "1 2")]) == ""
    assert "a and b disagree" in disagreement([_run("a", "1 2"), _run("b", "1 3")])
    assert "a and b disagree" in disagreement([_run("a", "1 2"), _run("b", "1")])


def test_a_side_that_was_cut_may_lack_answers_but_have_no_others() -> None:
    """What a cut side found has to be among what the others found."""
    assert disagreement([_run("a", "1 2"), _run("b", "2", complete=False)]) == ""
    assert disagreement([_run("a", "1 2"), _run("b", "3", complete=False)]) != ""
    assert disagreement([_run("a", "1", complete=False), _run("b", "3", complete=False)]) == ""


def test_a_disagreement_ends_the_row_and_keeps_the_instance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The instance about which sides disagree is kept, and so is one that breaks the product."""
    monkeypatch.setattr("bench.asked.FOLDER", tmp_path)
    case = Case("small", SMALL[0], ())
    with pytest.raises(Disagreement, match="a and b disagree"):
        check("conflicts", case, [_run("a", "1"), _run("b", "2")])
    with pytest.raises(Disagreement, match="broken"):
        check("pairs", case, [Run("termcheck", failed="broken"), _run("b", "2")])
    kept = {path.name for path in (tmp_path / "disagreements").iterdir()}
    assert kept == {"conflicts small", "pairs small"}
    check("conflicts", case, [_run("termcheck", "1"), Run("peer", failed="broken")])


def test_wrong_answers_end_the_suite_with_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Of a row in which sides disagree nothing is kept; the others are measured all the same."""

    def wrong(_: float) -> Iterator[Entry]:
        raise Disagreement("a and b disagree")

    right = Entry("best", "small", (), ())
    monkeypatch.setattr("bench.rows.pairs", wrong)
    monkeypatch.setattr("bench.rows.short", wrong)
    monkeypatch.setattr("bench.rows.best", lambda _: iter((right,)))
    assert main(["--short"]) == 1
    kept = tmp_path / "results"
    assert main(["--row", "pairs", "--row", "best", "--results", str(kept)]) == 1
    assert read(kept) == {"best": [right]}
    assert main(["--row", "best", "--results", str(kept)]) == 0
    assert "WRONG: a and b disagree" in capsys.readouterr().err


def test_a_goal_is_the_ratio_to_the_best_peer_that_is_there() -> None:
    """Own time over the least time of the peers; a cut peer's ratio is a bound."""
    goal = Goal("of the best", 0.5, ("p", "q"))
    lines = [line(_run("termcheck", "1", clock=2.0)), line(_run("p", "1", clock=8.0))]
    (found,) = judged(lines, [goal])
    assert (found.ratio, found.cut, found.reached) == (0.25, False, True)
    slow = line(_run("q", "", complete=False, clock=4.0))
    (found,) = judged([*lines, slow], [goal])
    assert (found.ratio, found.cut, found.reached) == (0.5, True, True)


def test_a_goal_is_missed_by_who_does_not_end_and_unsaid_without_peers() -> None:
    """Without a whole answer no goal is reached; without a peer nothing is said."""
    goal = Goal("of the best", 0.5, ("p",))
    cut = line(_run("termcheck", "", complete=False, clock=0.1))
    (found,) = judged([cut, line(_run("p", "1"))], [goal])
    assert (found.ratio, found.reached) == (inf, False)
    assert judged([cut], [goal]) == ()
    assert judged([cut, line(Run("p", failed="broken"))], [goal]) == ()


def test_work_is_compared_for_one_piece() -> None:
    """A cut peer that decided half the pairs counts with the time of one pair."""
    lines = [line(_run("termcheck", "1", clock=1.0), 100), line(_run("p", "", clock=5.0), 50)]
    (found,) = judged(lines, [Goal("a pair", 1.0, ("p",))])
    assert found.ratio == pytest.approx(0.1)


def test_every_row_can_be_asked_for_and_every_peer_has_pinned_packages() -> None:
    """The names of the command line lead to rows; a peer's environment is the same everywhere."""
    assert all(callable(row(name, 10)) for name in MINUTES)
    assert all("==" in each for peer in PEERS.values() for each in peer.packages)
    assert {each.peer for each in CONFLICTS if each.peer} <= set(PEERS)


def test_every_peer_has_its_script() -> None:
    """The module of each side that a peer runs is there, and so is its method."""
    for each in CONFLICTS:
        text = (ROOT / "bench" / (each.module.replace(".", "/") + ".py")).read_text("utf-8")
        assert f'"{each.method}"' in text
