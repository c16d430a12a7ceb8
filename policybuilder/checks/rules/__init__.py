"""The rules, one module each. A rule is added with a module here and a line in `RULES`."""

from __future__ import annotations

from policybuilder.checks.rule import Rule
from policybuilder.checks.rules import (
    abbreviation_not_spelt_out,
    amended_declaration,
    avoided_word,
    bare_record,
    contradicting_clauses,
    coverage_note,
    dated_before_law,
    displaced_base_words,
    dpo_as_approver,
    flattened_list,
    impossible_condition,
    lonely_declaration,
    long_sentence,
    mixed_modals,
    moved_default,
    never_looked_at,
    one_post_decides_all,
    reading_age,
    retention_differs,
    review_before_approval,
    row_that_follows,
    skipped_heading_level,
    sounds_like,
    stale_names,
    undefined_term,
    unknown_role,
    unreachable_clause,
    unused_answer,
    unused_definition,
    wrong_nation_law,
)

RULES: tuple[Rule, ...] = tuple(
    module.RULE
    for module in (
        stale_names,
        wrong_nation_law,
        dpo_as_approver,
        one_post_decides_all,
        contradicting_clauses,
        amended_declaration,
        displaced_base_words,
        review_before_approval,
        dated_before_law,
        bare_record,
        retention_differs,
        moved_default,
        never_looked_at,
        row_that_follows,
        unknown_role,
        impossible_condition,
        unreachable_clause,
        lonely_declaration,
        unused_answer,
        coverage_note,
        sounds_like,
        undefined_term,
        unused_definition,
        abbreviation_not_spelt_out,
        flattened_list,
        skipped_heading_level,
        mixed_modals,
        long_sentence,
        avoided_word,
        reading_age,
    )
)
"""Every rule, in the order in which the manual explains them: law and truth first, then what readers meet."""
