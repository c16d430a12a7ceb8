"""Which clauses are in a document, in which order, and why the others are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.resolution.reading import clause_of, ids, outline, refused, resolved, warned
from tests.workspaces import base, clause, profile, reference, template, tiny

SECTIONS = "[{id: rules, title: Rules, clauses: [care, check]}, {id: more, title: More, clauses: [report]}]"


def levels(root: Path) -> Path:
    """Write a template with a clause of each level."""
    tiny(root)
    clause(root, "check", level="recommended")
    clause(root, "report", level="optional")
    clause(root, "glossary", level="recommended")
    template(root, sections=SECTIONS, appendices="[glossary]")
    return root


def omitted(root: Path) -> list[tuple[str, str, str, str]]:
    return [(each.id, each.why, each.detail, each.source) for each in resolved(root).omissions]


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        ("essential", ["care"]),
        ("standard", ["care", "check", "glossary"]),
        ("full", ["care", "check", "report", "glossary"]),
    ],
)
def test_the_depth_takes_the_clauses_of_its_levels(tmp_path: Path, depth: str, expected: list[str]) -> None:
    levels(tmp_path)
    profile(tmp_path, f"depth: {depth}\n")
    assert ids(resolved(tmp_path)) == expected


@pytest.mark.parametrize(
    ("depth", "expected"),
    [("essential", ["care", "report"]), ("standard", ["care", "report"]), ("full", ["care", "check", "report"])],
)
def test_a_template_may_say_from_which_depth_on_a_clause_is_in(tmp_path: Path, depth: str, expected: list[str]) -> None:
    levels(tmp_path)
    template(tmp_path, "care", "{clause: check, from_depth: full}", "{clause: report, from_depth: essential}")
    profile(tmp_path, f"depth: {depth}\n")
    assert ids(resolved(tmp_path)) == expected


def test_what_the_depth_leaves_out_is_recorded_with_the_templates_line(tmp_path: Path) -> None:
    levels(tmp_path)
    profile(tmp_path, "depth: essential\n")
    assert omitted(tmp_path) == [
        ("check", "depth", "essential", "templates/policy.yaml:6:54"),
        ("report", "depth", "essential", "templates/policy.yaml:6:97"),
        ("glossary", "depth", "essential", "templates/policy.yaml:7:14"),
    ]


def test_a_clause_applies_when_its_condition_holds(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", parameters="[tools.agents]", applies_when="tools.agents == 'pilot' and functions.planning")
    clause(tmp_path, "always")
    template(tmp_path, "always", "care")
    assert omitted(tmp_path) == [
        ("care", "condition", "tools.agents == 'pilot' and functions.planning", "clauses/about/care.md:8:15")
    ]
    profile(tmp_path, "tools: {agents: pilot}\n")
    document = resolved(tmp_path)
    assert ids(document) == ["always", "care"]
    assert clause_of(document, "care").provenance.condition.startswith("tools.agents == 'pilot'")


def test_a_condition_may_test_the_council_and_the_depth(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(
        tmp_path, "care", applies_when="nation in ['wales', 'scotland'] or council_type == 'unitary' or depth == 'full'"
    )
    clause(tmp_path, "always")
    template(tmp_path, "always", "care")
    assert ids(resolved(tmp_path)) == ["always"]
    profile(tmp_path, type="unitary")
    assert ids(resolved(tmp_path)) == ["always", "care"]
    profile(tmp_path, nation="wales", type="welsh")
    assert ids(resolved(tmp_path)) == ["always", "care"]
    profile(tmp_path, "depth: full\n")
    assert ids(resolved(tmp_path)) == ["always", "care"]


def test_a_condition_that_tests_another_nations_term_is_refused(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", applies_when="terms.welsh_law == 'the Measure'")
    assert refused(tmp_path) == (
        'clauses/about/care.md:7:15: error: whether "care" applies cannot be worked out: there is no "terms.welsh_law" '
        "in England [wrong-nation]\n  hint: test nation first"
    )


def test_a_condition_that_compares_what_cannot_be_compared_is_refused(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", parameters="[uses]", applies_when="uses > 3")
    assert "clauses/about/care.md:8:15: error: the condition cannot be worked out: '>' not supported" in refused(
        tmp_path
    )


# Inclusions ----------------------------------------------------------------------------------------------


def include(root: Path, entries: str, more: str = "depth: essential\n") -> Path:
    return profile(root, more, documents=f"{{policy: {{include: {entries}}}}}")


def test_a_clause_beyond_the_depth_can_be_included_and_keeps_its_place(tmp_path: Path) -> None:
    levels(tmp_path)
    include(tmp_path, "[report]")
    document = resolved(tmp_path)
    assert outline(document) == ["1 Rules", "1.1 Care", "2 More", "2.1 Report"]
    found = clause_of(document, "report").provenance
    assert (found.origin, found.origin_source) == ("include", "profiles/riverton.yaml:3:32")


def test_a_clause_beyond_the_template_goes_where_the_profile_says(tmp_path: Path) -> None:
    levels(tmp_path)
    clause(tmp_path, "local")
    include(tmp_path, "[{clause: local, section: rules}]", "")
    assert ids(resolved(tmp_path)) == ["care", "check", "local", "glossary"]
    include(tmp_path, "[{clause: local, section: rules, after: care}]", "")
    assert ids(resolved(tmp_path)) == ["care", "local", "check", "glossary"]
    include(tmp_path, "[{clause: local, section: appendices}]", "")
    assert outline(resolved(tmp_path))[-2:] == ["A Glossary", "B Local"]


def test_the_clause_that_it_follows_says_the_section_too(tmp_path: Path) -> None:
    levels(tmp_path)
    clause(tmp_path, "local")
    include(tmp_path, "[{clause: local, after: care}]", "")
    assert ids(resolved(tmp_path)) == ["care", "local", "check", "glossary"]


def test_a_clause_may_follow_one_that_is_left_out(tmp_path: Path) -> None:
    levels(tmp_path)
    clause(tmp_path, "local")
    include(tmp_path, "[{clause: local, section: more, after: report}]", "")
    assert outline(resolved(tmp_path))[3:5] == ["2 More", "2.1 Local"]


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        (
            "[local]",
            'error: "local" is not in the template policy [include-place]\n'
            "  hint: say where it goes: {clause: local, section: rules}",
        ),
        (
            "[locale]",
            'error: "locale" is not in the template policy [include-place]\n  hint: did you mean "local"?',
        ),
        (
            "[{clause: locale, section: rules}]",
            'error: unknown clause "locale" [unknown-clause]\n'
            '  hint: did you mean "local"? `policybuilder clauses` lists them',
        ),
        (
            "[{clause: local, section: rulez}]",
            'error: no section "rulez" in policy [unknown-section]\n'
            '  hint: did you mean "rules"? the sections are rules, more, appendices',
        ),
        (
            "[{clause: local, section: rules, after: report}]",
            'error: no clause "report" in the section "rules" [unknown-clause]',
        ),
        (
            "[{clause: local, after: cares}]",
            'error: no clause "cares" in policy [unknown-clause]\n  hint: did you mean',
        ),
        (
            "[{clause: report, section: rules}]",
            'error: "report" is in the template already; it keeps its place [include-place]\n  hint: write only: ',
        ),
        (
            "[{clause: report, after: care}]",
            'error: "report" is in the template already; it keeps its place [include-place]\n  hint: write only: ',
        ),
        (
            "[report, report]",
            'error: "report" is named twice [listed-twice]\n'
            "  hint: the other is at profiles/riverton.yaml:3:32; keep one of them",
        ),
        (
            "[{clause: local, section: rules}, {clause: local, section: more}]",
            'error: "local" is named twice [listed-twice]',
        ),
    ],
)
def test_an_inclusion_that_means_nothing_is_refused(tmp_path: Path, entries: str, problem: str) -> None:
    levels(tmp_path)
    clause(tmp_path, "local")
    include(tmp_path, entries)
    told = refused(tmp_path)
    assert told.startswith("profiles/riverton.yaml:3:")
    assert problem in told


def test_two_bases_may_include_the_same_clause_but_not_in_two_places(tmp_path: Path) -> None:
    levels(tmp_path)
    clause(tmp_path, "local")
    entry = "documents: {policy: {include: [{clause: local, section: %s}]}}\n"
    base(tmp_path, entry % "rules", id="north")
    base(tmp_path, entry % "rules", id="coast")
    profile(tmp_path, "extends: [north, coast]\n")
    assert ids(resolved(tmp_path)) == ["care", "check", "local", "glossary"]
    base(tmp_path, entry % "more", id="coast")
    assert '"local" is named twice [listed-twice]\n  hint: the other is at profiles/north.yaml:3:32' in refused(
        tmp_path
    )


def test_a_clause_whose_condition_does_not_hold_cannot_be_included(tmp_path: Path) -> None:
    levels(tmp_path)
    clause(tmp_path, "report", level="optional", applies_when="nation == 'wales'")
    include(tmp_path, "[report]")
    assert refused(tmp_path) == (
        "profiles/riverton.yaml:3:32: error: \"report\" cannot be included: it applies only when nation == 'wales' "
        "[include-condition]\n"
        '  hint: "nation" is england (profiles/riverton.yaml:2:57); '
        "change what the condition tests, or drop the inclusion"
    )


def test_a_base_may_include_a_clause_for_those_of_its_members_to_which_it_applies(tmp_path: Path) -> None:
    levels(tmp_path)
    clause(tmp_path, "report", level="optional", applies_when="functions.social_care")
    base(tmp_path, "documents: {policy: {include: [report]}}\n")
    profile(tmp_path, "extends: [alliance]\n")
    assert "report" not in ids(resolved(tmp_path))
    profile(tmp_path, "extends: [alliance]\n", type="unitary")
    assert "report" in ids(resolved(tmp_path))


# Exclusions ----------------------------------------------------------------------------------------------


def exclude(root: Path, entries: str, more: str = "") -> Path:
    return profile(root, more, documents=f"{{policy: {{exclude: {entries}}}}}")


def test_an_excluded_clause_is_recorded_with_the_councils_reason(tmp_path: Path) -> None:
    levels(tmp_path)
    exclude(tmp_path, "[{clause: check, reason: The intranet says it}]", "depth: full\n")
    assert ids(resolved(tmp_path)) == ["care", "report", "glossary"]
    assert omitted(tmp_path) == [("check", "excluded", "The intranet says it", "profiles/riverton.yaml:3:32")]
    assert warned(tmp_path) == ()


def test_an_excluded_mandatory_clause_is_reported(tmp_path: Path) -> None:
    levels(tmp_path)
    exclude(tmp_path, "[{clause: care, reason: Not ours}]")
    (problem,) = warned(tmp_path)
    assert str(problem) == (
        'profiles/riverton.yaml:3:32: warning: the mandatory clause "care" is excluded: Not ours [mandatory-excluded]\n'
        "  hint: the approving body should be told"
    )


@pytest.mark.parametrize(
    ("documents", "problem"),
    [
        (
            "{exclude: [{clause: chek, reason: Typo}]}",
            '"chek" cannot be excluded: it is not in policy [unknown-clause]\n  hint: did you mean "check"?',
        ),
        (
            "{exclude: [{clause: check, reason: One}, {clause: check, reason: Two}]}",
            '"check" is named twice [listed-twice]\n  hint: the other is at profiles/riverton.yaml:3:32',
        ),
        (
            "{include: [check], exclude: [{clause: check, reason: No}]}",
            '"check" is both included and excluded [include-exclude]\n  hint: keep one of the two',
        ),
    ],
)
def test_an_exclusion_that_means_nothing_is_refused(tmp_path: Path, documents: str, problem: str) -> None:
    levels(tmp_path)
    profile(tmp_path, documents=f"{{policy: {documents}}}")
    assert problem in refused(tmp_path)


def test_an_exclusion_needs_a_reason(tmp_path: Path) -> None:
    levels(tmp_path)
    exclude(tmp_path, "[{clause: check}]")
    assert 'the key "reason" is missing [missing-key]' in refused(tmp_path)


def test_every_inclusion_and_exclusion_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    levels(tmp_path)
    profile(tmp_path, documents="{policy: {include: [nothing], exclude: [{clause: nobody, reason: No}]}}")
    assert refused(tmp_path).count("error:") == 2


# Requirements --------------------------------------------------------------------------------------------


def test_a_required_clause_is_pulled_in_whatever_the_depth_and_keeps_its_place(tmp_path: Path) -> None:
    levels(tmp_path)
    clause(tmp_path, "care", requires="[report]")
    clause(tmp_path, "report", level="optional", requires="[glossary]")
    profile(tmp_path, "depth: essential\n")
    document = resolved(tmp_path)
    assert ids(document) == ["care", "report", "glossary"]
    found = clause_of(document, "report").provenance
    assert (found.origin, found.origin_source) == ("requires", "clauses/about/care.md:7:12")
    assert [each.id for each in document.omissions] == ["check"]


def test_clauses_may_require_one_another(tmp_path: Path) -> None:
    levels(tmp_path)
    clause(tmp_path, "care", requires="[report]")
    clause(tmp_path, "report", level="optional", requires="[care]")
    assert ids(resolved(tmp_path)) == ["care", "check", "report", "glossary"]


def test_a_required_clause_that_is_excluded_is_refused_with_both_lines(tmp_path: Path) -> None:
    levels(tmp_path)
    clause(tmp_path, "care", requires="[check]")
    exclude(tmp_path, "[{clause: check, reason: No}]")
    assert refused(tmp_path) == (
        'clauses/about/care.md:7:12: error: "care" requires "check", which is left out: excluded '
        "(profiles/riverton.yaml:3:32) [required-clause]\n"
        '  hint: exclude "care", too, or keep "check"'
    )


def test_a_required_clause_whose_condition_does_not_hold_is_refused(tmp_path: Path) -> None:
    levels(tmp_path)
    clause(tmp_path, "care", requires="[check]")
    clause(tmp_path, "check", level="recommended", applies_when="nation == 'wales'")
    assert "which is left out: condition (clauses/about/check.md:7:15)" in refused(tmp_path)


def test_a_required_clause_that_the_template_does_not_list_is_refused(tmp_path: Path) -> None:
    levels(tmp_path)
    clause(tmp_path, "local")
    clause(tmp_path, "care", requires="[local]")
    assert '"care" requires "local", which is not in the template' in refused(tmp_path)


def test_the_same_council_type_in_another_nation_is_another_policy(tmp_path: Path) -> None:
    reference(levels(tmp_path))
    clause(tmp_path, "check", level="recommended", applies_when="functions.social_care")
    profile(tmp_path, nation="northern-ireland", type="ni-district")
    assert "check" not in ids(resolved(tmp_path))
    profile(tmp_path, nation="scotland", type="scottish")
    assert "check" in ids(resolved(tmp_path))
