"""Phrases: what an expression says, in plain English.

Accepts expressions of the syntax tree together with the library that declares
their names; yields words made of the terms' own descriptions. A phrase knows
how tightly it holds together, so that whoever uses it inside another one knows
when to set it in brackets.
"""

from __future__ import annotations

from termcheck.language import tree
from termcheck.library.days import written
from termcheck.library.model import Choice, Library, Range
from termcheck.report.counting import counted
from termcheck.report.values import few, listed, number_text, spaced
from termcheck.value import Value

MEMBERS_SHOWN = 5
LONGEST_TITLE = 30
"""Letters of a party's title before its name is used in lists."""


class Phrase(Value):
    """Words, and whether they can stand inside others without brackets."""

    text: str
    tight: bool = True

    @property
    def inside(self) -> str:
        """The words as part of a longer phrase."""
        return self.text if self.tight else f"({self.text})"


_ORDERED = {
    "<": "not as far as",
    "<=": "at most as far as",
    ">": "further than",
    ">=": "at least as far as",
}
_AMOUNTS = {
    "=": "",
    "!=": "not ",
    "<": "below ",
    "<=": "at most ",
    ">": "above ",
    ">=": "at least ",
}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_DAYS = {
    "=": "on the same day as",
    "!=": "not on the same day as",
    "<": "earlier than",
    "<=": "no later than",
    ">": "later than",
    ">=": "no earlier than",
}
_RELATIONS = {
    "only after": "only after",
    "no earlier than": "no earlier than",
    "no later than": "no later than",
    "upon": "on the same day as",
}
_CONDITIONS = {"if": "if", "only if": "only if", "iff": "exactly if", "unless": "unless"}
_FUNCTIONS = {
    "round": "{} rounded",
    "floor": "{} rounded down",
    "ceil": "{} rounded up",
    "min": "the least of {}",
    "max": "the greatest of {}",
}


