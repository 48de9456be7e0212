"""Random sound libraries, as text, from a seed: every clause form and declaration kind."""

from __future__ import annotations

from random import Random

from tests.fuzz.sentences import VOCABULARY, Sentences


class Writer(Sentences):
    """Writes clauses, texts, positions and checks over the vocabulary."""

    def body(self, depth: int = 2) -> str:
        """Return the body of a clause."""
        inner = self.formula(depth - 1)
        other = self.formula(depth - 1)
        member = self.within("v", depth - 1)
        phases = self.one("in war: ", "in war, later: ", "always ")
        return self.one(
            self.conditional(depth),
            self.conditional(depth),
            f"{inner} in return for {other}",
            f"for each v in {self.one('part', 's except {three}')}: {member}",
            f"for each v in part: {member} if {other}",
            f"for each v in part: for each w in part: open_road[v, w] or {inner}",
            phases + inner,
            f"{phases}for each v in part: zone[v] = army or {inner}",
            f"one of {{ x: {inner}; y by north: {other} }}",
            f"one of {{\n        x: {inner}\n        y: in war: {other}\n    }}",
        )

    def tail(self, labels: tuple[str, ...]) -> str:
        """Return what may follow a body; ``labels`` may be overridden."""
        parts = [
            f"overrides {self.one(*labels)}" if labels else "",
            self.one('from "p. 1"', 'from letter "point 2" from "p. 3"'),
            f"confidence {self.one('high', 'medium', 'low')}",
            self.one('note "a note"', 'note "a \\"quoted\\" \\\\ note"'),
        ]
        return "".join(f" {part}" for part in parts if part and self.chance.random() < 0.25)

    def proposal(self, name: str, clauses: int) -> str:
        """Return a proposal; its clauses are labelled c0, c1 and so on."""
        rows: list[str] = []
        if self.chance.random() < 0.3:
            rows.append(f"way: readings {{ mild: {self.formula(1)}; strict: {self.formula(1)} }}")
        for place in range(clauses):
            strength = self.one("", "", "should ", "may ")
            earlier = tuple(f"c{n}" for n in range(place))
            rows.append(f"c{place}: {strength}{self.body()}{self.tail(earlier)}")
        if self.chance.random() < 0.3:
            rows.append(self.formula(1))
        lines = "".join(f"    {row}\n" for row in rows)
        remark = self.one("", "  # remarked", "\n    # alone")
        return f'proposal {name} "{name}" from draft on 2025-04 {{{remark}\n{lines}}}'

    def amendment(self, clauses: int) -> str:
        """Return a text that amends ``plan``, of which it replaces or withdraws a clause."""
        first = self.one("withdraw c0", f"c0: {self.body()}") if clauses else ""
        more = f"d: {self.body()}"
        return f'proposal plan_2 "Second" amends plan from letter {{\n    {first}\n    {more}\n}}'

    def position(self, party: str, day: str) -> str:
        """Return what a party says on a day; nothing for always."""
        rows = [
            f"a: red line {self.body(1)}{self.tail(())}",
            f"b: demand weight {self.one('1', '2.5', '0.3031')}: {self.body(1)}",
            f"d: demand {self.body(1)}",
            "e: demand weight 2 score flag {red: 1, green: 0.5, blue: 7}",
            "g: demand score border@war {closed: 3, open: 1}",
            f"h: prefer {self.body(1)}",
            f"i: prefer {self.conditional(1)}",
            'j: prefer true note "said only"',
        ]
        said = "".join(f"    {row}\n" for row in rows if self.chance.random() < 0.45)
        on = f" on {day}" if day else ""
        attested = self.one("", " attested own", " attested analyst", " attested reported")
        return f"position {party}{on} from letter{attested} {{\n{said}}}"

    def check(self, number: int, refs: list[str]) -> str:
        """Return a check about ``refs``."""
        rows = [
            f"given {', '.join(self.chance.sample(refs, min(2, len(refs))))}",
            *self.chance.sample(
                [
                    "as of 2025-03-18",
                    "table north, third",
                    f"suppose {self.conditional(1)}",
                    "attested own, reported",
                    "whole texts",
                    "keep south",
                    "without plan.c0, north",
                    *(["under plan.way.mild"] if "plan.way" in refs else []),
                ],
                2,
            ),
            f"expect {self.one('compatible', 'incompatible because plan.c0', '2 conflicts')}",
            f"expect {self.one('fix plan.c0', '1 fix', '3 packages')}",
            f"expect {self.one('forced', 'possible', 'impossible')} {self.conditional(1)}",
        ]
        return f'check "check {number}" {{\n' + "".join(f"    {row}\n" for row in rows) + "}"


def library_text(seed: int | str) -> str:
    """Return the sound library of ``seed``, as the text of one file."""
    chance = Random(f"library {seed}")
    writer = Writer(chance)
    clauses = chance.randint(1, 4)
    parts = [VOCABULARY]
    parts += [f"rule r{n}: {writer.body(1)}" for n in range(chance.randint(0, 2))]
    plan = writer.proposal("plan", clauses)
    parts.append(plan)
    if chance.random() < 0.4:
        parts.append(writer.amendment(clauses))
    if chance.random() < 0.3:
        parts.append('proposal stub "Only a name" { }')
    parts += [
        writer.position("north", ""),
        writer.position("north", "2025-02-01"),
        writer.position("south", "2025-03"),
    ]
    refs = ["plan", "plan.all", "plan.c0", "north", "south.demands", "status quo of truce"]
    refs += ["plan.way"] if "    way: " in plan else []
    parts += [writer.check(n, refs) for n in range(chance.randint(0, 2))]
    return "\n".join(parts) + "\n"
