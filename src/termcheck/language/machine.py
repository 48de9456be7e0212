"""The machine: shifts and reduces over the tables, and goes on after a fault.

Accepts a text and an automaton; yields the value of the start symbol and the
diagnostics, for any text whatever. It keeps one stack of frames and calls
nothing recursively, so that the depth of a text costs memory only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from termcheck.language.automaton import Automaton, Rule, Start
from termcheck.language.build import Builder
from termcheck.language.diagnostic import Diagnostic
from termcheck.language.lexer import Lexer
from termcheck.language.limits import NESTING
from termcheck.language.odd import Odd
from termcheck.language.source import Span

Frame = tuple[int, Any, int, int, int]
"""State, value, start, end (offsets) and depth of the tree below."""

Step = tuple[Rule, Callable[..., Any] | None]


class Machine:
    """One run over one text."""

    def __init__(
        self, automaton: Automaton, pattern: re.Pattern[str], file: str, text: str
    ) -> None:
        self.automaton = automaton
        self.file = file
        self.text = text
        self.diagnostics: list[Diagnostic] = []
        self.builder = Builder(file, self.report)
        self.lexer = Lexer(automaton, pattern, text, self.report_odd)
        self.frames: list[Frame] = []
        self.actions = [
            getattr(self.builder, rule.action) if rule.action.isidentifier() else None
            for rule in automaton.rules
        ]
        words = {automaton.number[name] for name in ("NAME", "PATH", "PLACE", "LABEL", "DAY", "MONTH", "NUMBER")}
        self._words = words
        self._text = automaton.number["TEXT"]

    def run(self, start: Start) -> Any:
        """Return the value of ``start``, or nothing if the text has no such value."""
        self.frames = [(self.automaton.starts[start], None, 0, 0, 0)]
        while True:
            row = self.automaton.row(self.frames[-1][0])
            terminal = self.lexer.read(row)
            action = row.get(terminal)
            while action is not None and action < 0:
                row = self.reduce(~action)
                action = row.get(terminal)
            if action is None:
                if not self.recover(terminal):
                    return None
            elif terminal == 0:
                return self.frames[-1][1]
            else:
                self.shift(terminal, action)

    def shift(self, terminal: int, state: int) -> None:
        """Push the token that the lexer has just read."""
        lexer = self.lexer
        start, end = lexer.start, lexer.end
        if terminal in self._words:
            value: Any = self.builder.word(lexer.lexeme, start, end)
        elif terminal == self._text:
            value = self.builder.text(lexer.lexeme, start, end)
        else:
            value = self.automaton.texts[terminal] or lexer.lexeme
        self.frames.append((state, value, start, end, 0))

    def reduce(self, number: int) -> dict[int, int]:
        """Replace the symbols of a rule by its value; return the row of the new state."""
        rule = self.automaton.rules[number]
        length = rule.length
        frames = self.frames
        taken = frames[-length:] if length else []
        if length:
            del frames[-length:]
        row = self.automaton.row(frames[-1][0])
        start = taken[0][2] if taken else frames[-1][3]
        end = taken[-1][3] if taken else start
        depth = max([frame[4] for frame in taken], default=0)
        value: Any
        if not rule.action:
            value = taken[rule.plan[0] or 0][1]
        elif rule.action == "*":
            value = self.listed(rule, taken)
        else:
            depth += 1
            value = self.actions[number](Span(self.file, start, end), *self.children(rule, taken))
        state = row[rule.symbol]
        frames.append((state, value, start, end, depth))
        return self.automaton.row(state)

    def children(self, rule: Rule, taken: list[Frame]) -> list[Any]:
        """Return the children of the node that ``rule`` yields."""
        found: list[Any] = []
        for step in rule.plan:
            if step is None:
                found.append(None)
            elif step >= 0:
                found.append(taken[step][1])
            else:
                found += taken[~step][1]
        return found

    def listed(self, rule: Rule, taken: list[Frame]) -> list[Any]:
        """Return the members of a list; the list that it grows from is reused."""
        plan = rule.plan
        if plan and plan[0] is not None and plan[0] < 0:
            grown: list[Any] = taken[~plan[0]][1]
            for step in plan[1:]:
                if step is None: grown.append(None)
                elif step >= 0: grown.append(taken[step][1])
                else: grown += taken[~step][1]
            return grown
        return self.children(rule, taken)

    def report(self, code: str, message: str, span: Span, help: str = "") -> None:  # noqa: A002
        self.diagnostics.append(Diagnostic(code, "error", message, span, (), help))

    def report_odd(self, odd: Odd) -> None:
        self.report(odd.code, odd.message, Span(self.file, odd.start, odd.end), odd.help)

    def recover(self, terminal: int) -> bool:
        """Say what is wrong and go on at the next line."""
        start, end = self.lexer.start, self.lexer.end
        self.report("TC101", f"unexpected `{self.text[start:end].strip() or 'end'}` {self.automaton.symbols[terminal]}", Span(self.file, start, end))
        frames = self.frames
        while frames and frames[-1][0] not in self.automaton.anchors:
            frames.pop()
        if not frames or terminal == 0:
            return False
        newline = self.text.find("\n", end - (terminal == self.automaton.number["_LINE"]))
        if newline < 0: newline = len(self.text)
        self.lexer.move_to(newline+1 if newline < len(self.text) else newline)
        return True
