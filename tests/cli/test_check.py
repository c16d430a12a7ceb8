"""`check`: every problem at once, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.workspaces import clause, profile, template, write


def test_a_workspace_without_problems_ends_with_0(run: Run, root: Path) -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "no problems\n")
    assert json.loads(run("check", "--json").stdout)["problems"] == []


def test_every_problem_is_printed_in_reading_order_with_a_count(run: Run, root: Path) -> None:
    clause(root, "care", "Ask {{ contakt }}.\n")
    profile(root, "parameters: {dayz: 1}\n")
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout == (
        'clauses/about/care.md:8:8: error: unknown name "contakt" [unknown-name]\n'
        '  hint: did you mean "contact"? declare it in clauses/parameters.yaml\n'
        'profiles/riverton.yaml:4:14: error: unknown parameter "dayz" [unknown-parameter]\n'
        '  hint: did you mean "days"? `policybuilder clauses parameters` lists them\n'
        "2 errors\n"
    )


def test_a_program_gets_the_problems_as_json(run: Run, root: Path) -> None:
    profile(root, "parameters: {dayz: 1}\n")
    result = run("check", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["problems"] == [
        {
            "path": "profiles/riverton.yaml",
            "line": 4,
            "column": 14,
            "severity": "error",
            "code": "unknown-parameter",
            "message": 'unknown parameter "dayz"',
            "hint": 'did you mean "days"? `policybuilder clauses parameters` lists them',
        }
    ]


def test_warnings_alone_end_with_0(run: Run, root: Path) -> None:
    clause(root, "more")
    template(root, "care", "more")
    profile(root, documents="{policy: {exclude: [{clause: more, reason: Not ours}]}}")
    result = run("check")
    assert result.exit_code == 0
    assert 'warning: the mandatory clause "more" is excluded' in result.stdout


def test_reference_files_that_cannot_be_read_are_told_alone_because_the_rest_rests_on_them(
    run: Run, root: Path
) -> None:
    write(root, "clauses/parameters.yaml", "groups: {a: [}\n")
    profile(root, "parameters: {dayz: 1}\n")
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.startswith("clauses/parameters.yaml:1:9: error: { opens here and is not closed")
    assert json.loads(run("check", "--json").stdout)["problems"][0]["code"] == "quotes"


def test_only_the_councils_that_are_named_are_checked(run: Run, root: Path) -> None:
    profile(root, "parameters: {dayz: 1}\n")
    profile(root, id="millbeck")
    assert run("check", "millbeck").exit_code == 0
    assert run("check", "riverton").exit_code == 1
    assert 'unknown profile "nobody"' in run("check", "nobody").stdout


def test_a_problem_that_quotes_several_lines_is_one_line(run: Run, root: Path) -> None:
    clause(root, "more")
    template(root, "care", "more")
    profile(root, documents='{policy: {exclude: [{clause: more, reason: "Not\\n\\nours"}]}}')
    assert run("check").stdout.splitlines() == [
        'profiles/riverton.yaml:3:32: warning: the mandatory clause "more" is excluded: Not ours [mandatory-excluded]',
        "  hint: the approving body should be told",
    ]


# Rules -----------------------------------------------------------------------------------------------------


def test_the_rules_are_listed_a_line_each(run: Run, root: Path) -> None:
    lines = run("check", "--rules").stdout.splitlines()
    assert lines[0].split() == ["rule", "severity", "what", "it", "finds", "where"]
    assert any(line.startswith("stale-names ") for line in lines)
    listed = json.loads(run("check", "--rules", "--json").stdout)["result"]
    assert len(listed) == len(lines) - 1
    assert {"id", "title", "severity", "looks_at"} == set(listed[0])


def test_one_rule_may_be_asked_for_as_its_id_or_its_file_is_written(run: Run, root: Path) -> None:
    clause(root, "care", "You must check it and should keep it.\n")
    profile(root, "parameters: {dayz: 1}\n")
    for name in ("mixed-modals", "mixed_modals"):
        result = run("check", "--rule", name)
        assert result.exit_code == 0
        assert result.stdout.startswith("clauses/about/care.md:8:23: warning: ")
    assert run("check", "--rule", "long-sentence").stdout == "no problems\n"
    unknown = run("check", "--rule", "mixed-modal")
    assert unknown.exit_code != 0
    assert 'did you mean "mixed-modals"?' in unknown.output


def test_a_file_and_a_council_may_be_checked_together(run: Run, root: Path) -> None:
    write(root, "old.md", "# Policy\n\n## Rules\n\nYou must check it and should keep it.\n")
    profile(root, "parameters: {dayz: 1}\n")
    result = run("check", "riverton", "old.md")
    assert result.exit_code == 1
    assert result.stdout.endswith("1 error, 1 warning\n")
