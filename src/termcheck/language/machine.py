"""The machine: shifts and reduces over the tables, and goes on after a fault.

Accepts a text and an automaton; yields the value of the start symbol and the
diagnostics, for any text whatever. It keeps one stack of frames and calls
nothing recursively, so that the depth of a text costs memory only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from termcheck.language.automaton import ITEMS, Automaton, Rule, Start
from termcheck.language.build import Builder
from termcheck.language.diagnostic import Diagnostic, Label
from termcheck.language.lexer import Lexer
from termcheck.language.limits import FAULTS, NESTING
from termcheck.language.source import Span

if TYPE_CHECKING:
    from termcheck.language.pieces import Pieces

Frame = tuple[int, Any, int, int, int]
"""State, value, start, end and depth of the tree below it."""

FRAMES = 8 * NESTING
"""Frames that a text within the limit of nesting never needs."""

WORDS = ("NAME", "PATH", "PLACE", "LABEL", "DAY", "MONTH", "NUMBER")


class Machine:
    """One run over the text of one file.

    ``frames`` is the stack; ``overflow`` is set where the text is nested too
    deeply; ``pieces`` are there once something was wrong.
    """

    def __init__(
        self, automaton: Automaton, pattern: re.Pattern[str], file: str, text: str
    ) -> None:
        self.automaton = automaton
        self.pattern = pattern
        self.file = file
        self.text = text
        self.diagnostics: list[Diagnostic] = []
        self.frames: list[Frame] = []
        self.overflow: Span | None = None
        self.pieces: Pieces | None = None
        self.lexer = Lexer(automaton, pattern, text, self.report)
        self._builder = Builder(file, self.remark)
        self._faulty: set[int] = set()
        self._since = 0
        self._resumed: set[tuple[int, int, int]] = set()
        self._words = {automaton.number[name] for name in WORDS}
        self._quoted = automaton.number["TEXT"]

    def run(self, start: Start) -> Any:
        """Return the value of ``start``, or nothing if the text has no such value."""
        self.frames = [(self.automaton.starts[start], None, 0, 0, 0)]
        while True:
            row = self.automaton.row(self.frames[-1][0])
            terminal = self.lexer.read(row)
            state = self.settle(row, terminal)
            if state is None:
                if not self._recover(terminal):
                    return None
            elif terminal == 0:
                return self.frames[-1][1]
            else:
                self._shift(terminal, state)

    def settle(self, row: dict[int, int], terminal: int) -> int | None:
        """Reduce until ``terminal`` can be shifted; return the state to go to, if any."""
        action = row.get(terminal)
        passing, frames = self.automaton.passing, self.frames
        while action is not None and action < 0:
            if ~action not in passing:
                action = self._reduce(~action).get(terminal)
                continue
            state, action = self.automaton.passed(frames[-2][0], ~action, terminal)
            frames[-1] = (state, *frames[-1][1:])
        return None if self.overflow else action

    def come_to_rest(self) -> None:
        """Finish the lists that nothing but their end can follow."""
        while True:
            actions = set(self.automaton.row(self.frames[-1][0]).values())
            only = actions.pop() if len(actions) == 1 else 0
            if only >= 0 or self.automaton.rules[~only].action != "*":
                return
            self._reduce(~only)

    def feed(self, name: str, value: object = None) -> None:
        """Take the terminal ``name`` as read, with no place of its own in the text."""
        state = self.settle(self.automaton.row(self.frames[-1][0]), self.automaton.number[name])
        if state is not None:
            self.frames.append((state, value, self.lexer.at, self.lexer.at, 0))

    def report(
        self, code: str, message: str, start: int, end: int, help: str = "",
        related: tuple[Label, ...] = (), *, marks: bool = True,
    ) -> None:  # fmt: skip
        """Report a fault of the line at hand, unless it has one already.

        A fault that ``marks`` is the line's own, and the only one that it has.
        """
        if self._line_key() in self._faulty and marks:
            return
        if marks:
            self.mark_line()
        self._add(code, message, Span(self.file, start, min(end, len(self.text))), help, related)

    def remark(self, code: str, message: str, span: Span, help: str) -> None:
        """Report a fault that leaves its line readable, unless the line has another."""
        if self._line_key() not in self._faulty:
            self._add(code, message, span, help, ())

    def _add(
        self, code: str, message: str, span: Span, help: str, related: tuple[Label, ...]
    ) -> None:
        """Add a diagnostic; beyond the limit, one that says so."""
        if len(self.diagnostics) == FAULTS:
            code, message = "TC130", f"this file has more than {FAULTS} faults"
            help = "what follows is not read until these are repaired"
        if len(self.diagnostics) <= FAULTS:
            self.diagnostics.append(Diagnostic(code, "error", message, span, related, help))

    def mark_line(self) -> None:
        """Take it that the line at hand has had its message."""
        self._faulty.add(self._line_key())

    def _line_key(self) -> int:
        """Return the offset after which the line at hand was read."""
        return max(self.frames[self.anchor()][3], self._since)

    def item(self, at: int) -> str:
        """Return what can begin on frame ``at``, as the grammar calls it, or nothing."""
        if self.frames[at][0] not in self.automaton.anchors:
            return ""
        row = self.automaton.row(self.frames[at][0])
        return next(name for name in ITEMS if self.automaton.number[name] in row)

    def go_to(self, offset: int, frame: int | None) -> None:
        """Go on reading at ``offset`` with nothing on the stack above ``frame``."""
        if frame is not None:
            del self.frames[frame + 1 :]
        self._since = offset
        self.lexer.move_to(offset)

    def anchor(self) -> int:
        """Return the index of the frame on which the line at hand began."""
        at = len(self.frames) - 1
        while at > 0 and self.frames[at][0] not in self.automaton.anchors:
            at -= 1
        return at

    def item_start(self) -> int:
        """Return the offset at which the line at hand began."""
        first = self.anchor() + 1
        return self.frames[first][2] if first < len(self.frames) else self.lexer.start

    def _recover(self, terminal: int) -> bool:
        """Report the fault at hand and find a place to go on; whether there is one.

        No place is gone on from twice in one state, so that every run ends.
        """
        from termcheck.language.recovery import recovers  # only a faulty text needs it

        reached = self.lexer.at
        can_go_on = recovers(self, terminal)
        place = (self.lexer.at, self.frames[-1][0], len(self.lexer.meant))
        is_stuck = place in self._resumed
        self._resumed.add(place)
        if not can_go_on or not (is_stuck or len(self.diagnostics) > FAULTS):
            return can_go_on
        line_end = self.text.find("\n", reached)
        if line_end >= 0 and len(self.diagnostics) <= FAULTS:
            self.go_to(line_end + 1, None)
        else:
            at = max(at for at in range(len(self.frames)) if self.item(at) == "declaration")
            self.go_to(len(self.text), at)
        return True

    def _shift(self, terminal: int, state: int) -> None:
        """Push the token that the lexer has just read."""
        lexer = self.lexer
        start, end = lexer.start, lexer.end
        value: Any
        if terminal in self._words:
            value = self._builder.word(lexer.lexeme, start, end)
        elif terminal == self._quoted:
            value = self._builder.text(lexer.lexeme, start, end)
        else:
            value = self.automaton.texts[terminal] or lexer.lexeme
        self.frames.append((state, value, start, end, 0))
        if len(self.frames) > FRAMES and not self.overflow:
            self.overflow = Span(self.file, start, end)

    def _reduce(self, number: int) -> dict[int, int]:
        """Replace the symbols of a rule by its value; return the row of the new state."""
        rule = self.automaton.rules[number]
        frames = self.frames
        cut = len(frames) - rule.length
        taken = frames[cut:]
        del frames[cut:]
        if number in self.automaton.passing:
            _, value, start, end, depth = taken[0]
        else:
            start, end, depth = _extent(taken, frames[-1][3])
            value = self._value(rule, taken, start, end)
            if rule.action not in ("", "*"):
                depth += 1
                if depth > NESTING and not self.overflow:
                    self.overflow = Span(self.file, start, end)
        state = self.automaton.row(frames[-1][0])[rule.symbol]
        frames.append((state, value, start, end, depth))
        return self.automaton.row(state)

    def _value(self, rule: Rule, taken: list[Frame], start: int, end: int) -> Any:
        """Return what ``rule`` yields from the frames that it takes."""
        children = _children(rule.plan, taken)
        if rule.action == "*":
            return children
        if not rule.action:
            return children[0]
        return getattr(self._builder, rule.action)(Span(self.file, start, end), *children)


def _extent(taken: list[Frame], before: int) -> tuple[int, int, int]:
    """Return start, end and depth of ``taken``, which begins after ``before``."""
    if not taken:
        return before, before, 0
    return taken[0][2], taken[-1][3], max([frame[4] for frame in taken])


def _children(plan: tuple[int | None, ...], taken: list[Frame]) -> list[Any]:
    """Return the values that ``plan`` asks for; a list that comes first is grown in place."""
    first = plan[0] if plan else None
    rest = plan
    found: list[Any] = []
    if first is not None and first < 0:
        found, rest = taken[~first][1], plan[1:]
    for step in rest:
        if step is None:
            found.append(None)
        elif step >= 0:
            found.append(taken[step][1])
        else:
            found += taken[~step][1]
    return found
