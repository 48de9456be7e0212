"""Sentences of ``diff``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from termcheck.library.formula import And, Formula, Not, Variable
from termcheck.library.model import Citation, Library, Question, Reference
from termcheck.logic.case import Case
from termcheck.logic.problem import Item, Unit, hypothesis
from termcheck.questions.allowance import clause_as_item
from termcheck.questions.expectations import run_check
from termcheck.questions.sides import Joined
from tests.prose.asking import Asking, Names
from tests.prose.reader import Reader, Sentence
from tests.prose.values import extent_claims, members, parts, words_of

RULES = "the rules"
RELATIONS = {
    "allows the same": (False, False),
    "is tighter: it allows less": (False, True),
    "is looser: it allows more": (True, False),
    "is different: it allows more here and less there": (True, True),
}
_RELATION = "|".join((*RELATIONS, "is new", "is gone"))
_OF_RULES = {
    "allow the same": "allows the same",
    "are tighter: they allow less": "is tighter: it allows less",
    "are looser: they allow more": "is looser: it allows more",
    "are different: they allow more here and less there": (
        "is different: it allows more here and less there"
    ),
}
_KINDS = {
    "both settle": "shared",
    "they settle in ways that exclude each other": "opposite",
    "they settle, but not alike": "otherwise",
    "newly settled": "only head",
    "open again": "only base",
    "settled the other way": "opposite",
    "settled otherwise": "otherwise",
}
Text = list[Item]


class Diff(Reader):
    """Reads what ``diff`` prints about two sides, which ``names`` tells apart.

    ``question`` is that of each side without references. If both sides are one
    library, ``names`` are the texts that are compared.
    """

    SENTENCES: ClassVar[tuple[Sentence, ...]] = (
        (r"(from|to  ) (\S+)", "side"),
        (r"nothing changes what the texts allow", "nothing"),
        (rf"(.+?)(?:, beside (.+),)? ({_RELATION})", "relation"),
        (rf"the rules ({'|'.join(_OF_RULES)})", "rules_relation"),
        (r"   edited: (.+)", "edited"),
        (r"   a package (gained|lost|gained and lost): --verbose shows it", "package"),
        (r"conflicts (opened|closed|of \S+ alone): (\d+)", "turned"),
        (r"only (\S+) settles", "only"),
        ("|".join(f"({each})" for each in _KINDS), "settled"),
        (r"   (.+): (.+)  (\S+(?:\[.*\])?\S*)", "entry"),
        (r"   (\S.*?)  +(passed|failed|new: \S+|gone: \S+)(?: → (\S+))?", "check"),
        (r"   (\S+)  +changes nothing in what its text allows", "idle"),
        (r"   (\S+)  +(.+) → (.+)", "passages"),
        (r"   (\S+(?: with \S+)?)", "texts_named"),
        (r"(checks that end otherwise|edits without effect|passages that moved)", "always_list"),
    )

    def __init__(
        self,
        libraries: tuple[Library, Library],
        both: Joined,
        names: tuple[str, str],
        question: Question,
    ) -> None:
        super().__init__(libraries[1], question)
        self.libraries = libraries
        self.titles = names
        self.is_texts = libraries[0] is libraries[1]
        self.joint = Asking(both.library)
        self.sides = (Asking(libraries[0]), self.asking)
        if self.is_texts:
            self.sides = (self.asking, self.asking)
        self.place = 1
        self.turns: dict[int, set[Names]] = {0: set(), 1: set()}
        self.counts: dict[int, int] = {}
        self.related: dict[str, tuple[bool, bool] | str] = {}
        self.idle_told: set[str] = set()
        self.checks_told: set[str] = set()
        self.kind = ""
        self.of = ""
        self.edits_told: dict[str, set[str]] = {}

    # --- texts -----------------------------------------------------------------------------------

    def items(self, place: int, name: str) -> Text | None:
        """Return what a text says on a side, under full names; ``None`` if it is not there."""
        library = self.libraries[place]
        if name == RULES:
            return list(self.sides[place].inquiry.catalogue.rules)
        asked = self.question.but(given=(Reference(name),))
        found = self.sides[place].inquiry.catalogue.cases(asked)
        cases = [each for each in found if isinstance(each, Case)]
        if not cases:
            return None
        keys = dict.fromkeys(k for case in cases for u in case.units for k in u.clauses)
        return [
            clause_as_item(library, k).but(name=library.clauses[k].name)
            if k in library.clauses
            else clause_as_item(library, k)
            for k in keys
        ]

    def background(self, place: int, name: str = "") -> list[Item]:
        """Return the rules of a side and what is supposed."""
        supposed = [hypothesis(each.formula, each.text) for each in self.question.suppose]
        rules = [] if name == RULES else list(self.sides[place].inquiry.catalogue.rules)
        return [*rules, *supposed]

    def _beyond(self, place: int, one: Text, other: Text, name: str) -> bool:
        """Say whether a text allows what the clauses of another do not."""
        claims = And(tuple(part.formula for item in other for part in item.parts))
        return self._may(place, one, name, Not(claims))

    def _may(self, place: int, text: Text, name: str, *claims: Formula) -> bool:
        units = [Unit("text", "text", (), tuple(text))]
        return self.joint.holds(units, self.background(place, name), *claims)

    def _pair(self, name: str) -> tuple[Text | None, Text | None]:
        base, head = self.titles if self.is_texts else (name, name)
        return self.items(0, base), self.items(1, head)

    def _relation(self, name: str) -> tuple[bool, bool] | str:
        old, new = self._pair(name)
        if old is None or new is None:
            return "is new" if old is None else "is gone"
        return self._beyond(1, new, old, name), self._beyond(0, old, new, name)

    def _edits(self, name: str) -> set[str]:
        old, new = self._pair(name)
        said = [
            {item.name: {p.formula for p in item.parts} for item in text or ()}
            for text in (old, new)
        ]
        return {n for n in {*said[0], *said[1]} if said[0].get(n) != said[1].get(n)}

    # --- sentences about texts -------------------------------------------------------------------

    def side(self, word: str, name: str) -> bool:
        """Say whether a side is called so."""
        return name == self.titles[word.strip() == "to"]

    def nothing(self) -> bool:
        """Say whether no text is known that changed."""
        names = {*self.libraries[0].proposals, *self.libraries[1].proposals}
        return all(self._relation(name) == (False, False) for name in names)

    def relation(self, name: str, beside: str | None, said: str) -> bool:
        """Say whether a text became what is said of it."""
        if beside is not None and (name, beside) != (self.titles[1], self.titles[0]):
            return False
        self.of = name
        self.related[name] = self._relation(name)
        return self.related[name] == RELATIONS.get(said, said)

    def rules_relation(self, said: str) -> bool:
        """Say whether the rules became what is said of them."""
        return self.relation(RULES, None, _OF_RULES[said])

    def edited(self, said: str) -> bool:
        """Say whether just these clauses say something else."""
        self.edits_told[self.of] = set(parts(said))
        return self.edits_told[self.of] == self._edits(self.of)

    def package(self, said: str) -> bool:
        """Say whether there is a package of each kind."""
        words = {(True, True): "gained and lost", (True, False): "gained", (False, True): "lost"}
        related = self.related[self.of]
        return not isinstance(related, str) and words.get(related) == said

    # --- conflicts -------------------------------------------------------------------------------

    def turned(self, said: str, number: str) -> bool:
        """Begin the conflicts of one side."""
        which = said.removeprefix("of ").removesuffix(" alone")
        self.place = 1 if which in {"opened", self.titles[1]} and said != "closed" else 0
        if which == self.titles[0]:
            self.place = 0
        self.counts[self.place] = int(number)
        self.asking, self.library = self.sides[self.place], self.libraries[self.place]
        self.clashes = []
        return True

    def texts_named(self, said: str) -> bool:
        """Take a line for the texts of the next conflict, or the text that settles what follows."""
        if self.kind:
            self.of = said
            return said in self.related
        self.cases = self.about(said.split(" with "))
        return bool(self.cases)

    def confirm_clash(self) -> bool:
        """Say whether a conflict stands on its side alone."""
        good = super().confirm_clash()
        names = frozenset(self.unit_name(name) for name in self.names)
        self.turns[self.place].add(names)
        return good and not self._stands(1 - self.place, names)

    def _stands(self, place: int, names: Names) -> bool:
        """Say whether the other side, or text, has this conflict too."""
        if self.is_texts:
            return self._twins(names) in set(map(self._twins, self._conflicts(place)))
        asked = self.question.but(given=tuple(map(Reference, sorted(names))))
        found = self.sides[place].inquiry.catalogue.cases(asked)
        return any(
            names in self.sides[place].conflicts(case.units, case.background)
            for case in found
            if isinstance(case, Case) and self.sides[place].holds([], case.all_rules)
        )

    def _twins(self, names: Names) -> frozenset[object]:
        """Return names with those of the two texts replaced by what both texts may share."""
        one, other = (self.library.proposals.get(each) for each in self.titles)
        related = one and other and (one.amends == other.name or other.amends == one.name)

        def twin(name: str) -> object:
            owner, _, label = name.partition(".")
            if owner not in self.titles:
                return name
            key = next((k for k, c in self.library.clauses.items() if c.name == name), name)
            item = clause_as_item(self.library, key)
            return label if related else frozenset(part.formula for part in item.parts)

        return frozenset(map(twin, names))

    def _conflicts(self, place: int) -> set[Names]:
        """Return all conflicts of a side's texts, alone and with each party."""
        library = self.libraries[place]
        texts = [self.titles[place]] if self.is_texts else [*library.proposals]
        found: set[Names] = set()
        for text in texts:
            for party in ("", *library.positions):
                names = [text, party] if party else [text]
                asked = self.question.but(given=tuple(map(Reference, names)))
                for case in self.sides[place].inquiry.catalogue.cases(asked):
                    if isinstance(case, Case) and self.sides[place].holds([], case.all_rules):
                        found |= self.sides[place].conflicts(case.units, case.background)
        return found

    # --- what is settled -------------------------------------------------------------------------

    def settled(self, *said: str | None) -> bool:
        """Begin what is settled in one way."""
        self.kind = _KINDS[next(each for each in said if each)]
        self.of = self.titles[1] if self.is_texts else ""
        return True

    def only(self, name: str) -> bool:
        """Begin what only one of two texts settles."""
        self.kind = "only head" if name == self.titles[1] else "only base"
        self.of = self.titles[1]
        return name in self.titles

    def entry(self, meaning: str, said: str, name: str) -> bool:
        """Say whether a text settles a term in this way on its side."""
        found, phases, _ = members(self.joint.library, name)
        if not meaning.startswith(words_of(self.joint.library, found[0].partition("[")[0])):
            return False
        if " in the one, " in said:
            sides = (said.partition(" in the one, ")[0], said.partition(" in the one, ")[2])
            base, head = sides[0], sides[1].removesuffix(" in the other")
        elif " before, " in said:
            base, _, head = said.removesuffix(" now").partition(" before, ")
        else:
            base = said if self.kind in {"only base", "shared"} else ""
            head = said if self.kind in {"only head", "shared"} else ""
        return all(
            self._settles(place, variable, words)
            for variable in self._variables(found, phases)
            for place, words in enumerate((base, head))
        ) and self._kind(base, head)

    def _kind(self, base: str, head: str) -> bool:
        wanted = {"only base": (True, False), "only head": (False, True)}.get(
            self.kind, (True, True)
        )
        return (bool(base), bool(head)) == wanted and (self.kind != "shared" or base == head)

    def _variables(self, found: list[str], phases: list[str]) -> Iterator[Variable | str]:
        library = self.joint.library
        for each in found:
            if each not in library.domains:
                yield each
            elif library.terms[each.partition("[")[0]].by_phase:
                yield from (Variable(each, phase) for phase in phases or library.phases)
            else:
                yield Variable(each)

    def _settles(self, place: int, name: Variable | str, words: str) -> bool:
        text = self._pair(self.of)[place]
        if not words or text is None:
            return not words
        claim, ends = extent_claims(self.joint.library, name, words)
        forced = not self._may(place, text, self.of, Not(claim))
        anew = self._may(place, [], "", Not(claim)) or any(
            not self._may(place, text, self.of, each) for each in ends
        )
        return forced and anew and all(self._may(place, text, self.of, each) for each in ends)

    # --- the rest --------------------------------------------------------------------------------

    def always_list(self, _: str) -> bool:
        """Begin a list of another kind."""
        self.kind = ""
        return True

    def check(self, name: str, base: str, head: str | None) -> bool:
        """Say whether a check ends so on both sides."""
        ends = []
        for side in self.sides:
            found = next((c for c in side.library.checks if c.name == name), None)
            ends.append(run_check(side.inquiry, found).status if found else None)
        self.checks_told.add(name)
        if head is None:
            return base == (f"new: {ends[1]}" if ends[0] is None else f"gone: {ends[0]}")
        return ends == [base, head]

    def idle(self, name: str) -> bool:
        """Say whether an edit can be taken back without a change."""
        text = next(t for t, edits in self._all_edits() if name in edits)
        old, new = self._pair(text)
        rest = [i for i in new or () if i.name != name] + [i for i in old or () if i.name == name]
        self.idle_told.add(name)
        return not self._beyond(1, new or [], rest, text) and not self._beyond(
            1, rest, new or [], text
        )

    def _all_edits(self) -> Iterable[tuple[str, set[str]]]:
        texts = {*self.libraries[0].proposals, *self.libraries[1].proposals, RULES}
        texts |= {*self.libraries[0].positions, *self.libraries[1].positions}
        return ((text, self._edits(text)) for text in sorted(texts))

    def passages(self, name: str, base: str, head: str) -> bool:
        """Say whether a clause cites these passages on the two sides."""
        told = []
        for library in self.libraries:
            cited = next(c.citations for c in library.clauses.values() if c.name == name)
            told.append(parts(", ".join(map(_cited, cited))))
        return told == [parts(base), parts(head)]

    def missing(self) -> Iterable[str]:
        """Yield conflicts of one side that the report does not tell."""
        if len(self.libraries[1].clauses) > 300:
            return
        known = [self._conflicts(place) for place in (0, 1)]
        for place in (0, 1):
            wanted = {each for each in known[place] if not self._stands(1 - place, each)}
            if wanted != self.turns[place] or self.counts.get(place, 0) != len(wanted):
                yield f"conflicts of side {place}: {wanted ^ self.turns[place]}"
        if self.is_texts:
            return
        for name in {n for n, _ in self._all_edits()} - self.related.keys():
            if self._relation(name) != (False, False) and any(self._pair(name)):
                yield f"{name} changed: {self._relation(name)}"


def _cited(citation: Citation) -> str:
    return f"{citation.source}: {citation.where}" if citation.source else citation.where
