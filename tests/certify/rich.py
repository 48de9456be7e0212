"""Random texts over a rich vocabulary: every form of clause, formula and number.

Texts are well typed in the main, but not always: what termcheck refuses is
left out by whoever asks, so nothing here repeats its rules.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

VOCABULARY = """party north "North"
party south "South"
source draft "A draft" on 2025
unit m
unit km = 1000 m
unit person, persons
unit crown, crowns
set valleys = {east, west, south_bank}
set two = valleys except {east}
set towns = {mill, port}
constant houses[valleys] = {east: 120, west: 80, south_bank: 7}
constant fees[towns, two] = {
    [mill, west]: 2, [mill, south_bank]: 3, [port, west]: 5, [port, south_bank]: 0
}
constant reach = 2.5 km
phase war "fighting"
phase peace "no fighting" default
phase later "afterwards"
term truce: bool now false decided by north
term aid: bool by phase now true
term border: {closed < guarded < open} by phase now guarded
term gate: {closed < guarded < open}
term zone[valleys]: {army, police, none} by phase
term kind: {army, police, none}
term depth: 0..3 km or none by phase now none
term path: -500..2_000 m now 1.5 km
term levy: decimal 0..10 % by phase
term force: 0..20 thousand persons or none now 5 thousand persons
term fund[towns]: 0..900 crowns
term guards[towns, two]: 0..4
event talks decided by north
event treaty
event siege[valleys] decided by north, south
define calm = truce and not aid
define wide = depth > 1 km or path >= reach / 2
define crowd = sum(t in towns: fund[t]) + 3 crowns
define half = path / 2
"""

SETS = {"valleys": ("east", "west"), "two": ("west",), "towns": ("mill", "port")}
ORDERED = (("border", "border@war", "gate"), ("closed", "guarded", "open"))
OTHERS = (("zone[{v}]", "kind", "zone[{w}]@later"), ("army", "police", "none"))
LENGTHS = ("depth", "depth@war", "path", "half", "reach", "12 m", "1.5 km", "0", "-3 m")
PARTS = ("levy", "levy@later", "2.5 %", "0 %", "7 %", "2 * 2.5 %", "2.5 % * 2")
MONEY = ("fund[{t}]", "crowd", "40 crowns", "2 thousand crowns", "0")
PEOPLE = ("force", "600 persons", "1.2 thousand persons", "0 persons")
FEES = ("fees[{t}, {w}]", "20 % * guards[{t}, {w}]")
PLAIN = ("guards[{t}, {w}]", "houses[{v}]", "2", "0.5", "houses[{w}]", *FEES)
DIMENSIONS = (LENGTHS, PARTS, MONEY, PEOPLE, PLAIN)
EVENTS = ("talks", "treaty", "siege[{v}]", "siege[{w}]")
DATES = ("2025-03-18", "2025-03", "2025", "2024-02-29", "2024-02")
SPANS = ("1 day", "60 days", "2 weeks", "1 month", "13 months", "1 year", "0 days")

MOST = sum(map(len, SETS.values())) // 2 + 2


class Texts:
    """Writes texts; ``letters`` are the members and letters that each set's index may use."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.letters = {name: list(members) for name, members in SETS.items()}

    def one(self, texts: tuple[str, ...]) -> str:
        """Return one of ``texts``, its indices filled in."""
        text = self.random.choice(texts)
        for place, name in (("{v}", "valleys"), ("{w}", "two"), ("{t}", "towns")):
            text = text.replace(place, self.random.choice(self.letters[name]))
        return text

    def bound(self, write: Callable[[], str], name: str = "") -> tuple[str, str, str]:
        """Return a new letter, the set it runs through, and what ``write`` writes with it.

        The set is that called ``name``, any without one. A third letter runs
        through one member only, or texts would grow without end.
        """
        name = name or self.random.choice(list(SETS))
        depth = sum(len(each) for each in self.letters.values()) // 2
        letter = f"x{depth}"
        self.letters[name] += [letter, letter]
        inside = write()
        del self.letters[name][-2:]
        written = {"valleys": "valleys", "two": "valleys except {east}", "towns": "{port, mill}"}
        members = written[name] if self.random.random() < 0.3 else name
        return letter, members if depth < MOST else f"{{{SETS[name][0]}}}", inside

    def number(self, dimension: tuple[str, ...], depth: int = 2) -> str:
        """Return a number of one dimension."""
        way = self.random.randrange(12) if depth else 0
        if way < 4:
            return self.one(dimension)
        inner, other = self.number(dimension, depth - 1), self.number(dimension, depth - 1)
        if way == 4:
            return f"{inner} {self.random.choice('+-')} {other}"
        if way == 5:
            return f"({inner} - {other}) * {self.random.choice(('2', '0.5', '30 %', '(1 / 3)'))}"
        if way == 6:
            return f"{self.random.choice(('round', 'floor', 'ceil'))}({inner} / 3)"
        if way == 7:
            return f"{self.random.choice(('min', 'max'))}({inner}, {other})"
        if way == 8:
            letter, name, text = self.bound(lambda: self.number(dimension, depth - 1))
            condition = f" if {self.formula(0)}" if self.random.random() < 0.5 else ""
            return f"sum({letter} in {name}: {text}{condition})"
        if way == 9:
            return f"-({inner})"
        if way == 10 and dimension is PLAIN:
            letter, name, text = self.bound(lambda: self.formula(depth - 1))
            return f"count({letter} in {name}: {text})"
        return f"({inner})"

    def day(self) -> str:
        """Return a day as a value."""
        day = f"day({self.one(EVENTS)})"
        way = self.random.randrange(5)
        if way == 0:
            return self.random.choice(("2025-03-18", "2024-02-29"))
        return f"{day} {self.random.choice('+-')} {self.one(SPANS)}" if way == 1 else day

    def atom(self) -> str:
        """Return a formula without formulas in it."""
        sign = self.random.choice(("=", "!=", "<", "<=", ">", ">="))
        way = self.random.randrange(11)
        a, b = self.one(EVENTS), self.one(EVENTS)
        if way < 2:
            return self.one(("truce", "aid", "aid@war", "calm", "wide", "true", a, "not truce"))
        if way < 4:
            terms, values = self.random.choice((ORDERED, OTHERS))
            if terms is OTHERS[0]:
                sign = self.one(("=", "!="))
            other = self.one(values) if self.random.random() < 0.8 else self.one(terms)
            several = ", ".join(self.random.sample(values, 2))
            choice = self.one(terms)
            both = (f"{choice} {sign} {other}", f"{choice} in {{{several}}}")
            return self.random.choice((*both, f"{other} {sign} {choice}"))
        if way < 6:
            dimension = self.random.choice(DIMENSIONS)
            left, right = self.number(dimension), self.number(dimension, 1)
            return f"{left} in {right}..{self.number(dimension, 0)}" if way == 4 else (
                f"{left} {sign} {right}"
            )  # fmt: skip
        if way == 6:
            return f"{self.one(('depth', 'force', 'depth@war'))} {self.one(('=', '!='))} none"
        if way == 7:
            word = self.one(("only after", "no earlier than", "no later than", "upon"))
            return f"{a} {word} {b}"
        if way == 8:
            word = self.one(("at least ", "within ", "no later than ", ""))
            return f"{a} {word}{self.one(SPANS)} after {b}"
        if way == 9:
            return f"{a} {self.one(('on', 'by', 'not before'))} {self.one(DATES)}"
        return f"{self.day()} {sign} {self.day()}"

    def formula(self, depth: int = 2) -> str:
        """Return a formula."""
        way = self.random.randrange(11) if depth else 0
        if way < 4:
            return self.atom()
        inner, other = self.formula(depth - 1), self.formula(depth - 1)
        if way == 4:
            return f"not ({inner})"
        if way == 5:
            return f"{inner} and ({other})"
        if way == 6:
            return f"({inner}) or {other}"
        if way == 7:
            return f"({inner} {self.one(('if', 'only if', 'iff', 'unless'))} {other})"
        if way == 8:
            letter, name, text = self.bound(lambda: self.formula(depth - 1))
            return f"{self.one(('all', 'some'))}({letter} in {name}: {text})"
        if way == 9:
            return f"{self.one(('at least', 'at most', 'exactly'))} 1 of ({inner}, {other}, aid)"
        return f"({inner}) {self.one(('=', '!='))} ({other})"

    def body(self, depth: int = 2) -> str:
        """Return what a clause may say."""
        way = self.random.randrange(12) if depth else 0
        if way < 3:
            return self.formula()
        if way < 6:
            word = self.one(("if", "unless", "if", "unless", "only if", "iff"))
            return f"{self.formula(1)} {word} {self.formula(1)}"
        if way == 6:
            return f"{self.formula(1)} in return for {self.formula(1)}"
        if way == 7:
            return f"in {self.one(('war', 'war, later', 'peace'))}: {self.body(0)}"
        if way == 8:
            return f"always {self.body(0)}"
        if way == 9:
            other = self.body(depth - 1) if self.random.random() < 0.5 else self.body(0)
            return f"one of {{ a: {other}; b by north: {self.formula()} if {self.atom()} }}"
        letter, name, text = self.bound(lambda: self.body(depth - 1))
        return f"for each {letter} in {name}: {text}"

    def clause(self, label: str) -> str:
        """Return a clause of a proposal, without what it overrides."""
        strength = self.one(("", "", "should ", "may "))
        return f"{label}: {strength}{self.body()}"

    def readings(self, label: str) -> str:
        """Return a clause with two readings."""
        return f"{label}: readings {{ p: {self.body(1)}\n q: {self.body(1)} }}"

    def for_each(self, write: Callable[[], str]) -> str:
        """Return what ``write`` writes for each of the towns."""
        letter, _, text = self.bound(write, "towns")
        return f"for each {letter} in towns: {text}"

    def given_way(self) -> str:
        """Return a clause with readings of two kinds, and one for each town that overrides it."""
        readings = [self.for_each(self.formula), self.body(1)]
        self.random.shuffle(readings)
        trigger = self.for_each(lambda: f"truce if {self.formula(1)}")
        return f"""each: readings {{ p: {readings[0]}\n q: {readings[1]} }}
    except: {trigger} overrides each"""

    def here_or_there(self) -> str:
        """Return alternatives that are read in phases of their own and in those of their place."""
        own = self.one(("always ", "in war, peace, later: ", "in peace: ", "in later, war: "))
        alternatives = [f"{own}aid and {self.atom()}", f"border = open and {self.atom()}"]
        self.random.shuffle(alternatives)
        return f"one of {{ a: {alternatives[0]}\n b: {alternatives[1]} }}"

    def library(self) -> str:
        """Return a library with a few clauses, of which some override others."""
        says = self.one(("red line", "demand", "prefer", "accepts", "demand weight 2.5:"))
        return f"""{VOCABULARY}rule r: {self.body()}
rule either: {self.here_or_there()}
proposal plan "Plan" from draft {{
    {self.clause("first")}
    {self.readings("second")}
    {self.clause("other")} overrides first, second
    {self.given_way()}
}}
position north on 2025 from draft attested own {{
    stated: {says} {self.body()}
    held: red line {self.body(1)} overrides stated
}}
check "c" {{
    suppose {self.formula()}
}}
"""
