"""Faults of the questions: conflicts, fixes, standing, packages, differences, timelines."""

from __future__ import annotations

from tests.faults.patching import Fault

QUESTIONS = (
    # --- conflicts and fixes --------------------------------------------------------------
    Fault(
        "conflicts are not made minimal",
        "solve.asking",
        "return None if core is None else self._shrink(core)",
        "return core",
    ),
    Fault(
        "a conflict is shrunk too far",
        "solve.asking",
        "                conflict = core\n",
        "                conflict = core & ~(bit >> 1)\n",
    ),
    Fault(
        "fixes are not minimal",
        "solve.hitting",
        "if not (left := sets & others):",
        "if not (left := sets & others) and not sets:",
    ),
    Fault(
        "fixes with two clauses of one conflict are lost",
        "solve.hitting",
        "                allowed |= bit\n",
        "",
    ),
    Fault(
        "one conflict is enough",
        "solve.asking",
        "self._found(answer)\n                yield False",
        "self._found(answer)\n                yield True",
    ),
    Fault(
        "one fix is enough",
        "solve.asking",
        "self._kept[kept] = None\n            yield False",
        "self._kept[kept] = None\n            break",
    ),
    Fault(
        "units are held to be alike that a rule tells apart",
        "solve.alike",
        "if any(image.get(each, each) not in web.rules for each in web.rules):",
        "if any(image.get(each, each) not in web.rules for each in ()):",
    ),
    Fault(
        "units are held to be alike that others tell apart",
        "solve.alike",
        "return turned == expected",
        "return turned[one] == expected[one]",
    ),
    Fault(
        "of what can be exchanged only one is told",
        "solve.exchange",
        "for chosen in product(*rows):",
        "for chosen in list(product(*rows))[:1]:",
    ),
    Fault(
        "two packages are each put before the other",
        "solve.ordering",
        "no_more = Or((one, Not(other)))",
        "no_more = And((one, Not(other)))",
    ),
    Fault(
        "not all packages are looked at",
        "solve.worlds",
        "counted[max(low, 0) : high + 1]",
        "counted[max(low, 0) : high]",
    ),
    Fault(
        "an explanation forgets what it has",
        "solve.explain",
        "of_first = _least(oracle, fixed + of_second, bool(of_second), first)",
        "of_first = _least(oracle, fixed, False, first)",
    ),
    Fault(
        "an explanation is the half that is enough with the other",
        "solve.explain",
        "return of_first + of_second",
        "return of_first or of_second",
    ),
    Fault(
        "a status quo is given up as a fix",
        "questions.consistency",
        "units[name] for name in each.clauses)",
        "units[n] for n in (*each.clauses, *(STATUS_QUO + t for t in each.status_quo)))",
    ),
    Fault(
        "only one component is looked at",
        "solve.conflicts",
        "for part in components(units, background)]",
        "for part in components(units, background)[:1]]",
    ),
    Fault(
        "only one menu of fixes is given",
        "questions.consistency",
        "menus=tuple(menu.choices for menu in made)",
        "menus=tuple(menu.choices for menu in made[:1])",
    ),
    Fault(
        "a conflict does not name the rules that it needs",
        "questions.consistency",
        "rules=tuple(i.name for i in needed if i not in kept_items and i not in suppositions),",
        "rules=(),",
    ),
    # --- how a formula stands -------------------------------------------------------------
    Fault(
        "forced and impossible exchanged",
        "questions.forced",
        'for claim, word in ((Not(formula), "forced"), (formula, "impossible")):',
        'for claim, word in ((formula, "forced"), (Not(formula), "impossible")):',
    ),
    Fault(
        "what is possible is called forced",
        "questions.forced",
        "if not isinstance(found, Compatible):\n            return",
        "if isinstance(found, Compatible):\n            return",
    ),
    Fault(
        "reasons are looked for with the claim turned",
        "questions.forced",
        'claim = hypothesis(Not(formula) if word == "forced" else formula)',
        'claim = hypothesis(formula if word == "forced" else Not(formula))',
    ),
    Fault(
        "only some reasons are given as all",
        "questions.forced",
        "in_order(case, each), claim) for each in found.conflicts]",
        "in_order(case, each), claim) for each in found.conflicts[:1]]",
    ),
    Fault(
        "the way out is the longest",
        "questions.forced",
        "for fix in fixes or ())",
        "for fix in (fixes or ())[-1:])",
    ),
    # --- movement -------------------------------------------------------------------------
    Fault(
        "red lines are given up first",
        "questions.fixes",
        "RED_LINE, FIRM, DEMAND, PREFERENCE = range(4)",
        "PREFERENCE, DEMAND, FIRM, RED_LINE = range(4)",
    ),
    Fault(
        "linked conflicts have menus of their own",
        "solve.fixes",
        "for group in [group for group in found if group[0] & mask]:",
        "for group in [group for group in found if group[0] == mask]:",
    ),
    Fault(
        "a number moves one step too far",
        "questions.movement",
        "return reached * step",
        "return (reached + 1) * step",
    ),
    Fault(
        "a number moves one step too short",
        "questions.movement",
        "return reached * step",
        "return below * step",
    ),
    # --- packages -------------------------------------------------------------------------
    Fault(
        "a deal leaves out more than it must",
        "questions.packages",
        "kept = tuple(unit for unit in on_offer if unit not in fix)",
        "kept = tuple(unit for unit in on_offer if unit not in fix)[: len(on_offer) - 2]",
    ),
    Fault(
        "some deals are forgotten",
        "questions.packages",
        "for fix in fixes:",
        "for fix in fixes[:1]:",
    ),
    Fault(
        "the worst deal comes first",
        "questions.packages",
        "key=lambda pair: pair[0], reverse=True)",
        "key=lambda pair: pair[0])",
    ),
    Fault(
        "of equal deals the worst outcome counts",
        "questions.packages",
        "if kept not in best or key > best[kept][0]:",
        "if kept not in best or key < best[kept][0]:",
    ),
    Fault(
        "demands that are held count as not met",
        "questions.offer",
        "Fraction(each.key in kept and place not in open_)",
        "Fraction(0)",
    ),
    Fault(
        "fairness looks at the least share only",
        "questions.preference",
        "return tuple(sorted(outcome.shares))",
        "return (min(outcome.shares),)",
    ),
    Fault(
        "fairness looks at the shares in the order of the parties",
        "questions.preference",
        "return tuple(sorted(outcome.shares))",
        "return outcome.shares",
    ),
    Fault(
        "one zero share makes all products equal",
        "questions.preference",
        "return (Fraction(len(positive)), prod(positive, start=Fraction(1)))",
        "return (prod(outcome.shares, start=Fraction(1)),)",
    ),
    Fault(
        "a dominated outcome stands on the front",
        "questions.preference",
        "if better <= 0:",
        "if better <= 0 or row:",
    ),
    Fault(
        "only one table with a term counts towards a loss",
        "solve.bucketed",
        "total = list(map(join, total, entries)) if total else entries",
        "total = entries",
    ),
    Fault(
        "a rule may be given up like a clause, at a loss",
        "solve.weighed",
        "never if group == ALWAYS else costs[group]",
        "costs[group]",
    ),
    Fault(
        "losses are compared by the first party alone",
        "solve.undominated",
        "(shift, mask, table), *others = columns",
        "(shift, mask, table), *others = columns[:1]",
    ),
    Fault(
        "of equal losses the last is meant",
        "solve.losses",
        "(1 << self._size - 1 - place)",
        "(1 << place)",
    ),
    Fault(
        "the last demand counts most where losses are added up",
        "questions.by_weight",
        "1 << len(demands) - place for place",
        "1 << place for place",
    ),
    Fault(
        "weights of demands do not count",
        "questions.offer",
        "each.weight * part",
        "part",
    ),
    Fault(
        "a scoring sheet is not measured by its highest value",
        "questions.demands",
        "(value,)), points / highest)",
        "(value,)), points)",
    ),
    Fault(
        "the best score is the worst",
        "questions.demands",
        "for unit in kept), Fraction(0))",
        "for unit in worth if unit not in kept), Fraction(0))",
    ),
    Fault(
        "preferences break ties the wrong way",
        "questions.ties",
        "key=lambda deal: -_most_met(inquiry, offer, deal, wanted))",
        "key=lambda deal: _most_met(inquiry, offer, deal, wanted))",
    ),
    Fault(
        "what a package happens to have is called settled",
        "questions.deal",
        "left = [claim for claim in left if holds(claim[1], answer.package)]",
        "break",
    ),
    # --- differences ----------------------------------------------------------------------
    Fault(
        "tighter and looser exchanged",
        "questions.allowance",
        '(False, True): "tighter",\n    (True, False): "looser",',
        '(False, True): "looser",\n    (True, False): "tighter",',
    ),
    Fault(
        "what is gained is looked for where it was lost",
        "questions.allowance",
        "gained = beyond(inquiry, head, base)",
        "gained = beyond(inquiry, base, head)",
    ),
    Fault(
        "a difference is looked for clause by clause",
        "questions.allowance",
        "hypothesis(Not(And(formulas))))",
        "hypothesis(And(tuple(map(Not, formulas)))))",
    ),
    Fault(
        "opened and closed exchanged",
        "questions.meetings",
        "return opened, closed, tuple(self._limits)",
        "return closed, opened, tuple(self._limits)",
    ),
    Fault(
        "every edit without a gain is idle",
        "questions.difference",
        "if ways == (False, False):",
        "if not ways[0]:",
    ),
    # --- timelines, matrices, coalitions, checks ------------------------------------------
    Fault(
        "a restated clause is not told",
        "questions.timeline",
        "elif old[name] != key:",
        "elif old[name] > key:",
    ),
    Fault(
        "those who block are those who agree",
        "questions.coalitions",
        "masks = [everybody & ~each for each in hitting_sets(blocking)]",
        "masks = list(hitting_sets(blocking))",
    ),
    Fault(
        "a check finds any conflict that contains those named",
        "questions.expectations",
        "if any(names == each.names for each in outcome.conflicts):",
        "if any(names & each.names for each in outcome.conflicts):",
    ),
    Fault(
        "a check counts at most so many",
        "questions.expectations",
        "if found == expected.number:",
        "if found <= expected.number:",
    ),
    Fault(
        "a check takes possible for forced",
        "questions.expectations",
        '(expected.answer, word) == ("possible", "forced")',
        '(expected.answer, word) in (("possible", "forced"), ("forced", "possible"))',
    ),
    Fault(
        "a check takes part of a fix for a fix",
        "questions.expectations",
        "if not all(needed) or least | idle != names:",
        "if not any(needed) or least | idle != names:",
    ),
    Fault(
        "a check takes more than a fix for a fix",
        "questions.expectations",
        "if not all(needed) or least | idle != names:",
        "if not all(needed):",
    ),
    # --- packages shown -------------------------------------------------------------------
    Fault(
        "the package shown is not the plainest number",
        "solve.canonical",
        "below, reached = floor(low) - 1, floor(high)\n",
        "below, reached = floor(low), floor(high)\n",
    ),
)
