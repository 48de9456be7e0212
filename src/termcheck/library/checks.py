"""Checks: the questions that a library asks of itself, with what it expects.

Accepts check blocks and the library so far; returns checks whose references
are known to name something. A check with a fault is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from termcheck.language import tree
from termcheck.language.source import Span
from termcheck.library import model
from termcheck.library.days import last_day, written
from termcheck.library.declare import is_party
from termcheck.library.elaborate import Elaborator
from termcheck.library.faults import Faults
from termcheck.library.formula import Formula
from termcheck.library.parts import part_of_a_whole
from termcheck.library.phases import at_phase
from termcheck.library.refs import STATUS_QUO, References, RefFault
from termcheck.library.suggest import Suggestions
from termcheck.library.vocabulary import Vocabulary

Attested = tuple[model.Attested, ...]


def checks_of(
    library: model.Library,
    vocabulary: Vocabulary,
    faults: Faults,
    declared: Sequence[tree.Check],
) -> tuple[model.Check, ...]:
    """Return the checks without a fault, by file and place."""
    ordered = sorted(declared, key=lambda node: (node.span.file, node.span.start))
    shared = _Shared(library)
    elaborator = Elaborator(vocabulary, faults)
    found = [_Reader(shared, elaborator, node).check() for node in ordered]
    return tuple([check for check in found if check is not None])


def reference_text(node: tree.Ref) -> str:
    """Return a reference as ``refer`` reads it."""
    index = f"[{', '.join(word.text for word in node.index)}]" if node.index else ""
    return f"{STATUS_QUO if node.status_quo else ''}{node.path}{index}"


def grounded(elaborator: Elaborator, expression: tree.Expression) -> Formula | None:
    """Return a formula as a question reads it: unmarked means the default phase."""
    elaborator.start()
    formula = elaborator.formula(expression)
    default = elaborator.vocabulary.default_phase
    if formula is None or default is None or not elaborator.here:
        return formula
    return at_phase(formula, default)


class _Shared:
    """The library, and the references of checks that ask of one day."""

    def __init__(self, library: model.Library) -> None:
        self.library = library
        self._suggestions = Suggestions()
        self._references: dict[tuple[int | None, Attested], References] = {}

    def of(self, as_of: int | None, attested: Attested) -> References:
        """Return the references as of one day, counting such statements."""
        found = self._references.get((as_of, attested))
        if found is None:
            found = References(self.library, as_of, attested, self._suggestions)
            self._references[as_of, attested] = found
        return found


class _Reader:
    """Reads one check."""

    def __init__(self, shared: _Shared, elaborator: Elaborator, node: tree.Check) -> None:
        self._shared = shared
        self._library = shared.library
        self._elaborator = elaborator
        self._vocabulary = elaborator.vocabulary
        self._faults = elaborator.faults
        self._node = node
        self._as_of: int | None = None
        self._attested: Attested = ()
        self._good = True

    def check(self) -> model.Check | None:
        """Return the check, nothing after a fault."""
        self._circumstances()
        question = self._question()
        found = [
            self._expectation(item)
            for item in self._node.items
            if isinstance(
                item,
                tree.ExpectVerdict | tree.ExpectCount | tree.ExpectFix | tree.ExpectAnswer,
            )
        ]
        expectations = tuple([each for each in found if each is not None])
        if not self._good or len(expectations) < len(found):
            return None
        return model.Check(self._node.title.value, question, expectations, self._node.span)

    def _fault(self, code: str, span: Span, message: str, help: str = "") -> None:
        self._good = False
        self._faults.add(code, span, message, help)

    def _once(self, kind: type[tree.Node], words: str) -> None:
        for item in [item for item in self._node.items if isinstance(item, kind)][1:]:
            self._fault("TC284", item.span, f"`{words}` is said twice in this check")

    def _circumstances(self) -> None:
        self._once(tree.AsOf, "as of")
        self._once(tree.Table, "table")
        for item in self._node.items:
            match item:
                case tree.AsOf(day=day):
                    self._as_of = last_day(day)
                    if self._as_of is None:
                        self._fault("TC238", day.span, f"there is no day `{written(day)}`")
                case tree.Attest(kinds=kinds):
                    self._attested = tuple(dict.fromkeys((*self._attested, *kinds)))
                case _:
                    pass

    # --- The question ------------------------------------------------------------

    def _question(self) -> model.Question:
        question = model.Question(as_of=self._as_of, attested=self._attested)
        for item in self._node.items:
            question = self._with(question, item)
        if self._good:
            self._refuse_parts(question)
        return question

    def _refuse_parts(self, question: model.Question) -> None:
        """Refuse to take an alternative or reading off a clause that is asked whole."""
        asked = {key for each in (*question.given, *question.keep) for key in self._keys(each)}
        for reference in question.without:
            for key in self._keys(reference):
                fault = part_of_a_whole(self._library, key, asked)
                if fault is not None and reference.span is not None:
                    self._refused(fault, reference.span)

    def _keys(self, reference: model.Reference) -> tuple[str, ...]:
        found = self._shared.of(self._as_of, self._attested).refer(reference)
        return () if isinstance(found, RefFault) else found.keys

    def _with(self, question: model.Question, item: tree.CheckItem) -> model.Question:
        match item:
            case tree.Given(refs=refs):
                return question.but(given=(*question.given, *self._references(refs)))
            case tree.Keep(refs=refs):
                return question.but(keep=(*question.keep, *self._references(refs)))
            case tree.Without(refs=refs):
                return question.but(without=(*question.without, *self._references(refs)))
            case tree.Table(parties=parties):
                return question.but(table=self._parties(parties))
            case tree.Under(readings=readings):
                found = [self._reading(word) for word in readings]
                return question.but(under=(*question.under, *found))
            case tree.Suppose(formula=expression):
                return self._supposing(question, expression)
            case tree.WholeTexts():
                return question.but(by_text=True)
            case _:
                return question

    def _parties(self, words: tuple[tree.Word, ...]) -> tuple[str, ...]:
        good = [is_party(self._elaborator, word) for word in words]
        self._good = self._good and all(good)
        return tuple(dict.fromkeys([word.text for word in words]))

    def _supposing(self, question: model.Question, expression: tree.Expression) -> model.Question:
        formula = grounded(self._elaborator, expression)
        if formula is None:
            self._good = False
            return question
        said = model.Supposition(self._text(expression.span), formula)
        return question.but(suppose=(*question.suppose, said))

    def _text(self, span: Span) -> str:
        source = self._faults.texts.get(span.file)
        return " ".join(source.text[span.start : span.end].split()) if source else ""

    # --- References ------------------------------------------------------------------

    def _references(self, nodes: tuple[tree.Ref, ...]) -> tuple[model.Reference, ...]:
        return tuple([self._reference(node) for node in nodes])

    def _reference(self, node: tree.Ref) -> model.Reference:
        reference = model.Reference(reference_text(node), node.span)
        found = self._shared.of(self._as_of, self._attested).refer(reference)
        if isinstance(found, RefFault):
            self._refused(found, node.span)
        elif not found.keys and node.path in self._library.parties:
            message = f"`{reference.text}` has no clause in force here"
            self._faults.add("TC313", node.span, message, "this reference asks for nothing")
        return reference

    def _refused(self, fault: RefFault, span: Span) -> None:
        """Note what is wrong with a reference, unless its declaration is lost."""
        self._good = False
        lost = self._vocabulary.lost
        known = (
            ("on the table", fault.owner) in lost
            or ("label", f"{fault.owner}.{fault.label}") in lost
            or (not fault.owner and ("name", fault.label) in lost)
        )
        if not known:
            self._faults.add(fault.code, span, fault.message, fault.help)

    def _reading(self, word: tree.Word) -> model.Reference:
        reference = model.Reference(word.text, word.span)
        found = self._shared.of(self._as_of, self._attested).refer(reference)
        if isinstance(found, RefFault):
            self._refused(found, word.span)
            return reference
        key, _, label = found.keys[0].rpartition(".") if len(found.keys) == 1 else ("", "", "")
        clause = self._library.clauses.get(key)
        if clause is None or not label or not clause.has_readings:
            message = f"`{word.text}` is no reading of a clause"
            help = "write the full name of a clause with `readings`, and the label of one"
            self._fault("TC285", word.span, message, help)
        return reference

    # --- Expectations -----------------------------------------------------------------

    def _expectation(self, node: tree.Expectation) -> model.Expectation | None:
        match node:
            case tree.ExpectVerdict(verdict=verdict, because=because):
                reasons = self._references(because)
                return model.ExpectVerdict(verdict == "compatible", reasons, node.span)
            case tree.ExpectCount(number=number, noun=noun):
                return model.ExpectCount(number, noun, node.span)
            case tree.ExpectFix(refs=refs):
                return model.ExpectFix(self._references(refs), node.span)
            case tree.ExpectAnswer(answer=answer, formula=expression, because=because):
                formula = grounded(self._elaborator, expression)
                reasons = self._references(because)
                if formula is None:
                    return None
                text = self._text(expression.span)
                return model.ExpectAnswer(answer, text, formula, reasons, node.span)
