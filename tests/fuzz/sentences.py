"""Random sound formulas and numbers of the language, by their types.

The vocabulary stands in ``VOCABULARY``: every kind of declaration is in it,
every type, and names for every operator to be used on.
"""

from __future__ import annotations

from random import Random

VOCABULARY = """# a vocabulary for random texts
party north "North"
party south "South"
party third
source draft "A draft" by "Nobody" on 2025-05 file "draft.txt"
source letter
unit person, persons
unit m
unit km = 1000 m
set s = {one, two, three}
set part = s except {three}
constant weight[s] = {one: 2, two: 3, three: 0.5}
constant span = 4 km
phase war "fighting"
phase peace "no fighting" default
phase later
term truce: bool now false decided by north, south "the guns are silent"
term calm: bool
term aid: bool by phase now true decided by third "aid flows"
term border: {closed < guarded < open} by phase "the border"
term flag: {red, green, blue} now red
term zone[s]: {army, police}
term open_road[s, part]: bool
term depth: 0..9 km or none now none "depth of the zone"
term width: -3..9 km
term crowd: 0..2_000 thousand persons by phase
term share[s]: decimal 0..100 %
event talks decided by north, south "talks begin"
event treaty "the treaty is signed"
event vote[s]
define quiet = truce and not aid
define reach = depth + width / 2
"""

BOOLS = ("truce", "calm", "aid", "aid@war", "quiet", "open_road[one, two]", "talks", "treaty")
LENGTHS = ("depth", "width", "reach", "span", "1 km", "2.5 km", "500 m", "0")
CROWDS = ("crowd", "crowd@war", "20 thousand persons", "1 million persons", "3_000 persons")
DAYS = ("day(talks)", "day(treaty)", "day(vote[one])")
EVENTS = ("talks", "treaty", "vote[one]", "vote[three]")
DATES = ("2025-01-31", "2024-02-29", "2025-03", "2026")
ORDERS = ("=", "!=", "<", "<=", ">", ">=")


class Sentences:
    """Writes formulas and numbers; ``chance`` decides."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def one(self, *options: str) -> str:
        """Return one of ``options``."""
        return self.chance.choice(options)

    def formula(self, depth: int) -> str:
        """Return a formula that binds as tightly as one in brackets."""
        return f"({self.conditional(depth)})" if depth > 0 else self.atom(0)

    def conditional(self, depth: int) -> str:
        """Return a formula, perhaps with a condition."""
        if depth <= 0:
            return self.atom(depth)
        left, right = self.formula(depth - 1), self.formula(depth - 1)
        name = f"m{depth}"
        return self.one(
            self.atom(depth),
            f"{left} {self.one('and', 'or')} {right}",
            f"{left} {self.one('if', 'only if', 'iff', 'unless')} {right}",
            f"not {left}",
            f"{self.one('at least', 'at most', 'exactly')} 1 of ({left}, {right}, calm)",
            f"{self.one('all', 'some')}({name} in part: {self.within(name, depth - 1)})",
        )

    def within(self, name: str, depth: int) -> str:
        """Return a formula that may speak of the member ``name`` of ``part``."""
        return self.one(
            f"zone[{name}] = army",
            f"open_road[{name}, two]",
            f"vote[{name}]",
            f"share[{name}] >= 10 %",
            f"(zone[{name}] != police or {self.formula(depth)})",
        )

    def atom(self, depth: int) -> str:
        """Return a comparison, a name or a relation of events."""
        chance = self.chance.randrange(7)
        if chance == 0:
            return self.one(*BOOLS, "true", "false")
        if chance == 1:
            return self._values()
        if chance == 2:
            return self._events()
        if chance == 3:
            left, right = (self.one(*DAYS, *DATES[:2]) for _ in range(2))
            moved = f"{right} {self.one('+', '-')} {self.one('3 days', '1 week', '2 months')}"
            return f"({self.one(*DAYS)} {self.one(*ORDERS)} {self.one(left, right, moved)})"
        number = self.one("length", "crowd", "plain")
        left, right = self.number(number, depth), self.number(number, depth)
        return f"({left} {self.one('<', '<=', '>', '>=')} {right})"

    def _values(self) -> str:
        return self.one(
            f"(border {self.one(*ORDERS)} {self.one('closed', 'guarded', 'open')})",
            f"(border@war in {self.one('{closed, open}', 'guarded..open')})",
            f"(flag {self.one('=', '!=')} {self.one('red', 'green', 'blue')})",
            "(flag in {red, blue})",
            f"(zone[two] {self.one('=', '!=')} army)",
            f"(depth {self.one('=', '!=')} none)",
            "(depth in 1..2 km)",
            "(width in -1..2 km)",
            "(truce = calm)",
            "(border = border@later)",
        )

    def _events(self) -> str:
        left, right = self.chance.sample(EVENTS, 2)
        time = self.one("1 day", "60 days", "2 weeks", "3 months", "1 year")
        return self.one(
            f"({left} only after {right})",
            f"({left} no earlier than {right})",
            f"({left} no later than {right})",
            f"({left} upon {right})",
            f"({left} at least {time} after {right})",
            f"({left} no later than {time} after {right})",
            f"({left} within {time} after {right})",
            f"({left} {time} after {right})",
            f"({left} {self.one('on', 'by', 'not before')} {self.one(*DATES)})",
        )

    def number(self, kind: str, depth: int) -> str:
        """Return a number of one dimension, ``plain`` ones without."""
        leaves = {"length": LENGTHS, "crowd": CROWDS}.get(kind, ("1", "2.5", "weight[one]"))
        if depth <= 0:
            return self.one(*leaves)
        one, other = self.number(kind, depth - 1), self.number(kind, depth - 1)
        plain = (
            "count(n in s: zone[n] = army)",
            "sum(n in s: weight[n] if zone[n] = police)",
            "sum(n in part: weight[n])",
        )
        return self.one(
            one,
            f"({one} {self.one('+', '-')} {other})",
            f"{one} {self.one('*', '/')} 2",
            f"-({one})",
            f"{self.one('round', 'floor', 'ceil')}({one} / 3)",
            f"{self.one('min', 'max')}({one}, {other})",
            *(plain if kind == "plain" else ()),
        )
