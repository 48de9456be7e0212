"""The rows of the suite: which questions, about which instances, put to whom, with which goals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from bench import generators as made
from bench.asked import Case, entry
from bench.feature_models import feature_model
from bench.sides import Run, Side
from bench.table import Entry, Goal

CONFLICTS = (
    Side("termcheck", "product", "conflicts"),
    Side("CPMpy marco, exact", "peers.cpmpy_conflicts", "exact", "cpmpy"),
    Side("CPMpy marco, ortools", "peers.cpmpy_conflicts", "ortools", "cpmpy"),
    Side("CPMpy marco, z3", "peers.cpmpy_conflicts", "z3", "cpmpy"),
    Side("PySAT OptUx", "peers.pysat_conflicts", "optux", "pysat"),
    Side("PySAT OptUx, unsorted", "peers.pysat_conflicts", "unsorted", "pysat"),
    Side("PySAT marco", "peers.pysat_conflicts", "marco", "pysat"),
    Side("z3py marco", "peers.z3_conflicts", "marco", "z3"),
)
WITH_SUMS = tuple(each for each in CONFLICTS if each.peer != "pysat")
QUICKEST = tuple(
    each
    for each in CONFLICTS
    if each.name in {"termcheck", "CPMpy marco, exact", "PySAT OptUx, unsorted", "PySAT marco"}
)
METHODS = (
    Side("termcheck", "product", "conflicts"),
    Side("termcheck by elimination", "product", "elimination"),
    Side("termcheck one by one", "product", "one by one"),
)

PAIRS = (
    Side("termcheck", "product", "pairs"),
    Side("PySAT g4, selectors", "peers.pysat_pairs", "g4", "pysat"),
    Side("z3py, selectors", "peers.z3_pairs", "incremental", "z3"),
    Side("z3py, fresh", "peers.z3_pairs", "fresh", "z3"),
)

EDIT = (
    Side("termcheck, after one edit", "product", "after edit", grace=120.0),
    Side("termcheck, all anew", "product", "edit"),
)

BEST = (
    Side("termcheck", "product", "best", grace=120.0),
    Side("z3 Optimize", "peers.z3_best", "optimize", "z3"),
    Side("PySAT RC2", "peers.pysat_best", "rc2", "pysat"),
    Side("PySAT RC2 stratified", "peers.pysat_best", "stratified", "pysat"),
    Side("CP-SAT", "peers.ortools_best", "best", "ortools"),
    Side("clingo", "peers.clingo_answers", "best", "clingo"),
)

FRONT = (
    Side("termcheck", "product", "front", grace=120.0),
    Side("z3 Optimize", "peers.z3_best", "front", "z3"),
    Side("CP-SAT", "peers.ortools_best", "front", "ortools"),
)

FORCED = (
    Side("termcheck", "product", "forced"),
    Side("z3 loop", "peers.z3_forced", "loop", "z3"),
    Side("z3 consequences", "peers.z3_forced", "consequences", "z3"),
    Side("PySAT BBScan, core", "peers.pysat_forced", "core", "pysat"),
    Side("PySAT BBScan, chunk", "peers.pysat_forced", "chunk", "pysat"),
    Side("PySAT loop", "peers.pysat_forced", "loop", "pysat"),
    Side("clingo cautious", "peers.clingo_answers", "forced", "clingo"),
)

FEATURES = (
    Side("termcheck", "product", "features"),
    Side("flamapy", "peers.flamapy_features", "features", "flamapy"),
)


_PEERS = ("CPMpy", "PySAT", "z3", "clingo", "CP-SAT")
_FAR = Goal("of the best peer", 1 / 100, _PEERS)
_NEAR = Goal("of the best peer", 1.5, _PEERS)


def conflicts(cut: float) -> Iterator[Entry]:
    """All minimal conflicts, complete."""
    for problem, sides, goal, longest in (
        (made.sparse(200, 100, 1), CONFLICTS, _FAR, 60.0),
        (made.sparse(200, 90, 1), QUICKEST, _FAR, 60.0),
        (made.sparse(1000, 500, 0), QUICKEST, _FAR, 60.0),
        (made.tangled(36, 8, 2), CONFLICTS, _NEAR, 30.0),
        (made.pigeonholes(7, 6), CONFLICTS, _NEAR, 30.0),
        (made.shared(12, 0), CONFLICTS, _NEAR, 20.0),
        (made.sums(60, 1), WITH_SUMS, _NEAR, 30.0),
        (made.dates(60, 1), WITH_SUMS, _NEAR, 30.0),
    ):
        yield entry("conflicts", Case(problem.name, problem, sides, (goal,), longest), cut)


def decided(run: Run) -> float:
    """Return how many pairs a run decided, as each proposal comes with those before it."""
    return float(sum(json.loads(each)[0] for each in run.found))


def pairs(cut: float) -> Iterator[Entry]:
    """All pairs of 1,000 proposals, and again after one of them was edited."""
    problem = made.proposals(1000, 1)
    goals = (
        Goal("of PySAT with selectors", 1 / 25, ("PySAT",)),
        Goal("of z3py with selectors", 1 / 100, ("z3py, selectors",)),
    )
    yield entry("pairs", Case(problem.name, problem, PAIRS, goals), cut, decided)
    more = made.proposals(1001, 1)
    goal = Goal("of all anew", 1 / 100, ("termcheck, all anew",), "termcheck, after one edit")
    yield entry("pairs", Case("one of 1000 edited", more, EDIT, (goal,)), cut)


def best(cut: float) -> Iterator[Entry]:
    """The best package."""
    goals = (
        Goal("of z3 Optimize", 1 / 50, ("z3 Optimize",)),
        Goal("of PySAT RC2", 1.0, ("PySAT RC2",)),
        Goal("of the best peer", 1.0, _PEERS),
    )
    for plain in (made.sparse(200, 100, 1), made.sparse(1000, 500, 0)):
        problem = made.weighed(plain, 1, 1)
        yield entry("best", Case(problem.name, problem, BEST, goals, 60.0), cut)


def front(cut: float) -> Iterator[Entry]:
    """The Pareto front of five parties."""
    goal = Goal("of the best peer, cut at 60 s", 2 / 60, _PEERS)
    for plain, goals in ((made.sparse(40, 24, 1), ()), (made.sparse(200, 100, 1), (goal,))):
        problem = made.weighed(plain, 5, 1)
        yield entry("front", Case(problem.name, problem, FRONT, goals, 60.0), cut)


def forced(cut: float) -> Iterator[Entry]:
    """Forced terms."""
    goals = (
        Goal("of the z3 loop", 1 / 20, ("z3 loop",)),
        Goal("of the best peer", 1.2, _PEERS),
    )
    for terms in (300, 1000, 3000):
        problem = made.settled(terms, 1)
        yield entry("forced", Case(problem.name, problem, FORCED, goals, 30.0), cut)


def features(cut: float) -> Iterator[Entry]:
    """Feature models: consistent, forced and dead."""
    goal = Goal("of flamapy", 1 / 30, ("flamapy",))
    for size in (1000, 3000):
        text = feature_model(size, size // 10, 1)
        case = Case(f"{size} features", text, FEATURES, (goal,), 60.0)
        yield entry("features", case, cut)


def short(cut: float) -> Iterator[Entry]:
    """Small instances of everything, by definition as well."""
    terms = made.weighed(made.sparse(14, 7, 4), 3, 1)
    settled = made.settled(12, 1)
    for question, content, sides in (
        *(("conflicts", each, (*METHODS, *CONFLICTS[1:])) for each in made.SMALL),
        ("conflicts", made.SMALL_SUMS, (METHODS[0], METHODS[2], *WITH_SUMS[1:])),
        ("pairs", terms, PAIRS),
        ("edit", terms, EDIT),
        ("best", replace(terms, parties=(0,) * len(terms.soft)), BEST),
        ("front", terms, FRONT),
        ("forced", settled, FORCED),
    ):
        asked = (*sides, Side("by definition", "brute", question))
        yield entry(f"short {question}", Case(content.name, content, asked, once=True), cut)
    model = Case("60 features", feature_model(60, 10, 1), FEATURES, once=True)
    yield entry("short features", model, cut)
