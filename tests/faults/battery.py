"""The battery: the laws and oracles to which every fault is put, the quickest first.

Every law is a test of this project that compares with a definition: with a
table written by hand, with trying everything, with another way to the same
answer. None compares with a stored output.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Any

import pytest

LAWS = (
    "faults.test_meanings:test_bodies_mean_what_the_page_says",
    "faults.test_meanings:test_rules_and_red_lines_hold_in_every_phase",
    "faults.test_meanings:test_overridden_clauses_give_way_where_the_page_says",
    "faults.test_meanings:test_comparisons_hold_for_the_values_of_their_row",
    "faults.test_meanings:test_relations_of_events_hold_on_the_days_of_their_grid",
    "faults.test_preferences:test_an_objective_prefers_the_better_shares",
    "faults.test_preferences:test_an_objective_does_not_know_the_parties",
    "faults.test_questions:test_conflicts_are_those_of_the_table",
    "faults.test_questions:test_fixes_hit_every_conflict_of_the_table_and_no_less_does",
    "faults.test_questions:test_a_reference_to_nothing_is_a_fault",
    "solve.test_oracle:test_every_package_is_one",
    "solve.test_oracle:test_compatible_iff_some_package_satisfies_all",
    "solve.test_oracle:test_every_core_is_incompatible",
    "solve.test_oracle:test_memory_changes_no_answer",
    "solve.test_oracle:test_a_formula_or_its_denial_but_not_both",
    "solve.test_oracle:test_both_solvers_agree",
    "solve.test_oracle:test_a_solver_agrees_with_mending",
    "solve.test_mending:test_one_question_after_the_other_has_the_answer_of_brute_force",
    "solve.test_mending:test_denials_fail_as_brute_force_says",
    "solve.test_conflicts:test_conflicts_are_the_minimal_incompatible_sets",
    "solve.test_conflicts:test_fixes_are_the_minimal_sets_whose_removal_helps",
    "solve.test_conflicts:test_components_multiply",
    "solve.test_conflicts:test_an_explanation_is_minimal_and_preferred",
    "solve.test_elimination:test_labels_of_the_empty_clause_are_the_minimal_conflicts",
    "solve.test_elimination:test_hitting_sets_are_those_of_brute_force",
    "solve.test_elimination:test_fractions_are_compared_without_a_solver",
    "solve.test_elimination:test_whole_numbers_are_compared_without_a_solver",
    "solve.test_elimination:test_every_part_of_a_unit_counts",
    "solve.test_elimination:test_every_method_finds_what_brute_force_finds",
    "solve.test_tried:test_units_clash_exactly_if_no_package_has_them_all",
    "solve.test_tried:test_pigeonholes_need_no_solver",
    "solve.test_alike:test_exchanging_units_of_a_block_changes_no_conflict",
    "solve.test_alike:test_with_exchanges_the_conflicts_are_those_of_brute_force",
    "solve.test_alike:test_an_order_leaves_a_package_where_there_is_one",
    "solve.test_beside:test_what_is_seen_beside_is_what_brute_force_sees",
    "solve.test_beside:test_the_greatest_of_two_is_looked_at_again",
    "solve.test_worlds:test_maximal_sets_are_those_of_brute_force",
    "solve.test_worlds:test_counting_is_looked_at_as_it_is_meant",
    "solve.test_losses:test_the_least_sum_is_that_of_trying_all_values",
    "solve.test_losses:test_what_is_undominated_is_so_by_definition",
    "solve.test_losses:test_losses_are_those_of_brute_force",
    "certify.test_kernel:test_a_step_that_does_not_follow_is_refused",
    "certify.test_kernel:test_what_can_hold_is_not_refuted",
    "certify.test_kernel:test_months_are_counted",
    "certify.test_refused:test_only_a_clause_that_says_so_overrides_another",
    "faults.test_certificates:test_a_clause_that_gives_way_is_certified_as_what_is_left_of_it",
    "faults.test_certificates:test_every_answer_of_the_table_is_certified",
    "faults.test_questions:test_asking_all_in_one_session_is_asking_each_alone",
    "faults.test_standing:test_preferences_break_ties",
    "faults.test_standing:test_reasons_are_those_of_brute_force",
    "faults.test_standing:test_a_formula_stands_as_brute_force_says",
    "faults.test_standing:test_a_check_passes_exactly_if_brute_force_agrees",
    "faults.test_meanings:test_months_are_those_of_the_calendar",
    "faults.test_meanings:test_a_month_that_lacks_the_day_ends_or_spills_over",
    "faults.test_changes:test_units_rescale",
    "faults.test_changes:test_units_mix",
    "faults.test_changes:test_formatting_keeps_the_meaning",
    "faults.test_changes:test_a_clause_said_twice_says_no_more",
    "faults.test_changes:test_weakening_never_hurts",
    "faults.test_changes:test_days_shift",
    "questions.test_difference:test_a_library_does_not_differ_from_itself",
    "questions.test_laws:test_adding_a_clause_never_helps",
    "questions.test_laws:test_the_seed_changes_no_byte",
    "questions.test_laws:test_order_and_files_change_nothing",
    "questions.test_laws:test_conflicts_and_fixes_are_those_of_brute_force",
    "questions.test_packages:test_packages_are_those_of_brute_force",
    "questions.test_gap:test_the_answer_is_that_of_brute_force",
    "questions.test_timeline:test_what_opened_or_closed_it_did",
    "questions.test_timeline:test_a_timeline_is_the_question_on_every_day",
    "questions.test_coalitions:test_a_blocking_set_has_a_reason_of_its_own",
    "questions.test_why_not:test_ways_out_are_those_of_brute_force",
    "solve.test_canonical:test_it_is_the_first_in_the_stated_order",
    "questions.test_difference:test_a_relation_is_inclusion_of_packages",
    "questions.test_difference:test_gained_and_lost_are_packages_of_one_side_only",
    "questions.test_difference:test_conflicts_opened_and_closed_are_those_of_one_side",
    "questions.test_difference:test_an_idle_edit_can_be_taken_back",
    "questions.test_laws:test_every_conflict_is_minimal",
    "questions.test_laws:test_the_rules_of_a_conflict_are_needed",
    "library.test_meaning:test_a_formula_holds_where_the_page_says_so",
    "questions.test_matrix:test_a_matrix_is_every_pair_asked_alone",
    "questions.test_matrix:test_a_group_holds_in_its_package",
    "questions.test_coalitions:test_coalitions_are_all_sets_asked_alone",
    "faults.test_changes:test_a_tautology_changes_nothing",
    "faults.test_changes:test_forms_say_what_other_forms_say",
    "faults.test_changes:test_one_of_two_is_taken",
)
"""Module below ``tests`` and function, joined by a colon."""

NEAR = {
    "questions.timeline": ("test_timeline",),
    "questions.coalitions": ("test_coalitions",),
    "questions.shortest": ("test_matrix", "test_coalitions"),
    "questions.allowance": ("test_difference",),
    "questions.difference": ("test_difference",),
    "questions.meetings": ("test_difference",),
    "questions.packages": ("test_packages",),
    "questions.offer": ("test_packages",),
    "questions.preference": ("test_preferences:", "test_packages"),
    "questions.consistency": ("test_laws",),
    "questions.demands": ("test_packages",),
    "questions.deal": ("test_packages",),
    "questions.ties": ("test_preferences", "test_packages"),
    "questions.fixes": ("test_gap",),
    "questions.movement": ("test_gap",),
    "questions.expectations": ("test_a_check_passes",),
    "questions.forced": ("test_standing", "test_why_not"),
    "solve.canonical": ("test_canonical",),
    "solve.calendar": ("test_months", "test_meanings"),
    "solve.elimination": ("test_elimination",),
    "solve.labelled": ("test_elimination",),
    "solve.lemmas": ("test_elimination",),
    "solve.tried": ("test_tried",),
    "solve.hitting": ("test_elimination",),
    "solve.asking": ("test_elimination", "test_conflicts"),
    "solve.alike": ("test_alike",),
    "solve.exchange": ("test_alike",),
    "solve.ordering": ("test_alike",),
    "solve.bucketed": ("test_losses",),
    "solve.weighed": ("test_losses",),
    "solve.undominated": ("test_losses",),
    "solve.losses": ("test_losses",),
    "questions.by_weight": ("test_packages",),
    "solve.around": ("test_beside",),
    "solve.beside": ("test_beside",),
    "solve.worlds": ("test_worlds", "test_conflicts"),
    "solve.fixes": ("test_elimination", "test_gap"),
    "certify.check.kernel": ("certify.", "test_certificates"),
    "certify.check.library": ("certify.", "test_certificates"),
    "certify.check.reader": ("certify.", "test_certificates"),
    "logic.components": ("test_conflicts",),
    "logic.evaluate": ("test_meanings",),
    "library.units": ("test_meanings",),
    "library.elaborate_events": ("test_meanings",),
}
"""Laws that are likely to notice a fault of a module, by parts of their names."""


def nearest(module: str) -> tuple[str, ...]:
    """Return all laws, those first that are near to ``module``."""
    near = NEAR.get(module, ())
    return tuple(sorted(LAWS, key=lambda law: not any(part in law for part in near)))


def caught_by(laws: tuple[str, ...] = LAWS) -> str:
    """Return the first law that does not hold here, nothing if all hold.

    An exception of any kind is a catch: a law holds only if it runs to its end.
    """
    for law in laws:
        try:
            for run in runs(law):
                run()
        except (Exception, pytest.fail.Exception):  # noqa: BLE001 - a fault may raise anything
            return law
    return ""


def runs(law: str) -> Iterator[Callable[[], Any]]:
    """Yield what has to be called for ``law``, once for each row of its parameters."""
    module, _, name = law.partition(":")
    function = getattr(importlib.import_module(f"tests.{module}"), name)
    marks = [mark for mark in getattr(function, "pytestmark", ()) if mark.name == "parametrize"]
    for rows in product(*(mark.args[1] for mark in marks)):
        given: dict[str, Any] = {}
        for mark, row in zip(marks, rows, strict=True):
            names = mark.args[0]
            wanted = names.split(", ") if isinstance(names, str) else names
            given |= zip(wanted, row if isinstance(row, tuple) else (row,), strict=True)
        yield partial(function, **given)
