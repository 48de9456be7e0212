"""What `matrix`, `coalitions`, `timeline` and `diff` should answer, by trying every package.

``faults`` asks the four questions of a generated negotiation and compares every
fact of their answers with its definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import combinations, product

from termcheck.library.formula import Variable
from termcheck.library.model import Answer, Choice, Library, Question, Reference
from termcheck.logic.evaluate import holds
from termcheck.logic.package import Package
from termcheck.logic.problem import clause_item
from termcheck.questions import verdict as v
from termcheck.questions.coalitions import Coalitions, coalitions
from termcheck.questions.difference import RULES, Difference, between_libraries
from termcheck.questions.extent import Bounds, Extent, Values
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.matrix import Matrix, matrix
from termcheck.questions.meetings import Meeting
from termcheck.questions.sides import Side, joined
from termcheck.questions.timeline import Day, Move, NoPosition, Timeline, timeline
from tests.negotiations import DAYS, PARTIES, Negotiation
from tests.questions.comparison_libraries import Before, generate
from tests.questions.test_laws import packages, worlds, worlds_of
from tests.texts import formula, library

Names = frozenset[str]
EVERYWHERE = (1 << len(packages())) - 1


def faults(seed: int) -> list[str]:
    """Return how the answers for ``seed`` differ from their definitions."""
    made = generate(seed)
    truths = (Truth(made.text(0), made.base), Truth(made.text(1), made.head))
    wrong: list[str] = []
    for name, found in (
        ("matrix", _matrix(truths[1])),
        ("coalitions", _coalitions(truths[1])),
        ("timeline", _timeline(truths[1])),
        ("diff", _Diff(made, truths).faults()),
    ):
        wrong += [f"{name}: {each}" for each in found]
    return wrong


class Truth:
    """A library, and what trying every package says of sets of its clauses."""

    def __init__(self, text: str, written: Negotiation) -> None:
        self.made = library(text)
        self.written = written
        self.rules = worlds_of(self.made, self.made.rules)
        self._ways: dict[str, dict[str, int]] = {}

    def ways(self, key: str) -> dict[str, int]:
        """Return where a clause holds, by its reading; under ``""`` if it has no readings."""
        if key not in self._ways:
            clause = self.made.clauses[key]
            labels = [each.label for each in clause.branches] if clause.has_readings else []
            found = {label: worlds_of(self.made, [f"{key}.{label}"]) for label in labels}
            self._ways[key] = found or {"": worlds_of(self.made, [key])}
        return self._ways[key]

    def cases(self, keys: Sequence[str]) -> list[dict[str, int]]:
        """Return for each combination of readings where each clause holds."""
        every = product(*(self.ways(key).values() for key in keys))
        return [dict(zip(keys, each, strict=True)) for each in every]

    def agree(self, keys: Sequence[str]) -> bool:
        """Say whether clauses can hold together with the rules, under every reading."""
        return all(_common(self.rules, case.values()) for case in self.cases(keys))

    def conflicts(self, keys: Sequence[str]) -> set[Names]:
        """Return the keys of the minimal sets that cannot hold together, of any reading."""
        return {each for case in self.cases(keys) for each in self._of_case(case)}

    def _of_case(self, case: dict[str, int]) -> list[Names]:
        found: list[Names] = []
        for size in range(1, len(case) + 1):
            for each in map(frozenset, combinations(case, size)):
                if any(known <= each for known in found):
                    continue
                if not _common(self.rules, (case[key] for key in each)):
                    found.append(each)
        return found

    def named(self, keys: Iterable[str]) -> Names:
        """Return the full names of clauses."""
        return frozenset(self.made.clauses[key].name for key in keys)

    def keys(self, name: str, day: str = DAYS[-1]) -> tuple[str, ...]:
        """Return the clauses of a proposal, or the red lines of a party as of a day."""
        if name in self.made.proposals:
            return self.made.proposals[name].clauses
        by_name = {(c.name, c.day): key for key, c in self.made.clauses.items()}
        held: dict[str, str] = {}
        for when in (each for each in DAYS if each <= day):
            said = {
                each.label: each.body
                for each in self.written.statements
                if (each.party, each.day) == (name, when)
            }
            for label, body in said.items():
                held.pop(label, None)
                if body:
                    held[label] = by_name[f"{name}.{label}", _number(when)]
        return tuple(held.values())

    def question(self, names: Iterable[str]) -> Question:
        """Return the question about texts and parties."""
        return Question(given=tuple(map(Reference, names)))


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _common(start: int, masks: Iterable[int]) -> int:
    for each in masks:
        start &= each
    return start


# --- matrix ------------------------------------------------------------------------------


def _matrix(truth: Truth) -> Iterator[str]:
    names = (*truth.written.names, *PARTIES)
    found = matrix(Inquiry(truth.made), truth.question(names))
    if not truth.rules:
        yield from _contradiction(found)
        return
    assert isinstance(found, Matrix)
    if not found.complete or [(e.a, e.b) for e in found.pairs] != list(combinations(names, 2)):
        yield "not all pairs"
    cells = [(e.found, truth.keys(e.a) + truth.keys(e.b)) for e in found.pairs]
    cells += [(e, truth.keys(name)) for e, name in zip(found.alone, names, strict=True)]
    for cell, keys in cells:
        yield from _cell(truth, cell.conflict, keys)
        if (cell.word == "compatible") != (cell.conflict is None):
            yield "a word that its conflict belies"
    for pair in found.pairs:
        if (pair.found.word == "compatible") != (pair.group is not None):
            yield "a pair without its group"
        elif pair.group is not None and not {pair.a, pair.b} <= {*found.groups[pair.group].names}:
            yield "a pair that is not in its group"
    for group in found.groups:
        assert group.package is not None
        brought = [key for name in group.names for key in truth.keys(name)]
        if not _replays(truth, group.package, brought):
            yield f"{group.names} do not hold in their package"


def _contradiction(found: object) -> Iterator[str]:
    if not (isinstance(found, v.Verdict) and isinstance(found.outcome, v.ContradictoryBackground)):
        yield "the rules contradict each other"


def _cell(truth: Truth, told: v.Conflict | None, keys: Sequence[str]) -> Iterator[str]:
    """Compare a shortest conflict, or that there is none, with its definition."""
    conflicts = truth.conflicts(keys)
    if told is None:
        if conflicts:
            yield "a conflict was missed"
        return
    if told.names not in map(truth.named, conflicts):
        yield f"{sorted(told.names)} is no conflict"
    elif len(told.names) != min(map(len, conflicts)):
        yield f"{sorted(told.names)} is not shortest"
    elif all(
        _common(worlds_of(truth.made, told.rules), (case[key] for key in told.keys))
        for case in truth.cases(told.keys)
    ):
        yield f"{told.rules} do not suffice"


def _replays(truth: Truth, package: Package, keys: Iterable[str]) -> bool:
    """Say whether clauses hold in a package, under the first reading of each."""
    named = (f"{key}.{label}".rstrip(".") for key in keys for label in [*truth.ways(key)][:1])
    parts = [part for key in named for part in clause_item(truth.made, key).parts]
    return all(holds(part.formula, package) for part in parts)


# --- coalitions ----------------------------------------------------------------------------


def _coalitions(truth: Truth) -> Iterator[str]:
    found = coalitions(Inquiry(truth.made), truth.question(PARTIES))
    if not truth.rules:
        yield from _contradiction(found)
        return
    assert isinstance(found, Coalitions)
    every = [each for n in range(1, 5) for each in combinations(PARTIES, n)]

    def keys(parties: Iterable[str]) -> tuple[str, ...]:
        return tuple(key for party in parties for key in truth.keys(party))

    good = [each for each in every if truth.agree(keys(each))]
    told = [(each.parties, each.word == "compatible") for each in found.sets()]
    if not found.complete or told != [(each, each in good) for each in every]:
        yield "the verdicts differ"
    bad = [each for each in every if each not in good]
    least = [b for b in bad if not any({*o} < {*b} for o in bad)]
    if [set(each) for each in found.blocking] != [set(each) for each in least]:
        yield "the blocking sets differ"
    if set(found.agreeing) != {g for g in good if not any({*g} < {*o} for o in good)}:
        yield "the agreeing sets differ"
    if set(found.silent) != {party for party in PARTIES if not truth.keys(party)}:
        yield "the silent parties differ"
    for parties, reason in zip(found.blocking, found.reasons, strict=True):
        yield from _cell(truth, reason.conflict, keys(parties))
        names = reason.conflict.clauses if reason.conflict else ()
        if {name.partition(".")[0] for name in names} != {*parties}:
            yield "a reason that does not need every party"


# --- timeline ------------------------------------------------------------------------------


def _timeline(truth: Truth) -> Iterator[str]:
    given = ("plan0", *PARTIES)
    found = timeline(Inquiry(truth.made), truth.question(given))
    tables = {day: tuple(k for p in PARTIES for k in truth.keys(p, day)) for day in DAYS}
    before: tuple[str, ...] = ()
    turns: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
    for day, now in tables.items():
        if set(now) != set(before):
            turns.append((day, before, now))
        before = now
    if isinstance(found, NoPosition):
        if turns:
            yield "a position was missed"
        return
    assert isinstance(found, Timeline)
    if [each.day for each in found.days] != [_number(day) for day, _, _ in turns]:
        yield "the days differ"
        return
    if not truth.rules:
        for each in found.days:
            yield from _contradiction(each.verdict)
        return
    plan = truth.keys("plan0")
    last: Day | None = None
    for told, (_, old, new) in zip(found.days, turns, strict=True):
        yield from _day(truth, told, (*plan, *old) if last else None, (*plan, *new), plan)
        last = told


def _day(
    truth: Truth,
    told: Day,
    old: tuple[str, ...] | None,
    new: tuple[str, ...],
    plan: tuple[str, ...],
) -> Iterator[str]:
    now = truth.conflicts(new)
    outcomes = [each.outcome for each in told.verdict.outcomes]
    conflicts = {
        c.names for each in outcomes if isinstance(each, v.Incompatible) for c in each.conflicts
    }
    if conflicts != set(map(truth.named, now)):
        yield "the conflicts of a day differ"
    held = (set(old) if old is not None else set(plan)) - set(plan)
    moves = set(_moves(truth, held, set(new) - set(plan)))
    if set(told.moves) != moves or len(told.moves) != len(moves):
        yield "the moves differ"
    was = truth.conflicts(old) if old is not None else set[Names]()
    opened = _did(truth, was, moves, "stated") if was and not now else set()
    closed = _did(truth, now, moves, "withdrawn") if now and not was else set()
    if (set(told.opened_by), set(told.closed_by)) != (opened, closed):
        yield "others opened or closed it"
    undone = [k for k in new if not any(k == each.key for each in told.closed_by)]
    if told.closed_by and not truth.agree(undone) and truth.agree(plan):
        yield "it is closed without what closed it"


def _moves(truth: Truth, old: set[str], new: set[str]) -> Iterator[Move]:
    before = {truth.made.clauses[key].name: key for key in old}
    after = {truth.made.clauses[key].name: key for key in new}
    for name in {*before, *after}:
        if name not in before:
            yield Move(after[name], name, "stated")
        elif name not in after:
            yield Move(before[name], name, "withdrawn")
        elif before[name] != after[name]:
            yield Move(after[name], name, "restated", before[name])


def _did(truth: Truth, conflicts: Iterable[Names], moves: Iterable[Move], idle: str) -> set[Move]:
    """Return the moves without which a conflict would not have come, or would have stayed."""
    found: set[Move] = set()
    for each in conflicts:
        here: list[Move] = []
        alone: list[Move] = []
        for move in moves:
            mine, other = move.key, move.before
            if move.change == "restated" and idle == "stated":
                mine, other = other, mine
            if move.change == idle or mine not in each:
                continue
            here.append(move)
            if move.change != "restated" or truth.agree(sorted(each - {mine} | {other})):
                alone.append(move)
        found |= {*(alone or here)}
    return found


# --- diff ------------------------------------------------------------------------------------


class _Diff:
    """Compares what is said of two libraries with sets of packages."""

    def __init__(self, made: Before, truths: tuple[Truth, Truth]) -> None:
        self._made = made
        self._truths = truths
        both = joined(truths[0].made, truths[1].made)
        sides = [Side(Inquiry(each.made), Question()) for each in truths]
        self._found: Difference = between_libraries(sides[0], sides[1], both, Inquiry(both.library))

    def faults(self) -> Iterator[str]:
        """Yield what is wrong."""
        base, head = self._truths
        told = {each.name: each for each in self._found.changes}
        texts = {*base.written.names, *head.written.names}
        texts |= {*PARTIES}
        idle: set[str] = set()
        for name in (*texts, RULES):
            change = told.pop(name, None)
            relation = change.found.relation if change else "same"
            if relation != self._relation(name):
                yield f"{name}: {relation} is not {self._relation(name)}"
            if change is not None:
                yield from self._packages(name, change.found.gained, change.found.lost)
            if relation not in ("new", "gone"):
                idle |= self._idle(name)
        if told:
            yield f"{sorted(told)} did not change"
        if set(self._found.idle) != idle:
            yield f"without effect are {sorted(idle)}, not {self._found.idle}"
        yield from self._meetings()
        yield from self._checks()
        yield from self._settled()
        if self._found.redeclared or self._found.passages or self._found.limits:
            yield "something else is told"

    # --- texts -----------------------------------------------------------------------------

    def _items(self, place: int, name: str) -> dict[str, frozenset[object]] | None:
        """Return what each clause of a text says, ``None`` if a side does not know the text."""
        truth = self._truths[place]
        if name == RULES:
            keys = truth.made.rules
        elif name in truth.made.proposals or name in PARTIES:
            keys = truth.keys(name)
        else:
            return None
        return {truth.made.clauses[k].name: frozenset(truth.ways(k).values()) for k in keys}

    def _mask(self, place: int, name: str, but: str = "") -> int:
        """Return where a text holds: of several readings one is enough."""
        found = EVERYWHERE
        for clause, ways in (self._items(place, name) or {}).items():
            if clause != but:
                found &= self._any(ways)
        return found

    def _any(self, ways: Iterable[object]) -> int:
        mask = 0
        for each in ways:
            assert isinstance(each, int)
            mask |= each
        return mask

    def _rules(self, place: int, name: str) -> int:
        return EVERYWHERE if name == RULES else self._truths[place].rules

    def _relation(self, name: str) -> str:
        """Return how the packages of a text on one side compare with the clauses of the other."""
        items = [self._items(place, name) for place in (0, 1)]
        if items[0] is None or items[1] is None:
            known = items[0] or items[1]
            return ("new" if items[0] is None else "gone") if known else "same"
        old, new = (self._mask(place, name) for place in (0, 1))
        gained = bool(new & self._rules(1, name) & ~old)
        lost = bool(old & self._rules(0, name) & ~new)
        words = {(False, False): "same", (False, True): "tighter", (True, False): "looser"}
        return words.get((gained, lost), "different")

    def _packages(self, name: str, gained: Package | None, lost: Package | None) -> Iterator[str]:
        relation = self._relation(name)
        if (gained is not None) != (relation in ("looser", "different")):
            yield f"{name}: gained"
        if (lost is not None) != (relation in ("tighter", "different")):
            yield f"{name}: lost"
        for package, place in ((gained, 1), (lost, 0)):
            if package is None:
                continue
            if not self._obeys(place, name, package) or self._obeys(1 - place, name, package):
                yield f"{name}: a package that is not of one side alone"
            if name != RULES and not self._obeys(place, RULES, package):
                yield f"{name}: a package that breaks a rule"

    def _obeys(self, place: int, name: str, package: Package) -> bool:
        truth = self._truths[place]
        keys = truth.made.rules if name == RULES else truth.keys(name)
        return all(self._clause(truth.made, key, package) for key in keys)

    def _clause(self, made: Library, key: str, package: Package) -> bool:
        """Say whether one reading holds; a rule that is not in play may be left open."""
        clause = made.clauses[key]
        labels = [f".{e.label}" for e in clause.branches] if clause.has_readings else [""]
        try:
            return any(
                all(holds(part.formula, package) for part in clause_item(made, key + label).parts)
                for label in labels
            )
        except KeyError:
            if key in made.rules:
                return True
            raise

    def _edits(self, name: str) -> set[str]:
        written = [self._written(place, name) for place in (0, 1)]
        every = {*written[0], *written[1]}
        return {e for e in every if written[0].get(e) != written[1].get(e)}

    def _written(self, place: int, name: str) -> dict[str, object]:
        """Return the formulas of each clause of a text."""
        truth = self._truths[place]
        keys = truth.made.rules if name == RULES else truth.keys(name)
        return {truth.made.clauses[k].name: _formulas(truth.made, k) for k in keys}

    def _idle(self, name: str) -> set[str]:
        """Return the edits without which the new text would allow the same packages."""
        if self._items(0, name) is None or self._items(1, name) is None:
            return set()
        before = self._items(0, name) or {}
        rules = self._rules(1, name)
        whole = self._mask(1, name) & rules
        return {
            each
            for each in self._edits(name)
            if whole
            == rules
            & self._mask(1, name, but=each)
            & (self._any(before[each]) if each in before else EVERYWHERE)
        }

    # --- what follows ------------------------------------------------------------------------

    def _meetings(self) -> Iterator[str]:
        """Check conflicts opened and closed: those of one side's questions only."""
        known = [self._conflicts(truth) for truth in self._truths]
        told = [{each.conflict.names for each in found} for found in self._turned()]
        turned = [
            {each for each in known[place] if not self._stands(1 - place, each)} for place in (1, 0)
        ]
        if told != turned:
            yield "conflicts opened or closed differ"
        for place, found in zip((1, 0), self._turned(), strict=True):
            for each in found:
                keys = [k for text in each.texts for k in self._truths[place].keys(text)]
                if each.conflict.names not in map(
                    self._truths[place].named, self._truths[place].conflicts(keys)
                ):
                    yield "a conflict that is not of its texts"

    def _stands(self, place: int, names: Names) -> bool:
        """Say whether clauses of these names are a conflict on a side."""
        truth = self._truths[place]
        texts = (*truth.written.names, *PARTIES)
        here = {truth.made.clauses[k].name: k for name in texts for k in truth.keys(name)}
        if not truth.rules or not names <= here.keys():
            return False
        return names in map(truth.named, truth.conflicts([here[name] for name in sorted(names)]))

    def _turned(self) -> tuple[Sequence[Meeting], ...]:
        return (self._found.opened, self._found.closed)

    def _conflicts(self, truth: Truth) -> set[Names]:
        if not truth.rules:
            return set()
        return {
            truth.named(each)
            for name in truth.written.names
            for party in ("", *PARTIES)
            for each in truth.conflicts(truth.keys(name) + (truth.keys(party) if party else ()))
        }

    def _checks(self) -> Iterator[str]:
        """Check which checks end otherwise."""
        told = {each.name: (each.base, each.head) for each in self._found.checks}
        ends = {"fits": [self._fits(t) for t in self._truths]}
        ends["open"] = [self._open(t) for t in self._truths]
        words = {True: "passed", False: "failed"}
        wanted = {n: (words[a], words[b]) for n, (a, b) in ends.items() if a != b}
        if told != wanted:
            yield f"checks turned {told}, not {wanted}"

    def _fits(self, truth: Truth) -> bool:
        return truth.agree(truth.keys("plan0") + truth.keys("north"))

    def _open(self, truth: Truth) -> bool:
        asked = worlds(formula(truth.made, self._made.asked))
        cases = truth.cases(truth.keys("plan0"))
        return all(_common(truth.rules & asked, case.values()) for case in cases)

    def _settled(self) -> Iterator[str]:
        """Check what each text that changed settles on either side."""
        wanted = {
            (name, each, *pair)
            for name in (change.name for change in self._found.changes)
            if self._relation(name) not in ("same", "new", "gone") and name != RULES
            for each, pair in self._pairs(name)
        }
        told = {(e.text, e.name, e.base, e.head) for e in self._found.settled}
        if told != wanted:
            yield f"settled is {sorted(map(str, told ^ wanted))}"

    def _pairs(
        self, name: str
    ) -> Iterator[tuple[Variable | str, tuple[Extent | None, Extent | None]]]:
        masks = [self._mask(place, name) & self._rules(place, name) for place in (0, 1)]
        if not all(masks):
            return
        one = packages()[0]
        names: list[Variable | str] = [*one.values, *one.days]
        for each in names:
            sides = [self._leaves(place, masks[place], each) for place in (0, 1)]
            if sides[0] != sides[1]:
                yield each, (sides[0], sides[1])

    def _leaves(self, place: int, mask: int, name: Variable | str) -> Extent | None:
        """Return what a text leaves to a term, nothing if the rules alone leave no more."""
        made = self._truths[place].made
        found, rules = (_extent(made, m, name) for m in (mask, self._truths[place].rules))
        return None if found in (rules, _extent(made, EVERYWHERE, name)) else found


