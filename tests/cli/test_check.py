"""`check`: every problem at once, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.workspaces import clause, profile, template, write


def test_a_workspace_without_problems_ends_with_0(run: Run, root: Path) -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "no problems\n")
    assert json.loads(run("check", "--json").stdout) == []


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
    assert json.loads(result.stdout) == [
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
    assert result.stdout.startswith("clauses/parameters.yaml:1:14: error: not valid YAML")
    assert json.loads(run("check", "--json").stdout)[0]["code"] == "yaml"


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
