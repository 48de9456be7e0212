"""Faults of what clauses, numbers and positions mean."""

from __future__ import annotations

from tests.faults.patching import Fault

MEANING = (
    # --- conditionals -----------------------------------------------------------------
    Fault(
        "`if` read as `iff`",
        "library.elaborate",
        "return f.implies(right, left)",
        "return f.Iff(left, right)",
    ),
    Fault(
        "`if` read the wrong way round",
        "library.elaborate",
        "return f.implies(right, left)",
        "return f.Or((f.Not(left), right))",
    ),
    Fault(
        "`only if` read as `if`",
        "library.elaborate",
        "return f.implies(left, right)",
        "return f.Or((left, f.Not(right)))",
    ),
    Fault(
        "`iff` read as `if`",
        "library.elaborate",
        "return f.Iff(left, right)",
        "return f.Or((left, f.Not(right)))",
    ),
    Fault(
        "`unless` excludes both",
        "library.elaborate",
        'case "unless":\n            return f.Or((left, right))',
        'case "unless":\n            return f.Not(f.Iff(left, right))',
    ),
    Fault(
        "`unless` read as `and not`",
        "library.elaborate",
        'case "unless":\n            return f.Or((left, right))',
        'case "unless":\n            return f.And((left, f.Not(right)))',
    ),
    Fault(
        "`in return for` read as one side or the other",
        "library.bodies",
        "return self._piece(place, f.And((left, right)), None)",
        "return self._piece(place, f.Or((left, right)), None)",
    ),
    Fault(
        "`in return for` read as `if`",
        "library.bodies",
        "return self._piece(place, f.And((left, right)), None)",
        "return self._piece(place, f.implies(right, left), None)",
    ),
    # --- counting and quantifiers --------------------------------------------------------
    Fault(
        "`all` read as `some`",
        "library.elaborate",
        'case "all":\n                return Claim(f.And(tuple(found)))',
        'case "all":\n                return Claim(f.Or(tuple(found)))',
    ),
    Fault(
        "`at least` one too many",
        "library.elaborate",
        'low = 0 if node.bound == "at most" else number',
        'low = 0 if node.bound == "at most" else number + 1',
    ),
    Fault(
        "`at most` one too few",
        "library.elaborate",
        'high = size if node.bound == "at least" else number',
        'high = size if node.bound == "at least" else number - 1',
    ),
    Fault(
        "`exactly` read as `at least`",
        "library.elaborate",
        'high = size if node.bound == "at least" else number',
        'high = number if node.bound == "at most" else size',
    ),
    Fault(
        "`for each` leaves out the last member",
        "library.elaborate",
        "for member in members:\n            self.bound",
        "for member in members[:-1] or members:\n            self.bound",
    ),
    Fault(
        "a count that is equal is read as one that is at least",
        "library.elaborate_bounds",
        "int(counts[-1]), conditions)",
        "len(conditions), conditions)",
    ),
    Fault(
        "a sum with a condition counts every part",
        "library.arithmetic",
        "f.TallyPart(condition, each.quantity) for",
        "f.TallyPart(f.TRUE, each.quantity) for",
    ),
    # --- comparisons ----------------------------------------------------------------------
    Fault(
        "`<` read as `<=`",
        "library.elaborate_bounds",
        "order: f.Order = operator",
        'order: f.Order = "<=" if operator == "<" else operator',
    ),
    Fault(
        "`<=` read as `<`",
        "library.elaborate_bounds",
        "order: f.Order = operator",
        'order: f.Order = "<" if operator == "<=" else operator',
    ),
    Fault(
        "`>=` read as `>`",
        "library.elaborate_bounds",
        '">=": "<=",\n}',
        '">=": "<",\n}',
    ),
    Fault(
        "a range without its upper end",
        "library.elaborate_compare",
        'relation(inner, "<=", most)',
        'relation(inner, "<", most)',
    ),
    Fault(
        "a range of values without its lower end",
        "library.elaborate_compare",
        'compare(scope, span, subject, ">=", low)',
        'compare(scope, span, subject, ">", low)',
    ),
    Fault(
        "a step on a ladder left out by `<=`",
        "library.elaborate_compare",
        "return domain.values[: at + 1]",
        "return domain.values[:at]",
    ),
    Fault(
        "a step on a ladder let in by `>`",
        "library.elaborate_compare",
        'case ">":\n            return domain.values[at + 1 :]',
        'case ">":\n            return domain.values[at:]',
    ),
    Fault(
        "`!=` a value forgets the values before it",
        "library.elaborate_compare",
        "domain.values[:at] + domain.values[at + 1 :]",
        "domain.values[at + 1 :]",
    ),
    Fault(
        "`= none` and `!= none` exchanged",
        "library.elaborate_compare",
        'return unlimited if operator == "=" else f.Not(unlimited)',
        'return f.Not(unlimited) if operator == "=" else unlimited',
    ),
    Fault(
        "two bools compared by `!=` as by `=`",
        "library.elaborate_compare",
        'return f.Iff(one, other) if operator == "=" else f.Not(f.Iff(one, other))',
        "return f.Iff(one, other)",
    ),
    Fault(
        "a negative factor does not turn the comparison",
        "library.elaborate_bounds",
        "turned = mirrored != (quantity.factor < 0)",
        "turned = mirrored",
    ),
    # --- numbers and units ------------------------------------------------------------------
    Fault(
        "a unit that is made of another forgets what that is",
        "library.units",
        "size = scaled(factor) * base.factor",
        "size = scaled(factor)",
    ),
    Fault(
        "a term is compared without its unit",
        "library.elaborate_numbers",
        "times(factor, f.Amount(variable)),",
        "f.Amount(variable),",
    ),
    Fault(
        "a thousand is a hundred in clauses",
        "library.elaborate_numbers",
        "return data(scaled(number) * factor, scope",
        "return data(number.value * (100 if number.scale else 1) * factor, scope",
    ),
    Fault(
        "a percentage is not a hundredth",
        "library.arithmetic",
        "return measure.known / 100 if measure.dimension == PERCENT else measure.known",
        "return measure.known",
    ),
    Fault(
        "minus read as plus",
        "library.arithmetic",
        "return add(left, scale_by(-ONE, right))",
        "return add(left, right)",
    ),
    Fault(
        "a bare number in a range has no unit",
        "library.elaborate_numbers",
        "return low.but(scale=number.scale, unit=number.unit) if",
        "return low.but(scale=number.scale) if",
    ),
    Fault(
        "a number is rounded in base units, not in its own",
        "library.arithmetic",
        "grain = measure.grain or ONE",
        "grain = ONE",
    ),
    # --- phases ------------------------------------------------------------------------------
    Fault(
        "a marked term is read in the phase around it",
        "library.phases",
        "return f.Variable(variable.term, phase) if variable.phase == f.HERE else variable",
        "return f.Variable(variable.term, phase) if variable.phase else variable",
    ),
    Fault(
        "a rule holds in the default phase only",
        "library.drafts",
        "self._meaning(node.body, self._all)",
        "self._meaning(node.body, self._default)",
    ),
    Fault(
        "a red line holds in the default phase only",
        "library.drafts",
        'phases = self._all if node.strength == "red line" else self._default',
        "phases = self._default",
    ),
    Fault(
        "of several phases named the first counts",
        "library.bodies",
        "phases = tuple([name for name in vocabulary.phases if name in named])",
        "phases = tuple([name for name in vocabulary.phases if name in named][:1])",
    ),
    Fault(
        "`in PHASE` inside an alternative is forgotten",
        "library.bodies",
        "claims += [at_phase(piece.formula, phase) for phase in piece.phases]",
        "claims.append(piece.formula)",
    ),
    # --- alternatives, readings, overrides ---------------------------------------------------
    Fault(
        "`one of` read as all of them",
        "library.bodies",
        "place.phases if here else (), f.Or(tuple(whole)))",
        "place.phases if here else (), f.And(tuple(whole)))",
    ),
    Fault(
        "an alternative forbids the others",
        "library.bodies",
        "place.phases if here else (), f.Or(tuple(whole)))",
        "place.phases if here else (), f.HowMany(1, 1, tuple(whole)))",
    ),
    Fault(
        "of several readings only the first is looked at",
        "logic.case",
        "for combination in product(*chosen)",
        "for combination in list(product(*chosen))[:1]",
    ),
    Fault(
        "`unless` overrides where it should not",
        "library.bodies",
        'trigger = right if expression.word == "if" else f.Not(right)',
        "trigger = right",
    ),
    Fault(
        "an override does not work member by member",
        "library.overrides",
        "own = [t for t in triggers if t.members == piece.members] if each else triggers",
        "own = triggers",
    ),
    Fault(
        "an overridden clause also asks for the trigger",
        "library.overrides",
        "return [piece.but(formula=f.Or((piece.formula, *_grounded(triggers))))]",
        "return [piece.but(formula=f.And((piece.formula, *_grounded(triggers))))]",
    ),
    Fault(
        "an override reaches every phase",
        "library.overrides",
        "if not t.phases or phase in t.phases]",
        "if t]",
    ),
    Fault(
        "of several overriders the last counts",
        "library.overrides",
        "result[key] = _gives_way(result[key], clause, faults)",
        "result[key] = _gives_way(by_key[key], clause, faults)",
    ),
    # --- texts and positions -----------------------------------------------------------------
    Fault(
        "an amending text keeps what it withdraws",
        "library.proposals",
        "elif clause.label not in gone:",
        "else:",
    ),
    Fault(
        "an amending text keeps what it replaces",
        "library.proposals",
        "found += [each for each in own if each.label and each.label.text == clause.label]",
        "found.append(clause)",
    ),
    Fault(
        "a statement is in force a day late",
        "library.positions",
        "if as_of is not None and clause.day > as_of:",
        "if as_of is not None and clause.day >= as_of:",
    ),
    Fault(
        "a withdrawal ends nothing on its own day",
        "library.positions",
        "day <= as_of) for day in days)",
        "day < as_of) for day in days)",
    ),
    Fault(
        "a withdrawal ends what is stated after it",
        "library.positions",
        "return any(since < day and (",
        "return any((",
    ),
    Fault(
        "the first statement under a label stays",
        "library.positions",
        "held[clause.label or key] = clause",
        "held.setdefault(clause.label or key, clause)",
    ),
    Fault(
        "two dates are pooled",
        "library.positions",
        "held[clause.label or key] = clause",
        "held[key] = clause",
    ),
    Fault(
        "what analysts say counts as the party's own words",
        "library.positions",
        "return not attested or said in attested",
        "return True",
    ),
    Fault(
        "a text brings its recommendations",
        "library.refs",
        'return self._of(owner, ("firm", "red line"))',
        'return self._of(owner, ("firm", "red line", "should"))',
    ),
    Fault(
        "a party brings its demands unasked",
        "library.refs",
        'return self._of(owner, ("firm", "red line"))',
        'return self._of(owner, ("firm", "red line", "demand"))',
    ),
    Fault(
        "demands come without the red lines",
        "library.refs",
        'return self._of(owner, ("red line", "demand"))',
        'return self._of(owner, ("demand",))',
    ),
    Fault(
        "`.all` asserts what a text only allows",
        "library.refs",
        '= ("firm", "should", "red line", "demand", "prefer")',
        '= ("firm", "should", "may", "red line", "demand", "prefer")',
    ),
    Fault(
        "`.all` leaves out the recommendations",
        "library.refs",
        '= ("firm", "should", "red line", "demand", "prefer")',
        '= ("firm", "red line", "demand", "prefer")',
    ),
)
