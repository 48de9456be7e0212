"""Faults of the problem that is put to the solver, and of what is made of its answers."""

from __future__ import annotations

from tests.faults.patching import Fault

SOLVING = (
    # --- logic ----------------------------------------------------------------------------
    Fault(
        "rules that matter through other rules are left out",
        "logic.problem",
        "waiting.extend(self._touched[i][j])",
        "waiting.extend(())",
    ),
    Fault(
        "clauses are not linked through what they share",
        "logic.components",
        "for name in names[1:]:",
        "for name in names[2:]:",
    ),
    Fault(
        "parts are not linked through the background",
        "logic.components",
        "groups.join(part.touched)\n    found",
        "groups.join(part.touched[:1])\n    found",
    ),
    Fault(
        "a comparison with nothing holds",
        "logic.evaluate",
        "if left is None or right is None:\n        return False",
        "if left is None or right is None:\n        return True",
    ),
    Fault(
        "half is rounded to even",
        "logic.evaluate",
        "return floor(number + Fraction(1, 2)) if number >= 0 else ceil(number - Fraction(1, 2))",
        "return round(number)",
    ),
    Fault(
        "what is kept is asked as if it were nothing",
        "logic.case",
        "return (*self.rules, *self.suppositions, *self.kept)",
        "return (*self.rules, *self.suppositions)",
    ),
    Fault(
        "what is taken off the table stays",
        "logic.case",
        "removed = set(table.keys(question.without))",
        "removed: set[str] = set()",
    ),
    # --- formulas -------------------------------------------------------------------------
    Fault(
        "the denial of `and` denies all",
        "solve.encode",
        "case And(operands=operands) if not denied:\n"
        "                return [row for each in operands for row in self.said(each)]",
        "case And(operands=operands):\n"
        "                return [row for each in operands for row in self.said(each, denied)]",
    ),
    Fault(
        "the denial of `or` denies one",
        "solve.encode",
        "for each in operands for row in self.said(each, True)]",
        "for each in operands[:1] for row in self.said(each, True)]",
    ),
    Fault(
        "a denial is not handed on",
        "solve.encode",
        "return self.said(operand, not denied)",
        "return self.said(operand, True)",
    ),
    Fault(
        "an equivalence in one direction only",
        "solve.encode",
        "sides = ((left, True, right, denied), (left, False, right, not denied))",
        "sides = ((left, True, right, denied),)",
    ),
    Fault(
        "the denial of an equivalence is one",
        "solve.encode",
        "(left, True, right, denied), (left, False",
        "(left, True, right, False), (left, False",
    ),
    Fault(
        "the denial of a count is one off above",
        "solve.encode",
        "self._at_least(high + 1, operands)]",
        "self._at_least(high, operands)]",
    ),
    Fault(
        "the denial of a count is one off below",
        "solve.encode",
        "[self._at_most(low - 1, operands)",
        "[self._at_most(low, operands)",
    ),
    Fault(
        "at most one too many",
        "solve.encode",
        "return self.cnf.at_least(len(operands) - number, fail)",
        "return self.cnf.at_least(len(operands) - number - 1, fail)",
    ),
    Fault(
        "a counter counts a literal twice",
        "solve.cnf",
        "self.some([rows[k], self.every([rows[k - 1], literal])])",
        "self.some([rows[k], self.every([rows[max(0, k - 2)], literal])])",
    ),
    Fault(
        "exactly one of several lacks a pair",
        "solve.cnf",
        "for b in literals[i + 1 :])",
        "for b in literals[i + 2 :])",
    ),
    Fault(
        "exactly one of several may be none",
        "solve.cnf",
        "        self.clauses.append(literals)\n",
        "",
    ),
    Fault(
        "the denial of values is the values",
        "solve.encode",
        "if (value in values) != denied",
        "if value in values",
    ),
    # --- comparisons ----------------------------------------------------------------------
    Fault(
        "a comparison forgets that it needs a number",
        "solve.encode",
        "return self.cnf.every([*needs, literal])",
        "return literal",
    ),
    Fault(
        "a denied comparison needs a number",
        "solve.encode",
        "return self.cnf.some([*(-need for need in needs), literal])",
        "return self.cnf.every([*needs, literal])",
    ),
    Fault(
        "`<` asked of the solver as `<=`",
        "solve.encode",
        'included=order == "<="',
        "included=True",
    ),
    Fault(
        "unequal means less",
        "solve.encode",
        "return self.cnf.some([-at_most, under])",
        "return under",
    ),
    Fault(
        "equal means at most",
        "solve.encode",
        "return self.cnf.every([at_most, -under])",
        "return at_most",
    ),
    Fault(
        "a threshold of whole numbers is one off",
        "solve.numbers",
        "limit, included = Fraction(floor(limit) if included else ceil(limit) - 1), True",
        "limit, included = Fraction(floor(limit) if included else ceil(limit)), True",
    ),
    Fault(
        "a threshold from above is strict where it should not be",
        "solve.numbers",
        "return -self._threshold(self._unknowns[number], limit, not included)",
        "return -self._threshold(self._unknowns[number], limit, included)",
    ),
    Fault(
        "the top of a range is never reached",
        "solve.numbers",
        "if limit > unknown.high or (limit == unknown.high and included):",
        "if limit >= unknown.high - 1:",
    ),
    Fault(
        "thresholds are not in order below",
        "solve.numbers",
        "self.cnf.clauses.append((-row[at - 1][1], literal))",
        "self.cnf.clauses.append((-literal, literal))",
    ),
    Fault(
        "thresholds are not in order above",
        "solve.numbers",
        "self.cnf.clauses.append((-literal, row[at][1]))",
        "self.cnf.clauses.append((-literal, literal))",
    ),
    Fault(
        "an inequality that is turned keeps its end",
        "solve.numbers",
        "return -self._inequality_of(sum_.negated(), not included)",
        "return -self._inequality_of(sum_.negated(), included)",
    ),
    Fault(
        "an inequality of whole numbers is one off",
        "solve.numbers",
        "limit = Fraction(floor(limit) if included else ceil(limit) - 1)",
        "limit = Fraction(floor(limit))",
    ),
    Fault(
        "a threshold is not told to the sums",
        "solve.numbers",
        "if unknown.number in self._is_used:\n            self._link",
        "if unknown.number < 0:\n            self._link",
    ),
    # --- quantities -----------------------------------------------------------------------
    Fault(
        "a tally counts nothing that it need not",
        "solve.encode",
        "self.cnf.insist(switch, self.implied_by(each.condition, True))",
        "self.cnf.insist(TRUE)",
    ),
    Fault(
        "a tally counts what it should not",
        "solve.encode",
        "self.cnf.insist(-switch, self.implied_by(each.condition))",
        "self.cnf.insist(TRUE)",
    ),
    Fault(
        "a tally has no negative parts",
        "solve.encode",
        "low, high = min(low, Fraction(0)), max(high, Fraction(0))",
        "low, high = Fraction(0), max(high, Fraction(0))",
    ),
    Fault(
        "a tally needs what does not count",
        "solve.encode",
        "self.cnf.holds_if(switch, need) for need in needs",
        "need for need in needs",
    ),
    Fault(
        "`floor` goes a whole number too low",
        "solve.quantities",
        "_between(numbers, gap, Fraction(-1), False, Fraction(0), True)",
        "_between(numbers, gap, Fraction(-1), True, Fraction(0), True)",
    ),
    Fault(
        "`ceil` read as `floor`",
        "solve.quantities",
        "_between(numbers, gap, Fraction(0), True, Fraction(1), False)",
        "_between(numbers, gap, Fraction(-1), False, Fraction(0), True)",
    ),
    Fault(
        "a negative half is rounded up",
        "solve.quantities",
        "numbers.cnf.insist(-negative, numbers.below(gap.minus(half), included=False))",
        "numbers.cnf.insist(-negative, -numbers.below(gap.plus(half), included=True))",
    ),
    Fault(
        "the greatest is none of the numbers",
        "solve.quantities",
        "numbers.cnf.insist(*reached)",
        "numbers.cnf.insist(1)",
    ),
    Fault(
        "`max` read as `min`",
        "solve.quantities",
        'gap = gap if way == "min" else gap.times(Fraction(-1))',
        "gap = gap.times(Fraction(1))",
    ),
    Fault(
        "a total forgets its last part",
        "solve.encode",
        "return total_of(sum_ for sum_, _ in found_parts), needs",
        "return total_of(sum_ for sum_, _ in found_parts[:-1]), needs",
    ),
    # --- the calendar ---------------------------------------------------------------------
    Fault(
        "every hundredth year is a leap year",
        "solve.calendar",
        "((4, 1), (100, -1), (400, 1))",
        "((4, 1),)",
    ),
    Fault(
        "a day of the month may be lost",
        "solve.calendar",
        "numbers.cnf.insist(-literal, reached, whole)",
        "numbers.cnf.insist(1)",
    ),
    Fault(
        "a shift over the end of the year stays in it",
        "solve.calendar",
        "_plus(year, (index + months) // 12)",
        "_plus(year, months // 12)",
    ),
    Fault(
        "a leap day is in every month",
        "solve.calendar",
        "leap_day = year.leap if index > _FEBRUARY else linear({})",
        "leap_day = year.leap if index >= _FEBRUARY else linear({})",
    ),
    # --- what is asserted, and mending ----------------------------------------------------
    Fault(
        "the denial of one value is the value",
        "solve.encode",
        "return [-literal if denied else literal]",
        "return [literal]",
    ),
    Fault(
        "an asserted `iff` lets one side fail",
        "solve.encode",
        "(left, False, right, not denied))",
        "(left, False, right, denied))",
    ),
    Fault(
        "of an asserted count one may be missing",
        "solve.cnf",
        "size = len(literals) - number + 1\n        if",
        "size = len(literals) - number + 2\n        if",
    ),
    Fault(
        "a change leaves clauses broken",
        "solve.mending",
        "if denied in choice:",
        "if denied not in choice:",
    ),
    Fault(
        "a literal is spare although a clause needs it",
        "solve.mending",
        "if each != literal and each in choice:",
        "if each in choice:",
    ),
    Fault(
        "a reason is told in part",
        "solve.mending",
        "waiting += [-each for each in reason if each != literal]",
        "waiting += [-each for each in reason[:1] if each != literal]",
    ),
    # --- memory and cores -----------------------------------------------------------------
    Fault(
        "a core loses an item",
        "solve.oracle",
        "core = frozenset(owner[each] for each in used)",
        "core = frozenset(owner[each] for each in used[1:])",
    ),
    Fault(
        "a core names the wrong items",
        "solve.oracle",
        "core = frozenset(owner[each] for each in used)",
        "core = frozenset(items[: len(used)])",
    ),
    Fault(
        "a conflict is remembered for all that it touches",
        "solve.oracle",
        "if conflict & mask == conflict:",
        "if conflict & mask:",
    ),
    Fault(
        "a package is remembered for what it breaks",
        "solve.oracle",
        "if known.known & mask & ~known.holding:\n            return False",
        "if known.known & mask & ~known.known:\n            return False",
    ),
    Fault(
        "a package is not replayed",
        "solve.oracle",
        "if not all(map(known.satisfies, item.parts)):",
        "if not item.parts and item.name == '?':",
    ),
    Fault(
        "only the first part of an item is asked",
        "solve.oracle",
        "for part in item.parts:\n                owner",
        "for part in item.parts[:1]:\n                owner",
    ),
    Fault(
        "a question between numbers goes to the finite solver",
        "solve.engine",
        "return len(unknown) < 2 and not beyond",
        "return not beyond",
    ),
    Fault(
        "the first decimal within an interval is its open end",
        "solve.engine",
        "return low[0] if low[1] else low[0] + 1",
        "return low[0]",
    ),
    # --- elimination ----------------------------------------------------------------------
    Fault(
        "a clause from two blames the units of one",
        "solve.elimination",
        "one | other for one in ones",
        "one | (other & self._literals) for one in ones",
    ),
    Fault(
        "a clause that blames more makes another idle",
        "solve.elimination",
        "any(known & entry == known for row",
        "any(known & entry & self._literals == known & self._literals for row",
    ),
    Fault(
        "a clause is dropped for one that blames others",
        "solve.elimination",
        "if each & entry == entry]",
        "if each & entry & self._literals == entry & self._literals]",
    ),
    Fault(
        "what one unit says alone is nobody's",
        "solve.elimination",
        "if len(clause) == 1 and not label}",
        "if len(clause) == 1}",
    ),
    Fault(
        "a clause that is its own denial in part is kept",
        "solve.elimination",
        "if not entry & entry >> 1 & plain}",
        "if not entry & entry >> 1 & 0}",
    ),
    Fault(
        "elimination forgets the background",
        "solve.labelled",
        "blamed += [(item, 0) for item in background]",
        "blamed += []",
    ),
    Fault(
        "elimination takes one part of a unit's item",
        "solve.labelled",
        "for part in item.parts\n",
        "for part in item.parts[:1]\n",
    ),
    Fault(
        "an inequality is joined with one other only",
        "solve.lemmas",
        "for a in above for b in below]",
        "for a in above for b in below[:1]]",
    ),
    Fault(
        "strict inequalities that just meet can hold",
        "solve.lemmas",
        "if row.sum.constant > 0 or (row.strict and row.sum.constant == 0):",
        "if row.sum.constant > 0:",
    ),
    Fault(
        "the denial of an inequality of whole numbers is one off",
        "solve.lemmas",
        "Fraction(1 if inequality.included else 0)",
        "Fraction(0)",
    ),
    Fault(
        "unknowns have no limits",
        "solve.lemmas",
        "rows = [row for each in unknowns for row in _ends(each)]",
        "rows: list[_Row] = []",
    ),
)
