"""`explain`: why a clause is in a policy or not, and the file and line behind it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.workspaces import base, clause, profile, template


def test_a_clause_that_is_in_is_explained_with_each_value_and_its_line(run: Run, root: Path) -> None:
    clause(
        root,
        "care",
        "Keep it {{ days }} days; ask {{ contact }}.\n",
        parameters="[days, contact, tools.agents]",
        applies_when="tools.agents == 'pilot'",
        law="[foia]",
    )
    base(root, "parameters:\n  days: 7\n")
    profile(root, "extends: [alliance]\ntools:\n  agents: pilot\n")
    result = run("explain", "riverton", "care")
    assert result.exit_code == 0
    assert result.stdout == (
        "Care (care) in riverton/policy\n"
        "  in: section 1.1; the template lists it and the depth takes it (templates/policy.yaml:6:52)\n"
        "  level: mandatory; depth of the policy: standard\n"
        "  condition: tools.agents == 'pilot' (holds)\n"
        "  text: version 1.0.0, clauses/about/care.md\n"
        "  days = 7\n"
        "    base alliance, profiles/alliance.yaml:4:3\n"
        "  contact = [to confirm: contact for questions]\n"
        "    not answered, clauses/parameters.yaml:3:3\n"
        "  tools.agents = pilot\n"
        "    profile riverton, profiles/riverton.yaml:6:3\n"
        "  law: foia\n"
    )


def test_a_clause_out_by_its_condition_is_explained_with_what_the_condition_tests(run: Run, root: Path) -> None:
    clause(root, "local", parameters="[tools.agents]", applies_when="tools.agents == 'pilot' or functions.social_care")
    template(root, "care", "local")
    assert run("explain", "riverton", "local").stdout == (
        "Local (local) in riverton/policy\n"
        "  not in: its condition does not hold: tools.agents == 'pilot' or functions.social_care "
        "(clauses/about/local.md:8:15)\n"
        "  tools.agents = none\n"
        "    default, clauses/parameters.yaml:12:3\n"
        "  functions.social_care = false\n"
        "    fact\n"
    )


def test_a_clause_out_by_depth_is_explained_with_the_depth_that_takes_it(run: Run, root: Path) -> None:
    clause(root, "local", level="recommended")
    clause(root, "rare", level="optional")
    template(root, "care", "local", "rare")
    profile(root, "depth: essential\n")
    assert run("explain", "riverton", "local").stdout == (
        "Local (local) in riverton/policy\n"
        "  not in: it is recommended, and the policy's depth is essential (templates/policy.yaml:6:58)\n"
        "  hint: write depth: standard, or name it under documents: policy: include:\n"
    )
    assert "hint: write depth: full, or name it" in run("explain", "riverton", "rare").stdout


def test_an_excluded_clause_is_explained_with_the_councils_reason(run: Run, root: Path) -> None:
    profile(root, documents="{policy: {exclude: [{clause: care, reason: The handbook says it}]}}")
    assert "  not in: the profile excludes it: The handbook says it (profiles/riverton.yaml:3:32)\n" in (
        run("explain", "riverton", "care").stdout
    )


def test_an_included_and_a_required_clause_are_explained(run: Run, root: Path) -> None:
    clause(root, "care", requires="[rare]")
    clause(root, "rare", level="optional")
    clause(root, "own", level="optional")
    template(root, "care", "rare", "own")
    profile(root, documents="{policy: {include: [own]}}")
    assert "in: section 1.3; the profile includes it (profiles/riverton.yaml:3:32)" in (
        run("explain", "riverton", "own").stdout
    )
    assert "in: section 1.2; another clause requires it (clauses/about/care.md:7:12)" in (
        run("explain", "riverton", "rare").stdout
    )


def test_an_amended_clause_is_explained_with_its_reason(run: Run, root: Path) -> None:
    amend = "{clause: care, place: after, paragraph: 1, base: 1.0.0, reason: Asked for, text: Ask us.}"
    profile(root, documents=f"{{policy: {{amend: [{amend}]}}}}")
    assert (
        "  amended: after paragraph 1, written against 1.0.0 (profiles/riverton.yaml:3:30)\n    reason: Asked for\n"
    ) in run("explain", "riverton", "care").stdout


def test_an_appendix_is_explained_by_its_letter(run: Run, root: Path) -> None:
    clause(root, "app-words")
    template(root, "care", appendices="[app-words]")
    assert "  in: Appendix A; " in run("explain", "riverton", "app-words").stdout


def test_a_clause_of_no_template_is_explained(run: Run, root: Path) -> None:
    clause(root, "unused")
    assert run("explain", "riverton", "unused").stdout == (
        "Unused (unused) in riverton/policy\n"
        "  not in: the template policy does not list it, and the profile does not include it\n"
    )


def test_each_document_of_the_council_is_explained_unless_one_is_named(run: Run, root: Path) -> None:
    template(root, "care", id="strategy")
    profile(root, documents="{policy: {}, strategy: {}}")
    both = run("explain", "riverton", "care").stdout
    assert "riverton/policy" in both
    assert "\n\nCare (care) in riverton/strategy\n" in both
    assert "riverton/policy" not in run("explain", "riverton", "care", "--document", "strategy").stdout


def test_a_long_value_is_cut(run: Run, root: Path) -> None:
    clause(root, "care", "{{ contact }}\n", parameters="[contact]")
    profile(root, f"parameters: {{contact: {'long ' * 30}}}\n")
    shown = run("explain", "riverton", "care").stdout
    assert f"  contact = {('long ' * 30)[:59]}…\n" in shown


def test_what_does_not_exist_is_told_with_the_nearest(run: Run, root: Path) -> None:
    result = run("explain", "riverton", "caer")
    assert result.exit_code == 1
    assert 'unknown clause "caer" [unknown-clause]\n  hint: did you mean "care"?' in result.stderr
    assert 'unknown profile "rivertown"' in run("explain", "rivertown", "care").stderr
    assert 'unknown document "polcy"' in run("explain", "riverton", "care", "--document", "polcy").stderr


def test_a_policy_with_problems_tells_them_instead(run: Run, root: Path) -> None:
    clause(root, "care", "{{ motto }}\n", parameters="[motto]")
    result = run("explain", "riverton", "care")
    assert result.exit_code == 1
    assert '"motto" is optional and not set [not-set]' in result.stderr
