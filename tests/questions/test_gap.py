"""`gap` against its definition, and every sentence of its reports against an oracle."""

from __future__ import annotations

import re
import time
from fractions import Fraction
from pathlib import Path

import pytest

from termcheck.cli.reading import load_sound
from termcheck.library.model import Library, Question
from termcheck.questions import verdict as v
from termcheck.questions.expectations import run_check
from termcheck.questions.gap import Gap, gaps
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.roles import roles
from termcheck.report.gap_concise import concise_gap
from termcheck.report.gap_record import gap_record
from termcheck.report.gap_text import gap_page
from termcheck.report.page import to_text
from termcheck.solve.oracle import Budget
from tests.docs.test_guide import GUIDE, library_of
from tests.questions.gap_big import big_library
from tests.questions.gap_brute import faults
from tests.questions.gap_sentences import Reader
from tests.texts import library, question

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "golden"
WIDE = 100_000
JARGON = re.compile(
    r"\b(satisfiable|unsat|sat|solver|core|MUS|MCS|model|literal|hitting|backbone|smt|z3)\b",
    re.IGNORECASE,
)

HEAD = """party north "North"
party south "South"
party east "East"
source draft "A draft" by "Nobody" on 2025 file "draft.txt"
unit km
term depth: 0..500 km "depth of the empty zone"
term share: decimal 0..1 "share of the fund"
term seats: 0..9 now 3 decided by east "seats in the council"
event talks "talks begin"
event treaty "the treaty is signed"
event truce "a truce begins"
"""


def asked(made: Library, put: Question) -> Gap:
    """Return the answer to a question without readings."""
    (answer,) = gaps(Inquiry(made), put)
    assert isinstance(answer, Gap)
    return answer


def told(made: Library, put: Question, answer: Gap, columns: int = WIDE) -> str:
    """Return the report."""
    return to_text(gap_page(made, put, [answer], columns))


def of_clauses(*clauses: str, north: str = "") -> Library:
    """Return a library with a plan of these clauses, and a position of North."""
    plan = "\n".join(f"    c{place}: {text}" for place, text in enumerate(clauses))
    position = f"position north {{\n{north}\n}}\n" if north else ""
    return library(f'{HEAD}{position}proposal plan "A plan" from draft {{\n{plan}\n}}')


def moves(*clauses: str) -> dict[str, tuple[str, str, str, bool]]:
    """Return the moves that are offered for the clauses of a plan, by label."""
    made = of_clauses(*clauses)
    answer = asked(made, question(made, "plan"))
    found = [m.move for menu in answer.menus for c in menu.choices for m in c.moved]
    return {
        each.clause.removeprefix("plan."): (
            str(each.start),
            str(each.end),
            each.unit or each.kind,
            each.included,
        )
        for each in found
    }


@pytest.mark.parametrize("seed", range(60))
def test_the_answer_is_that_of_brute_force(seed: int) -> None:
    """Conflicts, menus, moves, packages and roles are what trying everything says."""
    assert faults(seed) == []


def test_a_number_moves_as_far_as_it_must() -> None:
    """Two bounds that exclude each other can each move up to the other."""
    assert moves("depth <= 100 km", "depth >= 340 km") == {
        "c0": ("100", "340", "km", False),
        "c1": ("340", "100", "km", False),
    }


def test_movement_is_exact_in_fractions() -> None:
    """A third is a third."""
    found = moves("share <= 0.25", "3 * share >= 1")
    assert found["c0"] == ("1/4", "1/3", "amount", False)
    assert found["c1"] == ("1/3", "1/4", "amount", False)


def test_a_bound_that_was_left_out_can_count() -> None:
    """Where a bound itself is enough, the move says that it counts now."""
    assert moves("share < 0.5", "share >= 0.5")["c0"] == ("1/2", "1/2", "amount", True)


