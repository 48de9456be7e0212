"""Elaboration: from expressions as written to typed formulas and numbers.

Accepts expressions of the syntax tree; returns formulas and measures in which
every name is bound, every quantifier written out and every unit exact. What
is faulty yields nothing, and a diagnostic.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, assert_never

from termcheck.language import tree
from termcheck.language.source import Span
from termcheck.library import arithmetic
from termcheck.library import elaborate_numbers as numbers
from termcheck.library import formula as f
from termcheck.library.elaborate_compare import (
    Side,
    claim_of,
    compare,
    has_value,
    in_range,
    unknown_name,
)
from termcheck.library.elaborate_events import dated, event_name, length, relate
from termcheck.library.elaborate_names import resolve, unmarked
from termcheck.library.faults import Faults
from termcheck.library.limits import DEEPEST, LARGEST
from termcheck.library.scope import Scope
from termcheck.library.sets import members_of
from termcheck.library.typed import CALENDAR, Claim, Measure, Member, Pick, Typed, Unresolved
from termcheck.library.vocabulary import Vocabulary


class Elaborator(Scope):
    """Elaborates expressions of one vocabulary.

    ``depth`` is how deep the expression at hand nests, ``deepest`` the most
    so far, ``steps`` how many have been taken since ``start``, ``room`` how
    many may be.
    """

    __slots__ = ("deepest", "depth", "room", "steps")

    def __init__(self, vocabulary: Vocabulary, faults: Faults) -> None:
        super().__init__(vocabulary, faults)
        self.steps = 0
        self.start()

    def start(self) -> None:
        """Forget the size, the phase and the names of what was elaborated before."""
        sizes = self.vocabulary.sizes
        sizes.use("steps", self.steps)
        self.room = min(LARGEST, sizes.left("steps"))
        self.depth = self.deepest = self.steps = 0
        self.here = False
        self.mentioned = set()

    # --- What an expression is used as ---------------------------------------

    def formula(self, expression: tree.Expression) -> f.Formula | None:
        """Return ``expression`` as something that holds or not."""
        match self.typed(expression):
            case None:
                return None
            case Claim(formula=formula):
                return formula
            case Pick() as pick:
                return self._standing_alone(expression, pick)
            case Measure():
                text = self.faults.spelled(expression.span)
                message = f"`{text}` is a number, where something that holds or not is needed"
                self.fault("TC221", expression.span, message, "compare it with another number")
            case Member(name=name):
                message = f"`{name}` is a member of a set, which neither holds nor fails"
                self.fault("TC221", expression.span, message)
            case Unresolved(node=node):
                unknown_name(self, node)
        return None

    def _standing_alone(self, expression: tree.Expression, pick: Pick) -> f.Formula | None:
        claim = claim_of(pick)
        if claim is not None:
            return claim
        message = f"`{pick.name}` has named values; say which one"
        help = f"for example `{self.faults.spelled(expression.span)} = {pick.domain.values[0]}`"
        self.fault("TC220", expression.span, message, help)
        return None

    def measure(self, expression: tree.Expression) -> Measure | None:
        """Return ``expression`` as a number or a day."""
        what = self.typed(expression)
        text = self.faults.spelled
        match what:
            case None | Measure():
                return what
            case Unresolved(node=node):
                unknown_name(self, node)
            case Claim(event=event) if event:
                message = f"`{text(expression.span)}` is an event, where a number is needed"
                self.fault("TC223", expression.span, message, f"write `day({event})`")
            case Claim() | Pick() | Member():
                message = f"`{text(expression.span)}` is no number"
                self.fault("TC222", expression.span, message)
        return None

    def _formulas(self, expressions: tuple[tree.Expression, ...]) -> list[f.Formula] | None:
        """Return each as a formula; nothing if one is faulty, after looking at all."""
        found = [self.formula(each) for each in expressions]
        whole = [each for each in found if each is not None]
        return whole if len(whole) == len(found) else None

    # --- What an expression is -----------------------------------------------

    def typed(self, expression: tree.Expression) -> Typed | None:
        """Return what ``expression`` is, nothing after a fault."""
        self.steps += 1
        if self.depth >= DEEPEST or self.steps > self.room:
            self._too_large(expression.span, self.depth >= DEEPEST)
            return None
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        what = self._typed(expression)
        self.depth -= 1
        return what

    def _too_large(self, span: Span, deep: bool) -> None:
        if deep:
            message = f"this nests deeper than {DEEPEST} levels"
            self.fault("TC243", span, message, "name a part of it with `define`")
        elif self.room < LARGEST:
            self.vocabulary.sizes.tell("steps", span, self.faults)
        else:
            message = f"this takes more than {LARGEST:_} steps to write out in full"
            self.fault("TC242", span, message, "use smaller sets, or nest fewer of them")

    def _typed(  # noqa: C901, PLR0912 - a case for each form of expression
        self, expression: tree.Expression
    ) -> Typed | None:
        match expression:
            case tree.Name():
                return self._name(expression)
            case tree.Compare():
                return _claim(self._compare(expression))
            case tree.Number():
                return numbers.literal(self, expression)
            case tree.Truth(value=value):
                return Claim(f.Constant(value))
            case tree.And(operands=operands):
                found = self._formulas(operands)
                return None if found is None else Claim(f.And(tuple(found)))
            case tree.Or(operands=operands):
                found = self._formulas(operands)
                return None if found is None else Claim(f.Or(tuple(found)))
            case tree.Not(operand=operand):
                return _claim(_negated(self.formula(operand)))
            case tree.Conditional():
                return _claim(self._conditional(expression))
            case tree.EventRelation():
                return _claim(self._relation(expression))
            case tree.EventDate():
                event = self._event(expression.event)
                return _claim(None if event is None else dated(self, expression, event))
            case tree.AmongValues():
                return _claim(self._among(expression))
            case tree.InRange():
                return _claim(self._in_range(expression))
            case tree.Counted():
                return _claim(self._counted(expression))
            case tree.Quantified():
                return self._quantified(expression)
            case tree.Day():
                return numbers.calendar_day(self, expression)
            case tree.Arithmetic():
                return self._arithmetic(expression)
            case tree.Negative(operand=operand):
                return self._negative(operand, expression.span)
            case tree.Call():
                return self._call(expression)
            case _:
                assert_never(expression)

    # --- Names ----------------------------------------------------------------

    def _name(self, name: tree.Name) -> Typed | None:
        if name.path not in self.vocabulary.defines or name.path in self.bound:
            return resolve(self, name)
        self.note_use(name.path)
        if not unmarked(self, name, "a definition"):
            return None
        defined = self.vocabulary.defined.get(name.path)
        if defined is None or defined.meaning is None:
            return None
        self.here = self.here or defined.here
        self.mentioned |= defined.mentioned
        self.steps += defined.large
        self.deepest = max(self.deepest, self.depth + defined.deep)
        if self.deepest > DEEPEST or self.steps > self.room:
            self._too_large(name.span, self.deepest > DEEPEST)
            return None
        return defined.meaning

    def _event(self, expression: tree.Expression) -> str | None:
        what = self.typed(expression)
        if isinstance(what, Unresolved):
            unknown_name(self, what.node)
            return None
        return event_name(self, expression, what)

    # --- Statements -------------------------------------------------------------

    def _compare(self, node: tree.Compare) -> f.Formula | None:
        left, right = self._beside(node.left, node.right), self._beside(node.right, node.left)
        if left is None or right is None:
            return None
        return compare(
            self, node.span, Side(node.left, left), node.operator, Side(node.right, right)
        )

    def _beside(self, node: tree.Expression, other: tree.Expression) -> Typed | None:
        """Return what ``node`` is; a value of the term ``other`` hides any other name."""
        if isinstance(node, tree.Name) and isinstance(other, tree.Name):
            term = self.vocabulary.terms.get(other.path)
            if term is not None and has_value(term.domain, node):
                return Unresolved(node)
        return self.typed(node)

    def _conditional(self, node: tree.Conditional) -> f.Formula | None:
        left, right = self.formula(node.left), self.formula(node.right)
        return None if left is None or right is None else conditional(node.word, left, right)

    def _relation(self, node: tree.EventRelation) -> f.Formula | None:
        left, right = self._event(node.left), self._event(node.right)
        time = length(self, node.duration)
        if left is None or right is None or time is None:
            return None
        return relate(node.word, left, right, time)

    def _among(self, node: tree.AmongValues) -> f.Formula | None:
        subject = self.typed(node.subject)
        if subject is None:
            return None
        options: list[f.Formula | None] = []
        for value in node.values:
            what = self._beside(value, node.subject)
            one = Side(node.subject, subject)
            options.append(
                None if what is None else compare(self, value.span, one, "=", Side(value, what))
            )
        found = [option for option in options if option is not None]
        return _one_of_values(subject, found) if len(found) == len(options) else None

    def _in_range(self, node: tree.InRange) -> f.Formula | None:
        least = numbers.in_unit_of(node.low, node.high)
        subject = self.typed(node.subject)
        low, high = (self._beside(end, node.subject) for end in (least, node.high))
        if subject is None or low is None or high is None:
            return None
        sides = Side(node.subject, subject), Side(least, low), Side(node.high, high)
        return in_range(self, node.span, *sides)

    def _counted(self, node: tree.Counted) -> f.Formula | None:
        found = self._formulas(node.operands)
        if found is None:
            return None
        size, number = len(found), node.number
        self.steps += number * max(0, size - number)
        if self.steps > self.room:
            self._too_large(node.span, deep=False)
            return None
        decided = number > size or (node.bound == "at least" and number == 0)
        if decided or (node.bound == "at most" and number == size):
            message = f"`{node.bound} {number}` of {size} cannot turn out one way and the other"
            self.fault("TC309", node.span, message)
        low = 0 if node.bound == "at most" else number
        high = size if node.bound == "at least" else number
        return f.HowMany(low, high, tuple(found))

    # --- Quantifiers -------------------------------------------------------------

    def each(self, variable: tree.Word, members: tree.SetExpression) -> Iterator[str] | None:
        """Return an iterator that binds ``variable`` to each member in turn.

        Nothing after a fault in the set or the variable. The iterator has to
        be run to its end, or ``release`` called.
        """
        found = members_of(self.vocabulary, self.faults, members)
        if variable.text in self.bound:
            message = f"`{variable.text}` already stands for a member here"
            self.fault("TC214", variable.span, message, "choose another letter")
            return None
        return None if found is None else self._bind(variable.text, found)

    def _bind(self, variable: str, members: tuple[str, ...]) -> Iterator[str]:
        for member in members:
            self.bound[variable] = Member(member, members)
            yield member
        self.bound.pop(variable, None)

    def release(self, variable: tree.Word) -> None:
        """Unbind ``variable`` after its iterator was left early."""
        self.bound.pop(variable.text, None)

    def _quantified(self, node: tree.Quantified) -> Typed | None:
        members = self.each(node.variable, node.members)
        if members is None:
            return None
        if node.function == "sum":
            return self._sum(node, members)
        found: list[f.Formula] = []
        for _ in members:
            body = self.formula(node.body)
            if body is None:
                self.release(node.variable)
                return None
            found.append(body)
        match node.function:
            case "all":
                return Claim(f.And(tuple(found)))
            case "some":
                return Claim(f.Or(tuple(found)))
            case "count":
                one = arithmetic.data(Fraction(1), "")
                return arithmetic.tally([(body, one) for body in found], "")

    def _sum(self, node: tree.Quantified, members: Iterator[str]) -> Measure | None:
        found: list[tuple[f.Formula, Measure]] = []
        for _ in members:
            body = self.measure(node.body)
            condition = f.TRUE if node.condition is None else self.formula(node.condition)
            if body is None or condition is None:
                self.release(node.variable)
                return None
            found.append((condition, body))
        dimension = numbers.one_dimension(self, node.span, [body for _, body in found])
        if dimension == CALENDAR:
            self.fault("TC230", node.span, "days of the calendar cannot be added up")
        if dimension in (None, CALENDAR):
            return None
        if node.condition is None:
            return arithmetic.sum_of([body for _, body in found], dimension)
        return arithmetic.tally(found, dimension)

    # --- Numbers ----------------------------------------------------------------

    def _negative(self, operand: tree.Expression, span: Span) -> Measure | None:
        found = self.measure(operand)
        if found is not None and found.dimension == CALENDAR:
            self.fault("TC230", span, "a day of the calendar cannot be negative")
            return None
        return found and arithmetic.scale_by(Fraction(-1), found)

    def _arithmetic(self, node: tree.Arithmetic) -> Measure | None:
        """Return a chain of sums and products, which nests to the left, in one go."""
        chain: list[tree.Arithmetic] = []
        start: tree.Expression = node
        while isinstance(start, tree.Arithmetic):
            chain.append(start)
            start = start.left
        result = self.measure(start)
        for step in reversed(chain):
            right = self.measure(step.right)
            if result is None or right is None:
                return None
            result = numbers.combined(self, step, result, right)
        return result

    def _call(self, node: tree.Call) -> Measure | None:
        if node.function == "day":
            event = self._event(node.arguments[0]) if node.arguments else None
            return None if event is None else numbers.day_of(self.vocabulary, event)
        found = [self.measure(each) for each in node.arguments]
        measures = [each for each in found if each is not None]
        if not found or len(measures) < len(found):
            return None
        dimension = numbers.one_dimension(self, node.span, measures)
        if dimension is None:
            return None
        match node.function:
            case "min" | "max":
                return arithmetic.extreme(node.function, measures, dimension)
            case "round" | "floor" | "ceil":
                return arithmetic.rounded(node.function, measures[0])


def _claim(formula: f.Formula | None) -> Claim | None:
    return None if formula is None else Claim(formula)


def _negated(formula: f.Formula | None) -> f.Formula | None:
    return None if formula is None else f.Not(formula)


def _one_of_values(subject: Typed, options: list[f.Formula]) -> f.Formula:
    """Return that one of the options holds; values of one term are put together."""
    if isinstance(subject, Pick) and all(isinstance(each, f.Among) for each in options):
        named = {v for each in options if isinstance(each, f.Among) for v in each.values}
        ordered = tuple([value for value in subject.domain.values if value in named])
        return f.Among(subject.variable, ordered)
    return f.Or(tuple(options))


def conditional(
    word: Literal["if", "only if", "iff", "unless"], left: f.Formula, right: f.Formula
) -> f.Formula:
    """Return what ``left word right`` means."""
    match word:
        case "if":
            return f.implies(right, left)
        case "only if":
            return f.implies(left, right)
        case "iff":
            return f.Iff(left, right)
        case "unless":
            return f.Or((left, right))
