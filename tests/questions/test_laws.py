"""Laws of verdicts, over random libraries."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from itertools import combinations, product

from hypothesis import assume, given
from hypothesis import strategies as st

from termcheck.library.formula import Formula, Variable
from termcheck.library.model import Answer, Choice, Library, Question, Reference
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import clause_item
from termcheck.questions import verdict as v
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from tests.libraries import VOCABULARY, Written, bodies, libraries
from tests.texts import library

EVERYTHING = (Reference("plan"), Reference("north"))


def ask(made: Library, *references: str) -> v.Outcome:
    """Return the verdict on references in a fresh inquiry."""
    given_ = tuple(map(Reference, references)) if references else EVERYTHING
    found = verdict(Inquiry(made), Question(given=given_))
    assert isinstance(found, v.Verdict)
    return found.outcome


@cache
def packages() -> tuple[Package, ...]:
    """Return every package of the random vocabulary, days from a window of two."""
    made = library(VOCABULARY)
    rows: list[tuple[Variable, list[Answer]]] = []
    for term in made.terms.values():
        for name in term.members:
            phases = made.phases if term.by_phase else [None]
            rows += [(Variable(name, phase), _answers(made, name)) for phase in phases]
    names = [name for name, _ in rows]
    days = [None, made.horizon[0], made.horizon[0] + 1]
    return tuple(
        Package(dict(zip(names, values, strict=True)), dict(zip(made.events, when, strict=True)))
        for values in product(*(answers for _, answers in rows))
        for when in product(days, repeat=2)
    )


def _answers(made: Library, name: str) -> list[Answer]:
    domain = made.domains[name]
    if isinstance(domain, Choice):
        return list(domain.values)
    return [None, *(Fraction(n) for n in range(int(domain.low), int(domain.high) + 1))]


@cache
def worlds(formula: Formula) -> int:
    """Return the packages in which a formula holds, one bit for each."""
    return sum(holds(formula, package) << place for place, package in enumerate(packages()))


def worlds_of(made: Library, keys: Iterable[str]) -> int:
    """Return the packages in which all these clauses and rules hold."""
    mask = (1 << len(packages())) - 1
    for key in keys:
        for part in clause_item(made, key).parts:
            mask &= worlds(part.formula)
    return mask


def in_force(made: Library, key: str, package: Package) -> bool:
    """Say by ``evaluate`` whether a clause or rule holds in a package."""
    return all(holds(part.formula, package) for part in clause_item(made, key).parts)


@given(libraries())
def test_conflicts_and_fixes_are_those_of_brute_force(written: Written) -> None:
    """Verdict, conflicts and fixes are what trying every package says."""
    made = library(written.text)
    clauses = [key for key in made.clauses if key not in made.rules]
    outcome = ask(made)
    if not worlds_of(made, made.rules):
        assert isinstance(outcome, v.ContradictoryBackground)
        return
    subsets = [frozenset(c) for n in range(len(clauses) + 1) for c in combinations(clauses, n)]
    bad = [each for each in subsets if not worlds_of(made, [*each, *made.rules])]
    conflicts = {each for each in bad if not any(other < each for other in bad)}
    removals = [frozenset(clauses) - each for each in subsets if each not in bad]
    fixes = {each for each in removals if not any(other < each for other in removals)}
    if isinstance(outcome, v.Compatible):
        assert (conflicts, fixes) == (set(), {frozenset()})
        return
    assert isinstance(outcome, v.Incompatible)
    assert outcome.complete
    assert conflicts == {each.names for each in outcome.conflicts}
    chosen = {
        frozenset(unit.name for fix in choice for unit in fix) for choice in product(*outcome.menus)
    }
    assert fixes == chosen


@given(libraries())
def test_every_conflict_is_minimal(written: Written) -> None:
    """A conflict is incompatible; without any one of its clauses it is not."""
    made = library(written.text)
    outcome = ask(made)
    assume(isinstance(outcome, v.Incompatible))
    assert isinstance(outcome, v.Incompatible)
    for conflict in outcome.conflicts:
        names = list(conflict.clauses)
        assert isinstance(ask(made, *names), v.Incompatible)
        for dropped in names:
            rest = [name for name in names if name != dropped]
            left = ask(made, *rest) if rest else v.Compatible(Package({}, {}))
            assert isinstance(left, v.Compatible)
            for key in rest:
                assert in_force(made, key, left.package)


@given(libraries())
def test_the_rules_of_a_conflict_are_needed(written: Written) -> None:
    """With just the rules that a conflict names, its clauses still clash."""
    made = library(written.text)
    outcome = ask(made)
    assume(isinstance(outcome, v.Incompatible))
    assert isinstance(outcome, v.Incompatible)
    for conflict in outcome.conflicts:
        rules = [made.rules.index(name) for name in conflict.rules]
        lean = library(written.but(rules=tuple(written.rules[i] for i in rules)).text)
        assert isinstance(ask(lean, *conflict.clauses), v.Incompatible)


@given(libraries(), bodies())
def test_adding_a_clause_never_helps(written: Written, body: str) -> None:
    """What is incompatible stays so when a clause is added."""
    before = ask(library(written.text))
    after = ask(library(written.but(clauses=(*written.clauses, body)).text))
    if not isinstance(before, v.Compatible):
        assert type(after) is type(before)


@given(libraries(), st.randoms())
def test_order_and_files_change_nothing(written: Written, chance: object) -> None:
    """The same declarations in other order and other files give equal verdicts."""
    declarations = list(written.declarations)
    chance.shuffle(declarations)  # type: ignore[attr-defined]
    split = library(VOCABULARY, *declarations)
    assert ask(library(written.text)) == ask(split)


@given(libraries())
def test_names_change_nothing_but_names(written: Written) -> None:
    """Renaming a term renames it in the answer and changes nothing else."""
    renamed = written.text.replace("border", "frontier").replace("truce", "quiet")
    before, after = ask(library(written.text)), ask(library(renamed))
    if isinstance(before, v.Incompatible):
        assert isinstance(after, v.Incompatible)
        assert [c.names for c in before.conflicts] == [c.names for c in after.conflicts]
    assert type(before) is type(after)


@given(libraries(), st.integers(1, 99))
def test_the_seed_changes_no_byte(written: Written, seed: int) -> None:
    """Whatever the solver's seed, the whole verdict is equal, package included."""
    made = library(written.text)
    question = Question(given=EVERYTHING)
    first, second = verdict(Inquiry(made), question), verdict(Inquiry(made, seed=seed), question)
    assert repr(first) == repr(second)