def test_a_move_that_has_no_least_is_not_offered() -> None:
    """Above a half begins nowhere, so nothing is the least that reaches it."""
    assert "c0" not in moves("share <= 0.25", "share > 0.5")
    made = of_clauses("share <= 0.25", "share > 0.5")
    put = question(made, "plan")
    text = told(made, put, asked(made, put))
    said = "plan.c0 could move from 0.25 to just above 0.5; no such place is the nearest"
    assert said in text
    assert Reader(made, put, asked(made, put)).unconfirmed(text) == []
    for wrong in (text.replace("above 0.5", "above 0.6"), text.replace("just above", "just below")):
        assert Reader(made, put, asked(made, put)).unconfirmed(wrong) != []


def test_a_number_with_a_unit_can_have_no_least_move() -> None:
    """Below a strict bound nothing is the nearest, and the other clause has a least move."""
    clauses = ("2 * share < 0.3", "share >= 0.25")
    made = of_clauses(*clauses)
    put = question(made, "plan")
    text = told(made, put, asked(made, put))
    assert "plan.c1 could move from 0.25 to just below 0.15; no such place" in text
    assert set(moves(*clauses)) <= {"c0"}
    assert Reader(made, put, asked(made, put)).unconfirmed(text) == []


def test_dates_and_lengths_move() -> None:
    """A date moves by days, a length of time in days."""
    found = moves(
        "treaty at least 60 days after talks", "treaty by 2025-03-01", "talks not before 2025-02-01"
    )
    assert {label: (row[0], row[1]) for label, row in found.items()} == {
        "c0": ("60", "28"),
        "c1": ("739311", "739343"),
        "c2": ("739283", "739251"),
    }


def test_months_move_in_months() -> None:
    """A length in months moves by whole months."""
    found = moves(
        "treaty at least 3 months after talks",
        "treaty by 2025-03-01",
        "talks not before 2025-01-15",
    )
    assert found["c0"] == ("3", "1", "months", False)


def test_a_move_goes_with_every_other_choice() -> None:
    """A number moves as far as the worst choice from another menu asks."""
    made = of_clauses(
        "depth <= 100 km",
        "depth >= 200 km",
        "talks and (depth >= 250 km if not treaty)",
        "not talks",
    )
    answer = asked(made, question(made, "plan"))
    assert answer.product_form
    assert faults_of_combinations(made, answer) == []


def faults_of_combinations(made: Library, answer: Gap) -> list[str]:
    """Return the combinations of choices that do not restore a deal."""
    put = question(made, "plan")
    reader = Reader(made, put, answer)
    text = told(made, put, answer)
    return reader.unconfirmed(text)


def test_an_order_is_shown_as_the_circle_that_it_is() -> None:
    """Events that wait for each other are told as a circle of cited clauses."""
    made = of_clauses(
        "talks only after truce", "truce only after treaty", "treaty no earlier than talks"
    )
    answer = asked(made, question(made, "plan", suppose=("talks",)))
    (circle,) = answer.circles
    assert circle is not None
    assert {(each.later, each.earlier, each.strictly) for each in circle.steps} == {
        ("talks", "truce", True),
        ("truce", "treaty", True),
        ("treaty", "talks", False),
    }


def test_red_lines_come_last() -> None:
    """Preferences before demands before firm clauses before red lines."""
    made = of_clauses(
        "depth <= 1 km",
        north="    line: red line depth >= 2 km\n",
    )
    answer = asked(made, question(made, "plan north"))
    plain = [each for each in answer.menus[0].choices if not each.moved]
    assert [each.removed[0].name for each in plain] == ["plan.c0", "north.line"]
    assert [each.gives_up_red_line for each in plain] == [False, True]


def test_what_is_kept_is_in_no_choice() -> None:
    """A clause that is kept is blamed by nobody and given up by nobody."""
    made = of_clauses("depth <= 1 km", north="    line: red line depth >= 2 km\n")
    answer = asked(made, question(made, "plan", keep="north"))
    removed = {u.name for c in answer.menus[0].choices for u in c.removed}
    assert removed == {"plan.c0"}