def _formulas(made: Library, key: str) -> object:
    clause = made.clauses[key]
    labels = [f".{e.label}" for e in clause.branches] if clause.has_readings else [""]
    return tuple(frozenset(p.formula for p in clause_item(made, key + e).parts) for e in labels)


def _extent(made: Library, mask: int, name: Variable | str) -> Extent:
    """Return the values that a term or event takes in these worlds."""
    if isinstance(name, str):
        happens = {answer for answer, where in _answers(name).items() if mask & where}
        return Values(tuple(word for word in ("never", "happens") if word in happens))
    taken = {answer for answer, where in _answers(name).items() if mask & where}
    domain = made.domains[name.term]
    if isinstance(domain, Choice):
        return Values(tuple(each for each in domain.values if each in taken))
    numbers = [each for each in taken if each is not None and not isinstance(each, str)]
    low, high = (min(numbers), max(numbers)) if numbers else (None, None)
    return Bounds(low, high, None in taken)


@cache
def _answers(name: Variable | str) -> dict[Answer, int]:
    """Return where a term has each of its values, or an event happens or never does."""
    found: dict[Answer, int] = {}
    for place, package in enumerate(packages()):
        if isinstance(name, str):
            answer: Answer = "never" if package.days[name] is None else "happens"
        else:
            answer = package.values[name]
        found[answer] = found.get(answer, 0) | 1 << place
    return found