class Speaker:
    """Says what expressions mean; ``variables`` are those of quantifiers around.

    ``silent`` is the one variable that need not be repeated, because the words
    around have said "for each" of it.
    """

    def __init__(
        self, library: Library, variables: frozenset[str] = frozenset(), silent: str = ""
    ) -> None:
        self._library = library
        self._variables = variables
        self._silent = silent

    def within(self, variable: str) -> Speaker:
        """Return a speaker for the body of a quantifier over ``variable``."""
        silent = variable if not self._variables else ""
        return Speaker(self._library, self._variables | {variable}, silent)

    # --- formulas ------------------------------------------------------------

    def formula(self, expression: tree.Expression) -> Phrase:
        """Return what ``expression`` claims."""
        match expression:
            case tree.Truth(value=value):
                return Phrase("always" if value else "never")
            case tree.Name():
                return self._claim(expression)
            case tree.Not(operand=operand):
                return self.denied(operand)
            case tree.And(operands=operands):
                return _chain([self.formula(each) for each in operands], "and")
            case tree.Or(operands=operands):
                return _chain([self.formula(each) for each in operands], "or")
            case tree.Conditional():
                return self._conditional(expression)
            case tree.Compare():
                return self._comparison(expression)
            case tree.AmongValues(subject=subject, values=values):
                options = [self._value(subject, each) for each in values]
                return Phrase(f"{self.subject(subject)}: {listed(options, 'or')}")
            case tree.InRange(subject=subject, low=low, high=high):
                ends = f"{self.quantity(low)} and {self.quantity(high)}"
                return Phrase(f"{self.subject(subject)}: between {ends}")
            case tree.Counted(bound=bound, number=number, operands=operands):
                inside = "; ".join(self.formula(each).text for each in operands)
                return Phrase(f"{bound} {number} of: {inside}", False)
            case tree.Quantified():
                return self._quantified(expression)
            case tree.EventRelation():
                return self._relation(expression)
            case tree.EventDate(word=word, event=event, day=day):
                return Phrase(f"{self._happening(event)} {word} {written(day)}")
            case _:
                return Phrase(self.quantity(expression))

    def denied(self, expression: tree.Expression) -> Phrase:
        """Return the denial of ``expression``."""
        match expression:
            case tree.Not(operand=operand):
                return self.formula(operand)
            case tree.And(operands=operands):
                parts = [self.formula(each) for each in operands]
                return Phrase(
                    f"{'not both' if len(parts) == 2 else 'not all of'}: {_row(parts, 'and')}",
                    False,
                )
            case tree.Or(operands=operands):
                return Phrase(
                    f"none of: {_row([self.formula(each) for each in operands], 'or')}", False
                )
            case tree.Compare(operator="=", left=left, right=right):
                return self._comparison(tree.Compare(expression.span, "!=", left, right))
            case tree.Name() if self._is_event(expression):
                return Phrase(f"never: {self._happening(expression)}")
            case _:
                return Phrase(f"not: {self.formula(expression).inside}")

    def _claim(self, name: tree.Name) -> Phrase:
        if self._is_event(name) and not self._library.events[name.path].meaning:
            return Phrase(f"{self.subject(name)} happens")
        return Phrase(self.subject(name))

    def _conditional(self, expression: tree.Conditional) -> Phrase:
        left, right = self.formula(expression.left), self.formula(expression.right)
        word = _CONDITIONS[expression.word]
        if left.tight:
            comma = "" if expression.word in ("only if", "iff") else ","
            return Phrase(f"{left.text}{comma} {word} {right.inside}", False)
        if expression.word == "if":
            return Phrase(f"if {right.inside}: {left.text}", False)
        return Phrase(f"{left.inside} {word} {right.inside}", False)

    def _comparison(self, expression: tree.Compare) -> Phrase:
        left, right = expression.left, expression.right
        operator: str = expression.operator
        if _is_constant(left) and not _is_constant(right):
            left, right = right, left
            operator = _MIRRORED.get(operator, operator)
        domain = self._domain(left) or self._domain(right)
        if isinstance(right, tree.Truth) and operator in ("=", "!="):
            positive = right.value == (operator == "=")
            return self.formula(left) if positive else self.denied(left)
        if isinstance(left, tree.Call) and left.function == "day":
            return self._day_comparison(left, operator, right)
        if isinstance(domain, Choice) and operator in _ORDERED:
            return Phrase(f"{self.subject(left)}: {_ORDERED[operator]} {self._value(left, right)}")
        if isinstance(right, tree.Name) and right.path == "none" and isinstance(domain, Range):
            limit = "no limit" if operator == "=" else "some limit"
            return Phrase(f"{self.subject(left)}: {limit}")
        value = self._value(left, right)
        return Phrase(f"{self.subject(left)}: {_AMOUNTS[operator]}{value}")

    def _day_comparison(self, left: tree.Call, operator: str, right: tree.Expression) -> Phrase:
        first = self._happening(left.arguments[0])
        if isinstance(right, tree.Call) and right.function == "day":
            return Phrase(f"{first} {_DAYS[operator]} {self._happening(right.arguments[0])}")
        return Phrase(f"{first} {_DAYS[operator]} {self.quantity(right)}")

    def _quantified(self, expression: tree.Quantified) -> Phrase:
        body = self.within(expression.variable.text).formula(expression.body)
        members = self.members(expression.members)
        match expression.function:
            case "all":
                return Phrase(f"for each of {members}: {body.text}", False)
            case "some":
                return Phrase(f"for at least one of {members}: {body.text}", False)
            case _:
                return Phrase(self.quantity(expression))

    def _relation(self, expression: tree.EventRelation) -> Phrase:
        first, second = self._happening(expression.left), self._happening(expression.right)
        span = expression.duration
        if span is None:
            return Phrase(f"{first} {_RELATIONS[expression.word]} {second}")
        time = counted(span.number, span.unit.rstrip("s"))
        word = "exactly" if expression.word == "after" else expression.word
        return Phrase(f"{first} {word} {time} after {second}")

    # --- names and numbers ---------------------------------------------------

    def subject(self, expression: tree.Expression) -> str:
        """Return what a formula speaks about."""
        if not isinstance(expression, tree.Name):
            return self.quantity(expression)
        meaning = self._meaning(expression) or spaced(expression.path)
        index = [self._member(word.text) for word in expression.index if word.text != self._silent]
        mark = [f"in {spaced(expression.mark.text)}"] if expression.mark else []
        return f"{meaning} ({', '.join([*index, *mark])})" if index or mark else meaning

    def _meaning(self, name: tree.Name) -> str:
        term, event = self._library.terms.get(name.path), self._library.events.get(name.path)
        return term.meaning if term else event.meaning if event else ""

    def _happening(self, expression: tree.Expression) -> str:
        if isinstance(expression, tree.Name):
            return self.subject(expression)
        return self.formula(expression).inside

    def _is_event(self, expression: tree.Expression) -> bool:
        return isinstance(expression, tree.Name) and expression.path in self._library.events

    def _domain(self, expression: tree.Expression) -> Choice | Range | None:
        if not isinstance(expression, tree.Name):
            return None
        term = self._library.terms.get(expression.path)
        return term.domain if term else None

    def _member(self, name: str) -> str:
        return self._title(name) or spaced(name)

    def _title(self, name: str) -> str:
        """Return the title of a party, if it is short enough for a list."""
        party = self._library.parties.get(name)
        title = party.title if party and name not in self._variables else ""
        return title if len(title) <= LONGEST_TITLE else ""

    def members(self, members: tree.SetExpression) -> str:
        """Return the members of a set, as far as they are few; titles if all have one."""
        names = self._names(members)
        titles = [self._title(each) for each in names]
        return few(titles if all(titles) else [spaced(each) for each in names], MEMBERS_SHOWN)

    def _names(self, members: tree.SetExpression) -> list[str]:
        match members:
            case tree.SetName(name=name):
                return list(self._library.sets.get(name, (name,)))
            case tree.SetMembers(members=words):
                return [word.text for word in words]
            case tree.SetExcept(base=base, removed=removed):
                gone = {word.text for word in removed}
                return [name for name in self._names(base) if name not in gone]

    def _value(self, subject: tree.Expression, value: tree.Expression) -> str:
        """Return ``value`` as something that ``subject`` may be."""
        domain = self._domain(subject)
        choices = domain.values if isinstance(domain, Choice) else ()
        if isinstance(value, tree.Name) and value.path in choices and not value.index:
            return self._member(value.path)
        if isinstance(value, tree.Name) and self._domain(value) is not None:
            return (
                f"the same as {self.subject(value)}"
                if isinstance(domain, Choice)
                else self.subject(value)
            )
        return self.quantity(value)

    def quantity(self, expression: tree.Expression) -> str:
        """Return a number, a day, or how it is reckoned."""
        match expression:
            case tree.Number():
                return _number(expression)
            case tree.Day():
                return written(expression)
            case tree.Name():
                return self.subject(expression)
            case tree.Negative(operand=operand):
                return f"minus {self._part(operand)}"
            case tree.Arithmetic(operator=operator, left=left, right=right):
                word = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}[operator]
                return f"{self._part(left)} {word} {self._part(right)}"
            case tree.Call(function="day", arguments=arguments):
                return f"the day on which {self._happening(arguments[0])}"
            case tree.Call(function=function, arguments=arguments):
                inside = listed(self._part(each) for each in arguments)
                return _FUNCTIONS[function].format(inside)
            case tree.Quantified():
                return self._reckoned(expression)
            case _:
                return self.formula(expression).inside

    def _part(self, expression: tree.Expression) -> str:
        text = self.quantity(expression)
        nested = isinstance(expression, tree.Arithmetic | tree.Quantified)
        return f"({text})" if nested else text

    def _reckoned(self, expression: tree.Quantified) -> str:
        inner = self.within(expression.variable.text)
        members = self.members(expression.members)
        if expression.function == "count":
            return f"number of {members} for which {inner.formula(expression.body).inside}"
        where = (
            f" for which {inner.formula(expression.condition).inside}"
            if expression.condition
            else ""
        )
        over = f"those of {members}{where}" if where else members
        return f"the sum of {inner.quantity(expression.body)} over {over}"


def _chain(parts: list[Phrase], word: str) -> Phrase:
    return Phrase(_row(parts, word), False)


def _row(parts: list[Phrase], word: str) -> str:
    if len(parts) == 2:
        return f"{parts[0].inside}, {word} {parts[1].inside}"
    return f"{'; '.join(each.inside for each in parts[:-1])}; {word} {parts[-1].inside}"


def _is_constant(expression: tree.Expression) -> bool:
    return isinstance(expression, tree.Number | tree.Day | tree.Truth)


def _number(number: tree.Number) -> str:
    parts = [number_text(number.value), number.scale, number.unit]
    return " ".join(part for part in parts if part)