def test_a_party_can_be_brought_to_the_table() -> None:
    """A status quo is blamed and is nothing to give up; who could change it is told."""
    made = of_clauses("seats >= 4")
    put = question(made, "plan", table=("north", "south"))
    answer = asked(made, put)
    text = told(made, put, answer)
    said = "with east at the table seats could change: without its status quo conflict 1 would"
    assert said in text
    assert sorted(roles(answer)) == ["plan"]
    assert Reader(made, put, answer).unconfirmed(text) == []
    assert Reader(made, put, answer).unconfirmed(text.replace("with east", "with north")) != []


def test_what_only_an_absent_party_could_change_has_no_fix() -> None:
    """Where a supposition alone clashes with a status quo, nobody at the table can help."""
    made = of_clauses("depth <= 1 km")
    put = question(made, "plan", table=("north", "south"), suppose=("seats >= 4",))
    answer = asked(made, put)
    text = told(made, put, answer)
    assert (answer.menus, "no fix helps" in text) == ((), True)
    assert Reader(made, put, answer).unconfirmed(text) == []


def test_kept_clauses_that_clash_have_no_fix() -> None:
    """Where what is kept cannot hold by itself, no menu is offered, and that is said."""
    made = of_clauses("depth <= 1 km", north="    line: red line depth >= 2 km\n")
    put = question(made, "", keep="north plan")
    answer = asked(made, put)
    assert answer.menus == ()
    assert "no fix helps" in told(made, put, answer)


def test_at_a_limit_the_fixes_found_are_listed() -> None:
    """Without time there is no product, no claim of completeness, and no crash."""
    made = of_clauses("depth <= 1 km", "depth >= 2 km")
    left = iter([9.0] * 6)
    inquiry = Inquiry(made, Budget(lambda: next(left, 0.0)))
    (answer,) = gaps(inquiry, question(made, "plan"))
    assert isinstance(answer, Gap)
    if isinstance(answer.outcome, v.Incompatible) and not answer.outcome.complete:
        assert not answer.product_form


def test_a_large_library_is_answered_in_factored_form() -> None:
    """Over a hundred conflicts in a dozen parts: one menu each, the product only counted."""
    made = library(big_library())
    start = time.process_time()
    answer = asked(made, question(made, "plan north.all south.all"))
    assert time.process_time() - start < 5
    assert isinstance(answer.outcome, v.Incompatible)
    assert (len(answer.outcome.conflicts), len(answer.menus)) == (108, 24)
    assert answer.outcome.fixes == 8**12
    assert answer.product_form


def test_every_sentence_of_the_guide_s_report_is_true() -> None:
    """The report on the guide's example is read back, and every claim asked again."""
    made = library_of(GUIDE / "gap.md").library
    put = question(made, "compact vell.demands ostra.all")
    answer = asked(made, put)
    assert Reader(made, put, answer).unconfirmed(told(made, put, answer)) == []


@pytest.fixture(scope="module")
def july_2025() -> tuple[Library, Question, tuple[Gap, ...]]:
    """Return the demands of July 2025 against all red lines (QN-28), answered."""
    made = load_sound(str(ROOT / "proposals" / "ukraine")).library
    put = next(each for each in made.checks if each.name.startswith("QN-28a")).question
    found = gaps(Inquiry(made), put)
    return made, put, tuple(each for each in found if isinstance(each, Gap))


def test_the_demands_of_july_2025_read_as_the_golden_file(
    july_2025: tuple[Library, Question, tuple[Gap, ...]],
) -> None:
    """The report on QN-28 is the one that a reader has judged."""
    made, put, answers = july_2025
    text = to_text(gap_page(made, put, answers, 100))
    assert (GOLDEN / "qn_28_gap.txt").read_text(encoding="utf-8") == text


def test_every_sentence_on_july_2025_is_true(
    july_2025: tuple[Library, Question, tuple[Gap, ...]],
) -> None:
    """Under each reading every sentence of the report on QN-28 is confirmed."""
    made, put, answers = july_2025
    text = to_text(gap_page(made, put, answers, WIDE))
    for each in answers:
        assert Reader(made, put, each).unconfirmed(text) == []


def test_july_2025_has_nine_conflicts_and_eight_concession_sets(
    july_2025: tuple[Library, Question, tuple[Gap, ...]],
) -> None:
    """QN-28: nine conflicts; the menus multiply to eight sets, four of 8 and four of 9."""
    _, _, answers = july_2025
    for answer in answers:
        assert isinstance(answer.outcome, v.Incompatible)
        assert (len(answer.outcome.conflicts), answer.outcome.fixes) == (9, 8)
        sizes = [sorted(len(c.removed) for c in m.choices) for m in answer.menus]
        assert sorted(sizes) == [[1]] * 5 + [[1, 1], [1, 1], [1, 2]]


def test_no_report_speaks_of_solvers(
    july_2025: tuple[Library, Question, tuple[Gap, ...]],
) -> None:
    """The words of the trade stay out of what is printed about repairs."""
    made, put, answers = july_2025
    page = to_text(gap_page(made, put, answers, WIDE))
    repairs = page[page.index("reopens a deal") :]
    assert JARGON.findall(repairs + to_text(concise_gap(made, answers))) == []


def test_the_record_says_what_the_answer_says() -> None:
    """Menus name conflicts by id, moves have units, and packages are whole."""
    made = of_clauses("depth <= 100 km", "depth >= 340 km")
    put = question(made, "plan")
    record = gap_record(made, put, [asked(made, put)], "none").model_dump(by_alias=True)
    (menu,) = record["menus"]
    assert menu["conflicts"] == [each["id"] for each in record["conflicts"]]
    moved = [each["move"] for each in menu["fixes"] if each["move"]]
    assert moved[0] == [
        {"clause": "plan.c0", "from": 100, "to": 340, "unit": "km", "included": False}
    ]
    assert all(each["package"]["terms"]["depth"] is not None for each in menu["fixes"])
    assert record["product_form"] is True
    assert menu["fixes"][0]["cost"] == int(Fraction(1))


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("no deal: 4", "no deal: 5"),
        ("there are 12", "there are 13"),
        ("then: share = 40 %", "then: share = 41 %"),
        ("then: dam = no", "then: dam = yes"),
        ("then: fund = large", "then: fund = small"),
        ("give up compact.dam and ostra.built", "give up compact.dam"),
        ("a  give up vell.study", "a  give up vell.study and vell.water"),
        ("vell alone can repair this: give up vell.flow, ", "vell alone can repair this: give up "),
        ("nobody but vell", "nobody but ostra"),
        ("vell.flow stands in 2", "vell.flow stands in 3"),
        ("is cited in 4", "is cited in 3"),
        ("study on 2031-07-03", "study on 2031-07-04"),
        ("rule no_water_behind_a_dam", "rule no_such_rule"),
        ("Ostra builds a dam\n", "Ostra builds two dams\n"),
    ],
)
def test_a_false_sentence_is_noticed(said: str, instead: str) -> None:
    """The reading back is no formality: a report with one fact changed is refused."""
    made = library_of(GUIDE / "gap.md").library
    put = question(made, "compact vell.demands ostra.all")
    answer = asked(made, put)
    text = told(made, put, answer)
    assert said in text
    assert Reader(made, put, answer).unconfirmed(text.replace(said, instead)) != []


def many_fixes(rules: int, checks: str = "") -> Library:
    """Return clauses in linked pairs, of which either can go: more fixes than can be listed."""
    terms = "\n".join(f'term t{at}: bool "t{at}"' for at in range(rules))
    plan = "\n".join(f"    yes{at}: t{at}\n    no{at}: not t{at}" for at in range(rules))
    linked = " and ".join(f"t{at}" for at in range(rules))
    plan += f"\n    some: not ({linked})"
    return library(f'{HEAD}{terms}\nproposal plan "A plan" from draft {{\n{plan}\n}}\n{checks}')


def test_more_fixes_than_can_be_listed_are_not_waited_for() -> None:
    """Some are listed, each of them one, and it is said that they are not all."""
    made = many_fixes(20)
    put = question(made, "plan")
    answer = asked(made, put)
    assert isinstance(answer.outcome, v.Incompatible)
    assert (len(answer.outcome.conflicts), answer.outcome.complete) == (21, True)
    assert (answer.product_form, len(answer.menus)) == (False, 1)
    text = told(made, put, answer)
    assert "fixes that were found; there may be others" in text
    assert "not all fixes are listed: more than 1,000 choices of what to give up" in text
    conflicts = [each.names for each in answer.outcome.conflicts]
    for choice in answer.menus[0].choices:
        assert all({unit.name for unit in choice.removed} & each for each in conflicts)


def test_an_expectation_of_a_fix_needs_no_list_of_all() -> None:
    """Where fixes cannot be listed their number stays open, but these clauses are one or not."""
    these = ", ".join(f"plan.yes{at}" for at in range(20))
    expected = ("20 fixes", f"fix {these}", f"fix {these}, plan.no1", "fix plan.yes1")
    checks = "\n".join(
        f'check "{at}" {{\n    given plan\n    expect {each}\n}}'
        for at, each in enumerate(expected)
    )
    inquiry = Inquiry(many_fixes(20, checks))
    found = [run_check(inquiry, each).status for each in inquiry.library.checks]
    assert found == ["undecided", "passed", "failed", "failed"]


SIDES = f"""{HEAD}position north {{
    deep: red line depth >= 300 km
    after: red line talks only after truce
    rich: demand share >= 0.6
}}
position south {{
    flat: red line depth <= 400 km
    before: red line truce only after talks
    most: demand share < 0.5
    few: prefer seats <= 2
}}
"""


def test_a_whole_text_is_blamed_for_what_of_it_is_on_the_table() -> None:
    """Red lines that hold together are not blamed, nor is an order that keeps nobody from it."""
    made = library(SIDES)
    put = question(made, "north.demands south.all").but(by_text=True)
    answer = asked(made, put)
    text = told(made, put, answer)
    assert "— 2 red lines and 1 demand, counted as one" in text
    assert "— 2 red lines, 1 demand and 1 preference, counted as one" in text
    assert "a  give up north (north holds red lines)" in text
    assert "without a red line that gives way" not in text
    assert answer.circles == (None,)
    assert Reader(made, put, answer).unconfirmed(text) == []
    needed = text + "without a red line that gives way there is no repair of conflict 1\n"
    assert Reader(made, put, answer).unconfirmed(needed) != []
    more = text.replace("2 red lines and 1 demand,", "2 red lines and 2 demands,")
    assert Reader(made, put, answer).unconfirmed(more) != []


def test_texts_whose_red_lines_clash_need_one_to_give_way() -> None:
    """Where nothing but red lines is on the table, no repair does without giving up one."""
    made = library(SIDES.replace("depth <= 400 km", "depth <= 200 km"))
    put = question(made, "north south").but(by_text=True)
    answer = asked(made, put)
    text = told(made, put, answer)
    assert "without a red line that gives way there is no repair of conflict 1" in text
    assert Reader(made, put, answer).unconfirmed(text) == []


def test_a_red_line_is_told_of_the_clause_that_is_one() -> None:
    """Of two clauses that give way, the brackets name the red line, or both are red lines."""
    north = "    line: red line depth >= 300 km and share >= 0.6\n    whole: red line seats = 2\n"
    made = of_clauses("depth <= 200 km", "share < 0.5 and seats <= 1", north=north)
    put = question(made, "plan north")
    text = told(made, put, asked(made, put))
    assert "a  give up plan.c0 and plan.c1\n" in text
    assert "(north.line is a red line)" in text
    assert "give up north.line and north.whole (red lines)" in text
    assert Reader(made, put, asked(made, put)).unconfirmed(text) == []
    wrong = text.replace("(north.line is a red line)", "(plan.c1 is a red line)", 1)
    assert Reader(made, put, asked(made, put)).unconfirmed(wrong) != []
